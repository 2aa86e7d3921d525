import { describe, expect, it } from 'vitest';

import { readPasted } from '../../../../src/client/paste/read-pasted.ts';
import {
  canonicalRequest,
  keyId,
  mismatch,
  mismatchWithTexts,
  pasted,
  signature,
  stringToSign,
} from './expect-pasted.ts';

const requestId = 'b25f48e8-84fd-11e6-80d9-574e0c4664cb';
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

// Amazon S3 API reference, ErrorResponses; the elements as S3 sends them with SignatureDoesNotMatch.
const s3Error = `<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message><AWSAccessKeyId>${keyId}</AWSAccessKeyId><StringToSign>${stringToSign}</StringToSign><SignatureProvided>${signature}</SignatureProvided><StringToSignBytes>41 57</StringToSignBytes><CanonicalRequest>${escaped(canonicalRequest)}</CanonicalRequest><CanonicalRequestBytes>47</CanonicalRequestBytes><RequestId>KQ3X</RequestId><HostId>x</HostId></Error>`;
const s3Answer = {
  code: 'SignatureDoesNotMatch',
  canonicalRequest,
  stringToSign,
  signatureProvided: signature,
  accessKeyId: keyId,
  requestId: 'KQ3X',
};

const queryError = (
  message: string,
): string => `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
  <Error>
    <Type>Sender</Type>
    <Code>SignatureDoesNotMatch</Code>
    <Message>${escaped(message)}</Message>
  </Error>
  <RequestId>${requestId}</RequestId>
</ErrorResponse>`;

describe('an error in XML', () => {
  it('of S3', () => {
    const result = pasted(s3Error);
    expect(result).toMatchObject({ found: ['error-xml'], answer: s3Answer, signed: {}, request: undefined });
  });

  it.each([
    // A browser shows it with its entities undone; a window cuts it off.
    ['no longer well formed', s3Error.replaceAll('&amp;', '&')],
    ['cut off', s3Error.slice(0, s3Error.indexOf('<HostId>'))],
    ['between other text', `Error: 403\n${s3Error}\nRetry?`],
    ['indented', s3Error.replace('<Error>', '  <Error>\n    ').replace('</Error>', '\n  </Error>')],
    ['with line ends of Windows', s3Error.replaceAll('\n', '\r\n')],
  ])('%s', (_, text) => {
    expect(pasted(text).answer).toMatchObject(s3Answer);
  });

  it('of the Query protocol', () => {
    expect(pasted(queryError(mismatch)).answer).toEqual({
      code: 'SignatureDoesNotMatch',
      message: mismatch,
      requestId,
    });
    expect(pasted(queryError(mismatchWithTexts)).answer).toMatchObject({ canonicalRequest, stringToSign });
  });

  it('of EC2', () => {
    const text = `<Response><Errors><Error><Code>AuthFailure</Code><Message>AWS was not able to validate the provided access credentials</Message></Error></Errors><RequestID>${requestId}</RequestID></Response>`;
    expect(pasted(text).answer).toMatchObject({ code: 'AuthFailure', requestId });
  });

  it.each([
    '<Error/>',
    '<Error><Code></Code></Error>',
    '<Error></Error>',
    '<Response><A/></Response>',
    '<Errors>',
  ])('%s is none', (text) => expect(readPasted(text)).toMatchObject({ error: { code: 'not-recognised' } }));
});

describe('an error in JSON', () => {
  const withTexts = { canonicalRequest, stringToSign, message: mismatchWithTexts };
  it.each<[string, string, object]>([
    [
      'aws-json',
      JSON.stringify({ __type: 'InvalidSignatureException', message: mismatchWithTexts }),
      withTexts,
    ],
    [
      'with a namespace, and Message',
      JSON.stringify({
        __type: 'com.amazon.coral.service#InvalidSignatureException',
        Message: mismatchWithTexts,
      }),
      withTexts,
    ],
    [
      'indented',
      JSON.stringify({ message: mismatchWithTexts, __type: 'InvalidSignatureException' }, null, 2),
      withTexts,
    ],
    [
      'among other text',
      `Error 400: ${JSON.stringify({ __type: 'InvalidSignatureException', message: 'x {"a": }' })}!`,
      { message: 'x {"a": }' },
    ],
    [
      'of the SDK for JavaScript',
      JSON.stringify({
        $fault: 'client',
        $metadata: { httpStatusCode: 400, requestId },
        name: 'InvalidSignatureException',
        message: mismatchWithTexts,
      }),
      { ...withTexts, requestId },
    ],
    [
      'with its type in a header',
      `HTTP/1.1 403\nx-amzn-ErrorType: InvalidSignatureException:http://internal/\n\n${JSON.stringify({ message: mismatchWithTexts })}`,
      withTexts,
    ],
  ])('%s', (_, text, answer) => {
    expect(pasted(text)).toMatchObject({
      found: ['error-json'],
      answer: { code: 'InvalidSignatureException', ...answer },
    });
  });

  // Which code goes with the words differs from service to service.
  it('of a REST service, known by its words', () => {
    expect(pasted('{"message":"Missing Authentication Token"}').answer).toEqual({
      code: '',
      message: 'Missing Authentication Token',
    });
  });

  it('of others is none', () => {
    for (const text of [
      '{"message":"hello"}',
      '{"code":"NotFound","message":"no"}',
      '{"__type": 1}',
      '{"__type":"a"',
    ])
      expect(readPasted(text)).toMatchObject({ error: { code: 'not-recognised' } });
  });
});

describe('an error in words', () => {
  it.each<[string, string, object]>([
    [
      'AWS CLI',
      `\nAn error occurred (SignatureDoesNotMatch) when calling the ListUsers operation: ${mismatch}\n`,
      { code: 'SignatureDoesNotMatch', message: mismatch },
    ],
    [
      'AWS CLI after retries',
      'An error occurred (RequestExpired) when calling the DescribeVpcs operation (reached max retries: 4): Request has expired.',
      { code: 'RequestExpired', message: 'Request has expired.' },
    ],
    [
      'boto3, with the texts',
      `botocore.exceptions.ClientError: An error occurred (InvalidSignatureException) when calling the DescribeKey operation: ${mismatchWithTexts}\nnext line`,
      { code: 'InvalidSignatureException', canonicalRequest, stringToSign },
    ],
    [
      'SDK for JavaScript',
      `SignatureDoesNotMatch: ${mismatch}\n    at throwDefaultError (/a.js:1:2) {\n  '$fault': 'client',\n  '$metadata': {\n    httpStatusCode: 403,\n    requestId: '${requestId}'\n  }\n}`,
      { code: 'SignatureDoesNotMatch', message: mismatch, requestId },
    ],
    [
      'SDK for JavaScript, with the texts',
      `Uncaught InvalidSignatureException: ${mismatchWithTexts}\n    at f (a.js:1)`,
      { code: 'InvalidSignatureException', canonicalRequest, stringToSign },
    ],
    [
      'SDK for Java 2',
      `Exception in thread "main" software.amazon.awssdk.services.iam.model.IamException: ${mismatch} (Service: Iam, Status Code: 403, Request ID: ${requestId})`,
      { code: '', message: mismatch, requestId },
    ],
    [
      'SDK for Java 1',
      `com.amazonaws.services.identitymanagement.model.AmazonIdentityManagementException: No. (Service: AmazonIdentityManagement; Status Code: 403; Error Code: InvalidClientTokenId; Request ID: ${requestId}; Proxy: null)`,
      { code: 'InvalidClientTokenId', message: 'No.', requestId },
    ],
    [
      'SDK for Go 2',
      `operation error IAM: ListUsers, https response error StatusCode: 403, RequestID: ${requestId}, api error SignatureDoesNotMatch: ${mismatch}`,
      { code: 'SignatureDoesNotMatch', message: mismatch, requestId },
    ],
    [
      "any other, by AWS's own sentence",
      `Aws::KMS::Errors::InvalidSignatureException (${mismatch})`,
      { code: 'InvalidSignatureException' },
    ],
    [
      'the texts alone',
      mismatchWithTexts.slice(mismatch.length).trim(),
      { code: '', canonicalRequest, stringToSign },
    ],
    ['the sentence alone', `Oh no! ${mismatch}`, { code: '', message: mismatch }],
    [
      'with line feeds still escaped',
      `ERROR InvalidSignatureException ${mismatchWithTexts.replaceAll('\n', '\\n')}`,
      { canonicalRequest, stringToSign },
    ],
  ])('%s', (_, text, answer) => {
    expect(pasted(text)).toMatchObject({ found: ['error-text'], answer, signed: {}, request: undefined });
  });

  it('takes no sentence for an error', () => {
    for (const text of ['Note: This is fine.', 'AccessDenied', 'software.amazon.awssdk.core.XException: no'])
      expect(readPasted(text)).toMatchObject({ error: { code: 'not-recognised' } });
  });
});

describe('several errors', () => {
  it('are one answer where they are the same', () => {
    const text = `${queryError(mismatch)}\n\nAn error occurred (SignatureDoesNotMatch) when calling the ListUsers operation: ${mismatch}\n`;
    expect(pasted(text)).toMatchObject({
      found: ['error-xml', 'error-text'],
      answer: { code: 'SignatureDoesNotMatch', message: mismatch, requestId },
    });
  });

  it('are one answer where one of them has no code', () => {
    const json = JSON.stringify({ message: mismatch });
    const words = `An error occurred (InvalidSignatureException) when calling the A operation: ${mismatch}`;
    for (const text of [`${json}\n${words}`, `${words}\n${json}`])
      expect(pasted(text).answer).toEqual({ code: 'InvalidSignatureException', message: mismatch });
  });

  it('are answered by the last, though only the first has a code', () => {
    const text = `<Error><Code>SlowDown</Code><Message>m</Message></Error>\n${JSON.stringify({ message: mismatch })}`;
    expect(pasted(text).answer).toEqual({ code: '', message: mismatch });
  });

  it('are answered by the last where they are not', () => {
    const first = '<Error><Code>SlowDown</Code><Message>m</Message><RequestId>1</RequestId></Error>';
    expect(pasted(`${first}\n${s3Error}`).answer).toMatchObject(s3Answer);
    expect(pasted(`${s3Error}\n${first}`).answer).toEqual({ code: 'SlowDown', message: 'm', requestId: '1' });
  });
});
