// The table of constraints names what the SDK has, and says what the pages of the API reference print.

import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import {
  constraintOn,
  constraints,
  type ConstrainedService,
  type Constraint,
} from '../../../src/data/shapes/constraints.ts';

type Kind = 'string' | 'number' | 'list' | 'map' | 'other';

interface Member {
  readonly kind: Kind;
  /** Of a list's elements, or a map's values. */
  readonly elementKind: Kind;
}

interface Sdk {
  /** By structure and member, those that the input of an operation can hold. */
  readonly members: ReadonlyMap<string, Member>;
  readonly enumerations: ReadonlyMap<string, readonly string[]>;
}

const services: readonly ConstrainedService[] = ['iam', 'sts', 'cloudtrail'];
const sdks = new Map(services.map((service) => [service, readSdk(service)]));

function sdkOf(service: ConstrainedService): Sdk {
  const sdk = sdks.get(service);
  if (sdk === undefined) throw new Error(`no SDK of \`${service}\``);
  return sdk;
}

describe.each(services)('the constraints of %s', (service) => {
  const { shapes, members, exceptions, elements, keys } = constraints[service];
  const sdk = sdkOf(service);
  const paths = [...sdk.members.keys()];
  const withMember = (name: string): readonly string[] => paths.filter((path) => memberOf(path) === name);

  it('are on members that the SDK has', () => {
    const named = [members, elements, keys].flatMap((table) => Object.keys(table));
    const gone = named.filter(
      (key) => !(key.includes('.') ? paths.includes(key) : withMember(key).length > 0),
    );
    expect(gone).toEqual([]);
    expect(Object.keys(exceptions).filter((path) => !paths.includes(path))).toEqual([]);
  });

  it('are of shapes that the table has, and every shape is used', () => {
    const used = [members, exceptions, elements, keys].flatMap((table) => Object.values(table));
    expect(new Set(used.filter((shape) => shape !== ''))).toEqual(new Set(Object.keys(shapes)));
  });

  it('have no exception that is none, and no rule that exceptions leave nothing of', () => {
    const idle = Object.entries(exceptions).filter(
      ([path, shape]) => (members[memberOf(path)] ?? '') === shape,
    );
    expect(idle).toEqual([]);
    const empty = Object.keys(members).filter((name) => withMember(name).every((path) => path in exceptions));
    expect(empty).toEqual([]);
  });

  it('name enumerations that the SDK exports', () => {
    const named = Object.values(shapes).flatMap(({ oneOf }) => oneOf ?? []);
    expect(named.filter((name) => !sdk.enumerations.has(name))).toEqual([]);
  });

  it('suit the types of the members', () => {
    const unsuited = [...sdk.members].flatMap(([path, { kind, elementKind }]) =>
      suits(constraintOn(service, 'member', path), kind) &&
      suits(constraintOn(service, 'element', path), elementKind) &&
      (kind === 'map' || constraintOn(service, 'key', path) === undefined)
        ? []
        : path,
    );
    expect(unsuited).toEqual([]);
  });

  it('have patterns that are valid here and end on hostile input', () => {
    for (const pattern of new Set(Object.values(shapes).flatMap((shape) => shape.pattern ?? []))) {
      const whole = new RegExp(`^(?:${pattern})$`, 'u');
      for (const start of ['', 'o-aaaaaaaaaa/r-', 'http://', 'v1']) {
        for (const unit of ['a', '/', '/a', '-', 'a-', '0', ' ', '?a', '\u{1f600}']) {
          expect(whole.test(`${start}${unit.repeat(20_000)}\0`), pattern).toBe(false);
        }
      }
    }
  });

  it('leave out only members that are known to have none', () => {
    const free = [...sdk.members].flatMap(([path, { kind, elementKind }]) => [
      ...((kind === 'string' || kind === 'number') && !constraintOn(service, 'member', path) ? [path] : []),
      ...((elementKind === 'string' || elementKind === 'number') && !constraintOn(service, 'element', path)
        ? [`${path}[]`]
        : []),
    ]);
    expect(free.sort()).toEqual(unconstrained[service]);
  });
});

/** A parameter that an update of the SDK brings has to be looked up, or listed here. */
const unconstrained: Readonly<Record<ConstrainedService, readonly string[]>> = {
  iam: [
    'AcquireRoleRequest.TemplateMinorVersion',
    'ContextEntry.ContextKeyValues[]',
    'CreateServiceSpecificCredentialRequest.ServiceName',
    'GetRoleTemplateVersionRequest.MinorVersion',
    'ListServiceSpecificCredentialsRequest.ServiceName',
    'ReplacementValueEntry.Values[]',
  ],
  sts: ['GetDelegatedAccessTokenRequest.TradeInToken'],
  cloudtrail: [
    // These have errors of their own, which the operation gives: cloudtrail/lookup-events.ts
    'LookupAttribute.AttributeKey',
    'LookupEventsRequest.EventCategory',
    'LookupEventsRequest.MaxResults',
    'LookupEventsRequest.NextToken',
  ],
};

const name = '[\\w+=,.@-]+';
const text = '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+';

// Each from the page API_<operation> of the API reference, the operation being the structure without `Request`.
describe('constraintOn, of parameters of IAM', () => {
  it.each<[string, Constraint | undefined]>([
    ['CreateUserRequest.UserName', { minLength: 1, maxLength: 64, pattern: name }],
    ['GetUserRequest.UserName', { minLength: 1, maxLength: 128, pattern: name }],
    ['UpdateUserRequest.UserName', { minLength: 1, maxLength: 128, pattern: name }],
    ['UpdateUserRequest.NewUserName', { minLength: 1, maxLength: 64, pattern: name }],
    ['EnableMFADeviceRequest.UserName', { minLength: 1, maxLength: 128, pattern: name }],
    ['CreateServiceSpecificCredentialRequest.UserName', { minLength: 1, maxLength: 64, pattern: name }],
    ['CreateServiceSpecificCredentialRequest.ServiceName', undefined],
    ['CreateServiceSpecificCredentialRequest.CredentialAgeDays', { least: 1, most: 36_600 }],
    ['CreateRoleRequest.RoleName', { minLength: 1, maxLength: 64, pattern: name }],
    ['CreateRoleRequest.MaxSessionDuration', { least: 3600, most: 43_200 }],
    ['CreateRoleRequest.AssumeRolePolicyDocument', { minLength: 1, maxLength: 131_072, pattern: text }],
    [
      'CreateRoleRequest.Description',
      { maxLength: 1000, pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*' },
    ],
    ['CreatePolicyRequest.Description', { maxLength: 1000 }],
    [
      'CreateUserRequest.Path',
      { minLength: 1, maxLength: 512, pattern: '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)' },
    ],
    ['CreatePolicyRequest.Path', { minLength: 1, maxLength: 512, pattern: '((/[A-Za-z0-9\\.,\\+@=_-]+)*)/' }],
    ['ListUsersRequest.PathPrefix', { minLength: 1, maxLength: 512, pattern: '\\u002F[\\u0021-\\u007F]*' }],
    [
      'ListPoliciesRequest.PathPrefix',
      { minLength: 1, maxLength: 512, pattern: '((/[A-Za-z0-9\\.,\\+@=_-]+)*)/' },
    ],
    [
      'ListEntitiesForPolicyRequest.PathPrefix',
      { minLength: 1, maxLength: 512, pattern: '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)' },
    ],
    ['CreateUserRequest.PermissionsBoundary', { minLength: 20, maxLength: 2048 }],
    ['CreateUserRequest.Tags', { maxLength: 50 }],
    ['UntagRoleRequest.TagKeys', { maxLength: 50 }],
    ['ListUsersRequest.MaxItems', { least: 1, most: 1000 }],
    ['ListUsersRequest.Marker', { minLength: 1, pattern: '[\\u0020-\\u00FF]+' }],
    ['ListDelegationRequestsRequest.Marker', { minLength: 1, maxLength: 320, pattern: '[\\u0020-\\u00FF]+' }],
    ['UpdateAccessKeyRequest.AccessKeyId', { minLength: 16, maxLength: 128, pattern: '[\\w]+' }],
    ['UpdateAccessKeyRequest.Status', { oneOf: 'StatusType' }],
    ['UpdateGroupRequest.NewGroupName', { minLength: 1, maxLength: 128, pattern: name }],
    [
      'CreateAccountAliasRequest.AccountAlias',
      { minLength: 3, maxLength: 63, pattern: '^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$' },
    ],
    ['SetDefaultPolicyVersionRequest.VersionId', { pattern: 'v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?' }],
    ['CreateOpenIDConnectProviderRequest.Url', { minLength: 1, maxLength: 255 }],
    ['CreateOpenIDConnectProviderRequest.ClientIDList', undefined],
    ['CreateSAMLProviderRequest.Name', { minLength: 1, maxLength: 128, pattern: '[\\w._-]+' }],
    ['UpdateSAMLProviderRequest.SAMLMetadataDocument', { minLength: 1000, maxLength: 10_000_000 }],
    ['UpdateAccountPasswordPolicyRequest.MinimumPasswordLength', { least: 6, most: 128 }],
    ['UpdateAccountPasswordPolicyRequest.MaxPasswordAge', { least: 1, most: 1095 }],
    ['UpdateAccountPasswordPolicyRequest.PasswordReusePrevention', { least: 1, most: 24 }],
    ['ChangePasswordRequest.NewPassword', { minLength: 1, maxLength: 128, pattern: text }],
    ['EnableMFADeviceRequest.AuthenticationCode1', { minLength: 6, maxLength: 6, pattern: '[\\d]+' }],
    ['EnableMFADeviceRequest.SerialNumber', { minLength: 9, maxLength: 256, pattern: '[\\w+=/:,.@-]+' }],
    ['CreateVirtualMFADeviceRequest.VirtualMFADeviceName', { minLength: 1, pattern: name }],
    [
      'UploadServerCertificateRequest.CertificateChain',
      { minLength: 1, maxLength: 2_097_152, pattern: text },
    ],
    ['CreateServiceLinkedRoleRequest.AWSServiceName', { minLength: 1, maxLength: 128, pattern: name }],
    ['ListPoliciesGrantingServiceAccessRequest.ServiceNamespaces', { minLength: 1, maxLength: 200 }],
    ['SimulatePrincipalPolicyRequest.PolicyExclusionList', { maxLength: 256 }],
    // API_Tag, API_ContextEntry
    ['Tag.Key', { minLength: 1, maxLength: 128, pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+' }],
    ['Tag.Value', { minLength: 0, maxLength: 256, pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*' }],
    ['ContextEntry.ContextKeyName', { minLength: 5, maxLength: 256 }],
  ])('%s', (path, expected) => {
    expect(sdkOf('iam').members.has(path)).toBe(true);
    expect(constraintOn('iam', 'member', path)).toEqual(expected);
  });

  it.each<[string, Constraint | undefined]>([
    ['CreateOpenIDConnectProviderRequest.ClientIDList', { minLength: 1, maxLength: 255 }],
    ['CreateOpenIDConnectProviderRequest.ThumbprintList', { minLength: 40, maxLength: 40 }],
    [
      'UntagRoleRequest.TagKeys',
      { minLength: 1, maxLength: 128, pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+' },
    ],
    ['SimulateCustomPolicyRequest.ActionNames', { minLength: 3, maxLength: 128 }],
    ['SimulateCustomPolicyRequest.PolicyInputList', { minLength: 1, maxLength: 131_072, pattern: text }],
    ['PutAccountPropertiesRequest.Properties', { minLength: 1, maxLength: 1024 }],
    ['PolicyParameter.Values', { pattern: '[ -~]+' }],
    ['ReplacementValueEntry.Values', undefined],
  ])('the elements of %s', (path, expected) => {
    expect(constraintOn('iam', 'element', path)).toEqual(expected);
  });

  it('the keys of PutAccountPropertiesRequest.Properties', () => {
    expect(constraintOn('iam', 'key', 'PutAccountPropertiesRequest.Properties')).toEqual({
      minLength: 1,
      maxLength: 50,
      pattern: '^[A-Za-z][A-Za-z0-9/_-]*$',
    });
  });
});

describe('constraintOn, of parameters of STS and CloudTrail', () => {
  it.each<[ConstrainedService, string, Constraint | undefined]>([
    ['sts', 'AssumeRoleRequest.RoleSessionName', { minLength: 2, maxLength: 64, pattern: '[\\w+=,.@-]*' }],
    ['sts', 'AssumeRoleRequest.DurationSeconds', { least: 900, most: 43_200 }],
    ['sts', 'AssumeRoleRequest.ExternalId', { minLength: 2, maxLength: 1224, pattern: '[\\w+=,.@:\\/-]*' }],
    ['sts', 'AssumeRoleRequest.Policy', { minLength: 1, pattern: text }],
    ['sts', 'AssumeRoleRequest.TokenCode', { minLength: 6, maxLength: 6, pattern: '[\\d]*' }],
    ['sts', 'AssumeRoleRequest.ProvidedContexts', { minLength: 1, maxLength: 5 }],
    ['sts', 'AssumeRoleRequest.PolicyArns', undefined],
    ['sts', 'AssumeRoleRequest.MinimumSessionTokenSize', { least: 0, most: 4096 }],
    ['sts', 'AssumeRoleWithSAMLRequest.Policy', { minLength: 1, maxLength: 2048, pattern: text }],
    ['sts', 'AssumeRoleWithSAMLRequest.SAMLAssertion', { minLength: 4, maxLength: 100_000 }],
    ['sts', 'AssumeRoleWithWebIdentityRequest.WebIdentityToken', { minLength: 4, maxLength: 20_000 }],
    ['sts', 'AssumeRootRequest.DurationSeconds', { least: 0, most: 900 }],
    ['sts', 'GetFederationTokenRequest.Name', { minLength: 2, maxLength: 32, pattern: '[\\w+=,.@-]*' }],
    ['sts', 'GetFederationTokenRequest.DurationSeconds', { least: 900, most: 129_600 }],
    ['sts', 'GetSessionTokenRequest.DurationSeconds', { least: 900, most: 129_600 }],
    ['sts', 'GetWebIdentityTokenRequest.DurationSeconds', { least: 60, most: 3600 }],
    ['sts', 'GetWebIdentityTokenRequest.Audience', { minLength: 1, maxLength: 10 }],
    ['sts', 'GetAccessKeyInfoRequest.AccessKeyId', { minLength: 16, maxLength: 128, pattern: '[\\w]*' }],
    ['sts', 'DecodeAuthorizationMessageRequest.EncodedMessage', { minLength: 1, maxLength: 10_240 }],
    // API_LookupAttribute
    ['cloudtrail', 'LookupAttribute.AttributeValue', { minLength: 1, maxLength: 2000 }],
  ])('%s: %s', (service, path, expected) => {
    expect(sdkOf(service).members.has(path)).toBe(true);
    expect(constraintOn(service, 'member', path)).toEqual(expected);
  });
});

describe('the patterns', () => {
  const matches = (service: ConstrainedService, path: string, value: string): boolean =>
    new RegExp(`^(?:${constraintOn(service, 'member', path)?.pattern ?? '.*'})$`, 'u').test(value);

  it.each<[ConstrainedService, string, readonly string[], readonly string[]]>([
    ['iam', 'CreateUserRequest.UserName', ['Bob', 'a+=,.@-_9'], ['', 'a b', 'é', 'a/b', 'Bob\n']],
    ['iam', 'CreateUserRequest.Path', ['/', '/a/', '/a//b/'], ['', 'a', '/a', 'a/', '//', '/a b/']],
    ['iam', 'CreatePolicyRequest.Path', ['/', '/a/', '/a/b/'], ['', '//', '/a', '/*/', '/a//b/']],
    [
      'iam',
      'CreateAccountAliasRequest.AccountAlias',
      ['example-corporation'],
      ['-a-', 'a--b', 'Example', 'ab'],
    ],
    ['iam', 'SetDefaultPolicyVersionRequest.VersionId', ['v1', 'v12', 'v1.a-'], ['v0', '1', 'v']],
    ['iam', 'Tag.Key', ['Cost Center', 'aws:x', 'Größe', '部門'], ['', 'a*', 'a;b']],
    ['iam', 'Tag.Value', ['', 'a b'], ['"', '<']],
    ['sts', 'AssumeRoleRequest.RoleArn', ['arn:aws:iam::123456789012:role/demo'], ['\u{1f600}', '\0']],
  ])('of %s %s', (service, path, good, bad) => {
    expect(good.filter((value) => !matches(service, path, value))).toEqual([]);
    expect(bad.filter((value) => matches(service, path, value))).toEqual([]);
  });
});

function memberOf(path: string): string {
  return path.slice(path.indexOf('.') + 1);
}

function suits(constraint: Constraint | undefined, kind: Kind): boolean {
  const fields = Object.keys(constraint ?? {});
  const allowed: Readonly<Record<Kind, readonly string[]>> = {
    string: ['minLength', 'maxLength', 'pattern', 'oneOf'],
    number: ['least', 'most'],
    list: ['minLength', 'maxLength'],
    map: ['minLength', 'maxLength'],
    other: [],
  };
  return fields.every((field) => allowed[kind].includes(field));
}

function readSdk(service: ConstrainedService): Sdk {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  // Only `require` reads the packages: the imports inside their modules have no extensions.
  const exported = createRequire(import.meta.url)(`@aws-sdk/client-${service}`) as Readonly<
    Record<string, unknown>
  >;
  const members = new Map<string, Member>();
  for (const schema of Object.values(exported)) {
    if (!Array.isArray(schema)) continue;
    const [kind, , operation, , input] = schema as readonly unknown[];
    if (kind === 9 && (service !== 'cloudtrail' || operation === 'LookupEvents'))
      walk(input, members, new Set());
  }
  const enumerations = Object.entries(exported).flatMap(([key, value]): [string, string[]][] => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    const values = Object.values(value) as unknown[];
    return values.every((each) => typeof each === 'string') ? [[key, values]] : [];
  });
  return { members, enumerations: new Map(enumerations) };
}

/** Adds the members of a structure, and of those within it, and tells what kind of type the schema is of. */
function walk(schema: unknown, members: Map<string, Member>, seen: Set<string>): Member {
  const type = typeof schema === 'function' ? (schema as () => unknown)() : schema;
  if (typeof type === 'number') return simple(type);
  // `unit`, of an operation without input.
  if (!Array.isArray(type)) return { kind: 'other', elementKind: 'other' };
  const parts: readonly unknown[] = type;
  // A type with its traits.
  if (typeof parts[1] !== 'string') return walk(parts[0], members, seen);
  switch (parts[0]) {
    case 0:
      return walk(parts[4], members, seen);
    case 1:
      return { kind: 'list', elementKind: walk(parts[4], members, seen).kind };
    case 2:
      return { kind: 'map', elementKind: walk(parts[5], members, seen).kind };
    default: {
      const structure = parts[2] as string;
      const types = parts[5] as readonly unknown[];
      if (!seen.has(structure)) {
        seen.add(structure);
        for (const [index, member] of (parts[4] as readonly string[]).entries()) {
          members.set(`${structure}.${member}`, walk(types[index], members, seen));
        }
      }
      return { kind: 'other', elementKind: 'other' };
    }
  }
}

/** 64 and 128 make a list and a map of the type that they are added to. */
function simple(type: number): Member {
  if (type >= 128) return { kind: 'map', elementKind: simple(type - 128).kind };
  if (type >= 64) return { kind: 'list', elementKind: simple(type - 64).kind };
  return { kind: type === 0 ? 'string' : type === 1 ? 'number' : 'other', elementKind: 'other' };
}
