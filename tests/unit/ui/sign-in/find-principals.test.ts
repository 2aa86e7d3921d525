import { describe, expect, it } from 'vitest';
import { arnOf, choicesOf, matchChoices } from '../../../../src/ui/features/sign-in/find-principals.ts';

const id = '111122223333';
const listed = (kind: string, path: string, name: string) => ({
  name,
  path,
  arn: `arn:aws:iam::${id}:${kind}${path}${name}`,
});
const choices = choicesOf(
  id,
  [listed('user', '/', 'alice'), listed('user', '/team/', 'Bob'), listed('user', '/', 'malice')],
  [
    listed('role', '/ops/', 'admin'),
    listed('role', '/aws-service-role/x.amazonaws.com/', 'AWSServiceRoleForX'),
  ],
);
const names = (text: string) => matchChoices(choices, text).map(({ name }) => name);

describe('whom one can act as', () => {
  it('is root, the users and the roles that people may assume', () => {
    expect(names('')).toEqual(['root', 'alice', 'Bob', 'malice', 'admin']);
  });

  it('is found by its beginning first, by path, kind or ARN, whatever the case', () => {
    expect(names('ALI')).toEqual(['alice', 'malice']);
    expect(names('team/')).toEqual(['Bob']);
    expect(names('role/')).toEqual(['admin']);
    expect(names(`arn:aws:iam::${id}:user/alice`)).toEqual(['alice']);
    expect(names('zed')).toEqual([]);
  });

  it('is the first that is found, an ARN, or a user that may not be listed', () => {
    const enter = (text: string) => arnOf(id, matchChoices(choices, text), text);
    expect(enter('ali')).toBe(`arn:aws:iam::${id}:user/alice`);
    expect(enter('  ')).toBeUndefined();
    expect(enter('arn:aws:iam::1:role/x')).toBe('arn:aws:iam::1:role/x');
    expect(enter('zed')).toBe(`arn:aws:iam::${id}:user/zed`);
    expect(enter('/team/zed')).toBe(`arn:aws:iam::${id}:user/team/zed`);
    expect(enter('role/zed')).toBe(`arn:aws:iam::${id}:role/zed`);
  });
});
