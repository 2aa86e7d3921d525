// The Action element: `*`, or a service and a name with wildcards, both without regard to case.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html

import { compileText, matchText } from './text-pattern.ts';

/** A request's action, in lower case. */
export interface RequestAction {
  readonly service: string;
  readonly name: string;
}

/** Splits `s3:GetObject` at its first colon, in lower case. */
export function splitAction(text: string): RequestAction {
  const lower = text.toLowerCase();
  const colon = lower.indexOf(':');
  return { service: lower.slice(0, Math.max(0, colon)), name: lower.slice(colon + 1) };
}

/** Whether a pattern of a policy means the action. Nothing is made of it: a plan asks once for each action. */
export function matchAction(pattern: string, { service, name }: RequestAction): boolean {
  if (pattern === '*') return true;
  if (!namesService(pattern, service)) return false;
  const wanted = pattern.slice(service.length + 1).toLowerCase();
  return wanted === name || wanted === '*' || (/[*?]/.test(wanted) && matchText(compileText(wanted), name));
}

/** Whether a pattern other than `*` is about the service, which is in lower case. */
export function namesService(pattern: string, service: string): boolean {
  const { length } = service;
  return (
    pattern[length] === ':' &&
    (pattern.startsWith(service) || pattern.slice(0, length).toLowerCase() === service)
  );
}
