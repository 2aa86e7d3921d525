// Documents and contexts made to break the engine: each is answered, with problems where AWS would refuse it.
// Nothing here looks at the clock; the runner's time limit ends what does not come to an end.

import { describe, expect, it } from 'vitest';
import { authorize, compile } from '../../../../../src/core/authorize/authorize.ts';
import { decide } from '../../../../../src/core/authorize/decide.ts';
import type { AuthorizationRequest, PolicyType } from '../../../../../src/core/authorize/types.ts';
import { parsePolicy, policyErrors } from '../../../../../src/core/policy/parse.ts';
import { printPolicy } from '../../../../../src/core/policy/print.ts';
import {
  alice,
  allowAll,
  alone,
  besideAllowAll,
  conditionMatches,
  named,
  outcomeOf,
  placesOf,
  policyOf,
  version,
  type Context,
} from './outcome-of.ts';

const types: readonly PolicyType[] = [
  'identity',
  'boundary',
  'session',
  'scp',
  'resource',
  'endpoint',
  'trust',
  'rcp',
];
const request: AuthorizationRequest = {
  principal: alice,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/k',
  resourceAccountId: '111122223333',
  context: {},
};
const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
const nested = (open: string, close: string, levels: number) => open.repeat(levels) + close.repeat(levels);
const million = 1_000_000;

/** In every place of a policy set: nothing is allowed, and the problem is told. */
function expectRefused(document: unknown): void {
  const bad = named(document, 'bad');
  const level = [{ id: 'r-1', policies: [bad] }];
  const sets = [
    { identity: [bad] },
    { identity: [allowAll, bad] },
    { identity: [allowAll], boundary: bad },
    { identity: [allowAll], resource: bad },
    { identity: [allowAll], endpoint: bad },
    { identity: [allowAll], sessions: [bad] },
    { identity: [allowAll], scps: level },
    { identity: [allowAll], rcps: level },
  ];
  for (const policies of sets) {
    const compiled = compile(policies);
    const decision = authorize(request, compiled);
    expect(decision.outcome).toBe('implicitDeny');
    expect(decide(request, compiled)).toBe('implicitDeny');
    expect(decision.problems.length).toBeGreaterThan(0);
    expect(decision.problems.every(({ policyName }) => policyName === 'bad')).toBe(true);
    expect(decision.problems.some(({ severity }) => severity === 'error')).toBe(true);
  }
}

describe('a text that is no policy', () => {
  const texts: readonly (readonly [string, string])[] = [
    ['nothing', ''],
    ['white space', ' \n\t\r\n '],
    ['a word', 'policy'],
    ['null', 'null'],
    ['a number', '42'],
    ['a text', '"Version"'],
    ['a list', '[]'],
    ['an object', '{}'],
    ['an unfinished object', '{"Statement":[{"Effect":"Allow"'],
    ['an unfinished text', '{"Statement":"'],
    ['an unfinished escape', '{"Statement":"\\'],
    ['an unfinished escape of a character', '{"Statement":"\\u00'],
    ['a byte order mark', `\ufeff${JSON.stringify(policyOf(statement))}`],
    ['two byte order marks', `\ufeff\ufeff${JSON.stringify(policyOf(statement))}`],
    ['NUL in front', `\0${JSON.stringify(policyOf(statement))}`],
    ['NUL at the end', `${JSON.stringify(policyOf(statement))}\0`],
    ['NUL in a text', '{"Version":"2012-10-17\0","Statement":[]}'],
    ['a line end in a text', '{"Version":"2012-10-17\n","Statement":[]}'],
    ['a comment', `${JSON.stringify(policyOf(statement))} // all`],
    ['a trailing comma', '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},]}'],
    ['single quotation marks', "{'Statement':[]}"],
    ['NaN', '{"Statement":NaN}'],
    ['Infinity', '{"Statement":-Infinity}'],
    ['a number without end', `{"Statement":${'9'.repeat(10_000)}}`],
    ['YAML', 'Statement:\n  - Effect: Allow\n'],
    ['XML', '<Policy/>'],
    ['a form', 'Version=2012-10-17&Statement='],
    ['no-break spaces', JSON.stringify(policyOf(statement), null, 2).replaceAll(' ', '\u00a0')],
    ['typographic quotation marks', '{“Statement”:[]}'],
    ['arrays in arrays', nested('[', ']', 100_000)],
    ['arrays without end', '['.repeat(million)],
    ['objects in objects', '{"Statement":'.repeat(50_000) + '1' + '}'.repeat(50_000)],
    ['objects without end', '{"a":'.repeat(100_000)],
    ['arrays in a Statement', `{"Statement":${nested('[', ']', 10_000)}}`],
    [
      'arrays in an Action',
      `{"Statement":{"Effect":"Allow","Action":${nested('[', ']', 10_000)},"Resource":"*"}}`,
    ],
    [
      'arrays in a Condition',
      `{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":${nested('[', ']', 10_000)}}}`,
    ],
    ['a megabyte of spaces', ' '.repeat(million)],
    ['a megabyte of quotation marks', '"'.repeat(million)],
    ['a megabyte of backslashes', `{"Statement":"${'\\'.repeat(million)}"}`],
    ['a megabyte of commas', `[${','.repeat(million)}]`],
    ['a megabyte of line ends', '\n'.repeat(million)],
    ['a megabyte of digits', '1'.repeat(million)],
    ['a megabyte of minus signs', '-'.repeat(million)],
    ['a megabyte of letters', 'a'.repeat(million)],
  ];
  it.each(texts)('%s', (_, text) => {
    for (const type of types) {
      const { policy, problems } = parsePolicy(text, type);
      expect(policy).toBeUndefined();
      expect(policyErrors(problems).length).toBeGreaterThan(0);
      for (const { span } of problems) {
        expect(span.start).toBeLessThanOrEqual(text.length);
        expect(span.end).toBeLessThanOrEqual(text.length);
        expect(span.line).toBeGreaterThanOrEqual(1);
        expect(span.column).toBeGreaterThanOrEqual(1);
      }
    }
    expectRefused(text);
  });
});

describe('names of the prototype', () => {
  it.each([
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '__defineGetter__',
    'then',
  ])('%s', (name) => {
    const whole = (at: string) =>
      `{"Version":"${version}",${at}"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`;
    expect(placesOf(whole(`"${name}":{"Statement":1},`), 'identity')).toEqual(['unknown-element 1:25']);
    const inside = `{"Statement":{"${name}":{"Effect":"Allow"},"Effect":"Allow","Action":"*","Resource":"*"}}`;
    expect(placesOf(inside, 'identity')).toEqual(['unknown-element 1:15']);
    const operator = `{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"${name}":{"a":"b"}}}}`;
    expect(placesOf(operator, 'identity')).toEqual(['unknown-operator 1:73']);
    const ofSet = operator.replace(`"${name}"`, `"ForAnyValue:${name}"`);
    expect(placesOf(ofSet, 'identity')).toEqual(['unknown-operator 1:73']);
    const principal = `{"Statement":{"Principal":{"${name}":"*"},"Effect":"Allow","Action":"*","Resource":"*"}}`;
    expect(placesOf(principal, 'resource')).toEqual(['unknown-element 1:28']);
    expectRefused(whole(`"${name}":1,`));
    expect(Object.prototype).not.toHaveProperty('Statement');
  });

  // As the names of condition keys they are like any other: absent unless the request gives them.
  it.each([
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'valueOf',
    'hasOwnProperty',
    '__defineGetter__',
  ])('the condition key %s', (name) => {
    const equals = (operator: string): unknown =>
      JSON.parse(`{"${operator}":{"${name}":"${operator === 'Null' ? 'true' : 'x'}"}}`);
    const given = JSON.parse(`{"${name}":"x"}`) as Context;
    expect(conditionMatches(equals('StringEquals'), {})).toBe(false);
    expect(conditionMatches(equals('StringEquals'), given)).toBe(true);
    expect(conditionMatches(equals('StringNotEquals'), {})).toBe(true);
    expect(conditionMatches(equals('StringNotEquals'), given)).toBe(false);
    expect(conditionMatches(equals('Null'), {})).toBe(true);
    expect(conditionMatches(equals('Null'), given)).toBe(false);
    expect(conditionMatches({ StringEquals: { k: `\${${name}}` } }, { k: 'x' })).toBe(false);
    const both = JSON.parse(`{"${name}":"x","k":"x"}`) as Context;
    expect(conditionMatches({ StringEquals: { k: `\${${name}}` } }, both)).toBe(true);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  it.each(['__proto__', 'constructor', 'toString'])('%s as an action, a resource and a principal', (name) => {
    for (const principal of [name, `arn:aws:iam::111122223333:user/${name}`]) {
      for (const action of [name, `${name}:${name}`]) {
        const odd = { principal, action, resource: name };
        expect(outcomeOf(odd, { identity: [] })).toBe('implicitDeny');
        expect(outcomeOf(odd, { identity: [named(policyOf(statement))] })).toBe('implicitDeny');
      }
    }
  });

  it('a context without a prototype, frozen, or with a prototype that has keys', () => {
    const document = policyOf({ ...statement, Condition: { StringEquals: { 'aws:username': 'ana' } } });
    const bare = Object.assign(Object.create(null) as Record<string, string>, { 'aws:username': 'ana' });
    expect(alone(document, { context: bare, resource: request.resource })).toBe('allowed');
    const frozen = Object.freeze({ 'aws:username': Object.freeze(['ana']) });
    expect(alone(document, { context: frozen, resource: request.resource })).toBe('allowed');
    const inherited = Object.create({ 'aws:username': 'ana' }) as Record<string, string>;
    expect(alone(document, { context: inherited, resource: request.resource })).toBe('implicitDeny');
  });
});

describe('numbers, texts and lists in each other’s places', () => {
  it.each<[string, unknown]>([
    ['Version as a number', { Version: 2012, Statement: [statement] }],
    ['Version as a list', { Version: [version], Statement: [statement] }],
    ['Statement as a text', { Statement: JSON.stringify(statement) }],
    ['Statement as a number', { Statement: 1 }],
    ['Effect as a number', policyOf({ ...statement, Effect: 1 })],
    ['Effect as a boolean', policyOf({ ...statement, Effect: true })],
    ['Action as a number', policyOf({ ...statement, Action: 1 })],
    ['Action as an object', policyOf({ ...statement, Action: { s3: ['GetObject'] } })],
    ['Action as a list of lists', policyOf({ ...statement, Action: [['s3:GetObject']] })],
    ['Action as a list with null', policyOf({ ...statement, Action: ['s3:GetObject', null] })],
    ['Resource as a number', policyOf({ ...statement, Resource: 1e308 })],
    ['Resource as a boolean', policyOf({ ...statement, Resource: false })],
    ['Sid as a number', policyOf({ ...statement, Sid: 7 })],
    ['Condition as a text', policyOf({ ...statement, Condition: '{}' })],
    ['Condition as a list', policyOf({ ...statement, Condition: [{ StringEquals: { a: 'b' } }] })],
    ['an operator with a text', policyOf({ ...statement, Condition: { StringEquals: 'a' } })],
    ['an operator with null', policyOf({ ...statement, Condition: { StringEquals: null } })],
    ['a condition value null', policyOf({ ...statement, Condition: { StringEquals: { a: null } } })],
    [
      'a condition value that is an object',
      policyOf({ ...statement, Condition: { StringEquals: { a: { b: 'c' } } } }),
    ],
    [
      'a condition value that is a list of lists',
      policyOf({ ...statement, Condition: { StringEquals: { a: [['b']] } } }),
    ],
    ['Principal as a number', policyOf({ ...statement, Principal: 111122223333 })],
    ['Principal as a list', policyOf({ ...statement, Principal: ['*'] })],
    ['an account as a number', policyOf({ ...statement, Principal: { AWS: 111122223333 } })],
  ])('%s', (_, document) => {
    expectRefused(document);
  });
});

describe('lone surrogates', () => {
  it.each<[string, string]>([
    ['high, escaped', '\\ud800'],
    ['low, escaped', '\\udc00'],
    ['the wrong way round', '\\udc00\\ud800'],
    ['high, as it is', '\ud800'],
    ['low, as it is', '\udfff'],
  ])('%s', (_, half) => {
    const text = `{"Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::${half}"}}`;
    for (const type of types) {
      expect(parsePolicy(text, type).problems.map(({ code }) => code)).toContain('lone-surrogate');
      expect(parsePolicy(text, type).policy).toBeUndefined();
    }
    const name = `{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"${half}":"x"}}}}`;
    expect(parsePolicy(name, 'resource').problems.map(({ code }) => code)).toContain('lone-surrogate');
  });

  it('in a context is a value like any other', () => {
    expect(conditionMatches({ StringLike: { k: '?' } }, { k: '\ud800' })).toBe(true);
    expect(conditionMatches({ StringEquals: { k: 'a' } }, { k: '\udc00a' })).toBe(false);
    expect(alone(policyOf(statement), { resource: 'arn:aws:s3:::b/\ud800' })).toBe('allowed');
  });
});

describe('much of everything', () => {
  const actions = Array.from({ length: 100_000 }, (_, index) => `s3:Action${index}`);
  const resources = Array.from({ length: 100_000 }, (_, index) => `arn:aws:s3:::b/${index}`);

  it('100,000 actions', () => {
    const document = policyOf({ Effect: 'Allow', Action: actions, Resource: '*' });
    expect(alone(document, { action: 's3:Action99999' })).toBe('allowed');
    expect(alone(document, { action: 's3:Action100000' })).toBe('implicitDeny');
  });
  it('100,000 actions with wildcards', () => {
    const document = policyOf({
      Effect: 'Allow',
      Action: actions.map((action) => `${action}*x`),
      Resource: '*',
    });
    expect(alone(document, { action: 's3:Action99999yx' })).toBe('allowed');
    expect(alone(document, { action: 's3:Other' })).toBe('implicitDeny');
  });
  it('100,000 resources, and 100,000 that are left out', () => {
    const allow = policyOf({ Effect: 'Allow', Action: '*', Resource: resources });
    const deny = policyOf({ Effect: 'Deny', Action: '*', NotResource: resources });
    for (const [key, outcome] of [
      ['b/99999', 'allowed'],
      ['b/100000', 'explicitDeny'],
    ] as const) {
      const resource = `arn:aws:s3:::${key}`;
      expect(besideAllowAll(deny, { resource })).toBe(outcome);
      expect(alone(allow, { resource })).toBe(outcome === 'allowed' ? 'allowed' : 'implicitDeny');
    }
  });
  it('20,000 statements', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => ({
      ...statement,
      Action: `s3:Action${index}`,
    }));
    expect(alone(policyOf(...many), { action: 's3:Action19999', resource: request.resource })).toBe(
      'allowed',
    );
    expect(alone(policyOf(...many), { action: 's3:Other', resource: request.resource })).toBe('implicitDeny');
  });
  it('100,000 values of a condition, and of a request', () => {
    const values = Array.from({ length: 100_000 }, (_, index) => `v${index}`);
    const positive = { StringEquals: { k: values } };
    expect(conditionMatches(positive, { k: 'v99999' })).toBe(true);
    expect(conditionMatches(positive, { k: 'v100000' })).toBe(false);
    expect(conditionMatches({ 'ForAllValues:StringLike': { k: 'v*' } }, { k: values })).toBe(true);
    expect(conditionMatches({ 'ForAnyValue:StringEquals': { k: 'none' } }, { k: values })).toBe(false);
  });
  it('10,000 condition keys, and 10,000 keys of a request', () => {
    const keys = Array.from({ length: 10_000 }, (_, index) => `k${index}`);
    const context = Object.fromEntries(keys.map((key) => [key, 'x']));
    const condition = { StringEquals: context };
    expect(conditionMatches(condition, context)).toBe(true);
    expect(conditionMatches(condition, { ...context, k9999: 'y' })).toBe(false);
  });
  it('10,000 faults are told, each once', () => {
    const faults = Array.from({ length: 10_000 }, () => 'GetObject');
    const { problems } = parsePolicy(JSON.stringify(policyOf({ ...statement, Action: faults })), 'identity');
    expect(problems.map(({ code }) => code)).toEqual(faults.map(() => 'invalid-action'));
  });
  it('1,000 policies', () => {
    const none = Array.from({ length: 1_000 }, (_, index) =>
      named(policyOf({ ...statement, Action: 'sqs:*' }), `${index}`),
    );
    expect(outcomeOf({ resource: request.resource }, { identity: none })).toBe('implicitDeny');
    const last = named(policyOf(statement));
    expect(outcomeOf({ resource: request.resource }, { identity: [...none, last] })).toBe('allowed');
  });
});

describe('long texts', () => {
  const long = 'a'.repeat(million);
  it('a Sid, an Id, an action and a resource of a megabyte', () => {
    expect(alone(policyOf({ ...statement, Sid: long }), { resource: request.resource })).toBe('allowed');
    const withId = { Id: long, Statement: [{ ...statement, Principal: '*' }] };
    expect(outcomeOf({ resource: request.resource }, { identity: [], resource: named(withId) })).toBe(
      'allowed',
    );
    const action = `s3:${long}`;
    expect(alone(policyOf({ ...statement, Action: action }), { action, resource: request.resource })).toBe(
      'allowed',
    );
    const resource = `arn:aws:s3:::b/${long}`;
    expect(alone(policyOf({ ...statement, Resource: resource }), { resource })).toBe('allowed');
    expect(alone(policyOf({ ...statement, Resource: resource }), { resource: `${resource}a` })).toBe(
      'implicitDeny',
    );
  });
  it('a megabyte of white space', () => {
    const text = JSON.stringify(policyOf(statement)).replaceAll(',', `,${' '.repeat(100_000)}\n`);
    expect(parsePolicy(text, 'identity').problems).toEqual([]);
    expect(alone(text, { resource: request.resource })).toBe('allowed');
  });
  it('a value and a key of a megabyte', () => {
    expect(conditionMatches({ StringEquals: { [long]: long } }, { [long]: long })).toBe(true);
    expect(conditionMatches({ StringEquals: { [long]: long } }, { [long]: `${long}a` })).toBe(false);
    expect(conditionMatches({ StringLike: { k: `${long}*` } }, { k: long })).toBe(true);
    expect(conditionMatches({ NumericEquals: { k: '1'.repeat(100_000) } }, { k: '1' })).toBe(false);
    expect(conditionMatches({ BinaryEquals: { k: 'QUJD' } }, { k: 'QUJD'.repeat(100_000) })).toBe(false);
    expect(conditionMatches({ IpAddress: { k: '::/0' } }, { k: ':'.repeat(100_000) })).toBe(false);
    expect(conditionMatches({ DateEquals: { k: '2020' } }, { k: '0'.repeat(100_000) })).toBe(false);
  });
  it('variables without end', () => {
    const open = '${'.repeat(10_000);
    expect(conditionMatches({ StringEquals: { k: open } }, { k: open })).toBe(true);
    const quoted = "${a,'".repeat(4_000);
    expect(conditionMatches({ StringLike: { k: quoted } }, { k: quoted })).toBe(true);
    const many = '${a}'.repeat(50_000);
    expect(conditionMatches({ StringEquals: { k: many } }, { k: 'x'.repeat(50_000), a: 'x' })).toBe(true);
  });

  // Patterns that take exponential time where a regular expression is made of them.
  it.each<[string, string, string, boolean]>([
    ['stars before a character', `${'*a'.repeat(50)}b`, 'a'.repeat(2_000), false],
    ['stars before a character, found', `${'*a'.repeat(50)}b`, `${'a'.repeat(2_000)}b`, true],
    ['stars in a row', `${'*'.repeat(10_000)}b`, 'a'.repeat(2_000), false],
    ['question marks', `${'?'.repeat(2_000)}b`, 'a'.repeat(2_000), false],
    ['stars and question marks', `${'*?'.repeat(500)}b`, 'a'.repeat(2_000), false],
    ['nested groups', '(a+)+$', 'a'.repeat(2_000), false],
    ['a pattern as long as its value', `*${'a'.repeat(2_000)}b`, 'a'.repeat(4_000), false],
  ])('%s', (_, pattern, value, matches) => {
    expect(conditionMatches({ StringLike: { k: pattern } }, { k: value })).toBe(matches);
    expect(conditionMatches({ StringNotLike: { k: pattern } }, { k: value })).toBe(!matches);
    const resource = policyOf({ Effect: 'Allow', Action: '*', Resource: `arn:aws:s3:::${pattern}` });
    expect(alone(resource, { resource: `arn:aws:s3:::${value}` }) === 'allowed').toBe(matches);
    const arn = { ArnLike: { k: `arn:aws:s3:::${pattern}` } };
    expect(conditionMatches(arn, { k: `arn:aws:s3:::${value}` })).toBe(matches);
  });
  it('an action of many stars', () => {
    const document = policyOf({ Effect: 'Allow', Action: `s3:${'*a'.repeat(50)}b`, Resource: '*' });
    expect(alone(document, { action: `s3:${'a'.repeat(2_000)}` })).toBe('implicitDeny');
    expect(alone(document, { action: `s3:${'a'.repeat(2_000)}b` })).toBe('allowed');
  });
  it.each<[string, string, boolean]>([
    ['arn:aws:s3:*:*:*', `arn:aws:s3${':'.repeat(20_000)}`, true],
    ['arn:aws:s3:*:*a*:*:x', `arn:aws:s3${':a'.repeat(2_000)}`, false],
    ['arn:aws:s3:*:*:?:?:?', `arn:aws:s3${':aa'.repeat(2_000)}`, false],
  ])('%s over many colons: %s', (pattern, resource, matches) => {
    const document = policyOf({ Effect: 'Allow', Action: '*', Resource: pattern });
    expect(alone(document, { resource }) === 'allowed').toBe(matches);
  });
});

describe('objects that are no plain data', () => {
  const cyclic: Record<string, unknown> = { ...policyOf(statement) };
  cyclic['self'] = cyclic;
  const throwing = (what: unknown) => ({
    get Statement(): unknown {
      throw what;
    },
  });
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  let deep: unknown = 'x';
  for (let level = 0; level < 50_000; level++) deep = [deep];

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a number', 7],
    ['NaN', Number.NaN],
    ['a boolean', true],
    ['a symbol', Symbol('policy')],
    ['a bigint', 7n],
    ['a function', () => policyOf(statement)],
    ['a date', new Date(0)],
    ['a regular expression', /x/],
    ['a map', new Map([['Statement', statement]])],
    ['a list', [policyOf(statement)]],
    ['a cycle', cyclic],
    ['a bigint inside', { Statement: { ...statement, Sid: 7n } }],
    ['an undefined Statement', { Version: version, Statement: undefined }],
    ['a function for a Statement', { Statement: () => statement }],
    ['a symbol for an Effect', policyOf({ ...statement, Effect: Symbol('Allow') })],
    ['a getter that throws an error', throwing(new Error('no'))],
    ['a getter that throws a text', throwing('no')],
    ['a getter that throws nothing', throwing(undefined)],
    [
      'toJSON that throws',
      {
        toJSON() {
          throw new Error('no');
        },
      },
    ],
    ['toJSON that gives itself up', { ...policyOf(statement), toJSON: () => undefined }],
    ['toJSON that gives a text', { ...policyOf(statement), toJSON: () => 'policy' }],
    ['a proxy that was revoked', revoked.proxy],
    [
      'a proxy whose traps throw',
      new Proxy(
        {},
        {
          ownKeys() {
            throw new Error('no');
          },
          get() {
            throw new Error('no');
          },
        },
      ),
    ],
    ['lists in lists', { Statement: deep }],
    ['typed bytes', new Uint8Array([123, 125])],
    ['a text object of no policy', Object('policy')],
  ])('%s', (_, document) => {
    expectRefused(document);
  });

  // What gives the text of a policy is one.
  it.each<[string, unknown]>([
    ['toJSON that gives a policy', { toJSON: () => policyOf(statement) }],
    [
      'a getter',
      {
        Version: version,
        get Statement() {
          return statement;
        },
      },
    ],
    ['a proxy', new Proxy(policyOf(statement), {})],
    ['no prototype', Object.assign(Object.create(null) as object, policyOf(statement))],
    ['frozen', Object.freeze(policyOf(Object.freeze(statement)))],
    ['undefined members', { ...policyOf({ ...statement, Sid: undefined }), Id: undefined }],
    ['an object printed as a policy', Object.assign(new (class Own {})(), policyOf(statement))],
  ])('%s is a policy', (_, document) => {
    expect(alone(document, { resource: request.resource })).toBe('allowed');
    expect(alone(document, { resource: 'arn:aws:s3:::c/k' })).toBe('implicitDeny');
  });

  // "An object, or its JSON text" (types.ts): the two mean the same, and have the same problems.
  class Own {
    readonly Effect = 'Allow';
    readonly Action = 's3:GetObject';
    readonly Resource = '*';
  }
  const sparse: unknown[] = [];
  sparse[1] = 's3:GetObject';
  const condition = (value: unknown) =>
    policyOf({ ...statement, Condition: { NumericEquals: { 'svc:N': value } } });
  it.each<[string, unknown]>([
    ['characters beyond U+00FF', policyOf({ ...statement, Resource: ['*', 'arn:aws:s3:::中'] })],
    ['a lone surrogate', policyOf({ ...statement, Resource: ['*', 'arn:aws:s3:::\ud800'] })],
    ['a date for a text', policyOf({ ...statement, Condition: { DateEquals: { 'svc:D': new Date(0) } } })],
    ['boxed texts', policyOf({ ...statement, Effect: Object('Allow') as unknown })],
    [
      'a boxed boolean',
      policyOf({ ...statement, Condition: { Bool: { 'svc:B': Object(true) as unknown } } }),
    ],
    ['toJSON inside', policyOf({ ...statement, Action: { toJSON: () => 's3:GetObject' } })],
    [
      'toJSON by name',
      { Statement: { ...statement, Resource: { toJSON: (key: string) => `arn:aws:s3:::${key}` } } },
    ],
    ['an object of a class', policyOf(new Own() as unknown as Record<string, unknown>)],
    ['a sparse list', policyOf({ ...statement, Action: sparse })],
    ['undefined in a list', policyOf({ ...statement, Action: ['s3:GetObject', undefined] })],
    ['a function in a list', policyOf({ ...statement, Action: ['s3:GetObject', () => 's3:PutObject'] })],
    ['a symbol for a name', policyOf({ ...statement, [Symbol('Sid')]: 'x' })],
    [
      'a list with more than items',
      policyOf({ ...statement, Action: Object.assign(['s3:GetObject'], { x: 1 }) }),
    ],
    ['NaN', condition(Number.NaN)],
    ['infinity', condition(Number.POSITIVE_INFINITY)],
    ['a large number', condition(1e21)],
    ['a small number', condition(1e-7)],
    ['minus zero', condition(-0)],
    ['a bigint', condition(7n)],
    ['a hundred levels', policyOf({ ...statement, Sid: JSON.parse(nested('[', ']', 100)) as unknown })],
  ])('%s: an object means what its text means', (_, document) => {
    let text = '';
    try {
      text = JSON.stringify(document);
    } catch {
      // No text at all.
    }
    for (const context of [{}, { 'svc:N': '0', 'svc:D': '0', 'svc:B': 'true' }, { 'svc:N': '1e21' }]) {
      const asked = { ...request, context };
      const answers = [document, text].map((given) => {
        const compiled = compile({ identity: [named(given)] });
        const { outcome, problems, trace } = authorize(asked, compiled);
        expect(decide(asked, compiled)).toBe(outcome);
        const readable = trace.layers.map(({ policies }) => policies.map((policy) => policy.readable));
        return { outcome, readable, codes: problems.map(({ code }) => code) };
      });
      expect(answers[0]).toEqual(answers[1]);
    }
  });
});

describe('requests of no sense', () => {
  const odd = [
    '',
    ' ',
    ':',
    '::',
    '*',
    's3:*',
    'arn:',
    'arn:aws:s3',
    ':'.repeat(100_000),
    'é中😀',
    '\0',
    '${aws:username}',
  ];
  it.each(odd.map((text) => [JSON.stringify(text.slice(0, 20)), text] as const))(
    '%s as any part of it',
    (_, text) => {
      for (const part of ['principal', 'action', 'resource', 'resourceAccountId', 'issuer'] as const) {
        const strange = { ...request, [part]: text, context: { [text]: text } };
        expect(['implicitDeny', 'allowed']).toContain(
          outcomeOf(strange, { identity: [named(policyOf(statement))] }),
        );
        expect(outcomeOf(strange, { identity: [] })).toBe('implicitDeny');
      }
    },
  );

  // A wildcard in a request is a character, and matches nothing by itself.
  it.each<[string, string]>([
    ['s3:*', 'arn:aws:s3:::b/k'],
    ['*', 'arn:aws:s3:::b/k'],
    ['s3:Get*', 'arn:aws:s3:::b/k'],
    ['s3:GetObject', '*'],
    ['s3:GetObject', 'arn:aws:s3:::*'],
    ['s3:GetObject', 'arn:aws:s3:::?/k'],
  ])('%s on %s is not what a policy allows for one object', (action, resource) => {
    expect(alone(policyOf(statement), { action, resource })).toBe('implicitDeny');
  });
});

it('what was read of a large policy prints, and reads back the same', () => {
  const Action = Array.from({ length: 20_000 }, (_, index) => `s3:Action${index}`);
  const text = JSON.stringify(policyOf({ ...statement, Action }));
  const { policy } = parsePolicy(text, 'identity');
  const printed = policy === undefined ? '' : printPolicy(policy);
  const again = parsePolicy(printed, 'identity').policy;
  expect(again && printPolicy(again)).toBe(printed);
  expect(JSON.parse(printed)).toEqual(JSON.parse(text));
});
