// Keys of tags on what is made with them: "Tag key values for IAM users and roles are not case sensitive"; on all else
// that IAM tags they are (id_tags, "Case sensitivity"), when it is made as when it is tagged later.

import { beforeEach, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { elements, makeWorld, type World } from '../world.ts';

let world: World;
let root: Credentials;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
});

// A document of a thousand characters, which is the least (API_CreateSAMLProvider).
const metadata = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com/"><md:IDPSSODescriptor><md:KeyDescriptor use="signing"><KeyInfo><X509Data><X509Certificate>${'MIIC'.repeat(250)}</X509Certificate></X509Data></KeyInfo></md:KeyDescriptor></md:IDPSSODescriptor></md:EntityDescriptor>`;

const tags = (...keys: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    keys.flatMap((key, index) => [
      [`Tags.member.${index + 1}.Key`, key],
      [`Tags.member.${index + 1}.Value`, String(index)],
    ]),
  );

const provider = (kind: string) => `arn:aws:iam::${world.accountId}:${kind}`;

it.each<readonly [string, Readonly<Record<string, string>>, string, () => Readonly<Record<string, string>>]>([
  [
    'CreateOpenIDConnectProvider',
    { Url: 'https://idp.example.com' },
    'ListOpenIDConnectProviderTags',
    () => ({ OpenIDConnectProviderArn: provider('oidc-provider/idp.example.com') }),
  ],
  [
    'CreateSAMLProvider',
    { Name: 'Idp', SAMLMetadataDocument: metadata },
    'ListSAMLProviderTags',
    () => ({ SAMLProviderArn: provider('saml-provider/Idp') }),
  ],
  [
    'CreateVirtualMFADevice',
    { VirtualMFADeviceName: 'phone' },
    'ListMFADeviceTags',
    () => ({ SerialNumber: provider('mfa/phone') }),
  ],
])('%s takes `team` and `Team` for two, and refuses `team` twice', async (create, input, list, which) => {
  expect(await world.query(root, create, { ...input, ...tags('team', 'team') })).toMatchObject({
    status: 400,
    code: 'InvalidInput',
    message: 'Duplicate tag keys found.',
  });
  expect((await world.query(root, create, { ...input, ...tags('team', 'Team') })).status).toBe(200);
  const listed = await world.query(root, list, which());
  expect(elements(listed.text, 'Key').toSorted()).toEqual(['Team', 'team']);
});
