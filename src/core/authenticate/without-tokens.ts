// Session tokens in texts that are kept: a canonical request holds the token, as a header or,
// percent-encoded, in the query; and AWS's message about a wrong signature repeats the canonical request.

/** The text, or its JSON text, with every session token left out. */
export function withoutTokens(text: string): string {
  return text.replaceAll(/(x-amz-security-token(?::|=|%3D))[^\s&"'\\]+/gi, '$1left-out');
}
