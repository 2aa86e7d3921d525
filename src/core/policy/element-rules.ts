// Which elements each type of policy takes, and which it must have.

import type { PolicyType } from './policy-type.ts';

export interface ElementRules {
  readonly id: boolean;
  readonly principal: 'required' | 'forbidden';
  readonly notPrincipal: boolean;
  readonly notAction: boolean;
  readonly resource: 'required' | 'forbidden';
  /** Whether an ARN with fewer than six parts is taken, its missing parts being `*`. */
  readonly incompleteArn: boolean;
  /** Whether a Sid is limited to A-Z, a-z and 0-9. */
  readonly plainSid: boolean;
}

const attachedToPrincipal: ElementRules = {
  id: false,
  principal: 'forbidden',
  notPrincipal: false,
  notAction: true,
  resource: 'required',
  incompleteArn: false,
  plainSid: true,
};

const attachedToResource: ElementRules = {
  id: true,
  principal: 'required',
  notPrincipal: true,
  notAction: true,
  resource: 'required',
  incompleteArn: false,
  plainSid: false,
};

// Id and Principal: "must not be included in identity-based policies"; incomplete ARNs are completed
// there and refused in session policies; a Sid has plain characters in IAM, other services may take more.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html#policies-grammar-notes
// NotPrincipal: not in identity-based, trust, service control and resource control policies.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
// RCPs have neither NotPrincipal nor NotAction.
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
export const elementRules: Readonly<Record<PolicyType, ElementRules>> = {
  identity: { ...attachedToPrincipal, incompleteArn: true },
  boundary: { ...attachedToPrincipal, incompleteArn: true },
  session: attachedToPrincipal,
  scp: attachedToPrincipal,
  resource: attachedToResource,
  endpoint: attachedToResource,
  trust: { ...attachedToResource, notPrincipal: false, resource: 'forbidden', plainSid: true },
  rcp: { ...attachedToResource, id: false, notPrincipal: false, notAction: false, plainSid: true },
};

/** `identity-based policy` */
export const policyTypeNames: Readonly<Record<PolicyType, string>> = {
  identity: 'identity-based policy',
  resource: 'resource-based policy',
  trust: 'role trust policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  scp: 'service control policy',
  rcp: 'resource control policy',
  endpoint: 'VPC endpoint policy',
};

/** `an identity-based policy` */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}
