// The gate's worker: authenticates and authorizes what arrives at the simulated AWS.

import { expose } from 'comlink';
import { makeGate } from './make-gate.ts';

// An error thrown here is a bug; Comlink hands it to the caller as a plain Error.
expose(makeGate());
