// Each way in which AWS refuses to authenticate, in the words of each family of protocols.
// Pages: IAM user guide, reference_sigv-troubleshooting; IAM API reference, CommonErrors; S3 API reference,
// ErrorResponses and sigv4-query-string-auth.

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';

import type {
  RefusalReason,
  SecretRecord,
  Verification,
} from '../../../../src/core/authenticate/verification.ts';
import { verify } from '../../../../src/core/authenticate/verify.ts';
import { presign } from '../../../../src/core/sigv4/presign.ts';
import { sign } from '../../../../src/core/sigv4/sign.ts';
import type { HttpRequest } from '../../../../src/core/wire/message.ts';
import { headerValue } from '../../../../src/core/wire/message.ts';

const now = new Date('2026-08-01T12:00:00Z');
const record: SecretRecord = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG',
};
const temporary: SecretRecord = {
  ...record,
  sessionToken: 'token',
  expiresAt: new Date('2026-08-01T13:00:00Z'),
};

type Service = 'iam' | 's3' | 'cloudtrail';
const services: readonly Service[] = ['iam', 's3', 'cloudtrail'];

function plain(service: Service): HttpRequest {
  return {
    method: service === 's3' ? 'GET' : 'POST',
    path: '/',
    query: '',
    headers: [['Host', service === 'iam' ? 'iam.amazonaws.com' : `${service}.us-east-1.amazonaws.com`]],
    body: utf8ToBytes(service === 's3' ? '' : 'Action=ListUsers&Version=2010-05-08'),
  };
}

function options(service: Service, minutesAgo = 0, credentials: SecretRecord = record) {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    region: 'us-east-1',
    service,
    date: new Date(now.getTime() - minutesAgo * 60_000),
  };
}

function withHeader(
  request: HttpRequest,
  wanted: string,
  change: (value: string) => string | undefined,
): HttpRequest {
  return {
    ...request,
    headers: request.headers.flatMap(([name, value]) => {
      if (name.toLowerCase() !== wanted) return [[name, value] as const];
      const changed = change(value);
      return changed === undefined ? [] : [[name, changed] as const];
    }),
  };
}

const authorization = (request: HttpRequest, change: (value: string) => string | undefined): HttpRequest =>
  withHeader(request, 'authorization', change);

interface Refusal {
  readonly name: string;
  readonly request: (service: Service) => HttpRequest;
  readonly lookup?: SecretRecord | 'none';
  readonly reason: RefusalReason;
  readonly answers: Readonly<
    Record<Service, readonly [code: string, status: number, message: string | RegExp]>
  >;
}

const signed = (service: Service): HttpRequest => sign(plain(service), options(service)).request;
const incomplete = (message: string | RegExp) =>
  ({
    iam: ['IncompleteSignature', 400, message],
    cloudtrail: ['IncompleteSignatureException', 400, message],
  }) as const;
const noMatch = (message: string | RegExp) =>
  ({
    iam: ['SignatureDoesNotMatch', 403, message],
    cloudtrail: ['InvalidSignatureException', 400, message],
  }) as const;
const noKey = {
  iam: ['InvalidClientTokenId', 403, 'The security token included in the request is invalid.'],
  s3: ['InvalidAccessKeyId', 403, 'The AWS Access Key Id you provided does not exist in our records.'],
  cloudtrail: ['UnrecognizedClientException', 400, 'The security token included in the request is invalid.'],
} as const;

const refusals: readonly Refusal[] = [
  {
    name: 'an empty Authorization header',
    request: (service) => authorization(signed(service), () => ' '),
    reason: 'malformed-authorization',
    answers: {
      ...incomplete('Authorization header cannot be empty.'),
      s3: ['AuthorizationHeaderMalformed', 400, /^The authorization header is malformed; /],
    },
  },
  {
    name: 'a pair without an equal sign',
    request: (service) => authorization(signed(service), (value) => value.replace('Signature=', 'Signature')),
    reason: 'malformed-authorization',
    answers: {
      ...incomplete(
        /^The signature contains an in-valid key=value pair \(missing equal-sign\) in Authorization header \(hashed with SHA-256 and encoded with Base64\): '[A-Za-z0-9+/]{43}='\.$/,
      ),
      s3: ['AuthorizationHeaderMalformed', 400, /^The authorization header is malformed; /],
    },
  },
  {
    name: 'a header without a Credential',
    request: (service) => authorization(signed(service), (value) => value.replace(/Credential=[^,]*,/, '')),
    reason: 'missing-credential',
    answers: {
      ...incomplete(/^Authorization header requires 'Credential' parameter\. \(Hashed/),
      s3: ['AuthorizationHeaderMalformed', 400, /three components/],
    },
  },
  {
    name: 'a header without a Signature',
    request: (service) => authorization(signed(service), (value) => value.replace(/, Signature=.*/, '')),
    reason: 'missing-signature',
    answers: {
      ...incomplete(/^Authorization header requires 'Signature' parameter\. \(Hashed/),
      s3: ['AuthorizationHeaderMalformed', 400, /three components/],
    },
  },
  {
    name: 'a header without SignedHeaders',
    request: (service) =>
      authorization(signed(service), (value) => value.replace(/SignedHeaders=[^,]*/, 'SignedHeaders=')),
    reason: 'missing-signed-headers',
    answers: {
      ...incomplete(/^Authorization header requires 'SignedHeaders' parameter\. \(Hashed/),
      s3: ['AuthorizationHeaderMalformed', 400, /three components/],
    },
  },
  {
    name: 'no date',
    request: (service) => withHeader(signed(service), 'x-amz-date', () => undefined),
    reason: 'missing-date',
    answers: {
      ...incomplete(/^Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header\./),
      s3: ['AccessDenied', 403, 'AWS authentication requires a valid Date or x-amz-date header'],
    },
  },
  {
    name: 'a date that is none',
    request: (service) => withHeader(signed(service), 'x-amz-date', () => '20260231T120000Z'),
    reason: 'malformed-date',
    answers: {
      ...incomplete("Date must be in ISO-8601 'basic format'. Got '20260231T120000Z'."),
      s3: ['AccessDenied', 403, 'AWS authentication requires a valid Date or x-amz-date header'],
    },
  },
  {
    name: 'Signature Version 4A',
    request: (service) =>
      authorization(signed(service), (value) => value.replace('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256')),
    reason: 'asymmetric-signature',
    answers: {
      ...incomplete("Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256'."),
      s3: ['InvalidRequest', 400, /Please use AWS4-HMAC-SHA256\.$/],
    },
  },
  {
    name: 'another scheme',
    request: (service) => authorization(signed(service), () => 'Bearer abcdef'),
    reason: 'unsupported-algorithm',
    answers: {
      ...incomplete("Unsupported AWS 'algorithm': 'Bearer'."),
      s3: ['InvalidArgument', 400, 'Unsupported Authorization Type'],
    },
  },
  {
    name: 'a credential of four elements',
    request: (service) => authorization(signed(service), (value) => value.replace('/aws4_request', '')),
    reason: 'malformed-scope',
    answers: {
      ...incomplete(/^Credential must have exactly 5 slash-delimited elements/),
      s3: ['AuthorizationHeaderMalformed', 400, /the Credential is mal-formed; expecting/],
    },
  },
  {
    name: 'a scope of another day',
    request: (service) =>
      authorization(signed(service), (value) => value.replace('/20260801/', '/20260731/')),
    reason: 'scope-date-mismatch',
    answers: {
      ...noMatch(
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260731' != '20260801', from '20260801T120000Z'.",
      ),
      s3: [
        'AuthorizationHeaderMalformed',
        400,
        'The authorization header is malformed; Invalid credential date. Date is not the same as X-Amz-Date.',
      ],
    },
  },
  {
    name: 'a scope of another Region',
    request: (service) =>
      authorization(signed(service), (value) => value.replace('/us-east-1/', '/eu-west-1/')),
    reason: 'wrong-region',
    answers: {
      ...noMatch("Credential should be scoped to a valid Region, not 'eu-west-1'."),
      s3: [
        'AuthorizationHeaderMalformed',
        400,
        "The authorization header is malformed; the region 'eu-west-1' is wrong; expecting 'us-east-1'",
      ],
    },
  },
  {
    name: 'another terminator',
    request: (service) =>
      authorization(signed(service), (value) => value.replace('/aws4_request', '/aws5_request')),
    reason: 'scope-terminator',
    answers: {
      ...noMatch("Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'."),
      s3: ['AuthorizationHeaderMalformed', 400, /incorrect terminal "aws5_request"/],
    },
  },
  {
    name: 'a scope of another service',
    request: (service) =>
      authorization(signed(service), (value) => value.replace(`/${service}/aws4`, '/ec2/aws4')),
    reason: 'wrong-service',
    answers: {
      iam: ['SignatureDoesNotMatch', 403, "Credential should be scoped to correct service: 'iam'."],
      s3: ['AuthorizationHeaderMalformed', 400, /incorrect service "ec2"\. This endpoint belongs to "s3"/],
      cloudtrail: [
        'InvalidSignatureException',
        400,
        "Credential should be scoped to correct service: 'cloudtrail'.",
      ],
    },
  },
  {
    name: 'an old date',
    request: (service) => sign(plain(service), options(service, service === 's3' ? 16 : 6)).request,
    reason: 'signature-expired',
    answers: {
      ...noMatch(
        'Signature expired: 20260801T115400Z is now earlier than 20260801T115500Z (20260801T120000Z - 5 min.)',
      ),
      s3: [
        'RequestTimeTooSkewed',
        403,
        'The difference between the request time and the current time is too large.',
      ],
    },
  },
  {
    name: 'a date in the future',
    request: (service) => sign(plain(service), options(service, service === 's3' ? -16 : -6)).request,
    reason: 'signature-not-yet-current',
    answers: {
      ...noMatch(
        'Signature not yet current: 20260801T120600Z is still later than 20260801T120500Z (20260801T120000Z + 5 min.)',
      ),
      s3: [
        'RequestTimeTooSkewed',
        403,
        'The difference between the request time and the current time is too large.',
      ],
    },
  },
  { name: 'a key nobody issued', request: signed, lookup: 'none', reason: 'unknown-key', answers: noKey },
  {
    name: 'an inactive key',
    request: signed,
    lookup: { ...record, active: false },
    reason: 'inactive-key',
    answers: noKey,
  },
  {
    name: 'a temporary key without its token',
    request: signed,
    lookup: temporary,
    reason: 'missing-token',
    answers: noKey,
  },
  {
    name: "another session's token",
    request: (service) =>
      sign(plain(service), options(service, 0, { ...temporary, sessionToken: 'other' })).request,
    lookup: temporary,
    reason: 'wrong-token',
    answers: { ...noKey, s3: ['InvalidToken', 400, 'The provided token is malformed or otherwise invalid.'] },
  },
  {
    name: 'a token beside a long-term key',
    request: (service) => sign(plain(service), options(service, 0, temporary)).request,
    lookup: record,
    reason: 'wrong-token',
    answers: { ...noKey, s3: ['InvalidToken', 400, 'The provided token is malformed or otherwise invalid.'] },
  },
  {
    name: 'an expired session',
    request: (service) => sign(plain(service), options(service, 0, temporary)).request,
    lookup: { ...temporary, expiresAt: now },
    reason: 'expired-token',
    answers: {
      iam: ['ExpiredToken', 403, 'The security token included in the request is expired'],
      s3: ['ExpiredToken', 400, 'The provided token has expired.'],
      cloudtrail: ['ExpiredTokenException', 400, 'The security token included in the request is expired'],
    },
  },
  {
    name: 'an x-amz header that is not signed',
    request: (service) => ({
      ...signed(service),
      headers: [...signed(service).headers, ['X-Amz-Acl', 'private']],
    }),
    reason: 'header-not-signed',
    answers: {
      ...noMatch("'x-amz-acl' must be a 'SignedHeader' in the AWS Authorization."),
      s3: ['AccessDenied', 403, 'There were headers present in the request which were not signed'],
    },
  },
  {
    name: 'a host that is not signed',
    request: (service) => authorization(signed(service), (value) => value.replace('host;', '')),
    reason: 'header-not-signed',
    answers: {
      ...noMatch("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."),
      s3: ['AccessDenied', 403, 'There were headers present in the request which were not signed'],
    },
  },
  {
    name: 'a body other than its stated hash',
    request: (service) => ({
      ...sign(plain(service), { ...options(service), signBody: true }).request,
      body: utf8ToBytes('changed'),
    }),
    reason: 'payload-hash-mismatch',
    answers: {
      ...noMatch(/The Canonical String for this request should have been/),
      s3: [
        'XAmzContentSHA256Mismatch',
        400,
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      ],
    },
  },
  {
    name: 'a signature that does not match',
    request: (service) => ({ ...signed(service), path: '/other' }),
    reason: 'signature-mismatch',
    answers: {
      ...noMatch(
        /^The request signature we calculated does not match the signature you provided\. Check your AWS Secret Access Key and signing method\. Consult the service documentation for details\.\n\nThe Canonical String for this request should have been\n'POST\n\/other\n[^']*'\n\nThe String-to-Sign should have been\n'AWS4-HMAC-SHA256\n[^']*'\n$/,
      ),
      s3: [
        'SignatureDoesNotMatch',
        403,
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      ],
    },
  },
];

function check(request: HttpRequest, known: SecretRecord | 'none' = record): Verification {
  return verify(request, (id) => (known !== 'none' && id === known.accessKeyId ? known : undefined), now);
}

describe.each(refusals)('$name', ({ request, lookup, reason, answers }) => {
  it.each(services)('%s', (service) => {
    const [code, status, message] = answers[service];
    const verification = check(request(service), lookup);
    expect(verification).toMatchObject({ kind: 'refused', reason, code, status });
    if (verification.kind !== 'refused') return;
    if (typeof message === 'string') expect(verification.message).toBe(message);
    else expect(verification.message).toMatch(message);
  });
});

describe('verify', () => {
  it('calls a request without any signature anonymous', () => {
    expect(check(plain('s3'))).toEqual({ kind: 'anonymous' });
    expect(check({ ...plain('s3'), query: 'list-type=2' })).toEqual({ kind: 'anonymous' });
  });

  it('accepts the edges of the clock skew', () => {
    for (const minutes of [5, -5]) {
      expect(check(sign(plain('iam'), options('iam', minutes)).request).kind).toBe('verified');
    }
    for (const minutes of [15, -15]) {
      expect(check(sign(plain('s3'), options('s3', minutes)).request).kind).toBe('verified');
    }
  });

  it('says what was computed and what was provided', () => {
    const request = signed('iam');
    const verification = check({ ...request, body: utf8ToBytes('Action=DeleteUser') });
    expect(verification).toMatchObject({
      kind: 'refused',
      accessKeyId: record.accessKeyId,
      providedSignature: headerValue(request, 'authorization')?.split('Signature=')[1],
      computed: { stringToSign: expect.stringContaining('20260801/us-east-1/iam/aws4_request') as string },
    });
  });

  it('lists several faults of a scope in one message', () => {
    const request = authorization(signed('iam'), (value) =>
      value.replace('us-east-1/iam/', 'eu-west-1/ec2/'),
    );
    expect(check(request)).toMatchObject({
      reason: 'wrong-region',
      message:
        "Credential should be scoped to a valid Region, not 'eu-west-1'. Credential should be scoped to correct service: 'iam'.",
    });
  });

  it('takes any Region and service at a host that is not of AWS', () => {
    const local = withHeader(plain('s3'), 'host', () => '127.0.0.1:4566');
    expect(check(sign(local, { ...options('s3'), region: 'eu-west-1' }).request).kind).toBe('verified');
  });

  it.each([
    ['examplebucket.s3.eu-west-1.amazonaws.com', 'eu-west-1'],
    ['my.s3.bucket.s3.us-east-1.amazonaws.com', 'us-east-1'],
  ])('reads the Region of the host %s', (host, region) => {
    const request = withHeader(plain('s3'), 'host', () => host);
    expect(check(sign(request, { ...options('s3'), region }).request).kind).toBe('verified');
    expect(check(sign(request, { ...options('s3'), region: 'ap-south-1' }).request)).toMatchObject({
      reason: 'wrong-region',
    });
  });

  it('reads the Date header where there is no X-Amz-Date', () => {
    // The signer always sets X-Amz-Date; a request signed by Date has the same time in its string to sign.
    const dated: HttpRequest = {
      ...plain('iam'),
      headers: [...plain('iam').headers, ['Date', 'Sat, 01 Aug 2026 12:00:00 GMT']],
    };
    const request = withHeader(sign(dated, options('iam')).request, 'x-amz-date', () => undefined);
    // x-amz-date is among the signed headers and gone, so the signature fails, but the date is understood.
    expect(check(request)).toMatchObject({ reason: 'signature-mismatch' });
  });

  it('lets the token be added after signing, but not for S3', () => {
    const late = (service: Service) =>
      sign(plain(service), { ...options(service, 0, temporary), signSessionToken: false }).request;
    expect(check(late('iam'), temporary).kind).toBe('verified');
    expect(check(late('s3'), temporary)).toMatchObject({ reason: 'header-not-signed', code: 'AccessDenied' });
  });

  it('lets S3 leave x-amz-content-sha256 unsigned, but not out', () => {
    const without = withHeader(signed('s3'), 'x-amz-content-sha256', () => undefined);
    expect(check(without)).toMatchObject({
      reason: 'missing-payload-hash',
      code: 'InvalidRequest',
      status: 400,
    });
    const junk = withHeader(signed('s3'), 'x-amz-content-sha256', () => 'junk');
    expect(check(junk)).toMatchObject({ reason: 'payload-hash-mismatch', code: 'InvalidArgument' });
  });

  it.each(['iam', 'cloudtrail'] as const)('refuses an unsigned body at %s', (service) => {
    const request = {
      ...plain(service),
      headers: [...plain(service).headers, ['x-amz-content-sha256', 'UNSIGNED-PAYLOAD'] as const],
    };
    expect(check(sign(request, options(service)).request).kind).toBe('refused');
  });

  it('looks at the body of an S3 request when its signature is right, and not before', () => {
    const request = { ...signed('s3'), body: utf8ToBytes('changed') };
    expect(check(request)).toMatchObject({ reason: 'payload-hash-mismatch' });
    expect(check(request, { ...record, secretAccessKey: 'another' })).toMatchObject({
      reason: 'signature-mismatch',
    });
  });

  it('refuses two Authorization headers: nobody knows which of them counts', () => {
    const request = signed('iam');
    const second = ['authorization', headerValue(request, 'authorization') ?? ''] as const;
    expect(check({ ...request, headers: [...request.headers, second] })).toMatchObject({
      reason: 'malformed-authorization',
      code: 'IncompleteSignature',
    });
  });

  it('refuses two signatures at once at S3', () => {
    const both = {
      ...signed('s3'),
      query: presign(plain('s3'), { ...options('s3'), expiresIn: 60 }).request.query,
    };
    expect(check(both)).toMatchObject({
      reason: 'malformed-authorization',
      code: 'InvalidArgument',
      status: 400,
    });
  });
});

describe('presigned requests', () => {
  const url = (service: Service, minutesAgo = 0, expiresIn = 600) =>
    presign(plain(service), { ...options(service, minutesAgo), expiresIn }).request;
  const parameter = (request: HttpRequest, name: string, value: string | undefined): HttpRequest => ({
    ...request,
    query: request.query
      .split('&')
      .flatMap((part) =>
        part.startsWith(`${name}=`) ? (value === undefined ? [] : [`${name}=${value}`]) : [part],
      )
      .join('&'),
  });

  const credentialOf = (request: HttpRequest, place: string): string =>
    (/X-Amz-Credential=([^&]*)/.exec(request.query)?.[1] ?? '').replace(
      'us-east-1%2Fs3',
      place.replace('/', '%2F'),
    );

  it('hold until they expire', () => {
    expect(check(url('s3', 10))).toMatchObject({ kind: 'verified', presigned: true });
    expect(check(url('s3', 11))).toMatchObject({
      reason: 'presigned-expired',
      code: 'AccessDenied',
      status: 403,
    });
    expect(check(url('iam', 10))).toMatchObject({ kind: 'verified', presigned: true });
    expect(check(url('iam', 11))).toMatchObject({
      reason: 'presigned-expired',
      code: 'SignatureDoesNotMatch',
      message: 'Signature expired: 20260801T115900Z is now earlier than 20260801T120000Z',
    });
  });

  it('are not valid before their time', () => {
    expect(check(url('s3', -16))).toMatchObject({
      reason: 'signature-not-yet-current',
      message: 'Request is not yet valid',
    });
  });

  it.each([
    ['604801', /less than a week/],
    ['-1', 'X-Amz-Expires must be non-negative'],
    ['soon', 'X-Amz-Expires should be a number'],
    [undefined, /^Query-string authentication version 4 requires .* and X-Amz-Expires parameters\.$/],
    ['0000060000000000', /less than a week/],
  ])('with X-Amz-Expires=%s are refused by S3', (value, message) => {
    expect(check(parameter(url('s3'), 'X-Amz-Expires', value))).toMatchObject({
      reason: 'presigned-expiry-invalid',
      code: 'AuthorizationQueryParametersError',
      status: 400,
      message: typeof message === 'string' ? message : (expect.stringMatching(message) as string),
    });
  });

  // What S3 is seen to say of a query where it speaks of the header otherwise.
  it.each([
    [
      (request: HttpRequest) => parameter(request, 'X-Amz-Credential', credentialOf(request, 'eu-west-1/s3')),
      "Error parsing the X-Amz-Credential parameter; the region 'eu-west-1' is wrong; expecting 'us-east-1'",
    ],
    [
      (request: HttpRequest) =>
        parameter(request, 'X-Amz-Credential', credentialOf(request, 'us-east-1/iam')),
      'Error parsing the X-Amz-Credential parameter; incorrect service "iam". This endpoint belongs to "s3".',
    ],
    [
      (request: HttpRequest) => parameter(request, 'X-Amz-Date', 'yesterday'),
      `X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`,
    ],
    [
      (request: HttpRequest) => parameter(request, 'X-Amz-Algorithm', 'FOO'),
      /^X-Amz-Algorithm only supports/,
    ],
  ])('are refused by S3 as a query is', (change, message) => {
    expect(check(change(url('s3')))).toMatchObject({
      code: 'AuthorizationQueryParametersError',
      status: 400,
      message: typeof message === 'string' ? message : (expect.stringMatching(message) as string),
    });
  });

  it('name the parameters they lack', () => {
    expect(check(parameter(url('iam'), 'X-Amz-Signature', undefined))).toMatchObject({
      reason: 'missing-signature',
      code: 'IncompleteSignature',
      message:
        "AWS query-string parameters must include 'X-Amz-Signature'. Re-examine the query-string parameters.",
    });
    expect(check(parameter(url('s3'), 'X-Amz-Date', undefined))).toMatchObject({
      reason: 'missing-date',
      code: 'AuthorizationQueryParametersError',
    });
  });

  it('fail when a parameter is changed or added', () => {
    expect(check(parameter(url('s3'), 'X-Amz-Expires', '601'))).toMatchObject({
      reason: 'signature-mismatch',
    });
    expect(check({ ...url('s3'), query: `${url('s3').query}&versionId=1` })).toMatchObject({
      reason: 'signature-mismatch',
    });
  });

  it('carry their token in the query', () => {
    const request = presign(plain('s3'), { ...options('s3', 0, temporary), expiresIn: 60 }).request;
    expect(check(request, temporary).kind).toBe('verified');
    expect(check(parameter(request, 'X-Amz-Security-Token', 'other'), temporary)).toMatchObject({
      reason: 'wrong-token',
    });
  });
});
