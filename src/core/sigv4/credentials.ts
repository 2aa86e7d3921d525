// The shapes of AWS Signature Version 4 that both the signer and the verifier speak of.

import type { HttpRequest } from '../wire/message.ts';
import type { SigningKeyCache } from './signing-keys.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** `20150830/us-east-1/iam/aws4_request`, in its parts. */
export interface CredentialScope {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

export interface SignOptions {
  readonly credentials: Credentials;
  readonly region: string;
  readonly service: string;
  readonly date: Date;
  /** Adds and signs `x-amz-content-sha256`. Default: S3 only. */
  readonly signBody?: boolean;
  /** Encodes the path a second time in the canonical request. Default: all services but S3. */
  readonly doubleEncodePath?: boolean;
  /** Removes `.` and `..` and empty segments from the canonical path. Default: all services but S3. */
  readonly normalizePath?: boolean;
  /** Default true; false adds `x-amz-security-token` after signing, as a few services ask. */
  readonly signSessionToken?: boolean;
}

/** For who signs many requests: keys derived before. Without it each signature derives its own. */
export interface WithSigningKeys {
  readonly keys?: SigningKeyCache;
}

/** The keys of the derivation chain, each as lower-case hex. */
export interface SigningKeys {
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signing: string;
}

export interface Signed {
  readonly request: HttpRequest;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly signingKey: SigningKeys;
  readonly signature: string;
}
