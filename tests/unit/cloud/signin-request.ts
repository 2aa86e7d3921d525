// A request that a console session signs and sends to the sign-in service.

import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { sign } from '../../../src/core/sigv4/sign.ts';
import { message, type Reply, type World } from './world.ts';

export function askSignin(
  world: World,
  credentials: Credentials,
  operation: string,
  body: object,
): Promise<Reply> {
  const request = message(
    'POST',
    '/',
    [
      ['Host', 'signin.aws.amazon.com'],
      ['Content-Type', 'application/x-amz-json-1.1'],
      ['X-Amz-Target', `GatehouseSignin.${operation}`],
    ],
    JSON.stringify(body),
  );
  const date = new Date(world.clock.sandbox);
  return world.send(sign(request, { credentials, region: 'us-east-1', service: 'signin', date }).request);
}
