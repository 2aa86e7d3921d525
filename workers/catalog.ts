// The catalogue, in its worker: AWS's service reference and managed policies, kept off the main thread, where
// parsing them would be felt.

import type { CatalogFiles } from '../src/core/catalog/catalog-files.ts';
import dataSets from '../src/generated/data-sets.json?url';
import details from '../src/generated/details.json?url';
import operations from '../src/generated/operations.json?url';
import partitions from '../src/generated/partitions.json?url';
import policies from '../src/generated/policies.json?url';
import policyDocuments from '../src/generated/policy-documents.json?url';
import policyProse from '../src/generated/policy-prose.json?url';
import prose from '../src/generated/prose.json?url';
import services from '../src/generated/services.json?url';
import shapes from '../src/generated/shapes.json?url';
import { openCatalog, type OpenCatalog } from './open-catalog.ts';

const addresses: Readonly<Record<keyof CatalogFiles, string>> = {
  dataSets,
  details,
  operations,
  partitions,
  policies,
  policyDocuments,
  policyProse,
  prose,
  services,
  shapes,
};

async function load<Name extends keyof CatalogFiles>(name: Name): Promise<CatalogFiles[Name]> {
  try {
    const response = await fetch(addresses[name]);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    // A body that is cut short, or a network's own page in its place, is no JSON.
    return (await response.json()) as CatalogFiles[Name];
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    // The engine's client knows this name: an error's class is lost on the way.
    throw Object.assign(new Error(`\`${name}\` could not be loaded: ${cause}`), { name: 'DataNotLoaded' });
  }
}

export const catalog: OpenCatalog = openCatalog(load);
