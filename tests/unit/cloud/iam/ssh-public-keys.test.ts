// SSH public keys of users.

import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, elements, makeWorld, type Reply, type World } from '../world.ts';
import { permissionsOf } from './request-facts.ts';
import {
  certificate,
  curveSshKey,
  documented,
  shortSshKey,
  sshKey,
  sshKeyPem,
  sshKeys,
} from './pem-examples.ts';

type Parameters = Readonly<Record<string, string>>;

let world: World;
let root: Credentials;
let ask: (action: string, parameters?: Parameters) => Promise<Reply>;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  ask = (action, parameters) => world.query(root, action, parameters);
  await ask('CreateUser', { UserName: 'Jane' });
  await ask('CreateUser', { UserName: 'bob' });
});

async function upload(SSHPublicKeyBody: string, UserName = 'Jane'): Promise<Reply> {
  return ask('UploadSSHPublicKey', { UserName, SSHPublicKeyBody });
}

async function get(id: string, Encoding: string): Promise<string | undefined> {
  const reply = await ask('GetSSHPublicKey', { UserName: 'jane', SSHPublicKeyId: id, Encoding });
  return element(reply.text, 'SSHPublicKeyBody');
}

describe('the example of API_UploadSSHPublicKey and API_GetSSHPublicKey', () => {
  it('has the fingerprint and the PEM form of the pages', async () => {
    const reply = await upload(documented.ssh);
    expect(reply.status).toBe(200);
    const id = element(reply.text, 'SSHPublicKeyId') ?? '';
    expect(id).toMatch(/^APKA[A-Z2-7]{16}$/);
    expect(element(reply.text, 'Fingerprint')).toBe(documented.fingerprint);
    expect(element(reply.text, 'Status')).toBe('Active');
    expect(element(reply.text, 'UserName')).toBe('Jane');
    expect(element(reply.text, 'SSHPublicKeyBody')).toBe(documented.ssh);
    expect(await get(id, 'PEM')).toBe(`${documented.pem}\n`);
    // The comment is not kept (recorded.test.ts).
    expect(await get(id, 'SSH')).toBe(documented.ssh.replace(' jane@example.com', ''));
  });

  it('is the same key when it comes as PEM', async () => {
    const reply = await upload(`${documented.pem}\n`);
    expect(element(reply.text, 'Fingerprint')).toBe(documented.fingerprint);
    const id = element(reply.text, 'SSHPublicKeyId') ?? '';
    expect(await get(id, 'PEM')).toBe(`${documented.pem}\n`);
    // Without the comment, which PEM does not have.
    expect(await get(id, 'SSH')).toBe(documented.ssh.replace(' jane@example.com', ''));
    expect(await upload(documented.ssh)).toMatchObject({
      status: 400,
      code: 'DuplicateSSHPublicKey',
      message: 'Duplicate SSH public key uploaded.',
    });
    // Another user may have it.
    expect((await upload(documented.ssh, 'bob')).status).toBe(200);
  });
});

describe('upload', () => {
  const unrecognized = 'UnrecognizedPublicKeyEncoding';
  const cases: readonly (readonly [string, string, string])[] = [
    ['an Ed25519 key', curveSshKey, unrecognized],
    ['a certificate', certificate, unrecognized],
    ['a sentence', 'let me in', unrecognized],
    ['ssh-rsa alone', 'ssh-rsa', 'InvalidPublicKey'],
    ['no base 64', 'ssh-rsa not-base64!', 'InvalidPublicKey'],
    ['a key that is cut off', documented.ssh.slice(0, 100), 'InvalidPublicKey'],
    ['a key of 1,024 bits', shortSshKey, 'InvalidPublicKey'],
    ['PEM of something else', documented.pem.replace('MIIBIjAN', 'MIIBIjAM'), 'InvalidPublicKey'],
  ];

  it.each(cases)('refuses %s', async (_what, body, code) => {
    expect(await upload(body)).toMatchObject({ status: 400, code });
  });

  it('takes five keys from a user', async () => {
    for (const key of sshKeys) expect((await upload(key)).status).toBe(200);
    expect(await upload(sshKey)).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for SSHPublicKeysPerUser: 5',
    });
    const first = await ask('ListSSHPublicKeys', { UserName: 'Jane', MaxItems: '3' });
    expect(elements(first.text, 'SSHPublicKeyId')).toHaveLength(3);
    const rest = await ask('ListSSHPublicKeys', {
      UserName: 'Jane',
      Marker: element(first.text, 'Marker') ?? '',
    });
    expect(elements(rest.text, 'SSHPublicKeyId')).toHaveLength(2);
    // API_SSHPublicKeyMetadata has neither.
    expect(rest.text).not.toContain('Fingerprint');
    expect(rest.text).not.toContain('ssh-rsa');
  });

  it('knows what ssh-keygen made of the key', async () => {
    const reply = await upload(sshKeyPem);
    expect(element(reply.text, 'Fingerprint')).toBe('71:de:55:2f:da:e2:8b:75:f6:0f:e1:df:79:ec:2a:82');
    const id = element(reply.text, 'SSHPublicKeyId') ?? '';
    expect(await get(id, 'SSH')).toBe(sshKey.split(' ').slice(0, 2).join(' '));
  });
});

describe('a key', () => {
  it('is made inactive, and deleted', async () => {
    const id = element((await upload(sshKey)).text, 'SSHPublicKeyId') ?? '';
    const which = { UserName: 'Jane', SSHPublicKeyId: id };
    expect((await ask('UpdateSSHPublicKey', { ...which, Status: 'Inactive' })).status).toBe(200);
    const list = await ask('ListSSHPublicKeys', { UserName: 'Jane' });
    expect(element(list.text, 'Status')).toBe('Inactive');
    expect(element(list.text, 'UploadDate')).toBe('2026-11-22T09:30:00Z');
    expect((await ask('UpdateSSHPublicKey', { ...which, Status: 'Expired' })).code).toBe('InvalidInput');
    expect((await ask('DeleteUser', { UserName: 'Jane' })).message).toBe(
      'Cannot delete entity, must delete SSH public keys first.',
    );
    expect((await ask('DeleteSSHPublicKey', which)).status).toBe(200);
    expect((await ask('DeleteUser', { UserName: 'Jane' })).status).toBe(200);
  });

  it('is nobody else’s', async () => {
    const id = element((await upload(sshKey)).text, 'SSHPublicKeyId') ?? '';
    const missing = {
      status: 404,
      code: 'NoSuchEntity',
      message: `User has no Public Key with id ${id}.`,
    };
    const which = { UserName: 'bob', SSHPublicKeyId: id };
    expect(await ask('GetSSHPublicKey', { ...which, Encoding: 'SSH' })).toMatchObject(missing);
    expect(await ask('UpdateSSHPublicKey', { ...which, Status: 'Active' })).toMatchObject(missing);
    expect(await ask('DeleteSSHPublicKey', which)).toMatchObject(missing);
  });

  it('is asked for on the user, who may be left out of a list alone', async () => {
    await ask('PutUserPolicy', {
      UserName: 'bob',
      PolicyName: 'p',
      PolicyDocument: allow('iam:ListSSHPublicKeys'),
    });
    const bob = await world.keyOf(root, 'bob');
    await upload(sshKey, 'bob');
    const own = await world.query(bob, 'ListSSHPublicKeys');
    expect(elements(own.text, 'UserName')).toEqual(['bob']);
    expect(await permissionsOf(world, own)).toEqual([
      `iam:ListSSHPublicKeys arn:aws:iam::${world.accountId}:user/bob`,
    ]);
    const denied = await world.query(bob, 'UploadSSHPublicKey', {
      UserName: 'none',
      SSHPublicKeyBody: 'no key',
    });
    expect(denied).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect((await ask('DeleteSSHPublicKey', { SSHPublicKeyId: 'A'.repeat(20) })).code).toBe(
      'ValidationError',
    );
  });
});
