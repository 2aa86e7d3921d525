import { describe, expect, it } from 'vitest';

import { readSeed } from '../../../../src/core/totp/seed.ts';
import { stepOf, totpCode } from '../../../../src/core/totp/totp.ts';
import { OneTimeDevice, practiceName } from '../../../../src/ui/features/signing/one-time-device.svelte.ts';

const start = Date.UTC(2026, 7, 1, 12, 0, 10, 250);

function makeDevice() {
  const clock = { time: start };
  const given: Uint8Array[] = [];
  const device = new OneTimeDevice({
    now: () => clock.time,
    random: (length) => {
      const bytes = new Uint8Array(length).map((_, index) => index * 31 + given.length);
      given.push(bytes);
      return bytes;
    },
  });
  return { device, clock, given };
}

function makeEnabled() {
  const made = makeDevice();
  made.device.make();
  made.device.enable(made.device.codeAt(-1), made.device.codeAt(0));
  return made;
}

describe('OneTimeDevice', () => {
  it('is nothing until it is made', () => {
    const { device, given } = makeDevice();
    expect(device.exists).toBe(false);
    expect([device.secret, device.uri, device.stages, device.enabling]).toEqual(Array(4).fill(undefined));
    device.enable('123456', '234567');
    device.check('123456');
    expect([device.enabling, device.attempts, device.codeAt(0)]).toEqual([undefined, [], '']);
    expect(given).toEqual([]);
  });

  it('shows the code of its seed', () => {
    const { device } = makeDevice();
    device.make();
    const seed = readSeed(device.secret ?? '');
    if (!seed.ok) throw new Error('expected a seed');
    expect(device.secret).toHaveLength(64);
    expect(device.uri).toContain(`:${practiceName}?secret=${device.secret}&`);
    expect(device.stages?.code).toBe(totpCode(seed.value, start));
    expect(device.codeAt(0)).toBe(device.stages?.code);
  });

  it('follows the clock', () => {
    const { device, clock } = makeDevice();
    device.make();
    const first = device.stages?.code;
    // 12:00:10.25: of the thirty seconds, a little less than twenty are left.
    expect(device.secondsLeft).toBe(20);
    expect(device.tick()).toBe(750);
    clock.time = start + 750;
    expect(device.tick()).toBe(1000);
    expect(device.secondsLeft).toBe(19);
    clock.time = Date.UTC(2026, 7, 1, 12, 0, 29, 999);
    device.tick();
    expect([device.secondsLeft, device.stages?.code]).toEqual([1, first]);
    clock.time += 1;
    device.tick();
    expect(device.secondsLeft).toBe(30);
    expect(device.stages?.step).toBe(stepOf(clock.time));
    expect(device.stages?.code).not.toBe(first);
  });

  it('is enabled by two codes, also with the space that apps show in them', () => {
    const { device } = makeDevice();
    device.make();
    device.enable(device.codeAt(0), device.codeAt(-1));
    expect(device.enabling).toEqual({ kind: 'refused', reason: 'not-consecutive' });
    expect(device.enabled).toBe(false);
    device.check(device.codeAt(0));
    expect(device.attempts).toEqual([]);
    const spaced = (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)} `;
    device.enable(spaced(device.codeAt(-1)), spaced(device.codeAt(0)));
    expect(device.enabled).toBe(true);
    expect(device.lastAcceptedStep).toBe(stepOf(start));
  });

  it('stays enabled', () => {
    const { device } = makeEnabled();
    device.enable('000000', '000001');
    expect(device.enabled).toBe(true);
  });

  it('takes each code once, and says what it thought of the others', () => {
    const { device } = makeEnabled();
    for (const steps of [0, 1, 1, 9]) device.check(device.codeAt(steps));
    expect(device.attempts.map(({ verification }) => verification)).toEqual([
      { kind: 'refused', reason: 'wrong' },
      { kind: 'refused', reason: 'already-used' },
      { kind: 'accepted', step: stepOf(start) + 1, drift: 1 },
      { kind: 'refused', reason: 'already-used' },
    ]);
    expect(device.lastAcceptedStep).toBe(stepOf(start) + 1);
  });

  it('reads the clock when a code is typed, not when it last ticked', () => {
    const { device, clock } = makeEnabled();
    clock.time += 90_000;
    device.check(device.codeAt(0));
    expect(device.attempts[0]?.verification).toMatchObject({ kind: 'accepted', drift: 0 });
  });

  it('keeps a few attempts, each with its own id', () => {
    const { device } = makeEnabled();
    for (let index = 0; index < 9; index++) device.check(`${index}`);
    expect(device.attempts.map(({ code }) => code)).toEqual(['8', '7', '6', '5', '4', '3']);
    expect(new Set(device.attempts.map(({ id }) => id)).size).toBe(6);
  });

  it('keeps no copy of the random bytes, and forgets all of a device when the next is made', () => {
    const { device, given } = makeEnabled();
    const first = device.secret;
    expect(given[0]).toEqual(new Uint8Array(40));
    device.check('123456');
    device.make();
    expect(device.secret).not.toBe(first);
    expect([device.enabled, device.lastAcceptedStep, device.attempts]).toEqual([false, undefined, []]);
    device.forget();
    expect([device.exists, device.secret, device.uri, device.stages]).toEqual([
      false,
      ...Array<undefined>(3).fill(undefined),
    ]);
  });
});
