// The twelve digits by which an AWS account is known.
// https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html

/** How many random bytes `makeAccountId` takes. */
export const accountIdEntropy = 8;

/** A new account id from at least eight random bytes; never begins with 0, which people drop when they type it. */
export function makeAccountId(random: Uint8Array): string {
  if (random.length < accountIdEntropy) {
    throw new RangeError(`expected at least ${accountIdEntropy} random bytes, got ${random.length}`);
  }
  const first = 100_000_000_000n;
  const number = random.slice(0, accountIdEntropy).reduce((sum, byte) => (sum << 8n) + BigInt(byte), 0n);
  // 2^64 is some twenty million times the range: the bias of the remainder is not worth a second draw.
  return String(first + (number % (9n * first)));
}

export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text);
}
