// What the request builder says of what AWS's reference does not list.

import type { CatalogProblem } from '../../core/catalog/types.ts';

/** No error, for it can be sent all the same. */
export function composeHint(
  problem: CatalogProblem,
): { readonly field: 'service' | 'action'; readonly text: string } | undefined {
  switch (problem.kind) {
    case 'unknown-service':
      return {
        field: 'service',
        text: `AWS’s reference lists no such service.${nearest(problem.closest)} It can be asked all the same.`,
      };
    case 'unlisted-service':
      return {
        field: 'service',
        text: 'AWS’s reference has no page of this service. It can be asked all the same.',
      };
    case 'unknown-action':
      return {
        field: 'action',
        text: `AWS’s reference lists no such action.${nearest(problem.closest)} It can be asked for all the same.`,
      };
    default:
      return undefined;
  }
}

function nearest(closest: readonly string[]): string {
  return closest.length === 0
    ? ''
    : ` Nearest: ${closest.map((name) => name.replace(/^.*:/, '')).join(', ')}.`;
}
