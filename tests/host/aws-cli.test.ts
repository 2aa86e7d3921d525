// The AWS CLI, where this machine has one, against the host.

import { execFile, spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentialsOf, rootKeyOf } from './clients.ts';
import { startHost, type Host } from './host.ts';
import type { Credentials } from '../../src/core/sigv4/credentials.ts';

const accountId = '123456789012';
const { status } = spawnSync('aws', ['--version'], { stdio: 'ignore' });
const name = status === 0 ? 'the AWS CLI' : 'the AWS CLI (skipped: `aws --version` does not work here)';

describe.skipIf(status !== 0)(name, () => {
  let host: Host;

  beforeAll(async () => {
    host = await startHost({ port: 0, accountId });
  });

  afterAll(() => host.close());

  interface Said {
    readonly code: number;
    readonly out: string;
    readonly err: string;
  }

  function aws(credentials: Credentials, ...words: readonly string[]): Promise<Said> {
    return new Promise((resolve) => {
      const env = {
        PATH: process.env['PATH'],
        // Nothing of this machine's own profiles gets in.
        AWS_CONFIG_FILE: devNull,
        AWS_SHARED_CREDENTIALS_FILE: devNull,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_PAGER: '',
        AWS_DEFAULT_REGION: 'eu-central-1',
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      };
      execFile(
        'aws',
        ['--endpoint-url', host.url, '--output', 'json', ...words],
        { env },
        (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out, err }),
      );
    });
  }

  async function json(credentials: Credentials, ...words: readonly string[]): Promise<unknown> {
    const { code, out, err } = await aws(credentials, ...words);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return out.trim() === '' ? undefined : JSON.parse(out);
  }

  it('goes from root to an allowed call of a user', async () => {
    const root = rootKeyOf(host);
    expect(await json(root, 'sts', 'get-caller-identity')).toEqual({
      UserId: accountId,
      Account: accountId,
      Arn: `arn:aws:iam::${accountId}:root`,
    });
    expect(await json(root, 'iam', 'create-user', '--user-name', 'alice')).toMatchObject({
      User: { UserName: 'alice', Arn: `arn:aws:iam::${accountId}:user/alice` },
    });
    const made = await json(root, 'iam', 'create-access-key', '--user-name', 'alice');
    const alice = credentialsOf((made as { AccessKey: Parameters<typeof credentialsOf>[0] }).AccessKey);

    const denied = await aws(alice, 'iam', 'list-users');
    expect(denied.code).toBeGreaterThan(0);
    // Between the two some versions of the CLI say how often they tried.
    expect(denied.err).toContain('An error occurred (AccessDenied) when calling the ListUsers operation');
    expect(denied.err.trim()).toContain(
      `: User: arn:aws:iam::${accountId}:user/alice is not authorized to perform: iam:ListUsers on resource: ` +
        `arn:aws:iam::${accountId}:user/ because no identity-based policy allows the iam:ListUsers action`,
    );

    const document = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' },
    });
    const put = ['--user-name', 'alice', '--policy-name', 'list', '--policy-document', document];
    await json(root, 'iam', 'put-user-policy', ...put);
    expect(await json(alice, 'iam', 'list-users', '--max-items', '1')).toMatchObject({
      Users: [{ UserName: 'alice' }],
    });

    const lookup = ['--lookup-attributes', 'AttributeKey=EventName,AttributeValue=ListUsers'];
    const events = await json(root, 'cloudtrail', 'lookup-events', ...lookup);
    expect(events).toMatchObject({ Events: [{ Username: 'alice' }, { Username: 'alice' }] });
    expect(await json(root, 's3api', 'list-buckets')).toMatchObject({ Buckets: [] });
  });

  it('refuses a wrong secret', async () => {
    const { code, err } = await aws(
      { ...rootKeyOf(host), secretAccessKey: 'wrong' },
      'sts',
      'get-caller-identity',
    );
    expect(code).toBeGreaterThan(0);
    expect(err).toContain('(SignatureDoesNotMatch) when calling the GetCallerIdentity operation');
  });
});
