// `aws:VpceAccount`: "the AWS account ID that owns the VPC endpoint through which the request was made". Few services say
// it; `aws:VpceOrgID` and `aws:VpceOrgPaths` need an organization.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpceaccount

import type { Check } from './operation.ts';

/** "The following services support this key" */
const services: ReadonlySet<string> = new Set([
  'acm-pca',
  'applicationinsights',
  'apprunner',
  'athena',
  'cloudformation',
  'comprehendmedical',
  'compute-optimizer',
  'datasync',
  'discovery',
  'ebs',
  'firehose',
  'healthlake',
  'iam',
  'iotfleetwise',
  'iotwireless',
  'kms',
  'lambda',
  'medical-imaging',
  'omics',
  'payment-cryptography',
  'polly',
  'rbin',
  'rekognition',
  's3',
  'scheduler',
  'servicediscovery',
  'servicequotas',
  'ssm-contacts',
  'storagegateway',
  'textract',
  'transcribe',
  'transfer',
]);

/** The checks of a request that came through an endpoint of the account. */
export function withEndpointOwner(checks: readonly Check[], accountId: string): readonly Check[] {
  return checks.map((check) =>
    saysOwner(check.action)
      ? { ...check, context: { 'aws:VpceAccount': accountId, ...check.context } }
      : check,
  );
}

function saysOwner(action: string): boolean {
  const asked = action.toLowerCase();
  // "except for the iam:PassRole action"
  return services.has(asked.slice(0, asked.indexOf(':'))) && asked !== 'iam:passrole';
}
