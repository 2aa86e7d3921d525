// A server certificate by its name: its key, its ARN, its record, and the permission to do something to it.

import { err, ok, type Result } from '../../core/lang/result.ts';
import { entityArn } from '../../core/names/entity-arn.ts';
import { noSuchEntity, type Fault } from '../fault.ts';
import { namedKey } from '../keys.ts';
import type { Call, Check } from '../operation.ts';
import type { Reading } from '../ports.ts';
import type { ServerCertificateRecord } from '../records.ts';
import { resourceTagKeys } from '../tags.ts';
import { checkOnAccount, saidAs } from './entities.ts';

export function serverCertificateKey(accountId: string, name: string): string {
  return namedKey(accountId, 'server-certificate', name);
}

export function serverCertificateArn(named: {
  readonly accountId: string;
  readonly path: string;
  readonly name: string;
}): string {
  return entityArn('server-certificate', named);
}

export async function findServerCertificate(
  tables: Reading,
  call: Call,
  name: string,
): Promise<Result<ServerCertificateRecord, Fault>> {
  const record = await tables.serverCertificates.get(
    serverCertificateKey(call.caller.account.accountId, name),
  );
  return record === undefined
    ? err(noSuchEntity(`The Server Certificate with name ${name} cannot be found.`))
    : ok(record);
}

/** Of one that does not exist the path is taken for `/`, as in `checkOnEntity`. */
export async function checkOnServerCertificate(
  tables: Reading,
  call: Call,
  action: string,
  name: string,
  context: Check['context'] = {},
): Promise<Check> {
  const { accountId } = call.caller.account;
  const record = await tables.serverCertificates.get(serverCertificateKey(accountId, name));
  const resource = serverCertificateArn({
    accountId,
    path: record?.path ?? '/',
    name: record?.certificateName ?? name,
  });
  return saidAs(
    checkOnAccount(call, action, resource, { ...resourceTagKeys(record?.tags ?? []), ...context }),
    serverCertificateArn({ accountId, path: '/', name }),
  );
}
