import { describe, expect, it } from 'vitest';
import { canonicalOptionsOf, explainCanonicalRequest } from '../../../../src/core/sigv4/explain-canonical.ts';
import { presign } from '../../../../src/core/sigv4/presign.ts';
import { sign } from '../../../../src/core/sigv4/sign.ts';
import type { HttpRequest } from '../../../../src/core/wire/message.ts';
import { canonicalLines, ruleWords, stringToSignLines } from '../../../../src/ui/words/canonical.ts';
import { differenceWords } from '../../../../src/ui/words/difference.ts';

const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
const date = new Date('2022-08-30T12:36:00Z');
// The worked example of the IAM user guide, reference_sigv-create-signed-request (EC2 DescribeInstances).
const describeInstances: HttpRequest = {
  method: 'GET',
  path: '/',
  query: 'Version=2016-11-15&Action=DescribeInstances',
  headers: [
    ['Host', ' ec2.amazonaws.com'],
    ['User-Agent', 'curl'],
  ],
  body: new Uint8Array(),
};

function linesOf({
  request,
  canonicalRequest,
}: {
  readonly request: HttpRequest;
  readonly canonicalRequest: string;
}) {
  return canonicalLines(explainCanonicalRequest(request, canonicalOptionsOf(request, canonicalRequest)));
}

describe('canonicalLines', () => {
  const signed = sign(describeInstances, { credentials, region: 'us-east-1', service: 'ec2', date });

  it('names every line', () => {
    expect(linesOf(signed).map(({ name }) => name)).toEqual([
      'Method',
      'Path',
      'Query',
      'Header',
      'Header',
      'End',
      'Signed headers',
      'Payload hash',
    ]);
  });

  it.each([
    ['by header', signed],
    [
      'by query',
      presign(describeInstances, { credentials, region: 'us-east-1', service: 'ec2', date, expiresIn: 60 }),
    ],
    [
      'for S3',
      sign(
        { ...describeInstances, path: '/a%20b//c' },
        { credentials, region: 'us-east-1', service: 's3', date },
      ),
    ],
  ])('gives back the text that was signed %s, and a reason for each line', (_, each) => {
    const lines = linesOf(each);
    expect(lines.map(({ text }) => text).join('\n')).toBe(each.canonicalRequest);
    expect(lines.filter(({ why }) => why === '')).toEqual([]);
  });

  it('says what a rule has changed, and from what', () => {
    expect(linesOf(signed)[2]).toMatchObject({
      from: describeInstances.query,
      why: ruleWords['query-sorted'],
    });
    expect(linesOf(signed)[3]).toMatchObject({ from: 'Host:  ec2.amazonaws.com' });
    expect(linesOf(signed)[4]).not.toHaveProperty('from');
    expect(linesOf(signed)[6]?.why).toContain('Not covered: user-agent.');
  });

  it('does not fail on a text that is none', () => {
    expect(linesOf({ request: describeInstances, canonicalRequest: '' }).length).toBeGreaterThan(0);
  });
});

it('has words for each rule and each difference that are sentences', () => {
  const sentences = Object.values(differenceWords).flatMap(({ what, remedy }) => [what, remedy]);
  for (const sentence of [...sentences, ...Object.values(ruleWords)]) {
    expect(sentence).toMatch(/^[A-Z].*[.:]$/);
  }
});

describe('stringToSignLines', () => {
  it('names the four lines', () => {
    const lines = stringToSignLines(
      'AWS4-HMAC-SHA256\n20220830T123600Z\n20220830/us-east-1/ec2/aws4_request\nhash',
    );
    expect(lines.map(({ name }) => name)).toEqual(['Algorithm', 'Date', 'Scope', 'Hash']);
  });
});
