// What else comes to the sign-in service than a password: "act as", what a console session asks for itself (see
// `signed.ts`), and what it cannot read.

import { parseJsonBody, parseTarget } from '../../core/wire/aws-json.ts';
import { headerValue, type HttpResponse } from '../../core/wire/message.ts';
import type { Exchange, Ports } from '../exchange.ts';
import type { Fault } from '../fault.ts';
import { byActAs } from './act-as.ts';
import { refuse } from './refusals.ts';
import { finish } from './sign-in.ts';

const unknown = { kind: 'unknown', accessKeyId: undefined } as const;
const markedActAs = { 'gatehouse:actAs': 'true' };

export async function serveOther(ports: Ports, exchange: Exchange): Promise<HttpResponse> {
  const { request } = exchange;
  const operation = parseTarget(headerValue(request, 'x-amz-target') ?? '')?.operation;
  const body = parseJsonBody(request.body);
  const refused = (fault: Fault, additional = {}): Promise<HttpResponse> =>
    refuse(ports, exchange, { fault, identity: unknown }, additional);

  if (request.method !== 'POST' || operation === undefined) return refused(unknownOperation());
  if (body === undefined) return refused(noJson());
  if (operation !== 'SignIn') {
    const { serveSigned } = await import('./signed.ts');
    return (await serveSigned(ports, exchange, operation, body)) ?? refused(unknownOperation());
  }
  const { kind, 'gatehouse:actAs': principalArn } = body;
  if (kind !== 'actAs' || typeof principalArn !== 'string') return refused(malformed());
  // SECURITY: nothing is asked of who acts as somebody, so that nobody may but the app's own console.
  if (ports.allowsActAs !== true) return refused(notFromHere(), markedActAs);
  return finish(ports, exchange, await byActAs(ports, exchange, principalArn), markedActAs);
}

function unknownOperation(): Fault {
  const message = 'signing in is POST / with X-Amz-Target: GatehouseSignin.SignIn';
  return { code: 'UnknownOperationException', status: 400, message };
}

function noJson(): Fault {
  return { code: 'SerializationException', status: 400, message: 'The body is not a JSON object' };
}

function malformed(): Fault {
  const message =
    'The body must be {"kind":"root","email":…,"password":…}, {"kind":"user","account":…,"userName":…,"password":…} or {"kind":"actAs","gatehouse:actAs":…}; the first two with mfaCode, newPassword and challenge where they are asked for';
  return { code: 'ValidationException', status: 400, message };
}

function notFromHere(): Fault {
  const message = 'Only the console inside Gatehouse may act as somebody; sign in, or use an access key.';
  return { code: 'AccessDeniedException', status: 403, message };
}
