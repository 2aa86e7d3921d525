import { describe, expect, it } from 'vitest';
import { readCaller } from '../../../../src/core/match/caller.ts';
import { makeKeyTable, requestContext } from '../../../../src/core/match/context.ts';
import {
  compilePrincipal,
  isExempt,
  matchPrincipal,
  type PrincipalFacts,
} from '../../../../src/core/match/principal.ts';
import type { PrincipalEntry } from '../../../../src/core/policy/document.ts';

const span = { start: 0, end: 0, line: 1, column: 1 };
const aws = (value: string): PrincipalEntry => ({ kind: 'AWS', value, span });
const account = '111122223333';
const user = `arn:aws:iam::${account}:user/alice`;
const role = `arn:aws:iam::${account}:role/team/admin`;
const session = `arn:aws:sts::${account}:assumed-role/admin/s1`;
const federated = `arn:aws:sts::${account}:federated-user/bob`;
const read = (principal: string, given: Readonly<Record<string, string>> = {}) => {
  const keys = makeKeyTable(() => undefined);
  const context = requestContext(given);
  const caller = readCaller(principal, principal === federated ? user : undefined, keys, context);
  return { caller, conditions: { keys }, context };
};
const facts = (
  principal: string,
  {
    userId,
    hasBoundary = false,
    canonicalUserId,
  }: {
    readonly userId?: string | undefined;
    readonly hasBoundary?: boolean;
    readonly canonicalUserId?: string;
  } = {},
): PrincipalFacts => ({
  ...read(principal, {
    ...(principal === session ? { 'aws:PrincipalArn': role } : {}),
    ...(userId === undefined ? {} : { 'AWS:userid': userId }),
  }),
  hasBoundary,
  canonicalUserId,
});
const named = (entries: readonly PrincipalEntry[], principal: string, more?: Parameters<typeof facts>[1]) =>
  matchPrincipal(compilePrincipal('Principal', entries, 'Allow'), facts(principal, more));

describe('readCaller', () => {
  it.each([
    ['anonymous', 'anonymous'],
    [`arn:aws:iam::${account}:root`, 'root'],
    [user, 'user'],
    [role, 'role'],
    [session, 'session'],
    [federated, 'federated-user'],
    ['lambda.amazonaws.com', 'service'],
    ['accounts.google.com', 'provider'],
    ['cognito-identity.amazonaws.com', 'provider'],
    [`arn:aws:iam::${account}:oidc-provider/example.com`, 'provider'],
    ['', 'unknown'],
    [`arn:aws:iam::${account}:group/g`, 'unknown'],
  ])('takes %s for %s', (principal, kind) => {
    expect(read(principal).caller.kind).toBe(kind);
  });

  it('takes a session role from aws:PrincipalArn, or assumes it to be without a path', () => {
    expect(read(session, { 'aws:PrincipalArn': role }).caller).toMatchObject({ roleArn: role });
    expect(read(session).caller).toMatchObject({
      roleArn: `arn:aws:iam::${account}:role/admin`,
    });
    expect(read(session, { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/other` }).caller).toMatchObject({
      roleArn: `arn:aws:iam::${account}:role/admin`,
    });
  });
});

describe('matchPrincipal', () => {
  // reference_policies_elements_principal
  it.each<[string, PrincipalEntry, string | undefined]>([
    [user, aws(user), 'caller'],
    [user, aws(user.replace('alice', 'Alice')), undefined],
    [user, aws(account), 'account'],
    [user, aws(`arn:aws:iam::${account}:root`), 'account'],
    [user, aws('444455556666'), undefined],
    [user, aws('*'), 'everyone'],
    [user, { kind: 'everyone', value: '*', span }, 'everyone'],
    [session, aws(session), 'caller'],
    [session, aws(role), 'role'],
    [session, aws(`arn:aws:sts::${account}:assumed-role/admin/s2`), undefined],
    [session, aws(`arn:aws:iam::${account}:role/admin`), undefined],
    [role, aws(role), 'role'],
    [federated, aws(federated), 'caller'],
    [federated, aws(user), 'issuer'],
    ['anonymous', aws('*'), 'everyone'],
    ['anonymous', aws(account), undefined],
    ['lambda.amazonaws.com', { kind: 'Service', value: 'lambda.amazonaws.com', span }, 'caller'],
    ['lambda.amazonaws.com', { kind: 'Service', value: 'ec2.amazonaws.com', span }, undefined],
    ['accounts.google.com', { kind: 'Federated', value: 'accounts.google.com', span }, 'caller'],
  ])('%s by %o is named as %s', (principal, entry, expected) => {
    expect(named([entry], principal)).toBe(expected);
  });

  it('matches unique ids by aws:userid, and the strongest name of several', () => {
    const role1 = aws('AROA123456789EXAMPLE');
    const user1 = aws('AIDA123456789EXAMPLE');
    expect(named([role1], session, { userId: 'AROA123456789EXAMPLE:s1' })).toBe('role');
    expect(named([user1], user, { userId: 'AIDA123456789EXAMPLE' })).toBe('caller');
    expect(named([user1], user, { userId: 'AIDA999999999EXAMPLE' })).toBeUndefined();
    expect(named([aws(account), aws(role)], session)).toBe('role');
  });

  // s3-bucket-user-policy-specifying-principal-intro: the canonical user id stands for its account.
  it('takes a canonical user id for the account that has it', () => {
    const canonicalUserId = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be';
    const entry: PrincipalEntry = { kind: 'CanonicalUser', value: canonicalUserId, span };
    expect(named([entry], user, { canonicalUserId })).toBe('account');
    expect(named([entry], user, { canonicalUserId: canonicalUserId.replace('7', '8') })).toBeUndefined();
    expect(named([entry], user)).toBeUndefined();
    expect(named([entry], 'anonymous', { canonicalUserId })).toBeUndefined();
  });
});

describe('isExempt', () => {
  // reference_policies_elements_notprincipal
  it.each<[string, readonly string[], boolean]>([
    [user, [user], false],
    [user, [user, account], true],
    [user, [account], false],
    [session, [account, role], false],
    [session, [account, role, session], true],
    [`arn:aws:iam::${account}:root`, [account], true],
    [`arn:aws:iam::${account}:root`, [user], false],
    [`arn:aws:iam::${account}:root`, [`arn:aws:iam::${account}:root`], true],
    ['anonymous', [account], false],
  ])('%s with NotPrincipal %j: %s', (principal, names, expected) => {
    const principals = compilePrincipal('NotPrincipal', names.map(aws), 'Deny');
    expect(isExempt(principals, facts(principal))).toBe(expected);
  });

  it('never exempts a principal with a permissions boundary', () => {
    const principals = compilePrincipal('NotPrincipal', [aws(user), aws(account)], 'Deny');
    expect(isExempt(principals, facts(user, { hasBoundary: true }))).toBe(false);
  });
});
