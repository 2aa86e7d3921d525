// AWS's SDK for JavaScript, as published, against the host.

import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteUserCommand,
  GetAccountSummaryCommand,
  ListUsersCommand,
  paginateListUsers,
  PutUserPolicyCommand,
  type User,
} from '@aws-sdk/client-iam';
import { GetObjectCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Credentials } from '../../src/core/sigv4/credentials.ts';
import { clientsOf, credentialsOf, rootKeyOf, type Clients } from './clients.ts';
import { startHost, type Host } from './host.ts';

const accountId = '123456789012';
let host: Host;
let root: Clients;

beforeEach(async () => {
  // What the host has to complain of, of itself.
  vi.spyOn(console, 'error');
  host = await startHost({ port: 0, accountId });
  root = clientsOf(host);
});

afterEach(async () => {
  await host.close();
  expect(console.error).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

async function makeUser(userName: string): Promise<Credentials> {
  await root.iam.send(new CreateUserCommand({ UserName: userName }));
  const { AccessKey } = await root.iam.send(new CreateAccessKeyCommand({ UserName: userName }));
  return credentialsOf(AccessKey);
}

it('names the root user to its key', async () => {
  const identity = await root.sts.send(new GetCallerIdentityCommand());
  expect(identity).toMatchObject({
    Account: accountId,
    Arn: `arn:aws:iam::${accountId}:root`,
    UserId: accountId,
    $metadata: { httpStatusCode: 200, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
  });
});

it('is the account that was asked for, empty', async () => {
  const other = await startHost({ port: 0, accountId: '000000000042' });
  try {
    const { iam, s3, sts, cloudtrail } = clientsOf(other);
    // Before anything else is asked: each request is an event.
    expect((await cloudtrail.send(new LookupEventsCommand())).Events).toEqual([]);
    expect((await sts.send(new GetCallerIdentityCommand())).Account).toBe('000000000042');
    expect((await iam.send(new ListUsersCommand())).Users).toEqual([]);
    expect((await s3.send(new ListBucketsCommand())).Buckets ?? []).toEqual([]);
    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand());
    expect(SummaryMap).toMatchObject({ Users: 0, AccountAccessKeysPresent: 1 });
  } finally {
    await other.close();
  }
});

it('lists users through the paginator', async () => {
  const names = ['ann', 'bob', 'cem', 'dot', 'eva'];
  for (const name of names)
    await root.iam.send(new CreateUserCommand({ UserName: name, Path: '/division_abc/' }));
  const pages: User[][] = [];
  for await (const { Users } of paginateListUsers({ client: root.iam, pageSize: 2 }, {}))
    pages.push(Users ?? []);
  expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
  expect(pages.flat().map(({ UserName }) => UserName)).toEqual(names);
  expect(pages[0]?.[0]).toEqual({
    Arn: `arn:aws:iam::${accountId}:user/division_abc/ann`,
    CreateDate: expect.any(Date) as Date,
    Path: '/division_abc/',
    UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/) as string,
    UserName: 'ann',
  });
});

it("denies a new user in AWS's words, and allows what a policy allows", async () => {
  const alice = clientsOf(host, await makeUser('alice'));
  expect((await alice.sts.send(new GetCallerIdentityCommand())).Arn).toBe(
    `arn:aws:iam::${accountId}:user/alice`,
  );
  await expect(alice.iam.send(new ListUsersCommand())).rejects.toMatchObject({
    name: 'AccessDenied',
    message:
      `User: arn:aws:iam::${accountId}:user/alice is not authorized to perform: iam:ListUsers on resource: ` +
      `arn:aws:iam::${accountId}:user/ because no identity-based policy allows the iam:ListUsers action`,
    $metadata: { httpStatusCode: 403 },
  });

  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' }],
  });
  await root.iam.send(
    new PutUserPolicyCommand({ UserName: 'alice', PolicyName: 'list-users', PolicyDocument }),
  );
  const { Users } = await alice.iam.send(new ListUsersCommand());
  expect(Users?.map(({ UserName }) => UserName)).toEqual(['alice']);
});

it('takes a connection for one over TLS from the loopback address', async () => {
  const alice = clientsOf(host, await makeUser('alice'));
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'iam:ListUsers',
        Resource: '*',
        Condition: { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } },
      },
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
  await root.iam.send(new PutUserPolicyCommand({ UserName: 'alice', PolicyName: 'here', PolicyDocument }));
  await expect(alice.iam.send(new ListUsersCommand())).resolves.toMatchObject({ IsTruncated: false });
});

it('refuses a wrong secret and an unknown key', async () => {
  const { accessKeyId } = rootKeyOf(host);
  const wrong = clientsOf(host, { accessKeyId, secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' });
  const refused = {
    name: 'SignatureDoesNotMatch',
    message: expect.stringContaining(
      'The request signature we calculated does not match the signature you provided.',
    ) as string,
    $metadata: { httpStatusCode: 403 },
  };
  await expect(wrong.sts.send(new GetCallerIdentityCommand())).rejects.toMatchObject(refused);
  await expect(wrong.iam.send(new ListUsersCommand())).rejects.toMatchObject(refused);
  await expect(wrong.s3.send(new ListBucketsCommand())).rejects.toMatchObject(refused);

  const unknown = clientsOf(host, {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  });
  await expect(unknown.sts.send(new GetCallerIdentityCommand())).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid.',
    $metadata: { httpStatusCode: 403 },
  });
  await expect(unknown.s3.send(new ListBucketsCommand())).rejects.toMatchObject({
    name: 'InvalidAccessKeyId',
  });
});

it('throws the classes of the SDK for the errors of an operation', async () => {
  await expect(root.iam.send(new DeleteUserCommand({ UserName: 'nobody' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: 'The user with name nobody cannot be found.',
  });
  await root.iam.send(new CreateUserCommand({ UserName: 'alice' }));
  await expect(root.iam.send(new CreateUserCommand({ UserName: 'Alice' }))).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
  });
});

it('looks up the events of what was done', async () => {
  const key = await makeUser('alice');
  await clientsOf(host, key)
    .iam.send(new ListUsersCommand())
    .catch(() => undefined);
  const { Events } = await root.cloudtrail.send(
    new LookupEventsCommand({ LookupAttributes: [{ AttributeKey: 'Username', AttributeValue: 'alice' }] }),
  );
  expect(Events).toHaveLength(1);
  expect(Events?.[0]).toMatchObject({
    EventName: 'ListUsers',
    EventSource: 'iam.amazonaws.com',
    EventTime: expect.any(Date) as Date,
    AccessKeyId: key.accessKeyId,
    ReadOnly: 'true',
  });
  expect(JSON.parse(Events?.[0]?.CloudTrailEvent ?? '')).toMatchObject({
    errorCode: 'AccessDenied',
    sourceIPAddress: '127.0.0.1',
    userAgent: expect.stringMatching(/^aws-sdk-js\/.* md\/nodejs#/) as string,
    recipientAccountId: accountId,
  });
  await expect(clientsOf(host, key).cloudtrail.send(new LookupEventsCommand())).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
});

it('answers S3 by path', async () => {
  expect((await root.s3.send(new ListBucketsCommand())).Owner?.ID).toBeDefined();
  await expect(
    root.s3.send(new GetObjectCommand({ Bucket: 'nobodys-bucket', Key: 'a b/ü.txt' })),
  ).rejects.toMatchObject({ name: 'NoSuchBucket' });
});
