// One action by its full name.

import { err, ok, type Result } from '../lang/result.ts';
import { unknownAction, unknownService } from './catalog-problem.ts';
import { findActionOf, type ServiceIndex } from './service-index.ts';
import type { CatalogProblem } from './types.ts';

/** The number of `s3:GetObject`, whatever its case. */
export function findAction(index: ServiceIndex, text: string): Result<number, CatalogProblem> {
  const [, prefix, name] = /^([^\s:]+):([^\s:]+)$/.exec(text) ?? [];
  if (prefix === undefined || name === undefined) return err({ kind: 'malformed-action', text });
  const service = index.byPrefix.get(prefix.toLowerCase());
  if (service === undefined) return err(unknownService(index, prefix.toLowerCase()));
  const action = findActionOf(index, service, name);
  return action === undefined ? err(unknownAction(index, service, name)) : ok(action);
}
