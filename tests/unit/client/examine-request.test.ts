import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';

import { examineRequest } from '../../../src/client/examine-request.ts';
import { presign } from '../../../src/core/sigv4/presign.ts';
import { sign } from '../../../src/core/sigv4/sign.ts';
import type { HttpRequest } from '../../../src/core/wire/message.ts';

const signedAt = Date.parse('2026-08-01T12:00:00Z');
const minute = 60_000;
const credentials = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'secret',
  sessionToken: 'the token',
};
const listUsers: HttpRequest = {
  method: 'POST',
  path: '/',
  query: '',
  headers: [['Host', 'iam.amazonaws.com']],
  body: utf8ToBytes('Action=ListUsers&Version=2010-05-08'),
};
const options = { credentials, region: 'us-east-1', service: 'iam', date: new Date(signedAt) };
const { request, canonicalRequest, stringToSign } = sign(listUsers, options);

describe('examineRequest', () => {
  it('derives both texts and finds no fault without the secret', () => {
    expect(examineRequest(request, { now: signedAt })).toMatchObject({
      kind: 'signed',
      derived: { canonicalRequest, stringToSign },
      judgement: { kind: 'sound' },
    });
  });

  it('judges the signature itself where the secret is known', () => {
    expect(examineRequest(request, { now: signedAt, record: credentials })).toMatchObject({
      judgement: { kind: 'verified' },
    });
    const record = { ...credentials, secretAccessKey: 'another' };
    expect(examineRequest(request, { now: signedAt, record })).toMatchObject({
      judgement: { kind: 'refused', refusal: { reason: 'signature-mismatch' } },
    });
  });

  it('judges an old request as of its own day, and says that it is late', () => {
    const late = examineRequest(request, { now: signedAt + 1000 * minute });
    expect(late).toMatchObject({ judgement: { kind: 'sound' }, late: { reason: 'signature-expired' } });
    expect(examineRequest(request, { now: signedAt + 4 * minute })).not.toHaveProperty('late');
    const early = examineRequest(request, { now: signedAt - 10 * minute });
    expect(early).toMatchObject({ late: { reason: 'signature-not-yet-current' } });
    const url = presign(listUsers, { ...options, expiresIn: 60 }).request;
    expect(examineRequest(url, { now: signedAt + 2 * minute })).toMatchObject({
      judgement: { kind: 'sound' },
      late: { reason: 'presigned-expired' },
    });
  });

  it('names what is wrong without the secret', () => {
    const withHeader = (name: string, value: string): HttpRequest => ({
      ...request,
      headers: [...request.headers, [name, value]],
    });
    for (const [changed, reason] of [
      [{ ...request, headers: request.headers.filter(([name]) => name !== 'Host') }, undefined],
      [withHeader('x-amz-acl', 'private'), 'header-not-signed'],
      [sign(listUsers, { ...options, region: 'eu-west-1' }).request, 'wrong-region'],
      [
        { ...sign(listUsers, { ...options, signBody: true }).request, body: utf8ToBytes('x') },
        'payload-hash-mismatch',
      ],
    ] as const) {
      const examined = examineRequest(changed, { now: signedAt });
      if (reason === undefined) expect(examined).toMatchObject({ judgement: { kind: 'sound' } });
      else expect(examined).toMatchObject({ judgement: { kind: 'refused', refusal: { reason } } });
    }
  });

  it('gives the facts of what is wrong', () => {
    const changed = { ...request, headers: [...request.headers, ['x-amz-acl', 'private'] as const] };
    expect(examineRequest(changed, { now: signedAt })).toMatchObject({
      judgement: { fault: { kind: 'header-not-signed', names: ['x-amz-acl'] } },
    });
  });

  it('remarks on what it could not check, and on what looks like a mistake', () => {
    const remarksOf = (each: HttpRequest) => {
      const examined = examineRequest(each, { now: signedAt });
      return examined.kind === 'signed' ? examined.remarks : undefined;
    };
    expect(remarksOf(sign(listUsers, { ...options, signBody: true }).request)).toEqual([]);
    expect(remarksOf(request)).toEqual([{ kind: 'body-unchecked' }]);
    const elsewhere: HttpRequest = { ...listUsers, headers: [['Host', 'api.example.com']] };
    expect(remarksOf(sign(elsewhere, { ...options, signBody: true }).request)).toEqual([
      { kind: 'scope-unchecked' },
    ]);
    const lost = { ...request, headers: request.headers.filter(([name]) => name !== 'Host') };
    expect(remarksOf(lost)).toContainEqual({ kind: 'signed-header-absent', names: ['host'] });
    const url = presign(listUsers, { ...options, expiresIn: 60 }).request;
    expect(remarksOf({ ...url, query: `${url.query}&utm_source=mail` })).toContainEqual({
      kind: 'parameters-after-signature',
      names: ['utm_source'],
    });
    const swapped = { ...credentials, accessKeyId: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
    expect(remarksOf(sign(listUsers, { ...options, credentials: swapped }).request)).toContainEqual({
      kind: 'secret-as-id',
    });
  });

  it('misses the token of a temporary key', () => {
    const { accessKeyId, secretAccessKey } = credentials;
    const tokenless = sign(listUsers, { ...options, credentials: { accessKeyId, secretAccessKey } }).request;
    expect(examineRequest(tokenless, { now: signedAt })).toMatchObject({
      judgement: { kind: 'refused', refusal: { reason: 'missing-token' } },
    });
  });

  it('tells an unsigned request from one whose signature cannot be read', () => {
    expect(examineRequest(listUsers, { now: signedAt })).toEqual({ kind: 'unsigned' });
    const broken = { ...listUsers, headers: [...listUsers.headers, ['Authorization', 'AWS4'] as const] };
    const examined = examineRequest(broken, { now: signedAt });
    expect(examined).toMatchObject({ kind: 'signed', judgement: { kind: 'refused' } });
    expect(examined).not.toHaveProperty('derived');
  });
});
