// The walk of a first day with AWS's own SDK: root is secured, an administrator made, somebody denied, allowed, given
// a new key and a role; and in the evening there is a report.

import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateAccountAliasCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  DeleteAccessKeyCommand,
  EnableMFADeviceCommand,
  GenerateCredentialReportCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  GetRoleCommand,
  ListGroupsForUserCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
  UpdateAccessKeyCommand,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { readSeed } from '../../src/core/totp/seed.ts';
import { totpCode } from '../../src/core/totp/totp.ts';
import { clientsOf, credentialsOf, type Clients } from './clients.ts';
import { startHost, type Host } from './host.ts';

const accountId = '123456789012';
let host: Host;

beforeAll(async () => {
  host = await startHost({ port: 0, accountId });
});
afterAll(() => host.close());

/** Each hour of the day needs what the hours before made: one test, in its order. */
it('goes from an empty account to a report', { timeout: 60_000 }, async () => {
  const root = clientsOf(host);

  // Morning: what only root can begin.
  await root.iam.send(new CreateAccountAliasCommand({ AccountAlias: 'first-day' }));
  await root.iam.send(
    new UpdateAccountPasswordPolicyCommand({
      MinimumPasswordLength: 14,
      RequireSymbols: true,
      AllowUsersToChangePassword: true,
    }),
  );
  const { SummaryMap } = await root.iam.send(new GetAccountSummaryCommand());
  expect(SummaryMap).toMatchObject({ AccountAccessKeysPresent: 1, Users: 0, Groups: 0 });

  // An administrator, by a group.
  await root.iam.send(new CreateGroupCommand({ GroupName: 'Admins' }));
  await root.iam.send(
    new AttachGroupPolicyCommand({
      GroupName: 'Admins',
      PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    }),
  );
  await root.iam.send(new CreateUserCommand({ UserName: 'ada', Tags: [{ Key: 'team', Value: 'platform' }] }));
  await root.iam.send(new AddUserToGroupCommand({ GroupName: 'admins', UserName: 'ada' }));
  const admin = clientsOf(
    host,
    credentialsOf((await root.iam.send(new CreateAccessKeyCommand({ UserName: 'ada' }))).AccessKey),
  );
  const { Groups } = await admin.iam.send(new ListGroupsForUserCommand({ UserName: 'ada' }));
  expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(['Admins']);

  // Root's key goes: whoever has it can do everything (root-user-best-practices).
  await root.iam.send(new DeleteAccessKeyCommand({ AccessKeyId: host.accessKeyId }));
  await expect(root.sts.send(new GetCallerIdentityCommand())).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
  });

  // The administrator signs with a second factor from now on.
  const { VirtualMFADevice } = await admin.iam.send(
    new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'ada-phone' }),
  );
  const seedText = new TextDecoder().decode(VirtualMFADevice?.Base32StringSeed);
  const seed = readSeed(seedText);
  if (!seed.ok) throw new Error(`\`${seedText}\` is no seed`);
  // A PNG, which an app photographs.
  expect([...(VirtualMFADevice?.QRCodePNG ?? [])].slice(1, 4)).toEqual([0x50, 0x4e, 0x47]);
  const SerialNumber = VirtualMFADevice?.SerialNumber;
  const now = Date.now();
  await admin.iam.send(
    new EnableMFADeviceCommand({
      UserName: 'ada',
      SerialNumber,
      AuthenticationCode1: totpCode(seed.value, now - 30_000),
      AuthenticationCode2: totpCode(seed.value, now),
    }),
  );
  const withCode = await admin.sts.send(
    new GetSessionTokenCommand({ SerialNumber, TokenCode: totpCode(seed.value, now + 30_000) }),
  );
  const session = clientsOf(host, {
    ...credentialsOf(withCode.Credentials),
    sessionToken: withCode.Credentials?.SessionToken ?? '',
  });
  // IAM is open to a session of GetSessionToken only where a code was given (API_GetSessionToken).
  expect((await session.iam.send(new GetAccountSummaryCommand())).SummaryMap).toMatchObject({
    AccountAccessKeysPresent: 0,
    MFADevicesInUse: 1,
  });

  // Noon: a developer, who may do nothing yet.
  await admin.iam.send(new CreateUserCommand({ UserName: 'dev', Path: '/engineering/' }));
  await admin.iam.send(
    new CreateLoginProfileCommand({
      UserName: 'dev',
      Password: 'Correct-horse-7battery',
      PasswordResetRequired: true,
    }),
  );
  const firstKey = (await admin.iam.send(new CreateAccessKeyCommand({ UserName: 'dev' }))).AccessKey;
  const dev = clientsOf(host, credentialsOf(firstKey));
  await expect(dev.iam.send(new ListUsersCommand({}))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `User: arn:aws:iam::${accountId}:user/engineering/dev is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::${accountId}:user/ because no identity-based policy allows the iam:ListUsers action`,
  });

  // A policy, and the same call is allowed.
  const { Policy } = await admin.iam.send(
    new CreatePolicyCommand({
      PolicyName: 'LookAround',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' }],
      }),
    }),
  );
  await admin.iam.send(new AttachUserPolicyCommand({ UserName: 'dev', PolicyArn: Policy?.Arn }));
  const { Users } = await dev.iam.send(new ListUsersCommand({}));
  expect(Users?.map(({ UserName }) => UserName)).toEqual(['ada', 'dev']);

  // Afternoon: the key is rotated.
  const secondKey = (await admin.iam.send(new CreateAccessKeyCommand({ UserName: 'dev' }))).AccessKey;
  const renewed: Clients = clientsOf(host, credentialsOf(secondKey));
  expect((await renewed.sts.send(new GetCallerIdentityCommand())).Arn).toMatch(/user\/engineering\/dev$/);
  await admin.iam.send(
    new UpdateAccessKeyCommand({ UserName: 'dev', AccessKeyId: firstKey?.AccessKeyId, Status: 'Inactive' }),
  );
  await expect(dev.sts.send(new GetCallerIdentityCommand())).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
  });
  await admin.iam.send(new DeleteAccessKeyCommand({ UserName: 'dev', AccessKeyId: firstKey?.AccessKeyId }));

  // A role, which the developer assumes.
  const roleArn = `arn:aws:iam::${accountId}:role/Auditor`;
  await admin.iam.send(
    new CreateRoleCommand({
      RoleName: 'Auditor',
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${accountId}:user/engineering/dev` },
            Action: 'sts:AssumeRole',
          },
        ],
      }),
    }),
  );
  await admin.iam.send(
    new PutRolePolicyCommand({
      RoleName: 'Auditor',
      PolicyName: 'Read',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: ['iam:Get*', 'iam:List*'], Resource: '*' }],
      }),
    }),
  );
  const assumed = await renewed.sts.send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'audit' }),
  );
  expect(assumed.AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${accountId}:assumed-role/Auditor/audit`);
  const auditor = clientsOf(host, {
    ...credentialsOf(assumed.Credentials),
    sessionToken: assumed.Credentials?.SessionToken ?? '',
  });
  expect(
    (await auditor.iam.send(new GetRoleCommand({ RoleName: 'Auditor' }))).Role?.RoleLastUsed,
  ).toBeDefined();
  await expect(auditor.iam.send(new CreateUserCommand({ UserName: 'eve' }))).rejects.toMatchObject({
    name: 'AccessDenied',
  });
  // A session of a role gives no sessions of its own.
  await expect(auditor.sts.send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
    name: 'AccessDenied',
  });

  // Evening: what there is, and who did what.
  await admin.iam.send(new GenerateCredentialReportCommand({}));
  await vi.waitFor(
    async () =>
      expect(await admin.iam.send(new GenerateCredentialReportCommand({}))).toMatchObject({
        State: 'COMPLETE',
      }),
    { timeout: 10_000, interval: 250 },
  );
  const { Content } = await admin.iam.send(new GetCredentialReportCommand({}));
  const rows = new TextDecoder().decode(Content).trim().split('\n');
  expect(rows[0]).toMatch(/^user,arn,user_creation_time,password_enabled,/);
  expect(rows.slice(1).map((row) => row.split(',')[0])).toEqual(['<root_account>', 'ada', 'dev']);
  const { Events } = await admin.cloudtrail.send(
    new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'AssumeRole' }],
    }),
  );
  expect(Events?.map(({ EventName }) => EventName)).toEqual(['AssumeRole']);
  expect(Events?.[0]?.CloudTrailEvent).not.toContain(assumed.Credentials?.SessionToken ?? '-');
});
