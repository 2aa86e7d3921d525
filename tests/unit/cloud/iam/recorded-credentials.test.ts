// What AWS answered others on 2026-09-11 about certificates, SSH keys and service-specific credentials, file by file, and
// Gatehouse to the same calls. What the recordings do not have (most statuses, some sentences) is not asked for here.
// https://github.com/radkawar/stackd/tree/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata

import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, elements, makeWorld, type Reply, type World } from '../world.ts';
import * as pem from './pem-examples.ts';
import { childrenOf, tagged } from './recorded.ts';

type Parameters = Readonly<Record<string, string>>;

let world: World;
let root: Credentials;
let ask: (action: string, parameters?: Parameters) => Promise<Reply>;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  ask = (action, parameters) => world.query(root, action, parameters);
  for (const UserName of ['probe', 'other']) await ask('CreateUser', { UserName });
});

const expired = 'Operation does not support status Expired';

describe('certificates_aws.json, certificate_edges_aws.json: signing certificates', () => {
  const upload = (CertificateBody: string, UserName = 'probe'): Promise<Reply> =>
    ask('UploadSigningCertificate', { UserName, CertificateBody });

  it.each([
    ['signing:malformed', 'not a certificate'],
    ['signing:expired', pem.documentedCertificate],
  ])('%s', async (_case, body) => {
    expect(await upload(body)).toMatchObject({
      code: 'MalformedCertificate',
      message: `Certificate ${body} is malformed.`,
    });
  });

  it('signing:duplicate, signing:duplicate-inactive, signing:duplicate-other-user', async () => {
    const first = await upload(pem.certificate);
    const id = element(first.text, 'CertificateId') ?? '';
    expect(id).toMatch(/^[A-Z2-7]{32}$/);
    await ask('UpdateSigningCertificate', { UserName: 'probe', CertificateId: id, Status: 'Inactive' });
    world.clock.sandbox += 60_000;
    const again = await upload(pem.certificate);
    expect(element(again.text, 'CertificateId')).toBe(id);
    expect(element(again.text, 'UploadDate')).toBe(element(first.text, 'UploadDate'));
    expect(element(again.text, 'Status')).toBe('Active');
    const listed = await ask('ListSigningCertificates', { UserName: 'probe' });
    expect(elements(listed.text, 'Status')).toEqual(['Inactive']);
    expect(await upload(pem.certificate, 'other')).toMatchObject({
      code: 'DuplicateCertificate',
      message: 'Duplicate certificate uploaded.',
    });
  });

  it('signing:status-Expired, signing:wrong-owner, signing:third, signing:user-delete-blocked', async () => {
    const CertificateId = element((await upload(pem.certificate)).text, 'CertificateId') ?? '';
    const update = (UserName: string, Status: string): Promise<Reply> =>
      ask('UpdateSigningCertificate', { UserName, CertificateId, Status });
    expect(await update('probe', 'Expired')).toMatchObject({ code: 'InvalidInput', message: expired });
    expect(await update('other', 'Active')).toMatchObject({
      code: 'NoSuchEntity',
      message: `The Certificate with id ${CertificateId} cannot be found.`,
    });
    await upload(pem.curveCertificate);
    expect(await upload(pem.otherCertificate)).toMatchObject({
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for CertificatesPerUser: 2',
    });
    expect(await ask('DeleteUser', { UserName: 'probe' })).toMatchObject({
      code: 'DeleteConflict',
      message: 'Cannot delete entity, must delete certificates first.',
    });
  });
});

describe('certificates_aws.json, certificate_edges_aws.json: SSH keys', () => {
  const upload = (SSHPublicKeyBody: string, UserName = 'probe'): Promise<Reply> =>
    ask('UploadSSHPublicKey', { UserName, SSHPublicKeyBody });

  it.each([
    ['ssh:malformed', 'not a key', 'UnrecognizedPublicKeyEncoding', 'Invalid public key uploaded.'],
    ['ssh:rsa1024', pem.shortSshKey, 'InvalidPublicKey', 'Invalid body for public key'],
    ['ssh:certificate', pem.certificate, 'UnrecognizedPublicKeyEncoding', 'Invalid public key uploaded.'],
  ])('%s', async (_case, body, code, message) => {
    expect(await upload(body)).toMatchObject({ code, message });
  });

  it('says the same at each step', async () => {
    const SSHPublicKeyId = element((await upload(pem.sshKey)).text, 'SSHPublicKeyId') ?? '';
    expect(SSHPublicKeyId).toMatch(/^APKA[A-Z2-7]{16}$/);
    expect(await upload(pem.sshKeyPem)).toMatchObject({
      code: 'DuplicateSSHPublicKey',
      message: 'Duplicate SSH public key uploaded.',
    });
    expect((await upload(pem.sshKey, 'other')).status).toBe(200);
    const get = async (Encoding: string): Promise<Reply> =>
      ask('GetSSHPublicKey', { UserName: 'probe', SSHPublicKeyId, Encoding });
    // ssh:get-comment, ssh:get-PEM
    expect(element((await get('SSH')).text, 'SSHPublicKeyBody')).toBe(pem.sshKey.replace(/ [^ ]+$/, ''));
    expect(element((await get('PEM')).text, 'SSHPublicKeyBody')).toMatch(/-----END PUBLIC KEY-----\n$/);
    expect((await get('ssh')).code).toBe('ValidationError');
    const update = (UserName: string, Status: string): Promise<Reply> =>
      ask('UpdateSSHPublicKey', { UserName, SSHPublicKeyId, Status });
    expect(await update('probe', 'Expired')).toMatchObject({ code: 'InvalidInput', message: expired });
    const message = `User has no Public Key with id ${SSHPublicKeyId}.`;
    await ask('CreateUser', { UserName: 'third' });
    expect(await update('third', 'Active')).toMatchObject({ code: 'NoSuchEntity', message });
  });
});

describe('certificates_aws.json, certificate_edges_aws.json: server certificates', () => {
  const upload = (more: Parameters = {}): Promise<Reply> =>
    ask('UploadServerCertificate', {
      ServerCertificateName: 'probe',
      CertificateBody: pem.certificate,
      PrivateKey: pem.privateKey,
      ...more,
    });
  const chain = (index: number): string =>
    `Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, followed by any intermediaries in order. The index within the chain of the invalid certificate is: ${index}`;

  it.each<readonly [string, Parameters, string, string]>([
    [
      'server:malformed',
      { CertificateBody: 'not a certificate' },
      'MalformedCertificate',
      'Unable to parse certificate. Please ensure the certificate is in PEM format.',
    ],
    [
      'server:mismatch',
      { PrivateKey: pem.curveKey },
      'KeyPairMismatch',
      'The private key did not match the public key provided. Please verify the key material and try again.',
    ],
    [
      'server:expired',
      { CertificateBody: pem.documentedCertificate },
      'MalformedCertificate',
      "Certificate is no longer valid. The 'Not After' date restriction on the certificate has passed.",
    ],
    ['server:invalid-chain', { CertificateChain: 'not a chain' }, 'MalformedCertificate', 'Unknown'],
    ['server:unrelated-chain', { CertificateChain: pem.otherCertificate }, 'MalformedCertificate', chain(-1)],
  ])('%s', async (_case, more, code, message) => {
    expect(await upload(more)).toMatchObject({ code, message });
  });

  it('server:create, server:get, server:duplicate-name-case, server:empty-tags, server:empty-untag', async () => {
    const ServerCertificateName = 'probe';
    const CertificateBody = `${pem.certificate}\n`;
    const made = await upload({ CertificateBody, ...tagged(['Team', 'one'], ['team', 'two']) });
    expect(childrenOf(made.text, 'ServerCertificateMetadata')).toEqual(
      ['Arn', 'Expiration', 'Path', 'ServerCertificateId', 'ServerCertificateName', 'UploadDate'].sort(),
    );
    const got = await ask('GetServerCertificate', { ServerCertificateName });
    expect(element(got.text, 'CertificateBody')).toBe(pem.certificate.trimEnd());
    expect(elements(got.text, 'Key')).toEqual(['Team', 'team']);
    expect(await upload({ ServerCertificateName: 'PROBE' })).toMatchObject({
      code: 'EntityAlreadyExists',
      message: 'The Server Certificate with name PROBE already exists.',
    });
    expect(await ask('TagServerCertificate', { ServerCertificateName, Tags: '' })).toMatchObject({
      code: 'InvalidInput',
      message: 'The provided tag map must not be null/empty.',
    });
    expect(await ask('UntagServerCertificate', { ServerCertificateName, TagKeys: '' })).toMatchObject({
      code: 'InvalidInput',
      message: 'The provided tag keys must not be null/empty.',
    });
  });
});

const services = [
  ['bedrock.amazonaws.com', 'ABSK'],
  ['logs.amazonaws.com', 'ACWL'],
  ['cloudwatch.amazonaws.com', 'APIAACWM'],
  ['aws-external-anthropic.amazonaws.com', 'AEAA'],
] as const;

describe('service_credentials_aws.json, service_credentials_authorization_aws.json', () => {
  const git = 'codecommit.amazonaws.com';
  const create = (ServiceName: string, more: Parameters = {}): Promise<Reply> =>
    ask('CreateServiceSpecificCredential', { UserName: 'probe', ServiceName, ...more });
  const list = (more: Parameters): Promise<Reply> => ask('ListServiceSpecificCredentials', more);
  const noService = (name: string): object => ({
    code: 'NoSuchEntity',
    message: `No such service ${name} is supported for Service Specific Credentials`,
  });

  it('unsupported-service, uppercase-service, legacy-expiration', async () => {
    expect(await create('sqs.amazonaws.com')).toMatchObject(noService('sqs.amazonaws.com'));
    const first = await create('CodeCommit.amazonaws.com');
    expect(element(first.text, 'ServiceName')).toBe(git);
    const second = await create(git, { CredentialAgeDays: '1' });
    expect(element(second.text, 'ExpirationDate')).toBe('2026-11-23T09:30:00Z');
    expect(element(second.text, 'ServiceUserName')).toBe(`probe+1-at-${world.accountId}`);
    const other = await create('cassandra.amazonaws.com');
    expect(element(other.text, 'ServiceUserName')).toBe(`probe-at-${world.accountId}`);
    expect(await create(git)).toMatchObject({
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for ContextSpecificCredentialsPerUserPerContext: 2',
    });
  });

  it.each(services)('%s:public-token-envelope', async (service, prefix) => {
    const reply = await create(service);
    const secret = element(reply.text, 'ServiceCredentialSecret') ?? '';
    expect(secret.slice(0, prefix.length)).toBe(prefix);
    const [alias = '', payload = ''] = atob(secret.slice(prefix.length)).split(':');
    expect(alias).toBe(element(reply.text, 'ServiceCredentialAlias'));
    expect(payload).toHaveLength(60);
  });

  it('wrong-owner, missing-credential-id, set-expired, delete-user-with-service-credentials', async () => {
    const id = element((await create(git)).text, 'ServiceSpecificCredentialId') ?? '';
    const update = (UserName: string, ServiceSpecificCredentialId: string, Status: string): Promise<Reply> =>
      ask('UpdateServiceSpecificCredential', { UserName, ServiceSpecificCredentialId, Status });
    expect(await update('other', id, 'Active')).toMatchObject({
      code: 'ValidationError',
      message: `User other does not have a service specific credential with id ${id}`,
    });
    const none = `ACCA${'A'.repeat(17)}`;
    expect(await update('probe', none, 'Active')).toMatchObject({
      code: 'NoSuchEntity',
      message: `No such credential ${none} exists`,
    });
    expect(await update('probe', id, 'Expired')).toMatchObject({ code: 'InvalidInput', message: expired });
    expect(await ask('DeleteUser', { UserName: 'probe' })).toMatchObject({
      code: 'DeleteConflict',
      message: 'Cannot delete entity, must remove referenced objects first.',
    });
  });

  it('list-…', async () => {
    await create(git);
    expect(await list({ AllUsers: 'true', UserName: 'probe' })).toMatchObject({
      code: 'InvalidInput',
      message: 'Cannot list credentials for all users if a username is given',
    });
    expect(elements((await list({ AllUsers: 'false', UserName: 'probe' })).text, 'ServiceName')).toEqual([
      git,
    ]);
    expect(elements((await list({ UserName: 'probe', ServiceName: '' })).text, 'ServiceName')).toEqual([git]);
    expect(await list({ UserName: 'probe', ServiceName: 'a_b' })).toMatchObject({
      code: 'ValidationError',
      message: 'ServiceName must match [a-zA-Z0-9.-]*',
    });
    expect(await list({ UserName: 'probe', ServiceName: `${git}.cn` })).toMatchObject(noService(`${git}.cn`));
  });

  it.each([
    ['self', 'user/probe', ['AccessDenied', 'AccessDenied', undefined]],
    ['target', 'user/other', ['AccessDenied', undefined, 'AccessDenied']],
    ['account-users', 'user/*', [undefined, undefined, undefined]],
    ['global', undefined, [undefined, undefined, undefined]],
  ] as const)('%s:all-users, %s:target-user, :self-implicit', async (_case, resource, codes) => {
    await ask('PutUserPolicy', {
      UserName: 'probe',
      PolicyName: 'p',
      PolicyDocument: allow(
        'iam:ListServiceSpecificCredentials',
        resource === undefined ? '*' : `arn:aws:iam::${world.accountId}:${resource}`,
      ),
    });
    const probe = await world.keyOf(root, 'probe');
    const asked: readonly Parameters[] = [{ AllUsers: 'true' }, { UserName: 'other' }, {}];
    const told: (string | undefined)[] = [];
    for (const each of asked)
      told.push((await world.query(probe, 'ListServiceSpecificCredentials', each)).code);
    expect(told).toEqual(codes);
  });
});
