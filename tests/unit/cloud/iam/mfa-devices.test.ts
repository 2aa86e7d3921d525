import { inflateSync } from 'node:zlib';
import decodeQR from 'qr/decode.js';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { bytesFromBase64 } from '../../../../src/core/lang/base64.ts';
import { totpCode } from '../../../../src/core/totp/totp.ts';
import { readSeed } from '../../../../src/core/totp/seed.ts';
import { utf8ToText } from '../../../../src/core/wire/utf8.ts';
import { allow, element, elements, makeWorld, start, type World } from '../world.ts';

let world: World;
let root: Credentials;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateUser', { UserName: 'Alice' });
});

const serial = (name: string) => `arn:aws:iam::${world.accountId}:mfa/${name}`;

async function makeDevice(name: string, parameters: Record<string, string> = {}): Promise<Uint8Array> {
  const reply = await world.query(root, 'CreateVirtualMFADevice', {
    VirtualMFADeviceName: name,
    ...parameters,
  });
  expect(reply.status).toBe(200);
  const text = utf8ToText(bytesFromBase64(element(reply.text, 'Base32StringSeed') ?? '') ?? new Uint8Array());
  const seed = readSeed(text ?? '');
  if (!seed.ok) throw new Error('no seed');
  return seed.value;
}

/** The codes of this step and of the one before, by the device's clock. */
function codes(seed: Uint8Array, now = world.clock.device): Record<string, string> {
  return { AuthenticationCode1: totpCode(seed, now - 30_000), AuthenticationCode2: totpCode(seed, now) };
}

const enable = async (name: string, seed: Uint8Array, user = 'Alice') =>
  world.query(root, 'EnableMFADevice', { UserName: user, SerialNumber: serial(name), ...codes(seed) });

describe('CreateVirtualMFADevice', () => {
  it('gives a seed and a picture of it, and keeps both out of the trail', async () => {
    const reply = await world.query(root, 'CreateVirtualMFADevice', {
      VirtualMFADeviceName: 'Phone',
      Path: '/team/',
      'Tags.member.1.Key': 'kind',
      'Tags.member.1.Value': 'own',
    });
    expect(element(reply.text, 'SerialNumber')).toBe(serial('team/Phone'));
    const seed = utf8ToText(
      bytesFromBase64(element(reply.text, 'Base32StringSeed') ?? '') ?? new Uint8Array(),
    );
    expect(seed).toMatch(/^[A-Z2-7]{64}$/);
    const png = bytesFromBase64(element(reply.text, 'QRCodePNG') ?? '');
    expect([...(png ?? []).slice(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    const event = (await world.events()).at(-1);
    expect(event).toMatchObject({
      eventName: 'CreateVirtualMFADevice',
      requestParameters: { virtualMFADeviceName: 'Phone', path: '/team/' },
      responseElements: { virtualMFADevice: { serialNumber: serial('team/Phone') } },
    });
    expect(JSON.stringify(event)).not.toContain(seed);
    expect(JSON.stringify(event)).not.toContain('iVBOR');
  });

  // API_VirtualMFADevice: "QRCodePNG"; what its console makes says `core/totp/otpauth-uri.ts`.
  it('gives a picture that a phone reads', async () => {
    const reply = await world.query(root, 'CreateVirtualMFADevice', { VirtualMFADeviceName: 'Alice+1' });
    const seed = utf8ToText(
      bytesFromBase64(element(reply.text, 'Base32StringSeed') ?? '') ?? new Uint8Array(),
    );
    const png = bytesFromBase64(element(reply.text, 'QRCodePNG') ?? '') ?? new Uint8Array();
    expect(decodeQR(imageOf(png))).toBe(
      `otpauth://totp/Amazon%20Web%20Services:Alice%2B1@demo?secret=${seed}&issuer=Amazon%20Web%20Services`,
    );
  });

  it('refuses a second of the name, in whatever case', async () => {
    await makeDevice('Phone');
    expect(
      await world.query(root, 'CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone' }),
    ).toMatchObject({
      status: 409,
      code: 'EntityAlreadyExists',
      message: 'MFA device already exists.',
    });
  });

  it('is asked for on the device, and with tags for tagging too', async () => {
    const alice = await world.keyOf(root, 'Alice');
    await world.query(root, 'PutUserPolicy', {
      UserName: 'Alice',
      PolicyName: 'p',
      PolicyDocument: allow('iam:CreateVirtualMFADevice', serial('Alice')),
    });
    const ask = (parameters: Record<string, string>) =>
      world.query(alice, 'CreateVirtualMFADevice', parameters);
    expect((await ask({ VirtualMFADeviceName: 'Other' })).message).toContain(
      `iam:CreateVirtualMFADevice on resource: ${serial('Other')}`,
    );
    const tagged = { 'Tags.member.1.Key': 'a', 'Tags.member.1.Value': 'b' };
    expect((await ask({ VirtualMFADeviceName: 'Alice', ...tagged })).message).toContain(
      `iam:TagMFADevice on resource: ${serial('Alice')}`,
    );
    expect((await ask({ VirtualMFADeviceName: 'Alice' })).status).toBe(200);
  });
});

/** Of a picture with one bit a dot and no filters, as `writePng` makes them. */
function imageOf(png: Uint8Array) {
  const view = new DataView(png.buffer, png.byteOffset);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const lines = inflateSync(png.subarray(41, 41 + view.getUint32(33)));
  const bytesInLine = 1 + Math.ceil(width / 8);
  const data = new Uint8Array(width * height * 4);
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [at % width, Math.floor(at / width)];
    const byte = lines[y * bytesInLine + 1 + (x >> 3)] ?? 0;
    data.fill((byte >> (7 - (x & 7))) & 1 ? 255 : 0, at * 4, at * 4 + 4);
  }
  return { width, height, data };
}

describe('EnableMFADevice', () => {
  it('takes two codes in a row, by the clock of the device', async () => {
    const seed = await makeDevice('Phone');
    // The sandbox is a year ahead; codes know nothing of it.
    world.clock.sandbox += 365 * 86_400_000;
    root = await world.actAs(world.rootArn);
    expect((await enable('Phone', seed)).status).toBe(200);
    const event = (await world.events()).at(-1);
    expect(event).toMatchObject({
      eventName: 'EnableMFADevice',
      requestParameters: { userName: 'Alice', serialNumber: serial('Phone') },
    });
    expect(JSON.stringify(event)).not.toContain('authenticationCode');
    const listed = await world.query(root, 'ListMFADevices', { UserName: 'Alice' });
    expect(element(listed.text, 'SerialNumber')).toBe(serial('Phone'));
    expect(element(listed.text, 'EnableDate')).toBe('2027-11-22T09:30:00Z');
  });

  it.each([
    ['one code twice', (seed: Uint8Array) => [totpCode(seed, start), totpCode(seed, start)]],
    ['the wrong order', (seed: Uint8Array) => [totpCode(seed, start), totpCode(seed, start - 30_000)]],
    ['old codes', (seed: Uint8Array) => [totpCode(seed, start - 150_000), totpCode(seed, start - 120_000)]],
  ])('refuses %s', async (_what, make) => {
    const seed = await makeDevice('Phone');
    const [AuthenticationCode1 = '', AuthenticationCode2 = ''] = make(seed);
    const reply = await world.query(root, 'EnableMFADevice', {
      UserName: 'Alice',
      SerialNumber: serial('Phone'),
      AuthenticationCode1,
      AuthenticationCode2,
    });
    expect(reply).toMatchObject({
      status: 403,
      code: 'InvalidAuthenticationCode',
      message: 'Authentication code for device is not valid.',
    });
  });

  it('refuses what is not there, and what somebody has', async () => {
    const seed = await makeDevice('Phone');
    expect(await enable('Phone', seed, 'nobody')).toMatchObject({
      status: 404,
      message: 'The user with name nobody cannot be found.',
    });
    expect(await enable('Other', seed)).toMatchObject({
      status: 404,
      code: 'NoSuchEntity',
      message: `VirtualMFADevice with serial number ${serial('Other')} does not exist.`,
    });
    await enable('Phone', seed);
    expect(await enable('Phone', seed)).toMatchObject({
      status: 409,
      code: 'EntityAlreadyExists',
      message: 'MFA Device for user Alice already exists.',
    });
  });

  // reference_policies_iam-condition-keys: `iam:RegisterSecurityKey` tells of passkeys and security keys.
  it('has nothing of a security key to a condition', async () => {
    const seed = await makeDevice('Phone');
    const alice = await world.keyOf(root, 'Alice');
    const asked = (Condition: object) =>
      world.query(root, 'PutUserPolicy', {
        UserName: 'Alice',
        PolicyName: 'p',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: 'iam:EnableMFADevice', Resource: '*', Condition },
        }),
      });
    const enabling = () =>
      world.query(alice, 'EnableMFADevice', {
        UserName: 'Alice',
        SerialNumber: serial('Phone'),
        ...codes(seed),
      });
    await asked({ StringEquals: { 'iam:RegisterSecurityKey': 'Activate' } });
    expect((await enabling()).code).toBe('AccessDenied');
    await asked({ Null: { 'iam:RegisterSecurityKey': 'true', 'iam:FIDO-certification': 'true' } });
    expect((await enabling()).status).toBe(200);
  });

  it('stops at eight', async () => {
    for (let i = 1; i <= 8; i++) {
      expect((await enable(`d${i}`, await makeDevice(`d${i}`))).status).toBe(200);
    }
    expect(await enable('d9', await makeDevice('d9'))).toMatchObject({
      status: 409,
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for MFADevicesPerUser: 8',
    });
  });
});

describe("the rest of a device's life", () => {
  it('is resynchronised, taken off and deleted, in this order', async () => {
    const seed = await makeDevice('Phone');
    const which = { UserName: 'Alice', SerialNumber: serial('Phone') };
    const notHers = { status: 404, code: 'NoSuchEntity', message: 'MFA Device invalid for user.' };
    expect(await world.query(root, 'ResyncMFADevice', { ...which, ...codes(seed) })).toMatchObject(notHers);
    expect(await world.query(root, 'DeactivateMFADevice', which)).toMatchObject(notHers);
    await enable('Phone', seed);
    expect(
      await world.query(root, 'ResyncMFADevice', {
        ...which,
        AuthenticationCode1: '000000',
        AuthenticationCode2: '000001',
      }),
    ).toMatchObject({ code: 'InvalidAuthenticationCode' });
    world.clock.device += 60_000;
    expect((await world.query(root, 'ResyncMFADevice', { ...which, ...codes(seed) })).status).toBe(200);
    expect(
      await world.query(root, 'DeleteVirtualMFADevice', { SerialNumber: serial('Phone') }),
    ).toMatchObject({
      status: 409,
      code: 'DeleteConflict',
      message: 'MFA VirtualDevice in use. Must deactivate first.',
    });
    expect(await world.query(root, 'DeleteUser', { UserName: 'Alice' })).toMatchObject({
      message: 'Cannot delete entity, must remove tokens from principal first.',
    });
    expect((await world.query(root, 'DeactivateMFADevice', which)).status).toBe(200);
    const listed = await world.query(root, 'ListMFADevices', { UserName: 'Alice' });
    expect(elements(listed.text, 'SerialNumber')).toEqual([]);
    expect(
      (await world.query(root, 'DeleteVirtualMFADevice', { SerialNumber: serial('Phone') })).status,
    ).toBe(200);
    expect(await world.store.read((tables) => tables.mfaDevices.count())).toBe(0);
  });

  it('does not take a code again that was taken, but finds the time again where the clock was put back', async () => {
    const seed = await makeDevice('Phone');
    const which = { UserName: 'Alice', SerialNumber: serial('Phone') };
    const resync = (now: number) => world.query(root, 'ResyncMFADevice', { ...which, ...codes(seed, now) });
    const lastStep = async () =>
      (await world.store.read((tables) => tables.mfaDevices.all())).map((device) => device.lastStep);
    await enable('Phone', seed);
    expect(await lastStep()).toEqual([start / 30_000]);
    for (const now of [start, start - 30_000]) {
      expect(await resync(now)).toMatchObject({ code: 'InvalidAuthenticationCode' });
    }
    expect((await resync(start + 30_000)).status).toBe(200);
    expect(await lastStep()).toEqual([start / 30_000 + 1]);
    world.clock.device -= 3600_000;
    expect((await resync(world.clock.device)).status).toBe(200);
    expect(await lastStep()).toEqual([start / 30_000 - 120]);
  });

  it("does not touch root's devices", async () => {
    await makeDevice('Phone');
    await world.store.write(async (tables) => {
      const [device] = await tables.mfaDevices.all();
      if (device !== undefined) await tables.mfaDevices.put({ ...device, ownerKey: world.accountId });
    });
    const which = { UserName: 'Alice', SerialNumber: serial('Phone') };
    const notHers = { status: 404, code: 'NoSuchEntity', message: 'MFA Device invalid for user.' };
    const two = { AuthenticationCode1: '000000', AuthenticationCode2: '000001' };
    expect(await world.query(root, 'ResyncMFADevice', { ...which, ...two })).toMatchObject(notHers);
    expect(await world.query(root, 'DeactivateMFADevice', which)).toMatchObject(notHers);
    expect(
      await world.query(root, 'DeleteVirtualMFADevice', { SerialNumber: serial('Phone') }),
    ).toMatchObject({ code: 'DeleteConflict' });
  });

  it('needs a user of root to take one off', async () => {
    expect(await world.query(root, 'DeactivateMFADevice', { SerialNumber: serial('Phone') })).toMatchObject({
      status: 400,
      code: 'ValidationError',
    });
  });

  it('is asked for on the user for enabling, on the device for deleting', async () => {
    const seed = await makeDevice('Phone');
    const alice = await world.keyOf(root, 'Alice');
    const enabling = await world.query(alice, 'EnableMFADevice', {
      UserName: 'Alice',
      SerialNumber: serial('Phone'),
      ...codes(seed),
    });
    expect(enabling.message).toContain('on resource: user Alice because');
    for (const name of ['Phone', 'Nothing']) {
      const deleting = await world.query(alice, 'DeleteVirtualMFADevice', { SerialNumber: serial(name) });
      expect(deleting.message).toContain(`on resource: ${serial(name)} because`);
    }
  });
});

describe('lists', () => {
  it('are by who has them', async () => {
    await enable('b', await makeDevice('b'));
    await makeDevice('a');
    const serials = async (parameters: Record<string, string>) =>
      elements((await world.query(root, 'ListVirtualMFADevices', parameters)).text, 'SerialNumber');
    expect(await serials({})).toEqual([serial('a'), serial('b')]);
    expect(await serials({ AssignmentStatus: 'Assigned' })).toEqual([serial('b')]);
    expect(await serials({ AssignmentStatus: 'Unassigned' })).toEqual([serial('a')]);
    const { text } = await world.query(root, 'ListVirtualMFADevices', { AssignmentStatus: 'Assigned' });
    expect(element(text, 'UserName')).toBe('Alice');
    expect(text).not.toContain('Base32StringSeed');
  });

  it('come in pages', async () => {
    for (const name of ['a', 'b', 'c']) await makeDevice(name);
    const first = await world.query(root, 'ListVirtualMFADevices', { MaxItems: '2' });
    expect(elements(first.text, 'SerialNumber')).toHaveLength(2);
    const second = await world.query(root, 'ListVirtualMFADevices', {
      Marker: element(first.text, 'Marker') ?? '',
    });
    expect(elements(second.text, 'SerialNumber')).toEqual([serial('c')]);
  });

  // API_GetMFADevice: "For this API, we only accept FIDO security key ARNs."
  it('has none of the devices that GetMFADevice tells of', async () => {
    await enable('b', await makeDevice('b'));
    expect(
      await world.query(root, 'GetMFADevice', {
        UserName: 'Alice',
        SerialNumber: `arn:aws:iam::${world.accountId}:u2f/user/Alice/key`,
      }),
    ).toMatchObject({ status: 404, code: 'NoSuchEntity' });
    expect(
      await world.query(root, 'GetMFADevice', { UserName: 'Alice', SerialNumber: serial('b') }),
    ).toMatchObject({ status: 400, code: 'ValidationError' });
  });
});

it('tags devices by their serial number', async () => {
  await makeDevice('Phone');
  const tags = { 'Tags.member.1.Key': 'team', 'Tags.member.1.Value': 'blue' };
  const which = { SerialNumber: serial('Phone') };
  expect((await world.query(root, 'TagMFADevice', { ...which, ...tags })).status).toBe(200);
  expect(elements((await world.query(root, 'ListMFADeviceTags', which)).text, 'Key')).toEqual(['team']);
  // They count in conditions on the device.
  const alice = await world.keyOf(root, 'Alice');
  await world.query(root, 'PutUserPolicy', {
    UserName: 'Alice',
    PolicyName: 'p',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: 'iam:*MFADevice*',
        Resource: '*',
        Condition: { StringEquals: { 'aws:ResourceTag/team': 'blue' } },
      },
    }),
  });
  expect((await world.query(alice, 'ListMFADeviceTags', which)).status).toBe(200);
  expect((await world.query(alice, 'UntagMFADevice', { ...which, 'TagKeys.member.1': 'team' })).status).toBe(
    200,
  );
  expect((await world.query(alice, 'ListMFADeviceTags', which)).code).toBe('AccessDenied');
});
