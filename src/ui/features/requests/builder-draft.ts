// What the builder's form holds, kept in this tab while it is filled in. Nothing of it is secret: a
// profile is kept by its name alone, and what is typed on the wire is not kept at all.

import type { Drafts } from '../../ports.ts';

export interface ComposedRequest {
  readonly service: string;
  readonly action: string;
  readonly resource: string;
  readonly region: string;
  /** Name of the profile that signs. */
  readonly profile: string;
  /** Values by parameter name, those of operations chosen before included. */
  readonly parameters: Readonly<Record<string, string>>;
}

export type Prefill = Partial<ComposedRequest>;

const screen = 'requests';
const textFields = ['service', 'action', 'resource', 'region', 'profile'] as const;

/** A first request that any user can be allowed or denied. */
const firstRequest: ComposedRequest = {
  service: 's3',
  action: 'ListAllMyBuckets',
  resource: '*',
  region: 'us-east-1',
  profile: '',
  parameters: {},
};

/** What was typed last, else the first request. */
export function readDraft(drafts: Drafts): ComposedRequest {
  const kept = Object.fromEntries(
    textFields.flatMap((field): [string, string][] => {
      const value = drafts.get(screen, field);
      return value === undefined ? [] : [[field, value]];
    }),
  );
  return { ...firstRequest, ...kept, parameters: readParameters(drafts.get(screen, 'parameters')) };
}

/** What somebody has asked for, `s3:GetObject`; undefined while it is the first request, or half of one. */
export function ownRequest({ service, action }: ComposedRequest): string | undefined {
  if (service === '' || action === '') return undefined;
  return service === firstRequest.service && action === firstRequest.action
    ? undefined
    : `${service}:${action}`;
}

export function saveDraft(drafts: Drafts, composed: ComposedRequest): void {
  for (const field of textFields) drafts.set(screen, field, composed[field]);
  drafts.set(screen, 'parameters', JSON.stringify(composed.parameters));
}

/**
 * Reads `service`, `action`, `resource`, `region` and `profile` from an address, and parameters as
 * `param.UserName=alice`; undefined when it has none of them.
 */
export function prefillFromQuery(query: URLSearchParams): Prefill | undefined {
  const texts = textFields.flatMap((field): [string, string][] => {
    const value = query.get(field);
    return value === null ? [] : [[field, value]];
  });
  const parameters = [...query]
    .filter(([name]) => name.startsWith('param.'))
    .map(([name, value]): [string, string] => [name.slice('param.'.length), value]);
  if (texts.length === 0 && parameters.length === 0) return undefined;
  return {
    ...Object.fromEntries(texts),
    ...(parameters.length === 0 ? {} : { parameters: Object.fromEntries(parameters) }),
  };
}

function readParameters(text: string | undefined): Readonly<Record<string, string>> {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    // Not ours, or cut off: begin anew.
    return {};
  }
}
