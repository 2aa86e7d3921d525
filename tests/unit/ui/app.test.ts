import { describe, expect, it, vi } from 'vitest';
import type { Answer } from '../../../src/client/aws-api.ts';
import type { ConsoleSession } from '../../../src/client/ports.ts';
import { ok } from '../../../src/core/lang/result.ts';
import { App } from '../../../src/ui/state/app.svelte.ts';
import type { OpenSandbox, Platform } from '../../../src/ui/ports.ts';

const accountId = '111122223333';
const summary = { id: 's', name: 'S', accountId, accountIds: [accountId], createdAt: 0 };
const input = {
  name: 'S',
  alias: 'demo',
  email: 'root@example.com',
  password: 'Correct horse 7',
  withSampleBucket: false,
};
const session: ConsoleSession = {
  sandboxId: 's',
  credentials: { accessKeyId: 'ASIA', secretAccessKey: 'x', sessionToken: 'x' },
  principalArn: `arn:aws:iam::${accountId}:root`,
  accountId,
  issuedAt: 0,
  expiresAt: 1,
};

function makeApp(
  answer: Answer<ConsoleSession>,
  meanwhile: (app: App) => void = () => undefined,
  now: () => number = () => 0,
) {
  const seen: string[] = [];
  const closed: string[] = [];
  const sandboxOf = (id: string) =>
    ({
      summary: { ...summary, id },
      clock: { now },
      session: () => Promise.resolve(undefined),
      saveSession: () => Promise.resolve(),
      apiFor: () => ({}),
      close: () => closed.push(id),
      signin: {
        actAs: () => Promise.resolve(answer),
        signInRoot() {
          seen.push(app.stage.stage);
          meanwhile(app);
          return new Promise((resolve) => setTimeout(() => resolve(answer)));
        },
      },
    }) as unknown as OpenSandbox;
  const sandboxes = {
    create: () => Promise.resolve(ok(summary)),
    list: () => Promise.resolve(ok([summary])),
    open: (id: string) => Promise.resolve(ok(sandboxOf(id))),
  };
  const app = new App({ sandboxes } as unknown as Platform);
  app.welcome();
  return { app, seen, closed };
}

describe('signing up', () => {
  it('leads from the welcome into the console: nobody is asked to sign in on the way', async () => {
    const { app, seen } = makeApp({ kind: 'ok', value: session, requestId: 'r' });
    await app.create(input);
    expect(seen).toEqual(['welcome']);
    expect(app.ready.session).toEqual(session);
  });

  it('asks to sign in where the sign-in service refused', async () => {
    const { app } = makeApp({ kind: 'error', status: 400, code: 'X', message: 'no', requestId: 'r' });
    await app.create(input);
    expect(app.stage).toMatchObject({ stage: 'sign-in', why: 'first', last: undefined });
  });

  it('closes what was opened meanwhile: the new sandbox is what was asked for', async () => {
    const { app, closed } = makeApp(
      { kind: 'ok', value: session, requestId: 'r' },
      (each) => void each.open('old'),
    );
    await app.create(input);
    expect(app.ready.sandbox.summary.id).toBe('s');
    expect(closed).toEqual(['old']);
  });
});

describe('a session', () => {
  it('ends by the sandbox’s clock, and who it was is told', async () => {
    vi.useFakeTimers();
    let now = 0;
    const signedIn = { kind: 'ok', value: session, requestId: 'r' } as const;
    const { app } = makeApp(signedIn, undefined, () => now);
    const created = app.create(input);
    await vi.runAllTimersAsync();
    await created;
    const stop = app.watchExpiry();
    vi.advanceTimersByTime(60_000);
    expect(app.stage.stage).toBe('ready');
    // The clock is put forward.
    now = session.expiresAt;
    vi.advanceTimersByTime(1000);
    expect(app.stage).toMatchObject({ stage: 'sign-in', why: 'expired', last: session });
    stop();
    vi.useRealTimers();
  });

  it('of who acts as somebody is marked', async () => {
    const { app } = makeApp({ kind: 'ok', value: session, requestId: 'r' });
    await app.create(input);
    await app.actAs(session.principalArn);
    expect(app.ready.session).toEqual({ ...session, actsAs: true });
  });
});
