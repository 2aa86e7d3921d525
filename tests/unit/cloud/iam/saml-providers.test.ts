// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html and its siblings

import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { element, elements, makeWorld, type Reply, type World } from '../world.ts';

let world: World;
let root: Credentials;
let arn: string;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  arn = `arn:aws:iam::${world.accountId}:saml-provider/MyUniversity`;
});

type Parameters = Readonly<Record<string, string>>;

/** Long enough for AWS: at least 1,000 characters. */
function metadata(attributes = 'entityID="https://idp.example.com/"'): string {
  return `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ${attributes}><md:IDPSSODescriptor><md:KeyDescriptor use="signing"><KeyInfo><X509Data><X509Certificate>${'MIIC'.repeat(250)}</X509Certificate></X509Data></KeyInfo></md:KeyDescriptor></md:IDPSSODescriptor></md:EntityDescriptor>`;
}

const pem = '-----BEGIN PRIVATE KEY-----\nMIICsecretsecretsecret\n-----END PRIVATE KEY-----';
const ask = (action: string, parameters: Parameters = {}): Promise<Reply> =>
  world.query(root, action, parameters);
const create = (parameters: Parameters = {}): Promise<Reply> =>
  ask('CreateSAMLProvider', { Name: 'MyUniversity', SAMLMetadataDocument: metadata(), ...parameters });
const on = (parameters: Parameters = {}) => ({ SAMLProviderArn: arn, ...parameters });

describe('a provider', () => {
  it('is made, read, listed, changed and deleted', async () => {
    const made = await create({ 'Tags.member.1.Key': 'team', 'Tags.member.1.Value': 'blue' });
    expect(element(made.text, 'SAMLProviderArn')).toBe(arn);
    const got = await ask('GetSAMLProvider', on());
    expect(element(got.text, 'SAMLMetadataDocument')).toBe(metadata());
    expect(element(got.text, 'SAMLProviderUUID')).toMatch(/^SAMLSP[0-9A-Z]{16}$/);
    expect(element(got.text, 'ValidUntil')).toBe('2126-11-22T09:30:00Z');
    expect(elements(got.text, 'Value')).toEqual(['blue']);
    const changed = metadata('entityID="urn:other"');
    expect((await ask('UpdateSAMLProvider', on({ SAMLMetadataDocument: changed }))).status).toBe(200);
    expect(element((await ask('GetSAMLProvider', on())).text, 'SAMLMetadataDocument')).toBe(changed);
    const listed = await ask('ListSAMLProviders');
    expect(elements(listed.text, 'Arn')).toEqual([arn]);
    expect(elements(listed.text, 'ValidUntil')).toEqual(['2126-11-22T09:30:00Z']);
    expect((await ask('DeleteSAMLProvider', on())).status).toBe(200);
    expect(await ask('DeleteSAMLProvider', on())).toMatchObject({ status: 404, code: 'NoSuchEntity' });
  });

  it('has tags', async () => {
    await create();
    await ask('TagSAMLProvider', on({ 'Tags.member.1.Key': 'team', 'Tags.member.1.Value': 'red' }));
    expect(elements((await ask('ListSAMLProviderTags', on())).text, 'Value')).toEqual(['red']);
    await ask('UntagSAMLProvider', on({ 'TagKeys.member.1': 'team' }));
    expect(elements((await ask('ListSAMLProviderTags', on())).text, 'Value')).toEqual([]);
  });

  // "The Valid until date ... is set by IAM at provider creation time. It does not reflect the validUntil or cacheDuration
  // attributes in your SAML metadata document" (id_roles_providers_create_saml).
  it('is valid for a hundred years, whatever its document says', async () => {
    const ended = metadata(
      'entityID="https://idp.example.com/" validUntil="2020-01-02T03:04:05Z" cacheDuration="PT1H"',
    );
    const validUntil = async () => element((await ask('GetSAMLProvider', on())).text, 'ValidUntil');
    expect((await create({ SAMLMetadataDocument: ended })).status).toBe(200);
    expect(await validUntil()).toBe('2126-11-22T09:30:00Z');
    world.clock.sandbox += 3_600_000;
    await ask('UpdateSAMLProvider', on({ AddPrivateKey: pem }));
    expect(await validUntil()).toBe('2126-11-22T09:30:00Z');
    await ask('UpdateSAMLProvider', on({ SAMLMetadataDocument: ended }));
    expect(await validUntil()).toBe('2126-11-22T10:30:00Z');
    expect(elements((await ask('ListSAMLProviders')).text, 'CreateDate')).toEqual(['2026-11-22T09:30:00Z']);
  });

  it('has keys to decrypt with, which are rotated and never shown', async () => {
    await create({ AssertionEncryptionMode: 'Required', AddPrivateKey: pem });
    const keys = async () => elements((await ask('GetSAMLProvider', on())).text, 'KeyId');
    const [first = ''] = await keys();
    expect(first).toMatch(/^SAMLPK[0-9A-Z]{16}$/);
    expect((await ask('UpdateSAMLProvider', on({ AddPrivateKey: pem }))).status).toBe(200);
    expect(await ask('UpdateSAMLProvider', on({ AddPrivateKey: pem }))).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
    });
    expect((await ask('UpdateSAMLProvider', on({ RemovePrivateKey: first }))).status).toBe(200);
    const [second = ''] = await keys();
    expect(await ask('UpdateSAMLProvider', on({ RemovePrivateKey: second }))).toMatchObject({
      status: 400,
      code: 'InvalidInput',
    });
    expect(
      (await ask('UpdateSAMLProvider', on({ AssertionEncryptionMode: 'Allowed', RemovePrivateKey: second })))
        .status,
    ).toBe(200);
    const kept = await world.store.read(async (tables) => [
      ...(await tables.events.all()),
      ...(await tables.traces.all()),
      ...(await tables.samlProviders.all()),
    ]);
    expect(JSON.stringify(kept)).not.toContain('secretsecret');
  });
});

describe('errors', () => {
  const missing = 'arn:aws:iam::123456789012:saml-provider/Nobody';
  const cases: readonly (readonly [string, Parameters, number, string, string])[] = [
    [
      'CreateSAMLProvider',
      { Name: 'a', SAMLMetadataDocument: 'short' },
      400,
      'ValidationError',
      'Member must have length greater than or equal to 1000',
    ],
    [
      'CreateSAMLProvider',
      { Name: 'a', SAMLMetadataDocument: 'x'.repeat(1000) },
      400,
      'InvalidInput',
      'Could not parse metadata',
    ],
    [
      'CreateSAMLProvider',
      { Name: 'a', SAMLMetadataDocument: metadata('id="x"') },
      400,
      'InvalidInput',
      'Could not parse metadata',
    ],
    [
      'CreateSAMLProvider',
      { Name: 'myuniversity', SAMLMetadataDocument: metadata() },
      409,
      'EntityAlreadyExists',
      'already exists',
    ],
    [
      'CreateSAMLProvider',
      { Name: 'a', SAMLMetadataDocument: metadata(), AssertionEncryptionMode: 'Required' },
      400,
      'ValidationError',
      'Unable to set assertion encryption mode to Required because no private key is provided.',
    ],
    [
      'CreateSAMLProvider',
      { Name: 'a', SAMLMetadataDocument: metadata(), AddPrivateKey: 'no key' },
      400,
      'InvalidInput',
      'Invalid private key.',
    ],
    [
      'GetSAMLProvider',
      { SAMLProviderArn: missing },
      404,
      'NoSuchEntity',
      `Manifest not found for arn ${missing}`,
    ],
    [
      'UpdateSAMLProvider',
      { SAMLProviderArn: missing, SAMLMetadataDocument: metadata() },
      404,
      'NoSuchEntity',
      'Manifest not found',
    ],
    ['ListSAMLProviderTags', { SAMLProviderArn: missing }, 404, 'NoSuchEntity', 'Manifest not found'],
    [
      'GetSAMLProvider',
      { SAMLProviderArn: 'arn:aws:iam::123456789012:role/Somebody' },
      400,
      'InvalidInput',
      'is not valid',
    ],
  ];
  it.each(
    cases.map(([action, parameters, status, code, message]) => ({
      action,
      parameters,
      status,
      code,
      message,
    })),
  )('$action: $code $message', async ({ action, parameters, status, code, message }) => {
    await create();
    const reply = await ask(action, parameters);
    expect(reply).toMatchObject({ status, code });
    expect(reply.message).toContain(message);
  });
});
