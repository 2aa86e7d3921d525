/** Counts what is offered and keeps the best few of it: with equal scores those that came first. */
export class BestOf {
  readonly #most: number;
  readonly #best: { readonly item: number; readonly score: number }[] = [];
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get count(): number {
    return this.#count;
  }

  /** Best first. */
  get best(): readonly { readonly item: number; readonly score: number }[] {
    return this.#best;
  }

  offer(item: number, score: number): void {
    this.#count++;
    const best = this.#best;
    const last = best.at(-1);
    if (best.length >= this.#most && (last === undefined || score <= last.score)) return;
    let place = best.length;
    while (place > 0 && (best[place - 1]?.score ?? 0) < score) place--;
    best.splice(place, 0, { item, score });
    if (best.length > this.#most) best.pop();
  }
}
