// The URL by which an OpenID Connect provider is registered, and found.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html

import { invalidInput, validationError, type Fault } from '../fault.ts';

/** `https://server.example.com` → `server.example.com` */
export function withoutScheme(url: string): string {
  return url.replace(/^https:\/\//i, '');
}

// "The URL must begin with https:// ... path components are allowed but query parameters are not ... The URL should not
// contain a port number." What AWS does with a port is not documented; here it is refused, as it is no part of an ARN.
const providerUrl =
  /^https:\/\/[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?:\/[A-Za-z0-9._~!$&'()*+,;=@%/-]*)?$/;

/** For `check`. */
export function urlFault(url: string): Fault | undefined {
  // Not documented; what AWS is known to say.
  if (!providerUrl.test(url)) return validationError('Invalid Open ID Connect Provider URL');
  return /^https:\/\/[^/]+\.tokens\.sts\.global\.api\.aws(?:\/|$)/i.test(url)
    ? invalidInput(
        'Creating an OIDC provider with an STS issuer URL from the same partition is not supported. Within a partition, use AssumeRole instead of web identity federation.',
      )
    : undefined;
}
