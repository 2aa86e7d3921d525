import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../../src/core/wire/message.ts';
import { sign } from '../../../src/core/sigv4/sign.ts';
import { makeAwsApi } from '../../../src/client/make-aws-api.ts';

const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };

async function sentBody(input: { maxResults?: number; eventId?: string }): Promise<unknown> {
  const sent: HttpRequest[] = [];
  const api = makeAwsApi({
    signer: { sign: async (request, options) => sign(request, options) },
    wire: {
      send: async (request) => {
        sent.push(request);
        return { status: 200, headers: [], body: new TextEncoder().encode('{"Events":[]}') };
      },
    },
    clock: { now: () => Date.UTC(2026, 10, 22) },
    credentials,
    region: 'us-east-1',
    fromConsole: true,
  });
  await api.trail.lookupEvents(input);
  return JSON.parse(new TextDecoder().decode(sent[0]?.body));
}

// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
describe('lookupEvents', () => {
  it.each([
    [{}, {}],
    [{ maxResults: 5 }, { MaxResults: 5 }],
    [{ eventId: 'e-1' }, { LookupAttributes: [{ AttributeKey: 'EventId', AttributeValue: 'e-1' }] }],
  ])('sends %o as CloudTrail wants it', async (input, body) => {
    expect(await sentBody(input)).toEqual(body);
  });
});
