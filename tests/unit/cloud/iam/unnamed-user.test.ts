// Operations that may leave `UserName` out: it is then the user, or root, whose key signs. "If a user name is not
// specified, IAM determines the user name implicitly based on the AWS access key ID used to sign the request. … you can
// use this operation to manage AWS account root user credentials even if the AWS account has no associated users."
// (API_CreateAccessKey and others)

import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { element, elements, makeWorld, type World } from '../world.ts';
import { askedAbout } from './asked.ts';
import { certificate } from './pem-examples.ts';

type Parameters = Readonly<Record<string, string>>;

const trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'; // prettier-ignore

let world: World;
let root: Credentials;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateRole', { RoleName: 'Nobody', AssumeRolePolicyDocument: trust });
});

// A role has none of these: it is told so, as of any parameter that is missing, whatever it may do.
describe('of a role', () => {
  it.each<[string, Parameters]>([
    ['GetUser', {}],
    ['CreateAccessKey', {}],
    ['ListAccessKeys', {}],
    ['UpdateAccessKey', { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Inactive' }],
    ['DeleteAccessKey', { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' }],
    ['UploadSigningCertificate', { CertificateBody: certificate }],
    ['ListSigningCertificates', {}],
    ['UpdateSigningCertificate', { CertificateId: 'A'.repeat(28), Status: 'Inactive' }],
    ['DeleteSigningCertificate', { CertificateId: 'A'.repeat(28) }],
    ['ListSSHPublicKeys', {}],
    ['ListServiceSpecificCredentials', {}],
    ['UpdateServiceSpecificCredential', { ServiceSpecificCredentialId: 'A'.repeat(20), Status: 'Inactive' }],
    ['ResetServiceSpecificCredential', { ServiceSpecificCredentialId: 'A'.repeat(20) }],
    ['DeleteServiceSpecificCredential', { ServiceSpecificCredentialId: 'A'.repeat(20) }],
  ])('%s', async (action, parameters) => {
    const role = await world.actAs(`arn:aws:iam::${world.accountId}:role/Nobody`);
    const reply = await world.query(role, action, parameters);
    expect(reply).toMatchObject({
      status: 400,
      code: 'ValidationError',
      message: 'Must specify userName when calling with non-User credentials',
    });
    expect(await askedAbout(world, reply)).toEqual([]);
    // Who names a user is denied like any other.
    const named = await world.query(role, action, { ...parameters, UserName: 'alice' });
    expect(named).toMatchObject({ status: 403, code: 'AccessDenied' });
  });
});

it('is root where root signs, also where there are no users', async () => {
  const arn = world.rootArn;
  const made = await world.query(root, 'CreateAccessKey');
  expect(made.status).toBe(200);
  expect(made.text).not.toContain('<UserName>');
  const id = element(made.text, 'AccessKeyId') ?? '';
  const cases: readonly (readonly [string, Parameters])[] = [
    ['GetUser', {}],
    ['ListAccessKeys', {}],
    ['UpdateAccessKey', { AccessKeyId: id, Status: 'Inactive' }],
    ['DeleteAccessKey', { AccessKeyId: id }],
    ['ListSigningCertificates', {}],
  ];
  for (const [action, parameters] of cases) {
    const reply = await world.query(root, action, parameters);
    expect(reply.status).toBe(200);
    expect((await askedAbout(world, reply))[0]?.resource).toBe(arn);
  }
  const listed = await world.query(root, 'ListAccessKeys');
  expect(elements(listed.text, 'AccessKeyId')).toEqual([]);
});
