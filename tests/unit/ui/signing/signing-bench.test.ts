import { flushSync } from 'svelte';
import { describe, expect, it, vi } from 'vitest';

import type { Profile, SigningForms } from '../../../../src/client/ports.ts';
import { signChunked } from '../../../../src/core/sigv4/chunked-signing.ts';
import { signPostPolicy } from '../../../../src/core/sigv4/post-policy.ts';
import { presign } from '../../../../src/core/sigv4/presign.ts';
import { sign } from '../../../../src/core/sigv4/sign.ts';
import { SigningBench } from '../../../../src/ui/features/signing/signing-bench.svelte.ts';
import { signingExamples } from '../../../../src/ui/features/signing/signing-examples.ts';
import { readSigningInput, type SigningFields } from '../../../../src/ui/features/signing/signing-input.ts';

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
  ])('finds %s', (_, wrong, field) => {
    expect(readSigningInput({ ...fields, ...wrong }, now)).toMatchObject({ kind: 'problem', field });
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

  it('shows nothing signed while a field is wrong, and which', async () => {
    const bench = makeBench();
    bench.region = '';
    await bench.sign();
    expect(bench.stages).toBeUndefined();
    expect(bench.problem?.field).toBe('region');
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
});
