// The gate: in its worker, authenticates and authorizes what arrives at the simulated AWS.

import { makeGate } from './make-gate.ts';

export const gate = makeGate();
