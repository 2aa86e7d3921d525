// A change of a request's condition keys as what the caller would do: for the keys that people meet, in
// their own words; for all others by the key.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html

import type { ContextChange } from '../../core/authorize/counterfactuals/change.ts';
import type { AuthorizationRequest } from '../../core/authorize/types.ts';
import { cut } from './cut.ts';

type SetContext = Extract<ContextChange, { readonly kind: 'set-context' }>;

/** `Sign in with MFA (“aws:MultiFactorAuthPresent” is not in the request now).` */
export function changedContextSentence({ key, values }: SetContext, request: AuthorizationRequest): string {
  return `${doing(key, values)} (${quote(key)} is ${nowIs(key, request)}).`;
}

export function removedContextSentence(
  { key }: Extract<ContextChange, { readonly kind: 'remove-context' }>,
  request: AuthorizationRequest,
): string {
  return `Send it without ${quote(key)} (which is ${nowIs(key, request)}).`;
}

function doing(key: string, values: readonly string[]): string {
  const value = values.length === 0 ? 'nothing' : values.map(quote).join(' and ');
  const lower = key.toLowerCase();
  const isTrue = values[0]?.toLowerCase() === 'true';
  switch (lower) {
    case 'aws:multifactorauthpresent':
      return isTrue ? 'Sign in with MFA' : 'Sign in without MFA';
    case 'aws:multifactorauthage':
      return `Sign in with MFA, and send it ${value} seconds later`;
    case 'aws:requestedregion':
      return `Send it to the Region ${value}`;
    case 'aws:sourceip':
      return `Send it from the address ${value}`;
    case 'aws:securetransport':
      return isTrue ? 'Send it over TLS' : 'Send it without TLS';
    case 'aws:sourcevpc':
      return `Send it from the VPC ${value}`;
    case 'aws:sourcevpce':
      return `Send it through the VPC endpoint ${value}`;
    case 'aws:currenttime':
    case 'aws:epochtime':
      return `Send it at the time ${value}`;
    case 'sts:externalid':
      return `Pass the external ID ${value}`;
    default:
      return tagging(key, value) ?? beingAnother(key, value) ?? `Send it with ${quote(key)} as ${value}`;
  }
}

/** `aws:ResourceTag/team`: whose tag it is, its name, and the value. */
function tagging(key: string, value: string): string | undefined {
  const [, owner, tag = ''] =
    /^(?:[\w-]+):(principal|resource|request|existingobject|requestobject)tag\/(.+)$/i.exec(key) ?? [];
  switch (owner?.toLowerCase()) {
    case 'principal':
      return `Tag the caller with ${quote(tag)}: ${value}`;
    case 'resource':
    case 'existingobject':
      return `Tag the resource with ${quote(tag)}: ${value}`;
    case 'request':
    case 'requestobject':
      return `Send the tag ${quote(tag)} along: ${value}`;
    default:
      return undefined;
  }
}

/** Keys that say who calls or what is called: another value means another request. */
function beingAnother(key: string, value: string): string | undefined {
  if (/^aws:(?:principal|userid$|username$|federatedprovider$)/i.test(key))
    return `Send it as a caller for whom ${quote(key)} is ${value}`;
  return /^aws:resource/i.test(key) ? `Send it to a resource for which ${quote(key)} is ${value}` : undefined;
}

function nowIs(key: string, { context }: AuthorizationRequest): string {
  const lower = key.toLowerCase();
  const [, value] = Object.entries(context).find(([name]) => name.toLowerCase() === lower) ?? [];
  const values = typeof value === 'string' ? [value] : (value ?? []);
  return values.length === 0 ? 'not in the request now' : `${values.map(quote).join(' and ')} now`;
}

function quote(text: string): string {
  return `“${cut(text, 200)}”`;
}
