// Trust policies: whom a role trusts. What is given is checked and saved with unique ids in the place of users' and
// roles' ARNs; what is shown, and what the engine judges by, has the ARNs of those that live.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html

import type { NamedPolicy } from '../../core/authorize/types.ts';
import { err, type Result } from '../../core/lang/result.ts';
import { sizeProblem } from '../../core/policy/size.ts';
import { encodeRfc3986 } from '../../core/wire/query-codec.ts';
import { malformedPolicyDocument, quotaExceeded, type Fault } from '../fault.ts';
import type { Reading } from '../ports.ts';
import { withSavedPrincipals, withShownPrincipals } from '../principal-names.ts';
import type { RoleRecord } from '../records.ts';

/** The policy as the engine is to judge by it. */
export async function trustPolicyOf(tables: Reading, role: RoleRecord): Promise<NamedPolicy> {
  return { name: trustPolicyName, document: await shownTrustPolicy(tables, role) };
}

/** IAM's own name of the element; a trust policy has none that a customer chose. */
const trustPolicyName = 'AssumeRolePolicyDocument';

/** The policy's text as it is shown. */
export function shownTrustPolicy(
  tables: Reading,
  { trustPolicy }: Pick<RoleRecord, 'trustPolicy'>,
): Promise<string> {
  return withShownPrincipals(tables, trustPolicy);
}

/** "Policies returned by this operation are URL-encoded compliant with RFC 3986" (API_GetRole). */
export async function encodedTrustPolicy(tables: Reading, role: RoleRecord): Promise<string> {
  return encodeRfc3986(await shownTrustPolicy(tables, role));
}

/** For `consult`: why AWS would not store the text, whoever there is. The reader of policies is fetched when it is needed. */
export async function malformedTrustPolicy(document: string): Promise<Fault | undefined> {
  const { malformedBy } = await import('./malformed-policy.ts');
  return malformedBy(document, 'trust');
}

/** For `apply`: the text as it is saved, of a document that is not malformed. */
export async function savedTrustPolicy(tables: Reading, document: string): Promise<Result<string, Fault>> {
  const tooLarge = sizeProblem([document], 'trust');
  if (tooLarge !== undefined) return err(quotaExceeded('ACLSizePerRole', tooLarge.most));
  const saved = await withSavedPrincipals(tables, document);
  return saved.ok ? saved : err(invalidPrincipal(saved.error));
}

/** Not documented: what IAM is known to answer. */
function invalidPrincipal(name: string): Fault {
  return malformedPolicyDocument(`Invalid principal in policy: "AWS":"${name}"`);
}
