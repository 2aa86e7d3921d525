// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html

import { beforeEach, describe, expect, it } from 'vitest';
import { roleKey, userKey } from '../../../../src/cloud/keys.ts';
import type { RequestTrace } from '../../../../src/cloud/request-trace.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, makeWorld, type Reply, type World } from '../world.ts';
import {
  addAccount,
  addDevice,
  addRole,
  codeAt,
  credentialsIn,
  otherAccount,
  putRolePolicy,
  putUserPolicy,
  sts,
  trusting,
} from './sandbox.ts';

let world: World;
let root: Credentials;
let alice: Credentials;
let aliceArn: string;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateUser', { UserName: 'alice' });
  alice = await world.keyOf(root, 'alice');
  aliceArn = `arn:aws:iam::${world.accountId}:user/alice`;
});

const assume = (
  credentials: Credentials,
  RoleArn: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Reply> => sts(world, credentials, 'AssumeRole', { RoleArn, RoleSessionName: 'session', ...more });

async function traces(): Promise<readonly RequestTrace[]> {
  const all = await world.store.read((tables) => tables.traces.all());
  return all.map(({ trace }) => trace);
}

async function lastChecks(): Promise<
  readonly { readonly action: string; readonly context: Readonly<Record<string, unknown>> }[]
> {
  const trace = (await traces()).at(-1);
  return (trace?.authorization?.checks ?? []).map(({ request }) => request);
}

const denied = (who: string, action: string, arn: string) =>
  `User: ${who} is not authorized to perform: ${action} on resource: ${arn}`;

describe('who may assume a role', () => {
  it('a user whom the trust policy names, and nobody has to allow it beside', async () => {
    const arn = await addRole(world, { roleName: 'Reader', trustPolicy: trusting(aliceArn) });
    const reply = await assume(alice, arn);
    expect(reply.status).toBe(200);
    expect(element(reply.text, 'Arn')).toBe(`arn:aws:sts::${world.accountId}:assumed-role/Reader/session`);
    expect(element(reply.text, 'AssumedRoleId')).toMatch(/^AROA[A-Z2-7]{17}:session$|^AROAA+\d+:session$/);
    const session = credentialsIn(reply);
    expect(session.accessKeyId).toMatch(/^ASIA/);
    expect(element(reply.text, 'Expiration')).toBe('2026-11-22T10:30:00Z');
    const who = await sts(world, session, 'GetCallerIdentity');
    expect(element(who.text, 'Arn')).toBe(`arn:aws:sts::${world.accountId}:assumed-role/Reader/session`);
    expect(element(who.text, 'UserId')).toBe(element(reply.text, 'AssumedRoleId'));
  });

  it('a user of an account that it names, whose own policies allow it', async () => {
    const arn = await addRole(world, { roleName: 'Reader', trustPolicy: trusting(world.accountId) });
    const refused = await assume(alice, arn);
    expect(refused).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(refused.message).toContain(denied(aliceArn, 'sts:AssumeRole', arn));
    await putUserPolicy(world, root, 'alice', allow('sts:AssumeRole', arn));
    expect((await assume(alice, arn)).status).toBe(200);
  });

  it('nobody whom the trust policy does not name, whatever their own policies allow', async () => {
    const arn = await addRole(world, {
      roleName: 'Reader',
      trustPolicy: trusting(`arn:aws:iam::${world.accountId}:user/bob`),
    });
    await putUserPolicy(world, root, 'alice', allow('*'));
    const reply = await assume(alice, arn);
    expect(reply).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(reply.message).toBe(
      `${denied(aliceArn, 'sts:AssumeRole', arn)} because no role trust policy allows the sts:AssumeRole action`,
    );
    expect((await traces()).at(-1)?.authorization?.checks[0]?.decision.blockedBy).toEqual(['trust']);
  });

  it('in another account of the sandbox: both sides must allow', async () => {
    await addAccount(world);
    const arn = await addRole(world, {
      accountId: otherAccount,
      roleName: 'Partner',
      trustPolicy: trusting(world.accountId),
    });
    const refused = await assume(alice, arn);
    expect(refused.message).toBe(
      `${denied(aliceArn, 'sts:AssumeRole', arn)} because no identity-based policy allows the sts:AssumeRole action`,
    );
    await putUserPolicy(world, root, 'alice', allow('sts:AssumeRole', arn));
    const session = credentialsIn(await assume(alice, arn));
    const who = await sts(world, session, 'GetCallerIdentity');
    expect(element(who.text, 'Account')).toBe(otherAccount);
    // The key's own id says whose it is.
    const info = await sts(world, root, 'GetAccessKeyInfo', { AccessKeyId: session.accessKeyId });
    expect(element(info.text, 'Account')).toBe(otherAccount);
  });

  it('a role or account that is not there answers like one that does not trust the caller', async () => {
    const there = await addRole(world, { roleName: 'Other', trustPolicy: trusting('210987654321') });
    for (const document of [allow('*'), allow('s3:*')]) {
      await putUserPolicy(world, root, 'alice', document);
      const expected = await assume(alice, there);
      expect(expected.code).toBe('AccessDenied');
      for (const arn of [
        there.replace('role/Other', 'role/Nobody'),
        there.replace('role/Other', 'role/other'),
        there.replace('role/Other', 'role/path/Other'),
      ]) {
        const reply = await assume(alice, arn);
        expect(reply.status).toBe(expected.status);
        expect(reply.message?.replaceAll(arn, there)).toBe(expected.message);
      }
    }
    const foreign = await assume(alice, 'arn:aws:iam::999999999999:role/Nobody');
    expect(foreign).toMatchObject({ status: 403, code: 'AccessDenied' });
  });

  it('never the root user', async () => {
    const arn = await addRole(world, { roleName: 'Reader', trustPolicy: trusting('*') });
    expect(await assume(root, arn)).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'Roles may not be assumed by root accounts.',
    });
    expect((await traces()).at(-1)?.credentialLimit).toBe('root-user');
  });

  it('by the tags that the role has', async () => {
    const arn = await addRole(world, {
      roleName: 'Reader',
      trustPolicy: trusting(world.accountId),
      tags: [{ key: 'team', value: 'blue' }],
    });
    const byTag = (value: string) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Resource: '*',
          Condition: { StringEquals: { 'aws:ResourceTag/team': value } },
        },
      });
    await putUserPolicy(world, root, 'alice', byTag('red'));
    expect((await assume(alice, arn)).code).toBe('AccessDenied');
    await putUserPolicy(world, root, 'alice', byTag('blue'));
    expect((await assume(alice, arn)).status).toBe(200);
  });

  it('with an external id where the trust policy asks for one', async () => {
    const condition = { StringEquals: { 'sts:ExternalId': '12345', 'sts:RoleSessionName': 'session' } };
    const arn = await addRole(world, { roleName: 'Partner', trustPolicy: trusting(aliceArn, condition) });
    expect((await assume(alice, arn)).code).toBe('AccessDenied');
    expect((await assume(alice, arn, { ExternalId: '54321' })).code).toBe('AccessDenied');
    expect((await assume(alice, arn, { ExternalId: '12345' })).status).toBe(200);
    expect((await assume(alice, arn, { ExternalId: '12345', RoleSessionName: 'another' })).code).toBe(
      'AccessDenied',
    );
  });
});

describe('parameters', () => {
  const cases: readonly (readonly [Readonly<Record<string, string>>, string, string])[] = [
    [
      { RoleArn: 'arn:aws:iam::123456789012:user/alice' },
      'ValidationError',
      'arn:aws:iam::123456789012:user/alice is invalid',
    ],
    [{ RoleArn: 'not-an-arn-but-long-enough' }, 'ValidationError', 'not-an-arn-but-long-enough is invalid'],
    [
      { RoleSessionName: 'x' },
      'ValidationError',
      "1 validation error detected: Value 'x' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2",
    ],
    [
      { DurationSeconds: '899' },
      'ValidationError',
      "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    ],
    [
      { DurationSeconds: '3601' },
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    ],
    [
      { Policy: '{"Version":"2012-10-17"' },
      'MalformedPolicyDocument',
      'Syntax errors in policy. Line 1, column 24: ',
    ],
    [
      { 'PolicyArns.member.1.arn': 'arn:aws:iam::aws:policy/NoSuchPolicy' },
      'ValidationError',
      'Policy arn:aws:iam::aws:policy/NoSuchPolicy does not exist or is not attachable.',
    ],
    [
      { 'PolicyArns.member.1.arn': 'arn:aws:iam::123456789012:policy/Nobody' },
      'ValidationError',
      'Policy arn:aws:iam::123456789012:policy/Nobody does not exist or is not attachable.',
    ],
    // API_AssumeRole, SourceIdentity: "You cannot use a value that begins with the text aws:".
    [{ SourceIdentity: 'aws:root' }, 'ValidationError', ''],
    // id_session-tags
    [
      {
        'Tags.member.1.Key': 'team',
        'Tags.member.1.Value': 'a',
        'Tags.member.2.Key': 'Team',
        'Tags.member.2.Value': 'b',
      },
      'InvalidParameterValue',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    ],
    [
      { 'Tags.member.1.Key': 'aws:team', 'Tags.member.1.Value': 'a' },
      'InvalidParameterValue',
      'System tags cannot be added, updated or removed.',
    ],
    [
      { 'TransitiveTagKeys.member.1': 'team' },
      'InvalidParameterValue',
      'The specified transitive tag key must be included in the requested tags.',
    ],
    // IAM Identity Center's assertions are nobody's here.
    [
      {
        'ProvidedContexts.member.1.ProviderArn': 'arn:aws:iam::aws:contextProvider/IdentityCenter',
        'ProvidedContexts.member.1.ContextAssertion': 'assertion',
      },
      'ValidationError',
      'The provided context assertion is not valid.',
    ],
  ];
  it.each(cases.map(([more, code, message]) => ({ more, code, message })))(
    '$code $message',
    async ({ more, code, message }) => {
      const actions = ['sts:AssumeRole', 'sts:SetContext', 'sts:TagSession', 'sts:SetSourceIdentity'];
      const arn = await addRole(world, {
        roleName: 'Reader',
        trustPolicy: trusting(aliceArn, undefined, actions),
      });
      const reply = await assume(alice, arn, more);
      expect(reply).toMatchObject({ status: 400, code });
      expect(reply.message).toContain(message);
      expect(
        await world.store.read((tables) =>
          tables.sessions.where('ownerKey', roleKey(world.accountId, 'Reader')),
        ),
      ).toEqual([]);
    },
  );

  it('session policies: 2,048 characters with white space and ARNs together, and ten ARNs', async () => {
    const arn = await addRole(world, { roleName: 'Reader', trustPolicy: trusting(aliceArn) });
    const policy = allow('s3:GetObject');
    const padded = (length: number) => policy + ' '.repeat(length - policy.length);
    const managed = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    expect((await assume(alice, arn, { Policy: padded(2048) })).status).toBe(200);
    expect((await assume(alice, arn, { Policy: padded(2049) })).code).toBe('ValidationError');
    const both = (length: number) =>
      assume(alice, arn, { Policy: padded(length), 'PolicyArns.member.1.arn': managed });
    expect((await both(2048 - managed.length)).status).toBe(200);
    expect((await both(2049 - managed.length)).code).toBe('ValidationError');
    const arns = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`PolicyArns.member.${index + 1}.arn`, managed]),
      );
    expect((await assume(alice, arn, arns(10))).status).toBe(200);
    expect((await assume(alice, arn, arns(11))).code).toBe('ValidationError');
  });

  it('the token: its size is told, can be asked for, and has a limit', async () => {
    const arn = await addRole(world, {
      roleName: 'Reader',
      trustPolicy: trusting(aliceArn, undefined, ['sts:AssumeRole', 'sts:TagSession']),
    });
    const plain = await assume(alice, arn);
    expect(element(plain.text, 'PackedPolicySize')).toBeUndefined();
    expect(element(plain.text, 'SessionTokenSize')).toBe(String(element(plain.text, 'SessionToken')?.length));
    const asked = await assume(alice, arn, { MinimumSessionTokenSize: '2001' });
    expect(element(asked.text, 'SessionTokenSize')).toBe('2004');
    expect(element(asked.text, 'SessionTokenUtilization')).toBe('49');
    expect(element(asked.text, 'SessionToken')).toHaveLength(2004);
    const tags = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index): readonly (readonly [string, string])[] => [
          [`Tags.member.${index + 1}.Key`, `key${index}`],
          [`Tags.member.${index + 1}.Value`, 'v'.repeat(200)],
        ]).flat(),
      );
    const some = await assume(alice, arn, tags(5));
    expect(some.status).toBe(200);
    expect(element(some.text, 'PackedPolicySize')).toBe(element(some.text, 'SessionTokenUtilization'));
    expect(await assume(alice, arn, tags(20))).toMatchObject({ status: 400, code: 'PackedPolicyTooLarge' });
  });
});

describe('session policies', () => {
  it('limit what the role allows, and add nothing', async () => {
    const arn = await addRole(world, { roleName: 'Reader', trustPolicy: trusting(aliceArn) });
    await putRolePolicy(world, root, 'Reader', allow(['iam:ListUsers', 'iam:ListRoles']));
    const limited = credentialsIn(
      await assume(alice, arn, { Policy: allow(['iam:ListUsers', 'iam:ListGroups']) }),
    );
    expect((await world.query(limited, 'ListUsers')).status).toBe(200);
    expect((await world.query(limited, 'ListRoles')).message).toContain(
      'because no session policy allows the iam:ListRoles action',
    );
    expect((await world.query(limited, 'ListGroups')).message).toContain(
      'because no identity-based policy allows',
    );
    const managed = credentialsIn(
      await assume(alice, arn, { 'PolicyArns.member.1.arn': 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' }),
    );
    expect((await world.query(managed, 'ListUsers')).status).toBe(200);
  });
});

describe('session tags', () => {
  const everything = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];
  const tag = (key: string, value: string, at = 1) => ({
    [`Tags.member.${at}.Key`]: key,
    [`Tags.member.${at}.Value`]: value,
  });

  it('take sts:TagSession, by the keys of the request', async () => {
    const without = await addRole(world, { roleName: 'NoTags', trustPolicy: trusting(aliceArn) });
    const reply = await assume(alice, without, tag('team', 'blue'));
    expect(reply.message).toContain(denied(aliceArn, 'sts:TagSession', without));

    const arn = await addRole(world, {
      roleName: 'Tagged',
      trustPolicy: trusting(aliceArn, undefined, everything),
    });
    const transitive = { 'TransitiveTagKeys.member.1': 'team' };
    const given = await assume(alice, arn, { ...tag('team', 'blue'), ...tag('cost', '7', 2), ...transitive });
    expect(given.status).toBe(200);
    const checks = await lastChecks();
    expect(checks.map(({ action }) => action)).toEqual(['sts:AssumeRole', 'sts:TagSession']);
    for (const { context } of checks) {
      expect(context).toMatchObject({
        'aws:RequestTag/team': 'blue',
        'aws:RequestTag/cost': '7',
        'aws:TagKeys': ['team', 'cost'],
        'sts:TransitiveTagKeys': ['team'],
      });
    }
  });

  it('are the principal tags of the session, before those of the role', async () => {
    const arn = await addRole(world, {
      roleName: 'Tagged',
      trustPolicy: trusting(aliceArn, undefined, everything),
      tags: [
        { key: 'Team', value: 'green' },
        { key: 'Light', value: 'on' },
      ],
    });
    const session = credentialsIn(await assume(alice, arn, tag('team', 'blue')));
    await world.query(session, 'ListUsers');
    const [check] = await lastChecks();
    expect(check?.context).toMatchObject({ 'aws:PrincipalTag/team': 'blue', 'aws:PrincipalTag/Light': 'on' });
    expect(check?.context).not.toHaveProperty('aws:PrincipalTag/Team');
  });

  // id_session-tags, "Chaining roles with session tags"
  it('persist in a chain where they are transitive, and cannot be given another value', async () => {
    const first = await addRole(world, {
      roleName: 'Role1',
      trustPolicy: trusting(aliceArn, undefined, everything),
    });
    const second = await addRole(world, {
      roleName: 'Role2',
      trustPolicy: trusting(first, undefined, everything),
      tags: [{ key: 'Sun', value: '2' }],
    });
    const third = await addRole(world, {
      roleName: 'Role3',
      trustPolicy: trusting(second, undefined, everything),
      tags: [
        { key: 'Star', value: '3' },
        { key: 'Lightning', value: '3' },
      ],
    });
    const one = credentialsIn(
      await assume(alice, first, {
        ...tag('Star', '1'),
        ...tag('Heart', '1', 2),
        ...tag('Moon', '1', 3),
        'TransitiveTagKeys.member.1': 'Star',
        'TransitiveTagKeys.member.2': 'heart',
      }),
    );
    const two = credentialsIn(await assume(one, second));
    expect(await assume(two, third, tag('star', '2'))).toMatchObject({
      status: 400,
      code: 'InvalidParameterValue',
      message:
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    });
    const three = credentialsIn(await assume(two, third));
    await world.query(three, 'ListUsers');
    const [check] = await lastChecks();
    const tags = Object.entries(check?.context ?? {}).filter(([key]) => key.startsWith('aws:PrincipalTag/'));
    expect(Object.fromEntries(tags)).toEqual({
      'aws:PrincipalTag/Star': '1',
      'aws:PrincipalTag/Heart': '1',
      'aws:PrincipalTag/Lightning': '3',
    });
  });

  it('that are inherited take sts:TagSession too', async () => {
    const first = await addRole(world, {
      roleName: 'Role1',
      trustPolicy: trusting(aliceArn, undefined, everything),
    });
    const second = await addRole(world, { roleName: 'Role2', trustPolicy: trusting(first) });
    const one = credentialsIn(
      await assume(alice, first, { ...tag('Star', '1'), 'TransitiveTagKeys.member.1': 'Star' }),
    );
    const reply = await assume(one, second);
    expect(reply.code).toBe('AccessDenied');
    expect(reply.message).toContain('is not authorized to perform: sts:TagSession');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
describe('source identity', () => {
  it('takes sts:SetSourceIdentity, persists in a chain, and cannot be changed', async () => {
    const both = ['sts:AssumeRole', 'sts:SetSourceIdentity'];
    const without = await addRole(world, { roleName: 'Without', trustPolicy: trusting(aliceArn) });
    const refused = await assume(alice, without, { SourceIdentity: 'Saanvi' });
    expect(refused.message).toContain(denied(aliceArn, 'sts:SetSourceIdentity', without));

    const first = await addRole(world, {
      roleName: 'CriticalRole',
      trustPolicy: trusting(aliceArn, { StringEquals: { 'sts:SourceIdentity': 'Saanvi' } }, both),
    });
    expect((await assume(alice, first, { SourceIdentity: 'Diego' })).code).toBe('AccessDenied');
    const reply = await assume(alice, first, { SourceIdentity: 'Saanvi' });
    expect(element(reply.text, 'SourceIdentity')).toBe('Saanvi');
    const one = credentialsIn(reply);

    const second = await addRole(world, {
      roleName: 'CriticalRole_2',
      trustPolicy: trusting(first, { StringLike: { 'aws:SourceIdentity': ['Saanvi', 'Diego'] } }, both),
    });
    expect(await assume(one, second, { SourceIdentity: 'Diego' })).toMatchObject({
      status: 400,
      code: 'ValidationError',
      message: 'The source identity is already set for this assume role session',
    });
    const two = await assume(one, second);
    expect(element(two.text, 'SourceIdentity')).toBe('Saanvi');
    const [check] = await lastChecks();
    // "both aws:SourceIdentity and sts:SourceIdentity keys are present in the request context"
    expect(check?.context).toMatchObject({ 'aws:SourceIdentity': 'Saanvi', 'sts:SourceIdentity': 'Saanvi' });
    const event = (await world.events()).at(-1);
    expect(event?.['userIdentity']).toMatchObject({ sessionContext: { sourceIdentity: 'Saanvi' } });
  });
});

describe('MFA', () => {
  const withMfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
  let arn: string;
  let serial: string;
  beforeEach(async () => {
    arn = await addRole(world, { roleName: 'Admin', trustPolicy: trusting(aliceArn, withMfa) });
    serial = await addDevice(world, userKey(world.accountId, 'alice'));
  });
  const withCode = (SerialNumber: string, TokenCode: string) =>
    assume(alice, arn, { SerialNumber, TokenCode });

  it('lets in who gives the code, once, by the clock of the device', async () => {
    expect((await assume(alice, arn)).code).toBe('AccessDenied');
    world.clock.sandbox += 90 * 24 * 3_600_000;
    const code = codeAt(world.clock.device);
    const reply = await withCode(serial, code);
    expect(reply.status).toBe(200);
    const [check] = await lastChecks();
    expect(check?.context).toMatchObject({
      'aws:MultiFactorAuthPresent': 'true',
      'aws:MultiFactorAuthAge': '0',
    });
    expect(await withCode(serial, code)).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
    });
    world.clock.device += 30_000;
    expect((await withCode(serial, codeAt(world.clock.device))).status).toBe(200);

    // "The temporary credentials returned by AssumeRole do not include MFA information in the context", but
    // CloudTrail logs `mfaAuthenticated: true` (id_credentials_mfa_configure-api-require).
    await world.query(credentialsIn(reply), 'ListUsers');
    const [own] = await lastChecks();
    expect(own?.context).toMatchObject({ 'aws:MultiFactorAuthPresent': 'false' });
    expect(own?.context).not.toHaveProperty('aws:MultiFactorAuthAge');
    expect((await world.events()).at(-1)?.['userIdentity']).toMatchObject({
      sessionContext: { attributes: { mfaAuthenticated: 'true' } },
    });
  });

  it('refuses a wrong code, an unknown device, somebody else’s, and one without the other', async () => {
    const right = codeAt(world.clock.device);
    const wrong = right === '123456' ? '654321' : '123456';
    expect((await withCode(serial, wrong)).message).toBe(
      'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
    );
    const unknown =
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.';
    expect((await withCode(`${serial}-other`, right)).message).toBe(unknown);
    const others = await addDevice(world, userKey(world.accountId, 'bob'), 'bobs');
    expect((await withCode(others, right)).message).toBe(unknown);
    expect((await assume(alice, arn, { SerialNumber: serial })).message).toBe(
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code. ',
    );
    expect((await assume(alice, arn, { TokenCode: right })).code).toBe('AccessDenied');
    expect((await withCode(serial, right)).status).toBe(200);
  });

  it('never shows the code in the trail', async () => {
    const code = codeAt(world.clock.device);
    const session = credentialsIn(await withCode(serial, code));
    const event = (await world.events()).at(-1);
    expect(event).toMatchObject({
      eventName: 'AssumeRole',
      readOnly: true,
      requestParameters: { roleArn: arn, roleSessionName: 'session', serialNumber: serial },
      responseElements: {
        credentials: { accessKeyId: session.accessKeyId },
        assumedRoleUser: { arn: `arn:aws:sts::${world.accountId}:assumed-role/Admin/session` },
      },
    });
    const text = JSON.stringify(event);
    for (const secret of [code, session.secretAccessKey, session.sessionToken ?? '']) {
      expect(text).not.toContain(secret);
    }
  });
});

describe('chaining', () => {
  it('lasts an hour at most, whatever the role allows', async () => {
    const first = await addRole(world, {
      roleName: 'First',
      trustPolicy: trusting(aliceArn),
      maxSessionDuration: 43_200,
    });
    const second = await addRole(world, {
      roleName: 'Second',
      trustPolicy: trusting(first),
      maxSessionDuration: 43_200,
    });
    const long = await assume(alice, first, { DurationSeconds: '43200' });
    expect(element(long.text, 'Expiration')).toBe('2026-11-22T21:30:00Z');
    const session = credentialsIn(long);
    expect(await assume(session, second, { DurationSeconds: '3601' })).toMatchObject({
      status: 400,
      code: 'ValidationError',
      message:
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    });
    const chained = await assume(session, second, { DurationSeconds: '3600' });
    expect(chained.status).toBe(200);
    expect((await assume(session, second)).status).toBe(200);
  });

  it('ends by the sandbox’s clock, and what has expired is swept away', async () => {
    const arn = await addRole(world, { roleName: 'Reader', trustPolicy: trusting(aliceArn) });
    const session = credentialsIn(await assume(alice, arn));
    world.clock.sandbox += 3_600_001;
    world.clock.device += 3_600_001;
    expect(await sts(world, session, 'GetCallerIdentity')).toMatchObject({
      status: 403,
      code: 'ExpiredToken',
    });
    await assume(alice, arn);
    const kept = await world.store.read((tables) =>
      tables.sessions.where('ownerKey', roleKey(world.accountId, 'Reader')),
    );
    expect(kept.map(({ accessKeyId }) => accessKeyId)).not.toContain(session.accessKeyId);
    expect(kept).toHaveLength(1);
  });
});
