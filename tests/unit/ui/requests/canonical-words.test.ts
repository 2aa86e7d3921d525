import { describe, expect, it } from 'vitest';
import { canonicalLines, stringToSignLines } from '../../../../src/ui/words/canonical.ts';

// The worked example of the IAM user guide, reference_sigv-create-signed-request (EC2 DescribeInstances).
const canonicalRequest = [
  'GET',
  '/',
  'Action=DescribeInstances&Version=2016-11-15',
  'host:ec2.amazonaws.com',
  'x-amz-date:20220830T123600Z',
  '',
  'host;x-amz-date',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
].join('\n');

describe('canonicalLines', () => {
  it('names every line', () => {
    expect(canonicalLines(canonicalRequest).map(({ name }) => name)).toEqual([
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

  it('keeps an empty query apart from the end of the headers', () => {
    const lines = canonicalLines('POST\n/\n\nhost:a\n\nhost\nhash');
    expect(lines.map(({ name }) => name)).toEqual([
      'Method',
      'Path',
      'Query',
      'Header',
      'End',
      'Signed headers',
      'Payload hash',
    ]);
  });

  it('gives back the text it was given, and a reason for each line', () => {
    const lines = canonicalLines(canonicalRequest);
    expect(lines.map(({ text }) => text).join('\n')).toBe(canonicalRequest);
    expect(lines.filter(({ why }) => why === '')).toEqual([]);
  });

  it('does not fail on a text that is none', () => {
    expect(canonicalLines('').map(({ name }) => name)).toEqual(['Method']);
  });
});

describe('stringToSignLines', () => {
  it('names the four lines', () => {
    const lines = stringToSignLines(
      'AWS4-HMAC-SHA256\n20220830T123600Z\n20220830/us-east-1/ec2/aws4_request\nhash',
    );
    expect(lines.map(({ name }) => name)).toEqual(['Algorithm', 'Date', 'Scope', 'Hash']);
  });
});
