// The resource types of an ARN, those of its own service before those that other services list as well.

import type { MatchedResourceType } from '../../../core/catalog/types.ts';
import { parseArn } from '../../../core/names/arn.ts';

export interface TypesByService {
  readonly own: readonly MatchedResourceType[];
  readonly others: readonly MatchedResourceType[];
}

/** Where the ARN's own service has none, all stand first. */
export function typesByService(arn: string, types: readonly MatchedResourceType[]): TypesByService {
  const service = parseArn(arn)?.service.toLowerCase();
  const own = types.filter((type) => type.service === service);
  if (own.length === 0) return { own: types, others: [] };
  return { own, others: types.filter((type) => type.service !== service) };
}

/** Whether it stands for several, as in a policy's `Resource`. */
export function isArnPattern(arn: string): boolean {
  return /[*?]/.test(arn);
}
