// One principal's view of the account: its services, all signing with the same credentials.

import type { Result } from '../core/lang/result.ts';
import type { Credentials } from '../core/sigv4/credentials.ts';
import type { HttpResponse } from '../core/wire/message.ts';
import type { AwsApi } from './aws-api.ts';
import { buildRequest, type BuiltRequest } from './build-request.ts';
import type { RequestDraft } from './draft.ts';
import { makeIamApi } from './iam-api.ts';
import type { CallerClock, Signer, Wire } from './ports.ts';
import { makeS3Api } from './s3-api.ts';
import { send, type Lost } from './send.ts';
import { makeStsApi } from './sts-api.ts';
import { makeTrailApi } from './trail-api.ts';

/** Builds, signs and sends one call. */
export type Call = (
  call: Pick<RequestDraft, 'service' | 'action'> & {
    readonly parameters?: RequestDraft['parameters'];
    /** As sent; for S3, whose parameters are in the query. */
    readonly query?: string;
  },
) => Promise<Result<{ readonly response: HttpResponse }, Lost>>;

/** Calls of the console carry this header, signed; the cloud marks their events `sessionCredentialFromConsole` by it. */
export const consoleHeader = 'X-Gatehouse-Console';

/** `region`: where the services that have Regions are called. `fromConsole`: whether these are the console's own calls. */
export function makeAwsApi(caller: {
  readonly signer: Signer;
  readonly wire: Wire;
  readonly clock: CallerClock;
  readonly credentials: Credentials;
  readonly region: string;
  readonly fromConsole: boolean;
}): AwsApi {
  const call: Call = async ({ service, action, parameters = [], query = '' }) => {
    const built = buildRequest({ service, action, resource: '*', region: caller.region, parameters });
    if (!built.ok) return { ok: false, error: { message: built.error.message } };
    return send(dressed(built.value, query, caller.fromConsole), caller);
  };
  return {
    iam: makeIamApi(call),
    sts: makeStsApi(call),
    s3: makeS3Api(call),
    trail: makeTrailApi(call),
  };
}

function dressed({ request, signing }: BuiltRequest, query: string, fromConsole: boolean): BuiltRequest {
  const headers = fromConsole ? [...request.headers, [consoleHeader, 'true'] as const] : request.headers;
  return { request: { ...request, query, headers }, signing };
}
