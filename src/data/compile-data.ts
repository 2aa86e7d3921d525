// Compiles what AWS publishes into a few files for the app: services and actions, details, managed policies,
// operations, partitions, the shapes of the simulated
// services, and AWS's prose apart. All files of one build carry its name, because actions go by
// their number in all of them.

import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CatalogFiles } from '../core/catalog/catalog-files.ts';
import { actionNumbersOf } from './action-numbers.ts';
import { releaseProblems, requireWholeRelease, unknownActions } from './check-release.ts';
import { encodeDetails } from './encode-details.ts';
import { encodePolicies } from './encode-policies.ts';
import { encodePolicyDocuments } from './encode-policy-documents.ts';
import { encodePolicyProse, encodeProse, noPolicyProse, noProse } from './encode-prose.ts';
import { encodeServices } from './encode-services.ts';
import { dataName, inputsName } from './build-name.ts';
import { dataSetsOf } from './data-sets.ts';
import { compileOperations, namedActions } from './operations/compile-operations.ts';
import { compilePartitions } from './partitions/compile-partitions.ts';
import { prefixesIn, readManagedPolicies } from './read-managed-policies.ts';
import { readServiceReference } from './read-service-reference.ts';
import { compileShapes } from './shapes/compile-shapes.ts';
import { findSources } from './sources.ts';

export interface CompileOptions {
  /** Whether AWS's descriptions come along. Without them the app shows none. */
  readonly prose: boolean;
}

const outputFolder = fileURLToPath(new URL('../generated/', import.meta.url));

/** Not for the app: from what the files were compiled, and how long each of them is. */
const markerName = 'compiled-from.json';

interface Marker {
  readonly inputs: string;
  readonly lengths: Readonly<Record<string, number>>;
}

/**
 * Compiles unless what is there came from the same packages by the same program, and is there whole. True when
 * it had to. `folder`: with a slash at its end.
 */
export function compileIfStale(options: CompileOptions, folder: string = outputFolder): boolean {
  const inputs = inputsName(findSources(), options);
  if (isWhole(folder, inputs)) return false;
  const files = compileData(options);
  const texts = (Object.keys(files) as (keyof CatalogFiles)[]).map(
    (name) => [fileNameOf(name), JSON.stringify(files[name])] as const,
  );
  const marker: Marker = {
    inputs,
    lengths: Object.fromEntries(texts.map(([name, text]) => [name, Buffer.byteLength(text)])),
  };
  mkdirSync(folder, { recursive: true });
  // Each file whole or not at all, and the marker last: neither an interrupted build nor another one at the same
  // time leaves half a file that is taken for a whole one.
  for (const [name, text] of [...texts, [markerName, JSON.stringify(marker)] as const]) {
    const unfinished = join(folder, `.${name}.${process.pid}`);
    writeFileSync(unfinished, text);
    renameSync(unfinished, join(folder, name));
  }
  return true;
}

function isWhole(folder: string, inputs: string): boolean {
  try {
    const marker = JSON.parse(readFileSync(join(folder, markerName), 'utf8')) as Marker;
    return (
      marker.inputs === inputs &&
      Object.entries(marker.lengths).every(([name, length]) => statSync(join(folder, name)).size === length)
    );
  } catch {
    // Nothing there yet, or not all of it, or cut short: compiled again.
    return false;
  }
}

/** `policyDocuments` is in `policy-documents.json`. */
export function fileNameOf(name: keyof CatalogFiles): string {
  return `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.json`;
}

/** Throws with every problem when the packages have lost data. */
export function compileData({ prose }: CompileOptions): CatalogFiles {
  const sources = findSources();
  const { newest, older, history, listing } = sources;
  const reference = readServiceReference(newest, older);
  const policies = readManagedPolicies(history, listing);
  const partitions = compilePartitions();
  const operations = compileOperations();
  requireWholeRelease([
    ...releaseProblems(reference, policies),
    ...unknownActions(reference, namedActions(operations)),
  ]);
  const documents = encodePolicyDocuments(
    policies.map(({ document }) => document),
    actionNumbersOf(reference),
  );
  const files = {
    services: encodeServices(reference, prefixesIn(policies)),
    details: encodeDetails(reference),
    policies: encodePolicies(policies, documents.numbers),
    policyDocuments: documents.file,
    operations,
    partitions,
    prose: prose ? encodeProse(reference) : noProse,
    policyProse: prose ? encodePolicyProse(policies) : noPolicyProse,
    shapes: compileShapes(),
    dataSets: { dataSets: dataSetsOf(sources, { reference, policies, operations, partitions }) },
  };
  // The same in all of them: actions go by their number, which means nothing beside files of other data.
  const build = dataName(files);
  return {
    services: { build, ...files.services },
    details: { build, ...files.details },
    policies: { build, ...files.policies },
    policyDocuments: { build, ...files.policyDocuments },
    operations: { build, ...files.operations },
    partitions: { build, ...files.partitions },
    prose: { build, ...files.prose },
    policyProse: { build, ...files.policyProse },
    shapes: { build, ...files.shapes },
    dataSets: { build, ...files.dataSets },
  };
}
