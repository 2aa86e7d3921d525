// What a request was about, as LookupEvents lists it.

import { beforeEach, expect, it } from 'vitest';
import { recordResources, resourcesOf } from '../../../src/cloud/event-resources.ts';
import { trailValues } from '../../../src/cloud/trail-values.ts';
import type { Structure } from '../../../src/core/shapes/shape.ts';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { allow, element, makeWorld, start, type World } from './world.ts';

let world: World;
let root: Credentials;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
});

async function lastResources(): Promise<unknown> {
  return (await world.store.read((tables) => tables.events.all())).at(-1)?.resources;
}

it('lists user, group, role, policy and key of a request', async () => {
  await world.query(root, 'CreateUser', { UserName: 'alice' });
  expect(await lastResources()).toEqual([{ type: 'AWS::IAM::User', name: 'alice' }]);
  await world.query(root, 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'p',
    PolicyDocument: allow('s3:*'),
  });
  expect(await lastResources()).toEqual([
    { type: 'AWS::IAM::User', name: 'alice' },
    { type: 'AWS::IAM::Policy', name: 'p' },
  ]);
  const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  await world.query(root, 'AttachUserPolicy', { UserName: 'alice', PolicyArn });
  expect(await lastResources()).toEqual([
    { type: 'AWS::IAM::User', name: 'alice' },
    { type: 'AWS::IAM::Policy', name: PolicyArn },
  ]);
  // A key that was made is in the answer alone.
  const made = await world.query(root, 'CreateAccessKey', { UserName: 'alice' });
  expect(await lastResources()).toEqual([
    { type: 'AWS::IAM::User', name: 'alice' },
    { type: 'AWS::IAM::AccessKey', name: element(made.text, 'AccessKeyId') },
  ]);
});

it.each([
  [{ groupName: 'Admins' }, 'AWS::IAM::Group', 'Admins'],
  [{ roleName: 'web' }, 'AWS::IAM::Role', 'web'],
  [{ instanceProfileName: 'web' }, 'AWS::IAM::InstanceProfile', 'web'],
  [{ serverCertificateName: 'tls' }, 'AWS::IAM::ServerCertificate', 'tls'],
  [{ sAMLProviderArn: 'arn:…' }, 'AWS::IAM::SAMLProvider', 'arn:…'],
  [{ openIDConnectProviderArn: 'arn:…' }, 'AWS::IAM::OIDCProvider', 'arn:…'],
  [{ sSHPublicKeyId: 'APKA1' }, 'AWS::IAM::SSHPublicKey', 'APKA1'],
  [{ serialNumber: 'arn:…' }, 'AWS::IAM::MFADevice', 'arn:…'],
])('knows %j', (requestParameters, type, name) => {
  expect(resourcesOf({ requestParameters })).toEqual([{ type, name }]);
});

it('lists each once, and nothing that is no text', () => {
  expect(
    resourcesOf({
      requestParameters: { roleName: 'web', roleArn: 'web', userName: 5, groupName: '' },
      responseElements: { accessKey: null, credentials: 'x' },
    }),
  ).toEqual([{ type: 'AWS::IAM::Role', name: 'web' }]);
  expect(resourcesOf({})).toEqual([]);
});

it('has role and provider in the record of AssumeRole and its siblings', () => {
  expect(
    recordResources({
      requestParameters: {
        roleArn: 'arn:aws:iam::444455556666:role/R',
        principalArn: 'arn:aws:iam::444455556666:saml-provider/Corp',
      },
    }),
  ).toEqual([
    { accountId: '444455556666', type: 'AWS::IAM::Role', ARN: 'arn:aws:iam::444455556666:role/R' },
    {
      accountId: '444455556666',
      type: 'AWS::IAM::SAMLProvider',
      ARN: 'arn:aws:iam::444455556666:saml-provider/Corp',
    },
  ]);
  expect(recordResources({ requestParameters: { roleArn: 'no arn' } })).toEqual([]);
});

it('finds by role name in LookupEvents', async () => {
  await world.query(root, 'GetRole', { RoleName: 'web' });
  const reply = await world.json(root, 'CloudTrail_20131101.LookupEvents', {
    LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: 'web' }],
  });
  expect(JSON.parse(reply.text)).toMatchObject({
    Events: [{ EventName: 'GetRole', Resources: [{ ResourceType: 'AWS::IAM::Role', ResourceName: 'web' }] }],
  });
});

// "You can look up events that occurred in a Region within the last 90 days" (API_LookupEvents)
it('looks 90 days back', async () => {
  const day = 24 * 60 * 60 * 1000;
  const names = async (): Promise<readonly string[]> => {
    const session = await world.actAs(world.rootArn);
    const { text } = await world.json(session, 'CloudTrail_20131101.LookupEvents', {
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateUser' }],
    });
    return (JSON.parse(text) as { Events: readonly { EventName: string }[] }).Events.map(
      ({ EventName }) => EventName,
    );
  };
  await world.query(root, 'CreateUser', { UserName: 'alice' });
  world.clock.device = world.clock.sandbox = start + 90 * day;
  expect(await names()).toEqual(['CreateUser']);
  world.clock.device = world.clock.sandbox = start + 90 * day + 1;
  expect(await names()).toEqual([]);
});

it('finds the newest of a long trail page by page, each once', async () => {
  for (let n = 0; n < 130; n++) await world.query(root, 'GetUser', { UserName: `u${n}` });
  const seen: string[] = [];
  let NextToken: string | undefined;
  do {
    const { text } = await world.json(root, 'CloudTrail_20131101.LookupEvents', {
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    const page = JSON.parse(text) as {
      Events: readonly { EventId: string; EventName: string }[];
      NextToken?: string;
    };
    seen.push(
      ...page.Events.filter(({ EventName }) => EventName === 'GetUser').map(({ EventId }) => EventId),
    );
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  expect(seen).toHaveLength(130);
  expect(new Set(seen).size).toBe(130);
});

it('keeps no secret members, whatever the model marks', () => {
  const text = { kind: 'string' } as const;
  const member = (name: string, sensitive = false) => ({ name, shape: text, required: false, sensitive });
  const structure: Structure = {
    kind: 'structure',
    members: [member('UserName'), member('Password', true), member('TokenCode'), member('WebIdentityToken')],
  };
  expect(
    trailValues({ UserName: 'a', Password: 'b', TokenCode: 'c', WebIdentityToken: 'd' }, structure),
  ).toEqual({ userName: 'a' });
});
