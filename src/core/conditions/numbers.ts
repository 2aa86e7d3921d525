// Numbers and dates as condition values.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric

const numberShape = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;

/** An integer or decimal value; undefined when the text is none. */
export function parseNumber(text: string): number | undefined {
  const digits = plainDigits(text, 0, text.length);
  if (digits >= 0 && text.length <= 15) return digits;
  return numberShape.test(text) ? Number(text) : undefined;
}

/** The digits from `start` to `end`, which is what most numbers are; -1 when there are others, or none. */
function plainDigits(text: string, start: number, end: number): number {
  let value = start < end ? 0 : -1;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

// The six forms of the W3C's note on date and time formats, a profile of ISO 8601: year, month, day,
// minutes, seconds and fractions of seconds. https://www.w3.org/TR/NOTE-datetime
const dateShape =
  /^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?$/;
const epochShape = /^-?[0-9]+(?:\.[0-9]+)?$/;

/**
 * Milliseconds since 1970-01-01T00:00Z of an ISO 8601 date or of epoch seconds; undefined when the text
 * is neither. Four digits are a year, as in the W3C's note.
 */
export function parseDate(text: string): number | undefined {
  return parseCommonDate(text) ?? parseAnyDate(text);
}

/** `2026-11-24T09:30:00Z`, as AWS writes dates, without the cost of the general form. */
function parseCommonDate(text: string): number | undefined {
  if (text.length !== 20 || text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[19] !== 'Z')
    return undefined;
  if (text[13] !== ':' || text[16] !== ':') return undefined;
  const year = plainDigits(text, 0, 4);
  const month = plainDigits(text, 5, 7);
  const day = plainDigits(text, 8, 10);
  const hour = plainDigits(text, 11, 13);
  const minute = plainDigits(text, 14, 16);
  const second = plainDigits(text, 17, 19);
  // Days that only some months have are left to the general form.
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > 28) return undefined;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return undefined;
  return (daysSinceEpoch(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second) * 1000;
}

function parseAnyDate(text: string): number | undefined {
  const match = dateShape.exec(text);
  if (match === null) return epochShape.test(text) ? Number(text) * 1000 : undefined;
  const [
    ,
    year,
    month = '01',
    day = '01',
    hour = '00',
    minute = '00',
    second = '00',
    fraction = '',
    zone = 'Z',
  ] = match;
  const [y, m, d, h, min, s] = [year, month, day, hour, minute, second].map(Number);
  if (y === undefined || m === undefined || d === undefined) return undefined;
  if (h === undefined || min === undefined || s === undefined) return undefined;
  if (m < 1 || m > 12 || d < 1 || d > daysInMonth(y, m) || h > 23 || min > 59 || s > 60) return undefined;
  const offset = zone === 'Z' ? 0 : zoneMinutes(zone);
  if (offset === undefined) return undefined;
  const seconds = daysSinceEpoch(y, m, d) * 86_400 + h * 3600 + (min - offset) * 60 + s;
  return seconds * 1000 + Number(`0${fraction}`) * 1000;
}

/** `+05:30` in minutes. */
function zoneMinutes(zone: string): number | undefined {
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Of the Gregorian calendar, also before its introduction (ISO 8601). */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const before = year - 1;
  let days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  for (let earlier = 1; earlier < month; earlier++) days += daysInMonth(year, earlier);
  return days + day - 1 - 719_162;
}
