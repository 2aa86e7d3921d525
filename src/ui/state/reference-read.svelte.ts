// What a screen has asked of a worker, AWS's reference mostly: the newest answer, whether it is late, and what kept it away.

export class ReferenceRead<Value> {
  #value = $state.raw<Value | undefined>();
  #problem = $state<string | undefined>();
  #slow = $state(false);
  #run = 0;
  #load: (() => Promise<Value>) | undefined;

  /** Asks at once when it is given what to ask. */
  constructor(load?: () => Promise<Value>) {
    if (load !== undefined) void this.ask(load);
  }

  /** The newest answer, until a newer one is here. */
  get value(): Value | undefined {
    return this.#value;
  }

  /** Why nothing answered, in a fragment. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** True once the first answer is late enough to say so: 400 ms. */
  get slow(): boolean {
    return this.#slow && this.#value === undefined;
  }

  async ask(load: () => Promise<Value>): Promise<void> {
    this.#load = load;
    // A newer question makes this one's answer stale, whichever comes first.
    const run = ++this.#run;
    const timer = setTimeout(() => {
      if (run === this.#run) this.#slow = true;
    }, 400);
    try {
      const value = await load();
      if (run !== this.#run) return;
      this.#value = value;
      this.#problem = undefined;
    } catch (error) {
      // The edge to the worker: it is gone, or took too long.
      if (run !== this.#run) return;
      this.#value = undefined;
      this.#problem = error instanceof Error ? error.message : String(error);
    } finally {
      clearTimeout(timer);
      if (run === this.#run) this.#slow = false;
    }
  }

  /** Nothing is asked any more: what was answered, or still will be, is of no use. */
  forget(): void {
    this.#run += 1;
    this.#load = undefined;
    this.#value = undefined;
    this.#problem = undefined;
    this.#slow = false;
  }

  retry(): void {
    this.#problem = undefined;
    if (this.#load !== undefined) void this.ask(this.#load);
  }
}
