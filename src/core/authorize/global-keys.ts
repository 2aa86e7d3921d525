// Which of AWS's global condition keys have several values. A test holds the list equal to the catalogue.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html

import type { KeyKind } from '../match/context.ts';

const multivaluedKeys: ReadonlySet<string> = new Set([
  'aws:calledvia',
  'aws:principalorgpaths',
  'aws:principalservicenameslist',
  'aws:resourceorgpaths',
  'aws:sourceorgpaths',
  'aws:tagkeys',
  'aws:vpceorgpaths',
]);

/** `name` in lower case. Undefined for keys of services, of which only the catalogue knows. */
export function globalKeyKind(name: string): KeyKind | undefined {
  return name.startsWith('aws:') ? { multivalued: multivaluedKeys.has(name) } : undefined;
}
