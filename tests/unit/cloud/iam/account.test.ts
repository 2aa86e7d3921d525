// The account as a whole: its summary and the version of its tokens.

import { SummaryKeyType } from '@aws-sdk/client-iam';
import { beforeEach, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, elements, makeWorld, type World } from '../world.ts';

let world: World;
let root: Credentials;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
});

async function summary(): Promise<Readonly<Record<string, number>>> {
  const { text } = await world.query(root, 'GetAccountSummary');
  const values = elements(text, 'value').map(Number);
  return Object.fromEntries(elements(text, 'key').map((key, place) => [key, values[place] ?? NaN]));
}

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html
it('has every key of the summary, and the default quotas', async () => {
  const map = await summary();
  // The SDK's list leaves out two that the page has.
  const documented = new Set([
    ...Object.values(SummaryKeyType),
    'AccountSigningCertificatesPresent',
    'AccountPasswordPresent',
  ]);
  expect(Object.keys(map).sort()).toEqual([...documented].sort());
  // reference_iam-quotas
  expect(map).toMatchObject({
    UsersQuota: 5000,
    GroupsQuota: 300,
    RolesQuota: 1000,
    PoliciesQuota: 1500,
    InstanceProfilesQuota: 1000,
    ServerCertificatesQuota: 20,
    GroupsPerUserQuota: 10,
    AccessKeysPerUserQuota: 2,
    SigningCertificatesPerUserQuota: 2,
    VersionsPerPolicyQuota: 5,
    PolicySizeQuota: 6144,
    UserPolicySizeQuota: 2048,
    GroupPolicySizeQuota: 5120,
    RolePolicySizeQuota: 10240,
    AssumeRolePolicySizeQuota: 2048,
    PolicyVersionsInUseQuota: 10000,
  });
});

it('counts what there is', async () => {
  await world.query(root, 'CreateUser', { UserName: 'alice' });
  const before = await summary();
  expect(before).toMatchObject({ Users: 1, Policies: 0, PolicyVersionsInUse: 0, Providers: 0 });
  for (const name of ['ReadOnlyAccess', 'IAMReadOnlyAccess']) {
    await world.query(root, 'AttachUserPolicy', {
      UserName: 'alice',
      PolicyArn: `arn:aws:iam::aws:policy/${name}`,
    });
  }
  // One of each policy that somebody has, AWS's included.
  expect(await summary()).toMatchObject({ Policies: 0, PolicyVersionsInUse: 2 });
});

// console_account-alias and reference_iam-quotas: one alias, unique in all of AWS, and no number that could be an account's
it('has one alias, which nobody else has and which is no account id', async () => {
  const aliases = async () => elements((await world.query(root, 'ListAccountAliases')).text, 'member');
  const create = (AccountAlias: string) => world.query(root, 'CreateAccountAlias', { AccountAlias });
  expect((await create('first')).status).toBe(200);
  expect((await create('second')).status).toBe(200);
  expect(await aliases()).toEqual(['second']);
  await world.store.write(async ({ account }) => {
    const other = '111122223333';
    await account.put({ key: other, accountId: other, alias: 'taken', email: 'b@example.com', createdAt: 0 });
  });
  expect(await create('taken')).toMatchObject({
    status: 409,
    code: 'EntityAlreadyExists',
    message: 'The account alias taken already exists.',
  });
  for (const alias of ['111122223333', 'a--b', '-ab', 'ab-', 'AB1', 'ab']) {
    expect(await create(alias)).toMatchObject({ status: 400, code: 'ValidationError' });
  }
  expect(await world.query(root, 'DeleteAccountAlias', { AccountAlias: 'first' })).toMatchObject({
    status: 404,
    code: 'NoSuchEntity',
    message: 'The account alias with name first cannot be found.',
  });
  expect((await world.query(root, 'DeleteAccountAlias', { AccountAlias: 'second' })).status).toBe(200);
  expect(await aliases()).toEqual([]);
});

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetSecurityTokenServicePreferences.html
it('sets the version of the global endpoint’s tokens', async () => {
  expect(await summary()).toMatchObject({ GlobalEndpointTokenVersion: 1 });
  for (const [version, shown] of [
    ['v2Token', 2],
    ['v1Token', 1],
  ] as const) {
    const reply = await world.query(root, 'SetSecurityTokenServicePreferences', {
      GlobalEndpointTokenVersion: version,
    });
    expect(reply.status).toBe(200);
    expect(await summary()).toMatchObject({ GlobalEndpointTokenVersion: shown });
  }
  const setting = (await world.events()).find(
    ({ eventName }) => eventName === 'SetSecurityTokenServicePreferences',
  );
  expect(setting).toMatchObject({
    requestParameters: { globalEndpointTokenVersion: 'v2Token' },
    readOnly: false,
  });
});

it('refuses another version, and whoever may not', async () => {
  expect(
    await world.query(root, 'SetSecurityTokenServicePreferences', { GlobalEndpointTokenVersion: 'v3Token' }),
  ).toMatchObject({ status: 400, code: 'ValidationError' });
  await world.query(root, 'CreateUser', { UserName: 'alice' });
  const alice = await world.keyOf(root, 'alice');
  const asked = { GlobalEndpointTokenVersion: 'v2Token' };
  expect(await world.query(alice, 'SetSecurityTokenServicePreferences', asked)).toMatchObject({
    status: 403,
    code: 'AccessDenied',
  });
  await world.query(root, 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'p',
    PolicyDocument: allow('iam:SetSecurityTokenServicePreferences'),
  });
  expect((await world.query(alice, 'SetSecurityTokenServicePreferences', asked)).status).toBe(200);
  expect(element((await world.query(root, 'GetAccountSummary')).text, 'key')).toBeDefined();
});
