import type { Gate, Ids } from '../ports.ts';

export interface HashedPassword {
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

const saltBytes = 16;

/** Outside any transaction. */
export async function hashNewPassword(gate: Gate, ids: Ids, password: string): Promise<HashedPassword> {
  const salt = ids.randomBytes(saltBytes);
  return { salt, hash: await gate.hashPassword({ password, salt }) };
}
