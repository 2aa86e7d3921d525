// What the guards of many records have in common: limits wide enough that a file we wrote always opens.

import type { TagRecord } from '../cloud/records.ts';
import { list, pattern, problem, record, text } from './shape.ts';
import type { Shape } from './shape.ts';

/** An ARN has at most 2,048 characters, a key composed of one some more. */
export const name = text(4_096);
/** What a request brought, kept as it came: a file we wrote must always open. */
export const asItCame = text(1_000_000);
/** Policy documents are stored as they came; AWS takes up to 131,072 characters as a parameter. */
export const document = text(200_000);
export const accountId = pattern(/^\d{12}$/, 'an account id of 12 digits');
// "The alias cannot be a 12-digit number": it would pass for an account id (console_account-alias).
export const accountAlias = pattern(
  /^(?!\d{12}$)[a-z0-9](?:[a-z0-9]|-(?!-)){1,61}[a-z0-9]$/,
  'an account alias of 3 to 63 lower-case letters, digits and hyphens',
);
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
export const longTermKeyId = pattern(/^AKIA[A-Z0-9]{12,124}$/, 'an access key id that begins with AKIA');
export const temporaryKeyId = pattern(/^ASIA[A-Z0-9]{12,124}$/, 'an access key id that begins with ASIA');

/** AWS takes 50. */
export const tags = list(record<TagRecord>({ key: name, value: name }), 100);

/** A text that is a JSON object. */
export function json(longest: number): Shape<string> {
  const anyText = text(longest);
  return (value, place) => {
    const checked = anyText(value, place);
    if (!checked.ok) return checked;
    try {
      const parsed: unknown = JSON.parse(checked.value);
      if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return checked;
    } catch {
      // Said below, in the same words.
    }
    return problem(place, 'expected the text of a JSON object');
  };
}
