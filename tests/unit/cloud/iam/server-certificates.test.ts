// Server certificates.

import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, elements, makeWorld, type Reply, type World } from '../world.ts';
import { askedOf, eventOf, permissionsOf } from './request-facts.ts';
import {
  authorityCertificate,
  certificate,
  curveCertificate,
  curveKey,
  curveKeyPkcs8,
  documentedCertificate,
  encryptedKey,
  otherCertificate,
  privateKey,
  rsaPrivateKey,
  sshKey,
} from './pem-examples.ts';

type Parameters = Readonly<Record<string, string>>;

let world: World;
let root: Credentials;
let ask: (action: string, parameters?: Parameters) => Promise<Reply>;
let arn: string;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  ask = (action, parameters) => world.query(root, action, parameters);
  arn = `arn:aws:iam::${world.accountId}:server-certificate`;
});

async function upload(name: string, more: Parameters = {}): Promise<Reply> {
  return ask('UploadServerCertificate', {
    ServerCertificateName: name,
    CertificateBody: certificate,
    PrivateKey: privateKey,
    ...more,
  });
}

describe('upload', () => {
  it('gives what the certificate says, and keeps no key', async () => {
    const reply = await upload('Prod', { Path: '/company/', CertificateChain: authorityCertificate });
    expect(reply.status).toBe(200);
    expect(element(reply.text, 'ServerCertificateName')).toBe('Prod');
    expect(element(reply.text, 'Path')).toBe('/company/');
    expect(element(reply.text, 'Arn')).toBe(`${arn}/company/Prod`);
    expect(element(reply.text, 'ServerCertificateId')).toMatch(/^ASCA[A-Z2-7]{17}$/);
    expect(element(reply.text, 'UploadDate')).toBe('2026-11-22T09:30:00Z');
    // As OpenSSL shows it: notAfter=Jun  7 08:09:10 2030 GMT
    expect(element(reply.text, 'Expiration')).toBe('2030-06-07T08:09:10Z');
    const got = await ask('GetServerCertificate', { ServerCertificateName: 'prod' });
    expect(element(got.text, 'CertificateBody')).toBe(certificate);
    expect(element(got.text, 'CertificateChain')).toBe(authorityCertificate);
    expect(got.text).toContain('<Tags/>');
    const kept = await world.store.read(async (tables) =>
      JSON.stringify([
        await tables.serverCertificates.all(),
        await tables.events.all(),
        await tables.traces.all(),
      ]),
    );
    expect(kept).toContain('CERTIFICATE');
    expect(kept).not.toContain('PRIVATE KEY');
    expect(kept).not.toContain(privateKey.split('\n')[1]);
    expect(await eventOf(world, reply)).toMatchObject({
      requestParameters: { serverCertificateName: 'Prod', path: '/company/' },
      responseElements: { serverCertificateMetadata: { arn: `${arn}/company/Prod` } },
    });
  });

  it.each([
    ['PKCS #1', certificate, rsaPrivateKey],
    ['SEC 1', curveCertificate, curveKey],
    ['PKCS #8 of a curve', curveCertificate, curveKeyPkcs8],
  ])('takes a key in %s', async (_form, CertificateBody, PrivateKey) => {
    expect((await upload('c', { CertificateBody, PrivateKey })).status).toBe(200);
  });

  const unparsed = 'Unable to parse certificate. Please ensure the certificate is in PEM format.';
  const noKey = 'Private key was in an unrecognized format.';
  const chain = (index: number) =>
    `Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, followed by any intermediaries in order. The index within the chain of the invalid certificate is: ${index}`;
  const cases: readonly (readonly [string, Parameters, string, string])[] = [
    ['text', { CertificateBody: 'pcf.example.crt' }, 'MalformedCertificate', unparsed],
    ['a key for a certificate', { CertificateBody: privateKey }, 'MalformedCertificate', unparsed],
    [
      'a certificate that is over',
      { CertificateBody: documentedCertificate },
      'MalformedCertificate',
      "Certificate is no longer valid. The 'Not After' date restriction on the certificate has passed.",
    ],
    ['text for a key', { PrivateKey: 'key' }, 'MalformedCertificate', noKey],
    ['a certificate for a key', { PrivateKey: certificate }, 'MalformedCertificate', noKey],
    ['a public key', { PrivateKey: sshKey }, 'MalformedCertificate', noKey],
    ['a key under a passphrase', { PrivateKey: encryptedKey }, 'MalformedCertificate', noKey],
    [
      'the key of another',
      { PrivateKey: curveKey },
      'KeyPairMismatch',
      'The private key did not match the public key provided. Please verify the key material and try again.',
    ],
    ['a chain that is none', { CertificateChain: 'chain.pem' }, 'MalformedCertificate', 'Unknown'],
    ['a chain of another issuer', { CertificateChain: otherCertificate }, 'MalformedCertificate', chain(-1)],
    [
      'a chain that goes on wrongly',
      { CertificateChain: `${authorityCertificate}\n${otherCertificate}` },
      'MalformedCertificate',
      chain(0),
    ],
  ];

  it.each(cases)('refuses %s', async (_what, more, code, message) => {
    expect(await upload('c', more)).toMatchObject({ status: 400, code, message });
  });

  it('refuses a name that is taken, in any case, and the twenty-first', async () => {
    await upload('Prod');
    expect(await upload('PROD')).toMatchObject({
      status: 409,
      code: 'EntityAlreadyExists',
      message: 'The Server Certificate with name PROD already exists.',
    });
    for (let n = 1; n < 20; n++) expect((await upload(`c${n}`)).status).toBe(200);
    expect(await upload('last')).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for ServerCertificatesPerAccount: 20',
    });
  });

  it('with tags needs the permission to tag', async () => {
    const tags = { 'Tags.member.1.Key': 'team', 'Tags.member.1.Value': 'web' };
    const reply = await upload('Prod', tags);
    expect(element(reply.text, 'Key')).toBe('team');
    expect(await permissionsOf(world, reply)).toEqual([
      `iam:UploadServerCertificate ${arn}/Prod`,
      `iam:TagServerCertificate ${arn}/Prod`,
    ]);
    expect((await askedOf(world, reply))[0]?.context).toMatchObject({
      'aws:RequestTag/team': 'web',
      'aws:TagKeys': ['team'],
    });
  });
});

describe('certificates', () => {
  it('are listed by path, in pages', async () => {
    for (const name of ['a', 'b', 'c']) await upload(name, { Path: '/x/' });
    await upload('d');
    const first = await ask('ListServerCertificates', { PathPrefix: '/x/', MaxItems: '2' });
    expect(elements(first.text, 'ServerCertificateName')).toEqual(['a', 'b']);
    expect(await permissionsOf(world, first)).toEqual([`iam:ListServerCertificates ${arn}/x/`]);
    const rest = await ask('ListServerCertificates', {
      PathPrefix: '/x/',
      Marker: element(first.text, 'Marker') ?? '',
    });
    expect(elements(rest.text, 'ServerCertificateName')).toEqual(['c']);
    expect(element(rest.text, 'IsTruncated')).toBe('false');
    expect(rest.text).not.toContain('BEGIN CERTIFICATE');
  });

  it('are renamed and moved, with the permission on both', async () => {
    await upload('Old');
    await upload('Taken');
    const rename = (NewServerCertificateName: string, from = 'old') =>
      ask('UpdateServerCertificate', {
        ServerCertificateName: from,
        NewServerCertificateName,
        NewPath: '/cloudfront/',
      });
    expect(await rename('TAKEN')).toMatchObject({
      status: 409,
      code: 'EntityAlreadyExists',
      message: 'The Server Certificate with name TAKEN already exists.',
    });
    const reply = await rename('New');
    expect(await permissionsOf(world, reply)).toEqual([
      `iam:UpdateServerCertificate ${arn}/Old`,
      `iam:UpdateServerCertificate ${arn}/cloudfront/New`,
    ]);
    const got = await ask('GetServerCertificate', { ServerCertificateName: 'new' });
    expect(element(got.text, 'Arn')).toBe(`${arn}/cloudfront/New`);
    expect((await ask('GetServerCertificate', { ServerCertificateName: 'old' })).code).toBe('NoSuchEntity');
    expect((await rename('NEW', 'new')).status).toBe(200);
  });

  it('are tagged, and their tags are condition keys', async () => {
    await upload('Prod');
    const which = { ServerCertificateName: 'Prod' };
    const tag = { ...which, 'Tags.member.1.Key': 'team', 'Tags.member.1.Value': 'web' };
    expect((await ask('TagServerCertificate', tag)).status).toBe(200);
    const list = await ask('ListServerCertificateTags', which);
    expect(elements(list.text, 'Value')).toEqual(['web']);
    const got = await ask('GetServerCertificate', which);
    expect(element(got.text, 'Key')).toBe('team');
    expect((await askedOf(world, got))[0]).toMatchObject({
      resource: `${arn}/Prod`,
      context: { 'aws:ResourceTag/team': 'web' },
    });
    await ask('UntagServerCertificate', { ...which, 'TagKeys.member.1': 'team' });
    expect(elements((await ask('ListServerCertificateTags', which)).text, 'Key')).toEqual([]);
  });

  it('are deleted', async () => {
    await upload('Prod');
    expect((await ask('DeleteServerCertificate', { ServerCertificateName: 'prod' })).status).toBe(200);
    expect(elements((await ask('ListServerCertificates')).text, 'Arn')).toEqual([]);
  });

  it('that are not there are not found, and hidden from who may not look', async () => {
    const which = { ServerCertificateName: 'none' };
    const missing = {
      status: 404,
      code: 'NoSuchEntity',
      message: 'The Server Certificate with name none cannot be found.',
    };
    const tag = { 'Tags.member.1.Key': 'a', 'Tags.member.1.Value': 'b' };
    const all: readonly (readonly [string, Parameters])[] = [
      ['GetServerCertificate', which],
      ['UpdateServerCertificate', { ...which, NewPath: '/' }],
      ['DeleteServerCertificate', which],
      ['TagServerCertificate', { ...which, ...tag }],
      ['UntagServerCertificate', { ...which, 'TagKeys.member.1': 'a' }],
      ['ListServerCertificateTags', which],
    ];
    await ask('CreateUser', { UserName: 'bob' });
    await ask('PutUserPolicy', { UserName: 'bob', PolicyName: 'p', PolicyDocument: allow('s3:*') });
    const bob = await world.keyOf(root, 'bob');
    for (const [action, parameters] of all) {
      expect(await ask(action, parameters)).toMatchObject(missing);
      expect((await world.query(bob, action, parameters)).code).toBe('AccessDenied');
    }
  });
});
