// From a pasted text to what is told of it: each example of the bench comes to the cause that it was made with.

import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';

import type { Profile } from '../../../../src/client/ports.ts';
import { differenceCause } from '../../../../src/core/authenticate/difference-cause.ts';
import { firstDifference } from '../../../../src/core/authenticate/first-difference.ts';
import { printRequest } from '../../../../src/core/wire/http-text.ts';
import { sign } from '../../../../src/core/sigv4/sign.ts';
import type { HttpRequest } from '../../../../src/core/wire/message.ts';
import { debugExamples } from '../../../../src/ui/features/signing/debug-examples.ts';
import { SignatureDebugger } from '../../../../src/ui/features/signing/signature-debugger.svelte.ts';

const now = Date.parse('2026-08-01T12:00:00Z');
// Made by our own rule for the account 123456789012.
const ourKey = 'AKIARZPUZDIKAAAAAAAA';
const theirs = 'ASIAY34FZKBOKMUTVV7A';

function debuggerWith(profiles: readonly Profile[] = []): SignatureDebugger {
  return new SignatureDebugger({
    now: () => now,
    profiles: () => profiles,
    accountIds: () => ['123456789012'],
    accounts: () => [],
  });
}

function signedBy(accessKeyId: string, secretAccessKey = 'secret'): string {
  const request: HttpRequest = {
    method: 'GET',
    path: '/',
    query: 'Action=ListUsers&Version=2010-05-08',
    headers: [['Host', 'iam.amazonaws.com']],
    body: new Uint8Array(),
  };
  const credentials = { accessKeyId, secretAccessKey };
  const signed = sign(request, { credentials, region: 'us-east-1', service: 'iam', date: new Date(now) });
  return printRequest(signed.request) ?? '';
}

function causeIn(found: SignatureDebugger): string | undefined {
  const { comparison } = found;
  if (comparison === undefined) return undefined;
  const difference = firstDifference(comparison.mine, comparison.theirs);
  if (difference === undefined) return undefined;
  const { mine, theirs, service, from } = comparison;
  return differenceCause(difference, {
    signed: mine,
    received: theirs,
    service,
    signer: from === 'message' ? 'rules' : 'unknown',
  });
}

function exampleNamed(name: string): SignatureDebugger {
  const found = debuggerWith();
  const example = debugExamples.find((each) => each.name === name);
  if (example === undefined) throw new Error(`no example is named ${name}`);
  Object.assign(found, example.make(new Date(now)));
  flushSync();
  return found;
}

describe('the examples', () => {
  it('find the changed body', () => {
    const found = exampleNamed('The body changed on its way');
    expect(causeIn(found)).toBe('body-changed');
    expect(found.comparison).toMatchObject({ from: 'message', against: 'aws' });
    expect(found.examination).toMatchObject({ kind: 'signed', judgement: { kind: 'sound' } });
    expect(found.key).toMatchObject({ kind: 'example' });
  });

  it('find the path that was encoded once, from the signer’s own log', () => {
    const found = exampleNamed('A path encoded once');
    expect(found.comparison).toMatchObject({ from: 'log', against: 'aws' });
    expect(causeIn(found)).toBe('path-signed-encoded-once');
  });

  it('find the wrong Region without an answer', () => {
    expect(exampleNamed('Another Region').examination).toMatchObject({
      judgement: { kind: 'refused', refusal: { reason: 'wrong-region' } },
    });
  });

  it('find the URL of yesterday sound, and too late', () => {
    expect(exampleNamed('A presigned URL of yesterday').examination).toMatchObject({
      judgement: { kind: 'sound' },
      late: { reason: 'presigned-expired' },
    });
  });
});

describe('whose key it is', () => {
  it.each([
    [ourKey, 'here', ourKey],
    ['AKIAIOSFODNN7EXAMPLE', 'example', 'AKIAIOSFODNN7EXAMPLE'],
    [theirs, 'elsewhere', 'ASIA••••••••••••VV7A'],
  ])('%s is %s', (id, kind, shown) => {
    const found = debuggerWith();
    found.request = signedBy(id);
    expect(found.key).toMatchObject({ kind, shown });
    expect(found.masked(found.request)).toContain(shown);
  });

  it('decides whether the signature itself can be judged', () => {
    const profile = (secretAccessKey: string): Profile => ({
      sandboxId: 's',
      name: 'alice',
      region: 'us-east-1',
      credentials: { accessKeyId: ourKey, secretAccessKey },
    });
    const right = debuggerWith([profile('secret')]);
    right.request = signedBy(ourKey);
    expect(right.examination).toMatchObject({ judgement: { kind: 'verified' } });
    const wrong = debuggerWith([profile('another')]);
    wrong.request = signedBy(ourKey);
    expect(wrong.examination).toMatchObject({
      judgement: { kind: 'refused', refusal: { reason: 'signature-mismatch' } },
    });
  });
});

it('shows no secret that stands where the id of a key should', () => {
  const found = debuggerWith();
  found.request = signedBy('wJalrXUtnFEMI/K7MDENG/bPxRfiCYREALSECRET');
  expect(found.examination).toMatchObject({ kind: 'signed', remarks: [{ kind: 'secret-as-id' }] });
  expect(found.masked(found.request)).not.toContain('REALSECRET');
});

it('says what cannot be read, box by box, and forgets on demand', () => {
  const found = debuggerWith();
  expect(found.pasted).toBeUndefined();
  found.request = 'good morning';
  expect(found.read).toMatchObject({ ok: false, error: { code: 'not-recognised' } });
  expect(found.examination).toBeUndefined();
  found.answer = signedBy(ourKey);
  expect(found.pasted?.request).toBeDefined();
  found.clear();
  expect([found.request, found.answer, found.pasted]).toEqual(['', '', undefined]);
});
