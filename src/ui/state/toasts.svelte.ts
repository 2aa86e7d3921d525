export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'done' | 'problem';
}

/** Short notes on what has just been done, or went wrong by itself; each goes after six seconds. */
export class Toasts {
  #items = $state.raw<readonly Toast[]>([]);
  #next = 1;

  get current(): readonly Toast[] {
    return this.#items;
  }

  show(text: string, tone: Toast['tone'] = 'done'): void {
    const id = this.#next++;
    this.#items = [...this.#items.slice(-2), { id, text, tone }];
    setTimeout(() => this.dismiss(id), 6000);
  }

  dismiss(id: number): void {
    this.#items = this.#items.filter((toast) => toast.id !== id);
  }
}
