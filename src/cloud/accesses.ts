// When users and roles last tried which service and action: rows of their own, written with each request, so that
// trimming the trail loses none of it.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html

import type { Caller } from './caller.ts';
import { accessKey } from './keys.ts';
import type { Operation } from './operation.ts';
import type { AccessRecord } from './records.ts';

/** Allowed or denied, both count. Root has no report. At most two rows: a request must stay cheap. */
export function accessesBy(
  { account, principal }: Pick<Caller, 'account' | 'principal'>,
  { action, dataEvent = false }: Pick<Operation, 'action' | 'dataEvent'>,
  { at, region }: Pick<AccessRecord, 'at' | 'region'>,
): readonly AccessRecord[] {
  const colon = action.indexOf(':');
  // Whom GetFederationToken made is no entity of the account: who federated answers for it.
  const { kind, ownerKey } = principal;
  if (kind === 'provider' || ownerKey === account.key || colon < 0) return [];
  const service = action.slice(0, colon).toLowerCase();
  const row = { accountId: account.accountId, ownerKey, service, at, region };
  const ofService: AccessRecord = { key: accessKey(ownerKey, service), ...row };
  if (!isTracked(action, dataEvent)) return [ofService];
  const name = action.slice(colon + 1);
  return [ofService, { key: accessKey(ownerKey, service, name), ...row, action: name }];
}

/**
 * "Action last accessed information is not available for any data plane event", and "the iam:PassRole action is
 * not tracked" (access_policies_last-accessed).
 */
export function isTracked(action: string, dataEvent: boolean): boolean {
  const [service = '', name = ''] = action.toLowerCase().split(':');
  return !dataEvent && name !== 'passrole' && dataPlane[service]?.test(name) !== true;
}

/**
 * AWS's page of what is tracked goes by service and action, and no package has it: these are the best known of what
 * CloudTrail calls data events (logging-data-events-with-cloudtrail). Names in lower case.
 */
const dataPlane: Readonly<Record<string, RegExp | undefined>> = {
  dynamodb: /item|^query$|^scan$|^partiql|^getrecords$|^getsharditerator$/,
  lambda: /^invokefunction/,
  s3: /^(?!.*bucket).*(object|multipart)/,
  sns: /^publish/,
  sqs: /message/,
};
