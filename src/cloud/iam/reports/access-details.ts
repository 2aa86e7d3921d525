// A last-accessed report as IAM answers it. Who never tried has no dates.

import type { EntityDetails, ServiceLastAccessed, TrackedActionLastAccessed } from '@aws-sdk/client-iam';
import type { Reading } from '../../ports.ts';
import type { Answered } from '../../sdk-types.ts';
import { entityAt } from '../entities.ts';
import type { Attempt, ReportedEntity, ReportedService } from './access-report.ts';

/** One service of a report, as GetServiceLastAccessedDetails has it. */
export function sdkService(
  { name, namespace, attempts, actions = [] }: ReportedService,
  entities: readonly ReportedEntity[],
): Answered<ServiceLastAccessed> {
  const [latest] = attempts;
  return {
    ServiceName: name,
    ServiceNamespace: namespace,
    ...(latest === undefined
      ? {}
      : {
          LastAuthenticated: new Date(latest[1]),
          LastAuthenticatedEntity: entities[latest[0]]?.arn,
          LastAuthenticatedRegion: latest[2],
        }),
    TotalAuthenticatedEntities: attempts.length,
    // Left out where nothing is tracked.
    ...(actions.length === 0
      ? {}
      : {
          TrackedActionsLastAccessed: actions.map(({ name, attempt }) => sdkAction(name, attempt, entities)),
        }),
  };
}

function sdkAction(
  name: string,
  attempt: Attempt | undefined,
  entities: readonly ReportedEntity[],
): Answered<TrackedActionLastAccessed> {
  if (attempt === undefined) return { ActionName: name };
  const [entity, at, region] = attempt;
  return {
    ActionName: name,
    LastAccessedEntity: entities[entity]?.arn,
    LastAccessedTime: new Date(at),
    LastAccessedRegion: region,
  };
}

/** "Sorted by date, with the most recent access listed first"; who was deleted since is left out. */
export async function entityDetails(
  tables: Reading,
  { attempts }: ReportedService,
  entities: readonly ReportedEntity[],
): Promise<readonly Answered<EntityDetails>[]> {
  const tried = new Map(attempts.map(([entity, at]) => [entity, at]));
  const order = [...entities.keys()].sort((a, b) => (tried.get(b) ?? 0) - (tried.get(a) ?? 0));
  const details: Answered<EntityDetails>[] = [];
  for (const number of order) {
    const { key, id } = entities[number] ?? { key: '', id: '' };
    const entity = (await entityAt(tables, 'user', key)) ?? (await entityAt(tables, 'role', key));
    if (entity?.id !== id) continue;
    const at = tried.get(number);
    const { arn: Arn, name: Name, path: Path } = entity;
    details.push({
      EntityInfo: { Arn, Name, Type: entity.kind === 'role' ? 'ROLE' : 'USER', Id: id, Path },
      ...(at === undefined ? {} : { LastAuthenticated: new Date(at) }),
    });
  }
  return details;
}
