// What tampering changed, line by line. Messages are short, so the plain longest common subsequence
// will do; past a limit everything between the first and the last difference counts as changed.

export interface DiffLine {
  /** Position in the diff; its key. */
  readonly index: number;
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Lines compared with each other at most: 400 by 400. */
const mostCells = 160_000;

/** The lines of both texts in order, with those that only one of them has. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const left = before.split('\n');
  const right = after.split('\n');
  let head = 0;
  while (head < left.length && head < right.length && left[head] === right[head]) head += 1;
  let tail = 0;
  while (
    tail < left.length - head &&
    tail < right.length - head &&
    left[left.length - 1 - tail] === right[right.length - 1 - tail]
  ) {
    tail += 1;
  }
  const middle = diffMiddle(left.slice(head, left.length - tail), right.slice(head, right.length - tail));
  return [
    ...left.slice(0, head).map((text) => ({ kind: 'same' as const, text })),
    ...middle,
    ...left.slice(left.length - tail).map((text) => ({ kind: 'same' as const, text })),
  ].map((line, index) => ({ index, ...line }));
}

type Line = Omit<DiffLine, 'index'>;

function diffMiddle(left: readonly string[], right: readonly string[]): readonly Line[] {
  const removed = left.map((text): Line => ({ kind: 'removed', text }));
  const added = right.map((text): Line => ({ kind: 'added', text }));
  if (left.length * right.length === 0 || left.length * right.length > mostCells)
    return [...removed, ...added];

  // common[i][j]: length of the longest common subsequence of left from i and right from j.
  const common = Array.from({ length: left.length + 1 }, () => new Uint32Array(right.length + 1));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = left.length - 1; i >= 0; i -= 1) {
    const row = common[i];
    if (row === undefined) continue;
    for (let j = right.length - 1; j >= 0; j -= 1) {
      row[j] = left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    if (left[i] === right[j]) {
      lines.push({ kind: 'same', text: left[i] ?? '' });
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      lines.push({ kind: 'removed', text: left[i] ?? '' });
      i += 1;
    } else {
      lines.push({ kind: 'added', text: right[j] ?? '' });
      j += 1;
    }
  }
  return [...lines, ...removed.slice(i), ...added.slice(j)];
}
