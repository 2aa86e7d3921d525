// Service principals and anonymous callers at buckets, queues, topics and functions: only the resource's
// policy can let them in.

import { documentation, policy, type Case, type Context, type Statement } from './cases.ts';
import type { NamedPolicy } from '../../../../../src/core/authorize/types.ts';

const call = (
  principal: string,
  action: string,
  resource: string,
  resourceAccountId: string,
  context: Context = {},
) => ({ principal, action, resource, resourceAccountId, context });
/** One statement decides: it applies, or nobody allows. */
const one = (
  title: string,
  request: Case['request'],
  resource: NamedPolicy,
  sid: string | undefined,
): Case => ({
  title,
  request,
  policies: { identity: [], resource },
  ...(sid === undefined
    ? { outcome: 'implicitDeny', blockedBy: ['resource'], statements: [] }
    : { outcome: 'allowed', blockedBy: [], statements: [`resource:${sid}`] }),
});

// Services.
const trailBucket = policy(
  'bucket',
  {
    Sid: 'CloudTrailAclCheck',
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Action: 's3:GetBucketAcl',
    Resource: 'arn:aws:s3:::amzn-s3-demo-bucket1',
    Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
  },
  {
    Sid: 'AWSCloudTrailWrite',
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: 'arn:aws:s3:::amzn-s3-demo-bucket1/prefix/Logs/111122223333/*',
    Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
  },
);
const fleetBucket = policy('bucket', {
  Sid: 'Fleet',
  Effect: 'Allow',
  Principal: { Service: ['appstream.amazonaws.com'] },
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::amzn-s3-demo-bucket2/examplefile.psh',
  Condition: {
    ArnEquals: { 'aws:SourceArn': 'arn:aws:appstream:us-east-1:111122223333:fleet/ExampleFleetName' },
  },
});
const trail = (action: string, resource: string, context: Context) =>
  call('cloudtrail.amazonaws.com', action, resource, '999999999999', context);
const ours: Context = { 'aws:SourceAccount': '111122223333' };
const theirs: Context = { 'aws:SourceAccount': '444455556666' };
const log = 'arn:aws:s3:::amzn-s3-demo-bucket1/prefix/Logs/111122223333/log.gz';
const script = 'arn:aws:s3:::amzn-s3-demo-bucket2/examplefile.psh';
const fleet = (name: string) =>
  call('appstream.amazonaws.com', 's3:GetObject', script, '111122223333', {
    'aws:SourceArn': `arn:aws:appstream:us-east-1:111122223333:fleet/${name}`,
  });

documentation('IAM/latest/UserGuide/confused-deputy.html: resource-based policies', [
  one(
    'CloudTrail writes on behalf of the account',
    trail('s3:PutObject', log, ours),
    trailBucket,
    'AWSCloudTrailWrite',
  ),
  one(
    'CloudTrail looks at the ACL',
    trail('s3:GetBucketAcl', 'arn:aws:s3:::amzn-s3-demo-bucket1', ours),
    trailBucket,
    'CloudTrailAclCheck',
  ),
  one('an unauthorized actor\u2019s trail', trail('s3:PutObject', log, theirs), trailBucket, undefined),
  one('a call that does not say for whom', trail('s3:PutObject', log, {}), trailBucket, undefined),
  {
    title: 'a user is not the service',
    request: call('arn:aws:iam::999999999999:user/u', 's3:PutObject', log, '111111111111', ours),
    policies: { identity: [], resource: trailBucket },
    outcome: 'implicitDeny',
    blockedBy: ['resource', 'identity'],
    statements: [],
  },
  one('the fleet named', fleet('ExampleFleetName'), fleetBucket, 'Fleet'),
  one('another fleet', fleet('Other'), fleetBucket, undefined),
]);

const topic = 'arn:aws:sns:us-east-2:444455556666:MyTopic';
const grantPublish = policy('topic', {
  Sid: 'grant-1234-publish',
  Effect: 'Allow',
  Principal: { AWS: '111122223333' },
  Action: ['sns:Publish'],
  Resource: topic,
});
const httpsOnly = policy('topic', {
  Sid: 'Statement1',
  Effect: 'Allow',
  Principal: { AWS: '111122223333' },
  Action: ['sns:Subscribe'],
  Resource: topic,
  Condition: { StringEquals: { 'sns:Protocol': 'https' } },
});
const queue = 'arn:aws:sqs:us-east-2:444455556666:MyQueue';
const fromTopic = policy('queue', {
  Sid: 'Allow-SNS-SendMessage',
  Effect: 'Allow',
  Principal: { Service: 'sns.amazonaws.com' },
  Action: ['sqs:SendMessage'],
  Resource: queue,
  Condition: { ArnEquals: { 'aws:SourceArn': topic } },
});
const fromS3 = policy('topic', {
  Sid: 'S3Events',
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: 'arn:aws:sns:us-east-2:111122223333:MyTopic',
  Condition: { StringEquals: { 'AWS:SourceAccount': '444455556666' } },
});
const fromSes = policy('topic', {
  Sid: '__default_statement_ID',
  Effect: 'Allow',
  Principal: { Service: 'ses.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: topic,
  Condition: { StringEquals: { 'aws:SourceOwner': '111122223333' } },
});
const orgTopic = policy('topic', {
  Sid: 'Org',
  Effect: 'Allow',
  Principal: { AWS: '*' },
  Action: 'sns:Publish',
  Resource: topic,
  Condition: { StringEquals: { 'aws:PrincipalOrgID': 'myOrgId' } },
});
const snsAll = policy('sns', { Sid: 'Sns', Effect: 'Allow', Action: 'sns:*', Resource: '*' });
const publisher = (context: Context = {}, action = 'sns:Publish') =>
  call('arn:aws:iam::111122223333:user/publisher', action, topic, '444455556666', context);

documentation('sns/latest/dg/sns-access-policy-use-cases.html', [
  {
    title: 'an account that may publish, with its own permission',
    request: publisher(),
    policies: { identity: [snsAll], resource: grantPublish },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Sns', 'resource:grant-1234-publish'],
  },
  {
    title: 'HTTPS subscriptions only: https',
    request: publisher({ 'sns:Protocol': 'https' }, 'sns:Subscribe'),
    policies: { identity: [snsAll], resource: httpsOnly },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Sns', 'resource:Statement1'],
  },
  {
    title: 'HTTPS subscriptions only: email',
    request: publisher({ 'sns:Protocol': 'email' }, 'sns:Subscribe'),
    policies: { identity: [snsAll], resource: httpsOnly },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:Sns'],
  },
  one(
    'SNS sends from the topic named to the queue',
    call('sns.amazonaws.com', 'sqs:SendMessage', queue, '444455556666', { 'aws:SourceArn': topic }),
    fromTopic,
    'Allow-SNS-SendMessage',
  ),
  one(
    'SNS sends from another topic',
    call('sns.amazonaws.com', 'sqs:SendMessage', queue, '444455556666', {
      'aws:SourceArn': 'arn:aws:sns:us-east-2:444455556666:Other',
    }),
    fromTopic,
    undefined,
  ),
  one(
    'without a policy of the queue SNS sends nothing',
    call('sns.amazonaws.com', 'sqs:SendMessage', queue, '444455556666', { 'aws:SourceArn': topic }),
    policy('queue', {
      Sid: 'Owner',
      Effect: 'Allow',
      Principal: { AWS: '444455556666' },
      Action: 'sqs:*',
      Resource: queue,
    }),
    undefined,
  ),
  one(
    'S3 publishes for the account named; key names have no case',
    call('s3.amazonaws.com', 'sns:Publish', 'arn:aws:sns:us-east-2:111122223333:MyTopic', '111122223333', {
      'aws:SourceAccount': '444455556666',
    }),
    fromS3,
    'S3Events',
  ),
  one(
    'S3 publishes for another account',
    call('s3.amazonaws.com', 'sns:Publish', 'arn:aws:sns:us-east-2:111122223333:MyTopic', '111122223333', {
      'aws:SourceAccount': '999999999999',
    }),
    fromS3,
    undefined,
  ),
  one(
    'SES with the deprecated aws:SourceOwner',
    call('ses.amazonaws.com', 'sns:Publish', topic, '444455556666', { 'aws:SourceOwner': '111122223333' }),
    fromSes,
    '__default_statement_ID',
  ),
  {
    title: 'any account of the organization publishes',
    request: publisher({ 'aws:PrincipalOrgID': 'myOrgId' }),
    policies: { identity: [snsAll], resource: orgTopic },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Sns', 'resource:Org'],
  },
  {
    title: 'an account of no organization',
    request: publisher(),
    policies: { identity: [snsAll], resource: orgTopic },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:Sns'],
    missingContext: ['aws:PrincipalOrgID'],
  },
  one(
    'anonymous callers have no organization',
    { ...publisher(), principal: 'anonymous' },
    orgTopic,
    undefined,
  ),
]);

const functionArn = 'arn:aws:lambda:us-east-2:123456789012:function:my-function';
const lambdaPolicy = (more: Statement, service = 'sns.amazonaws.com') =>
  policy('function', {
    Sid: 'sns',
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'lambda:InvokeFunction',
    Resource: functionArn,
    ...more,
  });
const invoke = (principal: string, context: Context = {}, action = 'lambda:InvokeFunction') =>
  call(principal, action, functionArn, '123456789012', context);
const myTopic = 'arn:aws:sns:us-east-2:123456789012:my-topic';
const bucketOwner = lambdaPolicy(
  {
    Condition: {
      StringEquals: { 'AWS:SourceAccount': '123456789012' },
      ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::amzn-s3-demo-bucket' },
    },
  },
  's3.amazonaws.com',
);
documentation('lambda/latest/dg/permissions-function-services.html', [
  one(
    'SNS invokes, from whatever topic',
    invoke('sns.amazonaws.com', { 'aws:SourceArn': myTopic }),
    lambdaPolicy({}),
    'sns',
  ),
  one('another service does not', invoke('s3.amazonaws.com'), lambdaPolicy({}), undefined),
  one(
    'SNS does nothing but invoke',
    invoke('sns.amazonaws.com', {}, 'lambda:GetFunction'),
    lambdaPolicy({}),
    undefined,
  ),
  one(
    'the topic named',
    invoke('sns.amazonaws.com', { 'aws:SourceArn': myTopic }),
    lambdaPolicy({ Condition: { ArnLike: { 'AWS:SourceArn': myTopic } } }),
    'sns',
  ),
  one(
    'another topic',
    invoke('sns.amazonaws.com', { 'aws:SourceArn': `${myTopic}2` }),
    lambdaPolicy({ Condition: { ArnLike: { 'AWS:SourceArn': myTopic } } }),
    undefined,
  ),
  one(
    'a bucket of the account',
    invoke('s3.amazonaws.com', {
      'aws:SourceArn': 'arn:aws:s3:::amzn-s3-demo-bucket',
      'aws:SourceAccount': '123456789012',
    }),
    bucketOwner,
    'sns',
  ),
  one(
    'a bucket of that name that another account has made since',
    invoke('s3.amazonaws.com', {
      'aws:SourceArn': 'arn:aws:s3:::amzn-s3-demo-bucket',
      'aws:SourceAccount': '999999999999',
    }),
    bucketOwner,
    undefined,
  ),
]);

const optIn = (Service: string) =>
  policy('topic', {
    Sid: 'S3',
    Effect: 'Allow',
    Principal: { Service },
    Action: 'sns:Publish',
    Resource: 'arn:aws:sns:ap-southeast-1:123456789012:t',
  });
const fromHongKong = call(
  's3.ap-east-1.amazonaws.com',
  'sns:Publish',
  'arn:aws:sns:ap-southeast-1:123456789012:t',
  '123456789012',
);
documentation('IAM/latest/UserGuide/reference_policies_elements_principal.html: opt-in Regions', [
  one(
    'the non-regionalized name fails from an opt-in Region',
    fromHongKong,
    optIn('s3.amazonaws.com'),
    undefined,
  ),
  one('the regionalized name succeeds', fromHongKong, optIn('s3.ap-east-1.amazonaws.com'), 'S3'),
  one(
    'within one Region the name is not regionalized',
    { ...fromHongKong, principal: 's3.amazonaws.com' },
    optIn('s3.amazonaws.com'),
    'S3',
  ),
]);

// Anonymous callers.
const queue1 = 'arn:aws:sqs:us-east-2:111122223333:queue1';
const queuePolicy = (...statements: readonly Statement[]) =>
  policy(
    'queue1',
    ...statements.map((statement) => ({ Resource: 'arn:aws:sqs:*:111122223333:queue1', ...statement })),
  );
const anyone = (action: string, context: Context = {}) =>
  call('anonymous', action, queue1, '111122223333', context);
const ip = (address: string): Context => ({ 'aws:SourceIp': address });
const example5 = queuePolicy({
  Sid: 'Queue1_AnonymousAccess_ReceiveMessage',
  Effect: 'Allow',
  Principal: '*',
  Action: 'sqs:ReceiveMessage',
});
const example6 = queuePolicy({
  Sid: 'Queue1_AnonymousAccess_ReceiveMessage_TimeLimit',
  Effect: 'Allow',
  Principal: '*',
  Action: 'sqs:ReceiveMessage',
  Condition: {
    DateGreaterThan: { 'aws:CurrentTime': '2009-01-31T12:00Z' },
    DateLessThan: { 'aws:CurrentTime': '2009-01-31T15:00Z' },
  },
});
const example7 = queuePolicy({
  Sid: 'Queue1_AnonymousAccess_AllActions_AllowlistIP',
  Effect: 'Allow',
  Principal: '*',
  Action: 'sqs:*',
  Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
});
const example8 = queuePolicy(
  {
    Sid: 'Queue1_AnonymousAccess_SendMessage_IPLimit',
    Effect: 'Allow',
    Principal: '*',
    Action: 'sqs:SendMessage',
    Condition: {
      IpAddress: { 'aws:SourceIp': '192.0.2.0/24' },
      NotIpAddress: { 'aws:SourceIp': '192.0.2.188/32' },
    },
  },
  {
    Sid: 'Queue1_AnonymousAccess_AllActions_IPLimit_Deny',
    Effect: 'Deny',
    Principal: '*',
    Action: 'sqs:*',
    Condition: { IpAddress: { 'aws:SourceIp': '12.148.72.0/23' } },
  },
);

documentation(
  'AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html: all users',
  [
    one(
      'Example 5: receiving',
      anyone('sqs:ReceiveMessage'),
      example5,
      'Queue1_AnonymousAccess_ReceiveMessage',
    ),
    one('Example 5: sending', anyone('sqs:SendMessage'), example5, undefined),
    one(
      'Example 6: in the afternoon',
      anyone('sqs:ReceiveMessage', { 'aws:CurrentTime': '2009-01-31T14:00:00Z' }),
      example6,
      'Queue1_AnonymousAccess_ReceiveMessage_TimeLimit',
    ),
    one(
      'Example 6: at night',
      anyone('sqs:ReceiveMessage', { 'aws:CurrentTime': '2009-01-31T23:00:00Z' }),
      example6,
      undefined,
    ),
    one(
      'Example 7: inside the range',
      anyone('sqs:SendMessage', ip('192.0.2.77')),
      example7,
      'Queue1_AnonymousAccess_AllActions_AllowlistIP',
    ),
    one('Example 7: outside', anyone('sqs:SendMessage', ip('192.0.3.1')), example7, undefined),
    one(
      'Example 8: inside the range',
      anyone('sqs:SendMessage', ip('192.0.2.1')),
      example8,
      'Queue1_AnonymousAccess_SendMessage_IPLimit',
    ),
    one(
      'Example 8: the one address excepted',
      anyone('sqs:SendMessage', ip('192.0.2.188')),
      example8,
      undefined,
    ),
    {
      title: 'Example 8: the range that is blocked',
      request: anyone('sqs:SendMessage', ip('12.148.73.255')),
      policies: { identity: [], resource: example8 },
      outcome: 'explicitDeny',
      blockedBy: ['resource'],
      statements: ['resource:Queue1_AnonymousAccess_AllActions_IPLimit_Deny'],
    },
    {
      title: 'Example 5 lets a user of the account receive without any other permission',
      request: { ...anyone('sqs:ReceiveMessage'), principal: 'arn:aws:iam::111122223333:user/u' },
      policies: { identity: [], resource: example5 },
      outcome: 'allowed',
      blockedBy: [],
      statements: ['resource:Queue1_AnonymousAccess_ReceiveMessage'],
    },
  ],
);

const website = (Principal: unknown) =>
  policy('bucket', {
    Sid: 'PublicReadGetObject',
    Effect: 'Allow',
    Principal,
    Action: ['s3:GetObject'],
    Resource: ['arn:aws:s3:::amzn-s3-demo-bucket/*'],
  });
const page = (principal: string, action = 's3:GetObject') =>
  call(principal, action, 'arn:aws:s3:::amzn-s3-demo-bucket/index.html', '111122223333');
documentation('IAM/latest/UserGuide/reference_policies_elements_principal.html: all principals', [
  one('"*" lets anonymous users in', page('anonymous'), website('*'), 'PublicReadGetObject'),
  one('{ "AWS": "*" } as well', page('anonymous'), website({ AWS: '*' }), 'PublicReadGetObject'),
  one('an account does not', page('anonymous'), website({ AWS: '111122223333' }), undefined),
  one('what is not granted', page('anonymous', 's3:PutObject'), website('*'), undefined),
  {
    title: 'users of the account need no other permission',
    request: page('arn:aws:iam::111122223333:user/u'),
    policies: { identity: [], resource: website('*') },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:PublicReadGetObject'],
  },
  {
    title: 'nor do its roles',
    request: page('arn:aws:sts::111122223333:assumed-role/r/s'),
    policies: { identity: [], resource: website({ AWS: '*' }) },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:PublicReadGetObject'],
  },
  {
    title: 'principals in other accounts must have identity-based permissions there',
    request: page('arn:aws:iam::999999999999:user/u'),
    policies: { identity: [], resource: website('*') },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['resource:PublicReadGetObject'],
  },
]);
