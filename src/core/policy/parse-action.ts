// The syntax of `Action` and `NotAction`.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html

import type { TextAt } from './document.ts';
import type { JsonNode } from './json.ts';
import { readTexts, valuePath, type ReadContext } from './node-readers.ts';
import type { PolicyType } from './policy-type.ts';
import { refuse } from './problem-list.ts';

// A service namespace, a colon and the name of an action; the name can have wildcards, the namespace not.
const actionShape = /^[A-Za-z0-9][A-Za-z0-9-]*:[A-Za-z0-9_*?.-]+$/;

/** `*`, or `service:Name` with wildcards in the name. */
export function readActions(
  context: ReadContext,
  name: string,
  node: JsonNode,
  type: PolicyType,
): readonly TextAt[] | undefined {
  const values = readTexts(context, name, node);
  if (values === undefined) return undefined;
  for (let index = 0; index < values.length; index++) {
    const at = values[index];
    const fault = at === undefined ? undefined : faultOf(at.value, type);
    if (at === undefined || fault === undefined) continue;
    const path = valuePath(context.path, node, index);
    refuse(context.problems, { ...fault, path, span: at.span });
  }
  return values;
}

function faultOf(
  value: string,
  type: PolicyType,
): { readonly code: string; readonly message: string } | undefined {
  if (value !== '*' && !actionShape.test(value))
    return { code: 'invalid-action', message: sayInvalid(value) };
  if (type !== 'trust' || value.toLowerCase().startsWith('sts:')) return undefined;
  // IAM answers "AssumeRole policy may only specify STS AssumeRole actions."
  const message = `a role trust policy is about actions of STS only, such as \`sts:AssumeRole\`, not \`${value}\``;
  return { code: 'not-an-sts-action', message };
}

function sayInvalid(value: string): string {
  const colon = value.indexOf(':');
  if (colon < 0)
    return `the action \`${value}\` must be \`*\` or name its service, such as \`iam:CreateUser\``;
  if (/[*?]/.test(value.slice(0, colon))) {
    return `the action \`${value}\` must name its service without wildcards`;
  }
  return `\`${value}\` is no action: it must be a service, a colon and a name, such as \`iam:CreateUser\``;
}
