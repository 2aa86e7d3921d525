// To which actions resource control policies apply.
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services

import type { RequestAction } from '../match/action.ts';

/** Service prefixes, as the compiled service reference has them: a test holds the two equal. */
export const rcpServices: ReadonlySet<string> = new Set(
  [
    'aoss appconfig appstream autoscaling autoscaling-plans budgets clouddirectory cloudfront',
    'cloudsearch cloudtrail-data codeartifact codebuild codecommit codepipeline cognito-identity',
    'cognito-idp comprehend comprehendmedical compute-optimizer cost-optimization-hub dax dsql',
    'dynamodb ecr ecr-public events firehose fis fms gamelift health inspector-scan kendra',
    'kinesisvideo kms logs memorydb networkmonitor notifications opensearch pca-connector-ad',
    'personalize polly pricing resource-groups rolesanywhere s3 secretsmanager servicediscovery',
    'signin sqs sts support swf textract timestream-influxdb transcribe transfer translate wafv2',
    'workspaces xray',
  ].flatMap((line) => line.split(' ')),
);

/** "RCPs do not impact the `kms:RetireGrant` permission." */
export function isSubjectToRcps({ service, name }: RequestAction): boolean {
  return rcpServices.has(service) && !(service === 'kms' && name === 'retiregrant');
}
