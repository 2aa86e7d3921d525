import { describe, expect, it } from 'vitest';
import type { PolicyType } from '../../../../src/core/policy/policy-type.ts';
import { parsePolicy, policyErrors } from '../../../../src/core/policy/parse.ts';
import { operatorNames } from '../../../../src/core/policy/operator-form.ts';

const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const read = (document: unknown, type: PolicyType = 'identity') =>
  parsePolicy(JSON.stringify(document), type);
const codes = (document: unknown, type: PolicyType = 'identity') =>
  read(document, type).problems.map(({ code }) => code);
const withStatement = (change: object) => ({ Version: '2012-10-17', Statement: { ...statement, ...change } });
/** A statement without one of its elements. */
const without = (element: keyof typeof statement) => ({
  Statement: Object.fromEntries(Object.entries(statement).filter(([name]) => name !== element)),
});

describe('parsePolicy', () => {
  it('reads a document with the place of each value', () => {
    const text = `{
  "Version": "2012-10-17",
  "Statement": {
    "Sid": "One",
    "Effect": "Allow",
    "Action": ["s3:Get*", "s3:List*"],
    "Resource": "arn:aws:s3:::b/\${aws:username}",
    "Condition": { "Bool": { "aws:SecureTransport": true }, "NumericLessThan": { "s3:max-keys": [10, "20"] } }
  }
}`;
    const { policy, problems } = parsePolicy(text, 'identity');
    expect(problems).toEqual([]);
    expect(policy).toMatchObject({
      version: '2012-10-17',
      statements: [
        {
          index: 0,
          path: ['Statement'],
          sid: 'One',
          effect: 'Allow',
          action: {
            element: 'Action',
            path: ['Statement', 'Action'],
            values: [{ value: 's3:Get*', span: { line: 6, column: 16 } }, { value: 's3:List*' }],
          },
          resource: { element: 'Resource', values: [{ value: 'arn:aws:s3:::b/${aws:username}' }] },
          // "Quotation marks are optional for numeric and Boolean values." (reference_policies_grammar)
          condition: {
            blocks: [
              { operator: 'Bool', keys: [{ key: 'aws:SecureTransport', values: [{ value: 'true' }] }] },
              { operator: 'NumericLessThan', keys: [{ values: [{ value: '10' }, { value: '20' }] }] },
            ],
          },
        },
      ],
    });
    const span = policy?.statements[0]?.resource?.values[0]?.span;
    expect(text.slice(span?.start, span?.end)).toBe('"arn:aws:s3:::b/${aws:username}"');
  });

  it('gives no policy when there is an error, and one when there is none', () => {
    expect(read(withStatement({})).policy).toBeDefined();
    const refused = read(withStatement({ Effect: 'allow' }));
    expect(refused.policy).toBeUndefined();
    expect(policyErrors(refused.problems)).toHaveLength(1);
  });

  it.each<[string, unknown, string]>([
    ['not an object', [statement], 'wrong-type'],
    ['no Statement', { Version: '2012-10-17' }, 'missing-statement'],
    ['an empty list of statements', { Statement: [] }, 'empty-list'],
    ['a statement that is a text', { Statement: ['x'] }, 'wrong-type'],
    ['a wrong version', { Version: '2012-10-18', Statement: statement }, 'invalid-version'],
    ['a version that is a number', { Version: 2012, Statement: statement }, 'invalid-version'],
    ['an unknown element', { Statement: statement, Comment: '' }, 'unknown-element'],
    ['an unknown element of a statement', withStatement({ Comment: '' }), 'unknown-element'],
    ['no Effect', without('Effect'), 'missing-effect'],
    ['an Effect in the wrong case', withStatement({ Effect: 'allow' }), 'invalid-effect'],
    ['no Action', without('Action'), 'missing-action'],
    ['both Action and NotAction', withStatement({ NotAction: '*' }), 'conflicting-elements'],
    ['no Resource', without('Resource'), 'missing-resource'],
    ['both Resource and NotResource', withStatement({ NotResource: '*' }), 'conflicting-elements'],
    ['an empty list of actions', withStatement({ Action: [] }), 'empty-list'],
    ['an action that is a number', withStatement({ Action: [1] }), 'wrong-type'],
    ['an action without a service', withStatement({ Action: 'GetObject' }), 'invalid-action'],
    ['a wildcard in the service', withStatement({ Action: 's3*:GetObject' }), 'invalid-action'],
    ['an action without a name', withStatement({ Action: 's3:' }), 'invalid-action'],
    ['a space in an action', withStatement({ Action: 's3:Get Object' }), 'invalid-action'],
    ['a resource that is no ARN', withStatement({ Resource: 'bucket' }), 'invalid-resource'],
    ['a wildcard in the service of an ARN', withStatement({ Resource: 'arn:aws:*:::b' }), 'invalid-resource'],
    ['a Sid with a space', withStatement({ Sid: 'a b' }), 'invalid-sid'],
    [
      'a Sid twice',
      {
        Statement: [
          { ...statement, Sid: 'A' },
          { ...statement, Sid: 'A' },
        ],
      },
      'duplicate-sid',
    ],
    ['an unknown operator', withStatement({ Condition: { StringIs: { k: 'v' } } }), 'unknown-operator'],
    [
      'an operator in the wrong case',
      withStatement({ Condition: { stringEquals: { k: 'v' } } }),
      'unknown-operator',
    ],
    ['Null with IfExists', withStatement({ Condition: { NullIfExists: { k: 'true' } } }), 'unknown-operator'],
    [
      'an unknown set operator',
      withStatement({ Condition: { 'ForAll:Bool': { k: 'true' } } }),
      'unknown-operator',
    ],
    ['Null with another value', withStatement({ Condition: { Null: { k: 'yes' } } }), 'invalid-null-value'],
    ['a condition that is a list', withStatement({ Condition: [] }), 'wrong-type'],
    ['an operator without keys', withStatement({ Condition: { Bool: 'true' } }), 'wrong-type'],
    ['a condition value that is an object', withStatement({ Condition: { Bool: { k: {} } } }), 'wrong-type'],
    [
      'an empty condition key',
      withStatement({ Condition: { Bool: { '': 'true' } } }),
      'invalid-condition-key',
    ],
  ])('refuses %s', (_, document, code) => {
    expect(codes(document)).toEqual([code]);
  });

  it.each<[string, string]>([
    ['{ "statement": [] }', 'a policy has no element `statement`: did you mean `Statement`?'],
    ['{ "Statement": { "effect": "Allow" } }', 'a statement has no element `effect`: did you mean `Effect`?'],
    ['{ "Statement": { "Resorce": "*" } }', 'a statement has no element `Resorce`: did you mean `Resource`?'],
    ['{ "Statement": { "Efect": "Allow" } }', 'a statement has no element `Efect`: did you mean `Effect`?'],
    [
      '{ "Statement": { "Condition": { "ForAnyValue:stringlikeIfExists": {} } } }',
      'there is no condition operator `ForAnyValue:stringlikeIfExists`: did you mean `ForAnyValue:StringLikeIfExists`?',
    ],
    [
      '{ "Statement": { "Effect": "ALLOW" } }',
      '`Effect` must be `"Allow"` or `"Deny"`, with this case: did you mean `Allow`?',
    ],
  ])('asks whether something else was meant: %s', (text, message) => {
    expect(parsePolicy(text, 'identity').problems.map((problem) => problem.message)).toContain(message);
  });

  it('takes all 27 operators, each with IfExists (but Null) and both set operators', () => {
    expect(operatorNames).toHaveLength(27);
    const forms = operatorNames.flatMap((name) => {
      const withIfExists = name === 'Null' ? [name] : [name, `${name}IfExists`];
      return withIfExists.flatMap((form) => [form, `ForAllValues:${form}`, `ForAnyValue:${form}`]);
    });
    const Condition = Object.fromEntries(forms.map((form) => [form, { 'aws:key': 'true' }]));
    expect(codes(withStatement({ Condition }))).toEqual([]);
  });

  // Which elements each type takes: reference_policies_grammar, reference_policies_elements_notprincipal,
  // orgs_manage_policies_scps_syntax and orgs_manage_policies_rcps_syntax.
  const everyone = { Principal: '*' };
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } };
  it.each<[PolicyType, string, object, readonly string[]]>([
    ['identity', 'Principal', everyone, ['element-not-allowed']],
    ['boundary', 'Principal', everyone, ['element-not-allowed']],
    ['session', 'Principal', everyone, ['element-not-allowed']],
    ['scp', 'Principal', everyone, ['element-not-allowed']],
    ['scp', 'NotAction with Allow', { NotAction: 'iam:*', Action: undefined }, []],
    ['resource', 'no Principal', {}, ['missing-principal']],
    ['resource', 'Principal', everyone, []],
    [
      'resource',
      'NotPrincipal with Allow',
      { NotPrincipal: { AWS: '123456789012' } },
      ['not-principal-with-allow'],
    ],
    ['resource', 'NotPrincipal with Deny', { Effect: 'Deny', NotPrincipal: { AWS: '123456789012' } }, []],
    ['endpoint', 'Principal', everyone, []],
    ['resource', 'a Sid with a space', { ...everyone, Sid: 'a b' }, []],
    ['rcp', 'Allow', { ...everyone }, ['rcp-allow']],
    ['rcp', 'Deny', { ...everyone, Effect: 'Deny' }, []],
    ['rcp', 'all actions', { ...everyone, Effect: 'Deny', Action: '*' }, ['rcp-all-actions']],
    [
      'rcp',
      'NotAction',
      { ...everyone, Effect: 'Deny', Action: undefined, NotAction: 's3:*' },
      ['element-not-allowed'],
    ],
    ['rcp', 'a principal', { Effect: 'Deny', Principal: { AWS: '*' } }, ['invalid-principal']],
    ['rcp', 'RCPFullAWSAccess', { ...everyone, Action: '*' }, []],
  ])('%s policy: %s', (type, _, change, expected) => {
    expect(codes({ Statement: { ...statement, ...change } }, type)).toEqual(expected);
  });

  it.each<[string, object, readonly string[]]>([
    ['as AWS documents it', trust, []],
    ['with a Resource', { ...trust, Resource: '*' }, ['element-not-allowed']],
    [
      'with NotPrincipal',
      { ...trust, Principal: undefined, NotPrincipal: '*', Effect: 'Deny' },
      ['element-not-allowed'],
    ],
    ['about another service', { ...trust, Action: 's3:GetObject' }, ['not-an-sts-action']],
  ])('trust policy %s', (_, given, expected) => {
    expect(codes({ Statement: given }, 'trust')).toEqual(expected);
  });

  it('takes Id in resource-based policies only', () => {
    expect(codes({ Id: 'x', Statement: { ...statement, Principal: '*' } }, 'resource')).toEqual([]);
    expect(codes({ Id: 'x', Statement: statement })).toEqual(['element-not-allowed']);
  });

  // "Session policies […] do not support incomplete ARNs" (reference_policies_grammar, resource_string)
  it('completes ARNs in identity-based policies only', () => {
    const document = withStatement({ Resource: 'arn:aws:sqs' });
    expect(codes(document)).toEqual([]);
    expect(codes(document, 'session')).toEqual(['invalid-resource']);
  });

  // reference_policies_elements_principal
  it.each<[unknown, boolean]>([
    ['*', true],
    [{ AWS: '*' }, true],
    [{ AWS: '123456789012' }, true],
    [{ AWS: ['arn:aws:iam::123456789012:root', '555555555555'] }, true],
    [{ AWS: 'arn:aws:iam::123456789012:user/division/alice' }, true],
    [{ AWS: 'arn:aws:iam::123456789012:role/admin' }, true],
    [{ AWS: 'arn:aws:sts::123456789012:assumed-role/admin/session' }, true],
    [{ AWS: 'arn:aws:sts::123456789012:federated-user/bob' }, true],
    [{ AWS: 'AROA123456789EXAMPLE' }, true],
    [{ Service: ['ecs.amazonaws.com', 's3.ap-east-1.amazonaws.com'] }, true],
    [{ Federated: 'accounts.google.com' }, true],
    [{ Federated: 'arn:aws:iam::123456789012:saml-provider/adfs' }, true],
    [{ CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' }, true],
    ['123456789012', false],
    [{ AWS: 'alice' }, false],
    [{ AWS: '12345678901' }, false],
    [{ AWS: 'arn:aws:iam::123456789012:user/*' }, false],
    [{ AWS: 'arn:aws:iam::123456789012:group/admins' }, false],
    [{ Service: '*' }, false],
    [{ Service: 'lambda' }, false],
    [{ Federated: 'google' }, false],
    [{}, false],
    [{ AWS: [] }, false],
    [{ User: '*' }, false],
  ])('principal %j: valid is %s', (Principal, valid) => {
    expect(codes({ Statement: { ...statement, Principal } }, 'resource').length === 0).toBe(valid);
  });

  it('takes tab, LF, CR and U+0020 to U+00FF in the text of an IAM policy', () => {
    const policy = (sid: string) =>
      `{\t"Statement":\r\n{"Sid":"","Effect":"Deny","Action":"*","Resource":"arn:aws:s3:::${sid}"}}`;
    expect(parsePolicy(policy('ÿ¡~'), 'identity').problems).toEqual([]);
    expect(parsePolicy(policy('Ā'), 'identity').problems).toMatchObject([
      { code: 'invalid-character', span: { line: 2, column: 65 } },
    ]);
    expect(parsePolicy(policy('😀'), 'trust').problems.map(({ code }) => code)).toContain(
      'invalid-character',
    );
  });

  it('survives hostile text', () => {
    for (const text of [
      '{"__proto__":{}}',
      '{"Statement":{"Effect":"__proto__"}}',
      '"'.repeat(9),
      '[[[',
      '{"constructor":1}',
    ]) {
      expect(parsePolicy(text, 'identity').policy).toBeUndefined();
    }
  });
});
