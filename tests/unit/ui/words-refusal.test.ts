import { describe, expect, it } from 'vitest';

import type { Fault } from '../../../src/core/authenticate/fault.ts';
import { faultFacts } from '../../../src/ui/words/refusal.ts';

const computed = { canonicalRequest: '', stringToSign: '', signature: '' };

describe('faultFacts', () => {
  it.each<[Fault, string | undefined]>([
    [{ kind: 'header-not-signed', names: ['host', 'x-amz-acl'] }, 'Not signed: host, x-amz-acl.'],
    [
      {
        kind: 'scope',
        form: 'header',
        faults: [
          { kind: 'wrong-region', got: 'us-east-1', expected: 'eu-west-1' },
          { kind: 'wrong-service', got: 's3', expected: 'iam' },
        ],
      },
      'The scope says us-east-1, the host belongs to eu-west-1. The scope says s3, the host is that of iam.',
    ],
    [
      { kind: 'scope', form: 'header', faults: [{ kind: 'scope-terminator', got: 'aws5' }] },
      'The scope ends in “aws5”.',
    ],
    [
      {
        kind: 'scope',
        form: 'header',
        faults: [{ kind: 'scope-date-mismatch', got: '20260731', date: '20260801T000000Z' }],
      },
      'The scope says 20260731, the request is dated 20260801T000000Z.',
    ],
    [{ kind: 'chunks', computed, chunks: { fault: 'chunk-size', chunk: 0, size: 5 } }, 'It is in chunk 1.'],
    [
      { kind: 'chunks', computed, chunks: { fault: 'missing-trailer', trailer: 'x-amz-checksum-crc32' } },
      'The trailer is x-amz-checksum-crc32.',
    ],
    [
      {
        kind: 'chunks',
        computed,
        chunks: { fault: 'checksum-mismatch', algorithm: 'CRC32', computed: 'AAAA', provided: 'BBBB' },
      },
      'CRC32 of what arrived is AAAA, the trailer says BBBB.',
    ],
    [{ kind: 'chunks', computed, chunks: { fault: 'missing-decoded-length' } }, undefined],
    [{ kind: 'unknown-key' }, undefined],
  ])('%j', (fault, facts) => {
    expect(faultFacts(fault)).toBe(facts);
  });
});
