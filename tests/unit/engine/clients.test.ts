// The clients with the very modules that run in the workers, each on its own end of a channel.

import type { Endpoint } from 'comlink';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { PolicySet } from '../../../src/core/authorize/types.ts';
import type { HttpRequest } from '../../../src/core/wire/message.ts';
import { GateClient } from '../../../src/engine/gate-client.ts';
import { SignerClient } from '../../../src/engine/signer-client.ts';
import { fakeWorker } from './fake-worker.ts';

// A worker's module exposes itself to the worker it runs in. Here it is told apart by that, and put on a
// channel instead; everything else is Comlink's.
const exposed = vi.hoisted((): object[] => []);
vi.mock('comlink', async (original) => {
  const comlink = await original<typeof import('comlink')>();
  return {
    ...comlink,
    expose: (api: object, endpoint?: Endpoint) =>
      endpoint === undefined ? exposed.push(api) : comlink.expose(api, endpoint),
  };
});
for (const name of ['gate', 'signer']) {
  vi.stubGlobal('self', { name });
  vi.resetModules();
  await import('../../../workers/start.ts');
}
vi.unstubAllGlobals();
const [gateApi = {}, signerApi = {}] = exposed;

const gate = new GateClient(() => fakeWorker(gateApi));
const signer = new SignerClient(() => fakeWorker(signerApi));
afterAll(() => {
  gate.dispose();
  signer.dispose();
});

const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const date = new Date('2015-08-30T12:36:00Z');

const request: HttpRequest = {
  method: 'POST',
  path: '/',
  query: '',
  headers: [
    ['host', 'iam.amazonaws.com'],
    ['content-type', 'application/x-www-form-urlencoded; charset=utf-8'],
  ],
  body: new TextEncoder().encode('Action=ListUsers&Version=2010-05-08'),
};

describe('signer and gate', () => {
  it('agree on a signature, and on nothing once the body has changed', async () => {
    const signed = await signer.sign(request, { credentials, region: 'us-east-1', service: 'iam', date });
    expect(signed.request.body).toEqual(request.body);

    const now = date.getTime();
    const verified = await gate.verify({ request: signed.request, record: credentials, now });
    expect(verified).toMatchObject({
      kind: 'verified',
      accessKeyId: credentials.accessKeyId,
      computed: { signature: signed.signature, canonicalRequest: signed.canonicalRequest },
    });

    const body = signed.request.body.slice();
    body[0] = 66;
    const tampered = await gate.verify({ request: { ...signed.request, body }, record: credentials, now });
    expect(tampered).toMatchObject({ kind: 'refused', code: 'SignatureDoesNotMatch' });
  });

  it('does not take the record of one key for another', async () => {
    const signed = await signer.sign(request, { credentials, region: 'us-east-1', service: 'iam', date });
    const record = { ...credentials, accessKeyId: 'AKIAI44QH8DHBEXAMPLE' };
    const outcome = await gate.verify({ request: signed.request, record, now: date.getTime() });
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'unknown-key' });
  });

  it('keeps the moment at which a key expires', async () => {
    const temporary = { ...credentials, accessKeyId: 'ASIAIOSFODNN7EXAMPLE', sessionToken: 'token' };
    const signed = await signer.sign(request, {
      credentials: temporary,
      region: 'us-east-1',
      service: 'iam',
      date,
    });
    const now = date.getTime();
    const verify = (expiresAt: number) =>
      gate.verify({ request: signed.request, record: { ...temporary, expiresAt: new Date(expiresAt) }, now });
    expect(await verify(now + 1)).toMatchObject({ kind: 'verified' });
    expect(await verify(now - 1)).toMatchObject({ kind: 'refused', reason: 'expired-token' });
  });
});

describe('gate', () => {
  const authorization = {
    principal: 'arn:aws:iam::123456789012:user/alice',
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::photos/a.jpg',
    resourceAccountId: '123456789012',
    context: {},
  };
  const policies = (effect: 'Allow' | 'Deny'): PolicySet => ({
    identity: [
      {
        name: 'p',
        document: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: effect, Action: 's3:*', Resource: '*' }],
        }),
      },
    ],
  });

  it('allows when every request is allowed', async () => {
    const allow = policies('Allow');
    const outcome = await gate.authorizeAll([
      { request: authorization, policies: allow },
      { request: { ...authorization, action: 's3:PutObject' }, policies: allow },
    ]);
    expect(outcome).toMatchObject({
      outcome: 'allowed',
      decisions: [{ outcome: 'allowed' }, { outcome: 'allowed' }],
    });
  });

  it('judges by the policies that come with a request, not by those of the same name before', async () => {
    const outcomes = [];
    for (const effect of ['Allow', 'Deny', 'Allow'] as const) {
      const { outcome } = await gate.authorizeAll([{ request: authorization, policies: policies(effect) }]);
      outcomes.push(outcome);
    }
    expect(outcomes).toEqual(['allowed', 'explicitDeny', 'allowed']);
  });

  it('goes on judging rightly when more sets have come than it keeps', async () => {
    const numbered = (index: number): PolicySet => ({
      identity: [
        {
          name: `p${index}`,
          document: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::b${index}/*` }],
          }),
        },
      ],
    });
    const count = 600;
    const { decisions } = await gate.authorizeAll(
      Array.from({ length: count }, (_, index) => ({
        // Every set meets a resource of its own number, but for each third.
        request: { ...authorization, resource: `arn:aws:s3:::b${index % 3 === 0 ? 'x' : index}/a` },
        policies: numbered(index),
      })),
    );
    expect(decisions.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: count }, (_, index) => (index % 3 === 0 ? 'implicitDeny' : 'allowed')),
    );
  });

  it('finds what would turn a decision, with what it loads only when it is asked', async () => {
    const found = await gate.counterfactuals({ request: authorization, policies: { identity: [] } });
    expect(found).toContainEqual({
      changes: [
        {
          kind: 'add-statement',
          policyType: 'identity',
          statement: { Effect: 'Allow', Action: authorization.action, Resource: authorization.resource },
        },
      ],
      outcome: 'allowed',
    });
  });

  it('hashes a password: the same with the same salt, another with another', async () => {
    const salt = new Uint8Array(16).fill(1);
    const [first, again, other] = await Promise.all([
      gate.hashPassword({ password: 'correct horse', salt }),
      gate.hashPassword({ password: 'correct horse', salt }),
      gate.hashPassword({ password: 'correct horse', salt: new Uint8Array(16).fill(2) }),
    ]);
    expect(first).toBeInstanceOf(Uint8Array);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });
});
