// The URL by which an OpenID Connect provider is registered, and found.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html
// What AWS does with a port and a query, others have seen ("recorded"):
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/federation/oidc.json

import { invalidInput, validationError, type Fault } from '../fault.ts';

/** `https://server.example.com:443/a` → `server.example.com/a`: the port of https is left out (recorded). */
export function registeredUrl(url: string): string {
  return url.replace(/^https:\/\//i, '').replace(/^([^/]+):443(?=\/|$)/, '$1');
}

// "The URL must begin with https:// ... The URL should not contain a port number." What AWS does with another port than
// that of https is not known; here it is refused, as it is no part of an ARN.
const providerUrl =
  /^https:\/\/[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::443)?(?:\/[A-Za-z0-9._~!$&'()*+,;=@%/-]*)?$/;

/** For `check`. */
export function urlFault(url: string): Fault | undefined {
  const withoutQuery = url.replace(/[?#].*$/s, '');
  // Not documented; what AWS is known to say.
  if (!providerUrl.test(withoutQuery)) return validationError('Invalid Open ID Connect Provider URL');
  // "path components are allowed but query parameters are not"; the sentence is recorded.
  if (withoutQuery !== url) return invalidInput('Unknown');
  return /^[^/]+\.tokens\.sts\.global\.api\.aws(?:\/|$)/i.test(registeredUrl(url))
    ? invalidInput(
        'Creating an OIDC provider with an STS issuer URL from the same partition is not supported. Within a partition, use AssumeRole instead of web identity federation.',
      )
    : undefined;
}
