// The signer: in its worker, signs what the caller's machine hands it. It knows nothing of the cloud.

import type { SigningForms } from '../src/client/ports.ts';
import { sign } from '../src/core/sigv4/sign.ts';
import { makeSigningKeys } from '../src/core/sigv4/signing-keys.ts';
import { later } from './later.ts';

/** Of the profiles and the console's session that sign here. */
const keys = makeSigningKeys();

export const signer: SigningForms = {
  // eslint-disable-next-line @typescript-eslint/require-await -- the port is asynchronous, the work is not
  sign: async (request, options) => sign(request, { ...options, keys }),
  presign: async (request, options) => {
    const { presign } = await later(import('../src/core/sigv4/presign.ts'));
    return presign(request, { ...options, keys });
  },
  signChunked: async (request, options) => {
    const { signChunked } = await later(import('../src/core/sigv4/chunked-signing.ts'));
    return signChunked(request, options);
  },
  signPost: async (options) => {
    const { signPostPolicy } = await later(import('../src/core/sigv4/post-policy.ts'));
    return signPostPolicy(options);
  },
};
