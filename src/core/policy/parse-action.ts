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
  for (const [index, { value, span }] of (values ?? []).entries()) {
    const path = valuePath(context.path, node, index);
    if (value !== '*' && !actionShape.test(value)) {
      refuse(context.problems, { code: 'invalid-action', message: sayInvalid(value), path, span });
    } else if (type === 'trust' && !value.toLowerCase().startsWith('sts:')) {
      // IAM answers "AssumeRole policy may only specify STS AssumeRole actions."
      const message = `a role trust policy is about actions of STS only, such as \`sts:AssumeRole\`, not \`${value}\``;
      refuse(context.problems, { code: 'not-an-sts-action', message, path, span });
    }
  }
  return values;
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
