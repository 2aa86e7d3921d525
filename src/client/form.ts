// The form body of the Query protocol, as the caller writes it.

import { uriEncode } from '../core/sigv4/uri-encode.ts';

/** `Action=ListUsers&Version=2010-05-08`, every name and value encoded. */
export function encodeForm(pairs: readonly (readonly [name: string, value: string])[]): string {
  return pairs.map(([name, value]) => `${uriEncode(name)}=${uriEncode(value)}`).join('&');
}
