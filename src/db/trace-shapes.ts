// Guards for the traces of requests in a sandbox file.

import type { RequestTrace } from '../cloud/request-trace.ts';
import type { PublicAccessReason } from '../core/authorize/public-policy.ts';
import type {
  ConditionTrace,
  ElementReason,
  ElementTrace,
  LayerTrace,
  NamedAs,
  PolicyTrace,
  RuleTrace,
  StatementElement,
  StatementTrace,
} from '../core/authorize/trace.ts';
import type {
  AuthorizationRequest,
  Decision,
  DecisionProblem,
  Outcome,
  PolicyType,
} from '../core/authorize/types.ts';
import type { Path, Span } from '../core/policy/position.ts';
import {
  byKind,
  dictionary,
  either,
  list,
  codes,
  only,
  optional,
  record,
  text,
  time,
  truth,
  wholeNumber,
} from './shape.ts';
import type { Shape } from './shape.ts';
import { verification } from './verification-shapes.ts';

// What was refused is in a trace as it came, so these limits are wide: a file we wrote must always open.
const word = text(1_000_000);
const many = 100_000;
const words = list(word, many);

const outcome = codes<Outcome>({ allowed: true, implicitDeny: true, explicitDeny: true });
const policyType = codes<PolicyType>({
  identity: true,
  resource: true,
  trust: true,
  boundary: true,
  session: true,
  scp: true,
  rcp: true,
  endpoint: true,
});

const span = record<Span>({ start: wholeNumber, end: wholeNumber, line: wholeNumber, column: wholeNumber });
const path: Shape<Path> = list(either(word, wholeNumber), many);

const reason = codes<ElementReason>({
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

const condition = record<ConditionTrace>({
  operator: word,
  key: word,
  matched: truth,
  reason,
  expected: words,
  actual: words,
  span,
});

const element = record<ElementTrace>(
  {
    element: codes<StatementElement>({
      Principal: true,
      NotPrincipal: true,
      Action: true,
      NotAction: true,
      Resource: true,
      NotResource: true,
      Condition: true,
    }),
    matched: truth,
    reason,
    path,
    span,
    pattern: optional(word),
    resolved: optional(word),
    conditions: optional(list(condition, many)),
  },
  // The request's own action, resource or principal, which is in the request.
  ['values'],
);

const namedAs = codes<NamedAs>({
  caller: true,
  role: true,
  issuer: true,
  account: true,
  everyone: true,
  'everyone-with-arn': true,
});

const statement = record<StatementTrace>({
  index: wholeNumber,
  sid: optional(word),
  effect: codes<StatementTrace['effect']>({ Allow: true, Deny: true }),
  applies: truth,
  namedAs: optional(namedAs),
  elements: list(element, many),
  span,
});

const policy = record<PolicyTrace>({
  name: word,
  arn: optional(word),
  text: word,
  readable: truth,
  statements: list(statement, many),
});

const layer = record<LayerTrace>({
  type: policyType,
  levelId: optional(word),
  outcome: codes<LayerTrace['outcome']>({
    allow: true,
    explicitDeny: true,
    implicitDeny: true,
    notApplicable: true,
  }),
  policies: list(policy, many),
});

const blocked = record<PublicAccessReason>({
  kind: only('public-access-block'),
  setting: codes<PublicAccessReason['setting']>({ IgnorePublicAcls: true, RestrictPublicBuckets: true }),
  levels: list(codes<PublicAccessReason['levels'][number]>({ account: true, bucket: true }), 2),
});

const rule = byKind<RuleTrace>({
  'root-user': record({ kind: only('root-user') }),
  'no-permission-needed': record({ kind: only('no-permission-needed') }),
  'root-unlocks-bucket': record({ kind: only('root-unlocks-bucket') }),
  'unknown-principal': record({ kind: only('unknown-principal') }),
  'never-across-accounts': record<Extract<RuleTrace, { kind: 'never-across-accounts' }>>({
    kind: only('never-across-accounts'),
    because: codes<'action' | 'partition'>({ action: true, partition: true }),
  }),
  acl: record({ kind: only('acl'), grantee: word, permission: word }),
  'acl-ignored': record<Extract<RuleTrace, { kind: 'acl-ignored' }>>({
    kind: only('acl-ignored'),
    grantee: word,
    permission: word,
    because: byKind({
      'acls-disabled': record({ kind: only('acls-disabled') }),
      'public-access-block': blocked,
    }),
  }),
  'public-access-block': blocked,
});

const decisionProblem = record<DecisionProblem>({
  severity: codes<DecisionProblem['severity']>({ error: true, warning: true }),
  code: word,
  message: word,
  path,
  span,
  policyType,
  policyName: word,
});

const decision = record<Decision>({
  outcome,
  blockedBy: list(policyType, many),
  missingContext: words,
  message: optional(word),
  problems: list(decisionProblem, many),
  trace: record({ layers: list(layer, many), rules: list(rule, many) }),
});

const authorizationRequest = record<AuthorizationRequest>({
  principal: word,
  issuer: optional(word),
  canonicalUserId: optional(word),
  action: word,
  resource: word,
  resourceAccountId: word,
  context: dictionary(either(word, words), many),
});

export const requestTrace = record<RequestTrace>({
  requestId: word,
  receivedAt: time,
  service: word,
  action: optional(word),
  verification,
  principalArn: optional(word),
  credentialLimit: optional(
    codes<NonNullable<RequestTrace['credentialLimit']>>({
      'session-token-without-mfa': true,
      'session-token-in-sts': true,
      'federation-token-in-iam': true,
      'federation-token-in-sts': true,
      'role-session': true,
      'console-session': true,
      'root-user': true,
      'billing-access-off': true,
      'billing-switch-of-root': true,
      'account-closed': true,
    }),
  ),
  authorization: optional(
    record<NonNullable<RequestTrace['authorization']>>({
      outcome,
      checks: list(record({ request: authorizationRequest, decision }), many),
    }),
  ),
  answer: record<RequestTrace['answer']>({
    status: wholeNumber,
    code: optional(word),
    message: optional(word),
  }),
});
