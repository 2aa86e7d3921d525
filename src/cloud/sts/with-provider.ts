// What AssumeRoleWithWebIdentity and AssumeRoleWithSAML have in common: a role assumed by somebody for whom an identity
// provider vouches. No policies but the role's trust policy are asked.

import { err, ok, type Result } from '../../core/lang/result.ts';
import type { Caller, ProviderPrincipal } from '../caller.ts';
import type { Fault } from '../fault.ts';
import { invalidIdentityToken } from '../idp/token-faults.ts';
import type { Call, Check } from '../operation.ts';
import type { Reading, Writing } from '../ports.ts';
import type { RoleRecord, TagRecord } from '../records.ts';
import { requestTagKeys, sdkTags, tagsPerEntity } from '../tags.ts';
import { durationFault } from './duration.ts';
import { issueSession, type Issued } from './issue-session.ts';
import { keptPolicies, missingOwnPolicy, policiesFault, type PoliciesInput } from './session-policies.ts';
import { sessionTagsFault, transitiveKeysContext } from './session-tags.ts';
import { checksOnRole, findRoleByArn, roleArnFault } from './target-role.ts';

export interface ProviderInput extends PoliciesInput {
  readonly RoleArn: string;
  readonly DurationSeconds?: number | undefined;
  readonly MinimumSessionTokenSize?: number | undefined;
}

/** INVARIANT: `identify` gave the caller, so that it is one of a provider. */
export function providerOf({ principal }: Caller): ProviderPrincipal {
  if (principal.kind !== 'provider')
    throw new Error(`expected somebody of a provider, got ${principal.kind}`);
  return principal;
}

/** For `check`. */
export function providerInputFault(
  input: ProviderInput,
  { caller }: Pick<Call, 'caller'>,
): Fault | undefined {
  const { tags, transitiveTagKeys } = providerOf(caller).identity;
  return (
    roleArnFault(input.RoleArn) ??
    policiesFault(input) ??
    (tags.length > tagsPerEntity || !tags.every(isTag)
      ? invalidIdentityToken('A session tag is not valid')
      : undefined) ??
    sessionTagsFault(sdkTags(tags), transitiveTagKeys)
  );
}

/** What shapes see to where tags are parameters; a token says what it likes. As API_Tag of STS has it; the sentence is ours. */
function isTag({ key, value }: TagRecord): boolean {
  return key.length <= 128 && tagKey.test(key) && value.length <= 256 && tagValue.test(value);
}

const tagKey = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u;
const tagValue = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** For `plan`. `context`: keys of `action` and of none of the others. */
export async function checksOfProvider(
  tables: Reading,
  action: string,
  {
    RoleArn,
    sessionName,
    context = {},
  }: {
    readonly RoleArn: string;
    readonly sessionName: string;
    readonly context?: NonNullable<Check['context']>;
  },
  { caller }: Pick<Call, 'caller'>,
): Promise<readonly Check[]> {
  const { tags, transitiveTagKeys, sourceIdentity } = providerOf(caller).identity;
  // "the role trust policies for all roles connected to an identity provider (IdP) must have the sts:TagSession
  // permission", and sts:SetSourceIdentity likewise.
  const actions = [
    action,
    ...(tags.length === 0 ? [] : ['sts:TagSession']),
    ...(sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
  ];
  const checks = await checksOnRole(tables, RoleArn, actions, {
    'sts:RoleSessionName': sessionName,
    ...(sourceIdentity === undefined ? {} : { 'sts:SourceIdentity': sourceIdentity }),
    ...requestTagKeys(sdkTags(tags)),
    ...transitiveKeysContext(transitiveTagKeys),
  });
  return checks.map((check) =>
    check.action === action ? { ...check, context: { ...check.context, ...context } } : check,
  );
}

/** For `apply`. `seconds`: what else limits the duration. */
export async function issueForProvider(
  tables: Writing,
  input: ProviderInput & { readonly sessionName: string; readonly seconds?: number | undefined },
  call: Call,
  known: Fault | undefined,
): Promise<Result<{ readonly issued: Issued; readonly role: RoleRecord }, Fault>> {
  const role = await findRoleByArn(tables, input.RoleArn);
  if (role === undefined) throw new Error(`${input.RoleArn} is gone, and its trust policy allowed`);
  const asked = input.DurationSeconds ?? 3600;
  const fault =
    durationFault(asked, { chained: false, most: role.maxSessionDuration }) ??
    known ??
    (await missingOwnPolicy(tables, input, role.accountId));
  if (fault !== undefined) return err(fault);
  const { arn, identity } = providerOf(call.caller);
  const policies = keptPolicies(input);
  const issued = await issueSession(
    tables,
    {
      accountId: role.accountId,
      kind: 'role',
      ownerKey: role.key,
      // "AWS cannot determine whether that provider required MFA" (id_credentials_mfa_configure-api-require).
      mfaAuthenticated: false,
      seconds: Math.min(asked, input.seconds ?? asked),
      MinimumSessionTokenSize: input.MinimumSessionTokenSize,
      session: {
        name: input.sessionName,
        roleId: role.roleId,
        ...(policies === undefined ? {} : { policies }),
        tags: identity.tags,
        transitiveTagKeys: identity.transitiveTagKeys,
        ...(identity.sourceIdentity === undefined ? {} : { sourceIdentity: identity.sourceIdentity }),
        chained: false,
        federatedProvider: arn,
        providerContext: identity.sessionContext,
      },
    },
    call,
  );
  return issued.ok ? ok({ issued: issued.value, role }) : issued;
}
