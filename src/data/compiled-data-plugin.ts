// Compiles the data before anything is built or served: `src/generated` is never committed.

import type { Plugin } from 'vite';
import { compileIfStale } from './compile-data.ts';
import { compileShapes, operationsReport } from './shapes/compile-shapes.ts';

/** `GATEHOUSE_PROSE=off` leaves AWS's descriptions out. */
export function compiledData(): Plugin {
  return {
    name: 'gatehouse:compiled-data',
    config() {
      const start = performance.now();
      if (compileIfStale({ prose: process.env['GATEHOUSE_PROSE'] !== 'off' })) {
        console.log(`compiled AWS's reference data in ${((performance.now() - start) / 1000).toFixed(1)} s`);
      }
      console.log(operationsReport(compileShapes()));
    },
  };
}
