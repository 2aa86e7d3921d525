// The compiled files, by what they hold.

import type { ShapesFile } from '../shapes/shapes-file.ts';
import type { DetailsFile } from './details-file.ts';
import type { OperationsFile } from './operations-file.ts';
import type { PartitionsFile } from './partitions-file.ts';
import type { PoliciesFile } from './policies-file.ts';
import type { PolicyDocumentsFile } from './policy-documents-file.ts';
import type { PolicyProseFile, ProseFile } from './prose-file.ts';
import type { ServicesFile } from './services-file.ts';
import type { DataSet } from './types.ts';

export interface CatalogFiles {
  readonly services: ServicesFile;
  readonly details: DetailsFile;
  readonly policies: PoliciesFile;
  readonly policyDocuments: PolicyDocumentsFile;
  readonly operations: OperationsFile;
  readonly partitions: PartitionsFile;
  readonly prose: ProseFile;
  readonly policyProse: PolicyProseFile;
  readonly shapes: ShapesFile;
  readonly dataSets: DataSetsFile;
}

export interface DataSetsFile {
  readonly build: string;
  readonly dataSets: readonly DataSet[];
}
