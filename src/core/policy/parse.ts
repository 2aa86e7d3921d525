// From the text of a policy to its document, with everything that AWS would refuse at its place.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html

import { checkCharacters } from './characters.ts';
import type { PolicyDocument, PolicyVersion, Statement } from './document.ts';
import { elementRules, policyTypeNames, withArticle } from './element-rules.ts';
import { nodeOfValue } from './json-value.ts';
import { readJson, type JsonMember, type JsonNode } from './json.ts';
import { checkMembers, memberNamed, refuseType, type ReadContext } from './node-readers.ts';
import { readStatement } from './parse-statement.ts';
import type { PolicyType } from './policy-type.ts';
import type { PolicyProblem } from './problem.ts';
import { refuse, type ProblemList } from './problem-list.ts';

export interface ParsedPolicy {
  /** Absent when AWS would not store the text. */
  readonly policy?: PolicyDocument;
  readonly problems: readonly PolicyProblem[];
}

/**
 * Reads a policy of the given type. `problems` holds every fault with line and column; with an error
 * among them (`policyErrors`) AWS answers MalformedPolicyDocument, and `policy` is absent. Sizes are
 * not checked: they are quotas of what the policy is attached to (`policySize`).
 */
export function parsePolicy(text: string, type: PolicyType): ParsedPolicy {
  const json = readJson(text);
  const problems: ProblemList = [...json.problems];
  checkCharacters(text, type, problems);
  const policy = json.value === undefined ? undefined : readDocument(json.value, type, problems);
  if (policy === undefined || policyErrors(problems).length > 0) return { problems };
  return { policy, problems };
}

/**
 * Reads a document that is given as a value, several times faster than from its text, without places.
 * Undefined when there is anything to say about it: then only its text can be read, which gives the
 * problems with their places.
 */
export function readPolicyValue(value: unknown, type: PolicyType): PolicyDocument | undefined {
  const node = nodeOfValue(value);
  const problems: ProblemList = [];
  const policy = node === undefined ? undefined : readDocument(node, type, problems);
  return problems.length > 0 ? undefined : policy;
}

/** The problems for which AWS would refuse the document with MalformedPolicyDocument. */
export function policyErrors(problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  return problems.filter(({ severity }) => severity === 'error');
}

const documentElements = ['Version', 'Id', 'Statement'] as const;

function readDocument(node: JsonNode, type: PolicyType, problems: ProblemList): PolicyDocument | undefined {
  const context: ReadContext = { problems, path: [] };
  if (node.kind !== 'object') {
    refuse(problems, {
      code: 'wrong-type',
      message: 'a policy must be an object, which begins with `{`',
      path: [],
      span: node.span,
    });
    return undefined;
  }
  checkMembers(context, node, 'a policy', documentElements);
  const version = readVersion(context, memberNamed(node, 'Version'));
  const id = readId(context, memberNamed(node, 'Id'), type);
  const member = memberNamed(node, 'Statement');
  if (member === undefined) {
    refuse(problems, {
      code: 'missing-statement',
      message: 'the policy must have a `Statement`',
      path: [],
      span: node.span,
    });
    return undefined;
  }
  return {
    ...(version === undefined ? {} : { version }),
    ...(id === undefined ? {} : { id }),
    statements: readStatements(context, member.value, type),
  };
}

function readVersion(context: ReadContext, member: JsonMember | undefined): PolicyVersion | undefined {
  if (member === undefined) return undefined;
  const { value } = member;
  if (value.kind === 'string' && (value.value === '2012-10-17' || value.value === '2008-10-17'))
    return value.value;
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
  refuse(context.problems, {
    code: 'invalid-version',
    message:
      '`Version` must be `"2012-10-17"` or `"2008-10-17"`: it names the policy language, not your document',
    path: ['Version'],
    span: value.span,
  });
  return undefined;
}

function readId(context: ReadContext, member: JsonMember | undefined, type: PolicyType): string | undefined {
  if (member === undefined) return undefined;
  if (!elementRules[type].id) {
    const message = `\`Id\` is not allowed in ${withArticle(policyTypeNames[type])}`;
    refuse(context.problems, { code: 'element-not-allowed', message, path: ['Id'], span: member.keySpan });
  }
  if (member.value.kind === 'string') return member.value.value;
  refuseType({ ...context, path: ['Id'] }, 'Id', 'a text', member.value);
  return undefined;
}

function readStatements(context: ReadContext, node: JsonNode, type: PolicyType): readonly Statement[] {
  if (node.kind !== 'array' && node.kind !== 'object') {
    refuseType({ ...context, path: ['Statement'] }, 'Statement', 'an object or a list of objects', node);
    return [];
  }
  const nodes = node.kind === 'array' ? node.items : [node];
  if (nodes.length === 0) {
    const message = '`Statement` must hold at least one statement';
    refuse(context.problems, { code: 'empty-list', message, path: ['Statement'], span: node.span });
  }
  const statements: Statement[] = [];
  const sids = new Set<string>();
  for (const [index, item] of nodes.entries()) {
    const path = node.kind === 'array' ? ['Statement', index] : ['Statement'];
    const statement = readStatement({ problems: context.problems, path }, item, { index, type, sids });
    if (statement !== undefined) statements.push(statement);
  }
  return statements;
}
