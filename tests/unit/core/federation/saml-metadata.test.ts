import { describe, expect, it } from 'vitest';
import { readSamlMetadata } from '../../../../src/core/federation/saml-metadata.ts';

const key = (use: string, certificate: string) =>
  `<md:KeyDescriptor${use}><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;

const metadata = (attributes: string, keys: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" ${attributes}>
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${keys}
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example.com/sso"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`;

describe('a metadata document', () => {
  it('says who, with which certificates, until when', () => {
    const text = metadata(
      'entityID="https://idp.example.com/" validUntil="2030-01-02T03:04:05Z"',
      key(' use="signing"', '\n MIIC\n AbCd==') + key(' use="encryption"', 'MIIE') + key('', 'MIIF'),
    );
    expect(readSamlMetadata(text)).toEqual({
      ok: true,
      value: {
        entityId: 'https://idp.example.com/',
        certificates: ['MIICAbCd==', 'MIIF'],
        validUntil: Date.UTC(2030, 0, 2, 3, 4, 5),
      },
    });
    const open = readSamlMetadata(metadata('entityID="urn:idp"', key('', 'MIIF')));
    expect(open).toEqual({ ok: true, value: { entityId: 'urn:idp', certificates: ['MIIF'] } });
  });

  it.each([
    ['<md', 'not-xml'],
    ['<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', 'not-xml'],
    ['<a/>', 'no-entity'],
    [metadata('', key('', 'MIIF')), 'no-entity-id'],
    ['<EntityDescriptor entityID="a"/>', 'no-identity-provider'],
    [metadata('entityID="a"', key(' use="encryption"', 'MIIF')), 'no-certificate'],
    [metadata('entityID="a"', key('', ' ')), 'no-certificate'],
    [metadata('entityID="a" validUntil="tomorrow"', key('', 'MIIF')), 'bad-date'],
  ])('%s is refused: %s', (text, code) => {
    expect(readSamlMetadata(text)).toMatchObject({ ok: false, error: { code } });
  });
});
