// Numbers, dates, IP addresses and base-64 as condition values, read character by character.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html

/** "An integer or decimal value": a sign, digits, a point. Undefined when the text is none. */
export function readNumber(text: string): number | undefined {
  const unsigned = text.startsWith('-') || text.startsWith('+') ? text.slice(1) : text;
  const [whole, ...fractions] = unsigned.split('.');
  if (whole === undefined || fractions.length > 1) return undefined;
  const [fraction = ''] = fractions;
  if (whole + fraction === '' || !isDigits(whole + fraction)) return undefined;
  return Number(text);
}

/**
 * Milliseconds of "one of the W3C implementations of the ISO 8601 date formats or … epoch (UNIX) time".
 * https://www.w3.org/TR/NOTE-datetime
 */
export function readDate(text: string): number | undefined {
  const [day = '', time, ...more] = text.split('T');
  if (more.length > 0) return undefined;
  const [year = '', month = '01', dayOfMonth = '01', ...rest] = day.split('-');
  const isDay =
    rest.length === 0 &&
    isDigits(year, 4) &&
    isDigits(month, 2) &&
    isDigits(dayOfMonth, 2) &&
    isDayOfCalendar(Number(year), Number(month), Number(dayOfMonth));
  if (!isDay) return readEpoch(text);
  const start = startOf(Number(year), Number(month), Number(dayOfMonth));
  if (time === undefined) return start;
  // The note has a time of day with a whole date only.
  const milliseconds = day.length === 'YYYY-MM-DD'.length ? readTime(time) : undefined;
  return milliseconds === undefined ? undefined : start + milliseconds;
}

/** `hh:mm`, `hh:mm:ss` or `hh:mm:ss.s` and the zone, in milliseconds since midnight in Greenwich. */
function readTime(text: string): number | undefined {
  const isUtc = text.endsWith('Z');
  const zone = isUtc ? '' : text.slice(-'+hh:mm'.length);
  const offset = isUtc ? 0 : readZone(zone);
  const clock = text.slice(0, isUtc ? -1 : -zone.length);
  const [hours = '', minutes = '', seconds, ...rest] = clock.split(':');
  if (offset === undefined || rest.length > 0 || !isDigits(hours, 2) || !isDigits(minutes, 2))
    return undefined;
  const [whole = '', fraction] = (seconds ?? '00').split('.');
  if (!isDigits(whole, 2) || (fraction !== undefined && !isDigits(fraction))) return undefined;
  // A leap second is the sixtieth.
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(whole) > 60) return undefined;
  const minutesInGreenwich = Number(hours) * 60 + Number(minutes) - offset;
  return minutesInGreenwich * 60_000 + Number(whole) * 1000 + Number(`0.${fraction ?? '0'}`) * 1000;
}

/** `+hh:mm` in minutes. */
function readZone(text: string): number | undefined {
  const [hours = '', minutes = '', ...rest] = text.slice(1).split(':');
  const isZone = rest.length === 0 && isDigits(hours, 2) && isDigits(minutes, 2);
  if (!isZone || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  if (!text.startsWith('+') && !text.startsWith('-')) return undefined;
  return (text.startsWith('-') ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function readEpoch(text: string): number | undefined {
  const [whole = '', fraction, ...rest] = (text.startsWith('-') ? text.slice(1) : text).split('.');
  const isEpoch = rest.length === 0 && isDigits(whole) && (fraction === undefined || isDigits(fraction));
  return isEpoch ? Number(text) * 1000 : undefined;
}

function startOf(year: number, month: number, day: number): number {
  // `Date.UTC` would take the years 0 to 99 for 1900 to 1999.
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

function isDayOfCalendar(year: number, month: number, day: number): boolean {
  const date = new Date(startOf(year, month, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** The 32 or 128 bits of an address as a text of `0` and `1`; undefined when it is no address. */
export function readAddress(text: string): string | undefined {
  return text.includes(':') ? readIpv6(text) : readIpv4(text);
}

/** "The value must be in the standard CIDR format … IAM uses the default prefix value of /32": one address. */
export function readBlock(text: string): { readonly bits: string; readonly prefix: number } | undefined {
  const [address = '', prefix, ...rest] = text.split('/');
  const bits = readAddress(address);
  if (bits === undefined || rest.length > 0) return undefined;
  if (prefix === undefined) return { bits, prefix: bits.length };
  const isPrefix = isDigits(prefix) && prefix.length <= 3 && Number(prefix) <= bits.length;
  return isPrefix ? { bits, prefix: Number(prefix) } : undefined;
}

function readIpv4(text: string): string | undefined {
  const parts = text.split('.');
  // A leading zero would be octal to some readers: RFC 6943 section 3.1.1.
  const isByte = (part: string) => isDigits(part) && Number(part) <= 255 && String(Number(part)) === part;
  return parts.length === 4 && parts.every(isByte)
    ? parts.map((part) => bitsOf(Number(part), 8)).join('')
    : undefined;
}

/** RFC 4291 section 2.2: eight groups, `::` for one or more of zeros, an IPv4 address for the last two. */
function readIpv6(text: string): string | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = '', tail] = halves;
  const before = readGroups(head, tail === undefined);
  const after = tail === undefined ? '' : readGroups(tail, true);
  if (before === undefined || after === undefined) return undefined;
  const missing = 128 - before.length - after.length;
  if (tail === undefined) return missing === 0 ? before : undefined;
  return missing >= 16 ? before + '0'.repeat(missing) + after : undefined;
}

function readGroups(text: string, endsTheAddress: boolean): string | undefined {
  if (text === '') return '';
  const groups = text.split(':');
  const bits = groups.map((group, index) => {
    const isLast = index === groups.length - 1;
    if (group.includes('.')) return isLast && endsTheAddress ? readIpv4(group) : undefined;
    const isHex = group.length >= 1 && group.length <= 4 && consistsOf(group, '0123456789abcdefABCDEF');
    return isHex ? bitsOf(Number.parseInt(group, 16), 16) : undefined;
  });
  return bits.every((group) => group !== undefined) ? bits.join('') : undefined;
}

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bits of base-64 text (RFC 4648 section 4), whole bytes only; undefined when it is none. */
export function readBase64(text: string): string | undefined {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const body = text.slice(0, text.length - padding);
  if (text.length % 4 !== 0 || !consistsOf(body, base64)) return undefined;
  const bits = Array.from(body, (character) => bitsOf(base64.indexOf(character), 6)).join('');
  return bits.slice(0, bits.length - (bits.length % 8));
}

function bitsOf(value: number, length: number): string {
  return value.toString(2).padStart(length, '0');
}

function isDigits(text: string, length = text.length): boolean {
  return text.length === length && text !== '' && consistsOf(text, '0123456789');
}

function consistsOf(text: string, alphabet: string): boolean {
  return Array.from(text).every((character) => alphabet.includes(character));
}
