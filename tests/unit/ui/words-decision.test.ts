import { describe, expect, it } from 'vitest';
import type { RefusalReason } from '../../../src/core/authenticate/verification.ts';
import type {
  ConditionTrace,
  ElementReason,
  ElementTrace,
  LayerTrace,
  RuleTrace,
  StatementElement,
} from '../../../src/core/authorize/trace.ts';
import type { Outcome, PolicyType } from '../../../src/core/authorize/types.ts';
import { conditionSentence, elementSentence } from '../../../src/ui/words/decision-elements.ts';
import {
  layerOutcomeWords,
  outcomeWords,
  policyTypeWords,
  otherServicesWords,
  ruleDetail,
  ruleWords,
} from '../../../src/ui/words/decision.ts';
import { refusalWords } from '../../../src/ui/words/refusal.ts';

// The lists are typed so that a code added to the core fails to compile here until it is listed.
function listOf<Code extends string>(codes: Readonly<Record<Code, true>>): readonly Code[] {
  return Object.keys(codes) as Code[];
}

const refusalReasons = listOf<RefusalReason>({
  'malformed-authorization': true,
  'missing-credential': true,
  'missing-signature': true,
  'missing-signed-headers': true,
  'missing-date': true,
  'malformed-date': true,
  'malformed-scope': true,
  'unsupported-algorithm': true,
  'scope-date-mismatch': true,
  'scope-terminator': true,
  'wrong-region': true,
  'wrong-service': true,
  'unknown-key': true,
  'inactive-key': true,
  'expired-token': true,
  'missing-token': true,
  'wrong-token': true,
  'signature-expired': true,
  'signature-not-yet-current': true,
  'presigned-expired': true,
  'presigned-expiry-invalid': true,
  'header-not-signed': true,
  'payload-hash-mismatch': true,
  'missing-payload-hash': true,
  'unsupported-payload': true,
  'asymmetric-signature': true,
  'malformed-chunk': true,
  'body-too-short': true,
  'chunk-size': true,
  'missing-decoded-length': true,
  'decoded-length-mismatch': true,
  'chunk-signature-mismatch': true,
  'trailer-signature-mismatch': true,
  'malformed-trailer': true,
  'missing-trailer': true,
  'unannounced-trailer': true,
  'no-trailer': true,
  'unknown-checksum': true,
  'several-checksums': true,
  'malformed-checksum': true,
  'checksum-mismatch': true,
  'signature-mismatch': true,
});
const elementReasons = listOf<ElementReason>({
  matched: true,
  'action-mismatch': true,
  'action-excluded': true,
  'resource-mismatch': true,
  'resource-excluded': true,
  'principal-mismatch': true,
  'principal-excluded': true,
  'everyone-but-federated': true,
  'not-spared-with-boundary': true,
  'not-spared-by-name-alone': true,
  'condition-false': true,
  'missing-context-key': true,
  'empty-variable': true,
  'malformed-value': true,
  'malformed-context-value': true,
  'not-looked-at': true,
});
const elements = listOf<StatementElement>({
  Principal: true,
  NotPrincipal: true,
  Action: true,
  NotAction: true,
  Resource: true,
  NotResource: true,
  Condition: true,
});
const policyTypes = listOf<PolicyType>({
  identity: true,
  resource: true,
  trust: true,
  boundary: true,
  session: true,
  scp: true,
  rcp: true,
  endpoint: true,
});

const span = { start: 0, end: 1, line: 1, column: 1 };

function element(part: Partial<ElementTrace>): ElementTrace {
  return { element: 'Action', matched: false, reason: 'action-mismatch', path: [], span, ...part };
}

function condition(part: Partial<ConditionTrace>): ConditionTrace {
  return {
    operator: 'StringEquals',
    key: 'aws:username',
    matched: false,
    reason: 'condition-false',
    expected: ['alice'],
    actual: ['bob'],
    span,
    ...part,
  };
}

const isSentence = /^[A-Z“‘a-z].*[.]$/;

describe('the words of a refusal', () => {
  it.each(refusalReasons)('say what and what to do: %s', (reason) => {
    expect(refusalWords[reason].what).toMatch(isSentence);
    expect(refusalWords[reason].remedy).toMatch(isSentence);
  });

  it('are different for each reason', () => {
    const sentences = refusalReasons.map((reason) => refusalWords[reason].what);
    expect(new Set(sentences).size).toBe(refusalReasons.length);
  });
});

describe('the words of a decision', () => {
  it.each(policyTypes)('name the layer and say why it is silent: %s', (type) => {
    expect(policyTypeWords[type].name).not.toBe('');
    expect(policyTypeWords[type].role).toMatch(isSentence);
    expect(policyTypeWords[type].silent).toMatch(isSentence);
  });

  it.each(listOf<Outcome>({ allowed: true, implicitDeny: true, explicitDeny: true }))(
    'explain the outcome: %s',
    (outcome) => expect(outcomeWords[outcome]).toMatch(isSentence),
  );

  it.each(
    listOf<LayerTrace['outcome']>({
      allow: true,
      explicitDeny: true,
      implicitDeny: true,
      notApplicable: true,
    }),
  )('say what a layer did: %s', (outcome) => expect(layerOutcomeWords[outcome]).not.toBe(''));

  it.each(
    listOf<RuleTrace['kind']>({
      'root-user': true,
      'root-unlocks-bucket': true,
      'no-permission-needed': true,
      'unknown-principal': true,
      'never-across-accounts': true,
      acl: true,
      'acl-ignored': true,
      'public-access-block': true,
    }),
  )('explain the rule: %s', (kind) => expect(ruleWords[kind].why).toMatch(isSentence));

  const grant = { grantee: 'http://acs.amazonaws.com/groups/global/AllUsers', permission: 'READ' };
  const block = {
    kind: 'public-access-block',
    setting: 'IgnorePublicAcls',
    levels: ['account', 'bucket'],
  } as const;
  it.each<[RuleTrace, string]>([
    [{ kind: 'never-across-accounts', because: 'action' }, 'No other account can be given this action.'],
    [
      { kind: 'never-across-accounts', because: 'partition' },
      'The caller and the resource are in different partitions.',
    ],
    [{ kind: 'acl', ...grant }, 'The list grants “READ” to everybody.'],
    [{ kind: 'acl', ...grant, grantee: '0123' }, 'The list grants “READ” to “0123”.'],
    [
      { kind: 'acl-ignored', ...grant, because: { kind: 'acls-disabled' } },
      'The list grants “READ” to everybody; Object Ownership is BucketOwnerEnforced.',
    ],
    [
      { kind: 'acl-ignored', ...grant, because: block },
      'The list grants “READ” to everybody; IgnorePublicAcls is on for the account and the bucket.',
    ],
    [block, 'IgnorePublicAcls is on for the account and the bucket.'],
  ])('say what the rule was about: %o', (rule, sentence) => expect(ruleDetail(rule)).toBe(sentence));

  it.each([
    [1, 0, 'Its only statement is about another service'],
    [12, 0, 'All of its 12 statements are about other services'],
    [1, 2, '1 statement about another service'],
    [12, 1, '12 statements about other services'],
  ])('count the %d statements about other services beside %d', (count, others, words) =>
    expect(otherServicesWords(count, others)).toBe(words),
  );
});

const asked = {
  principal: 'arn:aws:iam::111122223333:user/alice',
  action: 'iam:GetUser',
  resource: 'arn:aws:s3:::alice/k',
};

describe('elementSentence', () => {
  it.each(elementReasons.flatMap((reason) => elements.map((name) => [reason, name] as const)))(
    'has a sentence for %s of %s',
    (reason, name) => {
      const sentence = elementSentence(
        element({
          element: name,
          reason,
          matched: reason === 'matched',
          pattern: 's3:*',
        }),
        asked,
      );
      expect(sentence).toMatch(isSentence);
      expect(sentence).not.toContain('undefined');
    },
  );

  it.each([
    [
      'a pattern that covers',
      { reason: 'matched', matched: true, pattern: 'iam:*' },
      '“iam:*” covers “iam:GetUser”.',
    ],
    [
      'the very name',
      { reason: 'matched', matched: true, pattern: 'iam:GetUser' },
      'It names “iam:GetUser”.',
    ],
    ['another action', { reason: 'action-mismatch' }, 'None of its actions covers “iam:GetUser”.'],
    [
      'what NotAction leaves out',
      { element: 'NotAction', reason: 'action-excluded', pattern: 'iam:*' },
      'NotAction leaves out “iam:*”, and “iam:GetUser” is among that.',
    ],
  ] as const)('quotes both sides of %s', (_, part, sentence) => {
    expect(elementSentence(element(part), asked)).toBe(sentence);
  });

  it('says what became of the variables', () => {
    const part = {
      element: 'Resource',
      pattern: 'arn:aws:s3:::${aws:username}/*',
      resolved: 'arn:aws:s3:::alice/*',
    } as const;
    expect(elementSentence(element({ ...part, reason: 'matched', matched: true }), asked)).toBe(
      '“arn:aws:s3:::${aws:username}/*”, here “arn:aws:s3:::alice/*”, covers “arn:aws:s3:::alice/k”.',
    );
  });

  it('does not break where the trace gives no pattern', () => {
    expect(elementSentence(element({ reason: 'resource-mismatch' }), asked)).toMatch(isSentence);
  });
});

describe('conditionSentence', () => {
  it.each([
    ['a value that differs', {}, 'aws:username is “bob”. StringEquals with “alice” is not met.'],
    [
      'a value that fits',
      { matched: true, reason: 'matched', actual: ['alice'] },
      'aws:username is “alice”. StringEquals with “alice” is met.',
    ],
    [
      'an absent key',
      { reason: 'missing-context-key', actual: [] },
      'The request carries no aws:username. StringEquals with “alice” is then not met.',
    ],
    [
      'an absent key and a negated operator',
      { operator: 'StringNotEquals', matched: true, reason: 'matched', actual: [] },
      'The request carries no aws:username. StringNotEquals with “alice” is then met.',
    ],
    [
      'several values',
      { expected: ['a', 'b'] },
      'aws:username is “bob”. StringEquals with “a” or “b” is not met.',
    ],
    [
      'a value that is none',
      { operator: 'NumericEquals', reason: 'malformed-context-value' },
      'aws:username is “bob”, which NumericEquals cannot compare, so this is not met.',
    ],
    [
      'a condition passed over',
      { reason: 'not-looked-at' },
      'StringEquals on aws:username was not looked at.',
    ],
  ] as const)('says %s', (_, part, sentence) => {
    expect(conditionSentence(condition(part))).toBe(sentence);
  });
});
