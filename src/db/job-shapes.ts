// Guards for jobs and for what their operations read back: reports that were made, and deletions that were asked for.

import type { AccessReport, Attempt, ReportedService } from '../cloud/iam/reports/access-report.ts';
import type { CredentialReport } from '../cloud/iam/reports/credential-report.ts';
import type { LinkedRoleDeletion } from '../cloud/iam/service-linked-roles.ts';
import type { JobRecord } from '../cloud/records.ts';
import { accountId, name } from './record-parts.ts';
import { codes, list, optional, problem, record, text, time, upTo, type Shape } from './shape.ts';

const most = 10_000_000;

const jobRecord = record<JobRecord>({
  key: name,
  accountId,
  kind: codes<JobRecord['kind']>({
    'credential-report': true,
    'role-deletion': true,
    'service-last-accessed': true,
  }),
  createdAt: time,
  content: text(most),
});

const entity = upTo(most);

const attempt: Shape<Attempt> = (value, place) => {
  if (!Array.isArray(value) || value.length !== 3) {
    return problem(place, 'expected an entity, a time and a Region');
  }
  const [whose, at, region] = [entity(value[0], place), time(value[1], place), name(value[2], place)];
  if (!whose.ok) return whose;
  if (!at.ok) return at;
  return region.ok ? { ok: true, value: [whose.value, at.value, region.value] } : region;
};

const contents: { readonly [Kind in JobRecord['kind']]: Shape<unknown> } = {
  'credential-report': record<CredentialReport>({ readyAt: time, csv: text(most) }),
  'role-deletion': record<LinkedRoleDeletion>({ roleName: name, service: name }),
  'service-last-accessed': record<AccessReport>({
    owner: name,
    granularity: codes<AccessReport['granularity']>({ SERVICE_LEVEL: true, ACTION_LEVEL: true }),
    readyAt: time,
    entities: list(record({ key: name, id: name, arn: name }), most),
    services: list(
      record<ReportedService>({
        namespace: name,
        name,
        attempts: list(attempt, most),
        actions: optional(
          list(
            record<NonNullable<ReportedService['actions']>[number]>({ name, attempt: optional(attempt) }),
            most,
          ),
        ),
      }),
      most,
    ),
  }),
};

export const job: Shape<JobRecord> = (value, place) => {
  const checked = jobRecord(value, place);
  if (!checked.ok) return checked;
  const { kind, content } = checked.value;
  const within = contents[kind](parsed(content), `${place}.content`);
  return within.ok ? checked : within;
};

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    // No object either: the guard says so.
    return undefined;
  }
}
