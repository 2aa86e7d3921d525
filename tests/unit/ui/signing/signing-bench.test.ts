import { flushSync } from 'svelte';
import { describe, expect, it, vi } from 'vitest';

import type { Profile, SigningForms } from '../../../../src/client/ports.ts';
import { signChunked } from '../../../../src/core/sigv4/chunked-signing.ts';
import { signPostPolicy } from '../../../../src/core/sigv4/post-policy.ts';
import { presign } from '../../../../src/core/sigv4/presign.ts';
import { sign } from '../../../../src/core/sigv4/sign.ts';
import type { HttpRequest } from '../../../../src/core/wire/message.ts';
import { bucketNameFault } from '../../../../src/ui/features/signing/bucket-name.ts';
import { SigningBench } from '../../../../src/ui/features/signing/signing-bench.svelte.ts';
import { signingExamples } from '../../../../src/ui/features/signing/signing-examples.ts';
import { readSigningInput, type SigningFields } from '../../../../src/ui/features/signing/signing-input.ts';
import { messageFaultWords } from '../../../../src/ui/words/signing-bench.ts';

const now = Date.parse('2026-08-01T12:00:00Z');
const signer: SigningForms = {
  sign: (request, options) => Promise.resolve(sign(request, options)),
  presign: (request, options) => Promise.resolve(presign(request, options)),
  signChunked: (request, options) => Promise.resolve(signChunked(request, options)),
  signPost: (options) => Promise.resolve(signPostPolicy(options)),
};
const alice: Profile = {
  sandboxId: 's',
  name: 'alice',
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIARZPUZDIKAAAAAAAA', secretAccessKey: 'secret', sessionToken: 'token' },
};

function makeBench(by: Partial<SigningForms> = {}): SigningBench {
  return new SigningBench({
    signer: { ...signer, ...by },
    now: () => now,
    profiles: () => [alice],
  });
}

const fields: SigningFields = {
  form: 'header',
  message: 'GET / HTTP/1.1\nHost: iam.amazonaws.com\n\n',
  region: 'us-east-1',
  service: 'iam',
  date: '',
  expiresIn: '60',
  bucket: 'examplebucket',
  key: 'a/*',
  maxBytes: '10',
};

describe('readSigningInput', () => {
  it.each<[string, Partial<SigningFields>, string]>([
    ['a message that is none', { message: 'hello' }, 'message'],
    ['no Region', { region: ' ' }, 'region'],
    ['a service with a space', { service: 'i am' }, 'service'],
    ['a day that there is not', { date: '20260231T000000Z' }, 'date'],
    ['a life too long', { form: 'query', expiresIn: '604801' }, 'expiresIn'],
    ['no life', { form: 'post', expiresIn: '' }, 'expiresIn'],
    ['a bucket in capitals', { form: 'post', bucket: 'Bucket' }, 'bucket'],
    ['no key', { form: 'post', key: '' }, 'key'],
    ['half a byte', { form: 'post', maxBytes: '0.5' }, 'maxBytes'],
    ['a number as only a program writes it', { form: 'post', maxBytes: '1e3' }, 'maxBytes'],
    ['more bytes than can be counted', { form: 'post', maxBytes: '9'.repeat(400) }, 'maxBytes'],
    ['seconds in hex', { form: 'query', expiresIn: '0x10' }, 'expiresIn'],
    ['seconds with a sign', { form: 'query', expiresIn: '+60' }, 'expiresIn'],
    ['a service that takes no chunks', { form: 'chunked' }, 'service'],
    ['a message without a host', { message: 'GET / HTTP/1.1\nAccept: text/xml\n\n' }, 'message'],
    ['a host that is empty', { message: 'GET / HTTP/1.1\nHost: \n\n' }, 'message'],
    // S3 user guide, object-keys: at most 1,024 bytes in UTF-8.
    ['a key too long', { form: 'post', key: 'é'.repeat(513) }, 'key'],
    ['the beginning of one', { form: 'post', key: `${'a'.repeat(1025)}*` }, 'key'],
  ])('finds %s', (_, wrong, field) => {
    expect(readSigningInput({ ...fields, ...wrong }, now)).toMatchObject({ kind: 'problem', field });
  });

  it.each<[Partial<SigningFields>, string]>([
    [{ region: 'us-East-1' }, 'Write it in small letters, “us-east-1”: it is signed as it is written.'],
    [{ service: 'IAM' }, 'Write it in small letters, “iam”: it is signed as it is written.'],
    [{ message: 'hello' }, 'Line 1: Expected a request line such as “POST / HTTP/1.1”.'],
    [{ message: 'GET / HTTP/1.1\nHost' }, 'Line 2: Expected “Name: value”, got “Host”.'],
    [{ message: "curl 'https://a'" }, messageFaultWords.curl],
    [{ message: ' $ curl.exe https://a' }, messageFaultWords.curl],
    [{ message: 'GET / HTTP/2\r\nHost: a\r\n\r\n' }, messageFaultWords['http-version']],
    [{ message: 'GET /a b HTTP/1.0' }, messageFaultWords['http-version']],
    [{ message: 'GET /my notes.txt HTTP/1.1\nHost: a\n\n' }, messageFaultWords['space-in-path']],
    [
      { message: 'GET  / HTTP/1.1\nHost: a\n\n' },
      'Line 1: Expected a request line such as “POST / HTTP/1.1”.',
    ],
    [{ message: 'GET x HTTP/1.1\nCurl: curl a\n\n' }, 'Line 1: The path “x” must begin with “/”.'],
    [
      { form: 'post', key: 'a'.repeat(1025) },
      'A key has at most 1,024 bytes in UTF-8; this one has 1,025 bytes.',
    ],
  ])('says of %j what would be right', (wrong, message) => {
    expect(readSigningInput({ ...fields, ...wrong }, now)).toMatchObject({ kind: 'problem', message });
  });

  // S3 user guide, bucketnamingrules.
  it.each([
    ['ab', 'letters'],
    ['a'.repeat(64), 'letters'],
    ['my_bucket', 'letters'],
    ['-bucket', 'letters'],
    ['bucket.', 'letters'],
    ['a..b', 'adjacent-dots'],
    ['192.168.1.1', 'ip-address'],
    ['xn--bucket', 'reserved-beginning'],
    ['sthree-bucket', 'reserved-beginning'],
    ['amzn-s3-demo-bucket', 'reserved-beginning'],
    ['bucket-s3alias', 'reserved-end'],
    ['bucket--ol-s3', 'reserved-end'],
    ['bucket.mrap', 'reserved-end'],
    ['bucket--usw2-az1--x-s3', 'reserved-end'],
    ['bucket--table-s3', 'reserved-end'],
  ])('knows that no bucket is named %s', (bucket, kind) => {
    expect(bucketNameFault(bucket)).toMatchObject({ kind });
    expect(readSigningInput({ ...fields, form: 'post', bucket }, now)).toMatchObject({ field: 'bucket' });
  });

  it.each(['abc', 'a'.repeat(63), 'www.example.com', '1.2.3', '192.168.1.1.1', 'a--b', 'x-n--b'])(
    'takes the bucket %s',
    (bucket) => expect(bucketNameFault(bucket)).toBeUndefined(),
  );

  it('takes keys up to their longest, and chunks for what signs as S3 does', () => {
    expect(readSigningInput({ ...fields, form: 'post', key: `${'a'.repeat(1024)}*` }, now).kind).toBe('post');
    expect(readSigningInput({ ...fields, form: 'chunked', service: 's3express' }, now).kind).toBe('message');
  });

  it.each([
    ['GET / HTTP/1.1\nHost: h\n\n', 'none'],
    ['GET / HTTP/1.1\nHost: h\nX-Amz-Date: 20150830T123600Z\n\n', 'replaced'],
    ['GET /?x-amz-date=20150830T123600Z HTTP/1.1\nHost: h\n\n', 'replaced'],
    ['GET / HTTP/1.1\nHost: h\nDate: Sun, 30 Aug 2015 12:36:00 GMT\n\n', 'outranked'],
  ])('says what becomes of the date in %j', (message, ownDate) => {
    expect(readSigningInput({ ...fields, message }, now)).toMatchObject({ ownDate });
  });

  it('reads hostile messages in no time', () => {
    for (const message of [' '.repeat(1e5), `G ${' '.repeat(1e5)}x`, `G ${' HTTP/1'.repeat(3e4)} `])
      expect(readSigningInput({ ...fields, message }, now)).toMatchObject({ field: 'message' });
  });

  it('takes what the form does not use as it is', () => {
    expect(readSigningInput({ ...fields, expiresIn: 'soon', bucket: '' }, now).kind).toBe('message');
    expect(readSigningInput({ ...fields, form: 'post', message: '', service: '' }, now)).toMatchObject({
      kind: 'post',
      key: { kind: 'prefix', value: 'a/' },
    });
  });

  it('dates by the clock where no date is given, and leaves an old signature out', () => {
    const message = 'GET / HTTP/1.1\nHost: h\nAuthorization: AWS4-HMAC-SHA256 x\n\n';
    expect(readSigningInput({ ...fields, message }, now)).toMatchObject({
      date: new Date(now),
      unsigned: { headers: [['Host', 'h']] },
    });
    expect(readSigningInput({ ...fields, date: ' 20150830T123600Z ' }, now)).toMatchObject({
      date: new Date('2015-08-30T12:36:00Z'),
    });
  });
});

describe('SigningBench', () => {
  // What AWS prints of these two: S3 API reference, sig-v4-header-based-auth and sigv4-query-string-auth.
  it.each([
    ['S3: first bytes of an object', 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41'],
    ['S3: a presigned URL', undefined],
  ])('signs “%s” as AWS prints it', async (name, signature) => {
    const bench = makeBench();
    const example = signingExamples.find((each) => each.name === name);
    if (example === undefined) throw new Error(`no example is named ${name}`);
    bench.show(example);
    await vi.waitFor(() => expect(bench.stages?.kind).toBe('message'));
    await bench.sign();
    flushSync();
    if (bench.stages?.kind !== 'message') throw new Error('a message was signed');
    if (signature === undefined) expect(bench.stages.signed.request.query).toContain('X-Amz-Signature=');
    else expect(bench.stages.signed.signature).toBe(signature);
  });

  it('signs each example', async () => {
    for (const example of signingExamples) {
      const bench = makeBench();
      bench.show(example);
      await bench.sign();
      expect([example.name, bench.stages?.kind, bench.problem]).toEqual([example.name, 'message', undefined]);
      expect(bench.stages).toMatchObject(example.form === 'chunked' ? { chunked: {} } : {});
    }
  });

  it('signs with a profile, its token too', async () => {
    const bench = makeBench();
    bench.profile = 'alice';
    await bench.sign();
    if (bench.stages?.kind !== 'message') throw new Error('a message was signed');
    expect(bench.stages.signed.canonicalRequest).toContain('x-amz-security-token:token');
  });

  it('signs a form for S3', async () => {
    const bench = makeBench();
    bench.form = 'post';
    await bench.sign();
    if (bench.stages?.kind !== 'post') throw new Error('a form was signed');
    expect(JSON.parse(bench.stages.post.policy)).toMatchObject({
      conditions: expect.arrayContaining([['starts-with', '$key', 'uploads/']]) as unknown,
    });
    expect(bench.stages.url).toBe('https://examplebucket.s3.us-east-1.amazonaws.com/');
  });

  it('shows nothing signed before anything was, and which field is wrong', async () => {
    const bench = makeBench();
    bench.region = '';
    await bench.sign();
    expect(bench.stages).toBeUndefined();
    expect(bench.stale).toBe(false);
    expect(bench.problem?.field).toBe('region');
  });

  it('keeps the last stages while a field is wrong, and says that they are old', async () => {
    const bench = makeBench();
    await bench.sign();
    const { stages } = bench;
    expect(bench.stale).toBe(false);
    bench.form = 'post';
    bench.bucket = 'Bucket';
    await bench.sign();
    expect(bench.stages).toBe(stages);
    expect(bench.stages).toMatchObject({ kind: 'message', form: 'header' });
    expect(bench.stale).toBe(true);
    bench.bucket = 'bucket';
    await bench.sign();
    expect(bench.stages?.kind).toBe('post');
    expect(bench.stale).toBe(false);
  });

  it('knows which example is in the fields, and when it is none', () => {
    const bench = makeBench();
    const [first, second] = signingExamples;
    expect(bench.example).toBe(first.name);
    bench.message += 'x';
    expect(bench.example).toBe('');
    bench.show(first);
    expect(bench.example).toBe(first.name);
    bench.form = 'post';
    expect(bench.example).toBe('');
    if (second === undefined) throw new Error('there are several examples');
    bench.show(second);
    expect(bench.example).toBe(second.name);
    bench.region = 'eu-west-1';
    expect(bench.example).toBe('');
  });

  it('cuts a large body into few chunks', async () => {
    const bench = makeBench();
    Object.assign(bench, { service: 's3', form: 'chunked', message: `PUT /a HTTP/1.1\nHost: h\n\n` });
    bench.message += 'x'.repeat(20_000);
    await bench.sign();
    if (bench.stages?.kind !== 'message') throw new Error('a message was signed');
    expect(bench.stages.chunked?.chunkSize).toBe(1024);
    expect(bench.stages.chunked?.chunks).toHaveLength(21);
  });

  it('says when the signer does not answer, and lets a newer run count', async () => {
    const bench = makeBench({ sign: () => Promise.reject(new Error('the signer is gone')) });
    await bench.sign();
    expect(bench.lost).toBe('the signer is gone');

    let slow: (() => void) | undefined;
    const late = makeBench({
      presign: (request, options) =>
        new Promise((resolve) => {
          slow = () => resolve(presign(request, options));
        }),
    });
    late.form = 'query';
    const first = late.sign();
    late.form = 'header';
    await late.sign();
    slow?.();
    await first;
    expect(late.stages).toMatchObject({ kind: 'message' });
    if (late.stages?.kind === 'message') expect(late.stages.signed.request.query).not.toContain('X-Amz-');
  });

  it('takes a message over, without its signature', async () => {
    const bench = makeBench();
    await bench.sign();
    if (bench.stages?.kind !== 'message') throw new Error('a message was signed');
    const { signed, unsigned } = bench.stages;
    bench.take(signed.request);
    expect(bench.message).not.toContain('Authorization');
    await bench.sign();
    expect(bench.stages).toMatchObject({ unsigned: { headers: unsigned.headers } });
    bench.take({ ...unsigned, body: Uint8Array.of(0xff) });
    expect(bench.problem).toMatchObject({ field: 'message' });
  });

  it('takes over where a message was signed for, to be signed in its header', async () => {
    const bench = makeBench();
    bench.form = 'post';
    const request: HttpRequest = {
      method: 'GET',
      path: '/a',
      query: '',
      headers: [['Host', 'h']],
      body: new Uint8Array(),
    };
    bench.take(request, { region: 'eu-north-1', service: 's3' });
    await bench.sign();
    expect(bench.stages).toMatchObject({ form: 'header', scope: { region: 'eu-north-1', service: 's3' } });
    expect(bench.example).toBe('');
    bench.take(request);
    expect([bench.region, bench.service]).toEqual(['eu-north-1', 's3']);
  });
});
