// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html

import { beforeEach, describe, expect, it } from 'vitest';
import { element, makeWorld, type World } from './world.ts';

let world: World;

beforeEach(async () => {
  world = await makeWorld();
});

describe('GetAccessKeyInfo', () => {
  it('reads the account from any key id, whoever issued it', async () => {
    const root = await world.actAs(world.rootArn);
    for (const [id, account] of [
      [root.accessKeyId, world.accountId],
      // A published key id whose account AWS tells.
      ['ASIAY34FZKBOKMUTVV7A', '609629065308'],
    ] as const) {
      const reply = await world.query(root, 'GetAccessKeyInfo', { AccessKeyId: id }, { service: 'sts' });
      expect(reply.status).toBe(200);
      expect(element(reply.text, 'Account')).toBe(account);
    }
  });

  it('knows nothing of an id that carries no account, and takes none that is too short', async () => {
    const root = await world.actAs(world.rootArn);
    const ask = (AccessKeyId: string) =>
      world.query(root, 'GetAccessKeyInfo', { AccessKeyId }, { service: 'sts' });
    expect(await ask('AKIAIOSFODNN7EXAMPLE')).toMatchObject({ status: 400, code: 'ValidationError' });
    expect((await ask('AKIA')).message).toContain(
      "Value 'AKIA' at 'accessKeyId' failed to satisfy constraint",
    );
  });

  it('needs permission', async () => {
    const root = await world.actAs(world.rootArn);
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    const alice = await world.keyOf(root, 'alice');
    const reply = await world.query(
      alice,
      'GetAccessKeyInfo',
      { AccessKeyId: alice.accessKeyId },
      { service: 'sts' },
    );
    expect(reply).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(reply.message).toContain('is not authorized to perform: sts:GetAccessKeyInfo');
  });
});
