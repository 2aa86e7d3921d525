// What must hold between the records of a sandbox: their keys, as `cloud/keys.ts` composes them, and what
// they refer to. The trail, last uses and sessions outlive what they speak of, accounts excepted.

import {
  accessKey,
  attachmentKey,
  groupKey,
  inlinePolicyKey,
  keysOf,
  membershipKey,
  namedKey,
  objectKey,
  oidcProviderKey,
  roleKey,
  sequenceKey,
  userKey,
} from '../cloud/keys.ts';
import { parseArn } from '../core/names/arn.ts';
import { isNameText } from '../core/names/user-name.ts';
import { known, reference } from './check-records.ts';
import type { RecordRules, Reference } from './check-records.ts';
import type { AnyTables } from './sandbox-tables.ts';

export function recordRules(tables: AnyTables): RecordRules<AnyTables> {
  const account = known(tables.account);
  const users = known(tables.users);
  const groups = known(tables.groups);
  const roles = known(tables.roles);
  const policies = known(tables.managedPolicies, ({ arn }) => arn);
  const buckets = known(tables.buckets);

  type Owned = { readonly accountId: string; readonly ownerKey: string };
  const ownedByIdentity = [reference<Owned>('ownerKey', 'user, group or role', users, groups, roles)];
  const ownedByPrincipal = [reference<Owned>('ownerKey', 'user or account', users, account)];
  const ownedByUser = [reference<Owned>('ownerKey', 'user', users)];
  // AWS's own policies are not in the account.
  const policy = <Field extends string>(
    field: Field,
  ): Reference<{ readonly accountId: string } & { readonly [Name in Field]?: string }> => ({
    field,
    what: 'policy',
    isThere: (arn, { accountId }) => parseArn(arn)?.accountId === 'aws' || policies.get(arn) === accountId,
  });

  return {
    account: { key: ({ accountId }) => accountId, unique: ['alias', 'email'] },
    // Before those who refer to them: a wrong ARN is its policy's fault.
    managedPolicies: {
      key: ({ accountId, policyName }) => namedKey(accountId, 'policy', policyName),
      fault: ({ accountId, arn, path, policyName, defaultVersionId, lastVersion, versions }) => {
        const parts = parseArn(arn);
        // It is found by its ARN, and two of the same name would be found for one another.
        if (parts?.accountId !== accountId || parts.resource !== `policy${path}${policyName}`) {
          return {
            field: 'arn',
            message: `expected the ARN of policy \`${path}${policyName}\` of \`${accountId}\``,
          };
        }
        const ids = versions.map(({ versionId }) => versionId);
        if (!ids.includes(defaultVersionId)) {
          return { field: 'defaultVersionId', message: `there is no version \`${defaultVersionId}\`` };
        }
        // The next version takes the number after this one, and must not take another's.
        return ids.some((id) => Number(id.slice(1)) > lastVersion)
          ? { field: 'lastVersion', message: 'expected the number of the newest version or more' }
          : undefined;
      },
    },
    users: {
      key: ({ accountId, userName }) => userKey(accountId, userName),
      unique: ['userId'],
      fault: ({ userName }) => nameFault('userName', userName),
      refersTo: [policy('boundaryArn')],
    },
    groups: {
      key: ({ accountId, groupName }) => groupKey(accountId, groupName),
      fault: ({ groupName }) => nameFault('groupName', groupName),
    },
    memberships: {
      key: (row) => membershipKey(row.groupKey, row.userKey.slice(keysOf(row.accountId, 'user').length)),
      refersTo: [reference('groupKey', 'group', groups), reference('userKey', 'user', users)],
    },
    roles: {
      key: ({ accountId, roleName }) => roleKey(accountId, roleName),
      unique: ['roleId'],
      fault: ({ roleName }) => nameFault('roleName', roleName),
      refersTo: [policy('boundaryArn')],
    },
    inlinePolicies: {
      key: ({ ownerKey, policyName }) => inlinePolicyKey(ownerKey, policyName),
      refersTo: ownedByIdentity,
    },
    attachments: {
      key: ({ ownerKey, policyArn }) => attachmentKey(ownerKey, policyArn),
      refersTo: [...ownedByIdentity, policy('policyArn')],
    },
    instanceProfiles: {
      key: ({ accountId, instanceProfileName }) =>
        namedKey(accountId, 'instance-profile', instanceProfileName),
      refersTo: [reference('roleKey', 'role', roles)],
    },
    accessKeys: { key: ({ accessKeyId }) => accessKeyId, refersTo: ownedByPrincipal },
    // Refused when it is used, where its owner is no more.
    sessions: { key: ({ accessKeyId }) => accessKeyId },
    passwords: { key: ({ key }) => key, refersTo: [reference('key', 'user or account', users, account)] },
    // A hash of what was typed.
    signInAttempts: { key: ({ key }) => key },
    mfaDevices: {
      key: ({ accountId, deviceName }) => namedKey(accountId, 'mfa', deviceName),
      refersTo: [reference('ownerKey', 'user or account', users, account)],
      // It is found by its ARN, too.
      fault: ({ accountId, serialNumber, path, deviceName }) => {
        const parts = parseArn(serialNumber);
        if (parts?.accountId === accountId && parts.resource === `mfa${path}${deviceName}`) return undefined;
        return {
          field: 'serialNumber',
          message: `expected the ARN of device \`${path}${deviceName}\` of \`${accountId}\``,
        };
      },
    },
    signingCertificates: { key: ({ key }) => key, refersTo: ownedByPrincipal },
    sshPublicKeys: { key: ({ key }) => key, refersTo: ownedByUser },
    serverCertificates: {
      key: ({ accountId, certificateName }) => namedKey(accountId, 'server-certificate', certificateName),
    },
    serviceCredentials: { key: ({ key }) => key, refersTo: ownedByUser },
    oidcProviders: {
      // Older ones are under their URL in lower case.
      key: ({ key, accountId, url }) =>
        key === namedKey(accountId, 'oidc-provider', url) ? key : oidcProviderKey(accountId, url),
    },
    samlProviders: {
      key: ({ accountId, providerName }) => namedKey(accountId, 'saml-provider', providerName),
    },
    // The record does not hold its id.
    jobs: {
      key: ({ key, accountId, kind }) =>
        key.startsWith(keysOf(accountId, kind)) ? key : `${keysOf(accountId, kind)}…`,
    },
    accesses: { key: ({ ownerKey, service, action }) => accessKey(ownerKey, service, action) },
    buckets: { key: ({ bucketName }) => bucketName },
    objects: {
      key: (row) => objectKey(row.bucketName, row.objectKey),
      // Whoever put it there may be of another account.
      refersTo: [{ field: 'bucketName', what: 'bucket', isThere: (name) => buckets.has(name) }],
    },
    events: { key: ({ sequence }) => sequenceKey(sequence) },
    traces: { key: ({ sequence }) => sequenceKey(sequence) },
    lastUsed: { key: ({ key }) => key },
    meta: { key: () => 'state' },
  };
}

/** What belongs to somebody has a key under their own: with a slash in a name, one would be a part of another. */
function nameFault<Field extends string>(
  field: Field,
  name: string,
): { readonly field: Field; readonly message: string } | undefined {
  return isNameText(name) ? undefined : { field, message: 'expected letters, digits and +=,.@_-' };
}
