// A match of the search as a line in a list: where it leads, what it is called, what stands beside it.

import type { CatalogMatch, Marks } from '../../../core/catalog/types.ts';
import { policyKindWords } from '../../words/catalog.ts';
import { policyTypeWords } from '../policies/policy-type.ts';
import { actionHref, policyHref, serviceHref } from './reference-href.ts';

export interface MatchRow {
  readonly id: string;
  readonly label: string;
  readonly marks: Marks;
  readonly detail: string;
}

export function matchHref(match: CatalogMatch): string {
  if (match.kind === 'service') return serviceHref(match.service.prefix);
  if (match.kind === 'action') return actionHref(match.action.action);
  return policyHref(match.policy.name);
}

export function matchRow(match: CatalogMatch): MatchRow {
  const { marks } = match;
  if (match.kind === 'service') {
    const { prefix, name } = match.service;
    return { id: `service ${prefix}`, label: prefix, marks, detail: name };
  }
  if (match.kind === 'action') {
    const { action } = match.action;
    return { id: `action ${action}`, label: action, marks, detail: match.serviceName };
  }
  const { name, kind } = match.policy;
  const type = policyTypeWords[kind === 'job-function' ? kind : 'aws'];
  const detail = kind === 'job-function' ? type : `${type} · ${policyKindWords[kind]}`;
  return { id: `policy ${name}`, label: name, marks, detail };
}
