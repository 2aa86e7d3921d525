// What crosses the wire between the caller's machine and the simulated AWS: an HTTP message, and
// the facts of the connection as the network states them. Nothing else passes between the two sides.

/** One header field as sent: name with its case, value untrimmed and read as UTF-8. Repeated headers are repeated entries. */
export type Header = readonly [name: string, value: string];

/** An HTTP/1.1 request as sent. */
export interface HttpRequest {
  readonly method: string;
  /** The path as sent, percent-encoded, beginning with `/`. */
  readonly path: string;
  /** The query as sent, without the `?`; empty when there is none. */
  readonly query: string;
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
}

export type WireRequest = HttpRequest;
export type WireResponse = HttpResponse;

/** What the network, and not the caller, knows of a connection. */
export interface Connection {
  /** IPv4 or IPv6 address of the caller. */
  readonly sourceIp: string;
  /** Whether the message came over TLS (`aws:SecureTransport`). */
  readonly tls: boolean;
  /** Present when the message came through a VPC endpoint. */
  readonly vpcEndpoint?: {
    readonly id: string;
    readonly vpcId: string;
    /** Of the account that owns the endpoint; absent: not known. */
    readonly accountId?: string;
  };
}

/** The first value of a header, its name compared without regard to case; undefined when absent. */
export function headerValue(
  message: { readonly headers: readonly Header[] },
  name: string,
): string | undefined {
  const wanted = name.toLowerCase();
  // Most names differ in length already.
  const { length } = wanted;
  return message.headers.find(
    ([candidate]) => candidate.length === length && candidate.toLowerCase() === wanted,
  )?.[1];
}
