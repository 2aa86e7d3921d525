import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';

import { postPolicy, signPostPolicy } from '../../../../src/core/sigv4/post-policy.ts';
import {
  exampleBase64,
  exampleCredentials,
  exampleDate,
  exampleFields,
  examplePolicy,
  exampleSignature,
} from '../authenticate/post-form/documented-example.ts';

const signer = { credentials: exampleCredentials, region: 'us-east-1', date: exampleDate };
const expiresAt = new Date('2015-12-30T12:00:00Z');

// S3 API reference, sigv4-post-example.
describe('the example of the S3 API reference', () => {
  const signed = signPostPolicy({ policy: examplePolicy, ...signer });

  it('has this string to sign', () => {
    expect(signed.policy).toBe(examplePolicy);
    expect(signed.stringToSign).toBe(exampleBase64);
  });

  it('has this signature', () => {
    expect(signed.signature).toBe(exampleSignature);
  });

  it('has keys each of which is made with the one before, and the last signs', () => {
    const { date, region, service, signing } = signed.signingKey;
    const next = (key: string, text: string) => bytesToHex(hmac(sha256, hexToBytes(key), utf8ToBytes(text)));
    expect(next(date, 'us-east-1')).toBe(region);
    expect(next(region, 's3')).toBe(service);
    expect(next(service, 'aws4_request')).toBe(signing);
    expect(next(signing, exampleBase64)).toBe(exampleSignature);
  });

  it('has the fields of the form, but for those that the policy leaves open', () => {
    const lower = (fields: readonly (readonly [string, string])[]) =>
      new Map(fields.map(([name, value]) => [name.toLowerCase(), value]));
    const expected = lower(exampleFields);
    expected.delete('content-type');
    expected.delete('x-amz-meta-tag');
    expect(lower(signed.fields)).toEqual(expected);
  });

  it('has them in this order', () => {
    expect(signed.fields.map(([name]) => name)).toEqual([
      'key',
      'acl',
      'success_action_redirect',
      'x-amz-meta-uuid',
      'x-amz-server-side-encryption',
      'policy',
      'x-amz-algorithm',
      'x-amz-credential',
      'x-amz-date',
      'x-amz-signature',
    ]);
  });
});

describe('postPolicy', () => {
  it('writes the conditions of S3 and of the signer around those given', () => {
    const policy = postPolicy(
      {
        bucket: 'sigv4examplebucket',
        key: { kind: 'prefix', value: 'user/user1/' },
        expiresAt,
        conditions: [
          { acl: 'private' },
          ['starts-with', '$Content-Type', 'image/'],
          ['content-length-range', 1, 1024],
        ],
      },
      { ...signer, credentials: { ...exampleCredentials, sessionToken: 'token' } },
    );
    expect(policy).toEqual({
      expiration: '2015-12-30T12:00:00.000Z',
      conditions: [
        { bucket: 'sigv4examplebucket' },
        ['starts-with', '$key', 'user/user1/'],
        { acl: 'private' },
        ['starts-with', '$Content-Type', 'image/'],
        ['content-length-range', 1, 1024],
        { 'x-amz-algorithm': 'AWS4-HMAC-SHA256' },
        { 'x-amz-credential': 'AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request' },
        { 'x-amz-date': '20151229T000000Z' },
        { 'x-amz-security-token': 'token' },
      ],
    });
  });

  it('fixes the key when there is but one', () => {
    const upload = { bucket: 'b', key: { kind: 'exact', value: 'a.txt' }, expiresAt } as const;
    expect(postPolicy(upload, signer).conditions[1]).toEqual({ key: 'a.txt' });
  });
});

describe('the fields of a form', () => {
  const fieldsOf = (policy: string, credentials: { readonly sessionToken?: string } = {}) =>
    signPostPolicy({ ...signer, policy, credentials: { ...exampleCredentials, ...credentials } }).fields;
  const conditions = (...list: readonly unknown[]): string =>
    JSON.stringify({ expiration: expiresAt.toISOString(), conditions: list });
  const own = (policy: string): readonly (readonly [string, string])[] =>
    fieldsOf(policy).filter(([name]) => !/^(policy|x-amz-(algorithm|credential|date|signature))$/.test(name));

  it('are those of a policy that is data, too', () => {
    const upload = { bucket: 'b', key: { kind: 'prefix', value: 'in/' }, expiresAt } as const;
    const policy = postPolicy({ ...upload, conditions: [{ acl: 'private' }] }, signer);
    const signed = signPostPolicy({ ...signer, policy });
    expect(signed.fields.slice(0, 2)).toEqual([
      ['key', 'in/${filename}'],
      ['acl', 'private'],
    ]);
    expect(signed.policy).toBe(JSON.stringify(policy));
  });

  it('hold the session token before the signature', () => {
    expect(fieldsOf('{}', { sessionToken: 'token' }).map(([name]) => name)).toEqual([
      'policy',
      'x-amz-algorithm',
      'x-amz-credential',
      'x-amz-date',
      'x-amz-security-token',
      'x-amz-signature',
    ]);
  });

  it.each<[string, string, readonly (readonly [string, string])[]]>([
    ['the list form of an exact match', conditions(['eq', '$acl', 'private']), [['acl', 'private']]],
    [
      'a key behind other fields',
      conditions({ acl: 'private' }, { key: 'k' }),
      [
        ['key', 'k'],
        ['acl', 'private'],
      ],
    ],
    [
      'an exact key rather than a prefix',
      conditions(['starts-with', '$key', 'a/'], { key: 'a/k' }),
      [['key', 'a/k']],
    ],
    ['a field once', conditions({ acl: 'private' }, ['eq', '$ACL', 'private']), [['acl', 'private']]],
    ['nothing of the address', conditions({ bucket: 'b' }), []],
    ['nothing twice of the signer', conditions({ 'X-Amz-Date': '20151229T000000Z' }), []],
    [
      'nothing that is left open',
      conditions(['starts-with', '$acl', 'pub'], ['content-length-range', 0, 1]),
      [],
    ],
    ['nothing of a policy that is no JSON', 'soon', []],
    ['nothing of a policy of another shape', '{"conditions": {"acl": "private"}}', []],
    ['nothing of conditions of another shape', conditions(null, 1, ['eq', 1, 2], { acl: 1 }, []), []],
  ])('hold %s', (_, policy, expected) => {
    expect(own(policy)).toEqual(expected);
  });
});
