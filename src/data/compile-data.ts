// Compiles what AWS publishes into a few files for the app: services and actions, details, managed policies,
// operations, partitions, and AWS's prose apart. All files of one build carry its name, because actions go by
// their number in all of them.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
import { buildName } from './build-name.ts';
import { dataSetsOf } from './data-sets.ts';
import { compileOperations, namedActions } from './operations/compile-operations.ts';
import { compilePartitions } from './partitions/compile-partitions.ts';
import { prefixesIn, readManagedPolicies } from './read-managed-policies.ts';
import { readServiceReference } from './read-service-reference.ts';
import { findSources } from './sources.ts';

export interface CompileOptions {
  /** Whether AWS's descriptions come along. Without them the app shows none. */
  readonly prose: boolean;
}

const outputFolder = fileURLToPath(new URL('../generated/', import.meta.url));

/** Compiles unless what is there came from the same packages by the same program. True when it had to. */
export function compileIfStale(options: CompileOptions): boolean {
  const build = buildName(findSources(), options);
  const marker = join(outputFolder, 'data-sets.json');
  if (
    existsSync(marker) &&
    (JSON.parse(readFileSync(marker, 'utf8')) as { build?: string }).build === build
  ) {
    return false;
  }
  const files = compileData(build, options);
  rmSync(outputFolder, { recursive: true, force: true });
  mkdirSync(outputFolder, { recursive: true });
  // The marker last: an interrupted build is not taken for a whole one.
  const names = (Object.keys(files) as (keyof CatalogFiles)[]).sort((a) => (a === 'dataSets' ? 1 : -1));
  for (const name of names) writeFileSync(join(outputFolder, fileNameOf(name)), JSON.stringify(files[name]));
  return true;
}

/** `policyDocuments` is in `policy-documents.json`. */
export function fileNameOf(name: keyof CatalogFiles): string {
  return `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.json`;
}

/** Throws with every problem when the packages have lost data. */
export function compileData(build: string, { prose }: CompileOptions): CatalogFiles {
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
  return {
    services: { build, ...encodeServices(reference, prefixesIn(policies)) },
    details: { build, ...encodeDetails(reference) },
    policies: { build, ...encodePolicies(policies, documents.numbers) },
    policyDocuments: { build, ...documents.file },
    operations: { build, ...operations },
    partitions: { build, ...partitions },
    prose: { build, ...(prose ? encodeProse(reference) : noProse) },
    policyProse: { build, ...(prose ? encodePolicyProse(policies) : noPolicyProse) },
    dataSets: { build, dataSets: dataSetsOf(sources, { reference, policies, operations, partitions }) },
  };
}
