// Signing certificates of users and of root.

import { beforeEach, describe, expect, it } from 'vitest';
import { userKey } from '../../../../src/cloud/keys.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, elements, makeWorld, type Reply, type World } from '../world.ts';
import { eventOf, permissionsOf } from './request-facts.ts';
import {
  authorityCertificate,
  certificate,
  curveCertificate,
  documentedCertificate,
  otherCertificate,
  privateKey,
} from './pem-examples.ts';

type Parameters = Readonly<Record<string, string>>;

let world: World;
let root: Credentials;
let ask: (action: string, parameters?: Parameters) => Promise<Reply>;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  ask = (action, parameters) => world.query(root, action, parameters);
  await ask('CreateUser', { UserName: 'Bob' });
  await ask('CreateUser', { UserName: 'carol' });
});

async function upload(CertificateBody: string, UserName = 'Bob'): Promise<Reply> {
  return ask('UploadSigningCertificate', { UserName, CertificateBody });
}

describe('upload', () => {
  it('gives an id, and is listed', async () => {
    const reply = await upload(certificate);
    expect(reply.status).toBe(200);
    const id = element(reply.text, 'CertificateId');
    expect(id).toMatch(/^[A-Z2-7]{32}$/);
    expect(element(reply.text, 'UserName')).toBe('Bob');
    expect(element(reply.text, 'Status')).toBe('Active');
    expect(element(reply.text, 'UploadDate')).toBe('2026-11-22T09:30:00Z');
    expect(element(reply.text, 'CertificateBody')).toBe(certificate);
    const list = await ask('ListSigningCertificates', { UserName: 'bob' });
    expect(elements(list.text, 'CertificateId')).toEqual([id]);
    expect(element(list.text, 'CertificateBody')).toBe(certificate);
    expect(element(list.text, 'IsTruncated')).toBe('false');
    expect(await permissionsOf(world, reply)).toEqual([
      `iam:UploadSigningCertificate arn:aws:iam::${world.accountId}:user/Bob`,
    ]);
    expect(await eventOf(world, reply)).toMatchObject({
      requestParameters: { userName: 'Bob', certificateBody: certificate },
    });
  });

  const malformed = (text: string) => `Certificate ${text} is malformed.`;
  const cases: readonly (readonly [string, string, string])[] = [
    ['no PEM', 'invalid-certificate-body', malformed('invalid-certificate-body')],
    ['a key', privateKey, malformed(privateKey)],
    ['two of them', `${certificate}\n${otherCertificate}`, malformed(`${certificate}\n${otherCertificate}`)],
    ['text before it', `Certificate:\n${certificate}`, malformed(`Certificate:\n${certificate}`)],
    ['one that is over', documentedCertificate, malformed(documentedCertificate)],
  ];

  it.each(cases)('refuses %s', async (_what, body, message) => {
    expect(await upload(body)).toMatchObject({ status: 400, code: 'MalformedCertificate', message });
  });

  it('refuses one that is not yet valid by the sandbox’s clock', async () => {
    world.clock.device = world.clock.sandbox = Date.UTC(2023, 0, 1);
    expect(await upload(certificate)).toMatchObject({ status: 400, code: 'MalformedCertificate' });
  });

  it('refuses a certificate that anybody in the account has, whatever its line ends', async () => {
    await upload(certificate);
    expect(await upload(`${certificate.replace(/\n/g, '\r\n')}\r\n`, 'carol')).toMatchObject({
      status: 409,
      code: 'DuplicateCertificate',
      message: 'Duplicate certificate uploaded.',
    });
  });

  it('takes two from a user', async () => {
    expect((await upload(certificate)).status).toBe(200);
    expect((await upload(curveCertificate)).status).toBe(200);
    expect(await upload(otherCertificate)).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for CertificatesPerUser: 2',
    });
    expect((await upload(otherCertificate, 'carol')).status).toBe(200);
  });

  it('without a name is the caller’s: root’s, or a user’s', async () => {
    await ask('PutUserPolicy', {
      UserName: 'Bob',
      PolicyName: 'p',
      PolicyDocument: allow('iam:*SigningCertificate*', `arn:aws:iam::${world.accountId}:user/Bob`),
    });
    const bob = await world.keyOf(root, 'Bob');
    const own = await world.query(bob, 'UploadSigningCertificate', { CertificateBody: certificate });
    expect(element(own.text, 'UserName')).toBe('Bob');
    const roots = await ask('UploadSigningCertificate', { CertificateBody: authorityCertificate });
    expect(roots.status).toBe(200);
    expect(element(roots.text, 'UserName')).toBeUndefined();
    const list = await ask('ListSigningCertificates');
    expect(elements(list.text, 'CertificateId')).toEqual(elements(roots.text, 'CertificateId'));
    expect((await world.query(bob, 'ListSigningCertificates', { UserName: 'carol' })).code).toBe(
      'AccessDenied',
    );
  });
});

describe('a certificate', () => {
  it('is made inactive and active, and deleted', async () => {
    const id = element((await upload(certificate)).text, 'CertificateId') ?? '';
    const which = { UserName: 'Bob', CertificateId: id };
    const status = async () =>
      element((await ask('ListSigningCertificates', { UserName: 'Bob' })).text, 'Status');
    await ask('UpdateSigningCertificate', { ...which, Status: 'Inactive' });
    expect(await status()).toBe('Inactive');
    await ask('UpdateSigningCertificate', { ...which, Status: 'Active' });
    expect(await status()).toBe('Active');
    expect(await ask('UpdateSigningCertificate', { ...which, Status: 'Expired' })).toMatchObject({
      status: 400,
      code: 'InvalidInput',
    });
    expect(await ask('DeleteUser', { UserName: 'Bob' })).toMatchObject({
      code: 'DeleteConflict',
      message: 'Cannot delete entity, must delete certificates first.',
    });
    expect((await ask('DeleteSigningCertificate', which)).status).toBe(200);
    expect(await status()).toBeUndefined();
    expect((await ask('DeleteUser', { UserName: 'Bob' })).status).toBe(200);
  });

  it('is nobody else’s to change', async () => {
    const id = element((await upload(certificate)).text, 'CertificateId') ?? '';
    const missing = {
      status: 404,
      code: 'NoSuchEntity',
      message: `The Certificate with id ${id} cannot be found.`,
    };
    const which = { UserName: 'carol', CertificateId: id };
    expect(await ask('UpdateSigningCertificate', { ...which, Status: 'Inactive' })).toMatchObject(missing);
    expect(await ask('DeleteSigningCertificate', which)).toMatchObject(missing);
    expect(await ask('DeleteSigningCertificate', { CertificateId: id })).toMatchObject(missing);
  });

  it('of an unknown user is not found', async () => {
    const message = 'The user with name none cannot be found.';
    const id = 'NONEXISTENTCERTID12345678901';
    expect(await upload(certificate, 'none')).toMatchObject({ status: 404, message });
    expect(await ask('ListSigningCertificates', { UserName: 'none' })).toMatchObject({ message });
    expect(await ask('DeleteSigningCertificate', { UserName: 'none', CertificateId: id })).toMatchObject({
      message,
    });
  });
});

it('knows nothing of another account in the sandbox', async () => {
  const accountId = '999988887777';
  const ownerKey = userKey(accountId, 'Bob');
  const key = 'A'.repeat(28);
  await world.store.write(({ signingCertificates }) =>
    signingCertificates.put({
      key,
      accountId,
      ownerKey,
      body: certificate,
      status: 'Active',
      createdAt: 1,
    }),
  );
  expect((await upload(certificate)).status).toBe(200);
  expect(await ask('DeleteSigningCertificate', { UserName: 'Bob', CertificateId: key })).toMatchObject({
    code: 'NoSuchEntity',
  });
});
