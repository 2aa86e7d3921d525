// What AWS answered others about identity providers on 2026-09-11, and Gatehouse to the same calls:
// https://github.com/radkawar/stackd/tree/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/federation
// The metadata documents are ours; what was told of a URL and of thumbprints is in oidc-providers.test.ts.

import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { element, elements, makeWorld, type Reply, type World } from '../world.ts';
import { childrenOf, tagged } from './recorded.ts';

type Parameters = Readonly<Record<string, string>>;

let world: World;
let root: Credentials;
let ask: (action: string, parameters?: Parameters) => Promise<Reply>;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  ask = (action, parameters) => world.query(root, action, parameters);
});

describe('federation/oidc.json', () => {
  it('tags come back as they were given, then sorted; what there is none of is an empty list', async () => {
    const arnOf = (url: string): Parameters => ({
      OpenIDConnectProviderArn: `arn:aws:iam::${world.accountId}:oidc-provider/${url}`,
    });
    const made = await ask('CreateOpenIDConnectProvider', {
      Url: 'https://idp.example.com/path/',
      'ClientIDList.member.1': 'z-client',
      'ClientIDList.member.2': 'a-client',
      'ClientIDList.member.3': 'z-client',
      'ThumbprintList.member.1': 'A'.repeat(40),
      'ThumbprintList.member.2': 'a'.repeat(40),
      ...tagged(['key', 'value'], ['Key', 'Value']),
    });
    expect(elements(made.text, 'Key')).toEqual(['key', 'Key']);
    const got = await ask('GetOpenIDConnectProvider', arnOf('idp.example.com/path/'));
    expect(elements(got.text, 'Key')).toEqual(['Key', 'key']);
    expect(elements(got.text, 'member')).toEqual(['z-client', 'a-client', 'a'.repeat(40), 'a'.repeat(40)]);
    const bare = { Url: 'https://idp.example.com', 'ThumbprintList.member.1': 'b'.repeat(40) };
    expect(
      childrenOf((await ask('CreateOpenIDConnectProvider', bare)).text, 'CreateOpenIDConnectProviderResult'),
    ).toEqual(['OpenIDConnectProviderArn']);
    const other = await ask('GetOpenIDConnectProvider', arnOf('idp.example.com'));
    expect(childrenOf(other.text, 'GetOpenIDConnectProviderResult')).toEqual(
      ['ClientIDList', 'CreateDate', 'Tags', 'ThumbprintList', 'Url'].sort(),
    );
  });
});

/** An identity provider with what is given in it. Long enough for AWS: at least 1,000 characters. */
const descriptor = (inside: string, more = 'entityID="https://idp.example.com/"'): string =>
  `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" ${more}>${inside}</EntityDescriptor><!--${'x'.repeat(1000)}-->`;
const signing = (use = 'signing'): string =>
  `<IDPSSODescriptor><KeyDescriptor use="${use}"><KeyInfo><X509Data><X509Certificate>MIIC</X509Certificate></X509Data></KeyInfo></KeyDescriptor></IDPSSODescriptor>`;
const key = '-----BEGIN PRIVATE KEY-----\nMIICsecret\n-----END PRIVATE KEY-----';

describe('federation/saml.json, federation/saml-validation.json', () => {
  const on = (more: Parameters = {}): Parameters => ({
    SAMLProviderArn: `arn:aws:iam::${world.accountId}:saml-provider/probe`,
    ...more,
  });
  const create = (more: Parameters = {}): Promise<Reply> =>
    ask('CreateSAMLProvider', { Name: 'probe', SAMLMetadataDocument: descriptor(signing()), ...more });
  const update = (more: Parameters): Promise<Reply> => ask('UpdateSAMLProvider', on(more));

  it('has ids of its own kind, a mode, and lists though they be empty', async () => {
    const made = await create(tagged(['z', 'z'], ['A', 'a']));
    expect(elements(made.text, 'Key')).toEqual(['z', 'A']);
    const got = await ask('GetSAMLProvider', on());
    expect(elements(got.text, 'Key')).toEqual(['A', 'z']);
    expect(element(got.text, 'SAMLProviderUUID')).toMatch(/^SAMLSP[0-9A-Z]{16}$/);
    expect(element(got.text, 'AssertionEncryptionMode')).toBe('Allowed');
    expect(childrenOf(got.text, 'GetSAMLProviderResult')).toEqual(
      [
        ...['AssertionEncryptionMode', 'CreateDate', 'PrivateKeyList', 'SAMLMetadataDocument'],
        ...['SAMLProviderUUID', 'Tags', 'ValidUntil'],
      ].sort(),
    );
  });

  it('keys are added, counted and taken away as AWS does', async () => {
    await create();
    const codeAndMessage = ({ code, message }: Reply): unknown => ({ code, message });
    expect(codeAndMessage(await update({}))).toEqual({
      code: 'ValidationError',
      message:
        'Unable to update identity provider. No updates are defined for metadata or encryption assertion.',
    });
    expect(codeAndMessage(await update({ AssertionEncryptionMode: 'Required' }))).toEqual({
      code: 'InvalidInput',
      message: 'Failed to set assertion encryption mode to Required because no private key is present.',
    });
    expect((await update({ AddPrivateKey: key })).status).toBe(200);
    expect((await update({ AddPrivateKey: key })).status).toBe(200);
    expect(codeAndMessage(await update({ AddPrivateKey: key }))).toEqual({
      code: 'LimitExceeded',
      message: 'Private key limit of 2 is reached.',
    });
    expect((await update({ AssertionEncryptionMode: 'Required' })).status).toBe(200);
    const keys = elements((await ask('GetSAMLProvider', on())).text, 'KeyId');
    expect(keys).toEqual([
      expect.stringMatching(/^SAMLPK[0-9A-Z]{16}$/),
      expect.stringMatching(/^SAMLPK[0-9A-Z]{16}$/),
    ]);
    const [first = '', second = ''] = keys;
    expect(codeAndMessage(await update({ RemovePrivateKey: first, AddPrivateKey: key }))).toEqual({
      code: 'ValidationError',
      message:
        'Unable to add and remove private keys in the same request. Set a value for only one of the two parameters.',
    });
    expect((await update({ RemovePrivateKey: first })).status).toBe(200);
    expect(codeAndMessage(await update({ RemovePrivateKey: second }))).toEqual({
      code: 'InvalidInput',
      message: 'Failed to remove private key.',
    });
  });

  it('required', async () => {
    expect(await create({ AssertionEncryptionMode: 'Required' })).toMatchObject({
      code: 'ValidationError',
      message: 'Unable to set assertion encryption mode to Required because no private key is provided.',
    });
  });

  const sso =
    '<IDPSSODescriptor><SingleSignOnService Location="https://idp.example.com/sso"/></IDPSSODescriptor>';
  it.each([
    ['no-cert', descriptor(sso)],
    ['no-sso', descriptor(signing())],
    ['encryption-only', descriptor(signing('encryption'))],
    ['expired', descriptor(signing(), 'entityID="urn:idp" validUntil="2020-01-01T00:00:00Z"')],
    ['entities-wrapper', `<EntitiesDescriptor>${descriptor(signing())}</EntitiesDescriptor>`],
  ])('%s: taken', async (_case, SAMLMetadataDocument) => {
    expect((await create({ SAMLMetadataDocument })).status).toBe(200);
  });

  it.each([
    ['empty-entity', descriptor(''), /^SAML Providers must reference at least one SAML assertion issuer\.$/],
    ['no-entity-id', descriptor(signing(), ''), /^Could not parse metadata/],
    [
      'wrong-root',
      descriptor(signing()).replaceAll('EntityDescriptor', 'SomethingElse'),
      /^Could not parse metadata/,
    ],
  ])('%s: refused', async (_case, SAMLMetadataDocument, message) => {
    const reply = await create({ SAMLMetadataDocument });
    expect(reply.code).toBe('InvalidInput');
    expect(reply.message).toMatch(message);
  });
});
