// The primary keys of the tables. Names are unique without regard to case, so keys hold them in
// lower case; the record keeps the name as it was written.

import { nameKey } from '../core/names/user-name.ts';

/** Key of a user; also the owner's key of what belongs to the user. Root's is the account id itself. */
export function userKey(accountId: string, userName: string): string {
  return `${accountId}/${nameKey(userName)}`;
}

export function userPolicyKey(ownerKey: string, policyName: string): string {
  return `${ownerKey}/${nameKey(policyName)}`;
}

export function attachmentKey(ownerKey: string, policyArn: string): string {
  return `${ownerKey}/${policyArn}`;
}

export function objectKey(bucketName: string, key: string): string {
  return `${bucketName}/${key}`;
}

/** Padded, so that the order of keys is the order of events. */
export function sequenceKey(sequence: number): string {
  return String(sequence).padStart(12, '0');
}
