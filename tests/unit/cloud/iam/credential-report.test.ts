// GenerateCredentialReport and GetCredentialReport.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html

import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { bytesFromBase64 } from '../../../../src/core/lang/base64.ts';
import { utf8ToText } from '../../../../src/core/wire/utf8.ts';
import { generatingMilliseconds } from '../../../../src/cloud/iam/reports/credential-report.ts';
import { csvText } from '../../../../src/cloud/iam/reports/csv.ts';
import { namedKey, userKey } from '../../../../src/cloud/keys.ts';
import { allow, element, makeWorld, start, type World } from '../world.ts';

let world: World;
let root: Credentials;
let accountId: string;

beforeEach(async () => {
  world = await makeWorld();
  ({ accountId } = world);
  root = await world.actAs(world.rootArn);
});

const hour = 60 * 60 * 1000;

function pass(milliseconds: number): void {
  world.clock.device += milliseconds;
  world.clock.sandbox += milliseconds;
}

async function generate(): Promise<string | undefined> {
  return element((await world.query(root, 'GenerateCredentialReport')).text, 'State');
}

/** The report's lines by user, each field by its column. */
async function report(): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>> {
  await generate();
  pass(generatingMilliseconds);
  const lines = (await csv()).split('\n').map((line) => line.split(','));
  const [header = [], ...rows] = lines;
  return Object.fromEntries(
    rows.map((row): [string, Readonly<Record<string, string>>] => [
      row[0] ?? '',
      Object.fromEntries(header.map((column, place): [string, string] => [column, row[place] ?? ''])),
    ]),
  );
}

async function csv(): Promise<string> {
  const { text } = await world.query(root, 'GetCredentialReport');
  return utf8ToText(bytesFromBase64(element(text, 'Content') ?? '') ?? new Uint8Array()) ?? '';
}

describe('the states', () => {
  it('goes from nothing over STARTED and INPROGRESS to COMPLETE, and can be fetched then', async () => {
    expect(await world.query(root, 'GetCredentialReport')).toMatchObject({
      status: 410,
      code: 'ReportNotPresent',
      message:
        'The request was rejected because the credential report does not exist. To generate a credential report, use GenerateCredentialReport.',
    });
    const started = await world.query(root, 'GenerateCredentialReport');
    expect(element(started.text, 'State')).toBe('STARTED');
    // API_GenerateCredentialReport, example
    expect(element(started.text, 'Description')).toBe(
      'No report exists. Starting a new report generation task',
    );
    expect(await generate()).toBe('INPROGRESS');
    expect(await world.query(root, 'GetCredentialReport')).toMatchObject({
      status: 404,
      code: 'ReportInProgress',
    });
    pass(generatingMilliseconds);
    const complete = await world.query(root, 'GenerateCredentialReport');
    expect(element(complete.text, 'State')).toBe('COMPLETE');
    expect(complete.text).not.toContain('<Description>');
    const { status, text } = await world.query(root, 'GetCredentialReport');
    expect(status).toBe(200);
    expect(element(text, 'ReportFormat')).toBe('text/csv');
    expect(element(text, 'GeneratedTime')).toBe('2026-11-22T09:30:01Z');
  });

  it('gives the same report for four hours, whatever happens meanwhile, and then a new one', async () => {
    await generate();
    pass(generatingMilliseconds);
    const before = await csv();
    await world.query(root, 'CreateUser', { UserName: 'late' });
    pass(4 * hour - 1);
    root = await world.actAs(world.rootArn);
    expect(await generate()).toBe('COMPLETE');
    expect(await csv()).toBe(before);
    pass(1);
    expect(await world.query(root, 'GetCredentialReport')).toMatchObject({
      status: 410,
      code: 'ReportExpired',
    });
    expect(await generate()).toBe('STARTED');
    pass(generatingMilliseconds);
    expect(await csv()).toContain('\nlate,');
  });

  it('keeps one report of an account', async () => {
    await generate();
    pass(5 * hour);
    await generate();
    expect(await world.store.read((tables) => tables.jobs.count())).toBe(1);
  });
});

describe('the report', () => {
  it('has AWS’s columns, root first, lines that end in LF, and nothing behind the last', async () => {
    await world.query(root, 'CreateUser', { UserName: 'Bob' });
    await world.query(root, 'CreateUser', { UserName: 'alice', Path: '/team/' });
    await generate();
    pass(generatingMilliseconds);
    const text = await csv();
    expect(text.split('\n')[0]).toBe(
      'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,' +
        'password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,' +
        'access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,' +
        'access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,' +
        'access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,' +
        'cert_2_active,cert_2_last_rotated,additional_credentials_info',
    );
    // Order of names does not go by case.
    expect(text.split('\n').map((line) => line.split(',')[0])).toEqual([
      'user',
      '<root_account>',
      'alice',
      'Bob',
    ]);
    expect(text.split('\n')[2]).toBe(
      `alice,arn:aws:iam::${accountId}:user/team/alice,2026-11-22T09:30:00+00:00,false,N/A,N/A,N/A,false,` +
        'false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A,N/A',
    );
    expect(text.endsWith('\n')).toBe(false);
    expect(text).not.toContain('\r');
  });

  it('says of root’s password what it is, and not_supported of its rotation', async () => {
    const before = (await report())['<root_account>'];
    expect(before).toMatchObject({
      arn: `arn:aws:iam::${accountId}:root`,
      user_creation_time: '2026-11-22T09:30:00+00:00',
      password_enabled: 'true',
      password_last_used: 'no_information',
      password_last_changed: '2026-11-22T09:30:00+00:00',
      password_next_rotation: 'not_supported',
      mfa_active: 'false',
    });
  });

  it('says when a password was used, set, and must be set anew', async () => {
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    await world.query(root, 'CreateUser', { UserName: 'new' });
    const key = userKey(accountId, 'alice');
    await world.store.write(async (tables) => {
      const password = await tables.passwords.get(accountId);
      const user = await tables.users.get(key);
      const account = await tables.account.get(accountId);
      if (password === undefined || user === undefined || account === undefined) throw new Error('nobody');
      const changedAt = start - 24 * hour;
      await tables.passwords.put({ ...password, key, changedAt });
      await tables.passwords.put({ ...password, key: userKey(accountId, 'new'), changedAt });
      await tables.users.put({ ...user, passwordLastUsedAt: start });
      await tables.account.put({
        ...account,
        passwordPolicy: {
          minimumLength: 8,
          requireSymbols: false,
          requireNumbers: false,
          requireUppercase: false,
          requireLowercase: false,
          allowUsersToChange: true,
          maxAge: 90,
          hardExpiry: false,
        },
      });
    });
    const { alice, new: fresh } = await report();
    expect(alice).toMatchObject({
      password_enabled: 'true',
      password_last_used: '2026-11-22T09:30:00+00:00',
      password_last_changed: '2026-11-21T09:30:00+00:00',
      password_next_rotation: '2027-02-19T09:30:00+00:00',
    });
    expect(fresh).toMatchObject({ password_enabled: 'true', password_last_used: 'no_information' });
  });

  it('has no rotation where passwords do not expire', async () => {
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    await world.store.write(async (tables) => {
      const password = await tables.passwords.get(accountId);
      if (password === undefined) throw new Error('nobody');
      await tables.passwords.put({ ...password, key: userKey(accountId, 'alice') });
    });
    expect((await report())['alice']).toMatchObject({
      password_enabled: 'true',
      password_next_rotation: 'N/A',
    });
  });

  it('has both keys, inactive ones with their date, and the last use of each', async () => {
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    const keys = [await world.keyOf(root, 'alice'), await world.keyOf(root, 'alice')].sort((a, b) =>
      a.accessKeyId < b.accessKeyId ? -1 : 1,
    );
    const [first, second] = keys;
    if (first === undefined || second === undefined) throw new Error('no keys');
    pass(hour);
    await world.query(first, 'ListUsers');
    await world.get(second, '/');
    await world.query(root, 'UpdateAccessKey', {
      UserName: 'alice',
      AccessKeyId: second.accessKeyId,
      Status: 'Inactive',
    });
    expect((await report())['alice']).toMatchObject({
      access_key_1_active: 'true',
      access_key_1_last_rotated: '2026-11-22T09:30:00+00:00',
      access_key_1_last_used_date: '2026-11-22T10:30:00+00:00',
      access_key_1_last_used_region: 'us-east-1',
      access_key_1_last_used_service: 'iam',
      access_key_2_active: 'false',
      access_key_2_last_rotated: '2026-11-22T09:30:00+00:00',
      access_key_2_last_used_date: '2026-11-22T10:30:00+00:00',
      // "The last used service is not Region-specific, such as Amazon S3."
      access_key_2_last_used_region: 'N/A',
      access_key_2_last_used_service: 's3',
    });
  });

  it('has MFA and signing certificates', async () => {
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    const ownerKey = userKey(accountId, 'alice');
    await world.store.write(async (tables) => {
      await tables.mfaDevices.put({
        key: namedKey(accountId, 'mfa', 'phone'),
        accountId,
        serialNumber: `arn:aws:iam::${accountId}:mfa/phone`,
        deviceName: 'phone',
        path: '/',
        seed: new Uint8Array(64),
        createdAt: start,
        tags: [],
        ownerKey,
        enabledAt: start,
      });
      for (const [key, status] of [
        ['CERTA', 'Active'],
        ['CERTB', 'Inactive'],
      ] as const) {
        await tables.signingCertificates.put({
          key,
          accountId,
          ownerKey,
          body: '',
          status,
          createdAt: start,
        });
      }
    });
    expect((await report())['alice']).toMatchObject({
      mfa_active: 'true',
      cert_1_active: 'true',
      cert_1_last_rotated: '2026-11-22T09:30:00+00:00',
      cert_2_active: 'false',
      cert_2_last_rotated: '2026-11-22T09:30:00+00:00',
    });
  });

  it('quotes names with commas in them', () => {
    expect(csvText([['a,b', 'say "x"'], ['c']])).toBe('"a,b","say ""x"""\nc');
  });

  it('needs its permissions, on the account as a whole', async () => {
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    const alice = await world.keyOf(root, 'alice');
    for (const action of ['GenerateCredentialReport', 'GetCredentialReport']) {
      expect(await world.query(alice, action)).toMatchObject({
        code: 'AccessDenied',
        message: `User: arn:aws:iam::${accountId}:user/alice is not authorized to perform: iam:${action} on resource: * because no identity-based policy allows the iam:${action} action`,
      });
    }
    await world.query(root, 'PutUserPolicy', {
      UserName: 'alice',
      PolicyName: 'p',
      PolicyDocument: allow(['iam:GenerateCredentialReport', 'iam:GetCredentialReport']),
    });
    expect((await world.query(alice, 'GenerateCredentialReport')).status).toBe(200);
    pass(generatingMilliseconds);
    expect((await world.query(alice, 'GetCredentialReport')).status).toBe(200);
  });
});
