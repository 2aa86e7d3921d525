// The engine against the oracle: a naive second implementation of AWS's evaluation, on random policy sets
// and requests. The run prints what it reached, and fails when that is too little.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorize, compile } from '../../src/core/authorize/authorize.ts';
import { decide } from '../../src/core/authorize/decide.ts';
import { judge } from './oracle/judge.ts';
import { missingByForce } from './oracle/missing-by-force.ts';
import { smallCase, wholeCase, type Case } from './oracle/random-cases.ts';
import { account, iam, other } from './oracle/random-conditions.ts';
import { countJudgement, countOperator, describeTally, layers, newTally, outcomes } from './oracle/tally.ts';

const seed = 20261124;
const cases = 10_000;

// What a run must reach.
const leastOfOutcome = 0.15 * cases;
const leastAsOnlyBlocker = 100;
const leastOfOperator = 100;
const leastOfResult = 20;

const missingCases = 1000;
const mostCompletions = 700;
/** Of the keys that the engine names, the share that trying proves; the rest are said in vain. */
const leastProven = 0.95;

const object = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', resourceAccountId: account };
const user = `${iam}user/alice`;
const session = `arn:aws:sts::${account}:assumed-role/admin/s1`;
const linkedRole = `${iam}role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`;
const policyOf = (...Statement: readonly object[]) => ({
  name: 'p',
  document: { Version: '2012-10-17', Statement },
});
const allow = (more: object = {}) => policyOf({ Effect: 'Allow', Action: '*', Resource: '*', ...more });
const deny = (more: object = {}) => policyOf({ Effect: 'Deny', Action: '*', Resource: '*', ...more });

/** Failures of earlier runs, kept by name. */
const regressions: readonly (readonly [title: string, example: Case])[] = [
  [
    'a key that AWS lists as multivalued is no variable, though it comes with one value',
    {
      request: { ...object, principal: user, context: { 'aws:TagKeys': ['k'] } },
      set: { identity: [allow({ Resource: 'arn:aws:s3:::b/${aws:TagKeys}' })] },
    },
  ],
  [
    'a session that root federated is not limited by identity policies, which root has none of',
    {
      request: {
        ...object,
        principal: `arn:aws:sts::${account}:federated-user/carol`,
        issuer: `${iam}root`,
        context: {},
      },
      set: { identity: [], sessions: [allow()] },
    },
  ],
  [
    'RCPs do not stop the service that assumes its service-linked role',
    {
      request: {
        principal: 'ecs.amazonaws.com',
        action: 'sts:AssumeRole',
        resource: linkedRole,
        resourceAccountId: account,
        context: {},
      },
      set: {
        identity: [],
        resource: policyOf({
          Effect: 'Allow',
          Principal: { Service: 'ecs.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
        rcps: [{ id: 'r', policies: [deny({ Principal: '*', Action: 'sts:*' })] }],
      },
    },
  ],
  [
    'root may replace a queue policy that denies everybody',
    {
      request: {
        principal: `${iam}root`,
        action: 'sqs:SetQueueAttributes',
        resource: `arn:aws:sqs:us-east-1:${account}:q`,
        resourceAccountId: account,
        context: {},
      },
      set: { identity: [], resource: deny({ Principal: '*' }) },
    },
  ],
  [
    'an empty value is null',
    {
      request: { ...object, principal: user, context: { 'aws:TagKeys': [''] } },
      set: {
        identity: [
          allow({
            Condition: {
              'ForAllValues:StringEquals': { 'aws:TagKeys': 'a' },
              Null: { 'aws:TagKeys': 'false' },
            },
          }),
        ],
      },
    },
  ],
  [
    'naming the role beside a `*` with aws:PrincipalArn does not make the grant smaller',
    {
      request: { ...object, principal: session, context: {} },
      set: {
        identity: [],
        boundary: allow({ Action: 'iam:*' }),
        resource: allow({
          Principal: { AWS: ['*', `${iam}role/admin`] },
          Condition: { ArnEquals: { 'aws:PrincipalArn': `${iam}role/admin` } },
        }),
      },
    },
  ],
  [
    'across partitions it is the trust policy that blocks',
    {
      request: {
        principal: `arn:aws-cn:iam::${other}:user/dan`,
        action: 'sts:AssumeRole',
        resource: `${iam}role/admin`,
        resourceAccountId: account,
        context: {},
      },
      set: { identity: [allow()] },
    },
  ],
  [
    'the root ARN of another partition does not name the account',
    {
      request: { ...object, principal: session, context: {} },
      set: { identity: [], resource: deny({ Principal: { AWS: `arn:aws-cn:iam::${account}:root` } }) },
    },
  ],
  [
    'an incomplete ARN is completed, whatever wildcards it has',
    {
      request: {
        principal: user,
        action: 'sqs:SendMessage',
        resource: `arn:aws:sqs:us-east-1:${account}:q`,
        resourceAccountId: account,
        context: {},
      },
      set: { identity: [allow({ Resource: `arn:aws:sqs:us-?ast-1:${account}` })] },
    },
  ],
];

/** The same for `missingContext`. */
const missingRegressions: typeof regressions = [
  [
    'an allow of an endpoint policy does not stand in for one of the identity policies',
    {
      request: { ...object, principal: user, context: {} },
      set: {
        identity: [allow({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })],
        endpoint: allow({ Principal: '*' }),
      },
    },
  ],
  [
    'a variable at its default matches now, and may not once its key is given',
    {
      request: { ...object, principal: user, context: { 'aws:username': 'alice' } },
      set: {
        identity: [
          allow({ Condition: { StringEquals: { 'aws:username': "${aws:PrincipalTag/team, 'alice'}" } } }),
        ],
      },
    },
  ],
  [
    'aws:userid decides whether a unique id in a Principal means the caller',
    {
      request: { ...object, principal: session, context: {} },
      set: { identity: [], resource: allow({ Principal: { AWS: 'AROAADMINADMINADMIN1' } }) },
    },
  ],
  [
    'while an open grant of the resource does not hold, the boundary limits, which it would lift',
    {
      request: { ...object, principal: user, context: {} },
      set: {
        identity: [allow()],
        boundary: allow({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }),
        resource: allow({
          Principal: { AWS: user },
          Condition: { Bool: { 'aws:SecureTransport': 'true' } },
        }),
      },
    },
  ],
  [
    'of two open grants the weaker one leaves it to the identity policies',
    {
      request: { ...object, principal: user, context: {} },
      set: {
        identity: [allow({ Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '10' } } })],
        resource: policyOf(
          {
            Effect: 'Allow',
            Principal: '*',
            Action: '*',
            Resource: '*',
            Condition: { StringEquals: { k: 'a' } },
          },
          {
            Effect: 'Allow',
            Principal: { AWS: account },
            Action: '*',
            Resource: '*',
            Condition: { StringEquals: { l: 'a' } },
          },
        ),
      },
    },
  ],
  [
    'of two open grants of a trust policy the weaker one leaves it to the identity policies',
    {
      request: {
        principal: `${iam}user/alice`,
        action: 'sts:AssumeRole',
        resource: `${iam}role/admin`,
        resourceAccountId: account,
        context: {},
      },
      set: {
        identity: [
          policyOf({
            Effect: 'Allow',
            Action: '*',
            Resource: '*',
            Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
          }),
        ],
        resource: policyOf(
          {
            Effect: 'Allow',
            Principal: '*',
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'sts:ExternalId': 'a' } },
          },
          {
            Effect: 'Allow',
            Principal: { AWS: account },
            Action: 'sts:AssumeRole',
            Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
          },
        ),
      },
    },
  ],
  [
    'a value of a key can suit one family of operators and be none of another',
    {
      request: {
        principal: `${iam}user/alice`,
        action: 's3:GetObject',
        resource: 'arn:aws:s3:::b/k',
        resourceAccountId: account,
        context: {},
      },
      set: {
        identity: [
          policyOf(
            { Effect: 'Allow', Action: '*', Resource: '*', Condition: { NumericGreaterThan: { k: '10' } } },
            {
              Effect: 'Allow',
              Action: '*',
              Resource: '*',
              Condition: {
                StringNotEquals: { 'aws:PrincipalTag/team': 'red' },
                DateGreaterThanEquals: { k: '2026-01-01T00:00:00Z' },
              },
            },
          ),
        ],
      },
    },
  ],
  [
    'a unique id that may mean the caller opens what its grant is limited by',
    {
      request: {
        principal: `arn:aws:sts::${account}:assumed-role/admin/s1`,
        action: 's3:GetObject',
        resource: 'arn:aws:s3:::b/k',
        resourceAccountId: account,
        context: {},
      },
      set: {
        identity: [],
        boundary: policyOf({
          Effect: 'Allow',
          Action: '*',
          Resource: '*',
          Condition: { Null: { 'aws:PrincipalTag/team': 'true' } },
        }),
        resource: policyOf({
          Effect: 'Allow',
          Principal: { AWS: 'AROAADMINADMINADMIN1' },
          Action: '*',
          Resource: '*',
          Condition: { DateNotEquals: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
        }),
      },
    },
  ],
];

/** What the engine says, in the oracle's words. */
function answerOf({ request, set }: Case) {
  const policies = compile(set);
  const { outcome, blockedBy } = authorize(request, policies);
  return { outcome, blockedBy, decided: decide(request, policies) };
}

function expectedOf({ request, set }: Case) {
  const { outcome, blockedBy } = judge(request, set);
  return { outcome, blockedBy, decided: outcome };
}

describe('the engine says what the oracle says', { timeout: 120_000 }, () => {
  it(`on ${cases} random policy sets and requests`, () => {
    const tally = newTally();
    check(wholeCase, cases, ({ request, set, again }) => {
      const judgement = judge(request, set, (operator, holds) => countOperator(tally, operator, holds));
      countJudgement(tally, judgement);
      const policies = compile(set);
      const decision = authorize(request, policies);
      const { outcome, blockedBy } = judgement;
      // The same compiled set, asked by somebody else in between, must not remember.
      const answers = [
        decide(again, policies),
        decide(request, policies),
        authorize(again, policies).outcome,
      ];
      const expected = [judge(again, set).outcome, outcome];
      return (
        decision.outcome === outcome &&
        decision.blockedBy.join() === blockedBy.join() &&
        answers.join() === [...expected, expected[0]].join()
      );
    });
    console.log(`${tally.cases} cases, seed ${seed}\n${describeTally(tally)}`);
    expect(tally.cases).toBe(cases);
    for (const outcome of outcomes)
      expect(tally.outcomes.get(outcome) ?? 0, outcome).toBeGreaterThanOrEqual(leastOfOutcome);
    for (const layer of layers)
      expect(tally.onlyBlocker.get(layer) ?? 0, layer).toBeGreaterThanOrEqual(leastAsOnlyBlocker);
    for (const [operator, { held, failed }] of tally.operators) {
      expect(held + failed, operator).toBeGreaterThanOrEqual(leastOfOperator);
      expect(Math.min(held, failed), operator).toBeGreaterThanOrEqual(leastOfResult);
    }
  });

  it.each(regressions)('%s', (_, example) => {
    expect(answerOf(example)).toEqual(expectedOf(example));
  });

  it('the oracle agrees with itself: blocked exactly when not allowed', () => {
    check(wholeCase, 1000, ({ request, set }) => {
      const { outcome, blockedBy } = judge(request, set);
      return (outcome === 'allowed') === (blockedBy.length === 0);
    });
  });
});

describe('missingContext is what trying finds', { timeout: 120_000 }, () => {
  it('every key that changes an outcome is named, and most that are named change one', () => {
    let named = 0;
    let proven = 0;
    check(smallCase, missingCases, (example) => {
      const found = missingByForce(example.request, example.set, mostCompletions);
      fc.pre(found !== undefined);
      const keys = missingOf(example);
      named += keys.length;
      proven += keys.filter((key) => found?.has(key)).length;
      return [...(found?.keys() ?? [])].every((key) => keys.includes(key));
    });
    const share = proven / named;
    console.log(`missingContext: ${named} keys named, ${proven} proven (${(100 * share).toFixed(1)} %)`);
    expect(named).toBeGreaterThan(100);
    expect(share).toBeGreaterThanOrEqual(leastProven);
  });

  it.each(missingRegressions)('%s', (_, example) => {
    expect(missingOf(example).toSorted()).toEqual([...provenOf(example)].toSorted());
  });
});

function missingOf({ request, set }: Case): readonly string[] {
  return authorize(request, compile(set)).missingContext.map((key) => key.toLowerCase());
}

function provenOf({ request, set }: Case): Iterable<string> {
  return missingByForce(request, set, mostCompletions)?.keys() ?? [];
}

/** Like `fc.assert`, but tells the counterexample as JSON, with both answers. */
function check<Tried extends Case>(
  arbitrary: fc.Arbitrary<Tried>,
  numRuns: number,
  holds: (example: Tried) => boolean,
): void {
  const result = fc.check(fc.property(arbitrary, holds), { seed, numRuns });
  if (!result.failed) return;
  const [example] = result.counterexample ?? [];
  if (example === undefined) throw new Error(fc.defaultReportMessage(result));
  const { request, set } = example;
  const told = {
    engine: attempt(() => ({ ...answerOf(example), missingContext: missingOf(example) })),
    oracle: attempt(() => ({ ...judge(request, set), missingContext: [...provenOf(example)] })),
    example,
  };
  throw new Error(
    `seed ${result.seed}, path ${result.counterexamplePath ?? ''}: ${JSON.stringify(told, null, 1)}`,
    { cause: result.errorInstance },
  );
}

/** What threw is told as well as what answered otherwise. */
function attempt(answer: () => unknown): unknown {
  try {
    return answer();
  } catch (error) {
    return String(error);
  }
}
