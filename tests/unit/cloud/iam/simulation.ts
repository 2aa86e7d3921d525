// What tests of the policy simulator share: parameters that are lists, and answers read back from their XML.

import { readXml, type XmlTree } from '../../../../src/core/wire/xml-reader.ts';

export type Parameters = Readonly<Record<string, string>>;

/** `PolicyInputList` and texts → `PolicyInputList.member.1`, … */
export function listed(name: string, values: readonly string[]): Parameters {
  return Object.fromEntries(values.map((value, index) => [`${name}.member.${index + 1}`, value]));
}

export function document(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

export interface MatchedStatement {
  readonly SourcePolicyId: string;
  readonly SourcePolicyType: string;
  readonly StartPosition: { readonly Line: string; readonly Column: string };
  readonly EndPosition: { readonly Line: string; readonly Column: string };
}

export interface Result {
  readonly EvalActionName: string;
  readonly EvalResourceName: string;
  readonly EvalDecision: string;
  readonly MatchedStatements: readonly MatchedStatement[];
  readonly MissingContextValues: readonly string[];
  readonly EvalDecisionDetails?: Readonly<Record<string, string>>;
  readonly ResourceSpecificResults?: readonly object[];
}

const nothing: XmlTree = { name: '', attributes: {}, children: [], text: '' };

export function results(text: string): readonly Result[] {
  const read = readXml(text);
  if (!read.ok) throw new Error(read.error.message);
  const found = child(child(read.value, /Result$/), /^EvaluationResults$/);
  return (valueOf(found) ?? []) as unknown as readonly Result[];
}

const lists = new Set([
  'EvaluationResults',
  'MatchedStatements',
  'MissingContextValues',
  'ResourceSpecificResults',
]);

/** Elements as objects, lists as arrays, maps as objects of their entries. */
function valueOf({ name, children, text }: XmlTree): unknown {
  if (lists.has(name)) return children.map((member) => valueOf(member));
  if (name === 'EvalDecisionDetails') {
    return Object.fromEntries(
      children.map(({ children: [key, value] }) => [key?.text ?? '', value?.text ?? '']),
    );
  }
  if (children.length === 0) return text;
  return Object.fromEntries(children.map((one) => [one.name, valueOf(one)]));
}

function child({ children }: XmlTree, name: RegExp): XmlTree {
  return children.find((one) => name.test(one.name)) ?? nothing;
}
