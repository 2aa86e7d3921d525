import { noSuchEntity, type Fault } from '../fault.ts';
import type { EntityKind } from './entities.ts';

/**
 * Of a user or role whose permissions boundary is to be taken away, and who has none. The code others have seen, which the
 * pages have for who is not there; the sentence is ours:
 * https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/testdata/aws/iam/policy_management.json
 */
export function noBoundary(kind: EntityKind, name: string): Fault {
  return noSuchEntity(`The ${kind} with name ${name} has no permissions boundary.`);
}
