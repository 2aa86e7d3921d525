// The Action element: `*`, or a service and a name with wildcards, both without regard to case.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html

import { compileText, matchText, type TextPattern } from './text-pattern.ts';

/** `service` is undefined for the lone `*`. */
export interface ActionPattern {
  readonly service: string | undefined;
  readonly name: TextPattern;
}

/** A request's action, in lower case. */
export interface RequestAction {
  readonly service: string;
  readonly name: string;
}

export function compileAction(text: string): ActionPattern {
  if (text === '*') return { service: undefined, name: { kind: 'all' } };
  const { service, name } = splitAction(text);
  return { service, name: compileText(name) };
}

/** Splits `s3:GetObject` at its first colon, in lower case. */
export function splitAction(text: string): RequestAction {
  const lower = text.toLowerCase();
  const colon = lower.indexOf(':');
  return { service: lower.slice(0, Math.max(0, colon)), name: lower.slice(colon + 1) };
}

export function matchAction(pattern: ActionPattern, action: RequestAction): boolean {
  if (pattern.service === undefined) return true;
  return pattern.service === action.service && matchText(pattern.name, action.name);
}
