// Requests that AWS would not let in, and how each protocol says so.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { presign } from '../../../src/core/sigv4/presign.ts';
import { sign } from '../../../src/core/sigv4/sign.ts';
import type { HttpRequest } from '../../../src/core/wire/message.ts';
import { element, makeWorld, message, queryRequest, start, type World } from './world.ts';

let world: World;
let root: Credentials;
let alice: Credentials;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateUser', { UserName: 'alice' });
  alice = await world.keyOf(root, 'alice');
});

function signedListUsers(credentials = root): HttpRequest {
  return sign(queryRequest('iam', 'ListUsers', {}), {
    credentials,
    region: 'us-east-1',
    service: 'iam',
    date: new Date(start),
  }).request;
}

describe('a message that was tampered with', () => {
  it('is refused in the Query form, with what AWS computed', async () => {
    const request = signedListUsers();
    const reply = await world.send({ ...request, body: utf8ToBytes('Action=DeleteUser&Version=2010-05-08') });
    expect(reply).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
    expect(reply.message).toContain("The Canonical String for this request should have been\n'POST\n/\n");
    expect(reply.message).toContain("The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n");
    const [trace] = await world.store.read((tables) => tables.traces.where('requestId', reply.requestId));
    expect(trace?.trace).toMatchObject({
      // The action as it arrived, not as it was signed.
      action: 'iam:DeleteUser',
      verification: { kind: 'refused', reason: 'signature-mismatch' },
      answer: { status: 403, code: 'SignatureDoesNotMatch' },
    });
    expect(trace?.trace).not.toHaveProperty('principalArn');
    expect(trace?.trace).not.toHaveProperty('authorization');
  });

  it('is refused in the S3 form, with the strings as elements', async () => {
    const { request } = sign(message('GET', '/', [['Host', 's3.amazonaws.com']], ''), {
      credentials: root,
      region: 'us-east-1',
      service: 's3',
      date: new Date(start),
    });
    const reply = await world.send({ ...request, path: '/other' });
    expect(reply).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
    expect(element(reply.text, 'CanonicalRequest')).toMatch(/^GET\n\/other\n/);
    expect(element(reply.text, 'StringToSignBytes')).toMatch(/^41 57 53 34 2d/);
    expect(element(reply.text, 'AWSAccessKeyId')).toBe(root.accessKeyId);
  });

  it('is refused in the JSON form', async () => {
    const { request } = sign(
      message(
        'POST',
        '/',
        [
          ['Host', 'cloudtrail.us-east-1.amazonaws.com'],
          ['X-Amz-Target', 'CloudTrail_20131101.LookupEvents'],
        ],
        '{}',
      ),
      { credentials: root, region: 'us-east-1', service: 'cloudtrail', date: new Date(start) },
    );
    const reply = await world.send({ ...request, body: utf8ToBytes('{"MaxResults":1}') });
    expect(reply.code).toBe('InvalidSignatureException');
  });

  it('changes nothing', async () => {
    const { request } = sign(queryRequest('iam', 'CreateUser', { UserName: 'bob' }), {
      credentials: root,
      region: 'us-east-1',
      service: 'iam',
      date: new Date(start),
    });
    const before = await world.store.read((tables) => tables.meta.get('state'));
    await world.send({ ...request, query: 'x=1' });
    const after = await world.store.read((tables) => tables.meta.get('state'));
    expect(after?.revision).toBe(before?.revision);
    expect(after?.sequence).toBe((before?.sequence ?? 0) + 1);
    expect(await world.store.read((tables) => tables.users.count())).toBe(1);
  });
});

describe('keys', () => {
  it('unknown to AWS', async () => {
    const nobody = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' };
    expect(await world.query(nobody, 'ListUsers')).toMatchObject({
      status: 403,
      code: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
    });
    expect(await world.get(nobody, '/')).toMatchObject({ status: 403, code: 'InvalidAccessKeyId' });
    expect(await world.json(nobody, 'CloudTrail_20131101.LookupEvents', {})).toMatchObject({
      code: 'UnrecognizedClientException',
    });
  });

  it('inactive, and active again', async () => {
    const { accessKeyId } = alice;
    const set = (Status: string) =>
      world.query(root, 'UpdateAccessKey', { UserName: 'alice', AccessKeyId: accessKeyId, Status });
    await set('Inactive');
    const whoAmI = () => world.query(alice, 'GetCallerIdentity', {}, { service: 'sts' });
    expect(await whoAmI()).toMatchObject({ status: 403, code: 'InvalidClientTokenId' });
    await set('Active');
    expect((await whoAmI()).status).toBe(200);
  });

  it('deleted', async () => {
    await world.query(root, 'DeleteAccessKey', {
      UserName: 'alice',
      AccessKeyId: alice.accessKeyId,
    });
    expect(await world.query(alice, 'ListUsers')).toMatchObject({
      code: 'InvalidClientTokenId',
    });
  });

  it('of a session, expired', async () => {
    world.clock.sandbox += 12 * 3600 * 1000 + 1;
    world.clock.device = world.clock.sandbox;
    expect(await world.query(root, 'ListUsers')).toMatchObject({ status: 403, code: 'ExpiredToken' });
  });

  it('of a session, without its token', async () => {
    const { accessKeyId, secretAccessKey } = root;
    expect(await world.query({ accessKeyId, secretAccessKey }, 'ListUsers')).toMatchObject({
      status: 403,
      code: 'InvalidClientTokenId',
    });
  });

  it('of a session whose user was deleted, also when the name is made again', async () => {
    const session = await world.actAs(`arn:aws:iam::${world.accountId}:user/alice`);
    await world.query(root, 'DeleteAccessKey', {
      UserName: 'alice',
      AccessKeyId: alice.accessKeyId,
    });
    expect((await world.query(root, 'DeleteUser', { UserName: 'alice' })).status).toBe(200);
    const whoAmI = () => world.query(session, 'GetCallerIdentity', {}, { service: 'sts' });
    expect(await whoAmI()).toMatchObject({ code: 'InvalidClientTokenId' });
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    expect(await whoAmI()).toMatchObject({ code: 'InvalidClientTokenId' });
  });

  it('of root are long-term keys like any other', async () => {
    const made = await world.query(root, 'CreateAccessKey');
    const key = {
      accessKeyId: element(made.text, 'AccessKeyId') ?? '',
      secretAccessKey: element(made.text, 'SecretAccessKey') ?? '',
    };
    const identity = await world.query(key, 'GetCallerIdentity', {}, { service: 'sts' });
    expect(element(identity.text, 'Arn')).toBe(world.rootArn);
    expect(element(identity.text, 'UserId')).toBe(world.accountId);
  });
});

describe('unsigned requests', () => {
  it.each([
    ['Query', queryRequest('iam', 'ListUsers', {}), 403, 'MissingAuthenticationToken'],
    ['S3', message('GET', '/', [['Host', 's3.amazonaws.com']], ''), 403, 'AccessDenied'],
    [
      'JSON',
      message('POST', '/', [['X-Amz-Target', 'CloudTrail_20131101.LookupEvents']], '{}'),
      400,
      'MissingAuthenticationTokenException',
    ],
  ] as const)('%s', async (_, request, status, code) => {
    expect(await world.send(request)).toMatchObject({ status, code });
    const last = (await world.events()).at(-1);
    expect(last).toMatchObject({
      userIdentity: { type: 'AWSAccount', accountId: 'ANONYMOUS_PRINCIPAL' },
      errorCode: code,
    });
  });
});

describe('the scope of the signature', () => {
  it('names another service than the host', async () => {
    const { request } = sign(queryRequest('iam', 'ListUsers', {}), {
      credentials: root,
      region: 'us-east-1',
      service: 'sts',
      date: new Date(start),
    });
    const reply = await world.send(request);
    expect(reply).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
    expect(reply.message).toContain("Credential should be scoped to correct service: 'iam'");
  });

  it('names a Region that is not the endpoint’s', async () => {
    const { request } = sign(queryRequest('iam', 'ListUsers', {}), {
      credentials: root,
      region: 'eu-west-1',
      service: 'iam',
      date: new Date(start),
    });
    const reply = await world.send(request);
    expect(reply.message).toContain("Credential should be scoped to a valid Region, not 'eu-west-1'");
  });
});

// https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-error-codes.html
it('answers in the form of EC2 what is asked of EC2', async () => {
  const headers = [
    ['Host', 'ec2.eu-west-1.amazonaws.com'],
    ['x-gatehouse-action', 'ec2:StopInstances'],
    ['x-gatehouse-resource', '*'],
  ] as const;
  const asked = message('POST', '/', headers, '');
  const options = { region: 'eu-west-1', service: 'ec2', date: new Date(start) };
  const credentials = { ...alice, secretAccessKey: 'mistyped' };
  const refused = await world.send(sign(asked, { ...options, credentials }).request);
  expect(refused).toMatchObject({ status: 401, code: 'AuthFailure' });
  expect(refused.text).toMatch(/<Response><Errors><Error><Code>.*<\/Errors><RequestID>[^<]+<\/RequestID>/);

  const direct = message('GET', '/?Action=StopInstances&Version=2016-11-15', [headers[0]], '');
  const unknown = await world.send(sign(direct, { ...options, credentials: alice }).request);
  expect(unknown).toMatchObject({ status: 400, code: 'InvalidAction' });
  expect(unknown.message).toContain('what is not modelled is sent with x-gatehouse-action');
});

describe('the clock', () => {
  const day = 24 * 3600 * 1000;

  it('takes requests dated by the device or by the sandbox, and says in the event when it was the device’s', async () => {
    world.clock.sandbox += 30 * day;
    const byDevice = await world.query(alice, 'GetUser', {}, { date: new Date(world.clock.device) });
    expect(byDevice.code).toBe('AccessDenied');
    expect((await world.events()).at(-1)).toMatchObject({
      additionalEventData: { 'gatehouse:clock': 'device' },
      eventTime: new Date(world.clock.sandbox).toISOString().replace('.000', ''),
    });
    const bySandbox = await world.query(alice, 'GetUser');
    expect(bySandbox.code).toBe('AccessDenied');
    expect((await world.events()).at(-1)).not.toHaveProperty('additionalEventData');
  });

  it('refuses a date that is near neither', async () => {
    world.clock.sandbox += 30 * day;
    const date = new Date(world.clock.device + 10 * day);
    const reply = await world.query(alice, 'GetUser', {}, { date });
    expect(reply).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
    expect(reply.message).toMatch(/^Signature not yet current: /);
  });

  it('lets a session expire by the sandbox’s clock, whichever clock the request is dated by', async () => {
    world.clock.sandbox += 13 * 3600 * 1000;
    const reply = await world.query(root, 'ListUsers', {}, { date: new Date(world.clock.device) });
    expect(reply.code).toBe('ExpiredToken');
  });
});

it('takes a presigned request', async () => {
  const target = '/?Action=GetCallerIdentity&Version=2011-06-15';
  const { request } = presign(message('GET', target, [['Host', 'sts.amazonaws.com']], ''), {
    credentials: alice,
    region: 'us-east-1',
    service: 'sts',
    date: new Date(start),
    expiresIn: 60,
  });
  const reply = await world.send(request);
  expect(reply.status).toBe(200);
  expect(element(reply.text, 'Arn')).toBe(`arn:aws:iam::${world.accountId}:user/alice`);
});
