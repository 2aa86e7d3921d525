// Why an element of a statement matched or did not, in a sentence that quotes both sides.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html

import type { ConditionTrace, ElementReason, ElementTrace } from '../../core/authorize/trace.ts';
import type { AuthorizationRequest } from '../../core/authorize/types.ts';

/** What an element is compared with: the pattern of the policy and the values of the request, quoted. */
interface Compared {
  readonly element: ElementTrace['element'];
  readonly pattern: string;
  readonly value: string;
}

const sentences: Readonly<Record<ElementReason, (compared: Compared) => string>> = {
  matched: matchedSentence,
  'action-mismatch': ({ value }) => `None of its actions covers ${value}.`,
  'action-excluded': ({ pattern, value }) => `NotAction leaves out ${pattern}, and ${value} is among that.`,
  'resource-mismatch': ({ value }) => `None of its resources covers ${value}.`,
  'resource-excluded': ({ pattern, value }) =>
    `NotResource leaves out ${pattern}, and ${value} is among that.`,
  'principal-mismatch': ({ value }) => `It is for somebody else: none of its principals is ${value}.`,
  'principal-excluded': ({ pattern, value }) => `NotPrincipal leaves out ${pattern}, and that is ${value}.`,
  'everyone-but-federated': ({ value }) =>
    `It is for everybody in AWS ("AWS": "*"), but for nobody for whom an identity provider vouches: only a "Federated" principal lets ${value} in.`,
  'not-spared-with-boundary': ({ value }) =>
    `It names ${value}, but NotPrincipal spares nobody who has a permissions boundary.`,
  'not-spared-by-name-alone': ({ value }) =>
    `It names ${value}, but not all that has to be named with it: the account, and for a session its role too. So it is not spared.`,
  'condition-false': () => 'At least one of its conditions is not met.',
  'missing-context-key': () => 'A condition asks for a key that this request does not carry.',
  'empty-variable': ({ pattern }) =>
    `A policy variable in ${pattern} has no value in this request, and a pattern without its value matches nothing.`,
  'malformed-value': ({ pattern }) =>
    `${pattern} is not written as this element expects, so it matches nothing.`,
  'malformed-context-value': () =>
    'A condition asks for a key whose value in this request is none that it can compare.',
  'not-looked-at': () => 'Not looked at: the statement is about other services.',
};

/** The sentence for an element of a statement that was compared with this request. */
export function elementSentence(trace: ElementTrace, request: Asked): string {
  return sentences[trace.reason]({
    element: trace.element,
    pattern: trace.pattern === undefined ? 'the policy’s value' : patternText(trace.pattern, trace.resolved),
    value: quote(askedFor(trace.element, request)),
  });
}

/** What of a request the elements of a statement are compared with. */
type Asked = Pick<AuthorizationRequest, 'principal' | 'action' | 'resource'>;

function askedFor(element: ElementTrace['element'], { principal, action, resource }: Asked): string {
  switch (element) {
    case 'Principal':
    case 'NotPrincipal':
      return principal;
    case 'Resource':
    case 'NotResource':
      return resource;
    case 'Action':
    case 'NotAction':
    // A condition's own sentences say what it was compared with.
    case 'Condition':
      return action;
  }
}

function patternText(pattern: string, resolved: string | undefined): string {
  return resolved === undefined ? quote(pattern) : `${quote(pattern)}, here ${quote(resolved)},`;
}

/** The sentence for one operator and key of a condition. */
export function conditionSentence(trace: ConditionTrace): string {
  const { operator, key, reason, matched } = trace;
  const expected = trace.expected.length === 0 ? 'nothing' : quoteAll(trace.expected);
  if (reason === 'not-looked-at') return `${operator} on ${key} was not looked at.`;
  if (reason === 'empty-variable') {
    return `A policy variable in ${expected} has no value in this request; ${operator} is ${met(matched)}.`;
  }
  if (reason === 'malformed-value')
    return `${expected} is not a value that ${operator} can compare, so this is not met.`;
  if (reason === 'malformed-context-value')
    return `${key} is ${quoteAll(trace.actual)}, which ${operator} cannot compare, so this is not met.`;
  if (trace.actual.length === 0) {
    return `The request carries no ${key}. ${operator} with ${expected} is then ${met(matched)}.`;
  }
  return `${key} is ${quoteAll(trace.actual)}. ${operator} with ${expected} is ${met(matched)}.`;
}

function matchedSentence({ element, pattern, value }: Compared): string {
  switch (element) {
    case 'NotAction':
      return `${value} is not among the actions that NotAction leaves out.`;
    case 'NotResource':
      return `${value} is not among the resources that NotResource leaves out.`;
    case 'NotPrincipal':
      return `${value} is not among the principals that NotPrincipal leaves out.`;
    case 'Condition':
      return 'All of its conditions are met.';
    case 'Action':
    case 'Resource':
      return pattern === value ? `It names ${value}.` : `${pattern} covers ${value}.`;
    case 'Principal':
      return pattern === value ? `It names ${value}.` : `${pattern} includes ${value}.`;
  }
}

function met(matched: boolean): string {
  return matched ? 'met' : 'not met';
}

function quote(text: string): string {
  return `“${text}”`;
}

function quoteAll(values: readonly string[]): string {
  return values.map(quote).join(' or ');
}
