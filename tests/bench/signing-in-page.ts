// The signing bench as the script of a page: run-signing.ts calls it there by this name.

import { measureSigning } from './signing-measure.ts';

Object.assign(globalThis, { measureSigning });
