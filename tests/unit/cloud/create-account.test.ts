import { describe, expect, it } from 'vitest';
import { createAccount } from '../../../src/cloud/create-account.ts';
import { makeMemoryStore } from '../../../src/db/memory-store.ts';
import { makeInProcessGate } from './in-process-gate.ts';

function makePorts() {
  let dice = 0;
  return {
    store: makeMemoryStore(),
    gate: makeInProcessGate(),
    clock: { device: () => 5, sandbox: () => 5 },
    ids: {
      randomBytes: (length: number) => Uint8Array.from({ length }, () => (dice = (dice * 7 + 3) % 251)),
    },
  };
}

const valid = {
  alias: 'demo',
  email: 'root@example.com',
  password: 'Correct7',
  withSampleBucket: false,
};

describe('createAccount', () => {
  it.each([
    ['alias', 'ab', 'too-short'],
    ['alias', 'x'.repeat(64), 'too-long'],
    ['alias', 'Demo', 'malformed'],
    ['alias', 'a--b', 'malformed'],
    ['alias', '-ab', 'malformed'],
    ['alias', 'ab-', 'malformed'],
    ['alias', '123456789012', 'malformed'],
    ['email', 'root', 'malformed'],
    ['email', 'a b@example.com', 'malformed'],
    ['email', `${'x'.repeat(60)}@example.com`, 'too-long'],
    ['password', '1234567', 'too-short'],
    ['password', '12345678', 'too-simple'],
    ['password', 'correct horse 7', 'too-simple'],
    ['password', 'Root@Example.com', 'same-as-account'],
    ['password', 'x'.repeat(129), 'too-long'],
  ])('refuses the %s %s: %s', async (field, value, code) => {
    const ports = makePorts();
    const result = await createAccount(ports, { ...valid, [field]: value });
    expect(result).toMatchObject({ ok: false, error: { field, code } });
    expect(await ports.store.read((tables) => tables.account.count())).toBe(0);
  });

  it('makes an account, and a second one only under another alias and address', async () => {
    const ports = makePorts();
    const first = await createAccount(ports, valid);
    expect(first).toMatchObject({ ok: true });
    if (!first.ok) return;
    expect(first.value.accountId).toMatch(/^[1-9]\d{11}$/);
    expect(first.value.rootArn).toBe(`arn:aws:iam::${first.value.accountId}:root`);
    expect(await createAccount(ports, { ...valid, email: 'b@example.com' })).toMatchObject({
      error: { field: 'alias', code: 'taken' },
    });
    expect(await createAccount(ports, { ...valid, alias: 'other', email: 'ROOT@example.com' })).toMatchObject(
      { error: { field: 'email', code: 'taken' } },
    );
    await ports.store.read(async (tables) => {
      expect(await tables.buckets.count()).toBe(0);
      expect(JSON.stringify(await tables.passwords.all())).not.toContain(valid.password);
    });
  });

  it('gives a bucket a name that S3 allows, however long the alias', async () => {
    const ports = makePorts();
    const alias = `${'x'.repeat(55)}-${'y'.repeat(7)}`;
    await createAccount(ports, { ...valid, alias, withSampleBucket: true });
    const [bucket] = await ports.store.read((tables) => tables.buckets.all());
    expect(bucket?.bucketName).toMatch(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
    expect(bucket?.bucketName).not.toContain('--');
  });
});
