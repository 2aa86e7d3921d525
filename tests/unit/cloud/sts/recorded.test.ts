// What AWS answered others on 2026-09-11 to AssumeRoleWithSAML, and Gatehouse to the like. The scenarios that need what
// the reader of assertions does not tell (an AuthnStatement, a date that is none, the response's own signature), and those
// with encryption, which is not simulated, are left out.
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/sts/testdata/saml_aws.json
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/sts/testdata/saml_required_aws.json

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { createHash } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  issueSamlAssertion,
  samlMetadataOf,
  type SamlAssertionForm,
} from '../../../../src/cloud/idp/issue-saml-assertion.ts';
import { makeKeyPairs } from '../../../../src/engine/key-pairs.ts';
import { element, makeWorld, start, type Reply, type World } from '../world.ts';
import { addRole, trusting, unsignedSts } from './sandbox.ts';

const issuer = 'https://idp.example.com/saml';
const ids = { randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const identityProviders = makeKeyPairs();
const minute = 60_000;
const tomorrow = new Date(start + 24 * 60 * minute).toISOString();
const signatures = 'http://www.w3.org/2000/09/xmldsig#';

let world: World;
let providerArn: string;
let roleArn: string;
let metadata: string;

beforeAll(async () => {
  metadata = await samlMetadataOf(identityProviders, issuer, { now: start });
});

beforeEach(async () => {
  world = await makeWorld({ identityProviders });
  const root = await world.actAs(world.rootArn);
  const created = await world.query(root, 'CreateSAMLProvider', {
    Name: 'Example',
    SAMLMetadataDocument: metadata,
  });
  providerArn = element(created.text, 'SAMLProviderArn') ?? created.text;
  roleArn = await addRole(world, {
    roleName: 'Reader',
    trustPolicy: trusting({ Federated: providerArn }, undefined, [
      'sts:AssumeRoleWithSAML',
      'sts:TagSession',
      'sts:SetSourceIdentity',
    ]),
  });
});

const assume = (SAMLAssertion: string, more: Readonly<Record<string, string>> = {}): Promise<Reply> =>
  unsignedSts(world, 'AssumeRoleWithSAML', {
    RoleArn: roleArn,
    PrincipalArn: providerArn,
    SAMLAssertion,
    ...more,
  });
const issue = (more: Partial<SamlAssertionForm> = {}): Promise<string> =>
  issueSamlAssertion(
    identityProviders,
    {
      issuer,
      subject: 'subject-123',
      roles: [{ roleArn, providerArn }],
      roleSessionName: 'session',
      ...more,
    },
    { now: world.clock.sandbox, ids },
  );
const textOf = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8');
const base64Of = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

const of = (sentence: string): object => ({
  status: 400,
  code: 'InvalidIdentityToken',
  message: `${sentence} (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlInvalidSamlResponseException)`,
});
const unreadable = of('Invalid base64 SAMLResponse');

describe('taken', () => {
  it.each<readonly [string, () => Partial<SamlAssertionForm>, Readonly<Record<string, string>>]>([
    ['assertion_signed', () => ({}), {}],
    ['wrong_audience', () => ({ audience: 'urn:unrelated:application' }), {}],
    [
      'wrong_recipient',
      () => ({ recipient: 'https://unrelated.example.test/saml' }),
      { Audience: 'https://unrelated.example.test/saml' },
    ],
    [
      'recipient_provider_id',
      () => ({ recipient: 'https://us-east-1.signin.aws.amazon.com/saml/acs/SAMLSP0000000000000000' }),
      {},
    ],
    ['arbitrary_recipient', () => ({ recipient: 'not-a-url' }), { Audience: 'not-a-url' }],
    ['reversed_role_pair', () => ({ roles: [{ roleArn: providerArn, providerArn: roleArn }] }), {}],
    [
      'subject_email_format',
      () => ({ format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress' }),
      { SubjectType: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress' },
    ],
    ['subject_arbitrary_format', () => ({ format: 'custom-format' }), { SubjectType: 'custom-format' }],
    [
      'source_and_tags',
      () => ({
        sourceIdentity: 'source-123',
        tags: [{ key: 'team', value: 'engineering' }],
        transitiveTagKeys: ['team'],
      }),
      { SourceIdentity: 'source-123' },
    ],
    [
      'session_expires_600',
      () => ({ sessionEnds: start + 10 * minute }),
      { Expiration: '2026-11-22T09:40:00Z' },
    ],
    ['session_duration_900', () => ({ sessionDuration: 900 }), { Expiration: '2026-11-22T09:45:00Z' }],
    ['session_duration_7200', () => ({ sessionDuration: 7200 }), { Expiration: '2026-11-22T10:30:00Z' }],
  ])('%s', async (_case, form, members) => {
    const reply = await assume(await issue(form()));
    expect(reply).toMatchObject({ status: 200 });
    for (const [name, value] of Object.entries(members)) expect(element(reply.text, name)).toBe(value);
  });

  it('one_time_use: twice', async () => {
    const assertion = await issue();
    expect((await assume(assertion)).status).toBe(200);
    expect((await assume(assertion)).status).toBe(200);
  });

  it('future_conditions_86400', async () => {
    const text = textOf(await issue());
    const find = (pattern: RegExp): string => pattern.exec(text)?.[0] ?? '';
    const info = find(/<ds:SignedInfo.*<\/ds:SignedInfo>/s);
    const assertion = find(/<saml:Assertion .*<\/saml:Assertion>/s).replace(
      find(/<ds:Signature .*<\/ds:Signature>/s),
      '',
    );
    const digestOf = (changed: string): string => createHash('sha256').update(changed).digest('base64');
    expect(info).toContain(digestOf(assertion));
    const later = (whole: string): string => whole.replace(/NotBefore="[^"]*"/, `NotBefore="${tomorrow}"`);
    // The info as it is signed declares its namespace, which it has from the signature around it.
    const changed = info.replace(digestOf(assertion), digestOf(later(assertion)));
    const toSign = changed.replace(/^<ds:SignedInfo(?! xmlns)/, `<ds:SignedInfo xmlns:ds="${signatures}"`);
    const signature = await identityProviders.sign({ issuer, algorithm: 'RS256' }, utf8ToBytes(toSign));
    const value = `<ds:SignatureValue>${Buffer.from(signature).toString('base64')}<`;
    const response = later(text)
      .replace(info, changed)
      .replace(/<ds:SignatureValue>[^<]*</, value);
    expect(await assume(base64Of(response))).toMatchObject({ status: 200 });
  });
});

describe('refused', () => {
  it('unsigned, response_signed', async () => {
    const text = textOf(await issue());
    const signature = /<ds:Signature .*<\/ds:Signature>/s.exec(text)?.[0] ?? '';
    const unsigned = text.replace(signature, '');
    const sentence =
      'Response (with optional signature) must contain an assertion with a mandatory signature';
    expect(await assume(base64Of(unsigned))).toMatchObject(of(sentence));
    const outside = unsigned.replace('<saml:Assertion', `${signature}<saml:Assertion`);
    expect(await assume(base64Of(outside))).toMatchObject(of(sentence));
  });

  it('tampered_subject', async () => {
    const text = textOf(await issue()).replace('subject-123', 'subject-999');
    expect(await assume(base64Of(text))).toMatchObject({
      code: 'InvalidIdentityToken',
      message: 'Response signature invalid',
    });
  });

  it('wrong_role', async () => {
    const roles = [{ roleArn: `${roleArn}Other`, providerArn }];
    expect(await assume(await issue({ roles }))).toMatchObject({
      code: 'InvalidIdentityToken',
      message: "SAML Assertion doesn't contain the requested Role and Metadata in the attributes",
    });
  });

  it.each([
    ['no_conditions', /<saml:Conditions.*<\/saml:Conditions>/s, ''],
    ['missing_subject_expiry', /(<saml:SubjectConfirmationData[^>]*) NotOnOrAfter="[^"]*"/, '$1'],
    ['missing_recipient', / Recipient="[^"]*"/, ''],
    ['subject_missing_format', /(<saml:NameID[^>]*) Format="[^"]*"/, '$1'],
    ['duplicate_subject_confirmation', /(<saml:SubjectConfirmation .*<\/saml:SubjectConfirmation>)/s, '$1$1'],
  ])('%s', async (_case, pattern, replacement) => {
    // What is not there is missed before the signature is looked at.
    const text = textOf(await issue());
    expect(text).toMatch(pattern);
    expect(await assume(base64Of(text.replace(pattern, replacement)))).toMatchObject(unreadable);
  });

  it('expired_conditions, expired_subject, session_expired', async () => {
    const expired = { status: 400, code: 'ExpiredTokenException', message: 'Response has expired' };
    const short = await issue({ seconds: 60 });
    const session = await issue({ sessionEnds: start + minute });
    world.clock.sandbox += 2 * minute;
    expect(await assume(short)).toMatchObject(expired);
    expect(await assume(session)).toMatchObject(expired);
  });

  it('required_plaintext', async () => {
    const assertion = await issue();
    await world.store.write(async (tables) => {
      const [provider] = await tables.samlProviders.all();
      if (provider === undefined) throw new Error('no provider');
      await tables.samlProviders.put({ ...provider, assertionEncryption: 'Required' });
    });
    expect(await assume(assertion)).toMatchObject(unreadable);
  });
});
