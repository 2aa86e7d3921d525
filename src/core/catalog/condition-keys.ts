// Condition keys by name, whatever its case, and with what the policy's author fills in where AWS's
// documentation has a placeholder: `aws:RequestTag/${TagKey}`, `s3:ExistingObjectTag/<key>` and
// `aws:PrincipalTag/tag-key` are the three ways in which it writes one.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html

import { globOf, matchGlob, type Glob } from '../lang/glob.ts';
import { closest } from '../lang/suggest.ts';
import { err, ok, type Result } from '../lang/result.ts';
import { conditionKey, type Details } from './service-details.ts';
import type { CatalogProblem, ConditionKey } from './types.ts';

export interface ConditionKeys {
  readonly details: Details;
  /** Numbers of keys, by lower-case name. */
  readonly exact: ReadonlyMap<string, number>;
  readonly templates: readonly { readonly key: number; readonly glob: Glob; readonly length: number }[];
}

/** A placeholder of any of the three forms; the last is one only at the end. */
const placeholder = /\$\{[^}]*\}|<[^>]*>|(?<=\/)tag-key$/i;

export function makeConditionKeys(details: Details): ConditionKeys {
  const { keys, globalKeys } = details.file;
  const exact = new Map<string, number>();
  const templates: { key: number; glob: Glob; length: number }[] = [];
  keys.forEach((name, key) => {
    const lower = name.toLowerCase();
    if (!exact.has(lower)) exact.set(lower, key);
    const parts = lower.split(new RegExp(placeholder, 'gi'));
    // A placeholder stands for at least one character.
    if (parts.length > 1)
      templates.push({ key, glob: globOf(parts.join('?*')), length: parts.join('').length });
  });
  // What the page of global keys says of a key goes before what a service's page says.
  for (const key of globalKeys) exact.set((keys[key] ?? '').toLowerCase(), key);
  const globals = new Set(globalKeys);
  return {
    details,
    exact,
    templates: templates.sort(
      (a, b) => b.length - a.length || Number(globals.has(b.key)) - Number(globals.has(a.key)),
    ),
  };
}

/** The key that a name in a policy or a request means; of several, the one that says most of the name. */
export function findConditionKey(
  { details, exact, templates }: ConditionKeys,
  name: string,
): Result<ConditionKey, CatalogProblem> {
  const lower = name.toLowerCase();
  const key = exact.get(lower) ?? templates.find(({ glob }) => matchGlob(glob, lower))?.key;
  if (key !== undefined) return ok(conditionKey(details, key));
  const claim = standardClaim(name);
  if (claim !== undefined) return ok(claim);
  return err({ kind: 'unknown-condition-key', name, closest: closest(name, details.file.keys, 3) });
}

/** The claims of any OIDC provider's token that become keys; `true` where the key has several values. */
const standardClaims: ReadonlyMap<string, boolean> = new Map([
  ['amr', true],
  ['aud', false],
  ['email', false],
  ['oaud', false],
  ['sub', false],
]);

/**
 * A provider's host, perhaps with a path, and a claim: `token.actions.githubusercontent.com:sub`. Providers are
 * the account's own, so that no list has them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
function standardClaim(name: string): ConditionKey | undefined {
  const [, claim = ''] = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[^\s:]*)?:([a-z]+)$/i.exec(name) ?? [];
  const multivalued = standardClaims.get(claim.toLowerCase());
  if (multivalued === undefined) return undefined;
  return { name, type: 'String', multivalued, category: undefined, description: undefined };
}

/** The keys that every service's requests may carry. */
export function globalConditionKeys({ details }: ConditionKeys): readonly ConditionKey[] {
  return details.file.globalKeys.map((key) => conditionKey(details, key));
}
