import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/client/aws-api.ts';
import type { App } from '../../../src/ui/state/app.svelte.ts';
import { SignedWrite } from '../../../src/ui/state/signed-write.svelte.ts';

/** The part of the app that a write uses. */
function makeWrite() {
  const noticed: string[] = [];
  const app = {
    ready: { api: {} },
    noticeEnd: (answer: Answer<unknown>) => {
      noticed.push(answer.kind === 'error' ? answer.code : answer.kind);
    },
  };
  return { write: new SignedWrite(app as unknown as App), noticed };
}

const refusal = (code: string): Answer<never> => ({
  kind: 'error',
  code,
  message: 'no',
  status: 403,
  requestId: 'r',
});

describe('SignedWrite', () => {
  it.each(['ExpiredToken', 'InvalidClientTokenId', 'AccessDenied'])(
    'lets the app judge whether %s ends the session',
    async (code) => {
      const { write, noticed } = makeWrite();
      expect(await write.send(() => Promise.resolve(refusal(code)))).toBeUndefined();
      expect(write.refusal).toMatchObject({ code });
      expect(noticed).toEqual([code]);
    },
  );

  it('sends once for a double click', async () => {
    const { write, noticed } = makeWrite();
    const first = write.send(() => Promise.resolve({ kind: 'ok', value: 1, requestId: 'r' }));
    expect(await write.send(() => Promise.resolve(refusal('AccessDenied')))).toBeUndefined();
    expect(await first).toEqual({ value: 1 });
    expect(noticed).toEqual([]);
  });
});
