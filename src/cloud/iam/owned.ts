// What belongs to a user, group or role and is found by its key: all of it moves when the name changes, and what
// is left of it goes when the owner does.

import { accessKey, attachmentKey, inlinePolicyKey, keysUnder, membershipKey } from '../keys.ts';
import type { Writing } from '../ports.ts';

/**
 * "Any policies attached to the user stay with the user under the new name. The user stays in the same IAM groups"
 * (id_users_rename), and so does everything else. `name`: the new one.
 * INVARIANT: every table with an owner's key in it is here.
 */
export async function moveOwned(
  tables: Writing,
  { from, to, name }: { readonly from: string; readonly to: string; readonly name: string },
): Promise<void> {
  if (from === to) return;
  const under = keysUnder(from);
  for (const policy of await tables.inlinePolicies.under(under)) {
    await tables.inlinePolicies.delete(policy.key);
    await tables.inlinePolicies.put({ ...policy, key: inlinePolicyKey(to, policy.policyName), ownerKey: to });
  }
  for (const attachment of await tables.attachments.under(under)) {
    await tables.attachments.delete(attachment.key);
    await tables.attachments.put({
      ...attachment,
      key: attachmentKey(to, attachment.policyArn),
      ownerKey: to,
    });
  }
  for (const access of await tables.accesses.under(under)) {
    await tables.accesses.delete(access.key);
    await tables.accesses.put({
      ...access,
      key: accessKey(to, access.service, access.action),
      ownerKey: to,
    });
  }
  await moveMemberships(tables, { from, to, name });
  await moveCredentials(tables, from, to);
}

/** What a later owner of the same name must not inherit: sessions, and what is known of the use of services. */
export async function deleteLeftBehind(tables: Writing, ownerKey: string): Promise<void> {
  for (const session of await tables.sessions.where('ownerKey', ownerKey)) {
    await tables.sessions.delete(session.key);
  }
  for (const access of await tables.accesses.under(keysUnder(ownerKey))) {
    await tables.accesses.delete(access.key);
  }
  await tables.lastUsed.delete(ownerKey);
}

/** A membership is under its group's key, and names its user in its own. */
async function moveMemberships(
  tables: Writing,
  { from, to, name }: { readonly from: string; readonly to: string; readonly name: string },
): Promise<void> {
  for (const membership of await tables.memberships.where('userKey', from)) {
    await tables.memberships.delete(membership.key);
    await tables.memberships.put({
      ...membership,
      key: membershipKey(membership.groupKey, name),
      userKey: to,
    });
  }
  for (const membership of await tables.memberships.under(keysUnder(from))) {
    await tables.memberships.delete(membership.key);
    // The last part of the key, which is the user's name, stays.
    const key = keysUnder(to) + membership.key.slice(keysUnder(from).length);
    await tables.memberships.put({ ...membership, key, groupKey: to });
  }
}

async function moveCredentials(tables: Writing, from: string, to: string): Promise<void> {
  const password = await tables.passwords.get(from);
  if (password !== undefined) {
    await tables.passwords.delete(from);
    await tables.passwords.put({ ...password, key: to });
  }
  const use = await tables.lastUsed.get(from);
  if (use !== undefined) {
    await tables.lastUsed.delete(from);
    await tables.lastUsed.put({ ...use, key: to });
  }
  await rehang(tables.accessKeys, from, to);
  await rehang(tables.sessions, from, to);
  await rehang(tables.mfaDevices, from, to);
  await rehang(tables.signingCertificates, from, to);
  await rehang(tables.sshPublicKeys, from, to);
  await rehang(tables.serviceCredentials, from, to);
}

/** Of a table whose rows have keys of their own. */
async function rehang<Row extends { readonly ownerKey?: string }>(
  table: {
    where(index: 'ownerKey', value: string): Promise<readonly Row[]>;
    put(row: Row): Promise<void>;
  },
  from: string,
  to: string,
): Promise<void> {
  for (const row of await table.where('ownerKey', from)) await table.put({ ...row, ownerKey: to });
}
