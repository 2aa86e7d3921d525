// How many of something, in words.

const number = new Intl.NumberFormat();

/** `1 action`, `22,091 actions`; `many` where an s does not do. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${number.format(count)} ${count === 1 ? one : many}`;
}
