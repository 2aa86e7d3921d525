// The addresses of the reference's pages, and what an address of its first page asks for.

import type { CatalogProblem, ManagedPolicyKind, SearchAnswer } from '../../../core/catalog/types.ts';
import { routeHref } from '../../state/router.svelte.ts';

export const homeTabs = ['services', 'policies', 'keys'] as const;
export type HomeTab = (typeof homeTabs)[number];

export const matchKinds = ['service', 'action', 'policy'] as const;
export type MatchKind = (typeof matchKinds)[number];

export function countOfKind(
  { services, actions, policies }: SearchAnswer['counts'],
  kind: MatchKind,
): number {
  return { service: services, action: actions, policy: policies }[kind];
}

/** What the first page shows. Empty texts narrow nothing. */
export interface HomeView {
  /** What is searched for; while it is empty, the tab is shown. */
  readonly q: string;
  /** The matches of one kind alone. */
  readonly only: MatchKind | undefined;
  readonly tab: HomeTab;
  /** Of the policies or the keys, by the tab. */
  readonly text: string;
  readonly category: string;
  readonly kind: ManagedPolicyKind | undefined;
  readonly service: string;
  /** From 0. */
  readonly page: number;
}

const policyKinds: readonly ManagedPolicyKind[] = [
  'job-function',
  'service-role',
  'service-linked',
  'root-task',
  'other',
];

export function readHomeView(query: URLSearchParams): HomeView {
  return {
    q: query.get('q') ?? '',
    only: oneOf(matchKinds, query.get('only')),
    tab: oneOf(homeTabs, query.get('tab')) ?? 'services',
    text: query.get('text') ?? '',
    category: query.get('category') ?? '',
    kind: oneOf(policyKinds, query.get('kind')),
    service: query.get('service') ?? '',
    page: readPage(query),
  };
}

/** The shortest address of a view: what is as at the beginning is left out. */
export function homeHref(view: Partial<HomeView> = {}): string {
  const { tab, page = 0, ...texts } = view;
  return routeHref(['reference'], {
    ...(tab === undefined || tab === 'services' ? {} : { tab }),
    ...withoutEmpty(texts),
    ...(page > 0 ? { page: String(page + 1) } : {}),
  });
}

export const serviceTabs = ['actions', 'resources', 'keys'] as const;
export type ServiceTab = (typeof serviceTabs)[number];

export interface ServiceView {
  readonly tab: ServiceTab;
  readonly text: string;
  readonly level: string;
  /** From 0. */
  readonly page: number;
}

export function readServiceView(query: URLSearchParams): ServiceView {
  return {
    tab: oneOf(serviceTabs, query.get('tab')) ?? 'actions',
    text: query.get('text') ?? '',
    level: query.get('level') ?? '',
    page: readPage(query),
  };
}

export function serviceHref(prefix: string, view: Partial<ServiceView> = {}): string {
  const { tab, page = 0, ...texts } = view;
  return routeHref(['reference', prefix], {
    ...(tab === undefined || tab === 'actions' ? {} : { tab }),
    ...withoutEmpty(texts),
    ...(page > 0 ? { page: String(page + 1) } : {}),
  });
}

/** Of an action by its full name: `s3:GetObject`. */
export function actionHref(action: string): string {
  const [prefix = '', name = ''] = action.split(':');
  return routeHref(['reference', prefix, name]);
}

export function policyHref(name: string): string {
  return routeHref(['reference', 'policy', name]);
}

export function keyHref(name: string, prefix: string): string {
  return serviceHref(prefix, { tab: 'keys', text: name });
}

/** Where a name that a problem offers instead leads. */
export function closestHref(kind: CatalogProblem['kind'], name: string): string {
  switch (kind) {
    case 'unknown-service':
      return serviceHref(name);
    case 'unknown-policy':
      return policyHref(name);
    case 'unknown-condition-key':
      return homeHref({ q: name });
    default:
      return actionHref(name);
  }
}

/** The request builder, filled in. */
export function requestHref(service: string, action: string, resources: readonly string[]): string {
  return routeHref(['requests'], {
    service,
    action,
    ...(resources.length === 0 ? {} : { resource: resources.join('\n') }),
  });
}

function withoutEmpty(texts: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(texts).filter((entry): entry is [string, string] => (entry[1] ?? '') !== ''),
  );
}

function readPage(query: URLSearchParams): number {
  const page = Number(query.get('page') ?? '1');
  return Number.isInteger(page) && page > 1 ? page - 1 : 0;
}

function oneOf<Word extends string>(words: readonly Word[], text: string | null): Word | undefined {
  return words.find((word) => word === text);
}
