// One action by its full name, one service by its prefix.

import { err, ok, type Result } from '../lang/result.ts';
import { unknownAction, unknownService } from './catalog-problem.ts';
import { findActionOf, type IndexedService, type ServiceIndex } from './service-index.ts';
import type { CatalogProblem } from './types.ts';

/** The number of `s3:GetObject`, whatever its case. */
export function findAction(index: ServiceIndex, text: string): Result<number, CatalogProblem> {
  const [, prefix, name] = /^([^\s:]+):([^\s:]+)$/.exec(text) ?? [];
  if (prefix === undefined || name === undefined) return err({ kind: 'malformed-action', text });
  const service = findService(index, prefix);
  if (!service.ok) return service;
  const action = findActionOf(index, service.value, name);
  return action === undefined ? err(unknownAction(index, service.value, name)) : ok(action);
}

/** By its prefix, whatever its case. */
export function findService(index: ServiceIndex, prefix: string): Result<IndexedService, CatalogProblem> {
  const lower = prefix.toLowerCase();
  const service = index.byPrefix.get(lower);
  return service === undefined ? err(unknownService(index, lower)) : ok(service);
}
