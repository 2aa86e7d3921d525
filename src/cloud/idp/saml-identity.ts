// What a SAML assertion says of somebody, in AWS's terms: the role and session, tags, and condition keys.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml

import { sha1 } from '@noble/hashes/legacy.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { isSourceIdentity } from '../../core/federation/id-token.ts';
import type { SamlAssertion } from '../../core/federation/saml-assertion.ts';
import { base64FromBytes } from '../../core/lang/base64.ts';
import { err, ok, type Result } from '../../core/lang/result.ts';
import type { ProvenIdentity } from '../caller.ts';
import type { Fault } from '../fault.ts';
import type { SamlProviderRecord } from '../records.ts';
import { principalKeysOf } from './principal-keys.ts';
import { samlAttributes } from './saml-names.ts';
import { badSourceIdentity, invalidIdentityToken } from './token-faults.ts';

interface Asked {
  readonly RoleArn: string;
  readonly PrincipalArn: string;
  readonly accountId: string;
  readonly provider: SamlProviderRecord;
}

export function samlIdentity(
  assertion: SamlAssertion,
  { RoleArn, PrincipalArn, accountId, provider }: Asked,
): Result<ProvenIdentity, Fault> {
  const { subject, recipient = '', issuer, attributes } = assertion;
  const valuesOf = (name: string): readonly string[] => attributes.get(name) ?? [];
  const roles = valuesOf(samlAttributes.role);
  // troubleshoot_saml has "Not authorized" for it; STS answers so, as others have seen:
  // https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/sts/testdata/saml_aws.json
  if (!roles.some((value) => isPair(value, RoleArn, PrincipalArn))) {
    return err(
      invalidIdentityToken(
        "SAML Assertion doesn't contain the requested Role and Metadata in the attributes",
      ),
    );
  }
  // "This error can also occur if the SAML response does not include a Subject containing a NameID."
  if (subject === undefined) return err(notAuthorized);
  const sessionName = onlyOne(valuesOf(samlAttributes.roleSessionName));
  if (sessionName === undefined) {
    return err(invalidIdentityToken('RoleSessionName is required in AuthnResponse'));
  }
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
    return err(invalidIdentityToken('RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}'));
  }
  const given = valuesOf(samlAttributes.sourceIdentity);
  const sourceIdentity = onlyOne(given);
  if (given.length > 0 && !isSourceIdentity(sourceIdentity)) {
    return err(invalidIdentityToken(badSourceIdentity));
  }
  const duration = durationOf(valuesOf(samlAttributes.sessionDuration));
  if (!duration.ok) return duration;
  const tags = tagsOf(attributes);
  if (tags === undefined) return err(invalidIdentityToken('Each session tag must have a single value')); // ours

  const subjectType = (assertion.format ?? '').replace(/^urn:oasis:names:tc:SAML:2\.0:nameid-format:/, '');
  const nameQualifier = nameQualifierOf(issuer, accountId, provider.providerName);
  const sessionContext = {
    'saml:namequalifier': nameQualifier,
    'saml:sub': subject,
    ...(subjectType === '' ? {} : { 'saml:sub_type': subjectType }),
  };
  return ok({
    protocol: 'saml',
    // As CloudTrail's examples have them (cloudtrail-integration, "Example AWS STS API event ... SAML").
    principalId: `${nameQualifier}:${subject}`,
    userName: subject,
    identityProvider: nameQualifier,
    issuer,
    audience: recipient,
    sessionContext,
    context: {
      ...principalKeysOf(accountId, PrincipalArn),
      ...mappedKeys(attributes),
      ...sessionContext,
      'saml:aud': recipient,
      'saml:iss': issuer,
      'saml:doc': `${accountId}/${provider.providerName}`,
    },
    tags,
    transitiveTagKeys: valuesOf(samlAttributes.transitiveTagKeys),
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    saml: {
      assertionId: assertion.id,
      sessionName,
      subjectType,
      nameQualifier,
      ...(duration.value === undefined ? {} : { sessionDuration: duration.value }),
      ...(assertion.sessionEnds === undefined ? {} : { sessionEnds: assertion.sessionEnds }),
    },
  });
}

/** "BASE64 ( SHA1 ( "https://example.com/saml" + "123456789012" + "/MySAMLIdP" ) )" */
export function nameQualifierOf(issuer: string, accountId: string, providerName: string): string {
  return base64FromBytes(sha1(utf8ToBytes(`${issuer}${accountId}/${providerName}`)));
}

const notAuthorized: Fault = {
  code: 'AccessDenied',
  status: 403,
  message: 'Not authorized to perform sts:AssumeRoleWithSAML',
};

/** "a comma-delimited pair of ARNs"; in which order is not said, and both are known to do. */
function isPair(value: string, role: string, provider: string): boolean {
  return value === `${role},${provider}` || value === `${provider},${role}`;
}

function onlyOne(values: readonly string[]): string | undefined {
  const [only, ...more] = values;
  return more.length > 0 ? undefined : only;
}

/** "an integer ... from 900 seconds (15 minutes) to 43200 seconds (12 hours)"; the sentence is ours. */
function durationOf(values: readonly string[]): Result<number | undefined, Fault> {
  if (values.length === 0) return ok(undefined);
  const text = onlyOne(values) ?? '';
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return seconds >= 900 && seconds <= 43_200
    ? ok(seconds)
    : err(invalidIdentityToken('SessionDuration in AuthnResponse must be between 900 and 43200'));
}

function tagsOf(attributes: SamlAssertion['attributes']): ProvenIdentity['tags'] | undefined {
  const tags = [...attributes].flatMap(([name, values]) =>
    name.startsWith(samlAttributes.principalTag)
      ? [{ key: name.slice(samlAttributes.principalTag.length), value: onlyOne(values) }]
      : [],
  );
  return tags.some(({ value }) => value === undefined)
    ? undefined
    : tags.map(({ key, value = '' }) => ({ key, value }));
}

/** "You should include only one claim per AWS context key. If you include more than one, only one claim will be mapped." */
function mappedKeys(attributes: SamlAssertion['attributes']): ProvenIdentity['context'] {
  const found = [...attributes].flatMap(([name, values]) => {
    const [key, kind] = mapping.get(name) ?? [];
    const [first] = values;
    if (key === undefined || first === undefined) return [];
    return [[`saml:${key}`, kind === 'list' ? values : first] as const];
  });
  return Object.fromEntries(found);
}

/** The tables of eduPerson and eduOrg, Active Directory and X.500 attributes. */
const mapping: ReadonlyMap<string, readonly [key: string, kind: 'text' | 'list']> = new Map([
  ...[
    ['1.1.1.1', 'edupersonaffiliation', 'list'],
    ['1.1.1.2', 'edupersonnickname', 'list'],
    ['1.1.1.3', 'edupersonorgdn', 'text'],
    ['1.1.1.4', 'edupersonorgunitdn', 'list'],
    ['1.1.1.5', 'edupersonprimaryaffiliation', 'text'],
    ['1.1.1.6', 'edupersonprincipalname', 'text'],
    ['1.1.1.7', 'edupersonentitlement', 'list'],
    ['1.1.1.8', 'edupersonprimaryorgunitdn', 'text'],
    ['1.1.1.9', 'edupersonscopedaffiliation', 'list'],
    ['1.1.1.10', 'edupersontargetedid', 'list'],
    ['1.1.1.11', 'edupersonassurance', 'list'],
    ['1.2.1.2', 'eduorghomepageuri', 'list'],
    ['1.2.1.3', 'eduorgidentityauthnpolicyuri', 'list'],
    ['1.2.1.4', 'eduorglegalname', 'list'],
    ['1.2.1.5', 'eduorgsuperioruri', 'list'],
    ['1.2.1.6', 'eduorgwhitepagesuri', 'list'],
  ].map(([oid, key, kind]) => [`urn:oid:1.3.6.1.4.1.5923.${oid}`, [key, kind]] as const),
  ['urn:oid:2.5.4.3', ['cn', 'list']],
  ['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name', ['name', 'text']],
  ['http://schemas.xmlsoap.org/claims/CommonName', ['commonName', 'text']],
  ['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname', ['givenName', 'text']],
  ['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname', ['surname', 'text']],
  ['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress', ['mail', 'text']],
  ['http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid', ['uid', 'text']],
  ['2.5.4.3', ['commonName', 'text']],
  ['2.5.4.4', ['surname', 'text']],
  ['2.4.5.42', ['givenName', 'text']],
  ['2.5.4.45', ['x500UniqueIdentifier', 'text']],
  ['0.9.2342.19200300100.1.1', ['uid', 'text']],
  ['0.9.2342.19200300100.1.3', ['mail', 'text']],
  ['0.9.2342.19200300.100.1.45', ['organizationStatus', 'text']],
] as const) as ReadonlyMap<string, readonly [string, 'text' | 'list']>;
