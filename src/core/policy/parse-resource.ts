// The syntax of `Resource` and `NotResource`.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html

import type { TextAt } from './document.ts';
import { elementRules, policyTypeNames } from './element-rules.ts';
import type { JsonNode } from './json.ts';
import { readTexts, valuePath, type ReadContext } from './node-readers.ts';
import type { PolicyType } from './policy-type.ts';
import { refuse } from './problem-list.ts';

/** `*`, or an ARN with wildcards; policies attached to principals may leave out the ARN's last parts. */
export function readResources(
  context: ReadContext,
  name: string,
  node: JsonNode,
  type: PolicyType,
): readonly TextAt[] | undefined {
  const values = readTexts(context, name, node);
  for (const [index, { value, span }] of (values ?? []).entries()) {
    const message = faultOf(value, type);
    if (message === undefined) continue;
    refuse(context.problems, {
      code: 'invalid-resource',
      message,
      path: valuePath(context.path, node, index),
      span,
    });
  }
  return values;
}

function faultOf(value: string, type: PolicyType): string | undefined {
  if (value === '*') return undefined;
  if (!value.startsWith('arn:'))
    return `the resource \`${value}\` must be \`*\` or an ARN, which begins with \`arn:\``;
  const parts = value.split(':');
  const [, , service] = parts;
  // "You can't use a wildcard in the service segment that identifies the AWS product."
  if (service !== undefined && /[*?]/.test(service)) {
    return `the resource \`${value}\` must name its service without wildcards`;
  }
  if (parts.length < 6 && !elementRules[type].incompleteArn) {
    return `the ARN \`${value}\` has ${parts.length} of its six parts: a ${policyTypeNames[type]} takes whole ARNs only`;
  }
  return undefined;
}
