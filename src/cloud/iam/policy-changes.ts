// Managed policies of one's own: make and delete them and their versions. Those of AWS can only be read.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html

import type {
  CreatePolicyRequest,
  CreatePolicyResponse,
  CreatePolicyVersionRequest,
  CreatePolicyVersionResponse,
  DeletePolicyRequest,
  DeletePolicyVersionRequest,
  SetDefaultPolicyVersionRequest,
} from '@aws-sdk/client-iam';
import { err, ok, type Result } from '../../core/lang/result.ts';
import { entityArn } from '../../core/names/entity-arn.ts';
import { makeUniqueId, uniqueIdEntropy } from '../../core/names/unique-id.ts';
import { sizeProblem } from '../../core/policy/size.ts';
import { entityAlreadyExists, limitExceeded, quotaExceeded, type Fault } from '../fault.ts';
import { keysOf, namedKey } from '../keys.ts';
import { defineOperation, type Call, type Operation } from '../operation.ts';
import type { Reading } from '../ports.ts';
import type { ManagedPolicyRecord } from '../records.ts';
import { requestTagKeys, sdkTagsIf, tagRecords, tagsFault } from '../tags.ts';
import { checkOnAccount, saidAs, saidOf } from './entities.ts';
import { checkOnPolicy, findChangeable, noSuchVersion } from './find-policy.ts';
import { fromOwn, unused, usesOfPolicy } from './managed-policy.ts';
import { sdkPolicy } from './policies.ts';
import { malformedPolicyArn } from './policy-arn.ts';
import { sdkVersion } from './policy-versions.ts';
import { customerPoliciesPerAccount, versionsPerPolicy } from './quotas.ts';

const createPolicy = defineOperation<CreatePolicyRequest, CreatePolicyResponse, Fault | undefined>({
  name: 'CreatePolicy',
  action: 'iam:CreatePolicy',
  readOnly: false,
  check: ({ Tags }) => tagsFault(Tags, 'exact'),
  plan: (_tables, { PolicyName, Path = '/', Tags }, call) => {
    const { accountId } = call.caller.account;
    const resource = entityArn('policy', { accountId, path: Path, name: PolicyName });
    // As for users (id_tags_users): a policy that is made with tags needs the permission to tag it as well.
    const tagging = Tags === undefined || Tags.length === 0 ? [] : ['iam:TagPolicy'];
    const said = saidOf('policy', PolicyName);
    return {
      authorize: ['iam:CreatePolicy', ...tagging].map((action) =>
        saidAs(checkOnAccount(call, action, resource, requestTagKeys(Tags)), said),
      ),
    };
  },
  consult: (_advisers, { PolicyDocument }) => malformed(PolicyDocument),
  apply: async (tables, input, { caller, ids, now }, { known }) => {
    const { PolicyName, Path = '/', PolicyDocument, Description, Tags } = input;
    const fault = known ?? tooLarge(PolicyDocument);
    if (fault !== undefined) return err(fault);
    const { accountId } = caller.account;
    // Names are unique whatever the path (reference_iam-quotas, "IAM name requirements").
    const key = namedKey(accountId, 'policy', PolicyName);
    if ((await tables.managedPolicies.get(key)) !== undefined) {
      return err(
        entityAlreadyExists(`A policy called ${PolicyName} already exists. Duplicate names are not allowed.`),
      );
    }
    const count = await tables.managedPolicies.countUnder(keysOf(accountId, 'policy'));
    if (count >= customerPoliciesPerAccount) {
      return err(quotaExceeded('PoliciesPerAccount', customerPoliciesPerAccount));
    }
    const policy: ManagedPolicyRecord = {
      key,
      accountId,
      arn: entityArn('policy', { accountId, path: Path, name: PolicyName }),
      policyName: PolicyName,
      policyId: makeUniqueId('ANPA', ids.randomBytes(uniqueIdEntropy)),
      path: Path,
      ...(Description === undefined ? {} : { description: Description }),
      defaultVersionId: 'v1',
      lastVersion: 1,
      versions: [{ versionId: 'v1', document: PolicyDocument, createdAt: now }],
      tags: tagRecords(Tags),
      createdAt: now,
      updatedAt: now,
    };
    await tables.managedPolicies.put(policy);
    // The description is GetPolicy's alone (API_Policy).
    const said = { ...sdkPolicy(fromOwn(policy), unused), ...sdkTagsIf(policy.tags) };
    return ok({ result: { Policy: said }, changed: true });
  },
});

const createPolicyVersion = defineOperation<
  CreatePolicyVersionRequest,
  CreatePolicyVersionResponse,
  Fault | undefined
>({
  name: 'CreatePolicyVersion',
  action: 'iam:CreatePolicyVersion',
  readOnly: false,
  check: ({ PolicyArn }) => malformedPolicyArn(PolicyArn),
  plan: async (tables, { PolicyArn }, call) => ({
    authorize: [await checkOnPolicy(tables, call, 'iam:CreatePolicyVersion', PolicyArn)],
  }),
  consult: (_advisers, { PolicyDocument }) => malformed(PolicyDocument),
  apply: async (tables, { PolicyArn, PolicyDocument, SetAsDefault }, call, { known }) => {
    const found = await findChangeable(tables, call, PolicyArn, 'create versions for policies');
    if (!found.ok) return found;
    const fault = known ?? tooLarge(PolicyDocument);
    if (fault !== undefined) return err(fault);
    const policy = found.value;
    if (policy.versions.length >= versionsPerPolicy) {
      return err(
        limitExceeded(
          `A managed policy can have up to ${versionsPerPolicy} versions. Before you create a new version, you must delete an existing version.`,
        ),
      );
    }
    const lastVersion = policy.lastVersion + 1;
    const version = { versionId: `v${lastVersion}`, document: PolicyDocument, createdAt: call.now };
    const defaultVersionId = SetAsDefault === true ? version.versionId : policy.defaultVersionId;
    await tables.managedPolicies.put({
      ...policy,
      versions: [...policy.versions, version],
      lastVersion,
      defaultVersionId,
      // "the date and time when the most recent policy version was created" (API_Policy, UpdateDate)
      updatedAt: call.now,
    });
    return ok({ result: { PolicyVersion: sdkVersion(version, defaultVersionId) }, changed: true });
  },
});

const deletePolicyVersion = defineOperation<DeletePolicyVersionRequest>({
  name: 'DeletePolicyVersion',
  action: 'iam:DeletePolicyVersion',
  readOnly: false,
  check: ({ PolicyArn }) => malformedPolicyArn(PolicyArn),
  plan: async (tables, { PolicyArn }, call) => ({
    authorize: [await checkOnPolicy(tables, call, 'iam:DeletePolicyVersion', PolicyArn)],
  }),
  apply: async (tables, { PolicyArn, VersionId }, call) => {
    const found = await findVersion(
      tables,
      call,
      PolicyArn,
      VersionId,
      'delete policy versions for policies',
    );
    if (!found.ok) return found;
    const policy = found.value;
    if (VersionId === policy.defaultVersionId) {
      return err(conflict('Cannot delete the default version of a policy.'));
    }
    const versions = policy.versions.filter(({ versionId }) => versionId !== VersionId);
    await tables.managedPolicies.put({ ...policy, versions });
    return ok({ changed: true });
  },
});

const setDefaultPolicyVersion = defineOperation<SetDefaultPolicyVersionRequest>({
  name: 'SetDefaultPolicyVersion',
  action: 'iam:SetDefaultPolicyVersion',
  readOnly: false,
  check: ({ PolicyArn }) => malformedPolicyArn(PolicyArn),
  plan: async (tables, { PolicyArn }, call) => ({
    authorize: [await checkOnPolicy(tables, call, 'iam:SetDefaultPolicyVersion', PolicyArn)],
  }),
  apply: async (tables, { PolicyArn, VersionId }, call) => {
    const found = await findVersion(tables, call, PolicyArn, VersionId, 'update policies');
    if (!found.ok) return found;
    const changed = found.value.defaultVersionId !== VersionId;
    if (changed) await tables.managedPolicies.put({ ...found.value, defaultVersionId: VersionId });
    return ok({ changed });
  },
});

const deletePolicy = defineOperation<DeletePolicyRequest>({
  name: 'DeletePolicy',
  action: 'iam:DeletePolicy',
  readOnly: false,
  check: ({ PolicyArn }) => malformedPolicyArn(PolicyArn),
  plan: async (tables, { PolicyArn }, call) => ({
    authorize: [await checkOnPolicy(tables, call, 'iam:DeletePolicy', PolicyArn)],
  }),
  apply: async (tables, { PolicyArn }, call) => {
    const found = await findChangeable(tables, call, PolicyArn, 'delete policies');
    if (!found.ok) return found;
    const { key, accountId, versions } = found.value;
    const { attachments, boundaries } = await usesOfPolicy(tables, PolicyArn, accountId);
    // AWS counts boundaries as attachments here: the policy must not be gone while it limits somebody.
    if (attachments + boundaries > 0) return err(conflict('Cannot delete a policy attached to entities.'));
    if (versions.length > 1) {
      return err(
        conflict(
          "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
        ),
      );
    }
    await tables.managedPolicies.delete(key);
    return ok({ changed: true });
  },
});

export const policyChangeOperations: readonly Operation[] = [
  createPolicy,
  createPolicyVersion,
  deletePolicyVersion,
  setDefaultPolicyVersion,
  deletePolicy,
];

/** The reader of policies is fetched when the first is written: nobody waits for it before. */
async function malformed(document: string): Promise<Fault | undefined> {
  const { malformedManaged } = await import('./malformed-policy.ts');
  return malformedManaged(document);
}

function tooLarge(document: string): Fault | undefined {
  const problem = sizeProblem([document], 'managed');
  return problem === undefined ? undefined : quotaExceeded('PolicySize', problem.most);
}

/** A policy of the account's own that has the version. */
async function findVersion(
  tables: Reading,
  call: Call,
  arn: string,
  versionId: string,
  doing: string,
): Promise<Result<ManagedPolicyRecord, Fault>> {
  const found = await findChangeable(tables, call, arn, doing);
  // Of a policy that is not there IAM says that the version is not.
  if (!found.ok) return found.error.code === 'NoSuchEntity' ? err(noSuchVersion(arn, versionId)) : found;
  return found.value.versions.some((version) => version.versionId === versionId)
    ? found
    : err(noSuchVersion(arn, versionId));
}

/** "The error message describes these entities" (API_DeletePolicy); the sentences are those that AWS is known to send. */
function conflict(message: string): Fault {
  return { code: 'DeleteConflict', status: 409, message };
}
