// A random request with a random set of policies, in two sizes.

import fc from 'fast-check';
import type { AuthorizationRequest, PolicySet } from '../../../src/core/authorize/types.ts';
import { randomContext, wholeVocabulary } from './random-conditions.ts';
import { closePatterns, widePatterns } from './random-patterns.ts';
import { randomPolicySet } from './random-policies.ts';
import { randomRequest } from './random-requests.ts';

export interface Case {
  readonly request: AuthorizationRequest;
  readonly set: PolicySet;
}

const anyRequest = randomRequest({
  context: randomContext,
  callerKeys: fc.constantFrom(true, true, true, false),
});

/** Every layer, and patterns of all kinds. `again` asks for the same of somebody else. */
export const wholeCase: fc.Arbitrary<Case & { readonly again: AuthorizationRequest }> = fc
  .tuple(
    anyRequest,
    anyRequest,
    randomPolicySet({
      vocabulary: wholeVocabulary,
      patterns: widePatterns,
      negations: 12,
      conditions: 32,
      broad: 55,
      broken: 1,
      maxStatements: 3,
      layers: { boundary: 28, resource: 60, endpoint: 20, session: 30, scp: 25, rcp: 30 },
    }),
  )
  .map(([request, second, make]) => ({
    request,
    set: make(request),
    again: { ...second, action: request.action, resource: request.resource },
  }));

/** Few keys given, few layers, and patterns that mean the request: it is the conditions that decide. */
export const smallCase: fc.Arbitrary<Case> = fc
  .tuple(
    randomRequest({ context: randomContext.map(everyThird), callerKeys: fc.boolean() }),
    randomPolicySet({
      vocabulary: wholeVocabulary,
      patterns: closePatterns,
      negations: 3,
      conditions: 80,
      broad: 10,
      broken: 0,
      maxStatements: 2,
      layers: { boundary: 15, resource: 40, endpoint: 8, session: 15, scp: 15, rcp: 15 },
    }),
  )
  .map(([request, make]) => ({ request, set: make(request) }));

function everyThird(context: AuthorizationRequest['context']): AuthorizationRequest['context'] {
  return Object.fromEntries(Object.entries(context).filter((_, index) => index % 3 === 0));
}
