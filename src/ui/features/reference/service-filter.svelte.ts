// The service that a list of policies is narrowed to: a prefix as it is typed, and whether there is such a
// service.

import type { Reference } from '../../../client/ports.ts';
import type { CatalogProblem, ServiceSummary } from '../../../core/catalog/types.ts';
import type { Suggestion } from '../../parts/suggestions.ts';

export class ServiceFilter {
  #reference: Reference;
  #services = $state.raw<readonly ServiceSummary[]>([]);
  #text = $state('');
  #problem = $state.raw<CatalogProblem | undefined>();
  #run = 0;
  #apply: (prefix: string) => void;

  /** `apply`: called with a prefix that names a service, or with nothing. */
  constructor(reference: Reference, prefix: string, apply: (prefix: string) => void) {
    this.#reference = reference;
    this.#text = prefix;
    this.#apply = apply;
    // Without it nothing is suggested; the list beside says that the reference does not answer.
    reference.services().then(
      (services) => (this.#services = services),
      () => undefined,
    );
  }

  get text(): string {
    return this.#text;
  }

  /** Why what is typed narrows nothing. */
  get problem(): CatalogProblem | undefined {
    return this.#problem;
  }

  readonly suggestions = $derived.by((): readonly Suggestion[] =>
    this.#services.map(({ prefix, name }) => ({ value: prefix, detail: name })),
  );

  async type(text: string): Promise<void> {
    this.#text = text;
    const prefix = text.trim().toLowerCase();
    // A newer text makes what is found out about this one stale.
    const run = ++this.#run;
    if (prefix === '' || this.#services.some((service) => service.prefix === prefix)) {
      this.#problem = undefined;
      this.#apply(prefix);
      return;
    }
    const found = await this.#reference.service(prefix);
    if (run !== this.#run) return;
    // The reference has no page of it, but policies name it.
    const listed = found.ok || found.error.kind === 'unlisted-service';
    this.#problem = listed ? undefined : found.error;
    this.#apply(listed ? prefix : '');
  }

  /** Takes over what the address says. */
  follow(prefix: string): void {
    if (prefix === this.#text.trim().toLowerCase() || this.#problem !== undefined) return;
    this.#text = prefix;
  }
}
