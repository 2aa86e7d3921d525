// The signer's worker: signs what the caller's machine hands it. It knows nothing of the cloud.

import { expose } from 'comlink';
import type { Signer } from '../src/client/ports.ts';
import { sign } from '../src/core/sigv4/sign.ts';
import { makeSigningKeys } from '../src/core/sigv4/signing-keys.ts';

/** Of the profiles and the console's session that sign here. */
const keys = makeSigningKeys();

// An error thrown here is a bug; Comlink hands it to the caller as a plain Error.
expose({
  // eslint-disable-next-line @typescript-eslint/require-await -- the port is asynchronous, the work is not
  sign: async (request, options) => sign(request, { ...options, keys }),
} satisfies Signer);
