// Random conditions and the request keys that they meet: for each family of operators a few keys, values
// of the request that lie on both sides of the policy's, and some that are no values of the family at all.

import fc from 'fast-check';
import type { AuthorizationRequest } from '../../../src/core/authorize/types.ts';
import { operatorNames, type PlainObject } from './stored-policy.ts';

/** A part of a policy, made to go with a request. */
export type Make<Value> = (about: AuthorizationRequest) => Value;

export const account = '111122223333';
export const other = '444455556666';
export const iam = `arn:aws:iam::${account}:`;

interface Family {
  /** How its operators' names begin. */
  readonly operators: readonly string[];
  /** The first key has one value, the second often several. */
  readonly keys: readonly [string, string];
  readonly given: readonly string[];
  readonly wanted: readonly (string | number | boolean)[];
}

const families: readonly Family[] = [
  {
    operators: ['String'],
    keys: ['aws:PrincipalTag/team', 'aws:TagKeys'],
    given: ['alice', 'red', 'Alice', 'a*', '*', '', 'a\u{1f600}e', '${aws:username}', 'red$', 'k'],
    wanted: [
      ...['alice', 'red', 'ALICE', 'a*', 'a?e', '*', '?', '', 're*', 'red${$}', 'a${*}', '${?}'],
      ...['ali*ice', '*li*ic*ce', 'a*e'],
      ...['${aws:username}', '${AWS:UserName}*', '${app:absent}', "${app:absent, 'red'}", '${aws:TagKeys}'],
      ...["${aws:PrincipalTag/team, 'alice'}", '${', '${}', '${x, y}', "${app:it's}", "${app:absent,'}'}", 7],
    ],
  },
  {
    operators: ['Numeric'],
    keys: ['aws:MultiFactorAuthAge', 'app:Numbers'],
    given: ['10', '10.0', '9.5', '11', '-1', '+3', '.5', 'ten', ''],
    wanted: ['10', 10, '9.5', 11, '-1', '3', '0.50', 'ten', '1.2.3', '${aws:MultiFactorAuthAge}'],
  },
  {
    operators: ['Date'],
    keys: ['aws:CurrentTime', 'app:Dates'],
    given: [
      ...['2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00', '1767225600', '2025-12-31T23:59:59.5Z'],
      ...['2026-01-02', '2024-02-29', 'soon', '1767225600.5'],
    ],
    wanted: [
      ...['2026-01-01T00:00:00Z', '2026-01-01', '2026', 1767225600, '2025-12-31T20:00-04:00', '2026-01'],
      ...['2024-02-29T00:00Z', '2023-02-29', '2026-13-01', '2026-01-01T24:00:00Z', '2026-01-01T00:00:00'],
      ...['2025-12-31T23:59:59.50Z', '2025-12-31T23:59:59Z'],
    ],
  },
  {
    operators: ['Bool'],
    keys: ['aws:SecureTransport', 'app:Flags'],
    given: ['true', 'false', 'TRUE', 'yes', ''],
    wanted: ['true', 'false', true, false, 'False', 'yes', '${aws:SecureTransport}'],
  },
  {
    operators: ['Binary'],
    keys: ['app:Blob', 'app:Blobs'],
    given: ['QQ==', 'QR==', 'QUI=', 'QUJD', 'QQ', '?', ''],
    wanted: ['QQ==', 'QUI=', 'QUJ=', 'QUJD', 'Q===', 'QQ', '${app:Blob}'],
  },
  {
    operators: ['IpAddress', 'NotIpAddress'],
    keys: ['aws:SourceIp', 'app:Addresses'],
    given: [
      ...['10.1.2.3', '10.200.0.1', '203.0.113.5', '2001:db8::1', '2001:DB8:0:0:0:0:0:2', '::ffff:10.1.2.3'],
      ...['010.1.2.3', '10.1.2.3/32', 'here'],
    ],
    wanted: [
      ...['10.0.0.0/8', '10.1.2.3', '10.0.0.0/9', '203.0.113.0/24', '0.0.0.0/0', '2001:db8::/64', '::/0'],
      ...['2001:db8::1', '::ffff:10.0.0.0/104', '10.0.0.0/33', '300.0.0.1', '1::2::3', '${aws:SourceIp}'],
    ],
  },
  {
    operators: ['Arn'],
    keys: ['aws:SourceArn', 'app:Arns'],
    given: [
      ...[`arn:aws:sns:us-east-1:${account}:alice`, `arn:aws:sns:eu-west-1:${account}:t:a`, 'arn:aws:s3:::b'],
      ...[`arn:aws:sns:us-east-1:${other}:alice`, 'arn:aws', 'text', ''],
    ],
    wanted: [
      ...[
        '*',
        `arn:aws:sns:*:${account}:*`,
        'arn:*:s3:::b',
        'arn:aws:sns:us-????-1:*:alice',
        'arn:aws:s3:::?',
      ],
      ...['arn:aws:sns:us-*', `arn:aws:sns:*:t:a`, 'arn:aws:sns:*:*:${aws:username}', 'arn:aws:*:*:*:*:a'],
      ...[
        'arn:aws:s3:::${app:absent}',
        'arn:aws:sns:*:${aws:PrincipalAccount}:*',
        `arn:aws:sns:us-east-1:*:*\${*}`,
      ],
      ...["arn:aws:sns:*:*:${app:absent, 'alice'}", `arn:aws:sns:us-east-1:${account}:alice`],
    ],
  },
];

/** The first are what variables stand for; `app:absent` is what no request gives. */
const contextKeys: Readonly<Record<string, fc.Arbitrary<string | readonly string[]>>> = {
  'aws:username': fc.constantFrom('alice', 'alice', 'bob'),
  'aws:PrincipalAccount': fc.constant(account),
  "app:it's": fc.constant('red'),
  ...Object.fromEntries(
    families.flatMap(({ keys: [single, several], given }) => [
      [single, fc.oneof(fc.constantFrom(...given), fc.subarray([...given], { maxLength: 2 }))],
      [several, fc.subarray([...given], { maxLength: 3 })],
    ]),
  ),
};

const recased = fc.constantFrom<(name: string) => string>(
  ...[(name: string) => name, (name: string) => name, (name: string) => name],
  ...[(name: string) => name.toUpperCase(), (name: string) => name.toLowerCase()],
);

/** Some of the keys, their names in any case. */
export const randomContext: fc.Arbitrary<AuthorizationRequest['context']> = fc
  .tuple(fc.record(contextKeys, { requiredKeys: [] }), recased)
  .map(([keys, recase]) =>
    Object.fromEntries(Object.entries(keys).map(([name, value]) => [recase(name), value ?? []])),
  );

/** `aws:PrincipalArn` with the caller's own ARN, its role's, or a pattern. */
const principalArns: fc.Arbitrary<Make<string>> = fc.constantFrom<Make<string>>(
  ({ principal }) => principal,
  () => `${iam}role/admin`,
  () => `${iam}user/*`,
  () => '*',
);

/** The keys and values that a condition is made of. */
export interface Vocabulary {
  readonly quantifiers: readonly string[];
  /** Of a family's two keys. */
  readonly keysOf: (family: Family) => readonly string[];
  readonly wantedOf: (family: Family) => readonly (string | number | boolean)[];
  /** Share of conditions, in a hundred, on `aws:PrincipalArn`. */
  readonly onPrincipalArn: number;
}

export const wholeVocabulary: Vocabulary = {
  quantifiers: ['', '', '', 'ForAnyValue:', 'ForAllValues:'],
  keysOf: ({ keys: [single, several] }) => [single, single, several, 'app:absent'],
  wantedOf: ({ wanted }) => wanted,
  onPrincipalArn: 8,
};

type Entry = readonly [operator: string, key: string, values: unknown];

/** A Condition element of one or two entries. */
export function randomCondition(vocabulary: Vocabulary): fc.Arbitrary<Make<PlainObject>> {
  const entry = randomEntry(vocabulary);
  return fc.array(entry, { minLength: 1, maxLength: 2 }).map((makers) => (about) => {
    const condition: Record<string, Record<string, unknown>> = {};
    for (const make of makers) {
      const [operator, key, values] = make(about);
      condition[operator] = { ...condition[operator], [key]: values };
    }
    return condition;
  });
}

function randomEntry(vocabulary: Vocabulary): fc.Arbitrary<Make<Entry>> {
  const ofPrincipalArn = fc
    .tuple(
      fc.constantFrom('ArnEquals', 'StringLike', 'ArnNotLike', 'StringEqualsIfExists', 'ForAnyValue:ArnLike'),
      recased,
      principalArns,
    )
    .map(([operator, recase, value]): Make<Entry> => (about) => [
      operator,
      recase('aws:PrincipalArn'),
      value(about),
    ]);
  const perOperator = operatorNames.map((name) => ({
    weight: 100,
    arbitrary: randomOf(name, vocabulary).map(
      (entry): Make<Entry> =>
        () =>
          entry,
    ),
  }));
  const weight = vocabulary.onPrincipalArn * operatorNames.length;
  return fc.oneof(...perOperator, { weight, arbitrary: ofPrincipalArn });
}

function randomOf(name: string, vocabulary: Vocabulary): fc.Arbitrary<Entry> {
  const isNull = name === 'Null';
  const possible = families.filter(({ operators }) => operators.some((start) => name.startsWith(start)));
  const family = fc.constantFrom(...(isNull ? families : possible));
  return family.chain((chosen) => {
    const value = fc.constantFrom(
      ...(isNull ? ['true', 'false', true, 'FALSE'] : vocabulary.wantedOf(chosen)),
    );
    return fc
      .record({
        quantifier: fc.constantFrom(...vocabulary.quantifiers),
        ifExists: fc.constantFrom('', '', isNull ? '' : 'IfExists'),
        key: fc.constantFrom(...vocabulary.keysOf(chosen)),
        recase: recased,
        values: fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 3 })),
      })
      .map(({ quantifier, ifExists, key, recase, values }): Entry => [
        `${quantifier}${name}${ifExists}`,
        recase(key),
        values,
      ]);
  });
}
