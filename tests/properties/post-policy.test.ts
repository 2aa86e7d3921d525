// A form whose policy was signed verifies; with another policy, or other fields than it allows, it does
// not; and no body, however broken, makes the verifier throw.

import { utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { PostVerification } from '../../src/core/authenticate/post-form/post-verification.ts';
import type { FormField } from '../../src/core/authenticate/post-form/read-multipart.ts';
import { readPolicyJson, type PolicyValue } from '../../src/core/authenticate/post-form/read-policy-json.ts';
import { readPostPolicy } from '../../src/core/authenticate/post-form/read-post-policy.ts';
import { verifyPost } from '../../src/core/authenticate/post-form/verify-post.ts';
import type { SecretRecord } from '../../src/core/authenticate/verification.ts';
import { base64FromBytes } from '../../src/core/lang/base64.ts';
import { joinBytes } from '../../src/core/lang/join-bytes.ts';
import { postPolicy, signPostPolicy, type PostPolicyCondition } from '../../src/core/sigv4/post-policy.ts';
import type { HttpRequest } from '../../src/core/wire/message.ts';
import { boundary, formBody, formRequest } from '../unit/core/authenticate/post-form/form-body.ts';

const now = new Date('2026-08-01T12:00:00Z');
const text = fc.oneof(
  fc.stringMatching(/^[ -~]{0,12}$/),
  fc.constantFrom('ü', '', '"quoted\\"', 'a,b', '$acl', '\r\n', '--', '😀'),
);
const name = fc.oneof(
  fc.stringMatching(/^x-amz-meta-[a-z]{1,6}$/),
  fc.constantFrom('acl', 'Content-Type', 'Cache-Control', 'success_action_redirect', 'tagging'),
);

const cases = fc.record({
  bucket: fc.stringMatching(/^[a-z][a-z0-9.-]{1,10}[a-z]$/),
  prefix: text,
  // With the length of the beginning that the policy fixes, or all of it.
  fields: fc.uniqueArray(fc.record({ name, value: text, fixed: fc.option(fc.nat(12), { nil: undefined }) }), {
    maxLength: 5,
    selector: (field) => field.name.toLowerCase(),
  }),
  filename: fc.stringMatching(/^[A-Za-z0-9._ -]{1,12}$/),
  bytes: fc.uint8Array({ maxLength: 60 }),
  sized: fc.boolean(),
  token: fc.option(fc.stringMatching(/^[A-Za-z0-9+/=]{10,40}$/), { nil: undefined }),
  region: fc.constantFrom('us-east-1', 'eu-central-1'),
  pathStyle: fc.boolean(),
  minutesLeft: fc.nat(600),
});

type Case = typeof cases extends fc.Arbitrary<infer Value> ? Value : never;

interface SignedCase {
  readonly record: SecretRecord;
  readonly fields: readonly FormField[];
  readonly request: (fields: readonly FormField[]) => HttpRequest;
}

function signedCase(from: Case): SignedCase {
  const record = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    ...(from.token === undefined ? {} : { sessionToken: from.token }),
  };
  const conditions = from.fields.map(({ name: field, value, fixed }): PostPolicyCondition => {
    if (fixed === undefined) return { [field]: value };
    // No comma in what a type begins with: each type of a list is compared.
    const start = [...value].slice(0, field === 'Content-Type' ? 0 : fixed).join('');
    return ['starts-with', `$${field}`, start];
  });
  const size: PostPolicyCondition[] = from.sized ? [['content-length-range', 0, from.bytes.length]] : [];
  const signer = { credentials: record, region: from.region, date: now };
  const policy = postPolicy(
    {
      bucket: from.bucket,
      key: { kind: 'prefix', value: from.prefix },
      expiresAt: new Date(now.getTime() + from.minutesLeft * 60_000),
      conditions: [...conditions, ...size],
    },
    signer,
  );
  const open = from.fields.flatMap(({ name: field, value, fixed }): FormField[] =>
    fixed === undefined ? [] : [[field, value]],
  );
  const [key, ...fixed] = signPostPolicy({ ...signer, policy }).fields;
  const host = `s3.${from.region}.amazonaws.com`;
  return {
    record,
    fields: [...(key === undefined ? [] : [key]), ...open, ...fixed],
    request: (fields) =>
      formRequest(
        from.pathStyle ? host : `${from.bucket}.${host}`,
        from.pathStyle ? `/${from.bucket}` : '/',
        formBody(fields, { bytes: from.bytes, filename: from.filename }),
      ),
  };
}

const check = (request: HttpRequest, record: SecretRecord): PostVerification =>
  verifyPost(request, () => record, now);

const isCovered = ([field]: FormField): boolean => !/^(policy|x-amz-signature)$/.test(field);

describe('a signed form', () => {
  it('verifies, and says what it holds', () => {
    fc.assert(
      fc.property(cases, (from) => {
        const { record, fields, request } = signedCase(from);
        const verification = check(request(fields), record);
        expect(verification).toMatchObject({
          kind: 'verified',
          bucket: from.bucket,
          key: from.prefix.split('${filename}').join(from.filename) + from.filename,
          file: { filename: from.filename },
        });
        expect(verification.kind === 'verified' && verification.file.bytes).toEqual(from.bytes);
      }),
      { seed: 51, numRuns: 500 },
    );
  });

  it('verifies with its fields in another order, in capitals, and with fields behind the file', () => {
    fc.assert(
      fc.property(cases, fc.nat(), (from, turn) => {
        const { record, fields, request } = signedCase(from);
        const at = turn % fields.length;
        const turned = [...fields.slice(at), ...fields.slice(0, at)];
        expect(check(request(turned), record).kind).toBe('verified');
        expect(
          check(request(fields.map(([field, value]) => [field.toUpperCase(), value])), record).kind,
        ).toBe('verified');
        const { body, ...rest } = request(fields);
        const more = `\r\n--${boundary}\r\nContent-Disposition: form-data; name="acl"\r\n\r\npublic-read\r\n`;
        const end = utf8ToBytes(`\r\n--${boundary}--\r\n`);
        const longer = joinBytes([body.subarray(0, body.length - end.length), utf8ToBytes(more), end]);
        expect(check({ ...rest, body: longer }, record).kind).toBe('verified');
      }),
      { seed: 52 },
    );
  });

  it('is refused with any other secret, bucket or time', () => {
    fc.assert(
      fc.property(cases, (from) => {
        const { record, fields, request } = signedCase(from);
        const good = request(fields);
        expect(check(good, { ...record, secretAccessKey: `${record.secretAccessKey}x` })).toMatchObject({
          reason: 'signature-mismatch',
        });
        const elsewhere = formRequest(`s3.${from.region}.amazonaws.com`, `/${from.bucket}x`, good.body);
        expect(check(elsewhere, record)).toMatchObject({ reason: 'condition-failed' });
        const late = new Date(now.getTime() + from.minutesLeft * 60_000 + 1);
        expect(verifyPost(good, () => record, late)).toMatchObject({ reason: 'policy-expired' });
      }),
      { seed: 53 },
    );
  });

  it('is refused with any other policy or signature', () => {
    fc.assert(
      fc.property(
        cases,
        fc.constantFrom('policy', 'x-amz-signature'),
        fc.nat(),
        fc.nat(),
        (from, which, at, to) => {
          const { record, fields, request } = signedCase(from);
          const changed = fields.map(([field, value]): FormField => {
            if (field !== which) return [field, value];
            const place = at % value.length;
            const others = [...'0123456789abcdefABC+/='].filter((other) => other !== value[place]);
            return [
              field,
              value.slice(0, place) + (others[to % others.length] ?? '') + value.slice(place + 1),
            ];
          });
          expect(check(request(changed), record)).toMatchObject({ reason: 'signature-mismatch' });
        },
      ),
      { seed: 54, numRuns: 300 },
    );
  });

  it('is refused when a field is added, taken away, or is not what the policy says', () => {
    fc.assert(
      fc.property(cases, fc.nat(), fc.stringMatching(/^[a-z]{1,6}$/), (from, at, word) => {
        const { record, fields, request } = signedCase(from);
        const refused = (changed: readonly FormField[]): void => {
          expect(check(request(changed), record).kind).toBe('refused');
        };
        refused([...fields, [`x-amz-extra-${word}`, word]]);
        const covered = fields.filter(isCovered);
        const [victim] = covered[at % covered.length] ?? [''];
        refused(fields.filter(([field]) => field !== victim));
        // Of a field that the policy leaves open any value is right.
        const free = from.fields.some(({ name: field, fixed }) => field === victim && fixed !== undefined);
        if (!free && !(victim === 'key' && from.prefix === ''))
          refused(
            fields.map(([field, value]) => [field, field === victim ? `${word}\u0001${value}` : value]),
          );
      }),
      { seed: 55, numRuns: 300 },
    );
  });

  it('is refused with a file that is one byte too long', () => {
    fc.assert(
      fc.property(cases, (from) => {
        const { record, fields } = signedCase({ ...from, sized: true });
        const longer = { ...from, bytes: new Uint8Array(from.bytes.length + 1) };
        expect(check(signedCase(longer).request(fields), record)).toMatchObject({ reason: 'file-too-large' });
      }),
      { seed: 56 },
    );
  });
});

describe('what is no form', () => {
  const record = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' };
  const shred = fc.oneof(
    fc.constantFrom(
      `--${boundary}`,
      '--',
      '\r\n',
      '\r\n\r\n',
      'Content-Disposition: form-data',
      '; name="file"',
      '; name="key"',
      '; filename="',
      '"',
      '\\',
      ':',
      ' ',
      'k',
    ),
    fc.string({ maxLength: 4 }),
  );

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (body, contentType) => {
        const request = formRequest('s3.amazonaws.com', '/b', body);
        expect(check(request, record).kind).toBe('refused');
        const headers = [['Content-Type', contentType]] as const;
        expect(check({ ...request, headers }, record).kind).toBe('refused');
      }),
      { seed: 57, numRuns: 500 },
    );
  });

  it('never throws, put together from pieces of one', () => {
    fc.assert(
      fc.property(fc.array(shred, { maxLength: 40 }), (pieces) => {
        const request = formRequest('s3.amazonaws.com', '/b', utf8ToBytes(`--${boundary}${pieces.join('')}`));
        expect(['refused', 'anonymous']).toContain(check(request, record).kind);
      }),
      { seed: 58, numRuns: 2000 },
    );
  });

  it('never throws, cut off or with bytes changed', () => {
    fc.assert(
      fc.property(cases, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), (from, cut, at, flip) => {
        const signed = signedCase(from);
        const request = signed.request(signed.fields);
        const short = request.body.subarray(0, cut % request.body.length);
        const bent = request.body.slice();
        const place = at % bent.length;
        bent[place] = (bent[place] ?? 0) ^ flip;
        for (const body of [short, bent])
          expect(['verified', 'refused', 'anonymous']).toContain(
            check({ ...request, body }, signed.record).kind,
          );
      }),
      { seed: 59, numRuns: 500 },
    );
  });

  it('never throws, with any policy under a good signature', () => {
    const junk = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .array(fc.oneof(fc.json({ maxDepth: 2 }), fc.constantFrom('["eq","$key","k"]', '{"bucket":"b"}')))
        .map((conditions) => `{"expiration":"2026-08-02T00:00:00Z","conditions":[${conditions.join(',')}]}`),
    );
    fc.assert(
      fc.property(junk, (policy) => {
        const signer = { credentials: record, region: 'us-east-1', date: now };
        const { fields } = signPostPolicy({ ...signer, policy });
        const all: FormField[] = [['key', 'k'], ...fields.filter(([field]) => field !== 'key')];
        const file = { bytes: new Uint8Array(), filename: 'f' };
        const request = formRequest('s3.amazonaws.com', '/b', formBody(all, file));
        expect(check(request, record)).toMatchObject({ kind: 'refused' });
        readPostPolicy(policy);
        readPostPolicy(base64FromBytes(utf8ToBytes(policy)));
      }),
      { seed: 60, numRuns: 1000 },
    );
  });
});

describe('the JSON of policies', () => {
  const plain = (value: PolicyValue): unknown => {
    if (value.kind === 'list') return value.items.map(plain);
    if (value.kind === 'object') return value.members.map(([member, inner]) => [member, plain(inner)]);
    return value.value;
  };
  const asLists = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(asLists);
    return typeof value === 'object' && value !== null
      ? Object.entries(value).map(([member, inner]) => [member, asLists(inner)])
      : value;
  };
  // Names that are not numbers: an object of JavaScript would put those first.
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.string({ unit: 'grapheme' }),
      fc.integer(),
      tie('list'),
      tie('object'),
    ),
    list: fc.array(tie('tree'), { maxLength: 4 }),
    object: fc.dictionary(fc.stringMatching(/^[a-z$-]{1,8}$/), tie('tree'), { maxKeys: 4 }),
  }));

  it('means what JSON means', () => {
    fc.assert(
      fc.property(tree, fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const read = readPolicyJson(JSON.stringify(value, undefined, indent));
        expect(read === undefined ? undefined : plain(read)).toEqual(asLists(value));
      }),
      { seed: 61, numRuns: 500 },
    );
  });
});
