// sts:AssumeRole: temporary credentials of a role, in the caller's account or in another one that trusts it.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html

import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts';
import { err, ok } from '../../core/lang/result.ts';
import type { Caller } from '../caller.ts';
import { validationError, type Fault } from '../fault.ts';
import { defineOperation } from '../operation.ts';
import type { SessionFacts } from '../records.ts';
import type { Decoded } from '../sdk-types.ts';
import { requestTagKeys } from '../tags.ts';
import { durationFault } from './duration.ts';
import { issueSession } from './issue-session.ts';
import { acceptedCode, keepCode } from './mfa-code.ts';
import { keptPolicies, missingOwnPolicy, policiesFault, policiesProblem } from './session-policies.ts';
import {
  conflictingTags,
  inheritedTags,
  keptTags,
  sessionTagsFault,
  transitiveKeysContext,
} from './session-tags.ts';
import { assumedRoleUser, checksOnRole, findRoleByArn, roleArnFault } from './target-role.ts';

export const assumeRole = defineOperation<AssumeRoleRequest, AssumeRoleResponse, Fault | undefined>({
  name: 'AssumeRole',
  action: 'sts:AssumeRole',
  readOnly: true,
  check: (input, { caller }) =>
    roleArnFault(input.RoleArn) ??
    policiesFault(input) ??
    sessionTagsFault(input.Tags, input.TransitiveTagKeys) ??
    conflictingTags(inheritedTags(sessionOf(caller)), input.Tags) ??
    sourceIdentityFault(caller, input.SourceIdentity),
  plan: async (tables, input, call) => {
    const code = await acceptedCode(tables, input, call);
    if (!code.ok) return { authorize: [], refused: code.error };
    const { RoleArn, Tags, TransitiveTagKeys, ProvidedContexts = [] } = input;
    const session = sessionOf(call.caller);
    const sourceIdentity = sourceIdentityOf(call.caller, input);
    // "permissions for sts:SetSourceIdentity are required" in a chain too (id_credentials_temp_control-access_monitor);
    // that inherited tags take sts:TagSession is not documented, and known of AWS.
    const tagged = (Tags ?? []).length + inheritedTags(session).length > 0;
    const actions = [
      'sts:AssumeRole',
      ...(tagged ? ['sts:TagSession'] : []),
      ...(sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
      ...(ProvidedContexts.length === 0 ? [] : ['sts:SetContext']),
    ];
    const authorize = await checksOnRole(tables, RoleArn, actions, {
      'sts:RoleSessionName': input.RoleSessionName,
      ...(input.ExternalId === undefined ? {} : { 'sts:ExternalId': input.ExternalId }),
      ...(sourceIdentity === undefined ? {} : { 'sts:SourceIdentity': sourceIdentity }),
      ...requestTagKeys(Tags),
      ...transitiveKeysContext(TransitiveTagKeys),
      ...contextProviders(ProvidedContexts),
      ...(code.value === undefined
        ? {}
        : { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '0' }),
    });
    return { authorize };
  },
  consult: ({ catalog }, input) => policiesProblem(catalog, input),
  apply: async (tables, input, call, { known }) => {
    const { caller } = call;
    const role = await findRoleByArn(tables, input.RoleArn);
    // The trust policy of a role that is not there allows nobody: it was there when that was asked.
    if (role === undefined) throw new Error(`${input.RoleArn} is gone, and its trust policy allowed`);
    const chained = caller.principal.kind === 'role';
    const seconds = input.DurationSeconds ?? 3600;
    const fault =
      durationFault(seconds, { chained, most: role.maxSessionDuration }) ??
      known ??
      (await missingOwnPolicy(tables, input, role.accountId)) ??
      contextsFault(input.ProvidedContexts);
    if (fault !== undefined) return err(fault);

    const code = await acceptedCode(tables, input, call);
    if (!code.ok) return code;
    const { RoleSessionName } = input;
    const policies = keptPolicies(input);
    const sourceIdentity = sourceIdentityOf(caller, input);
    const facts: SessionFacts = {
      name: RoleSessionName,
      roleId: role.roleId,
      ...(policies === undefined ? {} : { policies }),
      ...keptTags(inheritedTags(sessionOf(caller)), input.Tags, input.TransitiveTagKeys),
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
      chained,
    };
    const mfaAuthenticated = code.value !== undefined || caller.session?.mfaAuthenticated === true;
    const issued = await issueSession(
      tables,
      {
        accountId: role.accountId,
        kind: 'role',
        ownerKey: role.key,
        mfaAuthenticated,
        session: facts,
        seconds,
        MinimumSessionTokenSize: input.MinimumSessionTokenSize,
      },
      call,
    );
    if (!issued.ok) return issued;
    await keepCode(tables, code.value);
    const { members, packed, responseElements } = issued.value;
    const assumed = assumedRoleUser(role, RoleSessionName);
    return ok({
      changed: true,
      result: {
        ...members,
        ...packed,
        AssumedRoleUser: assumed,
        ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
      },
      responseElements: {
        ...responseElements,
        assumedRoleUser: { assumedRoleId: assumed.AssumedRoleId, arn: assumed.Arn },
        ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
      },
    });
  },
});

function sessionOf({ principal }: Caller): SessionFacts | undefined {
  return principal.kind === 'role' ? principal.session : undefined;
}

/** Given, or set earlier in the chain: "The value persists into subsequent role sessions". */
function sourceIdentityOf(
  caller: Caller,
  { SourceIdentity }: Pick<Decoded<AssumeRoleRequest>, 'SourceIdentity'>,
): string | undefined {
  return sessionOf(caller)?.sourceIdentity ?? SourceIdentity;
}

function sourceIdentityFault(caller: Caller, given: string | undefined): Fault | undefined {
  if (given === undefined) return undefined;
  // "You cannot use a value that begins with the text aws:" (API_AssumeRole); the sentence is not documented.
  if (/^aws:/i.test(given)) return validationError(`${given} is not a valid source identity.`);
  const set = sessionOf(caller)?.sourceIdentity;
  // Not documented; what AWS is known to say.
  return set !== undefined && set !== given
    ? validationError('The source identity is already set for this assume role session')
    : undefined;
}

/** `sts:RequestContextProviders` */
function contextProviders(
  contexts: readonly { readonly ProviderArn?: string | undefined }[],
): Readonly<Record<string, readonly string[]>> {
  const arns = contexts.flatMap(({ ProviderArn }) => (ProviderArn === undefined ? [] : [ProviderArn]));
  return arns.length === 0 ? {} : { 'sts:RequestContextProviders': arns };
}

/**
 * "The trusted context assertion is signed and encrypted by AWS STS" for IAM Identity Center, which the sandbox
 * does not have: no assertion is a true one. Neither code nor sentence is documented.
 */
function contextsFault(contexts: readonly unknown[] = []): Fault | undefined {
  return contexts.length === 0 ? undefined : validationError('The provided context assertion is not valid.');
}
