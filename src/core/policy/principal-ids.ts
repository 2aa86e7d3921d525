// Users and roles in the Principal of a policy: kept by their unique ids, shown by their ARNs. AWS does so "to mitigate
// the risk of someone escalating their privileges by removing and recreating the user".
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-users

import { readJson, type JsonNode } from './json.ts';
import { memberNamed } from './node-readers.ts';

/**
 * The document as it is saved: the ARNs of users and roles become their ids. `lookUp` gives the id of an ARN;
 * undefined leaves the ARN as it is. All but the strings that change stays as it was written.
 */
export function withPrincipalIds(document: string, lookUp: (arn: string) => string | undefined): string {
  return replaced(document, (name) => (isEntityArn(name) ? lookUp(name) : undefined));
}

/**
 * The document as it is shown: ids become the ARNs of users and roles that live. `lookUp` gives the ARN of an id;
 * undefined, for one that was deleted, leaves the id to be seen.
 */
export function withPrincipalArns(document: string, lookUp: (id: string) => string | undefined): string {
  return replaced(document, (name) => (isPrincipalId(name) ? lookUp(name) : undefined));
}

/** All that `AWS` names in the Principal and NotPrincipal of a document, in its order; nothing where it is no policy. */
export function awsPrincipals(document: string): readonly string[] {
  return principalNodes(document).map(({ value }) => value);
}

/** `arn:aws:iam::123456789012:user/alice`: not the ARN of an account's root, nor of a session. */
export function isEntityArn(name: string): boolean {
  return /^arn:[a-z0-9-]+:iam::[0-9]{12}:(?:user|role)\/./.test(name);
}

/** `AIDA…` of a user, `AROA…` of a role. */
export function isPrincipalId(name: string): boolean {
  return /^A(?:IDA|ROA)[A-Z0-9]+$/.test(name);
}

type TextNode = Extract<JsonNode, { kind: 'string' }>;

function replaced(document: string, replacement: (name: string) => string | undefined): string {
  let text = '';
  let done = 0;
  for (const { value, span } of principalNodes(document)) {
    const other = replacement(value);
    if (other === undefined || other === value) continue;
    text += document.slice(done, span.start) + JSON.stringify(other);
    done = span.end;
  }
  return text + document.slice(done);
}

/** In the order of the text. */
function principalNodes(document: string): readonly TextNode[] {
  const { value } = readJson(document);
  const statement = value?.kind === 'object' ? memberNamed(value, 'Statement')?.value : undefined;
  return listed(statement).flatMap((each) => {
    if (each.kind !== 'object') return [];
    return each.members.flatMap((member) =>
      member.key === 'Principal' || member.key === 'NotPrincipal' ? textsOf(member.value) : [],
    );
  });
}

function textsOf(principal: JsonNode): readonly TextNode[] {
  const named = principal.kind === 'object' ? memberNamed(principal, 'AWS')?.value : undefined;
  return listed(named).flatMap((each) => (each.kind === 'string' ? [each] : []));
}

/** One or a list, always as a list. */
function listed(node: JsonNode | undefined): readonly JsonNode[] {
  if (node === undefined) return [];
  return node.kind === 'array' ? node.items : [node];
}
