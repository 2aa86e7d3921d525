// What a request was about, by its parameters and by what it made.

import { parseArn } from '../core/names/arn.ts';
import type { JsonObject } from '../core/wire/aws-json.ts';

export interface EventResource {
  readonly type: string;
  readonly name: string;
}

interface Spoken {
  readonly requestParameters?: JsonObject;
  readonly responseElements?: JsonObject;
}

/** The resources of LookupEvents: each once. Of an assumed role AWS lists the session and its key too. */
export function resourcesOf({ requestParameters, responseElements }: Spoken): readonly EventResource[] {
  const found = [
    ...requestMembers.flatMap(([member, type]) => resource(type, requestParameters?.[member])),
    ...responseMembers.flatMap(([structure, member, type]) =>
      resource(type, memberOf(responseElements?.[structure], member)),
    ),
  ];
  return found.filter(
    ({ type, name }, index) =>
      found.findIndex((other) => other.type === type && other.name === name) === index,
  );
}

/**
 * The `resources` of the record itself. "When an AssumeRole event is logged, the resources field can appear"; the
 * same with a SAML provider beside the role (cloudtrail-integration). Events of IAM have none.
 */
export function recordResources({ requestParameters }: Spoken): readonly JsonObject[] {
  return recordMembers.flatMap(([member, type]) => {
    const arn = requestParameters?.[member];
    const accountId = typeof arn === 'string' ? parseArn(arn)?.accountId : undefined;
    return accountId === undefined ? [] : [{ accountId, type, ARN: arn }];
  });
}

function resource(type: string, name: unknown): readonly EventResource[] {
  return typeof name === 'string' && name !== '' ? [{ type, name }] : [];
}

function memberOf(structure: unknown, member: string): unknown {
  return typeof structure === 'object' && structure !== null ? (structure as JsonObject)[member] : undefined;
}

/** CloudTrail names types as CloudFormation does (view-cloudtrail-events-supported-resource-types). */
const requestMembers = [
  ['userName', 'AWS::IAM::User'],
  ['groupName', 'AWS::IAM::Group'],
  ['roleName', 'AWS::IAM::Role'],
  ['roleArn', 'AWS::IAM::Role'],
  ['policyArn', 'AWS::IAM::Policy'],
  ['policyName', 'AWS::IAM::Policy'],
  ['instanceProfileName', 'AWS::IAM::InstanceProfile'],
  ['accessKeyId', 'AWS::IAM::AccessKey'],
  ['serialNumber', 'AWS::IAM::MFADevice'],
  ['virtualMFADeviceName', 'AWS::IAM::MFADevice'],
  ['certificateId', 'AWS::IAM::SigningCertificate'],
  ['serverCertificateName', 'AWS::IAM::ServerCertificate'],
  ['sSHPublicKeyId', 'AWS::IAM::SSHPublicKey'],
  ['openIDConnectProviderArn', 'AWS::IAM::OIDCProvider'],
  ['sAMLProviderArn', 'AWS::IAM::SAMLProvider'],
  ['bucketName', 'AWS::S3::Bucket'],
  ['key', 'AWS::S3::Object'],
] as const;

const responseMembers = [
  ['accessKey', 'accessKeyId', 'AWS::IAM::AccessKey'],
  ['policy', 'arn', 'AWS::IAM::Policy'],
  ['role', 'arn', 'AWS::IAM::Role'],
  ['credentials', 'accessKeyId', 'AWS::IAM::AccessKey'],
  ['assumedRoleUser', 'assumedRoleId', 'AWS::STS::AssumedRole'],
  ['assumedRoleUser', 'arn', 'AWS::STS::AssumedRole'],
  ['federatedUser', 'arn', 'AWS::STS::FederatedUser'],
] as const;

const recordMembers = [
  ['roleArn', 'AWS::IAM::Role'],
  ['principalArn', 'AWS::IAM::SAMLProvider'],
] as const;
