// sts:AssumeRoleWithSAML: temporary credentials of a role for somebody with a SAML assertion. "Calling AssumeRoleWithSAML
// does not require the use of AWS security credentials."
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html

import type { AssumeRoleWithSAMLRequest, AssumeRoleWithSAMLResponse } from '@aws-sdk/client-sts';
import { err, ok } from '../../core/lang/result.ts';
import type { Caller, ProvenIdentity } from '../caller.ts';
import { validationError, type Fault } from '../fault.ts';
import { providerNameIn } from '../iam/provider-arn.ts';
import { identifyBySamlAssertion } from '../idp/identify-by-saml-assertion.ts';
import { defineOperation } from '../operation.ts';
import { policiesProblem } from './session-policies.ts';
import { accountOfRole, assumedRoleUser, roleArnFault } from './target-role.ts';
import { checksOfProvider, issueForProvider, providerInputFault, providerOf } from './with-provider.ts';

const action = 'sts:AssumeRoleWithSAML';

export const assumeRoleWithSaml = defineOperation<
  AssumeRoleWithSAMLRequest,
  AssumeRoleWithSAMLResponse,
  Fault | undefined
>({
  name: 'AssumeRoleWithSAML',
  action,
  readOnly: true,
  identify: async (input, identifying) => {
    const accountId = accountOfRole(input.RoleArn);
    const fault = roleArnFault(input.RoleArn) ?? providerArnFault(input.PrincipalArn, accountId);
    if (fault !== undefined) return err({ fault, accountId });
    const identified = await identifyBySamlAssertion(input, accountId, identifying);
    return identified.ok ? identified : err({ fault: identified.error, accountId });
  },
  check: providerInputFault,
  // As CloudTrail has them: the assertion's id in place of the assertion, and what of it counts (cloudtrail-integration).
  requestParameters: ({ RoleArn, PrincipalArn, DurationSeconds, Policy, PolicyArns }, { caller }) => {
    const { identity } = providerOf(caller);
    const { assertionId, sessionName } = samlOf(caller);
    const { tags, transitiveTagKeys } = identity;
    return {
      sAMLAssertionID: assertionId,
      roleSessionName: sessionName,
      ...(tags.length === 0
        ? {}
        : { principalTags: Object.fromEntries(tags.map(({ key, value }) => [key, value])) }),
      ...(transitiveTagKeys.length === 0 ? {} : { transitiveTagKeys }),
      ...(DurationSeconds === undefined ? {} : { durationSeconds: DurationSeconds }),
      ...(Policy === undefined ? {} : { policy: Policy }),
      ...(PolicyArns === undefined ? {} : { policyArns: PolicyArns.map(({ arn }) => ({ arn })) }),
      roleArn: RoleArn,
      principalArn: PrincipalArn,
    };
  },
  plan: async (tables, { RoleArn }, call) => ({
    authorize: await checksOfProvider(
      tables,
      action,
      { RoleArn, sessionName: samlOf(call.caller).sessionName },
      call,
    ),
  }),
  consult: ({ catalog }, input) => policiesProblem(catalog, input),
  apply: async (tables, input, call, { known }) => {
    const { sessionName, subjectType, nameQualifier, sessionDuration, sessionEnds } = samlOf(call.caller);
    // "for the duration that you specify ..., or until the time specified in the SAML authentication response's
    // SessionNotOnOrAfter value, whichever is shorter"; SessionDuration "can be used to shorten" it.
    const untilEnd = sessionEnds === undefined ? Infinity : Math.floor((sessionEnds - call.now) / 1000);
    const seconds = Math.min(sessionDuration ?? Infinity, Math.max(untilEnd, 0));
    const given = await issueForProvider(
      tables,
      { ...input, sessionName, ...(Number.isFinite(seconds) ? { seconds } : {}) },
      call,
      known,
    );
    if (!given.ok) return given;
    const { issued, role } = given.value;
    const { identity } = providerOf(call.caller);
    const { sourceIdentity } = identity;
    const assumed = assumedRoleUser(role, sessionName);
    return ok({
      changed: true,
      result: {
        ...issued.members,
        ...issued.packed,
        AssumedRoleUser: assumed,
        Subject: identity.userName,
        SubjectType: subjectType,
        Issuer: identity.issuer,
        // "The value of the Recipient attribute of the SubjectConfirmationData element"
        Audience: identity.audience,
        NameQualifier: nameQualifier,
        ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
      },
      responseElements: {
        subject: identity.userName,
        subjectType,
        issuer: identity.issuer,
        audience: identity.audience,
        nameQualifier,
        assumedRoleUser: { assumedRoleId: assumed.AssumedRoleId, arn: assumed.Arn },
        ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
        ...issued.responseElements,
      },
    });
  },
});

/** INVARIANT: `identify` gave the caller, so that an assertion was read. */
function samlOf(caller: Caller): NonNullable<ProvenIdentity['saml']> {
  const { saml } = providerOf(caller).identity;
  if (saml === undefined) throw new Error('expected somebody of a SAML provider');
  return saml;
}

/** Neither sentence is documented; the second is what AWS is known to say. */
function providerArnFault(arn: string, accountId: string): Fault | undefined {
  if (providerNameIn('saml-provider', arn) === undefined) return validationError(`${arn} is invalid`);
  return providerNameIn('saml-provider', arn, accountId) === undefined
    ? validationError('Principal exists outside the account of the Role being assumed')
    : undefined;
}
