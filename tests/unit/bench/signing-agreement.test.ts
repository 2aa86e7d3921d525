// The signing bench compares like with like: everybody signs the same requests, and makes the same signatures.

import { describe, expect, it } from 'vitest';
import { checkAgreement } from '../../bench/signing-agreement.ts';
import { keyUses, signingCases, turnsOf } from '../../bench/signing-cases.ts';
import { makeSigners, signerNames, type Signer } from '../../bench/signing-signers.ts';

describe('the signers', () => {
  it.each(keyUses)('make the same signatures, with a %s key', async (keyUse) => {
    await checkAgreement(makeSigners(keyUse), keyUse);
  });

  it('are named as they are printed, each once', () => {
    expect(makeSigners('cached').map(({ name }) => name)).toEqual(signerNames);
  });

  it('are refused when one differs in a byte, with both answers', async () => {
    const [ours] = makeSigners('cached');
    const other: Signer = {
      kind: 'awaited',
      name: 'aws4fetch',
      prepare: (turn) => () => Promise.resolve(`${ours?.prepare(turn)() as string}`.replace(/.$/, 'x')),
    };
    await expect(checkAgreement([ours as Signer, other], 'cached')).rejects.toThrow(
      /^IAM Query POST, cached key, turn 0: signers differ\n {2}ours: AWS4-HMAC-.*[0-9a-f]\n {2}aws4fetch: AWS4-HMAC-.*x$/,
    );
  });

  it('are refused when one answers an end of a signature', async () => {
    const [ours] = makeSigners('fresh');
    const short: Signer = {
      kind: 'at-once',
      name: 'our verification',
      prepare: (turn) => () => (ours?.prepare(turn)() as string).slice(-63),
    };
    await expect(checkAgreement([ours as Signer, short], 'fresh')).rejects.toThrow('signers differ');
  });
});

describe('what is signed', () => {
  const [iam, s3, dynamodb, lambda] = signingCases;

  it('is of the sizes that the bench is described with', () => {
    expect([iam, s3, dynamodb, lambda].map((each) => each?.request.body.length)).toEqual([118, 0, 1_024, 0]);
    expect(s3?.request.query.split('&')).toHaveLength(3);
    expect(signingCases.map(({ sessionToken = '' }) => sessionToken.length)).toEqual([0, 0, 0, 400]);
  });

  it('has four signed headers in the IAM request', async () => {
    const [ours] = makeSigners('cached');
    const [first] = turnsOf({ keyUse: 'cached', pass: 0, times: 1 });
    const authorization = (await ours?.prepare(first as typeof first & object)()) ?? '';
    expect(/SignedHeaders=([^,]*)/.exec(authorization)?.[1]?.split(';')).toHaveLength(4);
  });

  it('is the same when made again, in new objects', () => {
    const [once, again] = [0, 1].map(() => turnsOf({ keyUse: 'fresh', pass: 3, times: 2 }));
    expect(again).toEqual(once);
    expect(again?.[0]?.signing.request).not.toBe(once?.[0]?.signing.request);
  });

  it('is signed with one secret where keys are cached, and each with its own where they are fresh', () => {
    const secrets = keyUses.map((keyUse) => {
      const turns = [0, 1].flatMap((pass) => turnsOf({ keyUse, pass, times: 5 }));
      return turns.map(({ credentials }) => credentials.secretAccessKey);
    });
    expect(secrets.map((each) => [each.length, new Set(each).size])).toEqual([
      [40, 1],
      [40, 40],
    ]);
    expect(secrets.flat().filter((secret) => secret.length !== 40)).toEqual([]);
  });

  it('is all of one day, so that a cached key stays good', () => {
    const days = [0, 40].flatMap((pass) =>
      turnsOf({ keyUse: 'cached', pass, times: 250 }).map(({ date }) => date.toISOString().slice(0, 10)),
    );
    expect(new Set(days).size).toBe(1);
  });
});
