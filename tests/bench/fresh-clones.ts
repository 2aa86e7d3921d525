// Requests and policies that the engine has never seen: new objects of new strings, so that nothing it could
// remember by object, or by the text of a document, makes it look faster.

import type { AuthorizationRequest } from '../../src/core/authorize/types.ts';
import { account, type Workload } from './engine-workloads.ts';
import { seededRandom } from './seeded-random.ts';

/** Makes clones, all of them anew in every call; each pass has another half of the context keys respelled. */
export function requestCloner(
  requests: readonly AuthorizationRequest[],
  pass: number,
): () => readonly AuthorizationRequest[] {
  const text = JSON.stringify(respelled(requests, pass));
  return () => JSON.parse(text) as readonly AuthorizationRequest[];
}

/** The policies with one request. */
export interface Case {
  readonly policies: Workload['policies'];
  readonly request: AuthorizationRequest;
}

/**
 * Makes so many clones of the policies, each with the next of the requests and with an account of its own,
 * which changes most resource patterns and no outcome.
 */
export function caseCloner(
  { policies, requests }: Workload,
  { count, pass }: { readonly count: number; readonly pass: number },
): () => readonly Case[] {
  const random = seededRandom(7_000_000 + pass);
  const spelled = respelled(requests, pass);
  let next = random.below(spelled.length);
  return () =>
    Array.from({ length: count }, () => {
      const text = JSON.stringify({ policies, request: spelled[next++ % spelled.length] });
      const other = String(200_000_000_000 + random.below(700_000_000_000));
      return JSON.parse(text.replaceAll(account, other)) as Case;
    });
}

/** The same workload, its documents as JSON text. */
export function withDocumentsAsText({ policies, requests }: Workload): Workload {
  // Nothing but a policy has a property of this name.
  const text = JSON.stringify(policies, (name, value: unknown) =>
    name === 'document' ? JSON.stringify(value) : value,
  );
  return { policies: JSON.parse(text) as Workload['policies'], requests };
}

function respelled(requests: readonly AuthorizationRequest[], pass: number): readonly AuthorizationRequest[] {
  const random = seededRandom(9_000_000 + pass);
  const names = [...new Set(requests.flatMap(({ context }) => Object.keys(context)))];
  const spelling = new Map(
    random
      .sample(names, Math.ceil(names.length / 2))
      .map((name) => [name, random.chance(0.5) ? name.toLowerCase() : name.toUpperCase()]),
  );
  return requests.map((request) => ({
    ...request,
    context: Object.fromEntries(
      Object.entries(request.context).map(([name, value]) => [spelling.get(name) ?? name, value]),
    ),
  }));
}
