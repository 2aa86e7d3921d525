// The signing bench as a program of Node, which prints its figures as JSON: run-signing.ts starts it.

import { measureSigning } from './signing-measure.ts';

process.stdout.write(JSON.stringify(await measureSigning()));
