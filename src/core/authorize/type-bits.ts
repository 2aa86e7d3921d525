// Sets of policy types as bits, so that a decision allocates nothing for them.

import type { PolicyType } from '../policy/policy-type.ts';

export const typeBit: Readonly<Record<PolicyType, number>> = {
  rcp: 1,
  scp: 2,
  resource: 4,
  trust: 8,
  identity: 16,
  boundary: 32,
  session: 64,
  endpoint: 128,
};
