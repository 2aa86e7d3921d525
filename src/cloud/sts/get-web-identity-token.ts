// sts:GetWebIdentityToken: a token that tells others who the caller is in AWS, signed with the key of the account's own
// issuer. "This API is not available on the STS Global endpoint": what that endpoint answers is not documented, and it is
// answered here all the same.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html

import type { GetWebIdentityTokenRequest, GetWebIdentityTokenResponse } from '@aws-sdk/client-sts';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { signedToken, unsignedToken } from '../../core/federation/json-web-token.ts';
import { err, ok, type Result } from '../../core/lang/result.ts';
import { validationError, type Fault } from '../fault.ts';
import { keyIdOf } from '../idp/key-id.ts';
import { defineOperation, type Call, type Operation } from '../operation.ts';
import type { IdentityProviders, SigningAlgorithm } from '../ports.ts';
import type { AccountRecord } from '../records.ts';
import type { Decoded } from '../sdk-types.ts';
import { requestTagKeys } from '../tags.ts';
import { sessionTagsFault } from './session-tags.ts';
import { webIdentityClaims } from './web-identity-claims.ts';

const action = 'sts:GetWebIdentityToken';

type Input = Decoded<GetWebIdentityTokenRequest>;

/** The token with the issuer that signed it. */
type Token = Result<{ readonly issuer: string; readonly token: string }, Fault>;

const getWebIdentityToken = defineOperation<GetWebIdentityTokenRequest, GetWebIdentityTokenResponse, Token>({
  name: 'GetWebIdentityToken',
  action,
  readOnly: false,
  check: ({ SigningAlgorithm, Tags }) => algorithmFault(SigningAlgorithm) ?? sessionTagsFault(Tags),
  plan: (_tables, input, { caller: { account } }) => {
    const tagging = (input.Tags ?? []).length === 0 ? [] : ['sts:TagGetWebIdentityToken'];
    const tags = requestTagKeys(input.Tags);
    const context = {
      ...tags,
      'sts:IdentityTokenAudience': input.Audience,
      'sts:SigningAlgorithm': input.SigningAlgorithm,
      'sts:DurationSeconds': String(secondsOf(input)),
    };
    return {
      authorize: [action, ...tagging].map((each) => ({
        action: each,
        resource: '*',
        resourceAccountId: account.accountId,
        context: each === action ? context : tags,
      })),
    };
  },
  consult: async ({ identityProviders, read }, input, call) => {
    const account = await read((tables) => tables.account.get(call.caller.account.key));
    const issuer = issuerOf(account);
    if (!issuer.ok) return issuer;
    // An endpoint that was made without keys is one that tests make.
    if (identityProviders === undefined) throw new Error('no identity provider signs tokens');
    return makeToken(identityProviders, issuer.value, input, call);
  },
  apply: async (tables, input, call, { known }) => {
    if (!known.ok) return known;
    // Between `consult` and here it may have been switched off.
    const issuer = issuerOf(await tables.account.get(call.caller.account.key));
    if (!issuer.ok) return issuer;
    if (issuer.value !== known.value.issuer) throw new Error('the issuer of an account never changes');
    return ok({
      result: {
        WebIdentityToken: known.value.token,
        Expiration: new Date(call.now + secondsOf(input) * 1000),
      },
    });
  },
});

export const webIdentityTokenOperations: readonly Operation[] = [getWebIdentityToken];

async function makeToken(
  identityProviders: IdentityProviders,
  issuer: string,
  input: Input,
  call: Call,
): Promise<Token> {
  const seconds = secondsOf(input);
  const { session } = call.caller;
  if (session !== undefined && call.now + seconds * 1000 > session.expiresAt) return err(escalation);
  const claims = webIdentityClaims(
    { issuer, audiences: input.Audience, tags: input.Tags ?? [], seconds },
    call,
  );
  if (utf8ToBytes(JSON.stringify(claims)).length > largestPayload) return err(payloadTooLarge);
  const algorithm = input.SigningAlgorithm as SigningAlgorithm;
  const key = { issuer, algorithm };
  const unsigned = unsignedToken(
    { alg: algorithm, kid: keyIdOf(await identityProviders.publicKey(key)), typ: 'JWT' },
    claims,
  );
  const signature = await identityProviders.sign(key, utf8ToBytes(unsigned));
  return ok({ issuer, token: signedToken(unsigned, signature) });
}

/** "If not specified, the default duration is 300 seconds (5 minutes)." */
function secondsOf({ DurationSeconds }: Input): number {
  return DurationSeconds ?? 300;
}

function issuerOf(account: AccountRecord | undefined): Result<string, Fault> {
  const federation = account?.outboundFederation;
  return federation?.enabled === true ? ok(federation.issuer) : err(disabled);
}

/** In bytes; AWS publishes no number. */
const largestPayload = 8192;

/** "Valid values are RS256 ... and ES384"; the shape knows only their length. */
function algorithmFault(algorithm: string): Fault | undefined {
  return algorithm === 'RS256' || algorithm === 'ES384'
    ? undefined
    : validationError(
        `1 validation error detected: Value '${algorithm}' at 'signingAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [RS256, ES384]`,
      );
}

// Sentences of the page; codes as the SDK has them.

const disabled: Fault = {
  code: 'OutboundWebIdentityFederationDisabledException',
  status: 403,
  message: 'The outbound web identity federation feature is not enabled for this account.',
};

const escalation: Fault = {
  code: 'SessionDurationEscalationException',
  status: 403,
  message: 'The requested token duration would extend the session beyond its original expiration time.',
};

const payloadTooLarge: Fault = {
  code: 'JWTPayloadSizeExceededException',
  status: 400,
  message:
    'The requested token payload size exceeds the maximum allowed size. Reduce the number of request tags included in the GetWebIdentityToken API call to reduce the token payload size.',
};
