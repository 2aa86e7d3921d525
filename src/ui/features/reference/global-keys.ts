// The global condition keys as one types them, with `aws:` before or without.

import type { Reference } from '../../../client/ports.ts';
import type { ConditionKey } from '../../../core/catalog/types.ts';

/** Fewer letters than these are in too many names. */
const fewestLetters = 4;

export class GlobalKeys {
  #reference: Pick<Reference, 'globalConditionKeys'>;
  #keys: Promise<readonly ConditionKey[]> | undefined;

  constructor(reference: Pick<Reference, 'globalConditionKeys'>) {
    this.#reference = reference;
  }

  /** Asked for once, when they are first needed; again where that has failed. */
  all(): Promise<readonly ConditionKey[]> {
    this.#keys ??= this.#reference.globalConditionKeys().catch((error: unknown) => {
      this.#keys = undefined;
      throw error;
    });
    return this.#keys;
  }

  /** Those whose name the text begins, or else is in: `aws:Source`, `aws:PrincipalT`. */
  async like(text: string): Promise<readonly ConditionKey[]> {
    return keysLike(await this.all(), text);
  }

  /** The same without a prefix, and only where the word says enough: `SourceIp`, `principal tag`. */
  async named(words: string): Promise<readonly ConditionKey[]> {
    const parts = words.split(/\s+/);
    const letters = parts.join('').replace(/\W/g, '').length;
    if (letters < fewestLetters || parts.some((part) => part.length < 2)) return [];
    const keys = await this.all();
    if (parts.length === 1) return keysLike(keys, words);
    const together = keys.filter((key) => beginsKey(key, words));
    if (together.length > 0) return together;
    return keys.filter(({ name }) => parts.every((part) => plainName(name).includes(part.toLowerCase())));
  }
}

/** The key itself alone; else those that begin with the text; else those that hold it. */
export function keysLike(keys: readonly ConditionKey[], text: string): readonly ConditionKey[] {
  const prefix = /^([\w.-]+):/.exec(text)?.[1]?.toLowerCase();
  const wanted = plainName(text);
  const among =
    prefix === undefined ? keys : keys.filter(({ name }) => name.toLowerCase().startsWith(`${prefix}:`));
  const exact = among.filter(({ name }) => [plainName(name), stemOf(name)].includes(wanted));
  if (exact.length > 0) return exact;
  const begins = among.filter(({ name }) => plainName(name).startsWith(wanted));
  return begins.length > 0 ? begins : among.filter(({ name }) => plainName(name).includes(wanted));
}

/** Whether a key's name begins with the text, prefix or not, spaces or not. */
export function beginsKey({ name }: ConditionKey, text: string): boolean {
  return plainName(name).startsWith(plainName(text.replace(/\s+/g, '')));
}

/** `aws:SourceIp` is `sourceip`. */
function plainName(name: string): string {
  return name.toLowerCase().replace(/^[\w.-]+:/, '');
}

/** `aws:RequestTag/tag-key` is `requesttag`: what comes after the slash is the author's. */
function stemOf(name: string): string {
  return plainName(name).replace(/\/.*$/, '');
}
