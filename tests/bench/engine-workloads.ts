// What the policy engine is measured with: policies and requests of a middling account, made by a seeded
// generator, so that two runs, and two machines, are asked the same.

import type {
  AuthorizationRequest,
  NamedPolicy,
  PolicyLevel,
  PolicySet,
} from '../../src/core/authorize/types.ts';
import { seededRandom, type SeededRandom } from './seeded-random.ts';

export interface Workload {
  readonly policies: PolicySet;
  readonly requests: readonly AuthorizationRequest[];
}

/** The account of all policies and requests; it appears in them in no other sense. */
export const account = '111122223333';

const principal = `arn:aws:iam::${account}:user/alice`;
const organization = 'o-exampleorgid';
const environments = ['prod', 'dev', 'stage'];
const teams = ['orders', 'billing', 'search', 'web'];
const things = ['data', 'events', 'cache', 'logs'];
const regions = ['us-east-1', 'eu-west-1', 'ap-southeast-2'];

type Condition = readonly [operator: string, key: string, value: string | readonly string[]];

interface ResourceKind {
  readonly service: string;
  readonly actions: readonly string[];
  /** `{region}`, `{account}` and `{name}` stand for what a policy, or a request, says there. */
  readonly format: string;
  /** What a request has in the place of the policy's star, where it has more than the name. */
  readonly rest?: string;
  /** Only of these is the account often left open in a policy. */
  readonly anyAccount?: true;
}

const kinds: readonly ResourceKind[] = [
  {
    service: 's3',
    actions: ['GetObject', 'PutObject', 'DeleteObject', 'GetObjectTagging', 'PutObjectTagging'],
    format: 'arn:aws:s3:::{name}/{rest}',
    rest: '2026/07/item-{number}.json',
  },
  {
    service: 's3',
    actions: ['ListBucket', 'GetBucketLocation', 'GetBucketPolicy'],
    format: 'arn:aws:s3:::{name}',
  },
  {
    service: 'dynamodb',
    actions: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'DescribeTable', 'BatchGetItem'],
    format: 'arn:aws:dynamodb:{region}:{account}:table/{name}',
  },
  {
    service: 'lambda',
    actions: ['InvokeFunction', 'GetFunction', 'UpdateFunctionCode', 'DeleteFunction'],
    format: 'arn:aws:lambda:{region}:{account}:function:{name}',
    anyAccount: true,
  },
  {
    service: 'sqs',
    actions: ['SendMessage', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'],
    format: 'arn:aws:sqs:{region}:{account}:{name}',
  },
  {
    service: 'sns',
    actions: ['Publish', 'GetTopicAttributes', 'DeleteTopic'],
    format: 'arn:aws:sns:{region}:{account}:{name}',
    anyAccount: true,
  },
  {
    service: 'ec2',
    actions: ['StartInstances', 'StopInstances', 'TerminateInstances', 'RebootInstances'],
    // An instance's ID says nothing of team or environment.
    format: 'arn:aws:ec2:{region}:{account}:instance/{rest}',
    rest: 'i-0{hex}',
  },
  {
    service: 'secretsmanager',
    actions: ['GetSecretValue', 'PutSecretValue', 'DescribeSecret', 'DeleteSecret'],
    format: 'arn:aws:secretsmanager:{region}:{account}:secret:{name}-{rest}',
    rest: 'AbCdEf',
  },
  {
    service: 'ssm',
    actions: ['GetParameter', 'PutParameter', 'DeleteParameter'],
    format: 'arn:aws:ssm:{region}:{account}:parameter/{name}/{rest}',
    rest: 'key',
  },
  {
    service: 'kinesis',
    actions: ['PutRecord', 'GetRecords', 'DescribeStream'],
    format: 'arn:aws:kinesis:{region}:{account}:stream/{name}',
  },
  {
    service: 'rds',
    actions: ['StartDBInstance', 'StopDBInstance', 'DeleteDBInstance'],
    format: 'arn:aws:rds:{region}:{account}:db:{name}',
  },
];

const services = [...new Set(kinds.map(({ service }) => service))];

const officeAddresses = ['10.0.0.0/8', '192.0.2.0/24'];

const allowConditions: readonly Condition[] = [
  ['StringEquals', 'aws:RequestedRegion', ['us-east-1', 'eu-west-1']],
  ['IpAddress', 'aws:SourceIp', officeAddresses],
  ['Bool', 'aws:SecureTransport', 'true'],
  ['StringLike', 'aws:PrincipalTag/team', ['or*', 'bill*', '*eb']],
  ['StringEquals', 'aws:PrincipalOrgID', organization],
  ['NumericLessThan', 'aws:MultiFactorAuthAge', '3600'],
  ['DateLessThan', 'aws:CurrentTime', '2030-01-01T00:00:00Z'],
  ['StringLike', 'aws:UserAgent', '*aws-cli*'],
  ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:user/al*'],
  ['StringNotEquals', 'aws:SourceVpc', 'vpc-0badbadbadbad0000'],
];

const denyConditions: readonly Condition[] = [
  ['StringEquals', 'aws:PrincipalOrgID', organization],
  ['StringNotEquals', 'aws:PrincipalTag/team', ['billing', 'search']],
  ['StringLike', 'aws:UserAgent', '*curl*'],
  ['NotIpAddress', 'aws:SourceIp', officeAddresses],
  ['NumericGreaterThanEquals', 'aws:MultiFactorAuthAge', '1800'],
  ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:user/*'],
];

/** Workload b: five identity policies of ten statements, with wildcards and two conditions each. */
export function identityWorkload(requestCount = 1_000): Workload {
  const random = seededRandom(20261);
  const identity = Array.from({ length: 5 }, (_, policy) =>
    named(
      `identity-${policy}`,
      Array.from({ length: 10 }, (_, number) =>
        identityStatement(random, {
          sid: `P${policy}S${number}`,
          service: services[number % services.length] ?? '',
          // Another place in each policy, so that no service is always the denied one.
          effect: (policy + number) % 5 === 4 ? 'Deny' : 'Allow',
        }),
      ),
    ),
  );
  return { policies: { identity }, requests: makeRequests(requestCount, { seed: 4711, among: services }) };
}

/** Workload c: b within an organization, with a boundary and a resource policy. */
export function organizationWorkload(requestCount = 1_000): Workload {
  const { policies, requests } = identityWorkload(requestCount);
  return {
    policies: { ...policies, boundary: boundary(), resource: resourcePolicy(), scps: scps(), rcps: rcps() },
    requests,
  };
}

/** A thousand policies of which ten name the service that is asked for, and those ten alone. */
export function scalingWorkloads(requestCount = 1_000): { readonly many: Workload; readonly few: Workload } {
  const random = seededRandom(1000);
  const asked = 's3';
  const others = services.filter((service) => service !== asked);
  const policies = Array.from({ length: 1_000 }, (_, policy) => {
    const isAsked = policy % 100 === 50;
    const service = isAsked ? asked : (others[policy % others.length] ?? '');
    const statements = (['Allow', 'Allow', 'Deny'] as const).map((effect, number) =>
      identityStatement(random, { sid: `P${policy}S${number}`, service, effect }),
    );
    return { isAsked, policy: named(`policy-${policy}`, statements) };
  });
  const requests = makeRequests(requestCount, { seed: 1001, among: [asked] });
  const few = policies.filter(({ isAsked }) => isAsked).map(({ policy }) => policy);
  return {
    many: { policies: { identity: policies.map(({ policy }) => policy) }, requests },
    few: { policies: { identity: few }, requests },
  };
}

/** Requests for actions of which each is asked for once: no memory of actions may grow by them. */
export function requestsForDistinctActions(count: number, first = 0): readonly AuthorizationRequest[] {
  return makeRequests(count, { seed: 10_000 + first, among: services }).map((request, number) => ({
    ...request,
    action: `${request.action}${first + number}`,
  }));
}

function makeRequests(
  count: number,
  { seed, among }: { seed: number; among: readonly string[] },
): readonly AuthorizationRequest[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, number) => {
    const kind = kindOf(random, random.pick(among));
    const action = `${kind.service}:${random.pick(kind.actions)}`;
    const region = random.chance(0.7) ? 'us-east-1' : random.pick(regions);
    const name = [environments, teams, things].map((words) => random.pick(words)).join('-');
    const rest = (kind.rest ?? '')
      .replace('{number}', String(number))
      .replace('{hex}', (Math.imul(number + 1, 2_654_435_761) >>> 0).toString(16).padStart(8, '0'));
    const resource = fill(kind, { region, account, name, rest });
    return { principal, action, resource, resourceAccountId: account, context: context(random, region) };
  });
}

function context(random: SeededRandom, region: string): Record<string, string> {
  const byte = (): number => random.below(256);
  const day = String(1 + random.below(28)).padStart(2, '0');
  return {
    'aws:RequestedRegion': region,
    'aws:SourceIp': random.chance(0.85) ? `10.${byte()}.${byte()}.${byte()}` : `203.0.113.${byte()}`,
    'aws:SecureTransport': random.chance(0.95) ? 'true' : 'false',
    'aws:PrincipalTag/team': random.pick(teams),
    'aws:PrincipalOrgID': organization,
    'aws:CurrentTime': `2026-07-${day}T12:00:00Z`,
    'aws:UserAgent': random.chance(0.7) ? 'aws-cli/2.17.0 Python/3.11.8' : 'curl/8.5.0',
    'aws:PrincipalArn': principal,
    'aws:SourceVpc': random.chance(0.9) ? 'vpc-0123456789abcdef0' : 'vpc-0badbadbadbad0000',
    ...(random.chance(0.8)
      ? {
          'aws:MultiFactorAuthPresent': 'true',
          'aws:MultiFactorAuthAge': String(random.below(5_000)),
        }
      : {}),
  };
}

function identityStatement(
  random: SeededRandom,
  { sid, service, effect }: { sid: string; service: string; effect: 'Allow' | 'Deny' },
): object {
  const kind = kindOf(random, service);
  const pattern = (region: string): string =>
    fill(kind, {
      region,
      account: kind.anyAccount === true ? '*' : account,
      name: namePattern(random),
      rest: '*',
    });
  const resources = [pattern(random.pick(['*', ...regions])), pattern('*')];
  return {
    Sid: sid,
    Effect: effect,
    Action: actionPatterns(random, kind),
    Resource: [...new Set(resources)],
    Condition: conditionBlock(random.sample(effect === 'Deny' ? denyConditions : allowConditions, 2)),
  };
}

function kindOf(random: SeededRandom, service: string): ResourceKind {
  return random.pick(kinds.filter((kind) => kind.service === service));
}

function fill({ format }: ResourceKind, words: Readonly<Record<string, string>>): string {
  return format.replace(/\{(\w+)\}/g, (_, word: string) => words[word] ?? '');
}

function namePattern(random: SeededRandom): string {
  const environment = random.pick(environments);
  const team = random.pick(teams);
  const thing = random.pick(things);
  return random.pick([
    `${environment}-*`,
    `*-${team}-*`,
    `*-${thing}`,
    `${environment}-*-${thing}`,
    '*',
    `${environment}-${team}-*`,
  ]);
}

/** Two or three of them, of every form that policies in the wild have. */
function actionPatterns(random: SeededRandom, { service, actions }: ResourceKind): readonly string[] {
  const patterns = new Set<string>();
  const count = 2 + random.below(2);
  while (patterns.size < count) {
    const action = random.pick(actions);
    const words = action.match(/[A-Z][a-z]+/g) ?? [action];
    const form = random.pick([
      action,
      `${words[0]}*`,
      `*${words.at(-1)}`,
      `${action.slice(0, 3)}*${action.slice(-3)}`,
      random.chance(0.4) ? '*' : action,
    ]);
    patterns.add(`${service}:${form}`);
  }
  return [...patterns];
}

function conditionBlock(conditions: readonly Condition[]): Record<string, Record<string, unknown>> {
  const block: Record<string, Record<string, unknown>> = {};
  for (const [operator, key, value] of conditions) (block[operator] ??= {})[key] = value;
  return block;
}

function scps(): readonly PolicyLevel[] {
  return levels((level) => [
    named(`FullAWSAccess-${level}`, [{ Sid: 'Full', Effect: 'Allow', Action: '*', Resource: '*' }]),
    named(`scp-guard-${level}`, [
      {
        Sid: `Region${level}`,
        Effect: 'Deny',
        NotAction: ['iam:*', 'sts:*', 'organizations:*', 'support:*'],
        Resource: '*',
        // The account itself may use one region less than its organization.
        Condition: {
          StringNotEquals: { 'aws:RequestedRegion': level === 2 ? regions.slice(0, 2) : regions },
        },
      },
      {
        Sid: `Mfa${level}`,
        Effect: 'Deny',
        Action: ['ec2:Terminate*', 'rds:Delete*', 'dynamodb:DeleteTable'],
        Resource: '*',
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
      {
        Sid: `Prod${level}`,
        Effect: 'Deny',
        Action: ['s3:Delete*', 'sqs:Delete*', 'kinesis:Delete*'],
        Resource: ['arn:aws:s3:::prod-*', 'arn:aws:sqs:*:*:prod-*', 'arn:aws:kinesis:*:*:stream/prod-*'],
        Condition: { StringNotLike: { 'aws:PrincipalTag/team': ['billing', 'orders'] } },
      },
      {
        Sid: `Transport${level}`,
        Effect: 'Deny',
        Action: ['s3:*', 'secretsmanager:*'],
        Resource: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]),
  ]);
}

function rcps(): readonly PolicyLevel[] {
  return levels((level) => [
    named(`rcp-guard-${level}`, [
      {
        Sid: `Organization${level}`,
        Effect: 'Deny',
        Principal: '*',
        Action: ['s3:*', 'sqs:*', 'secretsmanager:*'],
        Resource: '*',
        Condition: {
          StringNotEqualsIfExists: { 'aws:PrincipalOrgID': organization },
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        },
      },
      {
        Sid: `Transport${level}`,
        Effect: 'Deny',
        Principal: '*',
        Action: ['s3:*', 'sqs:*'],
        Resource: '*',
        Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } },
      },
    ]),
  ]);
}

function boundary(): NamedPolicy {
  return named('boundary', [
    {
      Sid: 'B0',
      Effect: 'Allow',
      Action: ['s3:*', 'sqs:*', 'sns:*'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': organization } },
    },
    {
      Sid: 'B1',
      Effect: 'Allow',
      Action: ['dynamodb:*Item', 'dynamodb:Describe*', 'lambda:*'],
      Resource: ['arn:aws:dynamodb:*:*:table/*', 'arn:aws:lambda:*:*:function:*'],
    },
    {
      Sid: 'B2',
      Effect: 'Allow',
      Action: ['ec2:St*', 'ec2:Reboot*', 'secretsmanager:Get*', 'ssm:*'],
      Resource: '*',
    },
    {
      Sid: 'B3',
      Effect: 'Allow',
      Action: ['kinesis:*', 'rds:St*'],
      Resource: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'true' } },
    },
    {
      Sid: 'B4',
      Effect: 'Deny',
      Action: ['s3:PutBucketPolicy', 'iam:*', 'organizations:*'],
      Resource: '*',
    },
  ]);
}

function resourcePolicy(): NamedPolicy {
  const ownAccount = { AWS: `arn:aws:iam::${account}:root` };
  return named('resource', [
    {
      Sid: 'R0',
      Effect: 'Allow',
      Principal: ownAccount,
      Action: ['s3:Get*', 's3:List*'],
      Resource: ['arn:aws:s3:::dev-*', 'arn:aws:s3:::dev-*/*'],
      Condition: { Bool: { 'aws:SecureTransport': 'true' } },
    },
    {
      Sid: 'R1',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::444455556666:role/Partner' },
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::*/*',
    },
    {
      Sid: 'R2',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: ['arn:aws:s3:::*', 'arn:aws:s3:::*/*'],
      Condition: { NumericGreaterThan: { 'aws:MultiFactorAuthAge': '4500' } },
    },
    {
      Sid: 'R3',
      Effect: 'Allow',
      Principal: ownAccount,
      Action: 'sqs:*',
      Resource: 'arn:aws:sqs:*:*:*-${aws:PrincipalTag/team}-*',
    },
    {
      Sid: 'R4',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: ['s3:Delete*', 'sqs:Delete*'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-0badbadbadbad0000' } },
    },
  ]);
}

/** Root, organizational unit, account. */
function levels(policiesAt: (level: number) => readonly NamedPolicy[]): readonly PolicyLevel[] {
  return ['r-root', 'ou-root-workload', account].map((id, level) => ({ id, policies: policiesAt(level) }));
}

function named(name: string, statements: readonly object[]): NamedPolicy {
  return { name, document: { Version: '2012-10-17', Statement: statements } };
}
