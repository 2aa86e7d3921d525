// The bucket's policy takes part in every check on the bucket and its objects; and root unlocks what it has locked.

import { beforeEach, describe, expect, it } from 'vitest';
import type { AccountRecord } from '../../../src/cloud/records.ts';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import {
  askS3,
  deletePolicy,
  getPolicy,
  locksEverybodyOut,
  policyOf,
  putPolicy,
  makeBucketWorld,
  statement,
} from './s3-world.ts';
import { addOtherAccount, type OtherAccount } from './other-account.ts';
import { allow, type Reply, type World } from './world.ts';

let world: World;
let root: Credentials;
let alice: Credentials;
let aliceArn: string;
let bucket: string;
let arn: string;

beforeEach(async () => {
  ({ world, root, alice, aliceArn, bucket, arn } = await makeBucketWorld());
});

async function userOf(root: Credentials, userName: string): Promise<Credentials> {
  await world.query(root, 'CreateUser', { UserName: userName });
  return world.keyOf(root, userName);
}

async function permit(root: Credentials, userName: string, document: string): Promise<void> {
  const parameters = { UserName: userName, PolicyName: 'p', PolicyDocument: document };
  expect((await world.query(root, 'PutUserPolicy', parameters)).status).toBe(200);
}

const hello = (credentials: Credentials) => world.get(credentials, `/${bucket}/hello.txt`);

async function traceOf({ requestId }: Reply) {
  const [record] = await world.store.read((tables) => tables.traces.where('requestId', requestId));
  return record?.trace;
}

describe('within the account', () => {
  it('an allow is enough, on the objects that it names', async () => {
    expect((await hello(alice)).status).toBe(403);
    await putPolicy(
      world,
      root,
      bucket,
      policyOf(statement('Allow', { AWS: aliceArn }, 's3:GetObject', `${arn}/hello.*`)),
    );
    const reply = await hello(alice);
    expect(reply.status).toBe(200);
    expect((await traceOf(reply))?.authorization?.checks[0]?.decision.trace.layers).toMatchObject([
      { type: 'resource', outcome: 'allow', policies: [{ name: 'Bucket policy' }] },
      { type: 'identity', outcome: 'implicitDeny' },
    ]);
    expect((await world.get(alice, `/${bucket}/other.txt`)).status).toBe(403);
    await deletePolicy(world, root, bucket);
    expect((await hello(alice)).status).toBe(403);
  });

  it('s3:ListBucket may come from it: a missing key is 404', async () => {
    const missing = () => world.get(alice, `/${bucket}/missing.txt`);
    const read = statement('Allow', { AWS: aliceArn }, 's3:GetObject', `${arn}/*`);
    await putPolicy(world, root, bucket, policyOf(read));
    expect(await missing()).toMatchObject({ status: 403, code: 'AccessDenied' });
    const list = statement('Allow', { AWS: aliceArn }, 's3:ListBucket', arn);
    await putPolicy(world, root, bucket, policyOf(read, list));
    expect(await missing()).toMatchObject({ status: 404, code: 'NoSuchKey' });
  });

  it('a deny stops whoever is allowed by policies of their own, and root', async () => {
    await permit(root, 'alice', allow('*'));
    expect((await hello(alice)).status).toBe(200);
    await putPolicy(world, root, bucket, policyOf(statement('Deny', '*', 's3:GetObject', `${arn}/*`)));
    for (const [who, principal] of [
      [alice, aliceArn],
      [root, world.rootArn],
    ] as const) {
      expect(await hello(who)).toMatchObject({
        status: 403,
        code: 'AccessDenied',
        message: `User: ${principal} is not authorized to perform: s3:GetObject on resource: "${arn}/hello.txt" with an explicit deny in a resource-based policy`,
      });
    }
  });

  it('its own operations are asked of it, too', async () => {
    const own = ['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'];
    const forAlice = policyOf(statement('Allow', { AWS: aliceArn }, own, arn));
    await putPolicy(world, root, bucket, forAlice);
    expect((await getPolicy(world, alice, bucket)).status).toBe(200);
    expect((await putPolicy(world, alice, bucket, forAlice)).status).toBe(204);
    expect((await deletePolicy(world, alice, bucket)).status).toBe(204);
    expect((await getPolicy(world, alice, bucket)).status).toBe(403);
  });

  it('actions that are not modelled are judged by it, and by the owner of the bucket', async () => {
    await putPolicy(
      world,
      root,
      bucket,
      policyOf(statement('Allow', { AWS: aliceArn }, 's3:PutObject', `${arn}/in/*`)),
    );
    expect((await world.other(alice, 's3:PutObject', `${arn}/in/a/b`)).status).toBe(200);
    expect((await world.other(alice, 's3:PutObject', `${arn}/out`)).status).toBe(403);
    // A bucket that is not there is taken for the caller's own; and no other service's actions are about a bucket.
    expect((await world.other(root, 's3:PutObject', 'arn:aws:s3:::others/x')).status).toBe(200);
    expect((await world.other(alice, 'lambda:InvokeFunction', `${arn}/in/a`)).status).toBe(403);
  });
});

describe('across accounts', () => {
  let partner: OtherAccount;
  let bob: Credentials;
  let bobArn: string;

  beforeEach(async () => {
    partner = await addOtherAccount(world);
    bob = await userOf(partner.root, 'bob');
    bobArn = `arn:aws:iam::${partner.accountId}:user/bob`;
  });

  it('both sides must allow', async () => {
    const open = policyOf(statement('Allow', { AWS: bobArn }, 's3:GetObject', `${arn}/*`));
    await permit(partner.root, 'bob', allow('s3:GetObject', `${arn}/*`));
    expect((await hello(bob)).message).toContain('because no resource-based policy allows the s3:GetObject');
    expect((await putPolicy(world, root, bucket, open)).status).toBe(204);
    expect((await hello(bob)).status).toBe(200);
    // The owner's trail has the event, too.
    const seen = (await world.events()).filter(({ eventName }) => eventName === 'GetObject').slice(-2);
    expect(seen.map(({ recipientAccountId }) => recipientAccountId)).toEqual([
      partner.accountId,
      world.accountId,
    ]);
    await permit(partner.root, 'bob', allow('s3:GetObject', 'arn:aws:s3:::nothing'));
    expect((await hello(bob)).message).toContain('because no identity-based policy allows');
  });

  it('lets nobody in while the account of the bucket is closed', async () => {
    const open = policyOf(statement('Allow', { AWS: bobArn }, 's3:GetObject', `${arn}/*`));
    await putPolicy(world, root, bucket, open);
    await permit(partner.root, 'bob', allow('s3:GetObject', `${arn}/*`));
    const close = (closedAt: number | undefined) =>
      world.store.write(async (tables) => {
        const { closedAt: _, ...account } = (await tables.account.get(world.accountId)) ?? {};
        await tables.account.put({ ...account, ...(closedAt && { closedAt }) } as AccountRecord);
      });
    await close(world.clock.sandbox);
    expect((await hello(bob)).message).toContain('because no resource-based policy allows the s3:GetObject');
    await close(undefined);
    expect((await hello(bob)).status).toBe(200);
  });

  it('a user of the other account is kept by its id', async () => {
    await putPolicy(
      world,
      root,
      bucket,
      policyOf(statement('Allow', { AWS: bobArn }, 's3:GetObject', `${arn}/*`)),
    );
    const [kept] = await world.store.read((tables) => tables.buckets.all());
    expect(kept?.policy).toMatch(/AIDA/);
    expect((await getPolicy(world, root, bucket)).text).toContain(bobArn);
  });

  it.each(['PUT', 'GET', 'DELETE'] as const)(
    '%s of the policy is 403 for who has no permission, and 405 for who has',
    async (method) => {
      const ask = (who: Credentials) =>
        askS3(world, who, {
          method,
          target: `/${bucket}?policy`,
          body: method === 'PUT' ? JSON.stringify(locksEverybodyOut(bucket)) : '',
        });
      await permit(partner.root, 'bob', allow('s3:*'));
      for (const who of [bob, partner.root]) expect((await ask(who)).status).toBe(403);
      const open = policyOf(statement('Allow', { AWS: partner.accountId }, 's3:*', arn));
      await putPolicy(world, root, bucket, open);
      for (const who of [bob, partner.root]) {
        const reply = await ask(who);
        expect(reply).toMatchObject({
          status: 405,
          code: 'MethodNotAllowed',
          message: 'The specified method is not allowed against this resource.',
        });
        expect(reply.text).toContain(`<Method>${method}</Method>`);
      }
      expect(JSON.parse((await getPolicy(world, root, bucket)).text)).toEqual(open);
    },
  );

  it('RestrictPublicBuckets keeps other accounts out where a policy is public all the same', async () => {
    // Such a one cannot be put; a sandbox file may bring it.
    const open = JSON.stringify(policyOf(statement('Allow', '*', 's3:GetObject', `${arn}/*`)));
    await world.store.write(async (tables) => {
      const record = await tables.buckets.get(bucket);
      if (record !== undefined) await tables.buckets.put({ ...record, policy: open });
    });
    await permit(partner.root, 'bob', allow('s3:GetObject', `${arn}/*`));
    expect((await hello(alice)).status).toBe(200);
    const kept = await hello(bob);
    expect(kept.status).toBe(403);
    expect((await traceOf(kept))?.authorization?.checks[0]?.decision.trace.rules).toEqual([
      { kind: 'public-access-block', setting: 'RestrictPublicBuckets', levels: ['bucket'] },
    ]);
  });
});

// "To ensure that bucket owners don't inadvertently lock themselves out of their own buckets, the root principal in a
// bucket owner's AWS account can perform the GetBucketPolicy, PutBucketPolicy, and DeleteBucketPolicy API actions, even
// if their bucket policy explicitly denies the root principal's access" (API_PutBucketPolicy); the task "Edit or delete
// an Amazon S3 bucket policy that denies all principals" is root's alone (id_root-user).
describe('a policy that denies every principal everything', () => {
  let admin: Credentials;
  let partner: OtherAccount;

  beforeEach(async () => {
    admin = await userOf(root, 'admin');
    const policyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    await world.query(root, 'AttachUserPolicy', { UserName: 'admin', PolicyArn: policyArn });
    partner = await addOtherAccount(world);
    // Put by who is locked out by it: nothing asks for a confirmation.
    expect((await putPolicy(world, admin, bucket, locksEverybodyOut(bucket))).status).toBe(204);
  });

  type Who = 'an administrator' | 'root' | 'the root of another account';
  const asked = {
    GetBucketPolicy: (who: Credentials) => getPolicy(world, who, bucket),
    PutBucketPolicy: (who: Credentials) =>
      putPolicy(world, who, bucket, policyOf(statement('Deny', '*', 's3:DeleteObject', `${arn}/*`))),
    DeleteBucketPolicy: (who: Credentials) => deletePolicy(world, who, bucket),
    GetObject: (who: Credentials) => hello(who),
    ListBucket: (who: Credentials) => world.other(who, 's3:ListBucket', arn),
    DeleteBucket: (who: Credentials) => world.other(who, 's3:DeleteBucket', arn),
  };
  const credentialsOf = (who: Who): Credentials =>
    who === 'root' ? root : who === 'an administrator' ? admin : partner.root;

  it.each<[keyof typeof asked, Who, number]>([
    ['GetBucketPolicy', 'an administrator', 403],
    ['PutBucketPolicy', 'an administrator', 403],
    ['DeleteBucketPolicy', 'an administrator', 403],
    ['GetObject', 'an administrator', 403],
    ['ListBucket', 'an administrator', 403],
    ['GetBucketPolicy', 'root', 200],
    ['PutBucketPolicy', 'root', 204],
    ['DeleteBucketPolicy', 'root', 204],
    ['GetObject', 'root', 403],
    ['ListBucket', 'root', 403],
    ['DeleteBucket', 'root', 403],
    ['GetBucketPolicy', 'the root of another account', 403],
    ['PutBucketPolicy', 'the root of another account', 403],
    ['DeleteBucketPolicy', 'the root of another account', 403],
  ])('%s by %s: %i', async (action, who, status) => {
    const reply = await asked[action](credentialsOf(who));
    expect(reply.status).toBe(status);
    const check = (await traceOf(reply))?.authorization?.checks[0];
    const rules = check?.decision.trace.rules.map(({ kind }) => kind);
    expect(rules?.includes('root-unlocks-bucket')).toBe(status < 300);
    if (status === 403) {
      expect(reply.code).toMatch(/^AccessDenied/);
      expect(check?.decision).toMatchObject({ outcome: 'explicitDeny' });
    }
  });

  it('is undone by root, and everybody is in again', async () => {
    expect((await hello(admin)).status).toBe(403);
    expect(JSON.parse((await getPolicy(world, root, bucket)).text)).toEqual(locksEverybodyOut(bucket));
    await deletePolicy(world, root, bucket);
    expect((await hello(admin)).status).toBe(200);
    expect((await hello(root)).status).toBe(200);
  });
});
