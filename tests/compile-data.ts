// Before the unit tests: the compiled data, as the build makes it.

import { compileIfStale } from '../src/data/compile-data.ts';

export default function setup(): void {
  compileIfStale({ prose: true });
}
