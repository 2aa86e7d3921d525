import { describe, expect, it } from 'vitest';

import type { Remark } from '../../../src/client/examine-request.ts';
import { answerWords, refusalWords } from '../../../src/ui/words/refusal.ts';
import { checkedWords, remarkWords } from '../../../src/ui/words/remarks.ts';

// Errors as AWS words them: IAM user guide, reference_sigv-troubleshooting; S3 API reference, ErrorResponses.
describe('answerWords', () => {
  it.each([
    ['RequestTimeTooSkewed', 'The difference between the request time and …', 'signature-expired'],
    ['SignatureDoesNotMatch', 'Signature expired: 2026 is now earlier than 2027', 'signature-expired'],
    [
      'SignatureDoesNotMatch',
      'Signature not yet current: 2026 is still later than',
      'signature-not-yet-current',
    ],
    ['InvalidClientTokenId', 'The security token included in the request is invalid.', 'unknown-key'],
    ['UnrecognizedClientException', 'The security token included in the request is invalid.', 'unknown-key'],
    ['ExpiredTokenException', 'The security token included in the request is expired', 'expired-token'],
    ['AccessDenied', 'Request has expired', 'presigned-expired'],
    ['AuthorizationHeaderMalformed', "the region 'a' is wrong; expecting 'b'", 'wrong-region'],
  ] as const)('%s: %s', (code, message, reason) => {
    expect(answerWords(code, message)).toBe(refusalWords[reason]);
  });

  it('knows what API Gateway means by a missing token', () => {
    expect(answerWords('', 'Missing Authentication Token')?.remedy).toContain('API Gateway');
  });

  it('says nothing of what it does not know, whatever its name', () => {
    expect(answerWords('NoSuchBucket', 'The specified bucket does not exist')).toBeUndefined();
    expect(answerWords('constructor', '')).toBeUndefined();
    expect(answerWords('SignatureDoesNotMatch', 'The request signature we calculated …')).toBeUndefined();
  });
});

describe('remarks', () => {
  const remarks: readonly Remark[] = [
    { kind: 'body-unchecked' },
    { kind: 'scope-unchecked' },
    { kind: 'signed-header-absent', names: ['host'] },
    { kind: 'parameters-after-signature', names: ['utm_source'] },
    { kind: 'secret-as-id' },
  ];

  it('are sentences that name what they are about', () => {
    for (const remark of remarks) {
      expect(remarkWords(remark)).toMatch(/^[A-Z].*\.$/);
      if ('names' in remark) expect(remarkWords(remark)).toContain(remark.names[0]);
    }
  });

  it('leave out of what was checked what was not', () => {
    expect(checkedWords([])).toBe(
      'Checked: form, scope, date, headers that must be signed, the body’s hash.',
    );
    expect(checkedWords(remarks)).toBe('Checked: form, date, headers that must be signed.');
  });
});
