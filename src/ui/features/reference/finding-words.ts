// A finding in a sentence, for those who hear it, and where the Enter key leads from it.

import { assertNever } from '../../../core/lang/assert-never.ts';
import type { ConditionKey } from '../../../core/catalog/types.ts';
import { catalogProblemWords, principalWords } from '../../words/catalog.ts';
import { countOf } from '../../words/count.ts';
import { cut } from '../../words/cut.ts';
import type { Finding } from './find-in-reference.ts';
import type { Mentions } from './find-in-text.ts';
import {
  actionHref,
  closestHref,
  homeHref,
  keyHref,
  policyHref,
  requestHref,
  serviceHref,
} from './reference-href.ts';

/** With a full stop. */
export function findingSentence(finding: Finding): string {
  switch (finding.kind) {
    case 'pattern':
      return `${cut(finding.pattern)} stands for ${countOf(finding.actions.length, 'action')}.`;
    case 'arn': {
      const [type] = finding.types;
      return type === undefined ? 'An ARN.' : `The ARN of ${type.service} ${type.type.name}.`;
    }
    case 'principal':
      return `${principalWords[finding.principal].title}.`;
    case 'policy':
      return `The AWS managed policy ${finding.policy.name}.`;
    case 'key':
      return `The condition key ${finding.key.name}.`;
    case 'keys':
      return `${countOf(finding.keys.length, 'condition key')}: ${list(finding.keys.map(({ name }) => name))}.`;
    case 'mentions':
      return `In this text: ${list(namesOf(finding.mentions))}.`;
    case 'problem': {
      const { title, closest } = catalogProblemWords(finding.problem);
      return closest.length === 0 ? `${title}.` : `${title}. Did you mean ${closest.join(', ')}?`;
    }
    default:
      return assertNever(finding);
  }
}

/** Of the one thing that was found, or of the first that is offered instead; undefined where nothing is first. */
export function findingHref(finding: Finding): string | undefined {
  switch (finding.kind) {
    case 'pattern': {
      const [first, ...more] = finding.actions;
      return first === undefined || more.length > 0 ? undefined : actionHref(first);
    }
    case 'arn':
    case 'principal': {
      const [type] = finding.types;
      return type && serviceHref(type.service, { tab: 'resources', text: type.type.name });
    }
    case 'policy':
      return policyHref(finding.policy.name);
    case 'key':
      return keyPageHref(finding.key);
    case 'keys':
      return finding.keys[0] && homeHref({ q: finding.keys[0].name });
    case 'mentions':
      return mentionsHref(finding.mentions);
    case 'problem': {
      const [first] = catalogProblemWords(finding.problem).closest;
      return first === undefined ? undefined : closestHref(finding.problem.kind, first);
    }
    default:
      return assertNever(finding);
  }
}

/** Where a key stands among others; undefined for the claims of a provider, which no page has. */
export function keyPageHref({ name, category }: ConditionKey): string | undefined {
  if (category !== undefined) return homeHref({ tab: 'keys', text: name });
  const prefix = /^([\w-]+):/.exec(name)?.[1];
  return prefix === undefined ? undefined : keyHref(name, prefix);
}

function mentionsHref(mentions: Mentions): string | undefined {
  const { actions, arns, patterns, keys, request } = mentions;
  if (request !== undefined) return requestOf(request);
  const [action] = actions;
  if (action !== undefined) return actionHref(action);
  const [name] = [...patterns, ...keys, ...arns];
  return name === undefined ? undefined : homeHref({ q: name });
}

export function requestOf({ action, resources }: NonNullable<Mentions['request']>): string {
  const [service = '', name = ''] = action.split(':');
  return requestHref(service, name, resources);
}

function namesOf({ actions, patterns, arns, keys, unknown }: Mentions): readonly string[] {
  return [...actions, ...patterns, ...keys, ...arns, ...unknown];
}

function list(names: readonly string[]): string {
  const few = 5;
  const shown = names.slice(0, few).map((name) => cut(name));
  return names.length > few ? `${shown.join(', ')} and ${names.length - few} more` : shown.join(', ');
}
