// What sdk-bundle.ts makes a script of: the AWS SDK for JavaScript, as it is.

export {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateAccountAliasCommand,
  CreateLoginProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  DeleteAccountAliasCommand,
  DeleteUserCommand,
  EnableMFADeviceCommand,
  IAMClient,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
export { GetObjectCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
export { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
