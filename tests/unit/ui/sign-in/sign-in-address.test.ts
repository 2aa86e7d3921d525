import { describe, expect, it } from 'vitest';
import {
  accountOf,
  readRoleChoice,
  readSignInRoute,
  signInAddress,
  signInHref,
  switchRoleHref,
} from '../../../../src/ui/features/sign-in/sign-in-address.ts';

const queryOf = (href: string): URLSearchParams => new URLSearchParams(href.split('?')[1]);

describe('the address of the sign-in page', () => {
  it('is a route of the app with the account filled in, as AWS’s sign-in URL is', () => {
    expect(signInAddress('https://example.com/a/b/#/users/bob?tab=keys', 'demo')).toBe(
      'https://example.com/a/b/#/sign-in?as=user&account=demo',
    );
    expect(signInAddress('https://example.com/', '111122223333', 'team lead')).toBe(
      'https://example.com/#/sign-in?as=user&account=111122223333&user=team+lead',
    );
  });

  it('reads back what it was made of', () => {
    const route = { way: 'user', account: 'demo', user: 'a+b@c', to: '#/users/alice?tab=keys' } as const;
    expect(readSignInRoute(queryOf(signInHref(route)))).toEqual(route);
  });

  it('is for a user where it names an account, and open where it names nothing', () => {
    expect(readSignInRoute(new URLSearchParams('account=demo')).way).toBe('user');
    expect(readSignInRoute(new URLSearchParams('account=demo&as=root')).way).toBe('root');
    expect(readSignInRoute(new URLSearchParams('as=somebody')).way).toBeUndefined();
  });

  it('goes on to routes of this app alone, and not to itself', () => {
    const to = (text: string) => readSignInRoute(new URLSearchParams({ to: text })).to;
    expect(to('/users')).toBe('#/users');
    expect(to('/sign-ins')).toBe('#/sign-ins');
    for (const bad of ['', 'https://example.com', 'users', '/sign-in', '/sign-in?as=root', '/sign-in/x']) {
      expect(to(bad), bad).toBeUndefined();
    }
  });
});

describe('the account that was typed', () => {
  it.each([
    ['1111-2222-3333', '111122223333'],
    [' 111122223333 ', '111122223333'],
    ['Demo', 'demo'],
    ['my-company-12', 'my-company-12'],
    ['https://demo.signin.aws.amazon.com/console', 'demo'],
    ['111122223333.signin.aws.amazon.com', '111122223333'],
    ['https://example.com/a/#/sign-in?as=user&account=demo&user=bob', 'demo'],
    ['https://demo.signin.aws.amazon.com.example.com/', 'https://demo.signin.aws.amazon.com.example.com/'],
  ])('%s is %s', (typed, account) => {
    expect(accountOf(typed)).toBe(account);
  });
});

describe('the address of switching to a role', () => {
  it('reads back what it was made of', () => {
    const choice = { account: 'demo', roleName: 'ops/admin', displayName: 'A & B', color: 'red' } as const;
    expect(readRoleChoice(queryOf(switchRoleHref(choice)))).toEqual(choice);
  });

  it('has no colour but those there are', () => {
    expect(readRoleChoice(new URLSearchParams('color=url(x)&roleName=a'))).toEqual({
      account: '',
      roleName: 'a',
      displayName: '',
    });
    expect(switchRoleHref({})).toBe('#/switch-role');
  });
});
