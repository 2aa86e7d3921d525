// Ascending numbers are stored as the steps between them, which are small and so compress well.

/** The first one counts from zero. */
export function toSteps(numbers: readonly number[]): readonly number[] {
  return numbers.map((number, index) => number - (numbers[index - 1] ?? 0));
}

export function fromSteps(steps: readonly number[]): readonly number[] {
  let number = 0;
  return steps.map((step) => (number += step));
}
