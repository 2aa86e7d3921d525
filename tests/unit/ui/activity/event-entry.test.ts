import { describe, expect, it } from 'vitest';
import { readEvent } from '../../../../src/ui/features/activity/event-entry.ts';
import { passesFilter, type OutcomeFilter } from '../../../../src/ui/words/event.ts';

function event(record: unknown, readOnly = false) {
  return {
    eventId: 'e',
    eventName: 'CreateUser',
    eventSource: 'iam.amazonaws.com',
    eventTime: '2026-11-22T06:00:00Z',
    readOnly,
    cloudTrailEvent: typeof record === 'string' ? record : JSON.stringify(record),
  };
}

describe('readEvent', () => {
  it.each([
    [{}, 'allowed'],
    [
      { errorCode: 'AccessDenied', errorMessage: 'because no identity-based policy allows it' },
      'implicitDeny',
    ],
    [
      {
        errorCode: 'AccessDeniedException',
        errorMessage: 'x with an explicit deny in an identity-based policy',
      },
      'explicitDeny',
    ],
    [{ errorCode: 'SignatureDoesNotMatch' }, 'notAuthenticated'],
    [{ errorCode: 'InvalidSignatureException' }, 'notAuthenticated'],
    [{ errorCode: 'NoSuchEntityException' }, 'failed'],
  ])('tells the outcome of %o', (record, expected) => {
    const { outcome } = readEvent(event(record));
    expect(outcome.kind === 'failed' ? 'failed' : outcome.verdict).toBe(expected);
  });

  it('takes a failed sign-in for what it is, though it has no error code', () => {
    const failed = { ...event({ responseElements: { ConsoleLogin: 'Failure' } }), eventName: 'ConsoleLogin' };
    expect(readEvent(failed).outcome).toEqual({ kind: 'verdict', verdict: 'notAuthenticated' });
  });

  it.each([
    [{ type: 'Root', arn: 'arn:aws:iam::123456789012:root' }, 'root'],
    [{ type: 'IAMUser', userName: 'alice', arn: 'arn:aws:iam::123456789012:user/alice' }, 'alice'],
    [
      { type: 'AssumedRole', arn: 'arn:aws:sts::123456789012:assumed-role/r/s' },
      'arn:aws:sts::123456789012:assumed-role/r/s',
    ],
    [undefined, ''],
  ])('names the caller %o', (userIdentity, who) => {
    expect(readEvent(event({ userIdentity })).who).toBe(who);
  });

  it.each([
    [{ sessionCredentialFromConsole: 'true' }, true, true],
    [{ sessionCredentialFromConsole: 'true' }, false, false],
    [{}, true, false],
  ])('of %o with readOnly %s: hidden as the console’s own read is %s', (record, readOnly, expected) => {
    expect(readEvent(event(record, readOnly)).consoleRead).toBe(expected);
  });

  it.each(['not json', '[]', 'null', '"text"'])('shows a record that is none as it is: %s', (text) => {
    const entry = readEvent(event(text));
    expect(entry.record).toBe(text);
    expect(entry.requestId).toBeUndefined();
  });
});

describe('passesFilter', () => {
  const outcomes = [
    { kind: 'verdict', verdict: 'allowed' },
    { kind: 'verdict', verdict: 'explicitDeny' },
    { kind: 'verdict', verdict: 'implicitDeny' },
    { kind: 'verdict', verdict: 'notAuthenticated' },
    { kind: 'failed' },
  ] as const;
  it.each([
    ['all', [0, 1, 2, 3, 4]],
    ['allowed', [0]],
    ['denied', [1, 2]],
    ['notAuthenticated', [3]],
    ['failed', [4]],
  ] as const satisfies [OutcomeFilter, number[]][])('%s', (filter, expected) => {
    const passing = outcomes.flatMap((outcome, index) => (passesFilter(outcome, filter) ? [index] : []));
    expect(passing).toEqual(expected);
  });
});
