import { describe, expect, it } from 'vitest';

import { accessKeyIdOf, credentialScopeOf } from '../../../../src/core/authenticate/parse-authorization.ts';
import type { Header, HttpRequest } from '../../../../src/core/wire/message.ts';

function request(authorization: string | undefined, query = ''): HttpRequest {
  const headers: Header[] = authorization === undefined ? [] : [['authorization', authorization]];
  return { method: 'GET', path: '/', query, headers, body: new Uint8Array() };
}

const scope = { date: '20150830', region: 'us-east-1', service: 'iam' };
const credential = 'AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request';

describe('accessKeyIdOf and credentialScopeOf', () => {
  it.each([
    [
      'the header',
      request(`AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=ab`),
      'AKIDEXAMPLE',
      scope,
    ],
    // The S3 API reference writes the parts without spaces.
    [
      'a header without spaces',
      request(`AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=host,Signature=ab`),
      'AKIDEXAMPLE',
      scope,
    ],
    [
      'the query',
      request(undefined, `X-Amz-Credential=${encodeURIComponent(credential)}`),
      'AKIDEXAMPLE',
      scope,
    ],
    [
      'a scope that is broken',
      request('AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830'),
      'AKIDEXAMPLE',
      undefined,
    ],
    [
      'an empty id',
      request('AWS4-HMAC-SHA256 Credential=/20150830/us-east-1/iam/aws4_request'),
      undefined,
      undefined,
    ],
    [
      'both, where the header counts',
      request(`AWS4-HMAC-SHA256 Credential=${credential}`, 'X-Amz-Credential=OTHER'),
      'AKIDEXAMPLE',
      scope,
    ],
    ['nothing', request(undefined), undefined, undefined],
    ['another scheme', request('Bearer abc'), undefined, undefined],
  ])('read %s', (_, from, id, expected) => {
    expect(accessKeyIdOf(from)).toBe(id);
    expect(credentialScopeOf(from)).toEqual(expected);
  });
});
