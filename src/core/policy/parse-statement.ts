// One statement: its elements, which of them the policy's type takes, and their syntax.

import type { ConditionElement, ListElement, PrincipalElement, Statement } from './document.ts';
import { elementRules, policyTypeNames } from './element-rules.ts';
import type { JsonMember, JsonNode } from './json.ts';
import { checkMembers, memberNamed, refuseType, within, type ReadContext } from './node-readers.ts';
import { readActions } from './parse-action.ts';
import { readCondition } from './parse-condition.ts';
import { readPrincipal } from './parse-principal.ts';
import { readResources } from './parse-resource.ts';
import type { PolicyType } from './policy-type.ts';
import { refuse } from './problem-list.ts';
import { suggest } from '../lang/suggest.ts';

const statementElements = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
] as const;

type StatementNode = Extract<JsonNode, { kind: 'object' }>;

/** Undefined when the statement is not readable; the problems say why. */
export function readStatement(
  context: ReadContext,
  node: JsonNode,
  { index, type, sids }: { readonly index: number; readonly type: PolicyType; readonly sids: Set<string> },
): Statement | undefined {
  if (node.kind !== 'object') {
    refuseType(context, 'Statement', 'an object or a list of objects', node);
    return undefined;
  }
  checkMembers(context, node, 'a statement', statementElements);
  const sid = readSid(context, memberNamed(node, 'Sid'), type, sids);
  const effect = readEffect(context, memberNamed(node, 'Effect'), node);
  const principal = readPrincipalElement(context, node, type);
  const action = readActionElement(context, node, type);
  const resource = readResourceElement(context, node, type);
  const condition = readConditionElement(context, memberNamed(node, 'Condition'));
  checkTogether(context, node, type, { effect, principal, action });
  if (effect === undefined || action === undefined) return undefined;
  return {
    index,
    path: context.path,
    span: node.span,
    ...(sid === undefined ? {} : { sid }),
    effect,
    ...(principal === undefined ? {} : { principal }),
    action,
    ...(resource === undefined ? {} : { resource }),
    ...(condition === undefined ? {} : { condition }),
  };
}

function readSid(
  context: ReadContext,
  member: JsonMember | undefined,
  type: PolicyType,
  sids: Set<string>,
): string | undefined {
  if (member === undefined) return undefined;
  const { value } = member;
  const { path } = within(context, 'Sid');
  if (value.kind !== 'string') {
    refuseType({ ...context, path }, 'Sid', 'a text', value);
    return undefined;
  }
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
  if (elementRules[type].plainSid && !/^[A-Za-z0-9]*$/.test(value.value)) {
    const message = `the Sid \`${value.value}\` may hold letters A-Z, a-z and digits only`;
    refuse(context.problems, { code: 'invalid-sid', message, path, span: value.span });
  }
  if (value.value !== '' && sids.has(value.value)) {
    const message = `the Sid \`${value.value}\` is taken by an earlier statement: it must be unique within the policy`;
    refuse(context.problems, { code: 'duplicate-sid', message, path, span: value.span });
  }
  sids.add(value.value);
  return value.value;
}

function readEffect(
  context: ReadContext,
  member: JsonMember | undefined,
  statement: JsonNode,
): 'Allow' | 'Deny' | undefined {
  if (member === undefined) {
    const message = 'the statement must have an `Effect`: `"Allow"` or `"Deny"`';
    refuse(context.problems, { code: 'missing-effect', message, path: context.path, span: statement.span });
    return undefined;
  }
  const { value } = member;
  // "Effect values are case-sensitive."
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html
  if (value.kind === 'string' && (value.value === 'Allow' || value.value === 'Deny')) return value.value;
  const hint = value.kind === 'string' ? suggest(value.value, ['Allow', 'Deny']) : undefined;
  const message = `\`Effect\` must be \`"Allow"\` or \`"Deny"\`, with this case${hint === undefined ? '' : `: did you mean \`${hint}\`?`}`;
  refuse(context.problems, {
    code: 'invalid-effect',
    message,
    path: [...context.path, 'Effect'],
    span: value.span,
  });
  return undefined;
}

function readPrincipalElement(
  context: ReadContext,
  statement: StatementNode,
  type: PolicyType,
): PrincipalElement | undefined {
  const rules = elementRules[type];
  const pair = onlyOne(context, statement, 'Principal', 'NotPrincipal');
  if (pair === undefined) {
    if (rules.principal === 'required' && memberNamed(statement, 'Principal') === undefined) {
      const message = `a statement of a ${policyTypeNames[type]} must have a \`Principal\``;
      refuse(context.problems, {
        code: 'missing-principal',
        message,
        path: context.path,
        span: statement.span,
      });
    }
    return undefined;
  }
  const [name, member] = pair;
  if (rules.principal === 'forbidden' || (name === 'NotPrincipal' && !rules.notPrincipal)) {
    refuseElement(context, name, member, type);
    return undefined;
  }
  const inner = within(context, name);
  const entries = readPrincipal(inner, name, member.value, type);
  return entries === undefined
    ? undefined
    : { element: name, entries, path: inner.path, span: member.value.span };
}

function readActionElement(
  context: ReadContext,
  statement: StatementNode,
  type: PolicyType,
): ListElement<'Action' | 'NotAction'> | undefined {
  const pair = onlyOne(context, statement, 'Action', 'NotAction');
  if (pair === undefined) {
    if (memberNamed(statement, 'Action') === undefined) {
      const message = 'the statement must have an `Action` or a `NotAction`';
      refuse(context.problems, { code: 'missing-action', message, path: context.path, span: statement.span });
    }
    return undefined;
  }
  const [name, member] = pair;
  if (name === 'NotAction' && !elementRules[type].notAction) {
    refuseElement(context, name, member, type);
    return undefined;
  }
  const inner = within(context, name);
  const values = readActions(inner, name, member.value, type);
  return values === undefined
    ? undefined
    : { element: name, values, path: inner.path, span: member.value.span };
}

function readResourceElement(
  context: ReadContext,
  statement: StatementNode,
  type: PolicyType,
): ListElement<'Resource' | 'NotResource'> | undefined {
  const rules = elementRules[type];
  const pair = onlyOne(context, statement, 'Resource', 'NotResource');
  if (pair === undefined) {
    if (rules.resource === 'required' && memberNamed(statement, 'Resource') === undefined) {
      const message = 'the statement must have a `Resource` or a `NotResource`';
      refuse(context.problems, {
        code: 'missing-resource',
        message,
        path: context.path,
        span: statement.span,
      });
    }
    return undefined;
  }
  const [name, member] = pair;
  if (rules.resource === 'forbidden') {
    refuseElement(context, name, member, type);
    return undefined;
  }
  const inner = within(context, name);
  const values = readResources(inner, name, member.value, type);
  return values === undefined
    ? undefined
    : { element: name, values, path: inner.path, span: member.value.span };
}

function readConditionElement(
  context: ReadContext,
  member: JsonMember | undefined,
): ConditionElement | undefined {
  if (member === undefined) return undefined;
  const inner = within(context, 'Condition');
  const blocks = readCondition(inner, member.value);
  return blocks === undefined ? undefined : { blocks, path: inner.path, span: member.value.span };
}

/** Rules that look at more than one element. */
function checkTogether(
  context: ReadContext,
  node: JsonNode,
  type: PolicyType,
  {
    effect,
    principal,
    action,
  }: {
    readonly effect: 'Allow' | 'Deny' | undefined;
    readonly principal: PrincipalElement | undefined;
    readonly action: ListElement<'Action' | 'NotAction'> | undefined;
  },
): void {
  // "NotPrincipal must be used with "Effect":"Deny"."
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
  if (effect === 'Allow' && principal?.element === 'NotPrincipal') {
    const message = '`NotPrincipal` goes with `"Effect": "Deny"` only';
    refuse(context.problems, {
      code: 'not-principal-with-allow',
      message,
      path: principal.path,
      span: principal.span,
    });
  }
  if (type !== 'rcp' || effect === undefined || action === undefined || principal === undefined) return;
  // RCPs that customers write only deny, and name a service in each action; AWS's own RCPFullAWSAccess
  // allows everything.
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
  const allActions = action.values.find(({ value }) => value === '*');
  if (effect === 'Allow') {
    if (allActions !== undefined) return;
    const message = 'a resource control policy can only deny: `"Effect": "Deny"`';
    refuse(context.problems, { code: 'rcp-allow', message, path: context.path, span: node.span });
  } else if (allActions !== undefined) {
    const message = 'a resource control policy must name a service in each action, such as `s3:*`';
    refuse(context.problems, { code: 'rcp-all-actions', message, path: action.path, span: allActions.span });
  }
}

/** The one of two elements that exclude each other; undefined when neither or, put down as a problem, both are there. */
function onlyOne<First extends keyof Pairs>(
  context: ReadContext,
  statement: StatementNode,
  first: First,
  second: Pairs[First],
): readonly [First | Pairs[First], JsonMember] | undefined {
  const plain = memberNamed(statement, first);
  const negated = memberNamed(statement, second);
  if (plain !== undefined && negated !== undefined) {
    const message = `a statement has \`${first}\` or \`${second}\`, not both`;
    const path = [...context.path, second];
    refuse(context.problems, { code: 'conflicting-elements', message, path, span: negated.keySpan });
    return undefined;
  }
  if (plain !== undefined) return [first, plain];
  return negated === undefined ? undefined : [second, negated];
}

interface Pairs {
  readonly Principal: 'NotPrincipal';
  readonly Action: 'NotAction';
  readonly Resource: 'NotResource';
}

function refuseElement(context: ReadContext, name: string, member: JsonMember, type: PolicyType): void {
  const message = `\`${name}\` is not allowed in a statement of this type: ${policyTypeNames[type]}`;
  const path = [...context.path, name];
  refuse(context.problems, { code: 'element-not-allowed', message, path, span: member.keySpan });
}
