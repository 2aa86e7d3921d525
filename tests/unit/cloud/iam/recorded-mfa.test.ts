// What AWS answered others on 2026-09-11 about MFA devices, and Gatehouse to the same calls:
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/testdata/aws/iam/mfa.json
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/testdata/aws/iam/mfa_self_management.json

import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { bytesFromBase64 } from '../../../../src/core/lang/base64.ts';
import { readSeed } from '../../../../src/core/totp/seed.ts';
import { totpCode } from '../../../../src/core/totp/totp.ts';
import { utf8ToText } from '../../../../src/core/wire/utf8.ts';
import { allow, element, elements, makeWorld, type Reply, type World } from '../world.ts';
import { childrenOf, tagged } from './recorded.ts';

type Parameters = Readonly<Record<string, string>>;

let world: World;
let root: Credentials;
let ask: (action: string, parameters?: Parameters) => Promise<Reply>;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  ask = (action, parameters) => world.query(root, action, parameters);
  for (const UserName of ['owner', 'other']) await ask('CreateUser', { UserName });
});

interface Device {
  readonly SerialNumber: string;
  /** The codes of this step and of the one before. */
  codes(): Parameters;
  code(): string;
}

async function makeDevice(name: string, more: Parameters = {}): Promise<Device> {
  const reply = await ask('CreateVirtualMFADevice', { VirtualMFADeviceName: name, ...more });
  const bytes = bytesFromBase64(element(reply.text, 'Base32StringSeed') ?? '') ?? new Uint8Array();
  const seed = readSeed(utf8ToText(bytes) ?? '');
  if (!seed.ok) throw new Error('no seed');
  const at = (steps: number): string => totpCode(seed.value, world.clock.device + steps * 30_000);
  return {
    SerialNumber: element(reply.text, 'SerialNumber') ?? '',
    codes: () => ({ AuthenticationCode1: at(-1), AuthenticationCode2: at(0) }),
    code: () => at(0),
  };
}

describe('mfa.json', () => {
  it('says the same at each step', async () => {
    const { SerialNumber, codes, code } = await makeDevice('phone', {
      Path: '/devices/',
      ...tagged(['owner', 'probe']),
    });
    const of = (UserName: string): Parameters => ({ UserName, SerialNumber });
    const invalid = { status: 404, code: 'NoSuchEntity', message: 'MFA Device invalid for user.' };
    const wrong = {
      status: 403,
      code: 'InvalidAuthenticationCode',
      message: 'Authentication code for device is not valid.',
    };
    const exists = (message: string): object => ({ status: 409, code: 'EntityAlreadyExists', message });
    expect(
      await ask('CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone', Path: '/devices/' }),
    ).toMatchObject(exists('MFA device already exists.'));
    const unassigned = await ask('ListVirtualMFADevices', { AssignmentStatus: 'Unassigned' });
    expect(childrenOf(unassigned.text, 'member')).toEqual(['SerialNumber']);
    expect(await ask('DeactivateMFADevice', of('owner'))).toMatchObject(invalid);
    expect(await ask('ResyncMFADevice', { ...of('owner'), ...codes() })).toMatchObject(invalid);
    const same = { AuthenticationCode1: code(), AuthenticationCode2: code() };
    expect(await ask('EnableMFADevice', { ...of('owner'), ...same })).toMatchObject(wrong);
    const { AuthenticationCode1 = '', AuthenticationCode2 = '' } = codes();
    const reversed = { AuthenticationCode1: AuthenticationCode2, AuthenticationCode2: AuthenticationCode1 };
    expect(await ask('EnableMFADevice', { ...of('owner'), ...reversed })).toMatchObject(wrong);
    expect((await ask('EnableMFADevice', { ...of('owner'), ...codes() })).status).toBe(200);
    expect(await ask('EnableMFADevice', { ...of('owner'), ...codes() })).toMatchObject(
      exists('MFA Device for user owner already exists.'),
    );
    expect(await ask('EnableMFADevice', { ...of('other'), ...codes() })).toMatchObject(
      exists('MFA Device is already in use.'),
    );
    const assigned = await ask('ListVirtualMFADevices', { AssignmentStatus: 'Assigned' });
    expect(childrenOf(assigned.text, 'member')).toEqual(['EnableDate', 'SerialNumber', 'User']);
    expect(childrenOf(assigned.text, 'User')).toEqual(['Arn', 'CreateDate', 'Path', 'UserId', 'UserName']);
    const own = await ask('ListMFADevices', { UserName: 'owner' });
    expect(childrenOf(own.text, 'member')).toEqual(['EnableDate', 'SerialNumber', 'UserName']);
    expect(await ask('GetMFADevice', of('owner'))).toMatchObject({
      status: 400,
      code: 'ValidationError',
      message:
        'The MFA device serial number sent in the request is invalid or not supported by this API. Currently, only hardware FIDO security keys are supported. Please use the compatible device or API.',
    });
    expect(await ask('DeleteVirtualMFADevice', { SerialNumber })).toMatchObject({
      status: 409,
      code: 'DeleteConflict',
      message: 'MFA VirtualDevice in use. Must deactivate first.',
    });
    expect(await ask('DeleteUser', { UserName: 'owner' })).toMatchObject({
      status: 409,
      code: 'DeleteConflict',
      message: 'Cannot delete entity, must remove tokens from principal first.',
    });
    expect(await ask('DeactivateMFADevice', of('other'))).toMatchObject(invalid);
    expect(await ask('ResyncMFADevice', { ...of('other'), ...codes() })).toMatchObject(invalid);
    expect((await ask('DeactivateMFADevice', of('owner'))).status).toBe(200);
    expect(await ask('DeactivateMFADevice', of('owner'))).toMatchObject(invalid);
  });
});

describe('mfa_self_management.json', () => {
  it('who has a device changes the own ones with credentials that were got with it alone', async () => {
    const names = ['EnableMFADevice', 'DeactivateMFADevice', 'ResyncMFADevice'];
    await ask('PutUserPolicy', {
      UserName: 'owner',
      PolicyName: 'p',
      PolicyDocument: allow(names.map((name) => `iam:${name}`)),
    });
    const key = await world.keyOf(root, 'owner');
    const [first, second, others] = [
      await makeDevice('first'),
      await makeDevice('second'),
      await makeDevice('others'),
    ];
    const enable = (who: Credentials, device: Device, UserName = 'owner'): Promise<Reply> =>
      world.query(who, 'EnableMFADevice', {
        UserName,
        SerialNumber: device.SerialNumber,
        ...device.codes(),
      });
    const deactivate = (who: Credentials, SerialNumber: string): Promise<Reply> =>
      world.query(who, 'DeactivateMFADevice', { UserName: 'owner', SerialNumber });
    expect((await enable(key, first)).status).toBe(200);
    const refused = {
      status: 403,
      code: 'AccessDenied',
      message:
        'To complete this action, please ensure that you are authenticated with an MFA device that is enabled for this user.',
    };
    expect(await enable(key, second)).toMatchObject(refused);
    expect(await enable(key, first)).toMatchObject(refused);
    expect(await deactivate(key, first.SerialNumber)).toMatchObject(refused);
    expect(await deactivate(key, first.SerialNumber.replace('first', 'missing'))).toMatchObject(refused);
    expect((await enable(key, others, 'other')).status).toBe(200);
    world.clock.device += 60_000;
    world.clock.sandbox += 60_000;
    const resync = { UserName: 'owner', SerialNumber: first.SerialNumber, ...first.codes() };
    expect((await world.query(key, 'ResyncMFADevice', resync)).status).toBe(200);
    world.clock.device += 60_000;
    world.clock.sandbox += 60_000;
    const token = await world.query(
      key,
      'GetSessionToken',
      { SerialNumber: first.SerialNumber, TokenCode: first.code() },
      { service: 'sts' },
    );
    const session = {
      accessKeyId: element(token.text, 'AccessKeyId') ?? '',
      secretAccessKey: element(token.text, 'SecretAccessKey') ?? '',
      sessionToken: element(token.text, 'SessionToken') ?? '',
    };
    // IAM takes a session of GetSessionToken with MFA alone.
    expect((await enable(session, second)).status).toBe(200);
    expect((await deactivate(session, first.SerialNumber)).status).toBe(200);
    expect((await deactivate(session, second.SerialNumber)).status).toBe(200);
    world.clock.device += 60_000;
    world.clock.sandbox += 60_000;
    expect((await enable(key, first)).status).toBe(200);
    expect(elements((await ask('ListMFADevices', { UserName: 'owner' })).text, 'SerialNumber')).toEqual([
      first.SerialNumber,
    ]);
  });
});
