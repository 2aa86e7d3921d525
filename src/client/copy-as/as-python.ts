// A request as a Python script that signs it from the credentials of whoever runs it, written to be read: one
// named variable for each stage of Signature Version 4.

import { pythonString as quoted } from './string-literals.ts';
import { scriptParts, type ScriptInput, type ScriptParts } from './script-parts.ts';

/**
 * A script for Python 3.9 or later and its standard library, ending in a line feed. Run with `--print` it
 * prints canonical request, string to sign and `Authorization` header instead of sending. It holds no secret:
 * keys and session token come from the environment variables of the AWS CLI. Throws for an invalid date.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function asPython(input: ScriptInput): string {
  const parts = scriptParts(input);
  const lines = [
    ...opening(parts),
    ...requestLines(parts),
    ...additions(parts),
    ...steps(parts),
    ...ending(parts),
  ];
  return `${lines.join('\n')}\n`;
}

function opening({ body, dateTime, notes }: ScriptParts): string[] {
  return [
    '# Signs one request with AWS Signature Version 4, step by step, and sends it.',
    '# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html',
    '#',
    '# Save it as request.py, for Python 3.9 or later. It needs nothing else. The credentials come from the',
    '# environment variables AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, for temporary ones, AWS_SESSION_TOKEN.',
    '#',
    '#   python3 request.py           signs the request, sends it and prints the answer',
    '#   python3 request.py --print   sends nothing: prints the canonical request, the string to sign and the',
    '#                                Authorization header',
    ...notes.flatMap((note, at) => [...(at === 0 ? ['#'] : []), `# Note: ${note}.`]),
    '',
    ...(body.kind === 'base64' ? ['import base64'] : []),
    'import hashlib',
    'import hmac',
    'import http.client',
    'import os',
    'import re',
    'import sys',
    ...(dateTime === undefined ? ['from datetime import datetime, timezone'] : []),
    '',
    'access_key_id = os.environ.get("AWS_ACCESS_KEY_ID")',
    'secret_access_key = os.environ.get("AWS_SECRET_ACCESS_KEY")',
    'session_token = os.environ.get("AWS_SESSION_TOKEN")',
    'if not access_key_id or not secret_access_key:',
    '    sys.exit("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")',
    '',
    '',
    'def sha256(data):',
    '    return hashlib.sha256(data).hexdigest()',
    '',
    '',
    'def hmac_sha256(key, text):',
    '    return hmac.new(key, text.encode("utf-8"), hashlib.sha256).digest()',
    '',
    '',
  ];
}

function requestLines(parts: ScriptParts): string[] {
  const { body } = parts;
  return [
    '# The request as it is without a signature, and the scope that the signature is for.',
    `region = ${quoted(parts.region)}`,
    `service = ${quoted(parts.service)}`,
    `method = ${quoted(parts.method)}`,
    `path = ${quoted(parts.path)}`,
    `query = ${quoted(parts.query)}`,
    'headers = [',
    ...parts.headers.map(([name, value]) => `    (${quoted(name)}, ${quoted(value)}),`),
    ']',
    body.kind === 'text'
      ? `body = ${quoted(body.text)}.encode("utf-8")`
      : `body = base64.b64decode(${quoted(body.text)})`,
    '',
  ];
}

function additions({ dateTime, payloadHash }: ScriptParts): string[] {
  return [
    '# What signing adds to it.',
    dateTime === undefined
      ? 'date_time = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%SZ")  # such as 20150830T123600Z'
      : `date_time = ${quoted(dateTime)}  # pinned: AWS refuses it some minutes later`,
    'date = date_time[:8]',
    'headers.append(("X-Amz-Date", date_time))',
    'if session_token:',
    '    headers.append(("X-Amz-Security-Token", session_token))',
    payloadHash.kind === 'given'
      ? `payload_hash = ${quoted(payloadHash.text)}  # as the request's own X-Amz-Content-Sha256 says`
      : 'payload_hash = sha256(body)',
    ...(payloadHash.kind === 'sent'
      ? ['headers.append(("X-Amz-Content-Sha256", payload_hash))  # S3 asks for it']
      : []),
    '',
  ];
}

function steps(parts: ScriptParts): string[] {
  return [
    '# Step 1. The canonical request: one text for all the ways in which the same request can be written.',
    `# ${parts.pathRule}`,
    `canonical_path = ${quoted(parts.canonicalPath)}`,
    '# Names and values are encoded, every name gets a `=`, and all are sorted by name, then by value.',
    `canonical_query = ${quoted(parts.canonicalQuery)}`,
    '# Names in lower case and sorted; values trimmed, runs of spaces made one, repeated headers joined by commas.',
    'values = {}',
    'for name, value in headers:',
    '    trimmed = re.sub("[ \\t]+", " ", value).strip(" ")',
    '    values.setdefault(name.lower(), []).append(trimmed)',
    ...signedNames(parts.unsignedNames),
    'signed_headers = ";".join(signed_names)',
    'canonical_headers = "".join(f"{name}:{\',\'.join(values[name])}\\n" for name in signed_names)',
    'canonical_request = "\\n".join(',
    '    [method, canonical_path, canonical_query, canonical_headers, signed_headers, payload_hash]',
    ')',
    '',
    '# Step 2. The string to sign: the hash of the canonical request, bound to a moment, a Region and a service.',
    'scope = f"{date}/{region}/{service}/aws4_request"',
    'canonical_request_hash = sha256(canonical_request.encode("utf-8"))',
    'string_to_sign = "\\n".join(["AWS4-HMAC-SHA256", date_time, scope, canonical_request_hash])',
    '',
    '# Step 3. The signing key: the secret, narrowed to one day, Region and service. Each key makes the next.',
    'date_key = hmac_sha256(f"AWS4{secret_access_key}".encode("utf-8"), date)',
    'region_key = hmac_sha256(date_key, region)',
    'service_key = hmac_sha256(region_key, service)',
    'signing_key = hmac_sha256(service_key, "aws4_request")',
    '',
    '# Step 4. The signature, and the header that carries it.',
    'signature = hmac_sha256(signing_key, string_to_sign).hex()',
    'authorization = (',
    '    f"AWS4-HMAC-SHA256 Credential={access_key_id}/{scope}, "',
    '    f"SignedHeaders={signed_headers}, Signature={signature}"',
    ')',
    '',
    '',
  ];
}

function signedNames(unsignedNames: readonly string[]): string[] {
  if (unsignedNames.length === 0) return ['signed_names = sorted(values)'];
  return [
    '# Headers that proxies change on the way are sent, but not signed.',
    `unsigned = [${unsignedNames.map(quoted).join(', ')}]`,
    'signed_names = sorted(name for name in values if name not in unsigned)',
  ];
}

function ending(parts: ScriptParts): string[] {
  const connection = parts.scheme === 'https' ? 'HTTPSConnection' : 'HTTPConnection';
  return [
    'def show():',
    '    sys.stdout.reconfigure(encoding="utf-8")',
    '    print(f"--- canonical request\\n{canonical_request}")',
    '    print(f"--- string to sign\\n{string_to_sign}")',
    '    print(f"--- Authorization header\\n{authorization}")',
    '',
    '',
    'def send():',
    '    headers.append(("Authorization", authorization))',
    ...(parts.contentLength === 'sent' ? ['    headers.append(("Content-Length", str(len(body))))'] : []),
    `    connection = http.client.${connection}(${quoted(parts.hostname)}, ${parts.port})`,
    '    target = f"{path}?{query}" if query else path',
    '    # The headers are those above and no others: http.client adds none of its own.',
    '    connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)',
    '    for name, value in headers:',
    '        connection.putheader(name, value.encode("utf-8"))',
    '    connection.endheaders(body)',
    '    response = connection.getresponse()',
    '    print(response.status, response.reason, flush=True)',
    '    sys.stdout.buffer.write(response.read())',
    '',
    '',
    'if "--print" in sys.argv:',
    '    show()',
    'else:',
    '    send()',
  ];
}
