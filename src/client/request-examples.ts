// Requests to start from: actions that the simulated AWS does not model, with resources whose names one
// remembers. For all other actions the reference has an example.

/** An action that is not modelled: it is authenticated and authorized, and answered with the verdict alone. */
export interface RequestExample {
  readonly service: string;
  readonly action: string;
  /** An example ARN. */
  readonly resource: string;
}

export const requestExamples: readonly RequestExample[] = [
  {
    service: 'ec2',
    action: 'StartInstances',
    resource: 'arn:aws:ec2:us-east-1:123456789012:instance/i-0123456789abcdef0',
  },
  { service: 'ec2', action: 'DescribeInstances', resource: '*' },
  { service: 'dynamodb', action: 'GetItem', resource: 'arn:aws:dynamodb:us-east-1:123456789012:table/Books' },
  {
    service: 'lambda',
    action: 'InvokeFunction',
    resource: 'arn:aws:lambda:us-east-1:123456789012:function:hello',
  },
  { service: 's3', action: 'PutObject', resource: 'arn:aws:s3:::photos/2026/cat.jpg' },
  { service: 's3', action: 'ListBucket', resource: 'arn:aws:s3:::photos' },
  {
    service: 'secretsmanager',
    action: 'GetSecretValue',
    resource: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db-a1b2c3',
  },
  { service: 'sqs', action: 'SendMessage', resource: 'arn:aws:sqs:us-east-1:123456789012:orders' },
  { service: 'iam', action: 'PassRole', resource: 'arn:aws:iam::123456789012:role/deploy' },
  { service: 'sts', action: 'AssumeRole', resource: 'arn:aws:iam::123456789012:role/deploy' },
];
