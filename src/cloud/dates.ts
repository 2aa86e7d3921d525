// Dates as AWS's services print them, always UTC. Times are milliseconds since the epoch.

/** `2026-11-22T06:17:49Z`: no fractions of a second. */
export function isoSeconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** `2026-11-22T06:17:49.000Z`: S3 prints the fraction, always zero. */
export function isoMilliseconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}.000Z`;
}

/** `Sun, 22 Nov 2026 06:17:49 GMT` (RFC 9110 section 5.6.7). */
export function httpDate(time: number): string {
  return new Date(time).toUTCString();
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Nov 22, 2026 6:17:49 AM`: dates inside CloudTrail's responseElements of IAM. */
export function trailDate(time: number): string {
  const date = new Date(time);
  const hours = date.getUTCHours();
  const clock = [
    hours % 12 === 0 ? 12 : hours % 12,
    twoDigits(date.getUTCMinutes()),
    twoDigits(date.getUTCSeconds()),
  ];
  const day = `${months[date.getUTCMonth()] ?? ''} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
  return `${day} ${clock.join(':')} ${hours < 12 ? 'AM' : 'PM'}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
