import { describe, expect, it } from 'vitest';
import type { RequestTrace } from '../../../../src/cloud/request-trace.ts';
import type { ElementTrace, LayerTrace, StatementTrace } from '../../../../src/core/authorize/trace.ts';
import type { Decision, Outcome } from '../../../../src/core/authorize/types.ts';
import {
  byPolicy,
  byService,
  closestStatements,
  decidingStatements,
  stagesOf,
  statementMarks,
  statementName,
  verdictOf,
} from '../../../../src/ui/features/requests/decision-reading.ts';

const span = { start: 0, end: 1, line: 1, column: 1 };

function element(name: ElementTrace['element'], matched: boolean): ElementTrace {
  return { element: name, matched, reason: matched ? 'matched' : 'condition-false', path: [], span };
}

function statement(sid: string, part: Partial<StatementTrace>): StatementTrace {
  return { index: 0, sid, effect: 'Allow', applies: false, elements: [], span, ...part };
}

function layer(outcome: LayerTrace['outcome'], statements: readonly StatementTrace[]): LayerTrace {
  return { type: 'identity', outcome, policies: [{ name: 'p', text: '', readable: true, statements }] };
}

function decision(outcome: Outcome, layers: readonly LayerTrace[]): Decision {
  return { outcome, blockedBy: [], missingContext: [], problems: [], trace: { layers, rules: [] } };
}

const sids = (found: ReturnType<typeof decidingStatements>): (string | undefined)[] =>
  found.map((placed) => placed.statement.sid);

describe('decidingStatements', () => {
  const layers = [
    layer('explicitDeny', [
      statement('yes', { applies: true }),
      statement('no', { applies: true, effect: 'Deny' }),
      statement('other', { effect: 'Deny' }),
    ]),
  ];
  it.each([
    ['allowed', ['yes']],
    ['explicitDeny', ['no']],
    ['implicitDeny', []],
  ] as const)('are those whose effect made it %s', (outcome, expected) => {
    expect(sids(decidingStatements(decision(outcome, layers)))).toEqual(expected);
  });

  it('come with each policy once', () => {
    const both = [layer('allow', [statement('a', { applies: true }), statement('b', { applies: true })])];
    const groups = byPolicy(decidingStatements(decision('allowed', both)));
    expect(groups.map(({ statements }) => statements.map(({ sid }) => sid))).toEqual([['a', 'b']]);
  });
});

describe('closestStatements', () => {
  const far = statement('far', {
    elements: [element('Action', true), element('Resource', false), element('Condition', false)],
  });
  const near = statement('near', { elements: [element('NotAction', true), element('Resource', false)] });
  const otherAction = statement('action', {
    elements: [element('Action', false), element('Resource', true)],
  });
  const deny = statement('deny', {
    effect: 'Deny',
    elements: [element('Action', true), element('Resource', false)],
  });

  it('are the allows that name the action, the nearest first', () => {
    const found = closestStatements(
      decision('implicitDeny', [
        layer('implicitDeny', [far, otherAction, deny, near]),
        layer('allow', [near]),
      ]),
    );
    expect(sids(found)).toEqual(['near', 'far']);
  });

  it('are none unless the deny is implicit', () => {
    expect(closestStatements(decision('explicitDeny', [layer('implicitDeny', [near])]))).toEqual([]);
  });
});

describe('byService', () => {
  it('sets aside the statements that their Action has settled', () => {
    const idle: ElementTrace = { ...element('Resource', false), reason: 'not-looked-at' };
    const mine = statement('mine', { elements: [element('Action', false), element('Resource', true)] });
    const other = statement('other', { elements: [element('Action', false), idle] });
    expect(byService([other, mine])).toEqual({ aboutService: [mine], aboutOthers: [other] });
  });
});

describe('how far a request came', () => {
  const computed = { canonicalRequest: '', stringToSign: '', signature: '' };
  const verified = {
    kind: 'verified',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    scope: { date: '20150830', region: 'us-east-1', service: 'iam' },
    signedHeaders: [],
    presigned: false,
    signedAt: 0,
    computed,
  } as const;
  const refused = {
    kind: 'refused',
    reason: 'unknown-key',
    code: 'InvalidClientTokenId',
    status: 403,
    message: '',
  } as const;
  const authorization = (outcome: Outcome) => ({ outcome, checks: [] });
  const trace = (part: Partial<RequestTrace>): RequestTrace => ({
    requestId: 'r',
    receivedAt: 0,
    service: 'iam',
    verification: verified,
    answer: { status: 200 },
    ...part,
  });

  it.each([
    ['allowed', { authorization: authorization('allowed') }, 'allowed', 'passed passed passed'],
    [
      'allowed, then failed',
      { authorization: authorization('allowed'), answer: { status: 404, code: 'NoSuchEntity' } },
      'allowed',
      'passed passed ended',
    ],
    [
      'denied',
      { authorization: authorization('implicitDeny'), answer: { status: 403 } },
      'implicitDeny',
      'passed ended passed',
    ],
    [
      'refused',
      { verification: refused, answer: { status: 403 } },
      'notAuthenticated',
      'ended skipped passed',
    ],
    [
      'unsigned and refused',
      { verification: { kind: 'anonymous' }, answer: { status: 403 } },
      'notAuthenticated',
      'ended skipped passed',
    ],
    [
      'signed with credentials that are never good for it',
      { credentialLimit: 'role-session', answer: { status: 403 } },
      'refused',
      'passed ended passed',
    ],
    ['unsigned and admitted', { verification: { kind: 'anonymous' } }, 'allowed', 'passed passed passed'],
    ['in need of no permission', {}, 'allowed', 'passed passed passed'],
    ['badly asked', { answer: { status: 400 } }, undefined, 'passed skipped ended'],
  ] as const)('%s', (_, part, verdict, stages) => {
    const { authenticated, authorized, answered } = stagesOf(trace(part));
    expect(verdictOf(trace(part))).toBe(verdict);
    expect(`${authenticated} ${authorized} ${answered}`).toBe(stages);
  });
});

describe('statementMarks', () => {
  const text = '[\n  {\n    "Effect": "Deny"\n  }\n]';
  const denying = statement('no', {
    effect: 'Deny',
    applies: true,
    span: { start: 4, end: text.length - 2, line: 2, column: 3 },
  });

  it('mark each line of the statement without its indentation, and name it once', () => {
    const marks = statementMarks(text, [denying]);
    expect(marks.map(({ start, end }) => text.slice(start, end))).toEqual(['{', '"Effect": "Deny"', '}']);
    expect(marks.map(({ tone, label }) => [tone, label])).toEqual([
      ['deny', 'Statement “no”, it counts'],
      ['deny', undefined],
      ['deny', undefined],
    ]);
  });

  it.each([
    [{ applies: true, effect: 'Allow' }, 'allow'],
    [{ applies: false, effect: 'Deny' }, 'implicit'],
  ] as const)('of %o have the tone %s', (part, tone) => {
    expect(statementMarks(text, [{ ...denying, ...part }])[0]?.tone).toBe(tone);
  });
});

describe('statementName', () => {
  it.each([
    [{ index: 1 }, 'Statement 2'],
    [{ index: 0, sid: 'ReadOnly' }, 'Statement “ReadOnly”'],
    [{ index: 2, sid: '' }, 'Statement 3'],
  ])('%o is %s', (part, expected) => {
    const { sid: _sid, ...bare } = statement('', {});
    expect(statementName({ ...bare, ...part })).toBe(expected);
  });
});
