// Version, Id, Statement, Sid, Effect, Action and NotAction, and the grammar, page by page.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html

import { describe, expect, it } from 'vitest';
import type { PolicyType } from '../../../../../src/core/authorize/types.ts';
import { parsePolicy, policyErrors } from '../../../../../src/core/policy/parse.ts';
import {
  account,
  alone,
  besideAllowAll,
  codesOf,
  placesOf,
  policyOf,
  version,
  type Context,
  type Json,
} from './outcome-of.ts';

const statement = { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' };
const request = { action: 's3:ListAllMyBuckets', resource: '*' };

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
describe('Version', () => {
  it.each<[unknown, boolean]>([
    ['2012-10-17', true],
    ['2008-10-17', true],
    ['2012-10-18', false],
    ['2012-10-7', false],
    ['2012-10-17 ', false],
    ['2012/10/17', false],
    ['', false],
    ['1', false],
    [20121017, false],
    [['2012-10-17'], false],
    [null, false],
    [true, false],
  ])('%j is one of the values: %s', (Version, valid) => {
    expect(codesOf({ Version, Statement: [statement] }, 'identity')).toEqual(
      valid ? [] : ['invalid-version'],
    );
  });

  // "include the following Version element outside the Statement element"
  it.each<[string, readonly string[]]>([
    ['{\n  "Version": "2012-10-18",\n  "Statement": []\n}', ['invalid-version 2:14', 'empty-list 3:16']],
    [
      '{"Statement":{"Version":"2012-10-17","Effect":"Allow","Action":"*","Resource":"*"}}',
      ['unknown-element 1:15'],
    ],
    [
      '{"version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
      ['unknown-element 1:2'],
    ],
  ])('%s', (text, places) => {
    expect(placesOf(text, 'identity')).toEqual(places);
  });

  it.each([version, '2008-10-17', undefined])('%s: a policy without variables means the same', (language) => {
    const document = { ...(language === undefined ? {} : { Version: language }), Statement: [statement] };
    expect(alone(document, request)).toBe('allowed');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_id.html
// "ID is allowed in resource-based policies, but not in identity-based policies."
describe('Id', () => {
  const text = `{
  "Version": "2012-10-17",
  "Id": "cd3ad3d9-2776-4ef1-a904-4c229d1642ee",
  "Statement": [{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }]
}`;
  it('is refused in an identity-based policy, at its place', () => {
    expect(placesOf(text, 'identity')).toEqual(['element-not-allowed 3:3']);
  });

  // "policy_id_string can include spaces"; "There is no limit to the length" (reference_policies_grammar)
  it.each([
    'cd3ad3d9-2776-4ef1-a904-4c229d1642ee',
    'Admin_Policy',
    'My bucket policy',
    '',
    'x'.repeat(5_000),
  ])('may be %s in a resource-based policy', (Id) => {
    const document = { Version: version, Id, Statement: [{ ...statement, Principal: '*' }] };
    expect(codesOf(document, 'resource')).toEqual([]);
  });
  it('is a text', () => {
    const document = { Id: 1, Statement: [{ ...statement, Principal: '*' }] };
    expect(codesOf(document, 'resource')).toEqual(['wrong-type']);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
// "This element is required. The Statement element can contain a single statement or an array of individual
// statements. Each individual statement block must be enclosed in curly braces { }. For multiple statements,
// the array must be enclosed in square brackets [ ]."
describe('Statement', () => {
  it.each<[string, readonly string[]]>([
    ['{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}', []],
    ['{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}', []],
    [
      '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}',
      [],
    ],
    ['{}', ['missing-statement 1:1']],
    ['{"Version":"2012-10-17"}', ['missing-statement 1:1']],
    ['{"Statement":null}', ['wrong-type 1:14']],
    ['{"Statement":"Allow"}', ['wrong-type 1:14']],
    ['{"Statement":["Effect","Allow"]}', ['wrong-type 1:15', 'wrong-type 1:24']],
    ['{"Statement":[[{"Effect":"Allow","Action":"*","Resource":"*"}]]}', ['wrong-type 1:15']],
    [
      '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*"}}',
      ['json-syntax 1:61'],
    ],
  ])('%s', (text, places) => {
    expect(placesOf(text, 'identity')).toEqual(places);
  });

  it('any statement of several can allow, and any can deny', () => {
    const deny = { Effect: 'Deny', Action: 's3:ListAllMyBuckets', Resource: '*' };
    expect(alone(policyOf({ ...statement, Action: 'sqs:*' }, statement), request)).toBe('allowed');
    expect(alone(policyOf(statement, deny), request)).toBe('explicitDeny');
    expect(alone(policyOf(deny, statement), request)).toBe('explicitDeny');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
describe('Sid', () => {
  // "The Sid element supports ASCII uppercase letters (A-Z), lowercase letters (a-z), and numbers (0-9)."
  it.each<[unknown, readonly string[]]>([
    ['ExampleStatementID', []],
    ['1', []],
    ['ThisStatementProvidesPermissionsForConsoleAccess', []],
    ['a1B2', []],
    ['Example-Statement', ['invalid-sid']],
    ['Example_Statement', ['invalid-sid']],
    ['Example Statement', ['invalid-sid']],
    ['Example.Statement', ['invalid-sid']],
    ['Example:1', ['invalid-sid']],
    ['É', ['invalid-sid']],
    ['a\n', ['invalid-sid']],
    [1, ['wrong-type']],
    [null, ['wrong-type']],
    [['A'], ['wrong-type']],
  ])('%j in IAM: %j', (Sid, codes) => {
    expect(codesOf(policyOf({ ...statement, Sid }), 'identity')).toEqual(codes);
  });

  // "In IAM, the Sid value must be unique within a JSON policy."
  it('is unique within a policy', () => {
    const text = `{
  "Statement": [
    { "Sid": "A", "Effect": "Allow", "Action": "s3:*", "Resource": "*" },
    { "Sid": "B", "Effect": "Allow", "Action": "s3:*", "Resource": "*" },
    { "Sid": "A", "Effect": "Allow", "Action": "s3:*", "Resource": "*" }
  ]
}`;
    expect(placesOf(text, 'identity')).toEqual(['duplicate-sid 5:14']);
    expect(placesOf(text.replace('"A", "Effect": "Allow"', '"a", "Effect": "Allow"'), 'identity')).toEqual(
      [],
    );
  });

  // "You can provide a Sid (statement ID) as an optional identifier"
  it('is optional in each statement', () => {
    expect(codesOf(policyOf({ ...statement, Sid: 'A' }, statement, statement), 'identity')).toEqual([]);
  });

  // "some services allow additional characters such as spaces in the Sid value" (reference_policies_grammar)
  it.each(['Example Statement', 'example-statement_1', '__default_statement_ID', 'a.b/c'])(
    '%s may be one in the policy of another service',
    (Sid) => {
      expect(codesOf(policyOf({ ...statement, Principal: '*', Sid }), 'resource')).toEqual([]);
    },
  );
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html
// "The Effect element is required … Valid values for Effect are Allow and Deny. The Effect value is case
// sensitive."
describe('Effect', () => {
  it.each<[unknown, readonly string[]]>([
    ['Allow', []],
    ['Deny', []],
    ['allow', ['invalid-effect']],
    ['DENY', ['invalid-effect']],
    [' Allow', ['invalid-effect']],
    ['Permit', ['invalid-effect']],
    ['', ['invalid-effect']],
    [['Allow'], ['invalid-effect']],
    [true, ['invalid-effect']],
    [undefined, ['missing-effect']],
  ])('%j: %j', (Effect, codes) => {
    expect(codesOf(policyOf({ ...statement, Effect }), 'identity')).toEqual(codes);
  });

  // "By default, access to resources is denied. … To override an allow …, you set the Effect element to Deny."
  it('decides', () => {
    expect(alone(policyOf(statement), request)).toBe('allowed');
    expect(alone(policyOf({ ...statement, Effect: 'Deny' }), request)).toBe('explicitDeny');
    expect(alone(policyOf(statement), { ...request, action: 's3:ListBucket' })).toBe('implicitDeny');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
describe('Action', () => {
  const accessKeys = ['CreateAccessKey', 'DeleteAccessKey', 'ListAccessKeys', 'UpdateAccessKey'];
  it.each<[unknown, string, boolean]>([
    ['sqs:SendMessage', 'sqs:SendMessage', true],
    ['ec2:StartInstances', 'ec2:StartInstances', true],
    ['iam:ChangePassword', 'iam:ChangePassword', true],
    ['s3:GetObject', 's3:GetObject', true],
    // "The prefix and the action name are case insensitive."
    ['iam:ListAccessKeys', 'IAM:listaccesskeys', true],
    ['IAM:listaccesskeys', 'iam:ListAccessKeys', true],
    ['S3:GETOBJECT', 's3:GetObject', true],
    [
      ['sqs:SendMessage', 'sqs:ReceiveMessage', 'ec2:StartInstances', 'iam:ChangePassword', 's3:GetObject'],
      'ec2:StartInstances',
      true,
    ],
    [['sqs:SendMessage', 'sqs:ReceiveMessage'], 's3:GetObject', false],
    // "applies to all S3 actions"
    ['s3:*', 's3:GetObject', true],
    ['s3:*', 's3:ListAllMyBuckets', true],
    ['s3:*', 's3-object-lambda:GetObject', false],
    ['s3:*', 'sqs:SendMessage', false],
    // "all IAM actions that include the string AccessKey"
    ...accessKeys.map((name): [string, string, boolean] => ['iam:*AccessKey*', `iam:${name}`, true]),
    ['iam:*AccessKey*', 'iam:GetAccessKeyLastUsed', true],
    ['iam:*AccessKey*', 'iam:CreateUser', false],
    ['iam:*accesskey*', 'iam:CreateAccessKey', true],
    // "wildcards (* or ?) as part of the action name"
    ['s3:Get?bject', 's3:GetObject', true],
    ['s3:Get?bject', 's3:GetOObject', false],
    ['s3:???Object', 's3:PutObject', true],
    ['s3:???Object', 's3:DeleteObject', false],
    ['s3:G*t*', 's3:GetObject', true],
    ['s3:*Object', 's3:GetObjectAcl', false],
    ['ec2:Describe*', 'ec2:DescribeInstances', true],
    ['ec2:Describe*', 'ec2:Describe', true],
    ['*', 'sqs:SendMessage', true],
    ['s3:Get', 's3:GetObject', false],
  ])('%j names %s: %s', (Action, action, names) => {
    expect(alone(policyOf({ Effect: 'Allow', Action, Resource: '*' }), { action })).toBe(
      names ? 'allowed' : 'implicitDeny',
    );
    expect(alone(policyOf({ Effect: 'Allow', NotAction: Action, Resource: '*' }), { action })).toBe(
      names ? 'implicitDeny' : 'allowed',
    );
  });

  // "Statements must include either an Action or NotAction element." "Consists of a service namespace, a colon,
  // and the name of an action. Action names can include wildcards." (reference_policies_grammar)
  it.each<[Json, readonly string[]]>([
    [{ Action: 'cloudformation:*' }, []],
    [{ Action: ['s3:Get*', 's3:List*'] }, []],
    [{ Action: ['*'] }, []],
    [{ NotAction: 'iam:*' }, []],
    [{}, ['missing-action']],
    [{ Action: 's3:*', NotAction: 's3:Get*' }, ['conflicting-elements']],
    [{ Action: [] }, ['empty-list']],
    [{ Action: '' }, ['invalid-action']],
    [{ Action: 'GetObject' }, ['invalid-action']],
    [{ Action: 's3.GetObject' }, ['invalid-action']],
    [{ Action: 's3:' }, ['invalid-action']],
    [{ Action: ':GetObject' }, ['invalid-action']],
    [{ Action: 's3:GetObject:x' }, ['invalid-action']],
    [{ Action: 's3: GetObject' }, ['invalid-action']],
    [{ Action: '*:GetObject' }, ['invalid-action']],
    [{ Action: 's?:GetObject' }, ['invalid-action']],
    [{ Action: null }, ['wrong-type']],
    [{ Action: { s3: 'GetObject' } }, ['wrong-type']],
    [{ Action: ['s3:GetObject', ['s3:PutObject']] }, ['wrong-type']],
  ])('%j: %j', (elements, codes) => {
    expect(codesOf(policyOf({ Effect: 'Allow', Resource: '*', ...elements }), 'identity')).toEqual(codes);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
describe('NotAction', () => {
  // "all of the Amazon S3 actions that can be performed on any S3 resource except for deleting a bucket. This
  // policy also does not allow actions in other services, because other service actions are not applicable to
  // the S3 resources."
  const buckets = policyOf({ Effect: 'Allow', NotAction: 's3:DeleteBucket', Resource: 'arn:aws:s3:::*' });
  const bucket = 'arn:aws:s3:::amzn-s3-demo-bucket';
  it.each<[string, string, string]>([
    ['s3:ListBucket', bucket, 'allowed'],
    ['s3:DeleteObject', `${bucket}/key`, 'allowed'],
    ['s3:DeleteBucket', bucket, 'implicitDeny'],
    ['S3:deletebucket', bucket, 'implicitDeny'],
    ['ec2:StartInstances', `arn:aws:ec2:us-east-1:${account}:instance/i-1`, 'implicitDeny'],
    ['iam:ListUsers', '*', 'implicitDeny'],
  ])('with Allow and a Resource: %s on %s is %s', (action, resource, outcome) => {
    expect(alone(buckets, { action, resource })).toBe(outcome);
  });

  // "every action in every AWS service except for IAM"
  const allButIam = policyOf({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' });
  const allButTwo = policyOf({ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' });
  it.each<[string, Json, string, string]>([
    ['one', allButIam, 'iam:CreateUser', 'implicitDeny'],
    ['one', allButIam, 's3:GetObject', 'allowed'],
    ['one', allButIam, 'organizations:CreateAccount', 'allowed'],
    ['two', allButTwo, 'iam:CreateUser', 'implicitDeny'],
    ['two', allButTwo, 'organizations:CreateAccount', 'implicitDeny'],
    ['two', allButTwo, 's3:GetObject', 'allowed'],
  ])('with Allow, all but %s: %j %s is %s', (_, document, action, outcome) => {
    expect(alone(document, { action })).toBe(outcome);
  });

  // "denies access to non-IAM actions if the user is not signed in using MFA. … Note, however, that this would
  // not grant the user access to any actions".
  const mfa = policyOf({
    Sid: 'DenyAllUsersNotUsingMFA',
    Effect: 'Deny',
    NotAction: 'iam:*',
    Resource: '*',
    Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  });
  it.each<[string, Context, string, string]>([
    ['s3:GetObject', { 'aws:MultiFactorAuthPresent': 'false' }, 'explicitDeny', 'explicitDeny'],
    ['s3:GetObject', {}, 'explicitDeny', 'explicitDeny'],
    ['s3:GetObject', { 'aws:MultiFactorAuthPresent': 'true' }, 'allowed', 'implicitDeny'],
    ['iam:GetUser', { 'aws:MultiFactorAuthPresent': 'false' }, 'allowed', 'implicitDeny'],
    ['iam:GetUser', {}, 'allowed', 'implicitDeny'],
  ])('DenyAllUsersNotUsingMFA: %s with %j is %s, and alone %s', (action, context, beside, own) => {
    expect(besideAllowAll(mfa, { action, context })).toBe(beside);
    expect(alone(mfa, { action, context })).toBe(own);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
describe('the grammar', () => {
  // "White space between individual entities is allowed."
  it('takes white space between entities', () => {
    const text =
      '\t{ "Statement"\r\n:\n[ {\n"Effect" : "Allow" , "Action" : [ "s3:*" ] , "Resource" : "*" } ] }\n ';
    expect(placesOf(text, 'identity')).toEqual([]);
  });

  // "If the element takes an array (marked with [ and ]) but only one value is included, the brackets are
  // optional." "For only one value, the trailing comma must be omitted."
  it.each<[string, readonly string[]]>([
    ['"Action":["ec2:StartInstances"]', []],
    ['"Action":"ec2:StartInstances"', []],
    ['"Action":["ec2:Describe*","ec2:List*"]', []],
    ['"Action":["ec2:Describe*",]', ['json-syntax 1:58']],
    ['"Action":["ec2:Describe*" "ec2:List*"]', ['json-syntax 1:58']],
    ['"Action":"ec2:Describe*","ec2:List*"', ['json-syntax 1:68']],
  ])('%s', (action, places) => {
    expect(placesOf(`{"Statement":{"Effect":"Allow",${action},"Resource":"*"}}`, 'identity')).toEqual(places);
  });

  // "Values are enclosed in quotation marks. Quotation marks are optional for numeric and Boolean values."
  it.each<[condition: string, fault?: readonly [code: string, at: string]]>([
    ['{"NumericLessThanEquals":{"s3:max-keys":"10"}}'],
    ['{"NumericLessThanEquals":{"s3:max-keys":10}}'],
    ['{"NumericLessThanEquals":{"s3:max-keys":[10,20.5,-3]}}'],
    ['{"Bool":{"aws:SecureTransport":true}}'],
    ['{"Bool":{"aws:SecureTransport":[true,"false"]}}'],
    ['{"StringEquals":{"s3:x-amz-server-side-encryption":"AES256"}}'],
    ['{"ForAnyValue:StringEquals":{"dynamodb:Attributes":["ID","PostDateTime"]}}'],
    ['{"StringEquals":{"aws:ResourceTag/purpose":"test"},"StringNotEquals":{"a":"b"}}'],
    ['{"Bool":{"aws:SecureTransport":null}}', ['wrong-type', 'null']],
    ['{"Bool":{"aws:SecureTransport":True}}', ['json-syntax', 'True']],
    ['{"NumericEquals":{"s3:max-keys":0x10}}', ['json-syntax', '0x10']],
    ['{"DateEquals":{"aws:CurrentTime":2020-01-01}}', ['json-syntax', '2020-01-01']],
    ['{"StringEquals":{"a":{"b":"c"}}}', ['wrong-type', '{"b"']],
    ['{"StringEquals":{"a":[["b"]]}}', ['wrong-type', '["b"]']],
    ['{"StringEquals":["a","b"]}', ['wrong-type', '["a","b"]']],
    ['{"StringEqual":{"a":"b"}}', ['unknown-operator', '"StringEqual"']],
    ['{"":{"a":"b"}}', ['unknown-operator', '"":']],
    ['{"StringEquals":{"":"b"}}', ['invalid-condition-key', '"":"b"']],
    ['"StringEquals"', ['wrong-type', '"StringEquals"']],
    ['[]', ['wrong-type', '[]']],
  ])('Condition %s', (condition, fault) => {
    const text = `{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":${condition}}}`;
    const places = fault === undefined ? [] : [`${fault[0]} 1:${text.indexOf(fault[1]) + 1}`];
    expect(placesOf(text, 'identity')).toEqual(places);
  });

  // "Blocks can appear in any order. For example, version_block can follow id_block in a policy. Similarly,
  // effect_block, principal_block, action_block can appear in any order within a statement."
  it('takes blocks in any order', () => {
    const text = `{
  "Statement": [{
    "Condition": { "Bool": { "aws:SecureTransport": "true" } },
    "Resource": "arn:aws:s3:::b/*",
    "Action": "s3:GetObject",
    "Principal": "*",
    "Effect": "Allow",
    "Sid": "x"
  }],
  "Id": "i",
  "Version": "2012-10-17"
}`;
    expect(placesOf(text, 'resource')).toEqual([]);
  });

  // "Individual elements must not contain multiple instances of the same key. For example, you cannot include
  // the Effect block twice in the same statement." And troubleshoot_policies, "More than one …".
  it.each<[string, PolicyType, string, readonly string[]]>([
    [
      'Statement',
      'identity',
      '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"},"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}',
      ['duplicate-key 1:61'],
    ],
    [
      'Version',
      'identity',
      '{"Version":"2012-10-17","Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
      ['duplicate-key 1:25'],
    ],
    [
      'Effect',
      'identity',
      '{"Statement":{"Effect":"Deny","Effect":"Allow","Action":"ec2:*","Resource":"*"}}',
      ['duplicate-key 1:31'],
    ],
    [
      'Action',
      'identity',
      '{"Statement":{"Effect":"Deny","Action":"ec2:*","Action":"s3:*","Resource":"*"}}',
      ['duplicate-key 1:48'],
    ],
    [
      'Resource',
      'identity',
      '{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b","Resource":"arn:aws:s3:::b/*"}}',
      ['duplicate-key 1:76'],
    ],
    [
      'an operator',
      'identity',
      '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a":"true"},"Bool":{"b":"true"}}}}',
      ['duplicate-key 1:93'],
    ],
    [
      'a condition key',
      'identity',
      '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a":"true","a":"false"}}}}',
      ['duplicate-key 1:92'],
    ],
    [
      // "you do not specify two Service elements; you can have only one" (reference_policies_elements_principal)
      'Service',
      'trust',
      '{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ecs.amazonaws.com","Service":"ec2.amazonaws.com"}}}',
      ['duplicate-key 1:101'],
    ],
    [
      'two policies',
      'identity',
      '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}} {"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}',
      ['json-syntax 1:62'],
    ],
    [
      'a list of policies',
      'identity',
      '[{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}]',
      ['wrong-type 1:1'],
    ],
  ])('refuses %s twice', (_, type, text, places) => {
    expect(placesOf(text, type)).toEqual(places);
    expect(parsePolicy(text, type).policy).toBeUndefined();
    expect(policyErrors(parsePolicy(text, type).problems)).toHaveLength(1);
  });

  // Names are literal strings of the grammar.
  it.each([
    'effect',
    'EFFECT',
    'action',
    'Actions',
    'resource',
    'Resources',
    'Conditions',
    'condition',
    'sid',
    'Comment',
  ])('knows no element %s', (name) => {
    const document = policyOf({ Effect: 'Allow', Action: '*', Resource: '*', [name]: 'x' });
    expect(codesOf(document, 'identity')).toEqual(['unknown-element']);
  });
});
