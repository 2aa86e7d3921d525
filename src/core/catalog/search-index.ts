// What a search looks into: names as texts, and which services are meant sooner than others.

import { makeNameList, type NameList } from './name-list.ts';
import type { PolicyIndex } from './policy-index.ts';
import type { ServiceIndex } from './service-index.ts';

export interface SearchIndex {
  readonly services: ServiceIndex;
  readonly policies: PolicyIndex;
  readonly actionNames: NameList;
  readonly policyNames: NameList;
  readonly prefixes: NameList;
  readonly serviceNames: NameList;
  /** For each service, how much sooner it is meant than another one. */
  readonly weights: readonly number[];
}

export function makeSearchIndex(services: ServiceIndex, policies: PolicyIndex): SearchIndex {
  return {
    services,
    policies,
    actionNames: makeNameList(services.names, services.starts),
    policyNames: nameListOf(policies.policies.map(({ name }) => name)),
    prefixes: nameListOf(services.services.map(({ prefix }) => prefix)),
    serviceNames: nameListOf(
      services.services.map(({ prefix, name }) =>
        // A space stands between names.
        `${name} ${longNames.get(prefix) ?? ''}`.replaceAll(' ', '_'),
      ),
    ),
    weights: services.services.map(({ prefix }) => weightOf(prefix)),
  };
}

function nameListOf(names: readonly string[]): NameList {
  const starts = new Uint32Array(names.length + 1);
  names.forEach((name, number) => (starts[number + 1] = (starts[number] ?? 0) + name.length + 1));
  return makeNameList(`${names.join(' ')} `, starts);
}

/** By what else people know services: names that AWS writes short or has changed. */
const longNames: ReadonlyMap<string, string> = new Map([
  ['ec2', 'Elastic Compute Cloud VPC Virtual Private Cloud EBS Elastic Block Store'],
  ['elasticloadbalancing', 'ELB'],
  ['events', 'CloudWatch Events'],
  ['rds', 'Relational Database Service'],
  ['s3', 'Simple Storage Service'],
  ['ses', 'Simple Email Service'],
  ['sns', 'Simple Notification Service'],
  ['sqs', 'Simple Queue Service'],
  ['ssm', 'Parameter Store Session Manager'],
  ['waf', 'Web Application Firewall'],
]);

/** The services that people who learn IAM mean first. A nudge between equals, no more. */
const known = [
  ['iam', 's3', 'ec2', 'sts'],
  ['lambda', 'dynamodb', 'kms', 'sqs', 'sns', 'rds'],
  ['cloudtrail', 'cloudwatch', 'logs', 'secretsmanager', 'ssm', 'cloudformation', 'organizations'],
  ['ecs', 'ecr', 'eks', 'apigateway', 'events', 'states', 'route53', 'elasticloadbalancing', 'autoscaling'],
] as const;

function weightOf(prefix: string): number {
  const row = known.findIndex((prefixes) => (prefixes as readonly string[]).includes(prefix));
  return row < 0 ? 0 : 8 - 2 * row;
}
