// The syntax of `Condition`: operators, keys and values.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html

import type { ConditionBlock, ConditionKey, TextAt } from './document.ts';
import type { JsonMember, JsonNode } from './json.ts';
import { refuseType, valuePath, within, type ReadContext } from './node-readers.ts';
import { operatorNames, parseOperatorForm, type OperatorForm } from './operator-form.ts';
import { refuse } from './problem-list.ts';
import { suggest } from '../lang/suggest.ts';

/** Undefined when the element is no object. An empty object is no condition, and always holds. */
export function readCondition(context: ReadContext, node: JsonNode): readonly ConditionBlock[] | undefined {
  if (node.kind !== 'object') {
    refuseType(context, 'Condition', 'an object', node);
    return undefined;
  }
  const blocks: ConditionBlock[] = [];
  for (const member of node.members) {
    const inner = within(context, member.key);
    const form = parseOperatorForm(member.key);
    if (form === undefined) refuseOperator(context, member);
    if (member.value.kind !== 'object') {
      refuseType(inner, member.key, 'an object of condition keys', member.value);
    } else if (form !== undefined) {
      const keys = readKeys(inner, form, member.value.members);
      blocks.push({ form, operator: member.key, keys });
    }
  }
  return blocks;
}

function refuseOperator(context: ReadContext, member: JsonMember): void {
  const [, quantifier = '', rest = ''] = /^((?:[^:]*:)?)(.*)$/.exec(member.key) ?? [];
  const ifExists = rest.endsWith('IfExists') ? 'IfExists' : '';
  const hint = suggest(ifExists === '' ? rest : rest.slice(0, -ifExists.length), operatorNames);
  const reason =
    rest === 'NullIfExists'
      ? ': `Null` takes no `IfExists`'
      : hint === undefined || quantifier + hint + ifExists === member.key
        ? ''
        : `: did you mean \`${quantifier + hint + ifExists}\`?`;
  // IAM answers "Invalid Condition type", also when only the case differs.
  refuse(context.problems, {
    code: 'unknown-operator',
    message: `there is no condition operator \`${member.key}\`${reason}`,
    path: [...context.path, member.key],
    span: member.keySpan,
  });
}

function readKeys(
  context: ReadContext,
  form: OperatorForm,
  members: readonly JsonMember[],
): readonly ConditionKey[] {
  const keys: ConditionKey[] = [];
  for (const member of members) {
    const inner = within(context, member.key);
    const { path } = inner;
    if (member.key.trim() === '') {
      const message = 'the name of a condition key must not be empty';
      refuse(context.problems, { code: 'invalid-condition-key', message, path, span: member.keySpan });
    }
    const values = readValues(inner, member);
    if (values === undefined) continue;
    if (form.name === 'Null') checkNull(inner, member, values);
    keys.push({ key: member.key, values, path, span: member.value.span });
  }
  return keys;
}

/** "Quotation marks are optional for numeric and Boolean values": these are kept as their text. */
function readValues(context: ReadContext, { key, value }: JsonMember): readonly TextAt[] | undefined {
  if (value.kind === 'string') return [value];
  const nodes = value.kind === 'array' ? value.items : [value];
  const texts: TextAt[] = [];
  for (const [index, node] of nodes.entries()) {
    if (node.kind === 'string') texts.push(node);
    else if (node.kind === 'number') texts.push({ value: node.text, span: node.span });
    else if (node.kind === 'boolean') texts.push({ value: String(node.value), span: node.span });
    else {
      const path = valuePath(context.path, value, index);
      refuseType({ ...context, path }, key, 'a text, a number or a boolean, or a list of these', node);
    }
  }
  return texts.length === nodes.length ? texts : undefined;
}

function checkNull(context: ReadContext, member: JsonMember, values: readonly TextAt[]): void {
  for (const [index, { value, span }] of values.entries()) {
    if (/^(?:true|false)$/i.test(value)) continue;
    const message = `\`Null\` compares with \`"true"\` (the key is absent) or \`"false"\`, not with \`${value}\``;
    const path = valuePath(context.path, member.value, index);
    refuse(context.problems, { code: 'invalid-null-value', message, path, span });
  }
}
