// The format button of the policy editor: the same JSON, laid out. Written over our own reader and not
// over `JSON.parse`, which would drop one of two members with the same name without a word.

import { readJson, type JsonNode } from '../../../core/policy/json.ts';

/** Two spaces of indent; undefined when the text is not JSON. */
export function formatJson(text: string): string | undefined {
  const { value } = readJson(text);
  return value === undefined ? undefined : print(value, '');
}

function print(node: JsonNode, indent: string): string {
  const inner = `${indent}  `;
  switch (node.kind) {
    case 'object':
      return block(
        '{}',
        node.members.map(({ key, value }) => `${JSON.stringify(key)}: ${print(value, inner)}`),
        indent,
      );
    case 'array':
      return block(
        '[]',
        node.items.map((item) => print(item, inner)),
        indent,
      );
    case 'string':
      return JSON.stringify(node.value);
    case 'number':
      return node.text;
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
  }
}

function block(brackets: '{}' | '[]', lines: readonly string[], indent: string): string {
  if (lines.length === 0) return brackets;
  const inner = lines.map((line) => `${indent}  ${line}`).join(',\n');
  return `${brackets[0]}\n${inner}\n${indent}${brackets[1]}`;
}
