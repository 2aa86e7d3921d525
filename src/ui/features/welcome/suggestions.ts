// What the form of an account is filled in with, so that one tap makes it.

import type { NewSandbox } from '../../ports.ts';

export type AccountInput = Pick<NewSandbox, 'alias' | 'email' | 'password'>;

const qualities = ['amber', 'brisk', 'calm', 'clear', 'copper', 'keen', 'lunar', 'north', 'quiet', 'silver'];
const places = [
  'arch',
  'bridge',
  'cove',
  'garden',
  'harbor',
  'lantern',
  'meadow',
  'orchard',
  'tower',
  'valley',
];
const passwordAlphabet = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** `random`: at least twenty bytes. */
export function suggestAccount(random: Uint8Array): AccountInput {
  const alias = suggestAlias(random);
  return { alias, email: `root@${alias}.example.com`, password: suggestPassword(random.subarray(4)) };
}

/** An account alias AWS would take, such as `quiet-harbor-4821`. `random`: at least four bytes. */
export function suggestAlias(random: Uint8Array): string {
  const [first = 0, second = 0, third = 0, fourth = 0] = random;
  const number = 1000 + ((third * 256 + fourth) % 9000);
  return `${qualities[first % qualities.length]}-${places[second % places.length]}-${number}`;
}

/** Sixteen characters in groups of four, none that looks like another. `random`: at least sixteen bytes. */
export function suggestPassword(random: Uint8Array): string {
  const letters = Array.from(random.slice(0, 16), (byte) => passwordAlphabet[byte % passwordAlphabet.length]);
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
}
