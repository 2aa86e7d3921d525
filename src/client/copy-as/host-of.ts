// Where a request goes to: its Host header, taken apart.

import { canonicalHeaders } from '../../core/sigv4/canonical-request.ts';
import type { HttpRequest } from '../../core/wire/message.ts';

export type Scheme = 'https' | 'http';

export interface RequestHost {
  /** Of an IPv6 address, without its brackets. */
  readonly hostname: string;
  readonly port: number;
  /** As a URL has it: `iam.amazonaws.com`, `127.0.0.1:8080`, `[::1]:8080`. */
  readonly authority: string;
  /**
   * `same`: who opens the URL sends this very Host header. `rewritten`: clients may write it in another way
   * (lower case, without the default port). `unknown`: the message has no host that a URL can name.
   */
  readonly kind: 'same' | 'rewritten' | 'unknown';
}

const defaultPorts: Readonly<Record<Scheme, number>> = { https: 443, http: 80 };

// RFC 2606 §2 keeps this ending for names that never exist: nothing is sent to where nobody meant it to go.
const nowhere = 'no-host.invalid';

const name = /^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?$/;
const plainName = /^[a-z0-9._-]+$/;
const endsInLetters = /(?:^|\.)[a-z][a-z0-9-]*$/;
const plainAddress = /^(?:0|[1-9]\d{0,2})\.(?:0|[1-9]\d{0,2})\.(?:0|[1-9]\d{0,2})\.(?:0|[1-9]\d{0,2})$/;

/** The host of a request that `sendableRequest` has made sendable. */
export function hostOf(request: HttpRequest, scheme: Scheme): RequestHost {
  const authority = canonicalHeaders(request.headers).get('host') ?? '';
  const [, host, port] = name.exec(authority) ?? [];
  const standard = defaultPorts[scheme];
  const number = port === undefined ? standard : Number(port);
  if (host === undefined || number > 65_535) {
    return { hostname: nowhere, port: standard, authority: nowhere, kind: 'unknown' };
  }
  // Clients read `127.1` as `127.0.0.1` and drop a leading zero of a port (WHATWG URL, host parsing).
  const isPlain = (plainName.test(host) && endsInLetters.test(host)) || plainAddress.test(host);
  const keepsPort = port === undefined || (number !== standard && String(number) === port);
  return {
    hostname: host.replace(/^\[|\]$/g, ''),
    port: number,
    authority,
    kind: isPlain && keepsPort ? 'same' : 'rewritten',
  };
}
