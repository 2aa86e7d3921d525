// Dates as SigV4 writes and reads them, always UTC.

const basicFormat = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
const httpFormat = /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** ISO 8601 basic format without fractions: `20150830T123600Z`. Throws a RangeError for an invalid date. */
export function basicDate(date: Date): string {
  const iso = date.toISOString();
  // Years of six digits, with their sign.
  if (iso.length !== 24) return `${iso.slice(0, 19).replace(/[-:]/g, '')}Z`;
  return `${iso.slice(0, 4)}${iso.slice(5, 7)}${iso.slice(8, 13)}${iso.slice(14, 16)}${iso.slice(17, 19)}Z`;
}

/** Reads `20150830T123600Z` to milliseconds since the epoch; undefined when it is no such date. */
export function parseBasicDate(text: string): number | undefined {
  const [, years, months, days, hours, minutes, seconds] = basicFormat.exec(text) ?? [];
  if (years === undefined) return undefined;
  const [month, day] = [Number(months), Number(days)];
  const [hour, minute, second] = [Number(hours), Number(minutes), Number(seconds)];
  if (hour > 23 || minute > 59 || second > 59 || month < 1 || day < 1) return undefined;
  const date = new Date(Date.UTC(Number(years), month - 1, day, hour, minute, second));
  // Date.UTC lets the 31st of April run into May, and takes the first hundred years for the last century's.
  const same = date.getUTCMonth() === month - 1 && date.getUTCFullYear() === Number(years);
  return same ? date.getTime() : undefined;
}

/** Reads `Sun, 30 Aug 2015 12:36:00 GMT` (RFC 9110 §5.6.7, IMF-fixdate) to milliseconds since the epoch. */
export function parseHttpDate(text: string): number | undefined {
  const [, day, month, year, hour, minute, second] = httpFormat.exec(text) ?? [];
  if (year === undefined || month === undefined) return undefined;
  const monthNumber = String(months.indexOf(month) + 1).padStart(2, '0');
  return parseBasicDate(`${year}${monthNumber}${day}T${hour}${minute}${second}Z`);
}
