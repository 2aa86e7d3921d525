import { describe, expect, it, vi } from 'vitest';
import type { ConsoleSession } from '../../../../src/client/ports.ts';
import type { SignInAnswer } from '../../../../src/client/signin-api.ts';
import { codeDigits, SignInForm } from '../../../../src/ui/features/sign-in/sign-in-form.svelte.ts';

const session = { accountId: '111122223333' } as ConsoleSession;
const inside: SignInAnswer = { kind: 'ok', value: session, requestId: 'r' };
const incorrect: SignInAnswer = {
  kind: 'error',
  code: 'AuthenticationFailed',
  status: 400,
  message: 'Your authentication information is incorrect. Please try again.',
  requestId: 'r',
};

function makeForm(...answers: SignInAnswer[]) {
  const asked: object[] = [];
  const ask = (kind: string) => (input: object) => {
    asked.push({ kind, ...input });
    return Promise.resolve(answers.shift() ?? inside);
  };
  const form = new SignInForm({ signInRoot: ask('root'), signInUser: ask('user') });
  form.account = ' 1111-2222-3333 ';
  form.userName = ' bob ';
  form.email = ' root@example.com ';
  form.password = 'first';
  return { form, asked };
}

const bob = { kind: 'user', account: '111122223333', userName: 'bob', password: 'first' };

describe('signing in', () => {
  it('asks as root or as a user, and forgets the password once one is in', async () => {
    const { form, asked } = makeForm();
    expect(await form.submit('root')).toBe(session);
    expect(asked).toEqual([{ kind: 'root', email: 'root@example.com', password: 'first' }]);
    expect(form.password).toBe('');
  });

  it('asks for a code, then hands on the challenge in its place, with the new password', async () => {
    const { form, asked } = makeForm(
      { kind: 'mfa', requestId: 'r' },
      { kind: 'new-password', reason: 'first', challenge: 'c', requestId: 'r' },
    );
    expect(await form.submit('user')).toBeUndefined();
    expect(form.step).toEqual({ kind: 'mfa' });
    form.code = '123456';
    await form.submit('user');
    expect(form.step).toEqual({ kind: 'new-password', reason: 'first', challenge: 'c' });
    expect(form.code).toBe('');
    form.newPassword = form.repeated = 'second';
    expect(await form.submit('user')).toBe(session);
    expect(asked).toEqual([
      bob,
      { ...bob, mfaCode: '123456' },
      { ...bob, newPassword: 'second', challenge: 'c' },
    ]);
    expect([form.password, form.newPassword, form.repeated]).toEqual(['', '', '']);
  });

  it('asks for the code once more when the challenge is too old, and keeps the new password', async () => {
    const { form } = makeForm(
      { kind: 'new-password', reason: 'expired', challenge: 'c', requestId: 'r' },
      { kind: 'mfa', requestId: 'r' },
    );
    await form.submit('user');
    form.newPassword = 'second';
    await form.submit('user');
    expect(form.step).toEqual({ kind: 'mfa' });
    expect(form.newPassword).toBe('second');
  });

  it('stays at its step when refused, and keeps what was typed but for the code', async () => {
    const { form } = makeForm(incorrect, { kind: 'mfa', requestId: 'r' }, incorrect);
    await form.submit('user');
    expect(form.refusal).toBe(incorrect);
    expect([form.userName, form.password]).toEqual([' bob ', 'first']);
    await form.submit('user');
    expect(form.refusal).toBeUndefined();
    form.code = '000000';
    await form.submit('user');
    expect(form.step).toEqual({ kind: 'mfa' });
    expect([form.refusal, form.code]).toEqual([incorrect, '']);
  });

  it('keeps nothing secret when one begins anew, and lets nobody in by an answer that comes late', async () => {
    const { form } = makeForm();
    const entering = form.submit('user');
    form.restart();
    expect([form.password, form.userName]).toEqual(['', ' bob ']);
    expect(await entering).toBeUndefined();
  });

  it('sends once for a double click, and says that it is busy after 400 ms', async () => {
    vi.useFakeTimers();
    let answer: (value: SignInAnswer) => void = () => undefined;
    const signInRoot = vi.fn(() => new Promise<SignInAnswer>((resolve) => (answer = resolve)));
    const form = new SignInForm({ signInRoot, signInUser: signInRoot });
    const first = form.submit('root');
    void form.submit('root');
    vi.advanceTimersByTime(399);
    expect(form.busy).toBe(false);
    vi.advanceTimersByTime(1);
    expect(form.busy).toBe(true);
    answer(inside);
    expect(await first).toBe(session);
    expect(form.busy).toBe(false);
    expect(signInRoot).toHaveBeenCalledTimes(1);
    vi.useRealTimers();
  });

  it('takes a code as it is shown or pasted', () => {
    expect(['123 456', ' 123-456\n', '12345678', 'abc'].map(codeDigits)).toEqual([
      '123456',
      '123456',
      '123456',
      '',
    ]);
  });
});
