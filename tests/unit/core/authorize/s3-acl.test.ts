// Rows are from "Access control list (ACL) overview", where no other page is named:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html

import { describe, expect, it } from 'vitest';
import type { S3Access } from '../../../../src/core/authorize/public-policy.ts';
import {
  allUsers,
  anonymousUser,
  authenticatedUsers,
  logDelivery,
  readAcl,
  type AclRequest,
} from '../../../../src/core/authorize/s3-acl.ts';
import type { PublicAccessBlock, S3Grant } from '../../../../src/core/authorize/types.ts';

const owner = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be';
const friend = 'b'.repeat(64);
const stranger = 'c'.repeat(64);

const off: PublicAccessBlock = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};
const access = (acl: readonly S3Grant[], more: Partial<S3Access> = {}): S3Access => ({
  acl,
  objectOwnership: 'ObjectWriter',
  publicAccessBlock: { account: off, bucket: off },
  ...more,
});
const grant = (grantee: string, permission: string): S3Grant => ({ grantee, permission });
const get: AclRequest = {
  action: 'getobject',
  resource: 'object',
  caller: 'authenticated',
  canonicalUserId: friend,
};
const anonymous = { caller: 'anonymous', canonicalUserId: undefined } as const;
const ofOwner = { canonicalUserId: owner };

// "Mapping of ACL permissions and access policy permissions". On an object WRITE is "Not applicable", and
// what FULL_CONTROL is equivalent to stands behind each row.
const mapping: readonly (readonly [
  action: string,
  acl: 'bucket' | 'object' | undefined,
  resource: 'bucket' | 'object',
  permission: string,
])[] = [
  ['listbucket', 'bucket', 'bucket', 'READ'],
  ['listbucketversions', 'bucket', 'bucket', 'READ'],
  ['listbucketmultipartuploads', 'bucket', 'bucket', 'READ'],
  ['putobject', 'bucket', 'object', 'WRITE'],
  ['getbucketacl', 'bucket', 'bucket', 'READ_ACP'],
  ['putbucketacl', 'bucket', 'bucket', 'WRITE_ACP'],
  ['getobject', 'object', 'object', 'READ'],
  ['getobjectversion', 'object', 'object', 'READ'],
  ['getobjectacl', 'object', 'object', 'READ_ACP'],
  ['getobjectversionacl', 'object', 'object', 'READ_ACP'],
  ['putobjectacl', 'object', 'object', 'WRITE_ACP'],
  ['putobjectversionacl', 'object', 'object', 'WRITE_ACP'],
  // "access policy allows more permissions than an ACL does"
  ['getobjecttagging', undefined, 'object', ''],
  ['abortmultipartupload', undefined, 'object', ''],
  ['getbucketpolicy', undefined, 'bucket', ''],
  ['deletebucket', undefined, 'bucket', ''],
  ['listallmybuckets', undefined, 'bucket', ''],
  ['constructor', undefined, 'bucket', ''],
];

describe('the mapping of permissions', () => {
  it.each(mapping)('%s', (action, acl, resource, permission) => {
    const permissions = ['READ', 'WRITE', 'READ_ACP', 'WRITE_ACP', 'FULL_CONTROL', 'read', 'full_control'];
    const granting = (request: Partial<AclRequest>) =>
      permissions.filter(
        (each) =>
          readAcl(access([grant(friend, each)]), { ...get, action, resource, ...request }).grant !==
          undefined,
      );
    expect(granting({})).toEqual(acl === undefined ? [] : [permission, 'FULL_CONTROL']);
    expect(granting({ resource: resource === 'bucket' ? 'object' : 'bucket' })).toEqual([]);
  });

  // "WRITE permissions deny non-owners the ability to overwrite or delete existing objects". What goes with it
  // for the bucket's owner is for the owner's own account, which ACLs are not for.
  it.each([owner, friend, allUsers])('no list lets %s delete', (grantee) => {
    const acl = access([grant(grantee, 'WRITE'), grant(grantee, 'FULL_CONTROL')]);
    for (const action of ['deleteobject', 'deleteobjectversion'])
      expect(readAcl(acl, { ...get, action, canonicalUserId: grantee }).grant).toBeUndefined();
  });
});

// "Who is a grantee?"
describe('grantees', () => {
  it.each<readonly [page: string, granted: boolean, grantee: string, request: Partial<AclRequest>]>([
    ['"the canonical user ID of an AWS account"', true, friend, {}],
    ['"the canonical user ID of an AWS account"', false, friend, { canonicalUserId: stranger }],
    ['"the canonical user ID of an AWS account"', false, friend, { canonicalUserId: undefined }],
    ['"the canonical user ID of an AWS account"', false, friend, anonymous],
    ['"the canonical user ID of an AWS account"', true, friend.toUpperCase(), {}],
    ['"grants the resource owner full control"', true, owner, ofOwner],
    ['All Users: "anyone in the world", signed', true, allUsers, {}],
    ['All Users: "or unsigned (anonymous)"', true, allUsers, anonymous],
    ['Authenticated Users: "any AWS account"', true, authenticatedUsers, {}],
    ['Authenticated Users: "any AWS account"', true, authenticatedUsers, { canonicalUserId: undefined }],
    ['Authenticated Users: "all requests must be signed"', false, authenticatedUsers, anonymous],
    ['Log Delivery', true, logDelivery, { caller: 'log-delivery', canonicalUserId: undefined }],
    ['Log Delivery', false, logDelivery, {}],
    ['Authenticated Users: "any AWS account"', false, authenticatedUsers, { caller: 'service' }],
    ['Log Delivery', false, logDelivery, anonymous],
    ['access-policy-language-overview: the anonymous user', true, anonymousUser, anonymous],
    ['access-policy-language-overview: the anonymous user', false, anonymousUser, {}],
    ['"the grantee cannot be an IAM user"', false, 'arn:aws:iam::111122223333:user/jill', {}],
    ['none of the predefined groups', false, 'http://acs.amazonaws.com/groups/global/Everyone', {}],
  ])('%s: %s', (_page, granted, grantee, request) => {
    const given = grant(grantee, 'READ');
    const answer = readAcl(access([given]), { ...get, ...request });
    expect(answer).toEqual(granted ? { grant: given, ignored: [] } : { ignored: [] });
  });

  it('answers with the first grant of the sample ACL that allows', () => {
    const sample = [
      grant(owner, 'FULL_CONTROL'),
      grant(friend, 'WRITE'),
      grant(stranger, 'READ'),
      grant(allUsers, 'READ'),
      grant(logDelivery, 'WRITE'),
    ];
    const granted = (request: Partial<AclRequest>) =>
      sample.indexOf(readAcl(access(sample), { ...get, ...request }).grant ?? grant('', ''));
    const list = { action: 'listbucket', resource: 'bucket' } as const;
    const write = { action: 'putobject' };
    expect(granted({ ...list, ...ofOwner })).toBe(0);
    expect(granted({ ...list, canonicalUserId: stranger })).toBe(2);
    expect(granted(list)).toBe(3);
    expect(granted({ ...list, ...anonymous })).toBe(3);
    expect(granted(write)).toBe(1);
    expect(granted({ ...write, caller: 'log-delivery', canonicalUserId: undefined })).toBe(4);
    expect(granted({ ...write, canonicalUserId: stranger })).toBe(-1);
    expect(granted({ ...write, ...anonymous })).toBe(-1);
  });
});

describe('grants that S3 ignores', () => {
  const on: PublicAccessBlock = { ...off, ignorePublicAcls: true };
  const block = (account: PublicAccessBlock, bucket: PublicAccessBlock) => ({
    publicAccessBlock: { account, bucket },
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
  it.each([
    ['"ACLs are disabled"', 'BucketOwnerEnforced', true],
    ['"ACLs can be updated and can grant permissions"', 'BucketOwnerPreferred', false],
    ['"ACLs can be updated and can grant permissions"', 'ObjectWriter', false],
  ])('%s: %s', (_page, objectOwnership, disabled) => {
    const given = grant(friend, 'READ');
    expect(readAcl(access([given], { objectOwnership }), get)).toEqual(
      disabled
        ? { ignored: [{ grant: given, reason: { kind: 'acls-disabled' } }] }
        : { grant: given, ignored: [] },
    );
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
  it.each<readonly [page: string, grantee: string, request: Partial<AclRequest>, isPublic: boolean]>([
    ['"members of the predefined AllUsers"', allUsers, {}, true],
    ['"members of the predefined AllUsers"', allUsers, anonymous, true],
    ['"members of the predefined AllUsers"', allUsers, ofOwner, true],
    ['"or AuthenticatedUsers groups"', authenticatedUsers, {}, true],
    ['not a public group', friend, {}, false],
    ['not a public group', logDelivery, { caller: 'log-delivery' }, false],
    ['access-policy-language-overview: the anonymous user', anonymousUser, anonymous, true],
  ])('IgnorePublicAcls, %s (row %#)', (_page, grantee, request, isPublic) => {
    const given = grant(grantee, 'READ');
    const reason = { kind: 'public-access-block', setting: 'IgnorePublicAcls' };
    const ignored = (levels: readonly string[]) => ({
      ignored: [{ grant: given, reason: { ...reason, levels } }],
    });
    const counts = { grant: given, ignored: [] };
    const answer = (more: Partial<S3Access>) => readAcl(access([given], more), { ...get, ...request });
    expect(answer(block(on, off))).toEqual(isPublic ? ignored(['account']) : counts);
    expect(answer(block(off, on))).toEqual(isPublic ? ignored(['bucket']) : counts);
    expect(answer(block(on, on))).toEqual(isPublic ? ignored(['account', 'bucket']) : counts);
    // The other settings refuse Put calls, or are about policies.
    expect(answer(block({ ...off, blockPublicAcls: true, restrictPublicBuckets: true }, off))).toEqual(
      counts,
    );
  });

  it('lets the other grants of a public ACL count, and tells only of what meant the request', () => {
    const acl = [grant(allUsers, 'READ'), grant(friend, 'READ'), grant(authenticatedUsers, 'WRITE_ACP')];
    const answer = readAcl(access(acl, block(off, on)), get);
    expect(answer.grant).toBe(acl[1]);
    expect(answer.ignored.map((each) => each.grant)).toEqual([acl[0]]);
  });
});
