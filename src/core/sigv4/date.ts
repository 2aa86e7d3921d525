// Dates as SigV4 writes and reads them, always UTC.

const basicFormat = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
const httpFormat = /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** ISO 8601 basic format without fractions: `20150830T123600Z`. Throws a RangeError for an invalid date. */
export function basicDate(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** Reads `20150830T123600Z` to milliseconds since the epoch; undefined when it is no such date. */
export function parseBasicDate(text: string): number | undefined {
  const [, year, month, day, hour, minute, second] = basicFormat.exec(text) ?? [];
  const time = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  // Date.UTC lets the 31st of April run into May; only a date that prints as it was read counts.
  return Number.isNaN(time) || basicDate(new Date(time)) !== text ? undefined : time;
}

/** Reads `Sun, 30 Aug 2015 12:36:00 GMT` (RFC 9110 §5.6.7, IMF-fixdate) to milliseconds since the epoch. */
export function parseHttpDate(text: string): number | undefined {
  const [, day, month, year, hour, minute, second] = httpFormat.exec(text) ?? [];
  if (year === undefined || month === undefined) return undefined;
  const monthNumber = String(months.indexOf(month) + 1).padStart(2, '0');
  return parseBasicDate(`${year}${monthNumber}${day}T${hour}${minute}${second}Z`);
}
