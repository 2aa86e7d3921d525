// What AWS's reference adds to the form: what to suggest, an example to start from, and a word when it does
// not know what is typed. The form works without it.

import { findOperation } from '../../../client/operations.ts';
import type { Reference } from '../../../client/ports.ts';
import type {
  ActionSummary,
  CatalogProblem,
  RegionName,
  ServiceSummary,
} from '../../../core/catalog/types.ts';
import {
  actionChoices,
  belongsElsewhere,
  regionChoices,
  serviceChoices,
  type KnownActions,
} from './compose-choices.ts';
import { exampleResources, isWrittenExample } from './example-resources.ts';
import type { RequestBuilder } from './request-builder.svelte.ts';
import { isPasted, splitAction } from './split-action.ts';

/** After the last key stroke, in milliseconds: half a name is not an unknown one. */
const lookDelay = 600;

export class ComposeReference {
  #reference: Reference;
  #builder: RequestBuilder;
  #accountId: () => string;
  #services = $state.raw<readonly ServiceSummary[]>([]);
  #regions = $state.raw<readonly RegionName[]>([]);
  #known = $state.raw<KnownActions>(new Map());
  #problem = $state.raw<CatalogProblem | undefined>();
  /** Texts that were examples of what was chosen: another one may take their place. */
  #examples = new Set<string>(['', '*']);
  /** Whether somebody has changed what is asked for here: a form that comes filled in is left as it is. */
  #edited = false;
  #run = 0;
  #disposed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `accountId`: of who asks, in whose account an example is. */
  constructor(reference: Reference, builder: RequestBuilder, accountId: () => string) {
    this.#reference = reference;
    this.#builder = builder;
    this.#accountId = accountId;
    void this.#quietly(async () => (this.#services = await reference.services()));
    void this.#quietly(async () => (this.#regions = await reference.regions()));
  }

  readonly #service = $derived.by(() => this.#builder.composed.service);
  readonly services = $derived.by(() => serviceChoices(this.#services));
  readonly regions = $derived.by(() => regionChoices(this.#regions));
  readonly actions = $derived.by(() => actionChoices(this.#service, this.#known));

  /** What the reference does not list of what is typed; it can be sent all the same. */
  get problem(): CatalogProblem | undefined {
    return this.#problem;
  }

  /** As it is typed; an action pasted with its service fills both fields. */
  changeAction(text: string): void {
    this.#edited = true;
    this.#builder.change(splitAction(text) ?? { action: text });
  }

  async changeService(service: string): Promise<void> {
    const { action, service: before } = this.#builder.composed;
    this.#edited = true;
    const split = isPasted(before, service) ? splitAction(service) : undefined;
    if (split !== undefined) return this.#builder.change(split);
    this.#builder.change({ service });
    await this.#quietly(() => this.#loadActions(service));
    const { composed } = this.#builder;
    // What has been typed meanwhile counts, and is judged by itself.
    if (this.#disposed || composed.service !== service || composed.action !== action) return;
    if (belongsElsewhere(service, action, this.#known)) this.#builder.change({ action: '' });
  }

  /** Fills in an example for the action that was chosen, unless the resource is somebody's own. */
  async fillIn(action: string): Promise<void> {
    const { service, region, resource } = this.#builder.composed;
    if (!this.#examples.has(resource) && !isWrittenExample(resource, this.#accountId())) return;
    const example = (await this.#quietly(() => this.#exampleOf(service, action, region))) ?? '*';
    const { composed } = this.#builder;
    // An example that comes late must not overwrite what has been typed meanwhile.
    if (this.#disposed) return;
    if (composed.service !== service || composed.action !== action || composed.resource !== resource) return;
    this.#builder.change({ resource: example });
  }

  /** Looks up what the form holds, once it has held it for a moment. */
  follow(service: string, action: string): void {
    this.#problem = undefined;
    clearTimeout(this.#timer);
    // A newer look makes this one's answer stale.
    const run = ++this.#run;
    void this.#quietly(() => this.#loadActions(service));
    const operation = findOperation(service, action);
    if (service === '' || action === '') return;
    // What is modelled is known, and most of it has no field for a resource.
    if (operation !== undefined && operation.names !== 'resource') return;
    const look = operation === undefined ? () => this.#look(run, service, action) : () => this.#know(action);
    this.#timer = setTimeout(() => void this.#quietly(look), lookDelay);
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#run += 1;
  }

  async #look(run: number, service: string, action: string): Promise<void> {
    const found = await this.#reference.action(`${service}:${action}`);
    if (run !== this.#run) return;
    if (found.ok) await this.#know(action);
    else this.#problem = found.error;
  }

  /** For an action that there is: another service's example is none for it. */
  async #know(action: string): Promise<void> {
    const { service, region } = this.#builder.composed;
    if (this.#edited) await this.fillIn(action);
    // A form that comes filled in, from an address or from before a reload, may hold an example.
    else await this.#exampleOf(service, action, region);
  }

  async #loadActions(service: string): Promise<void> {
    if (service === '' || this.#known.has(service)) return;
    const actions = await this.#reference.actions(service);
    if (actions.ok)
      this.#known = new Map<string, readonly ActionSummary[]>(this.#known).set(service, actions.value);
  }

  async #exampleOf(service: string, action: string, region: string): Promise<string | undefined> {
    const examples = await exampleResources(this.#reference, {
      service,
      action,
      accountId: this.#accountId(),
      region,
    });
    if (examples.length === 0) return undefined;
    const text = examples.join('\n');
    this.#examples.add(text);
    return text;
  }

  /** Without the reference there are fewer suggestions, and the request is sent all the same. */
  async #quietly<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
    try {
      return await work();
    } catch (error) {
      // The edge to the worker, whose errors this layer knows by name alone; any other is a bug, and is told.
      if (error instanceof Error && error.name === 'EngineLost') return undefined;
      throw error;
    }
  }
}
