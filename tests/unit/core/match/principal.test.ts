import { describe, expect, it } from 'vitest';
import { readCaller } from '../../../../src/core/match/caller.ts';
import { isExempt, matchPrincipal } from '../../../../src/core/match/principal.ts';
import type { PrincipalEntry } from '../../../../src/core/policy/document.ts';

const span = { start: 0, end: 0, line: 1, column: 1 };
const aws = (value: string): PrincipalEntry => ({ kind: 'AWS', value, span });
const account = '111122223333';
const user = `arn:aws:iam::${account}:user/alice`;
const role = `arn:aws:iam::${account}:role/team/admin`;
const session = `arn:aws:sts::${account}:assumed-role/admin/s1`;
const federated = `arn:aws:sts::${account}:federated-user/bob`;
const caller = (principal: string) =>
  readCaller(principal, principal === federated ? user : undefined, principal === session ? role : undefined);

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
    expect(caller(principal).kind).toBe(kind);
  });

  it('takes a session role from aws:PrincipalArn, or assumes it to be without a path', () => {
    expect(readCaller(session, undefined, role)).toMatchObject({ roleArn: role });
    expect(readCaller(session, undefined, undefined)).toMatchObject({
      roleArn: `arn:aws:iam::${account}:role/admin`,
    });
    expect(readCaller(session, undefined, `arn:aws:iam::${account}:role/other`)).toMatchObject({
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
    expect(matchPrincipal([entry], caller(principal), undefined)).toBe(expected);
  });

  it('matches unique ids by aws:userid, and the strongest name of several', () => {
    expect(matchPrincipal([aws('AROA123456789EXAMPLE')], caller(session), 'AROA123456789EXAMPLE:s1')).toBe(
      'role',
    );
    expect(matchPrincipal([aws('AIDA123456789EXAMPLE')], caller(user), 'AIDA123456789EXAMPLE')).toBe(
      'caller',
    );
    expect(
      matchPrincipal([aws('AIDA123456789EXAMPLE')], caller(user), 'AIDA999999999EXAMPLE'),
    ).toBeUndefined();
    expect(matchPrincipal([aws(account), aws(role)], caller(session), undefined)).toBe('role');
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
    const facts = { userId: undefined, hasBoundary: false };
    expect(isExempt(names.map(aws), caller(principal), facts)).toBe(expected);
  });

  it('never exempts a principal with a permissions boundary', () => {
    const facts = { userId: undefined, hasBoundary: true };
    expect(isExempt([aws(user), aws(account)], caller(user), facts)).toBe(false);
  });
});
