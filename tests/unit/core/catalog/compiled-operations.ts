// The operations as the build compiles them, for tests of what is looked up in them.

import { makeOperations } from '../../../../src/core/catalog/operations.ts';
import {
  compileOperations,
  referenceActionNames,
} from '../../../../src/data/operations/compile-operations.ts';

export const operationsFile = compileOperations();
export const operations = makeOperations(operationsFile, referenceActionNames);
