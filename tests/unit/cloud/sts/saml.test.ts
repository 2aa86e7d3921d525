// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html

import { createHash, createVerify, X509Certificate } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  issueSamlAssertion,
  samlMetadataOf,
  type SamlAssertionForm,
} from '../../../../src/cloud/idp/issue-saml-assertion.ts';
import { readSamlResponse } from '../../../../src/core/federation/saml-assertion.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { makeKeyPairs } from '../../../../src/engine/key-pairs.ts';
import { allow, element, makeWorld, start, type Reply, type World } from '../world.ts';
import {
  addAccount,
  addRole,
  credentialsIn,
  otherAccount,
  putRolePolicy,
  sts,
  trusting,
  unsignedSts,
} from './sandbox.ts';

const issuer = 'https://idp.example.com/saml';
const endpoint = 'https://signin.aws.amazon.com/saml';
const ids = { randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
// One for all: to make an RSA key takes a while.
const identityProviders = makeKeyPairs();

let world: World;
let root: Credentials;
let providerArn: string;
let roleArn: string;
let metadata: string;

beforeAll(async () => {
  metadata = await samlMetadataOf(identityProviders, issuer, { now: start });
});

beforeEach(async () => {
  world = await makeWorld({ identityProviders });
  root = await world.actAs(world.rootArn);
  const created = await world.query(root, 'CreateSAMLProvider', {
    Name: 'Example',
    SAMLMetadataDocument: metadata,
  });
  providerArn = element(created.text, 'SAMLProviderArn') ?? created.text;
  roleArn = await addRole(world, {
    roleName: 'Reader',
    trustPolicy: trusting(
      { Federated: providerArn },
      { StringEquals: { 'SAML:aud': endpoint } },
      'sts:AssumeRoleWithSAML',
    ),
  });
});

const form = (more: Partial<SamlAssertionForm> = {}): SamlAssertionForm => ({
  issuer,
  subject: 'jane',
  roles: [{ roleArn, providerArn }],
  roleSessionName: 'jane@example.com',
  ...more,
});
const issue = (more: Partial<SamlAssertionForm> = {}): Promise<string> =>
  issueSamlAssertion(identityProviders, form(more), { now: world.clock.sandbox, ids });
const assume = (SAMLAssertion: string, more: Readonly<Record<string, string>> = {}): Promise<Reply> =>
  unsignedSts(world, 'AssumeRoleWithSAML', {
    RoleArn: roleArn,
    PrincipalArn: providerArn,
    SAMLAssertion,
    ...more,
  });
const textOf = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8');
const base64Of = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
const lastTrace = async () => (await world.store.read((tables) => tables.traces.all())).at(-1)?.trace;

const invalid = (message: string) => ({ status: 400, code: 'InvalidIdentityToken', message });
const signatureInvalid = invalid('Response signature invalid');
const ofDiscovery = (sentence: string) =>
  invalid(
    `${sentence} (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlInvalidSamlResponseException)`,
  );
const unreadable = ofDiscovery('Invalid base64 SAMLResponse');

async function trust(...actions: readonly string[]): Promise<void> {
  roleArn = await addRole(world, {
    roleName: 'Reader',
    trustPolicy: trusting({ Federated: providerArn }, undefined, ['sts:AssumeRoleWithSAML', ...actions]),
  });
}

describe('the metadata document', () => {
  it('has a certificate that its own key signed, and that others can read', async () => {
    const text = /<ds:X509Certificate>([^<]+)</.exec(metadata)?.[1] ?? '';
    const certificate = new X509Certificate(Buffer.from(text, 'base64'));
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.subject).toBe('CN=Gatehouse identity provider');
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
    const got = await world.query(root, 'GetSAMLProvider', { SAMLProviderArn: providerArn });
    expect(element(got.text, 'SAMLMetadataDocument')).toBe(metadata);
  });

  // "IAM does not evaluate or take action on the expiration of the SAML metadata document or X.509 certificates in SAML
  // metadata documents during SAML authentication. SAML authentication validity is enforced at the assertion level"
  // (id_roles_providers_create_saml).
  it('may have ended, and its certificate and the provider too: assertions are taken all the same', async () => {
    expect(metadata).toContain('validUntil="2036-11-22T09:30:00.000Z"');
    for (const years of [11, 101]) {
      world.clock.sandbox = Date.UTC(2026 + years, 10, 22, 9, 30);
      expect((await assume(await issue())).status).toBe(200);
    }
  });
});

describe('an assertion of the provider in the sandbox', () => {
  it('gives credentials to who signs nothing', async () => {
    const reply = await assume(await issue());
    expect(reply.status).toBe(200);
    expect(element(reply.text, 'Subject')).toBe('jane');
    expect(element(reply.text, 'SubjectType')).toBe('persistent');
    expect(element(reply.text, 'Issuer')).toBe(issuer);
    expect(element(reply.text, 'Audience')).toBe(endpoint);
    // The pseudocode of the page.
    const qualifier = createHash('sha1').update(`${issuer}${world.accountId}/Example`).digest('base64');
    expect(element(reply.text, 'NameQualifier')).toBe(qualifier);
    expect(element(reply.text, 'Expiration')).toBe('2026-11-22T10:30:00Z');
    const who = await sts(world, credentialsIn(reply), 'GetCallerIdentity');
    expect(element(who.text, 'Arn')).toBe(
      `arn:aws:sts::${world.accountId}:assumed-role/Reader/jane@example.com`,
    );
  });

  it('is signed so that others find it right', async () => {
    const text = textOf(
      await issue({ subject: 'a < b & "c"\r\n', attributes: [{ name: 'n"<', values: ['ä'] }] }),
    );
    const info = /<ds:SignedInfo>.*<\/ds:SignedInfo>/s.exec(text)?.[0] ?? '';
    const value = /<ds:SignatureValue>([^<]+)</.exec(text)?.[1] ?? '';
    const certificate = new X509Certificate(
      Buffer.from(/<ds:X509Certificate>([^<]+)</.exec(metadata)?.[1] ?? '', 'base64'),
    );
    const canonical = info.replace(
      '<ds:SignedInfo>',
      '<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">',
    );
    expect(
      createVerify('RSA-SHA256')
        .update(canonical)
        .verify(certificate.publicKey, Buffer.from(value, 'base64')),
    ).toBe(true);
    const assertion = (/<saml:Assertion .*<\/saml:Assertion>/s.exec(text)?.[0] ?? '').replace(
      /<ds:Signature .*<\/ds:Signature>/s,
      '',
    );
    const digest = /<ds:DigestValue>([^<]+)</.exec(text)?.[1];
    expect(createHash('sha256').update(assertion).digest('base64')).toBe(digest);
  });

  it('is in the trail as a SAML user, without the assertion', async () => {
    await trust('sts:TagSession');
    const tags = [{ key: 'CostCenter', value: '987654' }];
    const text = await issue({ tags, transitiveTagKeys: ['CostCenter'] });
    const reply = await assume(text);
    const session = credentialsIn(reply);
    const qualifier = element(reply.text, 'NameQualifier') ?? '';
    const event = (await world.events()).at(-1);
    expect(event).toMatchObject({
      eventName: 'AssumeRoleWithSAML',
      readOnly: true,
      userIdentity: {
        type: 'SAMLUser',
        principalId: `${qualifier}:jane`,
        userName: 'jane',
        identityProvider: qualifier,
      },
      requestParameters: {
        sAMLAssertionID: /<saml:Assertion [^>]*ID="([^"]+)"/.exec(textOf(text))?.[1],
        roleSessionName: 'jane@example.com',
        principalTags: { CostCenter: '987654' },
        transitiveTagKeys: ['CostCenter'],
        roleArn,
        principalArn: providerArn,
      },
      responseElements: {
        subject: 'jane',
        subjectType: 'persistent',
        issuer,
        audience: endpoint,
        nameQualifier: qualifier,
        credentials: { accessKeyId: session.accessKeyId },
      },
    });
    const kept = JSON.stringify(
      await world.store.read(async (tables) => [
        ...(await tables.events.all()),
        ...(await tables.traces.all()),
      ]),
    );
    for (const part of [text, text.slice(100, 200), session.secretAccessKey, session.sessionToken ?? '']) {
      expect(kept).not.toContain(part);
    }
  });

  it('gives the trust policy its keys, and leaves three to the session', async () => {
    await putRolePolicy(world, root, 'Reader', allow('iam:ListUsers'));
    const reply = await assume(
      await issue({
        attributes: [
          { name: 'urn:oid:1.3.6.1.4.1.5923.1.1.1.1', values: ['faculty', 'staff'] },
          { name: 'urn:oid:1.3.6.1.4.1.5923.1.1.1.6', values: ['jane@example.edu'] },
          { name: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress', values: ['j@x.edu'] },
          { name: 'unknown', values: ['x'] },
        ],
      }),
    );
    expect((await lastTrace())?.authorization?.checks[0]?.request).toMatchObject({
      principal: providerArn,
      action: 'sts:AssumeRoleWithSAML',
      resource: roleArn,
      context: {
        'saml:aud': endpoint,
        'saml:iss': issuer,
        'saml:sub': 'jane',
        'saml:sub_type': 'persistent',
        'saml:namequalifier': element(reply.text, 'NameQualifier'),
        'saml:doc': `${world.accountId}/Example`,
        'saml:edupersonaffiliation': ['faculty', 'staff'],
        'saml:edupersonprincipalname': 'jane@example.edu',
        'saml:mail': 'j@x.edu',
        'sts:RoleSessionName': 'jane@example.com',
      },
    });
    await world.query(credentialsIn(reply), 'ListUsers');
    const context = (await lastTrace())?.authorization?.checks[0]?.request.context ?? {};
    expect(context).toMatchObject({ 'saml:sub': 'jane', 'saml:sub_type': 'persistent' });
    // "present in the role-session of a role that was assumed using OpenID Connect" (reference_policies_condition-keys).
    expect(context).not.toHaveProperty(['aws:FederatedProvider']);
    expect(
      Object.keys(context)
        .filter((key) => key.startsWith('saml:'))
        .sort(),
    ).toEqual(['saml:namequalifier', 'saml:sub', 'saml:sub_type']);
  });

  // As AWS answered others on 2026-09-11 (saml_trust_aws.json, saml_userid_aws.json):
  // https://github.com/radkawar/stackd/tree/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/sts/testdata
  it.each([
    ['aws:PrincipalAccount is the account', () => ['aws:PrincipalAccount', world.accountId], 200],
    ['aws:PrincipalAccount is not anonymous', () => ['aws:PrincipalAccount', 'anonymous'], 403],
    ['aws:PrincipalType is User', () => ['aws:PrincipalType', 'User'], 200],
    ['aws:PrincipalType is not FederatedUser', () => ['aws:PrincipalType', 'FederatedUser'], 403],
    ['aws:userid is the provider', () => ['aws:userid', providerArn], 200],
    ['aws:userid is not the subject', () => ['aws:userid', 'jane'], 403],
    ['aws:PrincipalArn is not the provider', () => ['aws:PrincipalArn', providerArn], 403],
  ] as const)('in the trust policy %s', async (_what, condition, status) => {
    const [key = '', value = ''] = condition();
    roleArn = await addRole(world, {
      roleName: 'Reader',
      trustPolicy: trusting(
        { Federated: providerArn },
        { StringEquals: { [key]: value } },
        'sts:AssumeRoleWithSAML',
      ),
    });
    expect((await assume(await issue())).status).toBe(status);
  });

  it('names its format in whole where it is none of SAML 2.0', async () => {
    const other = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
    expect(element((await assume(await issue({ format: other }))).text, 'SubjectType')).toBe(other);
    const transient = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
    expect(element((await assume(await issue({ format: transient }))).text, 'SubjectType')).toBe('transient');
  });

  it('may have a region in its recipient, and several pairs, provider first', async () => {
    const regional = 'https://us-east-1.signin.aws.amazon.com/saml';
    await trust();
    const reply = await assume(
      await issue({
        recipient: regional,
        audience: 'urn:amazon:webservices',
        roles: [
          { roleArn: `${roleArn}2`, providerArn },
          { roleArn: providerArn, providerArn: roleArn },
        ],
      }),
    );
    expect(element(reply.text, 'Audience')).toBe(regional);
  });
});

describe('how long the session lasts', () => {
  const minute = 60_000;
  it.each([
    ['an hour', {}, {}, '10:30:00'],
    ['what is asked for', {}, { DurationSeconds: '900' }, '09:45:00'],
    ['no longer than SessionNotOnOrAfter', { sessionEnds: start + 20 * minute }, {}, '09:50:00'],
    ['no longer than SessionDuration', { sessionDuration: 1200 }, {}, '09:50:00'],
    ['SessionDuration lengthens nothing', { sessionDuration: 43_200 }, {}, '10:30:00'],
    ['the least of all', { sessionDuration: 1800, sessionEnds: start + 25 * minute }, {}, '09:55:00'],
  ] as const)('%s', async (_what, claims, parameters, time) => {
    const reply = await assume(await issue(claims), parameters);
    expect(element(reply.text, 'Expiration')).toBe(`2026-11-22T${time}Z`);
  });

  it('no longer than the role allows', async () => {
    expect(await assume(await issue(), { DurationSeconds: '7200' })).toMatchObject({
      code: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
    const outside = await assume(await issue({ sessionDuration: 60 }));
    expect(outside).toMatchObject({ status: 400, code: 'InvalidIdentityToken' });
  });
});

describe('tags, source identity and session policies', () => {
  const tags = [
    { key: 'Project', value: 'Marketing' },
    { key: 'CostCenter', value: '12345' },
  ];

  it('tags take sts:TagSession, and are the session’s', async () => {
    const tagged = { tags, transitiveTagKeys: ['Project'] };
    expect(await assume(await issue(tagged))).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'Not authorized to perform sts:TagSession',
    });
    await trust('sts:TagSession');
    const reply = await assume(await issue(tagged));
    expect((await lastTrace())?.authorization?.checks[1]?.request).toMatchObject({
      action: 'sts:TagSession',
      context: { 'aws:RequestTag/Project': 'Marketing', 'sts:TransitiveTagKeys': ['Project'] },
    });
    await putRolePolicy(world, root, 'Reader', allow('iam:ListUsers'));
    await world.query(credentialsIn(reply), 'ListUsers');
    expect((await lastTrace())?.authorization?.checks[0]?.request.context).toMatchObject({
      'aws:PrincipalTag/CostCenter': '12345',
    });
    expect((await assume(await issue({ transitiveTagKeys: ['Project'] }))).code).toBe(
      'InvalidParameterValue',
    );
  });

  it('source identity takes sts:SetSourceIdentity', async () => {
    expect((await assume(await issue({ sourceIdentity: 'Diego' }))).message).toBe(
      'Not authorized to perform sts:SetSourceIdentity',
    );
    await trust('sts:SetSourceIdentity');
    const reply = await assume(await issue({ sourceIdentity: 'Diego' }));
    expect(element(reply.text, 'SourceIdentity')).toBe('Diego');
    expect(await assume(await issue({ sourceIdentity: 'aws:x' }))).toMatchObject(
      invalid('Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"'),
    );
  });

  it('session policies limit, and must be policies', async () => {
    await putRolePolicy(world, root, 'Reader', allow('iam:*'));
    const session = credentialsIn(await assume(await issue(), { Policy: allow('iam:ListUsers') }));
    expect((await world.query(session, 'ListUsers')).status).toBe(200);
    expect((await world.query(session, 'ListRoles')).message).toContain('no session policy');
    expect((await assume(await issue(), { Policy: '{' })).code).toBe('MalformedPolicyDocument');
    await trust('sts:TagSession');
    const much = Array.from({ length: 12 }, (_, place) => ({ key: `tag${place}`, value: 'x'.repeat(256) }));
    expect((await assume(await issue({ tags: much }))).code).toBe('PackedPolicyTooLarge');
  });
});

describe('is refused', () => {
  it.each([
    [
      'without a session name',
      { roleSessionName: '' },
      'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}',
    ],
    [
      'with a space in it',
      { roleSessionName: 'John Doe' },
      'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}',
    ],
  ] as const)('%s', async (_what, claims, message) => {
    expect(await assume(await issue(claims))).toMatchObject(invalid(message));
  });

  // Whom it is for, AWS leaves to the trust policy's `saml:aud` (recorded.test.ts).
  it('where it is sent elsewhere, and the trust policy minds', async () => {
    const recipient = 'https://signin.aws.amazon.com.evil.example/saml';
    expect(await assume(await issue({ recipient }))).toMatchObject({ status: 403, code: 'AccessDenied' });
  });

  it('where it does not name role and provider, or nobody', async () => {
    const message = 'Not authorized to perform sts:AssumeRoleWithSAML';
    const refused = { status: 403, code: 'AccessDenied', message };
    const notNamed = invalid(
      "SAML Assertion doesn't contain the requested Role and Metadata in the attributes",
    );
    expect(await assume(await issue({ roles: [] }))).toMatchObject(notNamed);
    expect(await assume(await issue({ roles: [{ roleArn, providerArn: `${providerArn}2` }] }))).toMatchObject(
      notNamed,
    );
    expect(await assume(await issue({ subject: '' }))).toMatchObject(refused);
    // A role that is not there trusts nobody.
    const absent = `${roleArn}Absent`;
    expect(
      await assume(await issue({ roles: [{ roleArn: absent, providerArn }] }), { RoleArn: absent }),
    ).toMatchObject(refused);
  });

  it('where the trust policy does not allow it', async () => {
    roleArn = await addRole(world, {
      roleName: 'Reader',
      trustPolicy: trusting(
        { Federated: providerArn },
        { StringEquals: { 'SAML:sub': 'john' } },
        'sts:AssumeRoleWithSAML',
      ),
    });
    expect(await assume(await issue())).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'Not authorized to perform sts:AssumeRoleWithSAML',
    });
  });

  it('five minutes after its issue, or after the time that it says', async () => {
    const [long, short] = [await issue({ seconds: 3600 }), await issue({ seconds: 60 })];
    const expired = {
      status: 400,
      code: 'ExpiredTokenException',
      message: 'Token must be redeemed within 5 minutes of issuance',
    };
    world.clock.sandbox += 60_000;
    expect(await assume(short)).toMatchObject({ ...expired, message: 'Response has expired' });
    expect((await assume(long)).status).toBe(200);
    world.clock.sandbox += 240_000;
    expect(await assume(long)).toMatchObject(expired);
    world.clock.sandbox -= 1_000_000;
    expect((await assume(long)).code).toBe('InvalidIdentityToken');
  });

  it('when anything of it is changed', async () => {
    const text = textOf(await issue({ tags: [{ key: 'a', value: 'b' }] }));
    for (const [from, to] of [
      ['>jane<', '>john<'],
      ['>b<', '>c<'],
      [':persistent', ':transient'],
      ['Version="2.0"><saml:Issuer>', 'Version="2.0" x="y"><saml:Issuer>'],
      ['#rsa-sha256', '#rsa-sha1'],
      [
        'xml-exc-c14n#"></ds:CanonicalizationMethod>',
        'xml-exc-c14n#WithComments"></ds:CanonicalizationMethod>',
      ],
      ['<saml:Subject>', '\n<saml:Subject>'],
    ] as const) {
      expect(text).toContain(from);
      expect(await assume(base64Of(text.replace(from, to))), to).toMatchObject(signatureInvalid);
    }
    const unsigned = text.replace(/<ds:Signature .*<\/ds:Signature>/s, '');
    expect(await assume(base64Of(unsigned))).toMatchObject(
      ofDiscovery('Response (with optional signature) must contain an assertion with a mandatory signature'),
    );
  });

  it('is still right with what canonical form does away with', async () => {
    const text = textOf(await issue());
    const changed = text
      .replace('<saml:Subject>', '<saml:Subject ><!-- a comment -->')
      .replace('>jane<', '>ja<!-- x -->n&#101;<')
      .replace('<samlp:Status>', '\n <samlp:Status>');
    expect((await assume(base64Of(changed))).status).toBe(200);
  });

  it('when another assertion is wrapped around or beside the signed one', async () => {
    const text = textOf(await issue());
    const signed = /<saml:Assertion .*<\/saml:Assertion>/s.exec(text)?.[0] ?? '';
    const evil = signed.replace(/<ds:Signature .*<\/ds:Signature>/s, '').replace('>jane<', '>root<');
    const before = base64Of(text.replace(signed, evil + signed));
    const inside = base64Of(
      text.replace(
        signed,
        evil.replace('</saml:Assertion>', `<saml:Advice>${signed}</saml:Advice></saml:Assertion>`),
      ),
    );
    const extension = base64Of(text.replace(signed, `<samlp:Extensions>${signed}</samlp:Extensions>${evil}`));
    for (const wrapped of [before, inside, extension]) {
      expect(await assume(wrapped)).toMatchObject(unreadable);
    }
    // The signature of one assertion in another that has its id.
    const signature = /<ds:Signature .*<\/ds:Signature>/s.exec(text)?.[0] ?? '';
    const moved = evil.replace('</saml:Issuer>', `</saml:Issuer>${signature}`);
    expect(await assume(base64Of(text.replace(signed, moved)))).toMatchObject(signatureInvalid);
  });

  it('with a document type or an entity of its own', async () => {
    const text = textOf(await issue());
    const typed = `<!DOCTYPE x [<!ENTITY e "jane">]>${text.replace('>jane<', '>&e;<')}`;
    expect(await assume(base64Of(typed))).toMatchObject(unreadable);
    expect(readSamlResponse(typed)).toEqual({ ok: false, error: 'unreadable' });
  });

  it('when it is no base 64, no XML, nothing of SAML', async () => {
    expect(await assume('****')).toMatchObject(unreadable);
    for (const text of ['hello', '<a/>', '<Response/>', '<Response><Assertion/></Response>', '\u{ff}<a>']) {
      expect(await assume(base64Of(text)), text).toMatchObject(unreadable);
    }
    expect(await assume(Buffer.from([0xff, 0xfe, 0x41, 0x41]).toString('base64'))).toMatchObject(unreadable);
  });

  it('when it is a real provider’s: read, and never taken', async () => {
    const real = 'https://sso.real.example';
    const made = makeKeyPairs();
    const document = await samlMetadataOf(made, real, { now: start });
    await world.query(root, 'UpdateSAMLProvider', {
      SAMLProviderArn: providerArn,
      SAMLMetadataDocument: document,
    });
    const genuine = await issueSamlAssertion(made, form({ issuer: real }), { now: start, ids });
    expect(await assume(genuine)).toMatchObject(signatureInvalid);
  });

  it('when the account was told of another certificate', async () => {
    const other = await samlMetadataOf(makeKeyPairs(), issuer, { now: start });
    await world.query(root, 'UpdateSAMLProvider', {
      SAMLProviderArn: providerArn,
      SAMLMetadataDocument: other,
    });
    expect(await assume(await issue())).toMatchObject(signatureInvalid);
  });

  it('when the provider says that authentication failed', async () => {
    const text = textOf(await issue()).replace('status:Success', 'status:Responder');
    const alone = text.replace(/<saml:Assertion .*<\/saml:Assertion>/s, '');
    for (const failed of [text, alone]) {
      expect(await assume(base64Of(failed))).toMatchObject({
        status: 403,
        code: 'IDPRejectedClaim',
        message: 'The identity provider (IdP) reported that authentication failed.',
      });
    }
  });

  it('when it has to be encrypted, and is not', async () => {
    await world.store.write(async (tables) => {
      const [provider] = await tables.samlProviders.all();
      if (provider === undefined) throw new Error('no provider');
      await tables.samlProviders.put({ ...provider, assertionEncryption: 'Required' });
    });
    expect(await assume(await issue())).toMatchObject(unreadable);
  });

  it('when its issuer is not the one of the metadata', async () => {
    expect(await assume(await issue({ issuer: 'https://other.example.com' }))).toMatchObject(
      invalid('Issuer not present in specified provider'),
    );
  });

  it('when there is no such provider, or it is another account’s', async () => {
    const absent = `${providerArn}2`;
    const none = await assume(await issue(), { PrincipalArn: absent });
    expect(none).toMatchObject(invalid("Specified provider doesn't exist"));
    await addAccount(world);
    const foreign = providerArn.replace(world.accountId, otherAccount);
    expect(await assume(await issue(), { PrincipalArn: foreign })).toMatchObject({
      status: 400,
      code: 'ValidationError',
      message: 'Principal exists outside the account of the Role being assumed',
    });
    const wrong = await assume(await issue(), { PrincipalArn: 'not-an-arn-but-long-enough' });
    expect(wrong).toMatchObject({
      code: 'ValidationError',
      message: 'not-an-arn-but-long-enough is invalid',
    });
  });

  it('without its parameters', async () => {
    expect(await unsignedSts(world, 'AssumeRoleWithSAML', { RoleArn: roleArn })).toMatchObject({
      status: 400,
      code: 'ValidationError',
    });
  });
});
