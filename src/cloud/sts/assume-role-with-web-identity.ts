// sts:AssumeRoleWithWebIdentity: temporary credentials of a role for somebody with an ID token. "Calling
// AssumeRoleWithWebIdentity does not require the use of AWS security credentials."
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html

import type {
  AssumeRoleWithWebIdentityRequest,
  AssumeRoleWithWebIdentityResponse,
} from '@aws-sdk/client-sts';
import { err, ok } from '../../core/lang/result.ts';
import type { Fault } from '../fault.ts';
import { identifyByIdToken } from '../idp/identify-by-id-token.ts';
import { rejectedClaim } from '../idp/token-faults.ts';
import { defineOperation } from '../operation.ts';
import { policiesProblem } from './session-policies.ts';
import { accountOfRole, assumedRoleUser, roleArnFault } from './target-role.ts';
import { checksOfProvider, issueForProvider, providerInputFault, providerOf } from './with-provider.ts';

const action = 'sts:AssumeRoleWithWebIdentity';

export const assumeRoleWithWebIdentity = defineOperation<
  AssumeRoleWithWebIdentityRequest,
  AssumeRoleWithWebIdentityResponse,
  Fault | undefined
>({
  name: 'AssumeRoleWithWebIdentity',
  action,
  readOnly: true,
  identify: async ({ RoleArn, WebIdentityToken, ProviderId }, identifying) => {
    const accountId = accountOfRole(RoleArn);
    // OAuth 2.0 access tokens of `www.amazon.com` and `graph.facebook.com`, which only these can verify.
    const fault = roleArnFault(RoleArn) ?? (ProviderId === undefined ? undefined : rejectedClaim());
    if (fault !== undefined) return err({ fault, accountId });
    const identified = await identifyByIdToken(
      WebIdentityToken,
      { accountId, roleArn: RoleArn },
      identifying,
    );
    return identified.ok ? identified : err({ fault: identified.error, accountId });
  },
  check: providerInputFault,
  plan: async (tables, { RoleArn, RoleSessionName }, call) => ({
    authorize: await checksOfProvider(
      tables,
      action,
      {
        RoleArn,
        sessionName: RoleSessionName,
        // Of this action alone (Service Authorization Reference).
        context: {
          'sts:RoleAuthorizedByIdp': String(providerOf(call.caller).identity.roleAuthorized === true),
        },
      },
      call,
    ),
  }),
  consult: ({ catalog }, input) => policiesProblem(catalog, input),
  apply: async (tables, input, call, { known }) => {
    const sessionName = input.RoleSessionName;
    const given = await issueForProvider(tables, { ...input, sessionName }, call, known);
    if (!given.ok) return given;
    const { issued, role } = given.value;
    const { identity } = providerOf(call.caller);
    const { sourceIdentity } = identity;
    const assumed = assumedRoleUser(role, sessionName);
    const said = {
      SubjectFromWebIdentityToken: identity.userName,
      Audience: identity.audience,
      // "For OpenID Connect ID tokens, this contains the value of the iss field."
      Provider: identity.issuer,
      ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
    };
    return ok({
      changed: true,
      // Left out, and not false, where the token says nothing of roles.
      ...(identity.roleAuthorized === true ? { additionalEventData: { RoleAuthorizedByIdp: true } } : {}),
      result: { ...issued.members, ...issued.packed, AssumedRoleUser: assumed, ...said },
      responseElements: {
        subjectFromWebIdentityToken: said.SubjectFromWebIdentityToken,
        assumedRoleUser: { assumedRoleId: assumed.AssumedRoleId, arn: assumed.Arn },
        provider: said.Provider,
        audience: said.Audience,
        ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
        ...issued.responseElements,
      },
    });
  },
});
