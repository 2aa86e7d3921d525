// sts:AssumeRoleWithWebIdentity: temporary credentials of a role for somebody with an ID token. "Calling
// AssumeRoleWithWebIdentity does not require the use of AWS security credentials."
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html

import type {
  AssumeRoleWithWebIdentityRequest,
  AssumeRoleWithWebIdentityResponse,
} from '@aws-sdk/client-sts';
import { readJsonWebToken } from '../../core/federation/json-web-token.ts';
import { err, ok } from '../../core/lang/result.ts';
import type { Fault } from '../fault.ts';
import { identifyByIdToken } from '../idp/identify-by-id-token.ts';
import { notOfAmazon, rejectedClaim, unrecognizedProvider } from '../idp/token-faults.ts';
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
    const fault = roleArnFault(RoleArn) ?? providerIdFault(ProviderId, WebIdentityToken);
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
      // "For OpenID Connect ID tokens, this contains the value of the iss field", says the page. AWS gives the ARN, as its
      // https://github.com/aws/aws-eks-best-practices/blob/0034e3a6c42b6a31b68eef946f58988e3398ae57/content/security/docs/iam.md
      // shows, and of a provider that is built in the name.
      Provider: identity.identityProvider,
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

/** OAuth 2.0 access tokens are of `www.amazon.com` and `graph.facebook.com`, and only these can verify them. */
function providerIdFault(providerId: string | undefined, token: string): Fault | undefined {
  switch (providerId) {
    case undefined:
      return undefined;
    case 'www.amazon.com':
      return readJsonWebToken(token) === undefined ? rejectedClaim() : notOfAmazon();
    case 'graph.facebook.com':
      return rejectedClaim();
    default:
      return unrecognizedProvider();
  }
}
