import { utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseRequest, printRequest } from '../../../../src/core/wire/http-text.ts';
import type { HttpRequest } from '../../../../src/core/wire/message.ts';

const request: HttpRequest = {
  method: 'POST',
  path: '/a%20b',
  query: 'x=1&y',
  headers: [
    ['Host', 'iam.amazonaws.com'],
    ['X-Two', '  two  spaces '],
    ['X-Empty', ''],
  ],
  body: utf8ToBytes('Action=ListUsers\n\nünï'),
};

describe('printRequest', () => {
  it('prints the message as it is sent', () => {
    expect(printRequest(request)).toBe(
      'POST /a%20b?x=1&y HTTP/1.1\nHost: iam.amazonaws.com\nX-Two:   two  spaces \nX-Empty: \n\nAction=ListUsers\n\nünï',
    );
  });

  it('does not print a body that is not UTF-8', () => {
    expect(printRequest({ ...request, body: new Uint8Array([0xff]) })).toBeUndefined();
  });
});

describe('parseRequest', () => {
  it('reads CRLF and a message without a body', () => {
    expect(parseRequest('GET / HTTP/1.1\r\nHost: h\r\n\r\n')).toEqual({
      ok: true,
      value: { method: 'GET', path: '/', query: '', headers: [['Host', 'h']], body: new Uint8Array() },
    });
    expect(parseRequest('GET / HTTP/1.1')).toMatchObject({ ok: true, value: { headers: [] } });
  });

  it('folds a header that goes on in the next line', () => {
    expect(parseRequest('GET / HTTP/1.1\nX-A: one\n  two\n\n')).toMatchObject({
      ok: true,
      value: { headers: [['X-A', 'one\n  two']] },
    });
  });

  it.each([
    ['', 1, 'expected a request line such as `POST / HTTP/1.1`'],
    ['GET /', 1, 'expected a request line such as `POST / HTTP/1.1`'],
    ['GET / HTTP/2', 1, 'expected a request line such as `POST / HTTP/1.1`'],
    ['GET iam HTTP/1.1', 1, 'the path `iam` must begin with `/`'],
    ['GET /#x HTTP/1.1', 1, 'a fragment (`#`) is not sent in a request'],
    ['GET / HTTP/1.1\nHost: h\nnonsense', 3, 'expected `Name: value`, got `nonsense`'],
    ['GET / HTTP/1.1\nA B: h', 2, 'expected `Name: value`, got `A B: h`'],
    ['GET / HTTP/1.1\n folded', 2, 'expected a header, got white space'],
  ])('refuses %j', (text, line, message) => {
    expect(parseRequest(text)).toEqual({ ok: false, error: { line, message } });
  });

  it('reads back what was printed', () => {
    const requests = fc.record({
      method: fc.constantFrom('GET', 'POST', 'DELETE'),
      path: fc.stringMatching(/^\/[a-z%0-9/._-]{0,20}$/),
      query: fc.stringMatching(/^[a-z=&%0-9+]{0,20}$/),
      headers: fc.array(
        fc.tuple(fc.stringMatching(/^[A-Za-z-]{1,10}$/), fc.stringMatching(/^[ -~\t]{0,20}$/)),
        { maxLength: 4 },
      ),
      body: fc.string({ unit: 'grapheme' }).map((text) => utf8ToBytes(text)),
    });
    fc.assert(
      fc.property(requests, (original) => {
        expect(parseRequest(printRequest(original) ?? '')).toEqual({ ok: true, value: original });
      }),
      { seed: 2, numRuns: 500 },
    );
  });
});
