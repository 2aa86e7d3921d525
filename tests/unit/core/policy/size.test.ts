import * as quotas from '../../../../src/cloud/iam/quotas.ts';
import { inlinePolicyQuota } from '../../../../src/ui/features/users/inline-policies.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  policySize,
  policySizeLimits,
  sizeAgainst,
  sizeProblem,
  type SizeKind,
} from '../../../../src/core/policy/size.ts';

/** A policy of so many characters, without white space. */
function policyOf(characters: number): string {
  const text = (name: string) =>
    `{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${name}"}}`;
  return text('b'.repeat(characters - text('').length));
}

/** A space after each comma and colon outside of names; 14 of them. */
const spaced = (text: string) => text.replaceAll('":', '": ').replaceAll(',"', ',\n\t"');

describe('the limits', () => {
  // reference_iam-quotas, orgs_reference_limits, vpc-endpoints-access and the services' own pages
  it.each<[SizeKind, number]>([
    ['managed', 6_144],
    ['inlineUser', 2_048],
    ['inlineGroup', 5_120],
    ['inlineRole', 10_240],
    ['trust', 2_048],
    ['session', 2_048],
    ['scp', 10_240],
    ['rcp', 5_120],
    ['endpoint', 20_480],
    ['s3', 20_480],
    ['sqs', 8_192],
    ['sns', 30_720],
    ['kms', 32_768],
    ['lambda', 20_480],
    ['dynamodb', 20_480],
  ])('%s: %i, and not one more', (kind, most) => {
    expect(policySizeLimits[kind].most).toBe(most);
    expect(sizeProblem([policyOf(most)], kind)).toBeUndefined();
    expect(sizeProblem([policyOf(most + 1)], kind)).toEqual({ size: most + 1, most });
    expect(sizeProblem([], kind)).toBeUndefined();
  });

  it('are all here', () => {
    expect(Object.keys(policySizeLimits)).toHaveLength(15);
  });

  // "Role trust policy length | 2048 characters | 4096 characters"
  it('one of them can be raised', () => {
    expect(policySizeLimits.trust.raised).toBe(4_096);
  });
});

describe('white space', () => {
  // "IAM doesn't count white space when calculating the size of a policy against these limits."
  it.each<SizeKind>(['managed', 'inlineUser', 'inlineGroup', 'inlineRole', 'trust'])(
    '%s: is free',
    (kind) => {
      const text = policyOf(policySizeLimits[kind].most);
      expect(sizeProblem([spaced(text)], kind)).toBeUndefined();
      expect(sizeProblem([` \t\r\n${text}${' '.repeat(10_000)}`], kind)).toBeUndefined();
      // The page makes no exception for what stands in quotation marks.
      expect(sizeProblem([text.replace('bb', 'b b')], kind)).toBeUndefined();
    },
  );

  // "All characters in your SCP count against its maximum size"; "20,480 characters, including white space";
  // "DynamoDB counts whitespaces when calculating the size of a policy against this limit"
  it.each<SizeKind>(['session', 'scp', 'rcp', 'endpoint', 's3', 'sqs', 'sns', 'kms', 'lambda', 'dynamodb'])(
    '%s: counts',
    (kind) => {
      const { most } = policySizeLimits[kind];
      expect(sizeProblem([` ${policyOf(most - 1)}`], kind)).toBeUndefined();
      expect(sizeProblem([`\n${policyOf(most)}`], kind)).toEqual({ size: most + 1, most });
    },
  );

  // JSON knows four; AWS takes no other in a policy but U+00A0, which is a character of a name.
  it('is space, tab, line feed and carriage return', () => {
    expect(sizeAgainst([' \t\n\r'], 'managed')).toBe(0);
    expect(sizeAgainst(['\u00a0\u0085'], 'managed')).toBe(2);
  });
});

describe('what counts together', () => {
  // "the total aggregate policy size (the sum size of all inline policies) per entity can't exceed"
  it('all inline policies of a user', () => {
    expect(sizeProblem([policyOf(1_024), policyOf(1_024)], 'inlineUser')).toBeUndefined();
    expect(sizeProblem([policyOf(1_024), policyOf(1_024), policyOf(100)], 'inlineUser')).toEqual({
      size: 2_148,
      most: 2_048,
    });
  });

  // "The size of the passed JSON policy document and all passed managed policy ARN characters combined can't
  // exceed 2,048 characters."
  it('the document and the ARNs of a session', () => {
    const arn = 'arn:aws:iam::123456789012:policy/p';
    const document = policyOf(2_048 - 2 * arn.length);
    expect(sizeProblem([document, arn, arn], 'session')).toBeUndefined();
    expect(sizeProblem([document, arn, `${arn}q`], 'session')).toEqual({ size: 2_049, most: 2_048 });
  });
});

describe('units', () => {
  it.each<[string, number, number]>([
    ['a', 1, 1],
    ['é', 1, 2],
    ['\u07ff', 1, 2],
    ['中', 1, 3],
    ['\uffff', 1, 3],
    ['😀', 2, 4],
    ['a é', 3, 4],
  ])('%j: %i characters, %i bytes', (text, characters, bytes) => {
    expect(sizeAgainst([text], 'scp')).toBe(characters);
    expect(sizeAgainst([text], 'sqs')).toBe(bytes);
  });

  it('bytes are those of UTF-8', () => {
    const encoder = new TextEncoder();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(sizeAgainst([text], 'kms')).toBe(encoder.encode(text).length);
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it('agree with policySize', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(sizeAgainst([text], 'managed')).toBe(policySize(text, 'identity'));
        expect(sizeAgainst([text], 'managed')).toBe(policySize(text, 'boundary'));
        expect(sizeAgainst([text], 'trust')).toBe(policySize(text, 'trust'));
        for (const kind of ['session', 'scp', 'rcp', 'endpoint'] as const)
          expect(sizeAgainst([text], kind)).toBe(policySize(text, kind));
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it('a text of a megabyte', () => {
    expect(sizeAgainst([' '.repeat(1_000_000)], 'managed')).toBe(0);
    expect(sizeAgainst(['é'.repeat(1_000_000)], 's3')).toBe(2_000_000);
  });
});

// Not imported there: the limits of all kinds would travel with the first screens.
it('are the quotas of the account and of the editor', () => {
  expect(quotas).toMatchObject({
    inlinePolicySizePerUser: policySizeLimits.inlineUser.most,
    inlinePolicySizePerGroup: policySizeLimits.inlineGroup.most,
    inlinePolicySizePerRole: policySizeLimits.inlineRole.most,
    managedPolicySize: policySizeLimits.managed.most,
    trustPolicySize: policySizeLimits.trust.most,
  });
  expect(inlinePolicyQuota).toBe(policySizeLimits.inlineUser.most);
});
