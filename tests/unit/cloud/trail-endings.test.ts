// One event for each request, whoever makes it and however it ends.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html

import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { eventOf } from './iam/request-facts.ts';
import { addRole, credentialsIn, sts, trusting, unsignedSts } from './sts/sandbox.ts';
import { allow, makeWorld, message, queryRequest, type Reply, type World } from './world.ts';
import { sign } from '../../../src/core/sigv4/sign.ts';

let world: World;
let root: Credentials;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  for (const UserName of ['alice', 'bob']) await world.query(root, 'CreateUser', { UserName });
  await world.query(root, 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'all',
    PolicyDocument: allow('*'),
  });
});

const userArn = (name: string): string => `arn:aws:iam::${world.accountId}:user/${name}`;

async function roleSession(document: string | undefined): Promise<Credentials> {
  const arn = await addRole(world, {
    roleName: 'R',
    roleId: 'AROAR',
    trustPolicy: trusting(userArn('alice')),
  });
  if (document !== undefined) {
    await world.query(root, 'PutRolePolicy', { RoleName: 'R', PolicyName: 'p', PolicyDocument: document });
  }
  const alice = await world.keyOf(root, 'alice');
  return credentialsIn(await sts(world, alice, 'AssumeRole', { RoleArn: arn, RoleSessionName: 'mine' }));
}

/** Who may do all, and who may do nothing; root may not be denied. */
const callers: readonly {
  readonly type: string;
  readonly may: () => Promise<Credentials>;
  readonly mayNot?: () => Promise<Credentials>;
}[] = [
  { type: 'Root', may: () => Promise.resolve(root) },
  {
    type: 'IAMUser',
    may: () => world.keyOf(root, 'alice'),
    mayNot: () => world.keyOf(root, 'bob'),
  },
  {
    type: 'AssumedRole',
    may: () => roleSession(allow('*')),
    mayNot: () => roleSession(undefined),
  },
];

/** The event of the request, which is the only one of it. */
async function onlyEvent(reply: Reply): Promise<Readonly<Record<string, unknown>>> {
  const events = (await world.events()).filter((event) => event['requestID'] === reply.requestId);
  expect(events).toHaveLength(1);
  return events[0] ?? {};
}

describe.each(callers)('of $type', ({ type, may, mayNot }) => {
  const common = () => ({
    userIdentity: { type, accountId: world.accountId },
    recipientAccountId: world.accountId,
    awsRegion: 'us-east-1',
    eventSource: 'iam.amazonaws.com',
    eventType: 'AwsApiCall',
    eventCategory: 'Management',
    managementEvent: true,
    tlsDetails: { clientProvidedHostHeader: 'iam.amazonaws.com' },
  });

  it('a change: what was asked and what came of it', async () => {
    const reply = await world.query(await may(), 'CreateGroup', { GroupName: 'ops' });
    const event = await onlyEvent(reply);
    expect(event).toMatchObject({
      ...common(),
      eventName: 'CreateGroup',
      readOnly: false,
      requestParameters: { groupName: 'ops' },
      responseElements: { group: { groupName: 'ops', path: '/' } },
    });
    for (const field of ['errorCode', 'errorMessage', 'sharedEventID', 'resources']) {
      expect(event).not.toHaveProperty(field);
    }
  });

  // "When logging a read-only event, CloudTrail redacts the responseElements information"
  it('a read: no responseElements, and null for no parameters', async () => {
    const reply = await world.query(await may(), 'ListUsers');
    expect(await onlyEvent(reply)).toMatchObject({
      ...common(),
      eventName: 'ListUsers',
      readOnly: true,
      requestParameters: null,
      responseElements: null,
    });
  });

  it('an error of the operation', async () => {
    const reply = await world.query(await may(), 'DeleteGroup', { GroupName: 'nobody' });
    expect(await onlyEvent(reply)).toMatchObject({
      ...common(),
      eventName: 'DeleteGroup',
      readOnly: false,
      errorCode: 'NoSuchEntity',
      errorMessage: reply.message,
      requestParameters: { groupName: 'nobody' },
      responseElements: null,
    });
  });

  it('a parameter that is wrong', async () => {
    const reply = await world.query(await may(), 'CreateGroup', { GroupName: 'a b' });
    expect(reply.code).toBe('ValidationError');
    expect(await onlyEvent(reply)).toMatchObject({
      ...common(),
      errorCode: 'ValidationError',
      errorMessage: reply.message,
      responseElements: null,
    });
  });

  it('what is not simulated', async () => {
    const reply = await world.query(await may(), 'EnableOrganizationsRootSessions');
    expect(reply.status).toBe(501);
    expect(await onlyEvent(reply)).toMatchObject({
      ...common(),
      eventName: 'EnableOrganizationsRootSessions',
      readOnly: false,
      errorCode: 'NotImplemented',
      responseElements: null,
    });
  });

  it.runIf(mayNot !== undefined)('a denial', async () => {
    const reply = await world.query((await mayNot?.()) ?? root, 'CreateGroup', { GroupName: 'ops' });
    expect(reply.status).toBe(403);
    expect(await onlyEvent(reply)).toMatchObject({
      ...common(),
      errorCode: 'AccessDenied',
      errorMessage: reply.message,
      requestParameters: { groupName: 'ops' },
      responseElements: null,
    });
  });

  // AWS's trail has none of these; ours marks them.
  it('a signature that is wrong: whoever it is, it is not known', async () => {
    const credentials = await may();
    const reply = await world.query({ ...credentials, secretAccessKey: 'wrong' }, 'ListUsers');
    expect(await onlyEvent(reply)).toMatchObject({
      ...common(),
      userIdentity: { type: 'Unknown', principalId: '', accessKeyId: credentials.accessKeyId },
      errorCode: 'SignatureDoesNotMatch',
      requestParameters: null,
      responseElements: null,
      additionalEventData: { 'gatehouse:refused': 'signature-mismatch' },
    });
  });
});

it('of nobody: an anonymous principal', async () => {
  const reply = await world.send(queryRequest('iam', 'ListUsers', {}));
  expect(await onlyEvent(reply)).toMatchObject({
    userIdentity: { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' },
    eventName: 'ListUsers',
    errorCode: 'MissingAuthenticationToken',
    recipientAccountId: world.accountId,
  });
});

it('of whom no provider vouches for: nobody, and not the token', async () => {
  const reply = await unsignedSts(world, 'AssumeRoleWithWebIdentity', {
    RoleArn: `arn:aws:iam::${world.accountId}:role/R`,
    RoleSessionName: 'build',
    WebIdentityToken: 'eyJ.no.token',
  });
  const event = await onlyEvent(reply);
  expect(event).toMatchObject({
    userIdentity: { type: 'AWSAccount', accountId: 'ANONYMOUS_PRINCIPAL' },
    eventSource: 'sts.amazonaws.com',
    errorCode: reply.code,
    requestParameters: { roleSessionName: 'build' },
  });
  expect(JSON.stringify(event)).not.toContain('eyJ');
});

it('of a federated user, at a service it may use', async () => {
  const alice = await world.keyOf(root, 'alice');
  const bob = credentialsIn(
    await sts(world, alice, 'GetFederationToken', { Name: 'Bob', Policy: allow('s3:ListAllMyBuckets') }),
  );
  const [allowed, limited] = [await world.get(bob, '/'), await world.query(bob, 'ListUsers')];
  expect(allowed.status).toBe(200);
  expect(await onlyEvent(allowed)).toMatchObject({
    userIdentity: { type: 'FederatedUser', principalId: `${world.accountId}:Bob` },
    eventSource: 's3.amazonaws.com',
    eventName: 'ListBuckets',
    readOnly: true,
  });
  expect(await onlyEvent(limited)).toMatchObject({
    userIdentity: { type: 'FederatedUser' },
    eventName: 'ListUsers',
    errorCode: 'InvalidClientTokenId',
  });
});

// "CloudTrail will include the full responseElements except secretAccessKey": GetFederationToken and GetSessionToken are
// not read-only.
it.each([
  ['AssumeRole', true],
  ['GetSessionToken', false],
  ['GetFederationToken', false],
] as const)('of %s: the credentials, without what is secret', async (action, readOnly) => {
  const alice = await world.keyOf(root, 'alice');
  const RoleArn = await addRole(world, { roleName: 'R', trustPolicy: trusting(userArn('alice')) });
  const parameters: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    AssumeRole: { RoleArn, RoleSessionName: 'mine' },
    GetFederationToken: { Name: 'Bob' },
  };
  const reply = await sts(world, alice, action, parameters[action]);
  const session = credentialsIn(reply);
  const event = await onlyEvent(reply);
  expect(event).toMatchObject({
    eventName: action,
    readOnly,
    responseElements: { credentials: { accessKeyId: session.accessKeyId } },
  });
  expect(JSON.stringify(event)).not.toContain(session.secretAccessKey);
  expect(JSON.stringify(event)).not.toContain(session.sessionToken ?? '-');
});

it('has no tlsDetails without TLS, and the VPC endpoint’s id through one', async () => {
  const send = (from: Parameters<World['send']>[1]) =>
    world.send(
      sign(queryRequest('iam', 'ListUsers', {}), {
        credentials: root,
        region: 'us-east-1',
        service: 'iam',
        date: new Date(world.clock.sandbox),
      }).request,
      from,
    );
  const plain = await send({ sourceIp: '2001:db8::7', tls: false });
  expect(await onlyEvent(plain)).toMatchObject({ sourceIPAddress: '2001:db8::7' });
  expect(await onlyEvent(plain)).not.toHaveProperty('tlsDetails');
  const through = await send({
    sourceIp: '10.0.0.5',
    tls: true,
    vpcEndpoint: { id: 'vpce-1', vpcId: 'vpc-1' },
  });
  expect(await onlyEvent(through)).toMatchObject({ vpcEndpointId: 'vpce-1', sourceIPAddress: '10.0.0.5' });
});

it('gives each event an id of its own, and S3’s requests the short form', async () => {
  const get = await world.get(root, '/bucket/key');
  expect(get.requestId).toMatch(/^[0-9A-F]{16}$/);
  expect(await eventOf(world, get)).toMatchObject({
    eventName: 'GetObject',
    eventCategory: 'Data',
    managementEvent: false,
    readOnly: true,
    requestParameters: { bucketName: 'bucket', key: 'key' },
  });
  await world.send(message('POST', '/', [['Host', 'iam.amazonaws.com']], ''));
  const ids = (await world.events()).map((event) => event['eventID']);
  expect(new Set(ids).size).toBe(ids.length);
});
