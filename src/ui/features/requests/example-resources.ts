// ARNs to start from for an action: by name where an example is written down, else by the reference.

import type { Reference } from '../../../client/ports.ts';
import { requestExamples } from '../../../client/request-examples.ts';

export interface ExamplePlace {
  readonly service: string;
  readonly action: string;
  readonly accountId: string;
  readonly region: string;
}

/** None where neither knows the action. */
export async function exampleResources(
  reference: Reference,
  { service, action, accountId, region }: ExamplePlace,
): Promise<readonly string[]> {
  const written = writtenExample(service, action, accountId);
  if (written !== undefined) return [written];
  const examples = await reference.exampleResources(`${service}:${action}`, { accountId, region });
  return examples.ok ? examples.value : [];
}

/** Whether a text is one of the examples that are written down, so that another one may take its place. */
export function isWrittenExample(resource: string, accountId: string): boolean {
  return requestExamples.some((example) => inAccount(example.resource, accountId) === resource);
}

/** In this account; undefined where none is written down. */
export function writtenExample(service: string, action: string, accountId: string): string | undefined {
  const found = requestExamples.find((example) => example.service === service && example.action === action);
  return found === undefined ? undefined : inAccount(found.resource, accountId);
}

function inAccount(resource: string, accountId: string): string {
  return resource.replace('123456789012', accountId);
}
