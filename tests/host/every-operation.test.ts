// Every operation that is modelled, by AWS's own SDK: each answers once at least, and what the SDK's deserializer makes of
// the answer has the members and types that its schemas promise.

import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { issueIdToken } from '../../src/cloud/idp/issue-id-token.ts';
import { issueSamlAssertion, samlMetadataOf } from '../../src/cloud/idp/issue-saml-assertion.ts';
import { iam as iamService, sts as stsService } from '../../src/cloud/services.ts';
import { sign } from '../../src/core/sigv4/sign.ts';
import { readSeed } from '../../src/core/totp/seed.ts';
import { totpCode } from '../../src/core/totp/totp.ts';
import { makeKeyPairs } from '../../src/engine/key-pairs.ts';
import { authorityCertificate, certificate, privateKey, sshKey } from '../unit/cloud/iam/pem-examples.ts';
import { clientsOf, credentialsOf, type Clients } from './clients.ts';
import { startHost, type Host } from './host.ts';
import { documentedMembers, lookAt, operationsOf } from './sdk-schema.ts';

const accountId = '123456789012';
const identityProviders = makeKeyPairs();
const ids = { randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const oidcIssuer = 'https://idp.example.com';
const samlIssuer = 'https://idp.example.com/saml';

let host: Host;
let root: Clients;
/** A user with all permissions: what root cannot do, and what is about the caller. */
let ada: Clients;

/** What was answered, by operation; and what an answer had that it must not have, or not what it must. */
const answered = new Map<string, Set<string>>();
const faults: string[] = [];

beforeAll(async () => {
  vi.spyOn(console, 'error');
  host = await startHost({ port: 0, accountId, identityProviders });
  root = watched(clientsOf(host));
});

afterAll(async () => {
  await host.close();
  expect(console.error).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

/** Looks at each answer as the SDK gives it. */
function watched(clients: Clients): Clients {
  const noted = (exported: object, commandName: unknown, answer: object): void => {
    const operation = String(commandName).replace(/Command$/, '');
    // "This value is null if the job is still in progress" (API_GetServiceLastAccessedDetails), though it is `required`.
    if ('JobStatus' in answer && answer.JobStatus === 'IN_PROGRESS') return;
    const looked = lookAt(exported, operation, answer);
    faults.push(...looked.faults.map((fault) => `${operation}: ${fault}`));
    const seen = answered.get(operation) ?? new Set();
    for (const place of looked.seen) seen.add(place);
    answered.set(operation, seen);
  };
  clients.iam.middlewareStack.add(
    (next, context) => async (given) => {
      const result = await next(given);
      noted(iam, context.commandName, result.output);
      return result;
    },
    { step: 'initialize' },
  );
  clients.sts.middlewareStack.add(
    (next, context) => async (given) => {
      const result = await next(given);
      noted(sts, context.commandName, result.output);
      return result;
    },
    { step: 'initialize' },
  );
  return clients;
}

const policyOf = (...actions: readonly string[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
  });
const trust = (principal: object, ...actions: readonly string[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: actions }],
  });
const arn = (rest: string): string => `arn:aws:iam::${accountId}:${rest}`;
const tags = [
  { Key: 'team', Value: 'blue' },
  { Key: 'cost', Value: '7' },
];

const allAccess = 'arn:aws:iam::aws:policy/AdministratorAccess';
const UserName = 'ada';
const GroupName = 'Ops';
const RoleName = 'Auditor';
const PolicyName = 'look';
const PolicyDocument = policyOf('iam:Get*', 'iam:List*', 's3:GetObject');
const PolicyArn = arn('policy/team/Look');
const InstanceProfileName = 'Web';
const ServerCertificateName = 'www';
const SerialNumber = arn('mfa/phone');
const OpenIDConnectProviderArn = arn('oidc-provider/idp.example.com');
const SAMLProviderArn = arn('saml-provider/Idp');

/** What later rows need of earlier answers. */
const made = {
  accessKeyId: '',
  certificateId: '',
  sshPublicKeyId: '',
  serviceCredentialId: '',
  seed: new Uint8Array(),
  deletionTaskId: '',
  jobId: '',
};

function code(stepsFromNow: number): string {
  return totpCode(made.seed, Date.now() + stepsFromNow * 30_000);
}

/** What both simulations are asked: with a boundary, of several resources. */
const simulated = {
  PermissionsBoundaryPolicyInputList: [policyOf('*')],
  ActionNames: ['s3:GetObject', 's3:PutObject'],
  ResourceArns: ['arn:aws:s3:::bucket/a', 'arn:aws:s3:::bucket/b'],
};

const fromAnotherAccount = {
  ResourceOwner: 'arn:aws:iam::210987654321:root',
  CallerArn: arn('user/staff/ada'),
  ResourcePolicy: JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: arn('user/staff/ada') },
        Action: 's3:*',
        Resource: 'arn:aws:s3:::bucket/*',
      },
    ],
  }),
};

type Rows = Readonly<Record<string, () => Promise<unknown>>>;

// In this order, for each finds what those before it have made. Of an operation that shows different members for different
// things, several.
const rows: Rows = {
  CreateAccountAlias: () =>
    root.iam.send(new iam.CreateAccountAliasCommand({ AccountAlias: 'every-operation' })),
  ListAccountAliases: () => root.iam.send(new iam.ListAccountAliasesCommand()),
  UpdateAccountPasswordPolicy: () =>
    root.iam.send(
      new iam.UpdateAccountPasswordPolicyCommand({
        MinimumPasswordLength: 10,
        RequireNumbers: true,
        RequireSymbols: false,
        RequireLowercaseCharacters: true,
        RequireUppercaseCharacters: true,
        AllowUsersToChangePassword: true,
        MaxPasswordAge: 90,
        PasswordReusePrevention: 3,
        HardExpiry: false,
      }),
    ),
  GetAccountPasswordPolicy: () => root.iam.send(new iam.GetAccountPasswordPolicyCommand()),
  SetSecurityTokenServicePreferences: () =>
    root.iam.send(
      new iam.SetSecurityTokenServicePreferencesCommand({ GlobalEndpointTokenVersion: 'v2Token' }),
    ),
  GetAccountSummary: () => root.iam.send(new iam.GetAccountSummaryCommand()),

  CreatePolicy: () =>
    root.iam.send(
      new iam.CreatePolicyCommand({
        PolicyName: 'Look',
        Path: '/team/',
        Description: 'looks',
        PolicyDocument,
        Tags: tags,
      }),
    ),
  CreatePolicyVersion: () =>
    root.iam.send(new iam.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: policyOf('iam:Get*') })),
  SetDefaultPolicyVersion: () =>
    root.iam.send(new iam.SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v2' })),
  GetPolicy: () => root.iam.send(new iam.GetPolicyCommand({ PolicyArn })),
  GetPolicyVersion: () => root.iam.send(new iam.GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' })),
  ListPolicyVersions: () => root.iam.send(new iam.ListPolicyVersionsCommand({ PolicyArn, MaxItems: 1 })),
  DeletePolicyVersion: () =>
    root.iam.send(new iam.DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v1' })),
  TagPolicy: () => root.iam.send(new iam.TagPolicyCommand({ PolicyArn, Tags: tags })),
  ListPolicyTags: () => root.iam.send(new iam.ListPolicyTagsCommand({ PolicyArn, MaxItems: 1 })),
  UntagPolicy: () => root.iam.send(new iam.UntagPolicyCommand({ PolicyArn, TagKeys: ['cost'] })),
  ListPolicies: () => root.iam.send(new iam.ListPoliciesCommand({ MaxItems: 1000 })),

  CreateUser: () =>
    root.iam.send(
      new iam.CreateUserCommand({
        UserName,
        Path: '/people/',
        PermissionsBoundary: allAccess,
        Tags: tags,
      }),
    ),
  CreateLoginProfile: () =>
    root.iam.send(
      new iam.CreateLoginProfileCommand({
        UserName,
        Password: 'Correct-horse-7',
        PasswordResetRequired: true,
      }),
    ),
  GetLoginProfile: () => root.iam.send(new iam.GetLoginProfileCommand({ UserName })),
  UpdateLoginProfile: () =>
    root.iam.send(new iam.UpdateLoginProfileCommand({ UserName, Password: 'Correct-horse-8' })),
  UpdateUser: () => root.iam.send(new iam.UpdateUserCommand({ UserName, NewPath: '/staff/' })),
  PutUserPermissionsBoundary: () =>
    root.iam.send(new iam.PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary: allAccess })),
  GetUser: () => root.iam.send(new iam.GetUserCommand({ UserName })),
  TagUser: () => root.iam.send(new iam.TagUserCommand({ UserName, Tags: tags })),
  ListUserTags: () => root.iam.send(new iam.ListUserTagsCommand({ UserName, MaxItems: 1 })),
  UntagUser: () => root.iam.send(new iam.UntagUserCommand({ UserName, TagKeys: ['cost'] })),
  PutUserPolicy: () => root.iam.send(new iam.PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument })),
  GetUserPolicy: () => root.iam.send(new iam.GetUserPolicyCommand({ UserName, PolicyName })),
  ListUserPolicies: async () => {
    await root.iam.send(
      new iam.PutUserPolicyCommand({ UserName, PolicyName: 'more', PolicyDocument: policyOf('s3:*') }),
    );
    await root.iam.send(new iam.ListUserPoliciesCommand({ UserName, MaxItems: 1 }));
  },
  AttachUserPolicy: async () => {
    await root.iam.send(new iam.AttachUserPolicyCommand({ UserName, PolicyArn }));
    await root.iam.send(new iam.AttachUserPolicyCommand({ UserName, PolicyArn: allAccess }));
  },
  ListAttachedUserPolicies: () =>
    root.iam.send(new iam.ListAttachedUserPoliciesCommand({ UserName, MaxItems: 1 })),
  CreateAccessKey: async () => {
    const { AccessKey } = await root.iam.send(new iam.CreateAccessKeyCommand({ UserName }));
    made.accessKeyId = AccessKey?.AccessKeyId ?? '';
    ada = watched(clientsOf(host, credentialsOf(AccessKey)));
  },
  UpdateAccessKey: () =>
    root.iam.send(
      new iam.UpdateAccessKeyCommand({ UserName, AccessKeyId: made.accessKeyId, Status: 'Active' }),
    ),
  ListAccessKeys: async () => {
    await root.iam.send(new iam.CreateAccessKeyCommand({ UserName }));
    await root.iam.send(new iam.ListAccessKeysCommand({ UserName, MaxItems: 1 }));
  },
  GetCallerIdentity: () => ada.sts.send(new sts.GetCallerIdentityCommand()),
  GetAccessKeyLastUsed: () =>
    root.iam.send(new iam.GetAccessKeyLastUsedCommand({ AccessKeyId: made.accessKeyId })),
  GetAccessKeyInfo: () => root.sts.send(new sts.GetAccessKeyInfoCommand({ AccessKeyId: made.accessKeyId })),
  ChangePassword: () =>
    ada.iam.send(
      new iam.ChangePasswordCommand({ OldPassword: 'Correct-horse-8', NewPassword: 'Correct-horse-9' }),
    ),

  UploadSigningCertificate: async () => {
    const { Certificate } = await root.iam.send(
      new iam.UploadSigningCertificateCommand({ UserName, CertificateBody: certificate }),
    );
    made.certificateId = Certificate?.CertificateId ?? '';
  },
  UpdateSigningCertificate: () =>
    root.iam.send(
      new iam.UpdateSigningCertificateCommand({
        UserName,
        CertificateId: made.certificateId,
        Status: 'Inactive',
      }),
    ),
  ListSigningCertificates: async () => {
    await root.iam.send(
      new iam.UploadSigningCertificateCommand({ UserName, CertificateBody: authorityCertificate }),
    );
    await root.iam.send(new iam.ListSigningCertificatesCommand({ UserName, MaxItems: 1 }));
  },
  UploadSSHPublicKey: async () => {
    const { SSHPublicKey } = await root.iam.send(
      new iam.UploadSSHPublicKeyCommand({ UserName, SSHPublicKeyBody: sshKey }),
    );
    made.sshPublicKeyId = SSHPublicKey?.SSHPublicKeyId ?? '';
  },
  UpdateSSHPublicKey: () =>
    root.iam.send(
      new iam.UpdateSSHPublicKeyCommand({
        UserName,
        SSHPublicKeyId: made.sshPublicKeyId,
        Status: 'Inactive',
      }),
    ),
  GetSSHPublicKey: () =>
    root.iam.send(
      new iam.GetSSHPublicKeyCommand({ UserName, SSHPublicKeyId: made.sshPublicKeyId, Encoding: 'PEM' }),
    ),
  ListSSHPublicKeys: () => root.iam.send(new iam.ListSSHPublicKeysCommand({ UserName })),
  CreateServiceSpecificCredential: async () => {
    const { ServiceSpecificCredential } = await root.iam.send(
      new iam.CreateServiceSpecificCredentialCommand({
        UserName,
        ServiceName: 'codecommit.amazonaws.com',
      }),
    );
    made.serviceCredentialId = ServiceSpecificCredential?.ServiceSpecificCredentialId ?? '';
    await root.iam.send(
      new iam.CreateServiceSpecificCredentialCommand({
        UserName,
        ServiceName: 'bedrock.amazonaws.com',
        CredentialAgeDays: 30,
      }),
    );
  },
  UpdateServiceSpecificCredential: () =>
    root.iam.send(
      new iam.UpdateServiceSpecificCredentialCommand({
        UserName,
        ServiceSpecificCredentialId: made.serviceCredentialId,
        Status: 'Active',
      }),
    ),
  ListServiceSpecificCredentials: async () => {
    await root.iam.send(new iam.ListServiceSpecificCredentialsCommand({ UserName }));
    await root.iam.send(new iam.ListServiceSpecificCredentialsCommand({ AllUsers: true, MaxItems: 1 }));
  },
  ResetServiceSpecificCredential: async () => {
    const { ServiceSpecificCredentials = [] } = await root.iam.send(
      new iam.ListServiceSpecificCredentialsCommand({ UserName }),
    );
    for (const { ServiceSpecificCredentialId } of ServiceSpecificCredentials) {
      await root.iam.send(
        new iam.ResetServiceSpecificCredentialCommand({ UserName, ServiceSpecificCredentialId }),
      );
    }
  },
  CreateVirtualMFADevice: async () => {
    const { VirtualMFADevice } = await root.iam.send(
      new iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'phone', Tags: tags }),
    );
    const seed = readSeed(new TextDecoder().decode(VirtualMFADevice?.Base32StringSeed));
    if (!seed.ok) throw new Error('no seed');
    made.seed = Uint8Array.from(seed.value);
  },
  EnableMFADevice: () =>
    root.iam.send(
      new iam.EnableMFADeviceCommand({
        UserName,
        SerialNumber,
        AuthenticationCode1: code(-2),
        AuthenticationCode2: code(-1),
      }),
    ),
  ResyncMFADevice: () =>
    root.iam.send(
      new iam.ResyncMFADeviceCommand({
        UserName,
        SerialNumber,
        AuthenticationCode1: code(0),
        AuthenticationCode2: code(1),
      }),
    ),
  TagMFADevice: () => root.iam.send(new iam.TagMFADeviceCommand({ SerialNumber, Tags: tags })),
  ListMFADeviceTags: () => root.iam.send(new iam.ListMFADeviceTagsCommand({ SerialNumber, MaxItems: 1 })),
  ListMFADevices: () => root.iam.send(new iam.ListMFADevicesCommand({ UserName })),
  ListVirtualMFADevices: async () => {
    await root.iam.send(new iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'spare' }));
    await root.iam.send(new iam.ListVirtualMFADevicesCommand({ MaxItems: 1 }));
  },

  CreateGroup: () => root.iam.send(new iam.CreateGroupCommand({ GroupName, Path: '/teams/' })),
  UpdateGroup: () => root.iam.send(new iam.UpdateGroupCommand({ GroupName, NewPath: '/team/' })),
  AddUserToGroup: () => root.iam.send(new iam.AddUserToGroupCommand({ GroupName, UserName })),
  PutGroupPolicy: () =>
    root.iam.send(new iam.PutGroupPolicyCommand({ GroupName, PolicyName, PolicyDocument })),
  GetGroupPolicy: () => root.iam.send(new iam.GetGroupPolicyCommand({ GroupName, PolicyName })),
  ListGroupPolicies: () => root.iam.send(new iam.ListGroupPoliciesCommand({ GroupName })),
  AttachGroupPolicy: () => root.iam.send(new iam.AttachGroupPolicyCommand({ GroupName, PolicyArn })),
  ListAttachedGroupPolicies: () => root.iam.send(new iam.ListAttachedGroupPoliciesCommand({ GroupName })),
  GetGroup: () => root.iam.send(new iam.GetGroupCommand({ GroupName })),
  ListGroupsForUser: () => root.iam.send(new iam.ListGroupsForUserCommand({ UserName })),
  ListGroups: () => root.iam.send(new iam.ListGroupsCommand()),
  ListUsers: () => root.iam.send(new iam.ListUsersCommand()),

  CreateRole: () =>
    root.iam.send(
      new iam.CreateRoleCommand({
        RoleName,
        Path: '/work/',
        Description: 'audits',
        AssumeRolePolicyDocument: trust({ AWS: arn('root') }, 'sts:AssumeRole'),
        MaxSessionDuration: 7200,
        PermissionsBoundary: allAccess,
        Tags: tags,
      }),
    ),
  UpdateAssumeRolePolicy: () =>
    root.iam.send(
      new iam.UpdateAssumeRolePolicyCommand({
        RoleName,
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: arn('user/staff/ada') },
              Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
            },
          ],
        }),
      }),
    ),
  UpdateRole: () =>
    root.iam.send(new iam.UpdateRoleCommand({ RoleName, Description: 'reads', MaxSessionDuration: 3600 })),
  UpdateRoleDescription: () =>
    root.iam.send(new iam.UpdateRoleDescriptionCommand({ RoleName, Description: 'looks' })),
  PutRolePermissionsBoundary: () =>
    root.iam.send(new iam.PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: allAccess })),
  TagRole: () => root.iam.send(new iam.TagRoleCommand({ RoleName, Tags: tags })),
  ListRoleTags: () => root.iam.send(new iam.ListRoleTagsCommand({ RoleName, MaxItems: 1 })),
  UntagRole: () => root.iam.send(new iam.UntagRoleCommand({ RoleName, TagKeys: ['cost'] })),
  PutRolePolicy: () => root.iam.send(new iam.PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument })),
  GetRolePolicy: () => root.iam.send(new iam.GetRolePolicyCommand({ RoleName, PolicyName })),
  ListRolePolicies: () => root.iam.send(new iam.ListRolePoliciesCommand({ RoleName })),
  AttachRolePolicy: () => root.iam.send(new iam.AttachRolePolicyCommand({ RoleName, PolicyArn })),
  ListAttachedRolePolicies: () => root.iam.send(new iam.ListAttachedRolePoliciesCommand({ RoleName })),
  AssumeRole: async () => {
    const { Credentials } = await ada.sts.send(
      new sts.AssumeRoleCommand({
        RoleArn: arn('role/work/Auditor'),
        RoleSessionName: 'audit',
        SourceIdentity: 'ada',
        Policy: policyOf('iam:*'),
      }),
    );
    const session = { ...credentialsOf(Credentials), sessionToken: Credentials?.SessionToken ?? '' };
    await watched(clientsOf(host, session)).iam.send(new iam.GetRoleCommand({ RoleName }));
  },
  GetRole: () => root.iam.send(new iam.GetRoleCommand({ RoleName })),
  ListRoles: () => root.iam.send(new iam.ListRolesCommand()),
  CreateInstanceProfile: () =>
    root.iam.send(new iam.CreateInstanceProfileCommand({ InstanceProfileName, Path: '/web/', Tags: tags })),
  AddRoleToInstanceProfile: () =>
    root.iam.send(new iam.AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName })),
  GetInstanceProfile: () => root.iam.send(new iam.GetInstanceProfileCommand({ InstanceProfileName })),
  ListInstanceProfiles: () => root.iam.send(new iam.ListInstanceProfilesCommand()),
  ListInstanceProfilesForRole: () => root.iam.send(new iam.ListInstanceProfilesForRoleCommand({ RoleName })),
  TagInstanceProfile: () =>
    root.iam.send(new iam.TagInstanceProfileCommand({ InstanceProfileName, Tags: tags })),
  ListInstanceProfileTags: () =>
    root.iam.send(new iam.ListInstanceProfileTagsCommand({ InstanceProfileName, MaxItems: 1 })),
  UntagInstanceProfile: () =>
    root.iam.send(new iam.UntagInstanceProfileCommand({ InstanceProfileName, TagKeys: ['cost'] })),
  CreateServiceLinkedRole: () =>
    root.iam.send(
      new iam.CreateServiceLinkedRoleCommand({
        AWSServiceName: 'autoscaling.amazonaws.com',
        CustomSuffix: 'Web',
        Description: 'scales',
      }),
    ),
  DeleteServiceLinkedRole: async () => {
    const { DeletionTaskId } = await root.iam.send(
      new iam.DeleteServiceLinkedRoleCommand({ RoleName: 'AWSServiceRoleForAutoScaling_Web' }),
    );
    made.deletionTaskId = DeletionTaskId ?? '';
  },
  GetServiceLinkedRoleDeletionStatus: () =>
    root.iam.send(new iam.GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId: made.deletionTaskId })),

  UploadServerCertificate: () =>
    root.iam.send(
      new iam.UploadServerCertificateCommand({
        ServerCertificateName,
        Path: '/cloudfront/',
        CertificateBody: certificate,
        PrivateKey: privateKey,
        CertificateChain: authorityCertificate,
        Tags: tags,
      }),
    ),
  UpdateServerCertificate: () =>
    root.iam.send(
      new iam.UpdateServerCertificateCommand({ ServerCertificateName, NewPath: '/cloudfront/www/' }),
    ),
  GetServerCertificate: () => root.iam.send(new iam.GetServerCertificateCommand({ ServerCertificateName })),
  ListServerCertificates: () => root.iam.send(new iam.ListServerCertificatesCommand()),
  TagServerCertificate: () =>
    root.iam.send(new iam.TagServerCertificateCommand({ ServerCertificateName, Tags: tags })),
  ListServerCertificateTags: () =>
    root.iam.send(new iam.ListServerCertificateTagsCommand({ ServerCertificateName, MaxItems: 1 })),
  UntagServerCertificate: () =>
    root.iam.send(new iam.UntagServerCertificateCommand({ ServerCertificateName, TagKeys: ['cost'] })),

  CreateOpenIDConnectProvider: () =>
    root.iam.send(
      new iam.CreateOpenIDConnectProviderCommand({
        Url: oidcIssuer,
        ClientIDList: ['sts.amazonaws.com'],
        ThumbprintList: ['a'.repeat(40)],
        Tags: tags,
      }),
    ),
  UpdateOpenIDConnectProviderThumbprint: () =>
    root.iam.send(
      new iam.UpdateOpenIDConnectProviderThumbprintCommand({
        OpenIDConnectProviderArn,
        ThumbprintList: ['b'.repeat(40)],
      }),
    ),
  AddClientIDToOpenIDConnectProvider: () =>
    root.iam.send(
      new iam.AddClientIDToOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, ClientID: 'app' }),
    ),
  RemoveClientIDFromOpenIDConnectProvider: () =>
    root.iam.send(
      new iam.RemoveClientIDFromOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, ClientID: 'app' }),
    ),
  GetOpenIDConnectProvider: () =>
    root.iam.send(new iam.GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn })),
  ListOpenIDConnectProviders: () => root.iam.send(new iam.ListOpenIDConnectProvidersCommand()),
  TagOpenIDConnectProvider: () =>
    root.iam.send(new iam.TagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, Tags: tags })),
  ListOpenIDConnectProviderTags: () =>
    root.iam.send(new iam.ListOpenIDConnectProviderTagsCommand({ OpenIDConnectProviderArn, MaxItems: 1 })),
  UntagOpenIDConnectProvider: () =>
    root.iam.send(new iam.UntagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, TagKeys: ['cost'] })),
  AssumeRoleWithWebIdentity: async () => {
    await root.iam.send(
      new iam.CreateRoleCommand({
        RoleName: 'Deploy',
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Federated: OpenIDConnectProviderArn },
              Action: ['sts:AssumeRoleWithWebIdentity', 'sts:SetSourceIdentity'],
              Condition: { StringEquals: { 'idp.example.com:aud': 'sts.amazonaws.com' } },
            },
          ],
        }),
      }),
    );
    const WebIdentityToken = await issueIdToken(
      identityProviders,
      {
        issuer: oidcIssuer,
        audience: 'sts.amazonaws.com',
        subject: 'repo:octo-org/octo-repo',
        claims: { 'https://aws.amazon.com/source_identity': 'octo' },
      },
      { now: Date.now(), ids },
    );
    await root.sts.send(
      new sts.AssumeRoleWithWebIdentityCommand({
        RoleArn: arn('role/Deploy'),
        RoleSessionName: 'deploy',
        WebIdentityToken,
        Policy: PolicyDocument,
      }),
    );
  },

  CreateSAMLProvider: async () =>
    root.iam.send(
      new iam.CreateSAMLProviderCommand({
        Name: 'Idp',
        SAMLMetadataDocument: await samlMetadataOf(identityProviders, samlIssuer, { now: Date.now() }),
        Tags: tags,
        AssertionEncryptionMode: 'Allowed',
        AddPrivateKey: privateKey,
      }),
    ),
  GetSAMLProvider: () => root.iam.send(new iam.GetSAMLProviderCommand({ SAMLProviderArn })),
  ListSAMLProviders: () => root.iam.send(new iam.ListSAMLProvidersCommand()),
  TagSAMLProvider: () => root.iam.send(new iam.TagSAMLProviderCommand({ SAMLProviderArn, Tags: tags })),
  ListSAMLProviderTags: () =>
    root.iam.send(new iam.ListSAMLProviderTagsCommand({ SAMLProviderArn, MaxItems: 1 })),
  UntagSAMLProvider: () =>
    root.iam.send(new iam.UntagSAMLProviderCommand({ SAMLProviderArn, TagKeys: ['cost'] })),
  UpdateSAMLProvider: () =>
    root.iam.send(new iam.UpdateSAMLProviderCommand({ SAMLProviderArn, AddPrivateKey: privateKey })),
  AssumeRoleWithSAML: async () => {
    await root.iam.send(
      new iam.CreateRoleCommand({
        RoleName: 'Reader',
        AssumeRolePolicyDocument: trust(
          { Federated: SAMLProviderArn },
          'sts:AssumeRoleWithSAML',
          'sts:SetSourceIdentity',
        ),
      }),
    );
    const RoleArn = arn('role/Reader');
    const SAMLAssertion = await issueSamlAssertion(
      identityProviders,
      {
        issuer: samlIssuer,
        subject: 'jane',
        roles: [{ roleArn: RoleArn, providerArn: SAMLProviderArn }],
        roleSessionName: 'jane',
        sourceIdentity: 'jane',
      },
      { now: Date.now(), ids },
    );
    await root.sts.send(
      new sts.AssumeRoleWithSAMLCommand({
        RoleArn,
        PrincipalArn: SAMLProviderArn,
        SAMLAssertion,
        Policy: PolicyDocument,
      }),
    );
  },

  EnableOutboundWebIdentityFederation: () =>
    root.iam.send(new iam.EnableOutboundWebIdentityFederationCommand()),
  GetOutboundWebIdentityFederationInfo: () =>
    root.iam.send(new iam.GetOutboundWebIdentityFederationInfoCommand()),
  GetWebIdentityToken: () =>
    ada.sts.send(new sts.GetWebIdentityTokenCommand({ Audience: ['somebody'], SigningAlgorithm: 'ES384' })),
  DisableOutboundWebIdentityFederation: () =>
    root.iam.send(new iam.DisableOutboundWebIdentityFederationCommand()),
  GetSessionToken: () => ada.sts.send(new sts.GetSessionTokenCommand()),
  GetFederationToken: () =>
    ada.sts.send(new sts.GetFederationTokenCommand({ Name: 'guest', Policy: PolicyDocument })),
  DecodeAuthorizationMessage: async () =>
    root.sts.send(new sts.DecodeAuthorizationMessageCommand({ EncodedMessage: await deniedByEc2() })),

  SimulateCustomPolicy: async () => {
    const input = {
      PolicyInputList: [
        JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: 's3:GetObject',
              Resource: '*',
              Condition: { StringEquals: { 'aws:PrincipalTag/team': 'blue' } },
            },
            { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' },
          ],
        }),
      ],
      ...simulated,
    };
    await root.iam.send(new iam.SimulateCustomPolicyCommand(input));
    await root.iam.send(new iam.SimulateCustomPolicyCommand({ ...input, MaxItems: 1 }));
    await root.iam.send(new iam.SimulateCustomPolicyCommand({ ...input, ...fromAnotherAccount }));
  },
  SimulatePrincipalPolicy: async () => {
    const input = {
      PolicySourceArn: arn('user/staff/ada'),
      PolicyInputList: [
        JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              Action: 's3:GetObject',
              Resource: '*',
              Condition: { StringEquals: { 'aws:CalledViaFirst': 'athena.amazonaws.com' } },
            },
          ],
        }),
      ],
      ...simulated,
    };
    await root.iam.send(new iam.SimulatePrincipalPolicyCommand(input));
    await root.iam.send(new iam.SimulatePrincipalPolicyCommand({ ...input, MaxItems: 1 }));
    await root.iam.send(new iam.SimulatePrincipalPolicyCommand({ ...input, ...fromAnotherAccount }));
  },
  GetContextKeysForCustomPolicy: () =>
    root.iam.send(
      new iam.GetContextKeysForCustomPolicyCommand({
        PolicyInputList: [
          `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::\${aws:username}"}}`,
        ],
      }),
    ),
  GetContextKeysForPrincipalPolicy: () =>
    root.iam.send(
      new iam.GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn: arn('user/staff/ada') }),
    ),
  ListEntitiesForPolicy: () => root.iam.send(new iam.ListEntitiesForPolicyCommand({ PolicyArn })),
  ListPoliciesGrantingServiceAccess: async () => {
    for (const each of ['user/staff/ada', 'role/work/Auditor']) {
      await root.iam.send(
        new iam.ListPoliciesGrantingServiceAccessCommand({
          Arn: arn(each),
          ServiceNamespaces: ['iam', 's3'],
        }),
      );
    }
  },
  GetAccountAuthorizationDetails: async () => {
    await root.iam.send(new iam.GetAccountAuthorizationDetailsCommand());
    await root.iam.send(new iam.GetAccountAuthorizationDetailsCommand({ MaxItems: 1 }));
  },
  GenerateCredentialReport: () =>
    completed(() => root.iam.send(new iam.GenerateCredentialReportCommand()), 'State'),
  GetCredentialReport: () => root.iam.send(new iam.GetCredentialReportCommand()),
  GenerateServiceLastAccessedDetails: async () => {
    const { JobId } = await root.iam.send(
      new iam.GenerateServiceLastAccessedDetailsCommand({
        Arn: arn('user/staff/ada'),
        Granularity: 'ACTION_LEVEL',
      }),
    );
    made.jobId = JobId ?? '';
  },
  GetServiceLastAccessedDetails: async () => {
    const ask = (MaxItems: number) =>
      root.iam.send(new iam.GetServiceLastAccessedDetailsCommand({ JobId: made.jobId, MaxItems }));
    await completed(() => ask(1000), 'JobStatus');
    await ask(1);
  },
  GetServiceLastAccessedDetailsWithEntities: async () => {
    const { JobId } = await root.iam.send(
      new iam.GenerateServiceLastAccessedDetailsCommand({ Arn: PolicyArn }),
    );
    await completed(
      () =>
        root.iam.send(
          new iam.GetServiceLastAccessedDetailsWithEntitiesCommand({ JobId, ServiceNamespace: 'iam' }),
        ),
      'JobStatus',
    );
    await root.iam.send(
      new iam.GetServiceLastAccessedDetailsWithEntitiesCommand({
        JobId,
        ServiceNamespace: 'iam',
        MaxItems: 1,
      }),
    );
  },

  // And all goes again.
  UntagMFADevice: () => root.iam.send(new iam.UntagMFADeviceCommand({ SerialNumber, TagKeys: ['team'] })),
  DeactivateMFADevice: () => root.iam.send(new iam.DeactivateMFADeviceCommand({ UserName, SerialNumber })),
  DeleteVirtualMFADevice: () => root.iam.send(new iam.DeleteVirtualMFADeviceCommand({ SerialNumber })),
  DeleteSAMLProvider: () => root.iam.send(new iam.DeleteSAMLProviderCommand({ SAMLProviderArn })),
  DeleteOpenIDConnectProvider: () =>
    root.iam.send(new iam.DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn })),
  DeleteServerCertificate: () =>
    root.iam.send(new iam.DeleteServerCertificateCommand({ ServerCertificateName })),
  DeleteServiceSpecificCredential: () =>
    root.iam.send(
      new iam.DeleteServiceSpecificCredentialCommand({
        UserName,
        ServiceSpecificCredentialId: made.serviceCredentialId,
      }),
    ),
  DeleteSSHPublicKey: () =>
    root.iam.send(new iam.DeleteSSHPublicKeyCommand({ UserName, SSHPublicKeyId: made.sshPublicKeyId })),
  DeleteSigningCertificate: () =>
    root.iam.send(new iam.DeleteSigningCertificateCommand({ UserName, CertificateId: made.certificateId })),
  RemoveRoleFromInstanceProfile: () =>
    root.iam.send(new iam.RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName })),
  DeleteInstanceProfile: () => root.iam.send(new iam.DeleteInstanceProfileCommand({ InstanceProfileName })),
  DeleteRolePermissionsBoundary: () =>
    root.iam.send(new iam.DeleteRolePermissionsBoundaryCommand({ RoleName })),
  DetachRolePolicy: () => root.iam.send(new iam.DetachRolePolicyCommand({ RoleName, PolicyArn })),
  DeleteRolePolicy: () => root.iam.send(new iam.DeleteRolePolicyCommand({ RoleName, PolicyName })),
  DeleteRole: () => root.iam.send(new iam.DeleteRoleCommand({ RoleName })),
  RemoveUserFromGroup: () => root.iam.send(new iam.RemoveUserFromGroupCommand({ GroupName, UserName })),
  DetachGroupPolicy: () => root.iam.send(new iam.DetachGroupPolicyCommand({ GroupName, PolicyArn })),
  DeleteGroupPolicy: () => root.iam.send(new iam.DeleteGroupPolicyCommand({ GroupName, PolicyName })),
  DeleteGroup: () => root.iam.send(new iam.DeleteGroupCommand({ GroupName })),
  DeleteUserPermissionsBoundary: () =>
    root.iam.send(new iam.DeleteUserPermissionsBoundaryCommand({ UserName })),
  DetachUserPolicy: () => root.iam.send(new iam.DetachUserPolicyCommand({ UserName, PolicyArn })),
  DeleteUserPolicy: () => root.iam.send(new iam.DeleteUserPolicyCommand({ UserName, PolicyName })),
  DeleteLoginProfile: () => root.iam.send(new iam.DeleteLoginProfileCommand({ UserName })),
  DeleteAccessKey: () =>
    root.iam.send(new iam.DeleteAccessKeyCommand({ UserName, AccessKeyId: made.accessKeyId })),
  DeleteUser: async () => {
    await root.iam.send(new iam.CreateUserCommand({ UserName: 'short' }));
    await root.iam.send(new iam.DeleteUserCommand({ UserName: 'short' }));
  },
  DeletePolicy: () => root.iam.send(new iam.DeletePolicyCommand({ PolicyArn })),
  DeleteAccountPasswordPolicy: () => root.iam.send(new iam.DeleteAccountPasswordPolicyCommand()),
  DeleteAccountAlias: () =>
    root.iam.send(new iam.DeleteAccountAliasCommand({ AccountAlias: 'every-operation' })),
};

/**
 * Modelled, and never successful: nobody is given a token to trade in, and "For this API, we only accept FIDO security key
 * ARNs" (API_GetMFADevice), of which there are none.
 */
const neverSuccessful = ['GetDelegatedAccessToken', 'GetMFADevice'];

/** Members that are never seen here: `Operation: Member.Member`, and why. */
const unshown: readonly (readonly [which: RegExp, why: string])[] = [
  [/^\w+: Marker$/, 'the list is shorter than a page; paginators.test.ts has the others'],
  [/\bSourceRoleTemplate\b/, 'AcquireRole is not simulated'],
  [/\bOrganizationsDecisionDetail\b/, 'there is no organization'],
  [/PasswordLastUsed$/, 'nobody signs in to the console'],
  [/^GetServiceLastAccessedDetails(WithEntities)?: Error\b/, 'no job fails'],
  [/^GetServiceLinkedRoleDeletionStatus: Reason\b/, 'no service has resources that would keep its role'],
  [/^CreatePolicyVersion: .*Document$/, 'is not in this answer (API_PolicyVersion)'],
  [/^ListPolicyVersions: .*Document$/, 'is not in this answer (API_PolicyVersion)'],
  [
    /^CreatePolicy: Policy\.Description$/,
    '"included in the response to the GetPolicy operation", of which it is said alone (API_Policy)',
  ],
  [
    /^ListPolicies: Policies\.(Description|Tags)\b/,
    '"a subset of the available attributes" (API_ListPolicies)',
  ],
  [/^GetAccountAuthorizationDetails: Policies\.Description$/, 'as ListPolicies; the page is silent'],
  [/^ListUsers: Users\.(PermissionsBoundary|Tags)\b/, 'not returned (API_ListUsers)'],
  [/^GetGroup: Users\.(PermissionsBoundary|Tags)\b/, 'as ListUsers'],
  [/^ListRoles: Roles\.(PermissionsBoundary|RoleLastUsed|Tags)\b/, 'not returned (API_ListRoles)'],
  [/^ListInstanceProfiles(ForRole)?: InstanceProfiles\.Tags\b/, 'not returned (API_ListInstanceProfiles)'],
  [/^GetAccountAuthorizationDetails: .*InstanceProfileList\.Tags\b/, 'as ListInstanceProfiles'],
  [/InstanceProfile\w*\.Roles\./, 'a role in a profile is shown with its first members, a new one has none'],
  [/^CreateVirtualMFADevice: VirtualMFADevice\.(User|EnableDate)\b/, 'a new device is nobody’s'],
  [/^ListVirtualMFADevices: .*(Base32StringSeed|QRCodePNG)$/, 'shown once, when it is made'],
  [/^ListVirtualMFADevices: .*(PermissionsBoundary|Tags)\b/, 'not returned (API_ListVirtualMFADevices)'],
  [
    /^Create(ServiceLinked)?Role: Role\.(Description|MaxSessionDuration|RoleLastUsed)\b/,
    'the example of API_CreateRole has none; see roles.ts',
  ],
  [/^CreateServiceLinkedRole: Role\.(PermissionsBoundary|Tags)\b/, 'such a role has none at first'],
  [/^UpdateRoleDescription: Role\./, 'as CreateRole, and the description'],
];

describe('every operation', () => {
  it('has a row', async () => {
    const modelled = [...(await iamService.operations()), ...(await stsService.operations())];
    expect(Object.keys(rows).toSorted()).toEqual(
      modelled.filter((name) => !neverSuccessful.includes(name)).toSorted(),
    );
    const known = [...operationsOf(iam), ...operationsOf(sts)];
    expect(modelled.filter((name) => !known.includes(name))).toEqual([]);
  });

  it.each(Object.entries(rows))('%s', async (name, send) => {
    faults.length = 0;
    await send();
    expect(answered.has(name), 'the row asks for another operation').toBe(true);
    expect(faults).toEqual([]);
  });

  it('has shown each member that the SDK knows, but for those that nothing here can show', () => {
    const unseen = Object.keys(rows).flatMap((name) => {
      const exported = `${name}$` in iam ? iam : sts;
      return documentedMembers(exported, name)
        .filter((place) => answered.get(name)?.has(place) !== true)
        .map((place) => `${name}: ${place}`);
    });
    expect(unseen.filter((place) => !unshown.some(([which]) => which.test(place)))).toEqual([]);
    // And no reason outlives what it was for.
    expect(unshown.filter(([which]) => !unseen.some((place) => which.test(place)))).toEqual([]);
  });
});

async function completed(
  ask: () => Promise<{ readonly State?: string | undefined; readonly JobStatus?: string | undefined }>,
  member: 'State' | 'JobStatus',
): Promise<void> {
  const whenDone = async () => expect((await ask())[member]).toMatch(/^COMPLETED?$/);
  await vi.waitFor(whenDone, { timeout: 10_000, interval: 200 });
}

/** The encoded message of a denial by EC2, of which no operation is modelled. */
async function deniedByEc2(): Promise<string> {
  await root.iam.send(new iam.CreateUserCommand({ UserName: 'eve' }));
  const { AccessKey } = await root.iam.send(new iam.CreateAccessKeyCommand({ UserName: 'eve' }));
  const { request } = sign(
    {
      method: 'POST',
      path: '/',
      query: '',
      headers: [
        ['Host', new URL(host.url).host],
        ['x-gatehouse-action', 'ec2:RunInstances'],
        ['x-gatehouse-resource', '*'],
      ],
      body: new Uint8Array(),
    },
    { credentials: credentialsOf(AccessKey), region: 'us-east-1', service: 'ec2', date: new Date() },
  );
  const headers = request.headers.filter(([name]) => name !== 'Host').map(([name, value]) => [name, value]);
  const response = await fetch(host.url, { method: 'POST', headers: headers as [string, string][] });
  const text = await response.text();
  const [, encoded] = /Encoded authorization failure message: ([\w-]+)/.exec(text) ?? [];
  if (encoded === undefined) throw new Error(text);
  return encoded;
}
