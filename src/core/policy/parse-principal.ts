// The syntax of `Principal` and `NotPrincipal`.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html

import type { PrincipalEntry, PrincipalKind } from './document.ts';
import type { JsonNode } from './json.ts';
import {
  checkMembers,
  memberNamed,
  readTexts,
  refuseType,
  valuePath,
  type ReadContext,
} from './node-readers.ts';
import type { PolicyType } from './policy-type.ts';
import { refuse } from './problem-list.ts';

const principalKinds: readonly PrincipalKind[] = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

/** `"*"`, or a map from kinds of principals to their names. */
export function readPrincipal(
  context: ReadContext,
  name: string,
  node: JsonNode,
  type: PolicyType,
): readonly PrincipalEntry[] | undefined {
  if (node.kind === 'string') {
    if (node.value === '*') return [{ kind: 'everyone', value: '*', span: node.span }];
    const message = `\`${name}\` must be \`"*"\` or an object such as \`{ "AWS": "${node.value}" }\``;
    refuse(context.problems, { code: 'invalid-principal', message, path: context.path, span: node.span });
    return undefined;
  }
  if (node.kind !== 'object') {
    refuseType(context, name, '`"*"` or an object', node);
    return undefined;
  }
  if (type === 'rcp') {
    // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html#rcp-syntax-principal
    const message = 'the `Principal` of a resource control policy must be `"*"`';
    refuse(context.problems, { code: 'invalid-principal', message, path: context.path, span: node.span });
    return undefined;
  }
  const entries: PrincipalEntry[] = [];
  checkMembers(context, node, `\`${name}\``, principalKinds);
  for (const kind of principalKinds) {
    const member = memberNamed(node, kind);
    if (member === undefined) continue;
    const path = [...context.path, kind];
    for (const [index, text] of (readTexts({ ...context, path }, kind, member.value) ?? []).entries()) {
      const message = faultOf(kind, text.value);
      if (message === undefined) entries.push({ kind, value: text.value, span: text.span });
      else {
        const at = valuePath(path, member.value, index);
        refuse(context.problems, { code: 'invalid-principal', message, path: at, span: text.span });
      }
    }
  }
  if (node.members.length === 0) {
    const message = `\`${name}\` must name at least one principal`;
    refuse(context.problems, { code: 'empty-list', message, path: context.path, span: node.span });
  }
  return entries;
}

const accountArn = /^arn:[a-z0-9-]+:iam::[0-9]{12}:root$/;
// `cloudfront` stands for an account in the ARN of an origin access identity, which S3 takes.
const entityArn = /^arn:[a-z0-9-]+:iam::(?:[0-9]{12}|cloudfront):(?:user|role)\/.+$/;
const sessionArn = /^arn:[a-z0-9-]+:sts::[0-9]{12}:(?:assumed-role\/[^/]+|federated-user)\/.+$/;
const accountId = /^[0-9]{12}$/;
// What AWS shows for a user (AIDA) or role (AROA) that was deleted after the policy was saved.
const uniqueId = /^A(?:IDA|ROA)[A-Z0-9]{12,}$/;

function faultOf(kind: PrincipalKind, value: string): string | undefined {
  if (kind === 'AWS' && value === '*') return undefined;
  if (/[*?]/.test(value)) {
    return `the principal \`${value}\` has a wildcard: \`*\` can stand for everyone, not for a part of a name`;
  }
  switch (kind) {
    case 'AWS':
      if ([accountArn, entityArn, sessionArn, accountId, uniqueId].some((shape) => shape.test(value)))
        return undefined;
      if (value.includes(':group/')) return `\`${value}\` is a user group, which can be no principal`;
      return `\`${value}\` is no principal: it must be an account id or the ARN of an account's root, a user, a role or a session`;
    case 'Service':
      return /^[a-z0-9][a-z0-9.-]*\.[a-z.]+$/i.test(value)
        ? undefined
        : `\`${value}\` is no service principal, such as \`lambda.amazonaws.com\``;
    case 'Federated':
      return /^arn:[a-z0-9-]+:iam::[0-9]{12}:(?:saml|oidc)-provider\/.+$/.test(value) ||
        /^[a-z0-9.-]+\.[a-z]+$/i.test(value)
        ? undefined
        : `\`${value}\` is no identity provider: it must be the ARN of one, or a name such as \`accounts.google.com\``;
    case 'CanonicalUser':
      return /^[0-9a-f]{64}$/i.test(value)
        ? undefined
        : `\`${value}\` is no canonical user id of 64 hexadecimal digits`;
  }
}
