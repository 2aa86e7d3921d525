// When the services that somebody's policies allow were last tried: a job that is started in one request, and read
// in others.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html

import type {
  GenerateServiceLastAccessedDetailsRequest,
  GenerateServiceLastAccessedDetailsResponse,
  GetServiceLastAccessedDetailsRequest,
  GetServiceLastAccessedDetailsResponse,
  GetServiceLastAccessedDetailsWithEntitiesRequest,
  GetServiceLastAccessedDetailsWithEntitiesResponse,
} from '@aws-sdk/client-iam';
import { err, ok, type Result } from '../../../core/lang/result.ts';
import { makeUuid } from '../../../core/names/unique-id.ts';
import type { AllowedService } from '../../../core/summarize/allowed-actions.ts';
import { userIdOf, type Caller } from '../../caller.ts';
import { invalidInput, noSuchEntity, type Fault } from '../../fault.ts';
import { jobKey, keysOf } from '../../keys.ts';
import { defineOperation, type Call, type Operation } from '../../operation.ts';
import type { Reading, Writing } from '../../ports.ts';
import type { JobRecord } from '../../records.ts';
import type { Answered } from '../../sdk-types.ts';
import { checkOnAccount } from '../entities.ts';
import type { ManagedPolicy } from '../managed-policy.ts';
import { markerFault, pageOf } from '../paging.ts';
import { entityDetails, sdkService } from './access-details.ts';
import { reportedServices, type AccessReport } from './access-report.ts';
import {
  checkOnSubject,
  documentsOf,
  findAwsSubject,
  findSubject,
  subjectFault,
  usersOfSubject,
} from './report-subject.ts';

/** AWS takes about a second for a small account; long enough here that a client must ask again. */
export const collectingMilliseconds = 1000;

/** No page says how long AWS keeps them. */
const keptMilliseconds = 24 * 60 * 60 * 1000;

interface Known {
  readonly ofAws: ManagedPolicy | undefined;
  /** Of what there was when the catalogue was asked; empty where there was nothing. */
  readonly allowed: readonly AllowedService[];
}

const generateDetails = defineOperation<
  GenerateServiceLastAccessedDetailsRequest,
  GenerateServiceLastAccessedDetailsResponse,
  Known
>({
  name: 'GenerateServiceLastAccessedDetails',
  action: 'iam:GenerateServiceLastAccessedDetails',
  readOnly: true,
  check: ({ Arn }) => subjectFault(Arn),
  plan: async (tables, { Arn }, call) => ({
    authorize: [await checkOnSubject(tables, call, 'iam:GenerateServiceLastAccessedDetails', Arn)],
  }),
  consult: async ({ catalog, read }, { Arn }, call) => {
    const ofAws = await findAwsSubject(catalog, Arn);
    const subject = await read((tables) => findSubject(tables, call, Arn, ofAws));
    const documents = subject.ok ? await documentsOf(catalog, read, subject.value) : [];
    return { ofAws, allowed: documents.length === 0 ? [] : await catalog.allowedActions(documents) };
  },
  apply: async (tables, { Arn, Granularity = 'SERVICE_LEVEL' }, call, { known }) => {
    const subject = await findSubject(tables, call, Arn, known.ofAws);
    if (!subject.ok) return subject;
    const { caller, ids, now } = call;
    const { accountId } = caller.account;
    const entities = await usersOfSubject(tables, subject.value, accountId);
    const byAction = Granularity === 'ACTION_LEVEL';
    const report: AccessReport = {
      owner: reportOwner(caller),
      granularity: Granularity,
      readyAt: now + collectingMilliseconds,
      entities: entities.map(({ key, id, arn }) => ({ key, id, arn })),
      services: await reportedServices(tables, { entities, allowed: known.allowed, byAction, now }),
    };
    const id = makeUuid(ids.randomBytes(16));
    await forgetOld(tables, accountId, now);
    await tables.jobs.put({
      key: jobKey(accountId, 'service-last-accessed', id),
      accountId,
      kind: 'service-last-accessed',
      createdAt: now,
      content: JSON.stringify(report),
    });
    return ok({ result: { JobId: id }, changed: true });
  },
});

const getDetails = defineOperation<
  GetServiceLastAccessedDetailsRequest,
  GetServiceLastAccessedDetailsResponse
>({
  name: 'GetServiceLastAccessedDetails',
  action: 'iam:GetServiceLastAccessedDetails',
  readOnly: true,
  check: markerFault,
  plan: (_tables, _input, call) => ({
    authorize: [checkOnAccount(call, 'iam:GetServiceLastAccessedDetails')],
  }),
  apply: async (tables, input, call) => {
    const found = await findReport(tables, call, input.JobId);
    if (!found.ok) return found;
    const { report, state } = found.value;
    // Of one that is not ready AWS leaves out even what the type requires.
    if (state.JobStatus === 'IN_PROGRESS')
      return ok({ result: { ...state, ServicesLastAccessed: undefined } });
    const keyed = report.services.map((service) => ({ key: service.namespace, service }));
    const { items, ending } = pageOf(keyed, input);
    return ok({
      result: {
        ...state,
        JobType: report.granularity,
        ServicesLastAccessed: items.map(({ service }) => sdkService(service, report.entities)),
        ...ending,
      },
    });
  },
});

const getDetailsWithEntities = defineOperation<
  GetServiceLastAccessedDetailsWithEntitiesRequest,
  GetServiceLastAccessedDetailsWithEntitiesResponse,
  string | undefined
>({
  name: 'GetServiceLastAccessedDetailsWithEntities',
  action: 'iam:GetServiceLastAccessedDetailsWithEntities',
  readOnly: true,
  check: markerFault,
  plan: (_tables, _input, call) => ({
    authorize: [checkOnAccount(call, 'iam:GetServiceLastAccessedDetailsWithEntities')],
  }),
  consult: ({ catalog }, { ServiceNamespace }) => catalog.serviceName(ServiceNamespace),
  apply: async (tables, input, call, { known: serviceName }) => {
    const { JobId, ServiceNamespace } = input;
    if (serviceName === undefined) {
      // AWS's sentence, with its slip of the pen.
      return err(invalidInput(`Service namepace ${ServiceNamespace} is either invalid or unsupported.`));
    }
    const found = await findReport(tables, call, JobId);
    if (!found.ok) return found;
    const { report, state } = found.value;
    if (state.JobStatus === 'IN_PROGRESS') return ok({ result: { ...state, EntityDetailsList: undefined } });
    const service = report.services.find(({ namespace }) => namespace === ServiceNamespace);
    const details = service === undefined ? [] : await entityDetails(tables, service, report.entities);
    // In the order in which they are, which is not that of their names.
    const keyed = details.map((detail, place) => ({ key: String(place).padStart(6, '0'), detail }));
    const { items, ending } = pageOf(keyed, input);
    return ok({ result: { ...state, EntityDetailsList: items.map(({ detail }) => detail), ...ending } });
  },
});

export const lastAccessedOperations: readonly Operation[] = [
  generateDetails,
  getDetails,
  getDetailsWithEntities,
];

type State = Pick<
  Answered<GetServiceLastAccessedDetailsResponse>,
  'JobStatus' | 'JobCreationDate' | 'JobCompletionDate' | 'IsTruncated'
>;

async function findReport(
  tables: Reading,
  { caller, now }: Call,
  id: string,
): Promise<Result<{ readonly report: AccessReport; readonly state: State }, Fault>> {
  const job = await tables.jobs.get(jobKey(caller.account.accountId, 'service-last-accessed', id));
  const report = job === undefined ? undefined : (JSON.parse(job.content) as AccessReport);
  if (job === undefined || report?.owner !== reportOwner(caller)) {
    // The page gives the code alone.
    return err(noSuchEntity(`The job with id ${id} cannot be found.`));
  }
  return ok({ report, state: stateOf(job, report, now) });
}

function stateOf({ createdAt }: JobRecord, { readyAt }: AccessReport, now: number): State {
  const JobCreationDate = new Date(createdAt);
  return now < readyAt
    ? { JobStatus: 'IN_PROGRESS', JobCreationDate, JobCompletionDate: undefined, IsTruncated: false }
    : { JobStatus: 'COMPLETED', JobCreationDate, JobCompletionDate: new Date(readyAt) };
}

/**
 * "Only the principal that generates a report can view the report details. … If you use temporary credentials for a
 * role or AWS STS federated user principal, you must generate and retrieve the report during the same session"
 * (access_policies_last-accessed, "Report owner").
 */
function reportOwner({ account, principal, accessKeyId }: Caller): string {
  return principal.kind === 'role' || principal.kind === 'federated'
    ? accessKeyId
    : userIdOf(account.accountId, principal);
}

async function forgetOld(tables: Writing, accountId: string, now: number): Promise<void> {
  for (const job of await tables.jobs.under(keysOf(accountId, 'service-last-accessed'))) {
    if (job.createdAt < now - keptMilliseconds) await tables.jobs.delete(job.key);
  }
}
