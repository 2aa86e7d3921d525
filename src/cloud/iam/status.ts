// The status of keys and certificates, which is `Active` or `Inactive`.

import { invalidInput, type Fault } from '../fault.ts';

/**
 * The API's enumeration has `Expired` too, which nobody can set. The sentence others have seen:
 * https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/certificates_aws.json
 */
export function expiredStatusFault(status: string): Fault | undefined {
  return status === 'Expired' ? invalidInput(`Operation does not support status ${status}`) : undefined;
}

export function statusOf(status: string): 'Active' | 'Inactive' {
  return status === 'Active' ? 'Active' : 'Inactive';
}
