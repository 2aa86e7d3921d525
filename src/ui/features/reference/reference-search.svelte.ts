// The search box and its answers: only ever those to what stands in the box.

import type { Reference } from '../../../client/ports.ts';
import type { CatalogMatch } from '../../../core/catalog/types.ts';
import { prepareSearch } from '../../state/prepare-search.ts';
import { ReferenceRead } from '../../state/reference-read.svelte.ts';
import { findInReference, type Found } from './find-in-reference.ts';
import type { MatchKind } from './reference-href.ts';

export class ReferenceSearch {
  #reference: Reference;
  #read = new ReferenceRead<Found>();
  #only = $state<MatchKind | undefined>();
  #asking: Promise<void> = Promise.resolve();

  constructor(reference: Reference) {
    this.#reference = reference;
    prepareSearch(reference);
  }

  get found(): Found | undefined {
    return this.#read.value;
  }

  get read(): ReferenceRead<Found> {
    return this.#read;
  }

  /** Best first; of the chosen kind alone. */
  readonly matches = $derived.by((): readonly CatalogMatch[] => {
    const matches = this.found?.answer.matches ?? [];
    return this.#only === undefined ? matches : matches.filter(({ kind }) => kind === this.#only);
  });

  /** Asks at every change: an answer takes a few milliseconds, and only the last one counts. */
  change(text: string, only: MatchKind | undefined): void {
    const most = only === undefined ? 20 : 200;
    this.#asking = this.#read.ask(() => findInReference(this.#reference, text, most));
    this.#only = only;
  }

  /** The box is empty: what was found last must not show up when something is typed again. */
  forget(): void {
    this.#read.forget();
  }

  /** Resolves once what was typed last is answered, whatever has been typed meanwhile. */
  async settled(): Promise<void> {
    let asked: Promise<void>;
    do {
      asked = this.#asking;
      await asked;
    } while (asked !== this.#asking);
  }
}
