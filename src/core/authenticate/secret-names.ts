// Parameters and results whose values are secrets: passwords, private keys, tokens, the codes of MFA devices and what
// those are made from. What the service models mark as sensitive is among them, and what they do not mark.

const names =
  '(?:old|new|service)?password|(?:add)?privatekey|secretaccesskey|servicecredentialsecret|base32stringseed|qrcodepng|' +
  'samlassertion|webidentitytoken|tradeintoken|sessiontoken|contextassertion|authenticationcode[12]|tokencode';

const secretName = new RegExp(`^(?:${names})$`, 'i');

// A session token is a header or a parameter; in a query that is itself a parameter, `=` is percent-encoded. Values are
// as in a canonical request: percent-encoded, and ended by `&` or a line feed.
const secretValue = new RegExp(
  `((?:x-amz-security-token(?::|=|%3D)|server-side-encryption-customer-key:|(?<![a-z0-9])(?:${names})=))[^\\s&"'\\\\]+`,
  'gi',
);

export function isSecretName(name: string): boolean {
  return secretName.test(name);
}

/**
 * A canonical request, or AWS's message that repeats it, with every secret in its headers and its query left out: a
 * request of the Query protocol may be a GET, with a password among its parameters.
 */
export function withoutSecrets(text: string): string {
  return text.replaceAll(secretValue, '$1left-out');
}
