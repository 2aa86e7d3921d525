// To which actions resource control policies apply.
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services

import type { RequestAction } from '../match/action.ts';

/** Service prefixes, as that page listed them in 2026. */
export const rcpServices: ReadonlySet<string> = new Set([
  'aoss', // Amazon OpenSearch Serverless
  'appconfig',
  'appstream',
  'autoscaling',
  'codebuild',
  'codecommit',
  'cognito-identity',
  'cognito-idp',
  'cognito-sync',
  'comprehend',
  'comprehendmedical',
  'dax',
  'dynamodb',
  'ecr',
  'health',
  'kinesisvideo',
  'kms',
  'logs', // Amazon CloudWatch Logs
  's3',
  'secretsmanager',
  'signin',
  'sqs',
  'sts',
  'support',
  'textract',
  'transcribe',
  'translate',
]);

/** "RCPs do not impact the `kms:RetireGrant` permission." */
export function isSubjectToRcps({ service, name }: RequestAction): boolean {
  return rcpServices.has(service) && !(service === 'kms' && name === 'retiregrant');
}
