// A last-accessed report as it is kept: what the subject's policies allow when it is asked for, and who tried it when.

import type { AllowedService } from '../../../core/summarize/allowed-actions.ts';
import { isTracked } from '../../accesses.ts';
import { keysUnder } from '../../keys.ts';
import type { Reading } from '../../ports.ts';
import type { AccessRecord } from '../../records.ts';
import type { Entity } from '../entities.ts';

export interface AccessReport {
  /** Who may fetch it; see `reportOwner`. */
  readonly owner: string;
  readonly granularity: 'SERVICE_LEVEL' | 'ACTION_LEVEL';
  /** Milliseconds since the epoch. */
  readonly readyAt: number;
  /** Those whose attempts count. */
  readonly entities: readonly ReportedEntity[];
  /** By namespace. */
  readonly services: readonly ReportedService[];
}

export interface ReportedEntity {
  readonly key: string;
  /** Another may have the name by the time the report is read. */
  readonly id: string;
  readonly arn: string;
}

/** The number of an entity in the report, when, and in which Region. */
export type Attempt = readonly [entity: number, at: number, region: string];

export interface ReportedService {
  readonly namespace: string;
  readonly name: string;
  /** One of each entity that tried it, the latest first. */
  readonly attempts: readonly Attempt[];
  /** Of the actions that are tracked, with who tried it last; only in reports by action. */
  readonly actions?: readonly { readonly name: string; readonly attempt?: Attempt }[];
}

/** "The tracking period for services is for the last 400 days" (access_policies_last-accessed-view-data). */
const trackedMilliseconds = 400 * 24 * 60 * 60 * 1000;

export async function reportedServices(
  tables: Reading,
  {
    entities,
    allowed,
    byAction,
    now,
  }: {
    readonly entities: readonly Entity[];
    readonly allowed: readonly AllowedService[];
    readonly byAction: boolean;
    readonly now: number;
  },
): Promise<readonly ReportedService[]> {
  const attempts = await attemptsOf(tables, entities, now - trackedMilliseconds);
  return allowed.map(({ prefix, name, actions }) => ({
    namespace: prefix,
    name,
    attempts: attempts.get(prefix) ?? [],
    ...(byAction ? { actions: reportedActions(prefix, actions, attempts) } : {}),
  }));
}

function reportedActions(
  prefix: string,
  actions: readonly string[],
  attempts: ReadonlyMap<string, readonly Attempt[]>,
): NonNullable<ReportedService['actions']> {
  return actions
    .filter((name) => isTracked(`${prefix}:${name}`, false))
    .map((name) => {
      const attempt = attempts.get(`${prefix}:${name.toLowerCase()}`)?.[0];
      return { name, ...(attempt === undefined ? {} : { attempt }) };
    });
}

/** By service, and by service and action, the latest first. */
async function attemptsOf(
  tables: Reading,
  entities: readonly Entity[],
  since: number,
): Promise<ReadonlyMap<string, readonly Attempt[]>> {
  const attempts = new Map<string, Attempt[]>();
  for (const [number, { key }] of entities.entries()) {
    for (const access of await tables.accesses.under(keysUnder(key))) {
      if (access.at < since) continue;
      const of = attemptKey(access);
      attempts.set(of, [...(attempts.get(of) ?? []), [number, access.at, access.region]]);
    }
  }
  for (const each of attempts.values()) each.sort(([, a], [, b]) => b - a);
  return attempts;
}

function attemptKey({ service, action }: AccessRecord): string {
  return action === undefined ? service : `${service}:${action.toLowerCase()}`;
}
