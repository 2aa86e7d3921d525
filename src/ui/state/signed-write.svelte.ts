// One write that a form or a button sends: whether it is on its way, and how AWS refused it.

import type { Answer, AwsApi } from '../../client/aws-api.ts';
import type { App } from './app.svelte.ts';

export type Refusal = Exclude<Answer<never>, { kind: 'ok' }>;

export class SignedWrite {
  #app: App;
  #refusal = $state.raw<Refusal | undefined>();
  #running = $state(false);
  #slow = $state(false);

  constructor(app: App) {
    this.#app = app;
  }

  /** The last refusal, until the next try. */
  get refusal(): Refusal | undefined {
    return this.#refusal;
  }

  get running(): boolean {
    return this.#running;
  }

  /** True once the answer is late enough to say so: 400 ms. */
  get busy(): boolean {
    return this.#slow && this.#running;
  }

  forget(): void {
    this.#refusal = undefined;
  }

  /**
   * Sends as who is signed in. The value in a box when AWS gave one; undefined when it refused (see
   * `refusal`), or when the write before this one is still on its way: a double click sends once.
   */
  async send<Value>(
    write: (api: AwsApi) => Promise<Answer<Value>>,
  ): Promise<{ readonly value: Value } | undefined> {
    if (this.#running) return undefined;
    this.#refusal = undefined;
    this.#running = true;
    const timer = setTimeout(() => (this.#slow = true), 400);
    try {
      const answer = await write(this.#app.ready.api);
      if (answer.kind === 'ok') return { value: answer.value };
      this.#refusal = answer;
      this.#app.noticeEnd(answer);
      return undefined;
    } finally {
      clearTimeout(timer);
      this.#slow = false;
      this.#running = false;
    }
  }
}
