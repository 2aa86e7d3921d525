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
  if (values === undefined) return undefined;
  for (let index = 0; index < values.length; index++) {
    const at = values[index];
    const message = at === undefined ? undefined : faultOf(at.value, type);
    if (at === undefined || message === undefined) continue;
    const path = valuePath(context.path, node, index);
    refuse(context.problems, { code: 'invalid-resource', message, path, span: at.span });
  }
  return values;
}

function faultOf(value: string, type: PolicyType): string | undefined {
  if (value === '*') return undefined;
  if (!value.startsWith('arn:'))
    return `the resource \`${value}\` must be \`*\` or an ARN, which begins with \`arn:\``;
  const service = value.indexOf(':', 4) + 1;
  const afterService = service === 0 ? -1 : value.indexOf(':', service);
  // "You can't use a wildcard in the service segment that identifies the AWS product."
  if (service > 0 && hasWildcard(value, service, afterService < 0 ? value.length : afterService))
    return `the resource \`${value}\` must name its service without wildcards`;
  if (elementRules[type].incompleteArn) return undefined;
  const account = afterService < 0 ? -1 : value.indexOf(':', afterService + 1);
  if (account >= 0 && value.includes(':', account + 1)) return undefined;
  return `the ARN \`${value}\` has ${value.split(':').length} of its six parts: a ${policyTypeNames[type]} takes whole ARNs only`;
}

function hasWildcard(value: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (value[at] === '*' || value[at] === '?') return true;
  return false;
}
