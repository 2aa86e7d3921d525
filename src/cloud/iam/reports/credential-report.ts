// The credential report: asked for in one request, fetched in another, and the same one for four hours.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html

import type { GenerateCredentialReportResponse, GetCredentialReportResponse } from '@aws-sdk/client-iam';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { err, ok } from '../../../core/lang/result.ts';
import type { Fault } from '../../fault.ts';
import { jobKey } from '../../keys.ts';
import { defineOperation, type Operation } from '../../operation.ts';
import type { Reading } from '../../ports.ts';
import { checkOnAccount } from '../entities.ts';
import { credentialRows } from './credential-rows.ts';
import { csvText } from './csv.ts';

/** "You can generate a credential report as often as once every four hours." */
const validMilliseconds = 4 * 60 * 60 * 1000;

/** AWS takes a second or two for a small account; long enough here that a client must wait for it. */
export const generatingMilliseconds = 1000;

export interface CredentialReport {
  /** Milliseconds since the epoch. */
  readonly readyAt: number;
  readonly csv: string;
}

const generateCredentialReport = defineOperation<object, GenerateCredentialReportResponse>({
  name: 'GenerateCredentialReport',
  action: 'iam:GenerateCredentialReport',
  readOnly: true,
  plan: (_tables, _input, call) => ({ authorize: [checkOnAccount(call, 'iam:GenerateCredentialReport')] }),
  apply: async (tables, _input, { caller, now }) => {
    const { accountId } = caller.account;
    const report = await latestReport(tables, accountId);
    if (report !== undefined && now < report.readyAt) return ok({ result: { State: 'INPROGRESS' } });
    if (report !== undefined && isValid(report, now)) return ok({ result: { State: 'COMPLETE' } });
    const content: CredentialReport = {
      readyAt: now + generatingMilliseconds,
      csv: csvText(await credentialRows(tables, caller.account)),
    };
    // "AWS stores a single report. If a report exists, generating a credentials report overwrites the previous report."
    await tables.jobs.put({
      key: reportKey(accountId),
      accountId,
      kind: 'credential-report',
      createdAt: now,
      content: JSON.stringify(content),
    });
    // The sentence of API_GenerateCredentialReport's example; AWS is known to say it of an expired report too.
    const Description = 'No report exists. Starting a new report generation task';
    return ok({ result: { State: 'STARTED', Description }, changed: true });
  },
});

const getCredentialReport = defineOperation<object, GetCredentialReportResponse>({
  name: 'GetCredentialReport',
  action: 'iam:GetCredentialReport',
  readOnly: true,
  plan: (_tables, _input, call) => ({ authorize: [checkOnAccount(call, 'iam:GetCredentialReport')] }),
  apply: async (tables, _input, { caller, now }) => {
    const report = await latestReport(tables, caller.account.accountId);
    if (report === undefined) return err(notPresent);
    if (now < report.readyAt) return err(inProgress);
    if (!isValid(report, now)) return err(expired);
    return ok({
      result: {
        Content: utf8ToBytes(report.csv),
        ReportFormat: 'text/csv',
        GeneratedTime: new Date(report.readyAt),
      },
    });
  },
});

export const credentialReportOperations: readonly Operation[] = [
  generateCredentialReport,
  getCredentialReport,
];

// API_GetCredentialReport, "Errors". AWS sends these codes without a message; the page's own sentences help more.

const notPresent: Fault = {
  code: 'ReportNotPresent',
  status: 410,
  message:
    'The request was rejected because the credential report does not exist. To generate a credential report, use GenerateCredentialReport.',
};

const inProgress: Fault = {
  code: 'ReportInProgress',
  status: 404,
  message: 'The request was rejected because the credential report is still being generated.',
};

const expired: Fault = {
  code: 'ReportExpired',
  status: 410,
  message:
    'The request was rejected because the most recent credential report has expired. To generate a new credential report, use GenerateCredentialReport.',
};

function isValid({ readyAt }: CredentialReport, now: number): boolean {
  return now < readyAt + validMilliseconds;
}

async function latestReport(tables: Reading, accountId: string): Promise<CredentialReport | undefined> {
  const job = await tables.jobs.get(reportKey(accountId));
  return job === undefined ? undefined : (JSON.parse(job.content) as CredentialReport);
}

/** There is one of an account. */
function reportKey(accountId: string): string {
  return jobKey(accountId, 'credential-report', 'latest');
}
