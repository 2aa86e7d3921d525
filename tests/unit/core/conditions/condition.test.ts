import {
  absentKeys,
  asksForAbsent,
  explainCondition,
} from '../../../../src/core/conditions/explain-condition.ts';
import { describe, expect, it } from 'vitest';
import {
  compileConditions,
  conditionHolds,
  expectedTexts,
  makeConditionTable,
} from '../../../../src/core/conditions/condition.ts';
import { requestContext } from '../../../../src/core/match/context.ts';
import { parsePolicy } from '../../../../src/core/policy/parse.ts';

type Context = Readonly<Record<string, string | readonly string[]>>;

function compiled(condition: unknown, version = '2012-10-17') {
  const text = JSON.stringify({
    Version: version,
    Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: condition },
  });
  const { policy, problems } = parsePolicy(text, 'identity');
  expect(problems).toEqual([]);
  const table = makeConditionTable(() => undefined);
  return { table, conditions: compileConditions(table, policy?.statements[0]?.condition, policy?.version) };
}

const holds = (condition: unknown, given: Context, version?: string) => {
  const { table, conditions } = compiled(condition, version);
  const context = requestContext(given);
  return conditions.every(({ test }) => conditionHolds(table, test, context));
};

describe('the tables of reference_policies_elements_condition_operators', () => {
  const tags = {
    StringEqualsIgnoreCase: { 'aws:RequestTag/environment': ['preprod', 'storage'] },
    'ForAnyValue:StringEquals': { 'aws:TagKeys': 'environment' },
  };
  const logs = {
    'ForAllValues:ArnLike': {
      'logs:LogGeneratingResourceArns': [
        'arn:aws:cloudfront::123456789012:distribution/*',
        'arn:aws:cloudfront::123456789012:distribution/support*',
      ],
    },
  };
  const home = { StringLike: { 's3:prefix': ['home/', 'home/${aws:username}/'] } };
  const job = { StringEquals: { 'aws:PrincipalTag/job-category': 'iamuser-admin' } };
  const types = { StringLikeIfExists: { 'ec2:InstanceType': ['t1.*', 't2.*', 'm3.*'] } };
  const topic = { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID' } };
  it.each<[unknown, Context, boolean]>([
    [job, { 'aws:PrincipalTag/job-category': 'iamuser-admin' }, true],
    [job, { 'aws:PrincipalTag/job-category': 'dev-ops' }, false],
    [job, {}, false],
    [home, { 's3:prefix': 'home/martha_rivera/', 'aws:username': 'martha_rivera' }, true],
    [home, { 's3:prefix': 'home/martha_rivera/', 'aws:username': 'nikki_wolf' }, false],
    [home, { 's3:prefix': 'home/martha_rivera/' }, false],
    [tags, { 'aws:TagKeys': ['environment'], 'aws:RequestTag/environment': 'preprod' }, true],
    [tags, { 'aws:TagKeys': ['environment', 'costcenter'], 'aws:RequestTag/environment': 'PreProd' }, true],
    [tags, { 'aws:TagKeys': ['Environment'], 'aws:RequestTag/Environment': 'preprod' }, false],
    [tags, { 'aws:TagKeys': ['costcenter'], 'aws:RequestTag/environment': 'preprod' }, false],
    [tags, { 'aws:RequestTag/environment': 'storage' }, false],
    [tags, { 'aws:TagKeys': ['environment'] }, false],
    [tags, {}, false],
    [{ Bool: { 'aws:SecureTransport': 'false' } }, { 'aws:SecureTransport': 'false' }, true],
    [{ Bool: { 'aws:SecureTransport': 'false' } }, { 'aws:SecureTransport': 'true' }, false],
    [{ Bool: { 'aws:SecureTransport': 'false' } }, {}, false],
    [
      { BinaryEquals: { key: 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' } },
      { key: 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' },
      true,
    ],
    [{ BinaryEquals: { key: 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' } }, { key: 'ASIAIOSFODNN7EXAMPLE' }, false],
    [{ BinaryEquals: { key: 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' } }, {}, false],
    [{ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, { 'aws:SourceIp': '203.0.113.1' }, true],
    [{ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, { 'aws:SourceIp': '198.51.100.1' }, false],
    [topic, { 'aws:SourceArn': 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID' }, true],
    [topic, { 'aws:SourceArn': 'arn:aws:sns:us-west-2:777788889999:TOPIC-ID' }, false],
    [topic, {}, false],
    [
      logs,
      { 'logs:LogGeneratingResourceArns': ['arn:aws:cloudfront::123456789012:distribution/costcenter'] },
      true,
    ],
    [
      logs,
      {
        'logs:LogGeneratingResourceArns': [
          'arn:aws:cloudfront::123456789012:distribution/costcenter',
          'arn:aws:cloudfront::777788889999:distribution/costcenter',
        ],
      },
      false,
    ],
    [logs, {}, true],
    [types, { 'ec2:InstanceType': 't1.micro' }, true],
    [types, { 'ec2:InstanceType': 'm2.micro' }, false],
    [types, {}, true],
    [{ Null: { 'aws:TokenIssueTime': 'false' } }, { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' }, true],
    [{ Null: { 'aws:TokenIssueTime': 'false' } }, {}, false],
    [{ Null: { 'aws:TokenIssueTime': 'true' } }, {}, true],
  ])('%j with %j: %s', (condition, context, expected) => {
    expect(holds(condition, context)).toBe(expected);
  });
});

describe('the set operators (reference_policies_condition-single-vs-multi-valued-context-keys)', () => {
  const all = (tags?: readonly string[]) =>
    holds(
      {
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['environment', 'cost-center'] },
        Null: { 'aws:TagKeys': 'false' },
      },
      tags === undefined ? {} : { 'aws:TagKeys': tags },
    );
  const any = (tags?: readonly string[]) =>
    holds(
      { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['environment', 'cost-center'] } },
      tags === undefined ? {} : { 'aws:TagKeys': tags },
    );
  it.each<[readonly string[] | undefined, boolean, boolean]>([
    [['environment'], true, true],
    [['cost-center'], true, true],
    [['environment', 'cost-center'], true, true],
    [['environment', 'dept'], false, true],
    [['dept'], false, false],
    [undefined, false, false],
    [[], false, false],
  ])('%j: ForAllValues with Null %s, ForAnyValue %s', (tags, forAll, forAny) => {
    expect(all(tags)).toBe(forAll);
    expect(any(tags)).toBe(forAny);
  });

  it.each<[string, readonly string[], boolean]>([
    ['ForAllValues:StringNotEquals', ['x', 'y'], true],
    ['ForAllValues:StringNotEquals', ['x', 'a'], false],
    ['ForAnyValue:StringNotEquals', ['x', 'a'], true],
    ['ForAnyValue:StringNotEquals', ['a', 'b'], false],
    ['ForAllValues:StringEquals', [''], true],
    ['StringEquals', ['x', 'a'], true],
    ['StringNotEquals', ['x', 'a'], false],
    ['StringNotEquals', ['x', 'y'], true],
  ])('%s over %j against a and b: %s', (operator, values, expected) => {
    expect(holds({ [operator]: { k: ['a', 'b'] } }, { k: values })).toBe(expected);
  });
});

describe('an absent key', () => {
  it.each([
    ['StringEquals', false],
    ['StringNotEquals', true],
    ['StringNotLike', true],
    ['NumericNotEquals', true],
    ['DateNotEquals', true],
    ['NotIpAddress', true],
    ['ArnNotLike', true],
    ['ArnNotEquals', true],
    ['NumericLessThan', false],
    ['StringEqualsIfExists', true],
    ['StringNotEqualsIfExists', true],
    ['ForAllValues:StringEquals', true],
    ['ForAllValues:StringNotEquals', true],
    ['ForAnyValue:StringEquals', false],
    ['ForAnyValue:StringNotEquals', false],
    ['ForAnyValue:StringEqualsIfExists', true],
  ])('%s is %s', (operator, expected) => {
    expect(holds({ [operator]: { k: 'x' } }, {})).toBe(expected);
    expect(holds({ [operator]: { k: 'x' } }, { k: [] })).toBe(expected);
  });
});

describe('values and variables', () => {
  it.each<[string, string, string, boolean]>([
    ['StringEquals', 'a*', 'abc', false],
    ['StringLike', 'a*', 'abc', true],
    ['StringLike', 'a*', 'Abc', false],
    ['StringNotLike', 'a*', 'abc', false],
    ['StringEqualsIgnoreCase', 'ABC', 'abc', true],
    ['StringNotEqualsIgnoreCase', 'ABC', 'abc', false],
    ['NumericEquals', '10', '10.0', true],
    ['NumericNotEquals', '10', '11', true],
    ['NumericLessThan', '10', '9.5', true],
    ['NumericLessThan', '10', '10', false],
    ['NumericLessThanEquals', '10', '10', true],
    ['NumericGreaterThan', '10', '9', false],
    ['NumericGreaterThanEquals', '-1', '-1', true],
    ['NumericLessThan', '10', 'nine', false],
    ['NumericEquals', '0x10', '16', false],
    ['DateEquals', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00', true],
    ['DateEquals', '2026-01-01', '1767225600', true],
    ['DateNotEquals', '2026-01-01', '1767225601', true],
    ['DateLessThan', '2026-01-01T00:00:00Z', '2025-12-31T23:59:59.999Z', true],
    ['DateLessThanEquals', '2026', '2026-01-01T00:00Z', true],
    ['DateGreaterThan', '2020-01-01T00:00:01Z', '2020-01-01T00:00:01Z', false],
    ['DateGreaterThanEquals', '2024-02-29', '2024-02-29', true],
    ['DateGreaterThanEquals', '2023-02-29', '2024-02-29', false],
    ['Bool', 'TRUE', 'true', true],
    ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5678:9::1', true],
    ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5679::1', false],
    ['IpAddress', '203.0.113.5', '203.0.113.5', true],
    ['IpAddress', '203.0.113.5', '203.0.113.6', false],
    ['IpAddress', '0.0.0.0/0', '2001:db8::1', false],
    ['IpAddress', '10.0.0.0/9', '10.127.255.255', true],
    ['IpAddress', '10.0.0.0/9', '10.128.0.0', false],
    ['IpAddress', '::ffff:192.0.2.0/120', '::ffff:c000:2ff', true],
    ['IpAddress', '10.0.0.0/33', '10.0.0.0', false],
    ['IpAddress', '10.0.0.0/8', '010.0.0.1', false],
    ['NotIpAddress', '203.0.113.0/24', '198.51.100.1', true],
    ['NotIpAddress', '203.0.113.0/24', '203.0.113.9', false],
    ['BinaryEquals', 'QQ==', 'QR==', true],
    ['BinaryEquals', 'QQ==', 'QQ', false],
    ['ArnLike', 'arn:aws:s3:::b*', 'arn:aws:s3:::b/a:c', true],
    ['ArnEquals', 'arn:aws:iam::*:user/al*', 'arn:aws:iam::111122223333:user/alice', true],
    // Each part on its own: a star does not reach into the next.
    ['ArnLike', 'arn:aws:s*:user/x', 'arn:aws:sns:us-east-1:1:user/x', false],
    ['ArnLike', 'arn:aws:sqs:*:1:q', 'arn:aws:sqs:us-east-1:2:1:q', false],
    ['ArnLike', '*', 'arn:aws:s3:::b', true],
    ['ArnLike', '*', 'text', false],
    ['ArnNotLike', 'arn:aws:s3:::b', 'arn:aws:s3:::c', true],
    ['ArnNotEquals', 'arn:aws:s3:::b*', 'arn:aws:s3:::bc', false],
  ])('%s %s holds for %s: %s', (operator, expected, actual, result) => {
    expect(holds({ [operator]: { k: expected } }, { K: actual })).toBe(result);
  });

  // reference_policies_variables: null variables, `${*}`, defaults, and where there are variables at all
  it.each<[unknown, Context, string, boolean]>([
    [{ StringEquals: { k: '${aws:username}' } }, { k: 'a', 'aws:username': 'a' }, '2012-10-17', true],
    [{ StringEquals: { k: '${aws:username}' } }, { k: '${aws:username}' }, '2008-10-17', true],
    [{ StringEquals: { k: '${x}' } }, { k: 'a' }, '2012-10-17', false],
    [{ StringLike: { k: '${x}*' } }, { k: 'a' }, '2012-10-17', false],
    [{ StringNotEquals: { k: '${x}' } }, { k: 'a' }, '2012-10-17', true],
    [{ StringNotLike: { k: '${x}' } }, { k: 'a' }, '2012-10-17', true],
    [{ StringEquals: { k: "${x, 'a'}" } }, { k: 'a' }, '2012-10-17', true],
    [{ StringLike: { k: '${*}x' } }, { k: '*x' }, '2012-10-17', true],
    [{ StringLike: { k: '${*}x' } }, { k: 'yx' }, '2012-10-17', false],
    [{ StringLike: { k: '${x}' } }, { k: 'abc', x: 'a*' }, '2012-10-17', false],
    [{ NumericEquals: { k: '${x}' } }, { k: '1', x: '1' }, '2012-10-17', false],
    [
      { ArnLike: { k: 'arn:aws:iam::1:user/${x}' } },
      { k: 'arn:aws:iam::1:user/a', x: 'a' },
      '2012-10-17',
      true,
    ],
    [
      // Where in the ARN a variable may stand is limited for the Resource element only.
      { ArnLike: { k: 'arn:aws:iam::${x}:user/a' } },
      { k: 'arn:aws:iam::1:user/a', x: '1' },
      '2012-10-17',
      true,
    ],
    [
      { ArnLike: { k: 'arn:aws:iam::${x}:user/a' } },
      { k: 'arn:aws:iam::1:user/a', x: '*' },
      '2012-10-17',
      false,
    ],
  ])('%j with %j, version %s: %s', (condition, context, version, expected) => {
    expect(holds(condition, context, version)).toBe(expected);
  });
});

describe('the explanation', () => {
  it.each<[unknown, Context, string, readonly string[]]>([
    [{ StringEquals: { K: 'a' } }, { k: 'a' }, 'matched', []],
    [{ StringEquals: { K: 'a' } }, { k: 'b' }, 'condition-false', []],
    [{ StringEquals: { K: 'a' } }, {}, 'missing-context-key', ['K']],
    [{ StringNotEquals: { K: 'a' } }, {}, 'matched', ['K']],
    [{ StringEquals: { K: '${aws:X}' } }, { k: 'a' }, 'empty-variable', ['aws:X']],
    [{ StringEquals: { K: ['a', '${aws:X}'] } }, { k: 'a' }, 'matched', []],
    [{ StringNotEquals: { K: ['a', '${aws:X}'] } }, { k: 'a' }, 'condition-false', []],
    [{ StringNotEquals: { K: '${aws:X}' } }, { k: 'a' }, 'matched', ['aws:X']],
    [{ NumericEquals: { K: 'ten' } }, { k: '10' }, 'malformed-value', []],
    [{ NumericEquals: { K: '10' } }, { k: 'ten' }, 'malformed-context-value', []],
    [{ NumericEquals: { K: '10' } }, { k: ['ten', '11'] }, 'condition-false', []],
    [{ DateLessThan: { K: '2026-01-01' } }, { k: 'yesterday' }, 'malformed-context-value', []],
    [{ IpAddress: { K: '10.0.0.0/8' } }, { k: '10.0.0' }, 'malformed-context-value', []],
    [{ ArnLike: { K: 'arn:aws:s3:::*' } }, { k: 'arn:aws:s3' }, 'malformed-context-value', []],
    [{ Bool: { K: 'true' } }, { k: 'yes' }, 'malformed-context-value', []],
    [{ BinaryEquals: { K: 'QQ==' } }, { k: 'Q' }, 'malformed-context-value', []],
    [{ NotIpAddress: { K: '10.0.0.0/8' } }, { k: '10.0.0' }, 'matched', []],
    [{ Null: { K: 'true' } }, { k: '10' }, 'condition-false', []],
    [{ Null: { K: 'false' } }, {}, 'missing-context-key', ['K']],
  ])('%j with %j: %s, hanging on %j', (condition, context, reason, keys) => {
    const { table, conditions } = compiled(condition);
    const [first] = conditions;
    expect(first).toBeDefined();
    if (first === undefined) return;
    const asked = requestContext(context);
    expect(explainCondition(table, first.test, asked)).toBe(reason);
    expect(absentKeys(table, first, asked)).toEqual(keys);
    // What hangs on absent keys asks for them.
    if (keys.length > 0) expect(asksForAbsent(table, first.test, asked)).toBe(true);
  });

  it('gives the values of the policy with variables replaced', () => {
    const { table, conditions } = compiled({ StringLike: { k: ['${a}/*', '${b}', 'c'] } });
    const [first] = conditions;
    const texts = first && expectedTexts(table, first.test, requestContext({ a: 'x' }));
    expect(texts).toEqual(['x/*', '${b}', 'c']);
  });

  it('is made once for a set, and answers each request for itself', () => {
    const condition = { StringEquals: { k: 'a', K: 'a' } };
    const { table, conditions } = compiled(condition);
    const [one, other] = conditions;
    expect(one?.test).toBe(other?.test);
    if (one === undefined) return;
    const yes = requestContext({ k: 'a' });
    const no = requestContext({ k: 'b' });
    const answers = [yes, no, yes, no].map((context) => conditionHolds(table, one.test, context));
    expect(answers).toEqual([true, false, true, false]);
  });

  it('joins the values of names that differ only by case', () => {
    expect(holds({ 'ForAllValues:StringEquals': { k: ['a', 'b'] } }, { k: 'a', K: ['b'] })).toBe(true);
    expect(holds({ 'ForAllValues:StringEquals': { k: ['a'] } }, { k: 'a', K: ['b'] })).toBe(false);
    expect(holds({ Null: { k: 'true' } }, { k: [], K: [] })).toBe(true);
  });
});
