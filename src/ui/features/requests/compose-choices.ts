// What the form suggests: services and actions that are modelled, and some that are only authorized.

import { operations, suggestions } from '../../../client/operations.ts';
import type { Suggestion } from '../../parts/suggestions.ts';

const serviceNames: Readonly<Record<string, string>> = {
  cloudtrail: 'AWS CloudTrail',
  dynamodb: 'Amazon DynamoDB',
  ec2: 'Amazon EC2',
  iam: 'AWS IAM',
  lambda: 'AWS Lambda',
  s3: 'Amazon S3',
  secretsmanager: 'AWS Secrets Manager',
  sqs: 'Amazon SQS',
  sts: 'AWS STS',
};

/** A few Regions to choose from; any other may be typed. */
export const regionChoices: readonly Suggestion[] = [
  { value: 'us-east-1', detail: 'N. Virginia' },
  { value: 'us-west-2', detail: 'Oregon' },
  { value: 'eu-central-1', detail: 'Frankfurt' },
  { value: 'eu-west-1', detail: 'Ireland' },
  { value: 'ap-northeast-1', detail: 'Tokyo' },
  { value: 'ap-southeast-2', detail: 'Sydney' },
  { value: 'sa-east-1', detail: 'São Paulo' },
];

export const serviceChoices: readonly Suggestion[] = [
  ...new Set([...operations, ...suggestions].map(({ service }) => service)),
].map((value) => withDetail(value, serviceNames[value]));

/** The actions of a service that are known here; none is known of most services. */
export function actionChoices(service: string): readonly Suggestion[] {
  return [
    ...operations
      .filter((operation) => operation.service === service)
      .map(({ action }) => ({ value: action })),
    ...suggestions
      .filter((suggestion) => suggestion.service === service)
      .map(({ action }) => ({ value: action, detail: 'authorized only' })),
  ];
}

/**
 * Whether an action is known here, but of other services than this known one. What was typed freely
 * stays with whatever service is typed.
 */
export function belongsElsewhere(service: string, action: string): boolean {
  const known = actionChoices(service);
  const isKnown = (choices: readonly Suggestion[]): boolean => choices.some(({ value }) => value === action);
  return (
    known.length > 0 && !isKnown(known) && serviceChoices.some(({ value }) => isKnown(actionChoices(value)))
  );
}

/** An ARN to start from, in this account; undefined where none is known. */
export function exampleResource(service: string, action: string, accountId: string): string | undefined {
  return suggestions
    .find((suggestion) => suggestion.service === service && suggestion.action === action)
    ?.resource.replace('123456789012', accountId);
}

/** Whether a text is one of the examples, so that another one may take its place. */
export function isExample(resource: string, accountId: string): boolean {
  return suggestions.some(
    (suggestion) => suggestion.resource.replace('123456789012', accountId) === resource,
  );
}

function withDetail(value: string, detail: string | undefined): Suggestion {
  return detail === undefined ? { value } : { value, detail };
}
