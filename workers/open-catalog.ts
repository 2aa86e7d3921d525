// The catalogue behind its worker's door: joins the look-ups of the core with the compiled files, each of
// which is loaded when something in it is first asked for.

import type { Reference } from '../src/client/ports.ts';
import type { Catalog } from '../src/cloud/ports.ts';
import { actionsIn } from '../src/core/catalog/action-set.ts';
import type { CatalogFiles } from '../src/core/catalog/catalog-files.ts';
import {
  findConditionKey,
  globalConditionKeys,
  makeConditionKeys,
} from '../src/core/catalog/condition-keys.ts';
import { exampleResources } from '../src/core/catalog/example-arn.ts';
import { expandAction } from '../src/core/catalog/expand-action.ts';
import { findAction, findService } from '../src/core/catalog/find-action.ts';
import { makeResourceFormats, matchResourceTypes } from '../src/core/catalog/match-resource-types.ts';
import { indexActionUses, usesOf } from '../src/core/catalog/operation-actions.ts';
import { findClient, makeOperations } from '../src/core/catalog/operations.ts';
import { makePartitions } from '../src/core/catalog/partitions.ts';
import {
  documentText,
  makePolicyDocuments,
  allowedServices,
  type AllowedServices,
  type PolicyDocuments,
} from '../src/core/catalog/policy-documents.ts';
import {
  findPolicy,
  makePolicyIndex,
  publicPolicy,
  unknownPolicy,
} from '../src/core/catalog/policy-index.ts';
import { policyDescription } from '../src/core/catalog/prose-file.ts';
import { makeDescriptions, searchDescriptions } from '../src/core/catalog/search-descriptions.ts';
import { makeSearchIndex } from '../src/core/catalog/search-index.ts';
import { search } from '../src/core/catalog/search.ts';
import {
  actionDetails,
  actionsOnType,
  makeDetails,
  serviceDetails,
} from '../src/core/catalog/service-details.ts';
import {
  accessLevelOf,
  actionNamesOf,
  actionSummary,
  makeServiceIndex,
  summaryOf,
} from '../src/core/catalog/service-index.ts';
import { err, ok } from '../src/core/lang/result.ts';
import { later } from './later.ts';

export type LoadFile = <Name extends keyof CatalogFiles>(name: Name) => Promise<CatalogFiles[Name]>;

type PolicyFilter = NonNullable<Parameters<Reference['managedPolicies']>[0]>;

/** Both ports in one: the screens' way to list policies takes a filter, and does for the cloud as well. */
export type OpenCatalog = Reference & Omit<Catalog, 'managedPolicies'>;

/** A policy's name has at most 128 characters; more words than fit into it find nothing. */
const longestFilter = 256;

export function openCatalog(loadAny: LoadFile): OpenCatalog {
  let build: string | undefined;
  /** Files of two builds would mean different actions by the same number. */
  const load: LoadFile = async (name) => {
    const file = await loadAny(name);
    build ??= file.build;
    if (file.build !== build) throw new Error(`\`${name}\` is of build ${file.build}, the rest of ${build}`);
    return file;
  };
  const services = once(async () => makeServiceIndex(await load('services')));
  const policies = once(async () => makePolicyIndex(await load('policies')));
  const details = once(async () => makeDetails(...(await both(services(), load('details')))));
  const documents = once(async () =>
    makePolicyDocuments(...(await both(services(), load('policyDocuments')))),
  );
  const keys = once(async () => makeConditionKeys(await details()));
  const formats = once(async () => makeResourceFormats(await details()));
  const searching = once(async () => makeSearchIndex(...(await both(services(), policies()))));
  const operations = once(async () => {
    const [index, file] = await both(services(), load('operations'));
    const known = makeOperations(file, (prefix) => actionNamesOf(index, prefix));
    return { operations: known, uses: indexActionUses(known) };
  });
  const shapes = once(() => load('shapes'));
  // AWS's sentences are no reason to show nothing: without them there is none, until they can be loaded.
  const loadedProse = once(() => load('prose'));
  const prose = optional(loadedProse);
  const descriptions = optional(
    once(async () => makeDescriptions(...(await both(services(), loadedProse())))),
  );
  const policyProse = optional(once(() => load('policyProse')));

  return {
    services: async () => (await services()).services.map(summaryOf),
    async service(prefix) {
      const [index, known, sentences] = await Promise.all([services(), details(), prose()]);
      const service = findService(index, prefix);
      return service.ok ? ok(serviceDetails(known, service.value, sentences)) : service;
    },
    async actions(prefix) {
      const index = await services();
      const service = findService(index, prefix);
      if (!service.ok) return service;
      const { first, actionCount } = service.value;
      const numbers = Array.from({ length: actionCount }, (_, place) => first + place);
      return ok(numbers.map((action) => actionSummary(index, action, service.value)));
    },
    async actionsOn(prefix, resourceType) {
      const index = await services();
      const service = findService(index, prefix);
      if (!service.ok) return service;
      const numbers = actionsOnType(await details(), service.value, resourceType);
      return ok(numbers.map((action) => actionSummary(index, action, service.value)));
    },
    async action(name) {
      const [index, known, sentences] = await Promise.all([services(), details(), prose()]);
      const found = findAction(index, name);
      return found.ok ? ok(actionDetails(known, found.value, sentences)) : found;
    },
    async expandAction(pattern) {
      const index = await services();
      const expanded = expandAction(index, pattern);
      if (!expanded.ok) return expanded;
      return ok(actionsIn(expanded.value).map((action) => actionSummary(index, action).action));
    },
    resourceTypesOf: async (arn) => matchResourceTypes(await details(), await formats(), arn),
    conditionKey: async (name) => findConditionKey(await keys(), name),
    globalConditionKeys: async () => globalConditionKeys(await keys()),
    async managedPolicies({ text = '', kind, service }: PolicyFilter = {}) {
      const words = text.slice(0, longestFilter).toLowerCase().split(/\s+/).filter(Boolean);
      const matching = (await policies()).policies.filter(
        (policy) =>
          (kind === undefined || policy.kind === kind) &&
          words.every((word) => policy.name.toLowerCase().includes(word)),
      );
      if (service === undefined) return matching.map(publicPolicy);
      const allowing = policiesAllowing(await documents());
      return matching
        .filter(({ documentNumber }) => allowing(documentNumber).services.includes(service.toLowerCase()))
        .map(publicPolicy);
    },
    async managedPolicy(nameOrArn) {
      const [index, opened, sentences] = await Promise.all([policies(), documents(), policyProse()]);
      const policy = findPolicy(index, nameOrArn);
      if (policy === undefined) return err(unknownPolicy(index, nameOrArn));
      const allowed = allowedServices(opened, policy.documentNumber);
      return ok({
        ...publicPolicy(policy),
        document: documentText(opened, policy.documentNumber) ?? '',
        description: policyDescription(sentences, policy.number),
        services: allowed.services,
        allowsAllBut: allowed.allBut,
      });
    },
    async managedPolicyDocuments(arns) {
      const index = await policies();
      const found = arns.map((arn) => index.byArn.get(arn));
      if (found.every((policy) => policy === undefined)) return arns.map(() => undefined);
      const opened = await documents();
      return found.map((policy) =>
        policy === undefined ? undefined : documentText(opened, policy.documentNumber),
      );
    },
    async managedPolicyDescription(arn) {
      const [index, sentences] = await Promise.all([policies(), policyProse()]);
      const policy = index.byArn.get(arn);
      return policy === undefined ? undefined : policyDescription(sentences, policy.number);
    },
    async accessLevel(action) {
      const index = await services();
      const found = findAction(index, action);
      return found.ok ? accessLevelOf(index, found.value) : undefined;
    },
    async allowedActions(texts) {
      const { allowedActions } = await later(import('../src/core/summarize/allowed-actions.ts'));
      return allowedActions(await services(), texts);
    },
    async serviceName(prefix) {
      return (await services()).byPrefix.get(prefix)?.name;
    },
    async shapes(service) {
      const file = await shapes();
      return Object.hasOwn(file.services, service) ? file.services[service] : undefined;
    },
    async search(text, { most }) {
      const found = search(await searching(), text, most);
      if (found.matches.length > 0 || text.trim() === '') return found;
      const known = await descriptions();
      return known === undefined ? found : searchDescriptions(known, text, most);
    },
    async exampleResources(action, place) {
      const found = findAction(await services(), action);
      if (!found.ok) return found;
      return ok(exampleResources(actionDetails(await details(), found.value, undefined), place));
    },
    async operationsUsing(action) {
      const { operations: known, uses } = await operations();
      return usesOf(uses, action).map(({ client, operation, kind }) => ({
        clientName: findClient(known, client)?.name ?? client,
        operation,
        kind,
      }));
    },
    regions: async () =>
      makePartitions(await load('partitions')).all.flatMap(({ regions }) =>
        regions.map(({ name, description, partition }) => ({ name, description, partition })),
      ),
    dataSets: async () => (await load('dataSets')).dataSets,
  };
}

/** What is made of loaded files is made once; a load that failed is tried again when it is next asked for. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

/** What cannot be loaded is left out, and another call asks again; any other error is a bug, and is told. */
function optional<Value>(get: () => Promise<Value>): () => Promise<Value | undefined> {
  return () =>
    get().catch((error: unknown) => {
      if (error instanceof Error && error.name === 'DataNotLoaded') return undefined;
      throw error;
    });
}

/** Waits for both at once. */
function both<First, Second>(first: Promise<First>, second: Promise<Second>): Promise<[First, Second]> {
  return Promise.all([first, second]);
}

const allowedByDocuments = new WeakMap<PolicyDocuments, (number: number) => AllowedServices>();

/** What each document allows, worked out once: a filter asks it of all. */
function policiesAllowing(documents: PolicyDocuments): (number: number) => AllowedServices {
  const known = allowedByDocuments.get(documents);
  if (known !== undefined) return known;
  const services = new Map<number, AllowedServices>();
  const allowed = (number: number): AllowedServices => {
    const found = services.get(number) ?? allowedServices(documents, number);
    services.set(number, found);
    return found;
  };
  allowedByDocuments.set(documents, allowed);
  return allowed;
}
