// Who made a request, in the words of CloudTrail; and requests that two accounts hear of.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html

import { beforeEach, describe, expect, it } from 'vitest';
import { roleArnOf, type Caller, type RolePrincipal } from '../../../src/cloud/caller.ts';
import { roleKey, userKey } from '../../../src/cloud/keys.ts';
import type { RoleRecord, SessionFacts, SessionRecord } from '../../../src/cloud/records.ts';
import { userIdentity, usernameOf } from '../../../src/cloud/user-identity.ts';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import {
  addAccount,
  addRole,
  credentialsIn,
  otherAccount,
  putUserPolicy,
  sts,
  trusting,
} from './sts/sandbox.ts';
import { allow, element, makeWorld, start, type World } from './world.ts';

let world: World;
let root: Credentials;
let alice: Credentials;
let aliceArn: string;
let aliceId: string;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  const made = await world.query(root, 'CreateUser', { UserName: 'alice' });
  aliceId = element(made.text, 'UserId') ?? '';
  alice = await world.keyOf(root, 'alice');
  aliceArn = `arn:aws:iam::${world.accountId}:user/alice`;
});

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function lastEvent(): Promise<Readonly<Record<string, unknown>>> {
  return (await world.events()).at(-1) ?? {};
}

async function identity(): Promise<unknown> {
  return (await lastEvent())['userIdentity'];
}

describe('userIdentity', () => {
  it('of a user with a long-term key', async () => {
    await world.query(alice, 'ListUsers');
    expect(await identity()).toEqual({
      type: 'IAMUser',
      principalId: aliceId,
      arn: aliceArn,
      accountId: world.accountId,
      userName: 'alice',
      accessKeyId: alice.accessKeyId,
    });
  });

  it('of a role session: the role as issuer, and the source identity', async () => {
    const arn = await addRole(world, {
      roleName: 'Reader',
      path: '/team/',
      roleId: 'AROAREADER',
      trustPolicy: trusting(aliceArn, undefined, ['sts:AssumeRole', 'sts:SetSourceIdentity']),
    });
    const session = credentialsIn(
      await sts(world, alice, 'AssumeRole', {
        RoleArn: arn,
        RoleSessionName: 'mine',
        SourceIdentity: 'Alice',
      }),
    );
    await world.query(session, 'ListUsers');
    expect(await identity()).toEqual({
      type: 'AssumedRole',
      principalId: 'AROAREADER:mine',
      arn: `arn:aws:sts::${world.accountId}:assumed-role/Reader/mine`,
      accountId: world.accountId,
      accessKeyId: session.accessKeyId,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: 'AROAREADER',
          arn,
          accountId: world.accountId,
          userName: 'Reader',
        },
        attributes: { creationDate: '2026-11-22T09:30:00Z', mfaAuthenticated: 'false' },
        sourceIdentity: 'Alice',
      },
    });
    // LookupEvents lists a role's session by its name.
    const [row] = (await world.store.read((tables) => tables.events.all())).slice(-1);
    expect(row).toMatchObject({ username: 'mine', accessKeyId: session.accessKeyId });
  });

  it('of a federated user: who federated as issuer', async () => {
    await putUserPolicy(world, root, 'alice', allow('sts:GetFederationToken'));
    const session = credentialsIn(await sts(world, alice, 'GetFederationToken', { Name: 'Bob' }));
    await sts(world, session, 'GetCallerIdentity');
    expect(await identity()).toMatchObject({
      type: 'FederatedUser',
      principalId: `${world.accountId}:Bob`,
      arn: `arn:aws:sts::${world.accountId}:federated-user/Bob`,
      accountId: world.accountId,
      sessionContext: { sessionIssuer: { type: 'IAMUser', principalId: aliceId, userName: 'alice' } },
    });
  });

  it('of a session of GetSessionToken: the user, with a context', async () => {
    const session = credentialsIn(await sts(world, alice, 'GetSessionToken'));
    await sts(world, session, 'GetCallerIdentity');
    expect(await identity()).toMatchObject({
      type: 'IAMUser',
      userName: 'alice',
      accessKeyId: session.accessKeyId,
      sessionContext: { attributes: { mfaAuthenticated: 'false' } },
    });
  });

  it('of root: the alias as user name, and none where there is none', async () => {
    await world.query(root, 'DeleteAccountAlias', { AccountAlias: 'demo' });
    expect(await identity()).toMatchObject({ type: 'Root', userName: 'demo' });
    await world.query(root, 'ListUsers');
    expect(await identity()).not.toHaveProperty('userName');
  });

  it('of nobody, of a wrong key, of AWS, and of who mistyped his name', () => {
    expect(userIdentity({ kind: 'anonymous' })).toMatchObject({ type: 'AWSAccount' });
    expect(userIdentity({ kind: 'unknown', accessKeyId: 'AKIAX' })).toMatchObject({
      type: 'Unknown',
      accessKeyId: 'AKIAX',
    });
    expect(userIdentity({ kind: 'service', service: 'autoscaling.amazonaws.com' })).toEqual({
      type: 'AWSService',
      invokedBy: 'autoscaling.amazonaws.com',
    });
    // cloudtrail-integration, "Example sign-in failure event caused by incorrect user name"
    expect(userIdentity({ kind: 'unknown-user', accountId: '123456789012' })).toEqual({
      type: 'IAMUser',
      accountId: '123456789012',
      accessKeyId: '',
      userName: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    });
  });

  it('of who comes with a token: no key, and what the provider says', () => {
    const provider = `arn:aws:iam::${world.accountId}:oidc-provider/accounts.example.com`;
    const caller = {
      account: accountOf(),
      accessKeyId: '',
      principal: {
        kind: 'provider',
        ownerKey: 'provider',
        arn: provider,
        identity: {
          protocol: 'oidc',
          principalId: `${provider}:app:user-1`,
          userName: 'user-1',
          identityProvider: provider,
          issuer: 'https://accounts.example.com',
          audience: 'app',
          context: {},
          sessionContext: {},
          tags: [],
          transitiveTagKeys: [],
        },
      },
    } as const satisfies Caller;
    expect(userIdentity({ kind: 'caller', caller })).toEqual({
      type: 'WebIdentityUser',
      principalId: `${provider}:app:user-1`,
      userName: 'user-1',
      identityProvider: provider,
    });
    const saml = {
      ...caller,
      principal: { ...caller.principal, identity: { ...caller.principal.identity, protocol: 'saml' } },
    } as const;
    expect(userIdentity({ kind: 'caller', caller: saml })).toMatchObject({ type: 'SAMLUser' });
  });

  it('of a session got with an ID token: what the provider said of it', () => {
    const issuer = 'token.actions.githubusercontent.com';
    const federatedProvider = `arn:aws:iam::${world.accountId}:oidc-provider/${issuer}`;
    const providerContext = {
      [`${issuer}:aud`]: 'sts.amazonaws.com',
      [`${issuer}:sub`]: 'repo:octo/app:ref:refs/heads/main',
      [`${issuer}:actor`]: 'octocat',
    };
    expect(contextOf({ federatedProvider, providerContext })).toMatchObject({
      webIdFederationData: {
        federatedProvider,
        attributes: {
          [`${issuer}:aud`]: 'sts.amazonaws.com',
          [`${issuer}:sub`]: 'repo:octo/app:ref:refs/heads/main',
        },
      },
    });
    const saml = `arn:aws:iam::${world.accountId}:saml-provider/Corp`;
    expect(contextOf({ federatedProvider: saml })).not.toHaveProperty('webIdFederationData');
    expect(contextOf({})).not.toHaveProperty('webIdFederationData');
  });
});

describe('a request that is about another account', () => {
  let roleArn: string;

  beforeEach(async () => {
    await addAccount(world);
    await putUserPolicy(world, root, 'alice', allow('sts:AssumeRole'));
    roleArn = await addRole(world, {
      roleName: 'Guest',
      accountId: otherAccount,
      roleId: 'AROAGUEST',
      trustPolicy: trusting(aliceArn),
    });
  });

  it('gets an event in both, with one sharedEventID', async () => {
    const session = credentialsIn(
      await sts(world, alice, 'AssumeRole', { RoleArn: roleArn, RoleSessionName: 'visit' }),
    );
    const [mine, theirs] = (await world.events()).slice(-2);
    expect(mine).toMatchObject({
      eventName: 'AssumeRole',
      recipientAccountId: world.accountId,
      userIdentity: { type: 'IAMUser', userName: 'alice', accessKeyId: alice.accessKeyId },
      // "Even though they are logged as read-only, CloudTrail will include the full responseElements."
      readOnly: true,
      requestParameters: { roleArn, roleSessionName: 'visit' },
      responseElements: {
        credentials: { accessKeyId: session.accessKeyId },
        assumedRoleUser: { assumedRoleId: 'AROAGUEST:visit' },
      },
      resources: [{ accountId: otherAccount, type: 'AWS::IAM::Role', ARN: roleArn }],
      sharedEventID: expect.stringMatching(uuid) as unknown,
    });
    expect(theirs).toMatchObject({
      eventName: 'AssumeRole',
      recipientAccountId: otherAccount,
      sharedEventID: mine?.['sharedEventID'],
      requestID: mine?.['requestID'],
      requestParameters: { roleArn, roleSessionName: 'visit' },
      eventID: expect.stringMatching(uuid) as unknown,
    });
    // No name and no key of theirs: the account and the id of who it was.
    expect(theirs?.['userIdentity']).toEqual({
      type: 'AWSAccount',
      principalId: aliceId,
      accountId: world.accountId,
    });
    expect(theirs?.['eventID']).not.toBe(mine?.['eventID']);
    // What the session does is the other account's alone.
    await world.query(session, 'ListUsers');
    expect(await lastEvent()).toMatchObject({ recipientAccountId: otherAccount });
    expect(await lastEvent()).not.toHaveProperty('sharedEventID');
  });

  it('is one request: one trace, and the other account’s LookupEvents has its own event', async () => {
    const before = await world.store.read((tables) => tables.traces.count());
    await sts(world, alice, 'AssumeRole', { RoleArn: roleArn, RoleSessionName: 'visit' });
    expect(await world.store.read((tables) => tables.traces.count())).toBe(before + 1);
    const theirRoot = await world.actAs(`arn:aws:iam::${otherAccount}:root`);
    const found = await world.json(theirRoot, 'CloudTrail_20131101.LookupEvents', {
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'AssumeRole' }],
    });
    const { Events } = JSON.parse(found.text) as { Events: readonly { CloudTrailEvent: string }[] };
    expect(Events.map(({ CloudTrailEvent }) => JSON.parse(CloudTrailEvent) as object)).toMatchObject([
      { recipientAccountId: otherAccount },
    ]);
  });

  it('is not told to the other account when it was denied', async () => {
    const elsewhere = await addRole(world, {
      roleName: 'Closed',
      accountId: otherAccount,
      trustPolicy: trusting(`arn:aws:iam::${otherAccount}:root`),
    });
    const denied = await sts(world, alice, 'AssumeRole', { RoleArn: elsewhere, RoleSessionName: 'visit' });
    expect(denied.code).toBe('AccessDenied');
    const accounts = await world.store.read((tables) => tables.events.all());
    expect(accounts.some(({ accountId }) => accountId === otherAccount)).toBe(false);
    expect(await lastEvent()).not.toHaveProperty('sharedEventID');
  });

  it('is told to nobody where the account is not in the sandbox', async () => {
    // Root needs no policy in its own account; that of the topic would have to allow it.
    const before = await world.store.read((tables) => tables.events.count());
    await world.other(root, 'sns:Publish', `arn:aws:sns:us-east-1:999999999999:topic`);
    expect(await world.store.read((tables) => tables.events.count())).toBe(before + 1);
  });

  it('leaves accesses and last uses to the account it came from', async () => {
    await sts(world, alice, 'AssumeRole', { RoleArn: roleArn, RoleSessionName: 'visit' });
    const rows = await world.store.read((tables) => tables.accesses.all());
    expect(rows.map(({ key }) => key)).toEqual([
      `${userKey(world.accountId, 'alice')}/sts/`,
      `${userKey(world.accountId, 'alice')}/sts/assumerole`,
    ]);
  });
});

function accountOf(): Caller['account'] {
  return { key: world.accountId, accountId: world.accountId, email: 'root@example.com', createdAt: start };
}

/** The session context of a role session with these facts. */
function contextOf(facts: Partial<SessionFacts>): unknown {
  const { accountId } = world;
  const key = roleKey(accountId, 'Deploy');
  const session: SessionFacts = {
    name: 'ci',
    roleId: 'AROADEPLOY',
    tags: [],
    transitiveTagKeys: [],
    chained: false,
    ...facts,
  };
  const role: RoleRecord = {
    key,
    accountId,
    roleName: 'Deploy',
    roleId: 'AROADEPLOY',
    path: '/',
    createdAt: start,
    trustPolicy: '{}',
    maxSessionDuration: 3600,
    tags: [],
  };
  const principal: RolePrincipal = {
    kind: 'role',
    ownerKey: key,
    arn: `arn:aws:sts::${accountId}:assumed-role/Deploy/ci`,
    roleArn: roleArnOf(role),
    role,
    session,
  };
  const record: SessionRecord = {
    key: 'ASIA0',
    accountId,
    kind: 'role',
    ownerKey: key,
    accessKeyId: 'ASIA0',
    secretAccessKey: '',
    sessionToken: '',
    issuedAt: start,
    expiresAt: start,
    mfaAuthenticated: false,
    session,
  };
  const caller: Caller = { account: accountOf(), accessKeyId: 'ASIA0', principal, session: record };
  expect(usernameOf({ kind: 'caller', caller })).toBe('ci');
  return userIdentity({ kind: 'caller', caller })['sessionContext'];
}
