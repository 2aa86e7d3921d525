// The status of keys and certificates, which is `Active` or `Inactive`.

import { invalidInput, type Fault } from '../fault.ts';

/** The API's enumeration has `Expired` too, which nobody can set. `what`: `an access key`. */
export function expiredStatusFault(status: string, what: string): Fault | undefined {
  return status === 'Expired' ? invalidInput(`Status ${status} is not valid for ${what}.`) : undefined;
}

export function statusOf(status: string): 'Active' | 'Inactive' {
  return status === 'Active' ? 'Active' : 'Inactive';
}
