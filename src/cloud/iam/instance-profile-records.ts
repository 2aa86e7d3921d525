// Instance profiles: finding the one that a request is about, the permission to do something to it, and how answers have it.

import type { InstanceProfile } from '@aws-sdk/client-iam';
import { err, ok, type Result } from '../../core/lang/result.ts';
import { entityArn } from '../../core/names/entity-arn.ts';
import { noSuchEntity, type Fault } from '../fault.ts';
import { namedKey } from '../keys.ts';
import type { Call, Check } from '../operation.ts';
import type { Reading } from '../ports.ts';
import type { InstanceProfileRecord } from '../records.ts';
import type { Answered } from '../sdk-types.ts';
import { resourceTagKeys } from '../tags.ts';
import { checkOnAccount, saidAs, saidOf } from './entities.ts';
import { sdkRole } from './role-records.ts';

export async function findInstanceProfile(
  tables: Reading,
  call: Call,
  name: string,
): Promise<Result<InstanceProfileRecord, Fault>> {
  const profile = await tables.instanceProfiles.get(profileKey(call, name));
  return profile === undefined ? err(noSuchEntity(`Instance Profile ${name} cannot be found.`)) : ok(profile);
}

/** Of one that does not exist the path is taken for `/`, so that a stranger cannot tell whether it does. */
export async function checkOnInstanceProfile(
  tables: Reading,
  call: Call,
  action: string,
  name: string,
  context: Check['context'] = {},
): Promise<Check> {
  const profile = await tables.instanceProfiles.get(profileKey(call, name));
  const { accountId } = call.caller.account;
  const resource =
    profile === undefined ? profileArn({ accountId, path: '/', name }) : instanceProfileArnOf(profile);
  const keys = { ...resourceTagKeys(profile?.tags ?? []), ...context };
  return saidAs(checkOnAccount(call, action, resource, keys), saidOf('instance profile', name));
}

export function profileKey(call: Call, name: string): string {
  return namedKey(call.caller.account.accountId, 'instance-profile', name);
}

export function profileArn(named: {
  readonly accountId: string;
  readonly path: string;
  readonly name: string;
}): string {
  return entityArn('instance-profile', named);
}

/** An instance profile as lists have it: with its role, without its tags. */
export async function sdkInstanceProfile(
  tables: Reading,
  profile: InstanceProfileRecord,
): Promise<Answered<InstanceProfile>> {
  const role = profile.roleKey === undefined ? undefined : await tables.roles.get(profile.roleKey);
  return {
    Path: profile.path,
    InstanceProfileName: profile.instanceProfileName,
    InstanceProfileId: profile.instanceProfileId,
    Arn: instanceProfileArnOf(profile),
    CreateDate: new Date(profile.createdAt),
    Roles: role === undefined ? [] : [await sdkRole(tables, role)],
  };
}

function instanceProfileArnOf({ accountId, path, instanceProfileName }: InstanceProfileRecord): string {
  return profileArn({ accountId, path, name: instanceProfileName });
}
