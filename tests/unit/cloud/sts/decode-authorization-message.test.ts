// https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html

import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, makeWorld, type Reply, type World } from '../world.ts';
import { addAccount, otherAccount, putUserPolicy, sts } from './sandbox.ts';

let world: World;
let root: Credentials;
let alice: Credentials;
let instance: string;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateUser', { UserName: 'alice' });
  alice = await world.keyOf(root, 'alice');
  instance = `arn:aws:ec2:us-east-1:${world.accountId}:instance/i-dd01c9bd`;
});

const encodedIn = ({ message = '' }: Reply): string =>
  /\. Encoded authorization failure message: ([\w-]+)$/.exec(message)?.[1] ?? `none in ${message}`;
const decode = (EncodedMessage: string, credentials = root): Promise<Reply> =>
  sts(world, credentials, 'DecodeAuthorizationMessage', { EncodedMessage });
const decodedIn = (reply: Reply): unknown => JSON.parse(element(reply.text, 'DecodedMessage') ?? reply.text);

const invalid = {
  status: 400,
  code: 'InvalidAuthorizationMessageException',
  message: 'Message is not valid',
};

describe('a denial of EC2', () => {
  it('says by an encoded message what it was about', async () => {
    const denied = await world.other(alice, 'ec2:StopInstances', instance);
    expect(denied.status).toBe(403);
    expect(denied.message).toContain(
      'because no identity-based policy allows the ec2:StopInstances action. Encoded authorization failure message: ',
    );
    const encoded = encodedIn(denied);
    expect(encoded.length).toBeGreaterThan(200);
    const user = await world.query(root, 'GetUser', { UserName: 'alice' });
    const message = decodedIn(await decode(encoded));
    expect(message).toMatchObject({
      allowed: false,
      explicitDeny: false,
      matchedStatements: { items: [] },
      failures: { items: [] },
      context: {
        principal: {
          id: element(user.text, 'UserId'),
          name: 'alice',
          arn: `arn:aws:iam::${world.accountId}:user/alice`,
        },
        action: 'ec2:StopInstances',
        resource: instance,
      },
    });
    const { conditions } = (message as { context: { conditions: { items: object[] } } }).context;
    expect(conditions.items).toContainEqual({
      key: 'aws:SourceIp',
      values: { items: [{ value: '203.0.113.7' }] },
    });
  });

  it('and which statement denied it', async () => {
    const statement = {
      Sid: 'NoStopping',
      Effect: 'Deny',
      Action: ['ec2:Stop*', 'ec2:Start*'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] } },
    };
    const granted = { Effect: 'Allow', Action: '*', Resource: '*' };
    await putUserPolicy(
      world,
      root,
      'alice',
      JSON.stringify({ Version: '2012-10-17', Statement: [granted, statement] }),
    );
    const user = await world.query(root, 'GetUser', { UserName: 'alice' });
    const message = decodedIn(
      await decode(encodedIn(await world.other(alice, 'ec2:StopInstances', instance))),
    );
    expect(message).toMatchObject({
      explicitDeny: true,
      matchedStatements: {
        items: [
          {
            statementId: 'NoStopping',
            effect: 'DENY',
            principals: { items: [{ value: element(user.text, 'UserId') }] },
            actions: { items: [{ value: 'ec2:Stop*' }, { value: 'ec2:Start*' }] },
            resources: { items: [{ value: '*' }] },
            conditions: {
              items: [
                {
                  key: 'aws:RequestedRegion',
                  values: { items: [{ value: 'us-east-1' }, { value: 'eu-west-1' }] },
                },
              ],
            },
          },
        ],
      },
    });
  });

  it('is another each time, and is about the resource that was denied', async () => {
    await putUserPolicy(world, root, 'alice', allow('ec2:StopInstances', instance));
    const two = await world.other(alice, 'ec2:StopInstances', instance, `${instance}2`);
    const again = await world.other(alice, 'ec2:StopInstances', instance, `${instance}2`);
    expect(encodedIn(two)).not.toBe(encodedIn(again));
    expect(decodedIn(await decode(encodedIn(two)))).toMatchObject({ context: { resource: `${instance}2` } });
  });

  it('none is added to what is only described, nor by other services', async () => {
    for (const action of ['ec2:DescribeInstances', 's3:PutObject', 'iam:CreateUser']) {
      const denied = await world.other(alice, action);
      expect(denied.status).toBe(403);
      expect(denied.message).not.toContain('Encoded');
    }
    expect((await world.query(alice, 'ListUsers')).message).not.toContain('Encoded');
  });
});

describe('what is encoded', () => {
  it('takes a permission to decode', async () => {
    const encoded = encodedIn(await world.other(alice, 'ec2:StopInstances', instance));
    const denied = await decode(encoded, alice);
    expect(denied).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(denied.message).toContain('perform: sts:DecodeAuthorizationMessage ');
    await putUserPolicy(world, root, 'alice', allow('sts:DecodeAuthorizationMessage'));
    expect((await decode(encoded, alice)).status).toBe(200);
  });

  it('is refused where anything of it is changed, or it is none', async () => {
    const encoded = encodedIn(await world.other(alice, 'ec2:StopInstances', instance));
    const flipped = (at: number) =>
      `${encoded.slice(0, at)}${encoded[at] === 'A' ? 'B' : 'A'}${encoded.slice(at + 1)}`;
    for (const wrong of [
      ...[0, 10, 30, 200, encoded.length - 1].map(flipped),
      encoded.slice(0, -4),
      `${encoded}AAAA`,
      `${encoded}\n`,
      'A',
      'not a message',
      'ä',
    ]) {
      expect(await decode(wrong), wrong).toMatchObject(invalid);
    }
    expect((await sts(world, root, 'DecodeAuthorizationMessage')).code).toBe('ValidationError');
    expect((await decode('A'.repeat(10_241))).code).toBe('ValidationError');
  });

  it('is nothing to another account', async () => {
    const encoded = encodedIn(await world.other(alice, 'ec2:StopInstances', instance));
    await addAccount(world);
    const other = await world.actAs(`arn:aws:iam::${otherAccount}:root`);
    expect(await decode(encoded, other)).toMatchObject(invalid);
  });

  it('expires with the trace of its request', async () => {
    const encoded = encodedIn(await world.other(alice, 'ec2:StopInstances', instance));
    await world.store.write(async (tables) => {
      for (const { key } of await tables.traces.all()) await tables.traces.delete(key);
    });
    expect(await decode(encoded)).toMatchObject(invalid);
  });

  it('is not in the trail once it is decoded', async () => {
    const encoded = encodedIn(await world.other(alice, 'ec2:StopInstances', instance));
    expect((await world.events()).at(-1)?.['errorMessage']).toContain(encoded);
    await decode(encoded);
    expect((await world.events()).at(-1)).toMatchObject({ eventName: 'DecodeAuthorizationMessage' });
    expect(JSON.stringify((await world.events()).at(-1))).not.toContain('StopInstances');
  });
});
