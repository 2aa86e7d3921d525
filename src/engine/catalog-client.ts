// The catalogue as screens and the cloud see it, in a worker of its own.

import type { Reference } from '../client/ports.ts';
import type { Catalog } from '../cloud/ports.ts';
import type { ShapesFile } from '../core/shapes/shapes-file.ts';
import { loadShapes } from './load-shapes.ts';
import { WorkerOwner } from './worker-owner.ts';
import type { EngineWorker } from './worker-owner.ts';

/** Covers the first load of the largest files over a slow network; no look-up takes long by itself. */
const timeLimitMs = 90_000;

/** The screens' way to list policies takes a filter, and does for the cloud as well. */
type Api = Reference & Omit<Catalog, 'managedPolicies'>;
type Answer<Name extends keyof Api> = Promise<Awaited<ReturnType<Api[Name]>>>;

export class CatalogClient implements Reference, Catalog {
  readonly #owner: WorkerOwner<Api>;

  readonly #loadShapes: () => Promise<ShapesFile>;
  #shapes: Promise<ShapesFile> | undefined;

  constructor(
    start: () => EngineWorker = startCatalog,
    limitMs = timeLimitMs,
    load: () => Promise<ShapesFile> = loadShapes,
  ) {
    this.#loadShapes = load;
    this.#owner = new WorkerOwner<Api>({ name: 'the reference', start, timeLimitMs: limitMs });
  }

  services(): Answer<'services'> {
    return this.#ask('services');
  }

  service(...args: Parameters<Api['service']>): Answer<'service'> {
    return this.#ask('service', ...args);
  }

  actions(...args: Parameters<Api['actions']>): Answer<'actions'> {
    return this.#ask('actions', ...args);
  }

  actionsOn(...args: Parameters<Api['actionsOn']>): Answer<'actionsOn'> {
    return this.#ask('actionsOn', ...args);
  }

  action(...args: Parameters<Api['action']>): Answer<'action'> {
    return this.#ask('action', ...args);
  }

  expandAction(...args: Parameters<Api['expandAction']>): Answer<'expandAction'> {
    return this.#ask('expandAction', ...args);
  }

  resourceTypesOf(...args: Parameters<Api['resourceTypesOf']>): Answer<'resourceTypesOf'> {
    return this.#ask('resourceTypesOf', ...args);
  }

  conditionKey(...args: Parameters<Api['conditionKey']>): Answer<'conditionKey'> {
    return this.#ask('conditionKey', ...args);
  }

  globalConditionKeys(): Answer<'globalConditionKeys'> {
    return this.#ask('globalConditionKeys');
  }

  managedPolicies(...args: Parameters<Api['managedPolicies']>): Answer<'managedPolicies'> {
    return this.#ask('managedPolicies', ...args);
  }

  managedPolicy(...args: Parameters<Api['managedPolicy']>): Answer<'managedPolicy'> {
    return this.#ask('managedPolicy', ...args);
  }

  managedPolicyDocuments(
    ...args: Parameters<Api['managedPolicyDocuments']>
  ): Answer<'managedPolicyDocuments'> {
    return this.#ask('managedPolicyDocuments', ...args);
  }

  managedPolicyDescription(
    ...args: Parameters<Api['managedPolicyDescription']>
  ): Answer<'managedPolicyDescription'> {
    return this.#ask('managedPolicyDescription', ...args);
  }

  accessLevel(...args: Parameters<Api['accessLevel']>): Answer<'accessLevel'> {
    return this.#ask('accessLevel', ...args);
  }

  allowedActions(...args: Parameters<Api['allowedActions']>): Answer<'allowedActions'> {
    return this.#ask('allowedActions', ...args);
  }

  serviceName(...args: Parameters<Api['serviceName']>): Answer<'serviceName'> {
    return this.#ask('serviceName', ...args);
  }

  /** From the file itself; asked for again after a failure. */
  async shapes(service: string): Answer<'shapes'> {
    this.#shapes ??= this.#loadShapes();
    const file = await this.#shapes.catch((error: unknown) => {
      this.#shapes = undefined;
      throw error;
    });
    return Object.hasOwn(file.services, service) ? file.services[service] : undefined;
  }

  search(...args: Parameters<Api['search']>): Answer<'search'> {
    return this.#ask('search', ...args);
  }

  exampleResources(...args: Parameters<Api['exampleResources']>): Answer<'exampleResources'> {
    return this.#ask('exampleResources', ...args);
  }

  operationsUsing(...args: Parameters<Api['operationsUsing']>): Answer<'operationsUsing'> {
    return this.#ask('operationsUsing', ...args);
  }

  regions(): Answer<'regions'> {
    return this.#ask('regions');
  }

  dataSets(): Answer<'dataSets'> {
    return this.#ask('dataSets');
  }

  /** Stops the worker; later calls reject with `EngineLost`. */
  dispose(): void {
    this.#owner.dispose();
  }

  #ask<Name extends keyof Api>(name: Name, ...args: Parameters<Api[Name]>): Answer<Name> {
    return this.#owner.call((remote) => {
      // Comlink's proxy of a method takes and answers what the method does, all of which is plain data.
      const method = remote[name] as unknown as (...args: Parameters<Api[Name]>) => Answer<Name>;
      return method(...args);
    });
  }
}

// Vite bundles the worker only where it sees this expression literally.
function startCatalog(): EngineWorker {
  return new Worker(new URL('../../workers/start.ts', import.meta.url), {
    type: 'module',
    name: 'catalog',
  });
}
