// Operations that need another IAM action than the one of their name, written down from AWS's
// documentation, which is named beside each table. A test holds every action named here to the service
// reference, and the compiler every operation to the SDK.

import type { StoredCondition } from '../../core/catalog/operations-file.ts';

/** Operation → actions with a space between, without the prefix of the client's own; see operations-file.ts. */
export type ActionExceptions = Readonly<Record<string, string>>;

// Amazon S3 User Guide, using-with-s3-policy-actions, "Required permissions for Amazon S3 API operations",
// and for the annotations of objects the Service Authorization Reference, list_amazons3. What the metadata
// tables of a bucket need of s3tables is among the dependent actions.
const s3: ActionExceptions = {
  CompleteMultipartUpload: 'PutObject',
  CopyObject: 'GetObject PutObject',
  CreateBucketMetadataConfiguration: 'CreateBucketMetadataTableConfiguration',
  CreateMultipartUpload: 'PutObject',
  DeleteBucketAnalyticsConfiguration: 'PutAnalyticsConfiguration',
  DeleteBucketCors: 'PutBucketCORS',
  DeleteBucketEncryption: 'PutEncryptionConfiguration',
  DeleteBucketIntelligentTieringConfiguration: 'PutIntelligentTieringConfiguration',
  DeleteBucketInventoryConfiguration: 'PutInventoryConfiguration',
  DeleteBucketLifecycle: 'PutLifecycleConfiguration',
  DeleteBucketMetadataConfiguration: 'DeleteBucketMetadataTableConfiguration',
  DeleteBucketMetricsConfiguration: 'PutMetricsConfiguration',
  DeleteBucketOwnershipControls: 'PutBucketOwnershipControls',
  DeleteBucketReplication: 'PutReplicationConfiguration',
  DeleteBucketTagging: 'PutBucketTagging',
  // Each object is named with or without a version.
  DeleteObjects: '?DeleteObject DeleteObjectVersion',
  DeletePublicAccessBlock: 'PutBucketPublicAccessBlock',
  GetBucketAccelerateConfiguration: 'GetAccelerateConfiguration',
  GetBucketAnalyticsConfiguration: 'GetAnalyticsConfiguration',
  GetBucketCors: 'GetBucketCORS',
  GetBucketEncryption: 'GetEncryptionConfiguration',
  GetBucketIntelligentTieringConfiguration: 'GetIntelligentTieringConfiguration',
  GetBucketInventoryConfiguration: 'GetInventoryConfiguration',
  GetBucketLifecycleConfiguration: 'GetLifecycleConfiguration',
  GetBucketMetadataConfiguration: 'GetBucketMetadataTableConfiguration',
  GetBucketMetricsConfiguration: 'GetMetricsConfiguration',
  GetBucketNotificationConfiguration: 'GetBucketNotification',
  GetBucketReplication: 'GetReplicationConfiguration',
  // Amazon S3 API Reference, API_GetObjectAttributes: "you need both"; the User Guide names the first only.
  GetObjectAttributes: 'GetObject GetObjectAttributes',
  GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  HeadBucket: 'ListBucket',
  HeadObject: 'GetObject',
  ListBucketAnalyticsConfigurations: 'GetAnalyticsConfiguration',
  ListBucketIntelligentTieringConfigurations: 'GetIntelligentTieringConfiguration',
  ListBucketInventoryConfigurations: 'GetInventoryConfiguration',
  ListBucketMetricsConfigurations: 'GetMetricsConfiguration',
  ListBuckets: 'ListAllMyBuckets',
  ListMultipartUploads: 'ListBucketMultipartUploads',
  ListObjectVersions: 'ListBucketVersions',
  ListObjects: 'ListBucket',
  ListObjectsV2: 'ListBucket',
  ListParts: 'ListMultipartUploadParts',
  PutBucketAccelerateConfiguration: 'PutAccelerateConfiguration',
  PutBucketAnalyticsConfiguration: 'PutAnalyticsConfiguration',
  PutBucketCors: 'PutBucketCORS',
  PutBucketEncryption: 'PutEncryptionConfiguration',
  PutBucketIntelligentTieringConfiguration: 'PutIntelligentTieringConfiguration',
  PutBucketInventoryConfiguration: 'PutInventoryConfiguration',
  PutBucketLifecycleConfiguration: 'PutLifecycleConfiguration',
  PutBucketMetricsConfiguration: 'PutMetricsConfiguration',
  PutBucketNotificationConfiguration: 'PutBucketNotification',
  PutBucketReplication: 'PutReplicationConfiguration',
  PutObjectLockConfiguration: 'PutBucketObjectLockConfiguration',
  PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
  SelectObjectContent: 'GetObject',
  UploadPart: 'PutObject',
  UploadPartCopy: 'GetObject PutObject',
  // Amazon S3 User Guide, s3-express-security-iam, "Actions for directory buckets", and API_RenameObject.
  CreateSession: 's3express:CreateSession',
  ListDirectoryBuckets: 's3express:ListAllMyDirectoryBuckets',
  RenameObject: 's3express:CreateSession',
  // Amazon S3 User Guide, olap-policies.
  WriteGetObjectResponse: 's3-object-lambda:WriteGetObjectResponse',
};

// The same page, "Conditionally required", as far as the request shows it: not what the encryption of an
// object or its locks call for. Amazon S3 API Reference, API_HeadObject: "the relevant read object (or version)
// permission".
const s3Conditions: readonly StoredCondition[] = [
  ['GetObject', 'version', 'GetObjectVersion', 'GetObject'],
  ['HeadObject', 'version', 'GetObjectVersion', 'GetObject'],
  ['GetObjectAcl', 'version', 'GetObjectVersionAcl', 'GetObjectAcl'],
  ['GetObjectAnnotation', 'version', 'GetObjectVersionAnnotation', 'GetObjectAnnotation'],
  ['GetObjectAttributes', 'version', 'GetObjectVersion', 'GetObject'],
  ['GetObjectAttributes', 'version', 'GetObjectVersionAttributes', 'GetObjectAttributes'],
  ['GetObjectTagging', 'version', 'GetObjectVersionTagging', 'GetObjectTagging'],
  ['ListObjectAnnotations', 'version', 'ListObjectVersionAnnotations', 'ListObjectAnnotations'],
  ['PutObjectAcl', 'version', 'PutObjectVersionAcl', 'PutObjectAcl'],
  ['PutObjectAnnotation', 'version', 'PutObjectVersionAnnotation', 'PutObjectAnnotation'],
  ['PutObjectTagging', 'version', 'PutObjectVersionTagging', 'PutObjectTagging'],
  ['DeleteObject', 'version', 'DeleteObjectVersion', 'DeleteObject'],
  ['DeleteObjectAnnotation', 'version', 'DeleteObjectVersionAnnotation', 'DeleteObjectAnnotation'],
  ['DeleteObjectTagging', 'version', 'DeleteObjectVersionTagging', 'DeleteObjectTagging'],
  ['CopyObject', 'source-version', 'GetObjectVersion', 'GetObject'],
  ['UploadPartCopy', 'source-version', 'GetObjectVersion', 'GetObject'],
  ['PutObject', 'acl', 'PutObjectAcl'],
  ['CopyObject', 'acl', 'PutObjectAcl'],
  ['CreateMultipartUpload', 'acl', 'PutObjectAcl'],
  ['PutObject', 'tagging', 'PutObjectTagging'],
  ['CopyObject', 'tagging', 'PutObjectTagging'],
  ['CreateMultipartUpload', 'tagging', 'PutObjectTagging'],
  ['PutObject', 'retention', 'PutObjectRetention'],
  ['CopyObject', 'retention', 'PutObjectRetention'],
  ['CreateMultipartUpload', 'retention', 'PutObjectRetention'],
  ['PutObject', 'legal-hold', 'PutObjectLegalHold'],
  ['CopyObject', 'legal-hold', 'PutObjectLegalHold'],
  ['CreateMultipartUpload', 'legal-hold', 'PutObjectLegalHold'],
  ['DeleteObject', 'bypass-governance', 'BypassGovernanceRetention'],
  ['DeleteObjects', 'bypass-governance', 'BypassGovernanceRetention'],
  ['PutObjectRetention', 'bypass-governance', 'BypassGovernanceRetention'],
  ['CreateBucket', 'acl', 'PutBucketAcl'],
  ['CreateBucket', 'bucket-object-lock', 'PutBucketObjectLockConfiguration'],
  ['CreateBucket', 'bucket-object-lock', 'PutBucketVersioning'],
  ['CreateBucket', 'object-ownership', 'PutBucketOwnershipControls'],
];

// Amazon S3 API Reference, API_Operations_AWS_S3_Control: what it does with buckets, it does with those on
// Outposts (API_control_CreateBucket and others name s3-outposts); the account's public access block and the
// scopes of access points as on their pages (API_control_PutPublicAccessBlock, API_control_PutAccessPointScope).
const s3Control: ActionExceptions = {
  CreateBucket: 's3-outposts:CreateBucket',
  DeleteBucket: 's3-outposts:DeleteBucket',
  DeleteBucketLifecycleConfiguration: 's3-outposts:PutLifecycleConfiguration',
  DeleteBucketPolicy: 's3-outposts:DeleteBucketPolicy',
  DeleteBucketReplication: 's3-outposts:PutReplicationConfiguration',
  DeleteBucketTagging: 's3-outposts:PutBucketTagging',
  GetBucket: 's3-outposts:GetBucket',
  GetBucketLifecycleConfiguration: 's3-outposts:GetLifecycleConfiguration',
  GetBucketPolicy: 's3-outposts:GetBucketPolicy',
  GetBucketReplication: 's3-outposts:GetReplicationConfiguration',
  GetBucketTagging: 's3-outposts:GetBucketTagging',
  GetBucketVersioning: 's3-outposts:GetBucketVersioning',
  ListRegionalBuckets: 's3-outposts:ListRegionalBuckets',
  PutBucketLifecycleConfiguration: 's3-outposts:PutLifecycleConfiguration',
  PutBucketPolicy: 's3-outposts:PutBucketPolicy',
  PutBucketReplication: 's3-outposts:PutReplicationConfiguration',
  PutBucketTagging: 's3-outposts:PutBucketTagging',
  PutBucketVersioning: 's3-outposts:PutBucketVersioning',
  DeletePublicAccessBlock: 'PutAccountPublicAccessBlock',
  GetPublicAccessBlock: 'GetAccountPublicAccessBlock',
  PutPublicAccessBlock: 'PutAccountPublicAccessBlock',
  DeleteAccessPointScope: 's3express:DeleteAccessPointScope',
  GetAccessPointScope: 's3express:GetAccessPointScope',
  ListAccessPointsForDirectoryBuckets: 's3express:ListAccessPointsForDirectoryBuckets',
  PutAccessPointScope: 's3express:PutAccessPointScope',
};

// DynamoDB Developer Guide, transaction-apis-iam and ql-iam.
const dynamodb: ActionExceptions = {
  TransactGetItems: 'GetItem',
  TransactWriteItems: '?ConditionCheckItem DeleteItem PutItem UpdateItem',
  BatchExecuteStatement: '?PartiQLDelete PartiQLInsert PartiQLSelect PartiQLUpdate',
  ExecuteStatement: '?PartiQLDelete PartiQLInsert PartiQLSelect PartiQLUpdate',
  ExecuteTransaction: '?PartiQLDelete PartiQLInsert PartiQLSelect PartiQLUpdate',
};

export const actionExceptions: Readonly<Record<string, ActionExceptions>> = {
  s3,
  's3-control': s3Control,
  dynamodb,
  // IAM Access Analyzer API Reference, API_GetFindingV2 and API_ListFindingsV2.
  accessanalyzer: { GetFindingV2: 'GetFinding', ListFindingsV2: 'ListFindings' },
  // Service Authorization Reference, list_amazonapigateway: "using the PutRoutingRule API".
  apigatewayv2: { PutRoutingRule: 'UpdateRoutingRule' },
  // AWS CloudTrail API Reference, API_ListInsightsMetricData: with a trail's name, both.
  cloudtrail: { ListInsightsMetricData: '?ListInsightsData LookupEvents' },
  // Amazon ECR API Reference, API_ListImageReferrers.
  ecr: { ListImageReferrers: 'BatchGetImage' },
  // AWS Glue, aws-glue-api-catalog-tables and -partitions: "the public IAM action associated with this API".
  glue: {
    GetUnfilteredPartitionMetadata: 'GetPartition',
    GetUnfilteredPartitionsMetadata: 'GetPartitions',
    GetUnfilteredTableMetadata: 'GetTable',
  },
  // AWS KMS Developer Guide, kms-api-permissions-reference: on the key that decrypts and the one that encrypts.
  kms: { ReEncrypt: 'ReEncryptFrom ReEncryptTo' },
  // AWS Lambda API Reference, API_Invoke; Service Authorization Reference, list_awslambda.
  lambda: {
    GetLayerVersionByArn: 'GetLayerVersion',
    Invoke: 'InvokeFunction',
    InvokeWithResponseStream: 'InvokeFunction',
  },
  // Amazon SNS Developer Guide, sns-access-policy-language-api-permissions-reference.
  sns: { PublishBatch: 'Publish' },
  // Amazon SQS Developer Guide, sqs-api-permissions-reference.
  sqs: {
    ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
    DeleteMessageBatch: 'DeleteMessage',
    SendMessageBatch: 'SendMessage',
  },
};

export const actionConditions: Readonly<Record<string, readonly StoredCondition[]>> = { s3: s3Conditions };

// AWS STS API Reference, API_GetCallerIdentity and API_GetSessionToken: "No permissions are required".
export const freeOperations: Readonly<Record<string, readonly string[]>> = {
  sts: ['GetCallerIdentity', 'GetSessionToken'],
};

// API Gateway Developer Guide, api-gateway-control-access-using-iam-policies-to-create-and-manage-api: the
// action is the HTTP method. Portals and routing rules have actions of their own (list_amazonapigateway).
export const actionByMethod: ReadonlySet<string> = new Set(['api-gateway', 'apigatewayv2']);

// Clients whose IAM prefix is not the name that they sign with.
export const iamPrefixes: Readonly<Record<string, string>> = { cloudwatch: 'cloudwatch' };
