// What the tests of STS have in common: roles, a second account and MFA devices, put into the tables directly; and
// requests of STS.

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { namedKey, roleKey } from '../../../../src/cloud/keys.ts';
import type { IdentityProviders, SigningAlgorithm } from '../../../../src/cloud/ports.ts';
import type { RoleRecord } from '../../../../src/cloud/records.ts';
import { signedToken, unsignedToken } from '../../../../src/core/federation/json-web-token.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { totpCode } from '../../../../src/core/totp/totp.ts';
import { element, queryRequest, start, type Reply, type World } from '../world.ts';

export const otherAccount = '210987654321';

/** The sandbox's second account, with nobody in it but root. */
export async function addAccount(world: World, accountId = otherAccount): Promise<void> {
  await world.store.write(async (tables) => {
    await tables.account.put({
      key: accountId,
      accountId,
      alias: `other-${accountId}`,
      email: `root@${accountId}.example`,
      createdAt: start,
    });
  });
}

let roles = 0;

export async function addRole(
  world: World,
  role: { readonly roleName: string; readonly trustPolicy: unknown } & Partial<
    Omit<RoleRecord, 'key' | 'trustPolicy'>
  >,
): Promise<string> {
  const accountId = role.accountId ?? world.accountId;
  const path = role.path ?? '/';
  await world.store.write((tables) =>
    tables.roles.put({
      path,
      createdAt: start,
      roleId: `AROA${String(++roles).padStart(17, 'A')}`,
      maxSessionDuration: 3600,
      tags: [],
      ...role,
      key: roleKey(accountId, role.roleName),
      accountId,
      trustPolicy: JSON.stringify(role.trustPolicy),
    }),
  );
  return `arn:aws:iam::${accountId}:role${path}${role.roleName}`;
}

/** A trust policy that allows whom it names. */
export function trusting(
  principal: string | Readonly<Record<string, unknown>>,
  condition?: object,
  action: string | readonly string[] = 'sts:AssumeRole',
): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: typeof principal === 'string' ? { AWS: principal } : principal,
        Action: action,
        ...(condition === undefined ? {} : { Condition: condition }),
      },
    ],
  };
}

export async function putUserPolicy(
  world: World,
  root: Credentials,
  userName: string,
  document: string,
): Promise<void> {
  const reply = await world.query(root, 'PutUserPolicy', {
    UserName: userName,
    PolicyName: 'own',
    PolicyDocument: document,
  });
  if (reply.status !== 200) throw new Error(reply.text);
}

export async function putRolePolicy(
  world: World,
  root: Credentials,
  roleName: string,
  document: string,
): Promise<void> {
  const reply = await world.query(root, 'PutRolePolicy', {
    RoleName: roleName,
    PolicyName: 'own',
    PolicyDocument: document,
  });
  if (reply.status !== 200) throw new Error(reply.text);
}

const seed = Uint8Array.from({ length: 64 }, (_, index) => index);

/** A device of the owner, and its serial number. */
export async function addDevice(
  world: World,
  ownerKey: string,
  name = 'phone',
  madeFrom = seed,
): Promise<string> {
  const { accountId } = world;
  const serialNumber = `arn:aws:iam::${accountId}:mfa/${name}`;
  await world.store.write((tables) =>
    tables.mfaDevices.put({
      key: namedKey(accountId, 'mfa', name),
      accountId,
      serialNumber,
      deviceName: name,
      path: '/',
      seed: madeFrom,
      createdAt: start,
      tags: [],
      ownerKey,
      enabledAt: start,
    }),
  );
  return serialNumber;
}

/** What the device shows at a time of the device's clock. */
export function codeAt(time: number): string {
  return totpCode(seed, time);
}

export function sts(
  world: World,
  credentials: Credentials,
  action: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  return world.query(credentials, action, parameters, { service: 'sts' });
}

/** The credentials in an answer. */
export function credentialsIn(reply: Reply): Credentials {
  if (reply.status !== 200) throw new Error(reply.text);
  return {
    accessKeyId: element(reply.text, 'AccessKeyId') ?? '',
    secretAccessKey: element(reply.text, 'SecretAccessKey') ?? '',
    sessionToken: element(reply.text, 'SessionToken') ?? '',
  };
}

/** An ID token of a provider in the sandbox. */
export async function idToken(
  identityProviders: IdentityProviders,
  claims: Readonly<Record<string, unknown>> & { readonly iss: string },
  {
    algorithm = 'RS256',
    signedBy = claims.iss,
    header = {},
  }: { algorithm?: SigningAlgorithm; signedBy?: string; header?: Readonly<Record<string, unknown>> } = {},
): Promise<string> {
  const unsigned = unsignedToken({ alg: algorithm, typ: 'JWT', ...header }, claims);
  const signature = await identityProviders.sign({ issuer: signedBy, algorithm }, utf8ToBytes(unsigned));
  return signedToken(unsigned, signature);
}

/** A request of STS that nobody signs. */
export function unsignedSts(
  world: World,
  action: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Reply> {
  return world.send(queryRequest('sts', action, parameters));
}
