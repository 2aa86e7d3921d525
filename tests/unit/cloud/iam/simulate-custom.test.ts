// SimulateCustomPolicy: decisions, and how they are told, on the examples of the API reference and of our own.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html

import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, makeWorld, type World } from '../world.ts';
import { putRole } from './account-rows.ts';
import { document, listed, results, type Parameters } from './simulation.ts';

let world: World;
let root: Credentials;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
});

const a = 'arn:aws:s3:::demo/a';
const b = 'arn:aws:s3:::demo/b';

const ask = (parameters: Parameters) => world.query(root, 'SimulateCustomPolicy', parameters);

/** With actions and resources as lists. */
async function simulate(
  policies: readonly string[],
  actions: readonly string[],
  resources: readonly string[] = [],
  more: Parameters = {},
) {
  const reply = await ask({
    ...listed('PolicyInputList', policies),
    ...listed('ActionNames', actions),
    ...listed('ResourceArns', resources),
    ...more,
  });
  if (reply.status !== 200) throw new Error(reply.text);
  return results(reply.text);
}

const only = async (...args: Parameters_<typeof simulate>) => (await simulate(...args))[0];
type Parameters_<F extends (...args: never[]) => unknown> = F extends (...args: infer A) => unknown
  ? A
  : never;

const entry = (name: string, type: string, ...values: readonly string[]): Parameters => ({
  'ContextEntries.member.1.ContextKeyName': name,
  'ContextEntries.member.1.ContextKeyType': type,
  ...listed('ContextEntries.member.1.ContextKeyValues', values),
});

const statement = (more: object, effect = 'Allow') => ({
  Effect: effect,
  Action: 's3:GetObject',
  Resource: '*',
  ...more,
});

describe('a decision', () => {
  it('is told for all resources when none is named', async () => {
    expect(await simulate([allow('s3:GetObject')], ['s3:GetObject', 'S3:putobject'])).toEqual([
      {
        EvalActionName: 's3:GetObject',
        EvalResourceName: '*',
        EvalDecision: 'allowed',
        MatchedStatements: [
          {
            SourcePolicyId: 'PolicyInputList.1',
            SourcePolicyType: 'IAM Policy',
            StartPosition: { Line: '1', Column: '38' },
            EndPosition: { Line: '1', Column: '95' },
          },
        ],
        MissingContextValues: [],
      },
      {
        EvalActionName: 'S3:putobject',
        EvalResourceName: '*',
        EvalDecision: 'implicitDeny',
        MatchedStatements: [],
        MissingContextValues: [],
      },
    ]);
  });

  it('is told for each resource, and the most restrictive on top', async () => {
    const policies = [
      allow('s3:GetObject', a),
      document(
        statement({ Resource: b }, 'Deny'),
        statement({ Action: 's3:*', Resource: 'arn:aws:s3:::demo/c' }),
      ),
    ];
    const result = await only(policies, ['s3:GetObject'], [a, 'arn:aws:s3:::demo/d', b]);
    expect(result).toMatchObject({
      EvalDecision: 'explicitDeny',
      ResourceSpecificResults: [
        {
          EvalResourceName: a,
          EvalResourceDecision: 'allowed',
          MatchedStatements: [{ SourcePolicyId: 'PolicyInputList.1' }],
        },
        {
          EvalResourceName: 'arn:aws:s3:::demo/d',
          EvalResourceDecision: 'implicitDeny',
        },
        {
          EvalResourceName: b,
          EvalResourceDecision: 'explicitDeny',
          MatchedStatements: [{ SourcePolicyId: 'PolicyInputList.2' }],
        },
      ],
    });
    // What is empty is left out of what is told of a resource (recorded: results.ts has the source).
    expect(result?.ResourceSpecificResults?.[1]).toEqual({
      EvalResourceName: 'arn:aws:s3:::demo/d',
      EvalResourceDecision: 'implicitDeny',
    });
    // API_EvaluationResult: the format of the resource type, not one of the resources.
    expect(result?.EvalResourceName).toBe('arn:aws:s3:::${BucketName}/${ObjectName}');
    // "the union of matched statements across all requested resources"
    expect(result?.MatchedStatements.map(({ SourcePolicyId }) => SourcePolicyId)).toEqual([
      'PolicyInputList.1',
      'PolicyInputList.2',
    ]);
    const implicit = await only([allow('s3:GetObject', a)], ['s3:GetObject'], [a, b]);
    expect(implicit?.EvalDecision).toBe('implicitDeny');
  });

  it('names the only resource that is named', async () => {
    expect(await only([allow('s3:*')], ['s3:GetObject'], [a])).toMatchObject({
      EvalResourceName: a,
      // "the parameter is present but the response is empty"
      EvalDecisionDetails: {},
    });
    expect(await only([allow('s3:*')], ['s3:GetObject'], ['*'])).not.toHaveProperty('EvalDecisionDetails');
    expect(await only([allow('s3:*')], ['s3:GetObject'], ['*'])).not.toHaveProperty(
      'ResourceSpecificResults',
    );
  });

  it('of a denial names the Deny statements alone, each with its place', async () => {
    const text = JSON.stringify(
      { Version: '2012-10-17', Statement: [statement({}), statement({}, 'Deny'), statement({}, 'Deny')] },
      null,
      2,
    );
    const result = await only([text], ['s3:GetObject']);
    expect(result).toMatchObject({ EvalDecision: 'explicitDeny' });
    // Behind the brace of the statement before; the end is behind its own.
    expect(result?.MatchedStatements.map((each) => [each.StartPosition, each.EndPosition])).toEqual([
      [
        { Line: '8', Column: '6' },
        { Line: '13', Column: '6' },
      ],
      [
        { Line: '13', Column: '6' },
        { Line: '18', Column: '6' },
      ],
    ]);
  });

  it('places the only statement as the example of the API reference does', async () => {
    const text = [
      '{',
      '  "Version":"2012-10-17",',
      '  "Statement":{',
      '    "Effect":"Allow",',
      '    "Action":"s3:ListBucket",',
      '    "Resource":"arn:aws:s3:::teambucket",',
      '    "Condition":{',
      '      "Bool":{"aws:MultiFactorAuthPresent":"true"}',
      '    }',
      '  }',
      '}',
    ];
    const mfa = entry('aws:MultiFactorAuthPresent', 'boolean', 'true');
    for (const newline of ['\n', '\r\n']) {
      const result = await only([text.join(newline)], ['s3:ListBucket'], ['arn:aws:s3:::teambucket'], mfa);
      expect(result?.MatchedStatements).toMatchObject([
        { StartPosition: { Line: '3', Column: '16' }, EndPosition: { Line: '10', Column: '4' } },
      ]);
    }
    const without = await only([text.join('\n')], ['s3:ListBucket'], ['arn:aws:s3:::teambucket']);
    expect(without).toMatchObject({
      EvalDecision: 'implicitDeny',
      MissingContextValues: ['aws:MultiFactorAuthPresent'],
      ResourceSpecificResults: [{ MissingContextValues: ['aws:MultiFactorAuthPresent'] }],
    });
  });
});

describe('missing keys', () => {
  const condition = (key: string, value = 'yes') => ({ Condition: { StringEquals: { [key]: value } } });

  it('are those that could change this answer, and no others', async () => {
    const text = document(
      statement(condition('x:asked')),
      statement({ ...condition('x:otherAction'), Action: 's3:PutObject' }),
      statement({ ...condition('x:otherResource'), Resource: b }),
      statement({ Resource: 'arn:aws:s3:::${aws:username}/*' }),
    );
    const result = await only([text], ['s3:GetObject'], [a]);
    expect(result?.MissingContextValues).toEqual(['x:asked', 'aws:username']);
    expect((await only([text, allow('s3:*')], ['s3:GetObject'], [a]))?.MissingContextValues).toEqual([]);
  });

  it('are the keys of boundaries and service control policies too', async () => {
    const result = await only([allow('s3:*')], ['s3:GetObject'], [], {
      ...listed('PermissionsBoundaryPolicyInputList', [document(statement(condition('x:boundary')))]),
      'OrderedOrganizationPolicyInputList.member.1.ServiceControlPolicyInputList.member.1': allow('*'),
      'OrderedOrganizationPolicyInputList.member.2.ServiceControlPolicyInputList.member.1': document(
        statement(condition('x:scp')),
      ),
    });
    expect([...(result?.MissingContextValues ?? [])].sort()).toEqual(['x:boundary', 'x:scp']);
  });

  it('are not those of who the caller is, where one is named', async () => {
    const text = document(
      statement({
        Condition: {
          StringEquals: {
            'aws:username': 'bob',
            'aws:PrincipalAccount': world.accountId,
            'aws:PrincipalType': 'User',
          },
          ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${world.accountId}:user/team/bob` },
        },
      }),
    );
    const caller = { CallerArn: `arn:aws:iam::${world.accountId}:user/team/bob` };
    expect(await only([text], ['s3:GetObject'], [], caller)).toMatchObject({ EvalDecision: 'allowed' });
    const anybody = await only([text], ['s3:GetObject']);
    expect(anybody?.MissingContextValues).toEqual(['aws:username', 'aws:PrincipalType', 'aws:PrincipalArn']);
    // What is given goes before what follows from the caller, in whatever case.
    const given = entry('AWS:UserName', 'string', 'carol');
    expect(await only([text], ['s3:GetObject'], [], { ...caller, ...given })).toMatchObject({
      EvalDecision: 'implicitDeny',
    });
  });
});

describe('context entries', () => {
  const cases: readonly (readonly [
    type: string,
    values: readonly string[],
    operator: string,
    value: string,
  ])[] = [
    ['string', ['red'], 'StringEquals', 'red'],
    ['stringList', ['red', 'blue'], 'ForAllValues:StringLike', '*e*'],
    ['numeric', ['1e1'], 'NumericEquals', '10'],
    ['numericList', ['1', '2'], 'ForAnyValue:NumericGreaterThan', '1'],
    ['boolean', ['true'], 'Bool', 'true'],
    ['booleanList', ['true', 'false'], 'ForAnyValue:Bool', 'false'],
    ['ip', ['203.0.113.7'], 'IpAddress', '203.0.113.0/24'],
    ['ipList', ['203.0.113.7', '2001:db8::1'], 'ForAllValues:NotIpAddress', '10.0.0.0/8'],
    ['binary', ['QUJD'], 'BinaryEquals', 'QUJD'],
    ['binaryList', ['QUJD'], 'ForAnyValue:BinaryEquals', 'QUJD'],
    ['date', ['2026-11-22T09:30:00Z'], 'DateLessThan', '2027-01-01'],
    ['dateList', ['2026-11-22T09:30:00Z', '0'], 'ForAnyValue:DateLessThan', '1971-01-01'],
  ];

  it.each(cases)('%s %j: %s', async (type, values, operator, value) => {
    const text = document(statement({ Condition: { [operator]: { 'x:key': value } } }));
    expect(await only([text], ['s3:GetObject'], [], entry('X:Key', type, ...values))).toMatchObject({
      EvalDecision: 'allowed',
    });
  });

  const invalid = 'Invalid context value for key x:key: expected';
  const wrong: readonly (readonly [Parameters, string])[] = [
    [{ 'ContextEntries.member.1.ContextKeyName': 'x:key' }, 'Context key x:key has invalid type null.'],
    [
      {
        'ContextEntries.member.1.ContextKeyName': 'x:key',
        'ContextEntries.member.1.ContextKeyType': 'string',
      },
      'Context values for context key x:key cannot be null or empty.',
    ],
    [{ 'ContextEntries.member.1.ContextKeyType': 'string' }, 'ContextKeyName cannot be null or empty.'],
    [entry('x:key', 'string', 'a', 'b'), 'Context key string expected a single value, but received 2.'],
    [entry('x:key', 'numeric', 'many'), `${invalid} numeric format.`],
    [entry('x:key', 'dateList', '2026-01-01', 'tomorrow'), `${invalid} DateTime format.`],
    [entry('x:key', 'ip', '999.0.0.1'), `${invalid} IP address.`],
    [entry('x:key', 'binary', '!base64'), `${invalid} base-64 encoded binary format.`],
    [
      {
        ...entry('x:key', 'string', 'a'),
        'ContextEntries.member.2.ContextKeyName': 'X:KEY',
        'ContextEntries.member.2.ContextKeyType': 'string',
        'ContextEntries.member.2.ContextKeyValues.member.1': 'b',
      },
      'Duplicate context key: X:KEY.',
    ],
  ];

  it.each(wrong)('%j', async (entries, message) => {
    expect(
      await ask({
        'PolicyInputList.member.1': allow('s3:*'),
        'ActionNames.member.1': 's3:GetObject',
        ...entries,
      }),
    ).toMatchObject({ status: 400, code: 'InvalidInput', message });
  });

  it('of another type break the constraint of the shape', async () => {
    expect(
      (await ask({ ...listed('PolicyInputList', [allow('s3:*')]), 'ActionNames.member.1': 's3:GetObject', ...entry('x:k', 'text', 'a') })).code, // prettier-ignore
    ).toBe('ValidationError');
  });
});

describe('a permissions boundary', () => {
  const withBoundary = (boundary: string, resources: readonly string[] = [a, b]) =>
    only(
      [allow('s3:GetObject')],
      ['s3:GetObject'],
      resources,
      listed('PermissionsBoundaryPolicyInputList', [boundary]),
    );

  it('allows, and grants nothing', async () => {
    const result = await withBoundary(allow('s3:*'));
    expect(result).toMatchObject({
      EvalDecision: 'allowed',
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: 'true' },
      ResourceSpecificResults: [
        { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: 'true' } },
        {},
      ],
    });
    expect(result?.MatchedStatements.map(({ SourcePolicyId }) => SourcePolicyId)).toEqual([
      'PolicyInputList.1',
    ]);
    expect(
      await only(
        [],
        ['s3:GetObject'],
        [],
        listed('PermissionsBoundaryPolicyInputList', [allow('s3:*')]),
      ).catch((error: unknown) => String(error)),
    ).toContain('policyInputList');
  });

  it('limits, and denies by name', async () => {
    expect(await withBoundary(allow('s3:GetObject', b))).toMatchObject({
      EvalDecision: 'implicitDeny',
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: 'false' },
      ResourceSpecificResults: [
        {
          EvalResourceDecision: 'implicitDeny',
          PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: 'false' },
        },
        { EvalResourceDecision: 'allowed' },
      ],
    });
    expect(await withBoundary(document(statement({}, 'Deny')), [a])).toMatchObject({
      EvalDecision: 'explicitDeny',
      MatchedStatements: [
        {
          SourcePolicyId: 'PermissionsBoundaryPolicyInputList.1',
          SourcePolicyType: 'Permissions Boundary Policy',
          StartPosition: { Line: '1', Column: '38' },
          EndPosition: { Line: '1', Column: '94' },
        },
      ],
    });
  });
});

describe('service control policies', () => {
  const levels = (...each: readonly (readonly string[])[]): Parameters =>
    Object.fromEntries(
      each.flatMap((texts, level) =>
        Object.entries(
          listed(
            `OrderedOrganizationPolicyInputList.member.${level + 1}.ServiceControlPolicyInputList`,
            texts,
          ),
        ),
      ),
    );
  const under = (...each: readonly (readonly string[])[]) =>
    only([allow('s3:GetObject')], ['s3:GetObject'], [a], levels(...each));

  it('must allow at every level, any one of a level', async () => {
    expect(await under([allow('*')], [allow('ec2:*'), allow('s3:*')])).toMatchObject({
      EvalDecision: 'allowed',
      OrganizationsDecisionDetail: { AllowedByOrganizations: 'true' },
      EvalDecisionDetails: {},
    });
    const implicit = await under([allow('*')], [allow('s3:PutObject')], [allow('*')]);
    expect(implicit).toMatchObject({
      EvalDecision: 'implicitDeny',
      OrganizationsDecisionDetail: { AllowedByOrganizations: 'false' },
    });
    // "the simulation ends. In this case … this parameter is not returned"
    expect(implicit).not.toHaveProperty('EvalDecisionDetails');
  });

  it('are told where they deny, which AWS does not do', async () => {
    expect(await under([allow('*')], [allow('*'), document(statement({}, 'Deny'))])).toMatchObject({
      EvalDecision: 'explicitDeny',
      OrganizationsDecisionDetail: { AllowedByOrganizations: 'false' },
      MatchedStatements: [
        {
          SourcePolicyId: 'OrderedOrganizationPolicyInputList.2.ServiceControlPolicyInputList.2',
          SourcePolicyType: 'Service Control Policy',
        },
      ],
    });
  });

  it('are evaluated with their conditions, as the API has it and not the guide', async () => {
    const scp = document(
      statement({ Action: '*' }),
      statement({ Condition: { Bool: { 'x:danger': 'true' } } }, 'Deny'),
    );
    const safe = entry('x:danger', 'boolean', 'false');
    expect(await only([allow('s3:*')], ['s3:GetObject'], [a], { ...levels([scp]), ...safe })).toMatchObject({
      EvalDecision: 'allowed',
    });
    const dangerous = entry('x:danger', 'boolean', 'true');
    expect(
      await only([allow('s3:*')], ['s3:GetObject'], [a], { ...levels([scp]), ...dangerous }),
    ).toMatchObject({
      EvalDecision: 'explicitDeny',
    });
  });

  it('are in seven levels at most', async () => {
    const reply = await ask({
      ...listed('PolicyInputList', [allow('s3:*')]),
      'ActionNames.member.1': 's3:GetObject',
      ...levels(...Array.from({ length: 8 }, () => [allow('*')])),
    });
    expect(reply).toMatchObject({ status: 400, code: 'ValidationError' });
  });
});

describe('a resource policy', () => {
  const mateo = 'arn:aws:iam::111122223333:user/mateo';
  const bucket = (principal: string, more: object = {}) =>
    document({
      Effect: 'Allow',
      Principal: { AWS: principal },
      Action: ['s3:List*', 's3:Put*'],
      Resource: 'arn:aws:s3:::production/*',
      ...more,
    });
  const object = 'arn:aws:s3:::production/Test';

  it('in the same account grants past identity and boundary (the API reference’s example)', async () => {
    const result = await only([allow('iam:*')], ['s3:PutObject'], [object], {
      CallerArn: mateo,
      ResourceOwner: 'arn:aws:iam::111122223333:root',
      ResourcePolicy: bucket(mateo),
      ...listed('PermissionsBoundaryPolicyInputList', [allow('iam:*')]),
    });
    expect(result).toMatchObject({
      EvalDecision: 'allowed',
      EvalDecisionDetails: {},
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: 'false' },
      MatchedStatements: [{ SourcePolicyId: 'ResourcePolicy', SourcePolicyType: 'Resource Policy' }],
      ResourceSpecificResults: [{ EvalResourceName: object, EvalResourceDecision: 'allowed' }],
    });
    expect(result?.ResourceSpecificResults?.[0]).not.toHaveProperty('EvalDecisionDetails');
  });

  it('of another account needs the caller’s policies beside it (the API reference’s example)', async () => {
    const arnav = 'arn:aws:iam::444455556666:user/arnav';
    const simulateArnav = (identity: string, boundary: string) =>
      only([identity], ['s3:PutObject'], [object], {
        CallerArn: arnav,
        ResourceOwner: 'arn:aws:iam::123456789012:root',
        ResourcePolicy: bucket(arnav),
        ...listed('PermissionsBoundaryPolicyInputList', [boundary]),
      });
    const details = {
      'IAM Policy': 'implicitDeny',
      'Resource Policy': 'allowed',
      'Permissions Boundary Policy': 'implicitDeny',
    };
    expect(await simulateArnav(allow('iam:*'), allow('iam:*'))).toMatchObject({
      EvalDecision: 'implicitDeny',
      EvalDecisionDetails: details,
      MatchedStatements: [],
      ResourceSpecificResults: [{ EvalDecisionDetails: details }],
    });
    expect(await simulateArnav(allow('s3:*'), allow('s3:*'))).toMatchObject({
      EvalDecision: 'allowed',
      EvalDecisionDetails: {
        'IAM Policy': 'allowed',
        'Resource Policy': 'allowed',
        'Permissions Boundary Policy': 'allowed',
      },
    });
  });

  it('belongs to the account in the resource’s ARN, else to its owner, else to the caller’s', async () => {
    const queue = (owner: string) => `arn:aws:sqs:eu-central-1:${owner}:jobs`;
    const policy = document({ Effect: 'Allow', Principal: { AWS: mateo }, Action: 'sqs:*', Resource: '*' });
    const send = (owner: string) =>
      only([allow('s3:*')], ['sqs:SendMessage'], [queue(owner)], {
        CallerArn: mateo,
        ResourcePolicy: policy,
      });
    expect(await send('111122223333')).toMatchObject({ EvalDecision: 'allowed' });
    expect(await send('999988887777')).toMatchObject({ EvalDecision: 'implicitDeny' });
    const put = (more: Parameters) =>
      only([allow('iam:*')], ['s3:PutObject'], [object], {
        CallerArn: mateo,
        ResourcePolicy: bucket(mateo),
        ...more,
      });
    expect(await put({})).toMatchObject({ EvalDecision: 'allowed' });
    expect(await put({ ResourceOwner: 'arn:aws:iam::999988887777:root' })).toMatchObject({
      EvalDecision: 'implicitDeny',
    });
  });

  it('is evaluated for roles and groups as well, which AWS does not promise', async () => {
    const role = 'arn:aws:iam::111122223333:role/app';
    const put = (CallerArn: string, principal: string) =>
      only([allow('iam:*')], ['s3:PutObject'], [object], { CallerArn, ResourcePolicy: bucket(principal) });
    expect(await put(role, role)).toMatchObject({ EvalDecision: 'allowed' });
    expect(await put(role, mateo)).toMatchObject({ EvalDecision: 'implicitDeny' });
    expect(await put('arn:aws:iam::111122223333:group/devs', '*')).toMatchObject({ EvalDecision: 'allowed' });
    expect(await put('arn:aws:iam::111122223333:group/devs', mateo)).toMatchObject({
      EvalDecision: 'implicitDeny',
    });
  });

  it('that is not given is not simulated, whosever the resource is', async () => {
    const queue = 'arn:aws:sqs:eu-central-1:999988887777:jobs';
    expect(await only([allow('sqs:*')], ['sqs:SendMessage'], [queue])).toMatchObject({
      EvalDecision: 'allowed',
    });
    const key = 'arn:aws:kms:eu-central-1:999988887777:key/1';
    expect(await only([allow('kms:*')], ['kms:Decrypt'], [key])).toMatchObject({ EvalDecision: 'allowed' });
  });
});

describe('trust policies', () => {
  const trusting = (principal: string, more: object = {}) =>
    document({ Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole', ...more });
  let app: string;
  let alice: string;

  beforeEach(async () => {
    app = `arn:aws:iam::${world.accountId}:role/app`;
    alice = `arn:aws:iam::${world.accountId}:user/alice`;
    await world.query(root, 'CreateUser', { UserName: 'alice' });
  });

  const assume = (CallerArn: string, more: Parameters = {}) =>
    only([allow('sts:AssumeRole')], ['sts:AssumeRole'], [app], { CallerArn, ...more });

  it('of the account’s roles take part', async () => {
    await putRole(world, 'app', { trustPolicy: trusting(alice) });
    expect(await assume(alice)).toMatchObject({
      EvalDecision: 'allowed',
      MatchedStatements: [
        { SourcePolicyId: 'AssumeRolePolicyDocument', SourcePolicyType: 'Resource Policy' },
        { SourcePolicyId: 'PolicyInputList.1', SourcePolicyType: 'IAM Policy' },
      ],
    });
    expect(await assume(`arn:aws:iam::${world.accountId}:user/bob`)).toMatchObject({
      EvalDecision: 'implicitDeny',
    });
    await putRole(world, 'app', {
      trustPolicy: trusting(alice, { Condition: { StringEquals: { 'sts:ExternalId': '42' } } }),
    });
    expect(await assume(alice)).toMatchObject({
      EvalDecision: 'implicitDeny',
      MissingContextValues: ['sts:ExternalId'],
    });
  });

  it('are ignored, as by AWS, where nobody is named, or nothing is known of the role', async () => {
    await putRole(world, 'app', { trustPolicy: trusting(`arn:aws:iam::${world.accountId}:user/bob`) });
    const anybody = await only([allow('sts:AssumeRole')], ['sts:AssumeRole'], [app]);
    expect(anybody).toMatchObject({ EvalDecision: 'allowed' });
    expect(anybody?.MatchedStatements).toHaveLength(1);
    for (const role of [`${app}-not-there`, 'arn:aws:iam::999988887777:role/theirs', '*']) {
      const result = await only([allow('sts:AssumeRole')], ['sts:AssumeRole'], [role], { CallerArn: alice });
      expect(result).toMatchObject({ EvalDecision: 'allowed' });
      expect(result?.MatchedStatements).toHaveLength(1);
    }
    expect(await only([allow('s3:*')], ['sts:AssumeRole'], ['*'])).toMatchObject({
      EvalDecision: 'implicitDeny',
    });
  });

  it('are told to nobody who may not see them', async () => {
    await putRole(world, 'app', { trustPolicy: trusting(`arn:aws:iam::${world.accountId}:user/bob`) });
    const put = (action: string | readonly string[]) =>
      world.query(root, 'PutUserPolicy', {
        UserName: 'alice',
        PolicyName: 'p',
        PolicyDocument: allow(action),
      });
    const key = await world.keyOf(root, 'alice');
    const asAlice = async () => {
      const reply = await world.query(key, 'SimulateCustomPolicy', {
        ...listed('PolicyInputList', [allow('sts:AssumeRole')]),
        'ActionNames.member.1': 'sts:AssumeRole',
        'ResourceArns.member.1': app,
        CallerArn: alice,
      });
      return results(reply.text)[0]?.EvalDecision;
    };
    await put('iam:SimulateCustomPolicy');
    expect(await asAlice()).toBe('allowed');
    await put(['iam:SimulateCustomPolicy', 'iam:GetRole']);
    expect(await asAlice()).toBe('implicitDeny');
  });

  it('may be given instead', async () => {
    await putRole(world, 'app', { trustPolicy: trusting(alice) });
    const bob = `arn:aws:iam::${world.accountId}:user/bob`;
    expect(await assume(alice, { ResourcePolicy: trusting(bob) })).toMatchObject({
      EvalDecision: 'implicitDeny',
    });
    expect(await assume(bob, { ResourcePolicy: trusting(bob) })).toMatchObject({ EvalDecision: 'allowed' });
    // It says nothing about what else is done to a role.
    const both = await simulate([allow(['iam:GetRole', 'sts:*'])], ['iam:GetRole', 'sts:AssumeRole'], [app], {
      CallerArn: alice,
      ResourcePolicy: trusting(bob),
    });
    expect(both.map(({ EvalDecision }) => EvalDecision)).toEqual(['allowed', 'implicitDeny']);
  });
});

describe('pages', () => {
  it('are of actions, each with all of its resources', async () => {
    const actions = ['s3:PutObject', 's3:GetObject', 's3:PutObject'];
    const page = async (more: Parameters) => {
      const { text } = await ask({
        ...listed('PolicyInputList', [allow('s3:Get*')]),
        ...listed('ActionNames', actions),
        ...listed('ResourceArns', [a, b]),
        MaxItems: '2',
        ...more,
      });
      return text;
    };
    const first = await page({});
    expect(results(first).map(({ EvalActionName }) => EvalActionName)).toEqual([
      's3:PutObject',
      's3:GetObject',
    ]);
    expect(results(first)[1]?.ResourceSpecificResults).toHaveLength(2);
    expect(first).toContain('<IsTruncated>true</IsTruncated>');
    const second = await page({ Marker: /<Marker>(\w+)</.exec(first)?.[1] ?? '' });
    expect(results(second).map(({ EvalActionName }) => EvalActionName)).toEqual(['s3:PutObject']);
    expect(second).toContain('<IsTruncated>false</IsTruncated>');
  });
});

describe('what is wrong', () => {
  const good = { 'PolicyInputList.member.1': allow('s3:*'), 'ActionNames.member.1': 's3:GetObject' };
  const mateo = 'arn:aws:iam::111122223333:user/mateo';
  const bucket = document({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::b/*' });
  const cases: readonly (readonly [Parameters, string | RegExp])[] = [
    [{ 'ActionNames.member.1': 's3:*' }, 'Wildcards are not supported in an action name: s3:*.'],
    [{ 'ActionNames.member.1': 'GetObject' }, 'The action is invalid since it is missing names'],
    [{ 'ResourceArns.member.1': 'demo/a' }, 'ResourceNames are not in a valid ARN format: demo/a.'],
    [
      { 'ResourceArns.member.1': '*', 'ResourceArns.member.2': a },
      'ResourceNames are not in a valid ARN format: *.',
    ],
    [
      { CallerArn: 'arn:aws:sts::111122223333:assumed-role/app/x' },
      'Invalid caller - Caller must be an IAM user, role or group in this context.',
    ],
    [
      { ResourcePolicy: bucket, 'ResourceArns.member.1': a },
      'Invalid caller - Caller cannot be null or empty.',
    ],
    [
      { ResourcePolicy: bucket, CallerArn: mateo },
      'Invalid Entity Arn: * does not clearly define entity type and name.',
    ],
    [
      {
        ResourcePolicy: bucket,
        CallerArn: mateo,
        'ResourceArns.member.1': 'arn:aws:s3:::b/x',
        'ResourceArns.member.2': a,
      },
      `ResourcePolicy is not applicable to the resource ${a}.`,
    ],
    [{ ResourceOwner: '111122223333' }, "'111122223333' is not a valid as a Resource Owner."],
    [{ Marker: 'nonsense' }, 'Invalid marker for pagination.'],
    [
      {
        'PermissionsBoundaryPolicyInputList.member.1': allow('*'),
        'PermissionsBoundaryPolicyInputList.member.2': allow('*'),
      },
      'The list of Permissions Boundary policies cannot exceed 1 items.',
    ],
    [
      { 'PolicyInputList.member.2': '{' },
      /^Policy input list item 2 has invalid content: line 1, column 2: /,
    ],
    [
      { 'PolicyInputList.member.1': bucket },
      /^Policy input list item 1 has invalid content: line 1, column \d+: /,
    ],
    [
      { 'PermissionsBoundaryPolicyInputList.member.1': '{' },
      /^Permissions boundary policy input list item 1 has invalid content: /,
    ],
    [
      { ResourcePolicy: allow('s3:*'), CallerArn: mateo, 'ResourceArns.member.1': a },
      /^Resource policy has invalid content: /,
    ],
    [
      { 'OrderedOrganizationPolicyInputList.member.1.ServiceControlPolicyInputList.member.1': bucket },
      /^Service control policy input list item 1 of level 1 has invalid content: /,
    ],
  ];

  it.each(cases)('%j', async (more, message) => {
    const reply = await ask({ ...good, ...more });
    expect(reply).toMatchObject({ status: 400, code: 'InvalidInput' });
    expect(reply.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  });

  it.each([[{ MaxItems: '0' }], [{ MaxItems: '1001' }], [{ 'ActionNames.member.1': 'x:' }]])(
    '%j breaks the constraint of the shape',
    async (more) => {
      expect((await ask({ ...good, ...more })).code).toBe('ValidationError');
    },
  );

  it('but not the option of how resources are handled', async () => {
    expect((await ask({ ...good, ResourceHandlingOption: 'EC2-VPC-EBS' })).status).toBe(200);
  });
});

it('takes the permission on everything', async () => {
  await world.query(root, 'CreateUser', { UserName: 'alice' });
  const alice = await world.keyOf(root, 'alice');
  const good = { 'PolicyInputList.member.1': allow('s3:*'), 'ActionNames.member.1': 's3:GetObject' };
  expect((await world.query(alice, 'SimulateCustomPolicy', good)).message).toContain(
    'is not authorized to perform: iam:SimulateCustomPolicy',
  );
  await world.query(root, 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'p',
    PolicyDocument: allow('iam:SimulateCustomPolicy'),
  });
  expect((await world.query(alice, 'SimulateCustomPolicy', good)).status).toBe(200);
  expect((await world.events()).at(-1)).toMatchObject({ eventName: 'SimulateCustomPolicy', readOnly: true });
});
