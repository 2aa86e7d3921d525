// The trail: what is in an event, what never is, and how it is looked up and trimmed.

import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { record, keptEvents, keptTraces } from '../../../src/cloud/trail.ts';
import { sign } from '../../../src/core/sigv4/sign.ts';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { makeMemoryStore } from '../../../src/db/memory-store.ts';
import { allow, connection, makeWorld, message, queryRequest, start, type World } from './world.ts';

let world: World;
let root: Credentials;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
});

// Vitest's own type of it is `any`.
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

const target = 'CloudTrail_20131101.LookupEvents';

interface Found {
  readonly Events: readonly {
    readonly EventName: string;
    readonly EventId: string;
    readonly CloudTrailEvent: string;
    readonly Username?: string;
  }[];
  readonly NextToken?: string;
}

async function lookUp(body: object = {}, credentials = root): Promise<Found> {
  const reply = await world.json(credentials, target, body);
  expect(reply.status).toBe(200);
  return JSON.parse(reply.text) as Found;
}

describe('an event', () => {
  it('is shaped as CloudTrail’s', async () => {
    await world.query(root, 'CreateUser', { UserName: 'alice', Path: '/team/' });
    const { userId } = (await world.store.read((tables) => tables.users.all()))[0] ?? {};
    expect((await world.events()).at(-1)).toEqual({
      eventVersion: '1.11',
      userIdentity: {
        type: 'Root',
        principalId: world.accountId,
        arn: world.rootArn,
        accountId: world.accountId,
        userName: 'demo',
        accessKeyId: root.accessKeyId,
        sessionContext: {
          attributes: { creationDate: '2026-11-22T09:30:00Z', mfaAuthenticated: 'false' },
        },
      },
      eventTime: '2026-11-22T09:30:00Z',
      eventSource: 'iam.amazonaws.com',
      eventName: 'CreateUser',
      awsRegion: 'us-east-1',
      sourceIPAddress: '203.0.113.7',
      userAgent: 'test/1',
      requestParameters: { userName: 'alice', path: '/team/' },
      responseElements: {
        user: {
          path: '/team/',
          userName: 'alice',
          userId,
          arn: `arn:aws:iam::${world.accountId}:user/team/alice`,
          createDate: 'Nov 22, 2026 9:30:00 AM',
        },
      },
      requestID: matching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      eventID: matching(/^[0-9a-f-]{36}$/),
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: world.accountId,
      eventCategory: 'Management',
      tlsDetails: {
        tlsVersion: 'TLSv1.3',
        cipherSuite: 'TLS_AES_128_GCM_SHA256',
        clientProvidedHostHeader: 'iam.amazonaws.com',
      },
    });
  });

  it('of the console says so, but only on a session’s credentials', async () => {
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    const alice = await world.keyOf(root, 'alice');
    const asConsole = async (credentials: Credentials) => {
      const request = queryRequest('iam', 'ListUsers', {});
      const marked = { ...request, headers: [...request.headers, ['X-Gatehouse-Console', 'true'] as const] };
      const { request: signed } = sign(marked, {
        credentials,
        region: 'us-east-1',
        service: 'iam',
        date: new Date(start),
      });
      await world.send(signed);
      return (await world.events()).at(-1);
    };
    expect(await asConsole(root)).toMatchObject({ sessionCredentialFromConsole: 'true' });
    expect(await asConsole(alice)).not.toHaveProperty('sessionCredentialFromConsole');
  });

  it('never holds a secret', { timeout: 60_000 }, async () => {
    const text = fc.stringMatching(/^[a-z]{6,12}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.record({ kind: fc.constant('create' as const), name: text }),
            fc.record({ kind: fc.constant('key' as const), name: text }),
            fc.record({ kind: fc.constant('actAs' as const), name: text }),
            fc.record({ kind: fc.constant('signIn' as const), name: text }),
            fc.record({ kind: fc.constant('extra' as const), name: text }),
          ),
          { maxLength: 6 },
        ),
        async (steps) => {
          const mine = await makeWorld();
          const session = await mine.actAs(mine.rootArn);
          for (const { kind, name } of steps) {
            if (kind === 'signIn') {
              await mine.signIn({ kind: 'root', email: 'root@example.com', password: `pass-${name}` });
              continue;
            }
            await mine.query(session, 'CreateUser', { UserName: name });
            const arn = `arn:aws:iam::${mine.accountId}:user/${name}`;
            if (kind === 'key') await mine.keyOf(session, name);
            if (kind === 'actAs') await mine.query(await mine.actAs(arn), 'ListUsers');
            // A password under a name that the operation does not know.
            if (kind === 'extra') {
              await mine.query(session, 'ListUsers', {
                Password: `pass-${name}`,
                SecretAccessKey: `pass-${name}`,
              });
            }
          }
          await mine.signIn({
            kind: 'root',
            email: 'root@example.com',
            password: 'Correct horse 7',
          });
          const events = JSON.stringify(await mine.store.read((tables) => tables.events.all()));
          const secrets = await mine.store.read(async (tables) =>
            [...(await tables.accessKeys.all()), ...(await tables.sessions.all())].flatMap((key) => [
              key.secretAccessKey,
              ...('sessionToken' in key ? [key.sessionToken] : []),
            ]),
          );
          expect(secrets.length).toBeGreaterThan(1);
          for (const secret of [...secrets, 'pass-', 'Correct horse 7', 'root@example.com']) {
            expect(events).not.toContain(secret);
          }
        },
      ),
      { seed: 11, numRuns: 12 },
    );
  });
});

describe('LookupEvents', () => {
  it('gives the newest first, in pages, each event once', async () => {
    for (let n = 0; n < 7; n++) await world.query(root, 'CreateUser', { UserName: `u${n}` });
    const seen: string[] = [];
    let token: string | undefined;
    const all = await lookUp();
    // Events of the lookups themselves come in at the new end, behind the pages already read.
    do {
      const page: Found = await lookUp({
        MaxResults: 3,
        ...(token === undefined ? {} : { NextToken: token }),
      });
      expect(page.Events.length).toBeLessThanOrEqual(3);
      seen.push(...page.Events.map((event) => event.EventId));
      token = page.NextToken;
    } while (token !== undefined);
    expect(seen.slice(1)).toEqual(all.Events.map((event) => event.EventId));
    expect(all.Events.map((event) => event.EventName)).toEqual([
      ...Array.from({ length: 7 }, () => 'CreateUser'),
      'ConsoleLogin',
    ]);
  });

  it.each([
    [{ AttributeKey: 'EventName', AttributeValue: 'CreateUser' }, ['CreateUser']],
    [{ AttributeKey: 'EventSource', AttributeValue: 'signin.amazonaws.com' }, ['ConsoleLogin']],
    [{ AttributeKey: 'ReadOnly', AttributeValue: 'true' }, ['ListUsers']],
    [{ AttributeKey: 'ResourceName', AttributeValue: 'alice' }, ['CreateUser']],
    [{ AttributeKey: 'ResourceType', AttributeValue: 'AWS::IAM::User' }, ['CreateUser']],
    [{ AttributeKey: 'Username', AttributeValue: 'root' }, ['ListUsers', 'CreateUser', 'ConsoleLogin']],
    [{ AttributeKey: 'Username', AttributeValue: 'nobody' }, []],
  ])('finds by %j', async (attribute, names) => {
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    await world.query(root, 'ListUsers');
    const { Events } = await lookUp({ LookupAttributes: [attribute] });
    expect(Events.map((event) => event.EventName)).toEqual(names);
  });

  it('finds by time, by key, and data events and failed authentications too', async () => {
    await world.get(root, '/no-such-bucket/x');
    world.clock.sandbox += 60_000;
    world.clock.device += 60_000;
    await world.query({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' }, 'ListUsers');
    const before = await lookUp({ EndTime: start / 1000 });
    expect(before.Events.map((event) => event.EventName)).toEqual(['GetObject', 'ConsoleLogin']);
    const byKey = await lookUp({
      LookupAttributes: [{ AttributeKey: 'AccessKeyId', AttributeValue: 'AKIAIOSFODNN7EXAMPLE' }],
    });
    expect(JSON.parse(byKey.Events[0]?.CloudTrailEvent ?? '')).toMatchObject({
      userIdentity: { type: 'Unknown', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
      errorCode: 'InvalidClientTokenId',
      additionalEventData: { 'gatehouse:refused': 'unknown-key' },
    });
    const after = await lookUp({ StartTime: start / 1000 + 1 });
    expect(after.Events.map((event) => event.EventName)).not.toContain('GetObject');
  });

  // The page's errors, all with status 400; what it has none for is its protocol's or its shape's.
  it.each([
    [{ MaxResults: 51 }, 'InvalidMaxResultsException'],
    [{ MaxResults: 0 }, 'InvalidMaxResultsException'],
    [{ MaxResults: -1 }, 'InvalidMaxResultsException'],
    [{ MaxResults: 'x' }, 'SerializationException'],
    [{ NextToken: 'abc' }, 'InvalidNextTokenException'],
    [{ StartTime: 2, EndTime: 1 }, 'InvalidTimeRangeException'],
    [{ EventCategory: 'Data' }, 'InvalidEventCategoryException'],
    [{ EventCategory: '' }, 'InvalidEventCategoryException'],
    [
      { EventCategory: 'insight', LookupAttributes: [{ AttributeKey: 'Username', AttributeValue: 'x' }] },
      'InvalidLookupAttributesException',
    ],
    [
      { LookupAttributes: [{ AttributeKey: 'Colour', AttributeValue: 'x' }] },
      'InvalidLookupAttributesException',
    ],
    [
      { LookupAttributes: [{ AttributeKey: 'constructor', AttributeValue: 'x' }] },
      'InvalidLookupAttributesException',
    ],
    [{ LookupAttributes: [{ AttributeKey: 'EventName' }] }, 'ValidationException'],
    [
      {
        LookupAttributes: ['a', 'b'].map((value) => ({ AttributeKey: 'EventName', AttributeValue: value })),
      },
      'InvalidLookupAttributesException',
    ],
  ])('refuses %j', async (body, code) => {
    expect(await world.json(root, target, body)).toMatchObject({ status: 400, code });
  });

  it('has no Insights events', async () => {
    await world.query(root, 'ListUsers');
    expect(await lookUp({ EventCategory: 'insight' })).toEqual({ Events: [] });
  });

  // "Looks up management events or CloudTrail Insights events" (API_LookupEvents)
  it('shows data events to the console alone', async () => {
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    await world.query(root, 'PutUserPolicy', {
      UserName: 'alice',
      PolicyName: 'p',
      PolicyDocument: allow('*'),
    });
    const alice = await world.keyOf(root, 'alice');
    await world.get(alice, '/bucket/key');
    // A management event that asks for data events is none of them.
    await world.json(alice, target, { EventCategory: 'Data' });
    const names = async (credentials: Credentials) =>
      (await lookUp({ MaxResults: 2 }, credentials)).Events.map((event) => event.EventName);
    expect(await names(alice)).toEqual(['LookupEvents', 'CreateAccessKey']);
    expect((await lookUp({ MaxResults: 3 }, root)).Events.map((event) => event.EventName)).toEqual([
      'LookupEvents',
      'LookupEvents',
      'GetObject',
    ]);
  });

  it.each(['EventId', 'AccessKeyId'])('finds by %s', async (AttributeKey) => {
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    const alice = await world.keyOf(root, 'alice');
    await world.query(alice, 'ListUsers');
    const [newest] = (await lookUp({ MaxResults: 1 })).Events;
    const AttributeValue = AttributeKey === 'EventId' ? newest?.EventId : alice.accessKeyId;
    const { Events } = await lookUp({ LookupAttributes: [{ AttributeKey, AttributeValue }] });
    expect(Events.map(({ EventId, EventName }) => ({ EventId, EventName }))).toEqual([
      { EventId: newest?.EventId, EventName: 'ListUsers' },
    ]);
  });

  it('refuses a token with other parameters than it came with', async () => {
    await world.query(root, 'ListUsers');
    const { NextToken } = await lookUp({ MaxResults: 1 });
    expect(
      await world.json(root, target, {
        NextToken,
        LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'ListUsers' }],
      }),
    ).toMatchObject({ code: 'InvalidNextTokenException' });
  });

  it('needs its permission', async () => {
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    const alice = await world.keyOf(root, 'alice');
    expect(await world.json(alice, target, {})).toMatchObject({ code: 'AccessDeniedException' });
    await world.query(root, 'PutUserPolicy', {
      UserName: 'alice',
      PolicyName: 'p',
      PolicyDocument: allow('cloudtrail:LookupEvents'),
    });
    expect((await lookUp({ MaxResults: 1 }, alice)).Events).toHaveLength(1);
  });
});

it('keeps when each long-term key was last used, denied or not', async () => {
  await world.query(root, 'CreateUser', { UserName: 'alice' });
  const alice = await world.keyOf(root, 'alice');
  await world.query(alice, 'ListUsers');
  expect(await world.store.read((tables) => tables.lastUsed.all())).toEqual([
    {
      key: alice.accessKeyId,
      accountId: world.accountId,
      lastUsedAt: start,
      serviceName: 'iam',
      region: 'us-east-1',
    },
  ]);
});

it('trims events and traces from the old end, a few at a time', async () => {
  const store = makeMemoryStore();
  const append = (n: number) =>
    store.write((tables) =>
      record(tables, {
        facts: {
          identity: { kind: 'anonymous' },
          time: n,
          eventSource: 's',
          eventName: 'e',
          region: 'us-east-1',
          request: message('GET', '/', [], ''),
          connection,
          requestId: String(n),
          eventId: String(n),
          readOnly: true,
          dataEvent: false,
          eventType: 'AwsApiCall',
          recipientAccountId: 'a',
        },
        trace: {
          requestId: String(n),
          receivedAt: n,
          service: 's',
          verification: { kind: 'anonymous' },
          answer: { status: 200 },
        },
        changed: false,
      }),
    );
  await append(1);
  // As if many had come: the sequence is at the brim of both.
  const brim = async (sequence: number) =>
    store.write(async ({ meta }) => {
      const state = await meta.get('state');
      if (state !== undefined) await meta.put({ ...state, sequence });
    });
  await brim(keptTraces);
  await append(2);
  const counts = () =>
    store.read(async ({ events, traces, meta }) => [
      await events.count(),
      await traces.count(),
      (await meta.get('state'))?.oldestTrace,
    ]);
  expect(await counts()).toEqual([2, 1, 2]);
  await brim(keptEvents + 100);
  await append(3);
  const state = await store.read(({ meta }) => meta.get('state'));
  expect(state).toMatchObject({
    revision: 0,
    sequence: keptEvents + 101,
    oldestEvent: 5,
    oldestTrace: 6,
  });
  // Until it has its size: each request takes off three more than it puts on.
  for (let n = 0; n < 32; n++) await append(4 + n);
  expect(await store.read(({ meta }) => meta.get('state'))).toMatchObject({ oldestEvent: 5 + 4 * 32 });
  await append(36);
  await append(37);
  const last = await store.read(({ meta }) => meta.get('state'));
  expect(last?.sequence).toBe(keptEvents + 101 + 34);
  expect(last?.oldestEvent).toBe(101 + 34 + 1);
});
