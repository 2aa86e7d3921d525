// Every fixed text of AWS Signature Version 4, in one place.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html

export const algorithm = 'AWS4-HMAC-SHA256';
/** Signature Version 4A, for several Regions at once: recognised, and refused by name. */
export const sigv4aAlgorithm = 'AWS4-ECDSA-P256-SHA256';
export const terminator = 'aws4_request';
export const keyPrefix = 'AWS4';

export const authorizationHeader = 'Authorization';
export const dateHeader = 'X-Amz-Date';
export const tokenHeader = 'X-Amz-Security-Token';
export const contentHashHeader = 'X-Amz-Content-Sha256';

export const algorithmParameter = 'X-Amz-Algorithm';
export const credentialParameter = 'X-Amz-Credential';
export const dateParameter = 'X-Amz-Date';
export const expiresParameter = 'X-Amz-Expires';
export const signedHeadersParameter = 'X-Amz-SignedHeaders';
export const signatureParameter = 'X-Amz-Signature';
export const tokenParameter = 'X-Amz-Security-Token';
export const contentHashParameter = 'X-Amz-Content-Sha256';

/** In place of a body hash: the body is not signed. */
export const unsignedPayload = 'UNSIGNED-PAYLOAD';

/** Seven days in seconds, the longest life of a presigned URL (S3 API reference, sigv4-query-string-auth). */
export const longestExpiry = 604_800;

const s3Services: ReadonlySet<string> = new Set(['s3', 's3express', 's3-object-lambda', 's3-outposts']);

/** Whether a service canonicalises as S3 does: path encoded once and not normalised, body hash sent as a header. */
export function signsLikeS3(service: string): boolean {
  return s3Services.has(service);
}

// What proxies change on the way, or what the transport owns: never signed (IAM user guide,
// reference_sigv-create-signed-request, on hop-by-hop headers). The SDKs leave out the rest of this list too.
const unsignable: ReadonlySet<string> = new Set([
  'authorization',
  'cache-control',
  'connection',
  'expect',
  'from',
  'keep-alive',
  'max-forwards',
  'pragma',
  'referer',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'x-amzn-trace-id',
]);

/** Whether a signer signs this header. `name` in lower case. */
export function isSignable(name: string): boolean {
  return !unsignable.has(name) && !name.startsWith('proxy-') && !name.startsWith('sec-');
}
