// The search box and its answers: only ever those to what stands in the box.

import type { Reference } from '../../../client/ports.ts';
import type { CatalogMatch } from '../../../core/catalog/types.ts';
import { prepareSearch } from '../../state/prepare-search.ts';
import { ReferenceRead } from '../../state/reference-read.svelte.ts';
import { findInReference, type Found, type Sources } from './find-in-reference.ts';
import { GlobalKeys } from './global-keys.ts';
import { countOfKind, type MatchKind } from './reference-href.ts';

/** As many as are looked through, of all kinds together. */
const mostShown = 60;

export class ReferenceSearch {
  #sources: Sources;
  #read = new ReferenceRead<Found>();
  #only = $state<MatchKind | undefined>();
  /** What stood in the box when the kind was chosen. */
  #chosenFor = $state('');
  #asking: Promise<void> = Promise.resolve();

  constructor(reference: Reference) {
    this.#sources = { reference, globalKeys: new GlobalKeys(reference) };
    prepareSearch(reference);
  }

  get found(): Found | undefined {
    return this.#read.value;
  }

  get read(): ReferenceRead<Found> {
    return this.#read;
  }

  /** The kind that is shown alone: the chosen one, and when one types on, while there is any of it. */
  readonly kind = $derived.by((): MatchKind | undefined => {
    const { found } = this;
    if (this.#only === undefined || found === undefined || found.text === this.#chosenFor) return this.#only;
    return countOfKind(found.answer.counts, this.#only) > 0 ? this.#only : undefined;
  });

  /** Best first; of one kind alone where one is chosen. */
  readonly matches = $derived.by((): readonly CatalogMatch[] => {
    const matches = this.found?.answer.matches ?? [];
    return this.kind === undefined
      ? matches.slice(0, mostShown)
      : matches.filter(({ kind }) => kind === this.kind);
  });

  /** Asks at every change: an answer takes a few milliseconds, and only the last one counts. */
  change(text: string, only: MatchKind | undefined): void {
    const most = only === undefined ? 20 : 200;
    this.#asking = this.#read.ask(() => findInReference(this.#sources, text, most));
    if (only === this.#only) return;
    this.#only = only;
    this.#chosenFor = text;
  }

  /** The box is empty: what was found last must not show up when something is typed again. */
  forget(): void {
    this.#read.forget();
    this.#only = undefined;
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
