// What a screen shows of the account: the answer of a signed request, asked again whenever the
// account changes, from whatever tab.

import { createSubscriber } from 'svelte/reactivity';
import type { Answer } from '../../client/aws-api.ts';

export class SignedRead<Value> {
  #answer = $state.raw<Answer<Value> | undefined>();
  #slow = $state(false);
  #run = 0;
  #load: () => Promise<Answer<Value>>;
  #subscribe: () => void;

  /** `onChange` as in `OpenSandbox`: calls when the account has changed. */
  constructor(load: () => Promise<Answer<Value>>, onChange: (listener: () => void) => () => void) {
    this.#load = load;
    this.#subscribe = createSubscriber(() => {
      void this.refresh();
      const stop = onChange(() => void this.refresh());
      return () => {
        stop();
        this.#run += 1;
      };
    });
  }

  /** The newest answer; undefined until there is one. */
  get current(): Answer<Value> | undefined {
    this.#subscribe();
    return this.#answer;
  }

  /** The value, when AWS gave one. */
  get value(): Value | undefined {
    const answer = this.current;
    return answer?.kind === 'ok' ? answer.value : undefined;
  }

  /** True once the first answer is late enough to say so: 400 ms. */
  get slow(): boolean {
    return this.#slow && this.#answer === undefined;
  }

  async refresh(): Promise<void> {
    // A newer run makes this one's answer stale: a slow first read must not overwrite a later one.
    const run = ++this.#run;
    const timer = setTimeout(() => (this.#slow = true), 400);
    const answer = await this.#load();
    clearTimeout(timer);
    if (run !== this.#run) return;
    this.#slow = false;
    this.#answer = answer;
  }
}
