// The service that a list of policies is narrowed to: a prefix as it is typed, the services of such a name,
// and whether there is one at all.

import type { Reference } from '../../../client/ports.ts';
import type { CatalogProblem, ServiceSummary } from '../../../core/catalog/types.ts';
import type { Suggestion } from '../../parts/suggestions.ts';

/** After the last key stroke, in milliseconds: half a prefix is not an unknown one. */
const judgingDelay = 600;
/** Services of such a name that are offered. */
const mostNamed = 6;

export class ServiceFilter {
  #reference: Reference;
  #services = $state.raw<readonly ServiceSummary[]>([]);
  #text = $state('');
  #named = $state.raw<readonly ServiceSummary[]>([]);
  #problem = $state.raw<CatalogProblem | undefined>();
  /** What would be wrong with the text, if it were all of it. */
  #pending: CatalogProblem | undefined;
  /** What the list was narrowed to last: it is no news when the address says it. */
  #applied: string;
  #run = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #apply: (prefix: string) => void;

  /** `apply`: called with a prefix that names a service, or with nothing. */
  constructor(reference: Reference, prefix: string, apply: (prefix: string) => void) {
    this.#reference = reference;
    this.#text = prefix;
    this.#applied = prefix;
    this.#apply = apply;
    // Without it nothing is suggested; the list beside says that the reference does not answer.
    reference.services().then(
      (services) => (this.#services = services),
      () => undefined,
    );
    if (prefix !== '') void this.type(prefix);
  }

  get text(): string {
    return this.#text;
  }

  /** Why what is typed narrows nothing. */
  get problem(): CatalogProblem | undefined {
    return this.#problem;
  }

  /** The services whose name holds what is typed, where no prefix does: `simple storage` is `s3`. */
  get named(): readonly ServiceSummary[] {
    return this.#named;
  }

  readonly suggestions = $derived.by((): readonly Suggestion[] =>
    this.#services.map(({ prefix, name }) => ({ value: prefix, detail: name, also: name })),
  );

  async type(text: string): Promise<void> {
    this.#text = text;
    this.#problem = undefined;
    this.#pending = undefined;
    this.#named = [];
    clearTimeout(this.#timer);
    const prefix = text.trim().toLowerCase();
    // A newer text makes what is found out about this one stale.
    const run = ++this.#run;
    if (prefix === '' || this.#services.some((service) => service.prefix === prefix)) {
      this.#narrow(prefix);
      return;
    }
    const [found, { matches }] = await Promise.all([
      this.#reference.service(prefix),
      this.#reference.search(prefix, { most: mostNamed }),
    ]);
    if (run !== this.#run) return;
    // The reference has no page of it, but policies name it.
    if (found.ok || found.error.kind === 'unlisted-service') {
      this.#narrow(prefix);
      return;
    }
    this.#narrow('');
    if (this.#services.some((service) => service.prefix.includes(prefix))) return;
    this.#named = matches.flatMap((match) => (match.kind === 'service' ? [match.service] : []));
    if (this.#named.length > 0) return;
    this.#pending = found.error;
    this.#timer = setTimeout(() => this.judge(), judgingDelay);
  }

  /** Says what is wrong with the text: one has stopped typing it, or left. */
  judge(): void {
    clearTimeout(this.#timer);
    this.#problem = this.#pending;
  }

  /** Takes over what the address says. */
  follow(prefix: string): void {
    if (prefix === this.#applied) return;
    this.#applied = prefix;
    void this.type(prefix);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#run += 1;
  }

  #narrow(prefix: string): void {
    // Narrowing begins at the first page, also where it is the same.
    if (prefix === this.#applied) return;
    this.#applied = prefix;
    this.#apply(prefix);
  }
}
