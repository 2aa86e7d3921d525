import { describe, expect, it } from 'vitest';

import { printAwsFile, type AwsFileKind } from '../../../../src/client/profiles/aws-file.ts';
import { removeProfile, removeSetting, setProfile } from '../../../../src/client/profiles/edit-profile.ts';
import { parseAwsFile } from '../../../../src/client/profiles/parse-aws-file.ts';

function set(
  text: string,
  name: string,
  settings: Record<string, string>,
  kind: AwsFileKind = 'credentials',
) {
  const changed = setProfile(parseAwsFile(text, kind), name, settings);
  return changed.ok ? printAwsFile(changed.value) : changed.error;
}

const remove = (text: string, name: string) =>
  printAwsFile(removeProfile(parseAwsFile(text, 'credentials'), name));
const removeKey = (text: string, key: string) =>
  printAwsFile(removeSetting(parseAwsFile(text, 'credentials'), 'a', key));

describe('setting a profile', () => {
  it.each<readonly [string, string, string, string]>([
    ['a new file', '', 'credentials', '[a]\nk = v\n'],
    ['a new section, after a blank line', '[b]\nx = y\n', 'credentials', '[b]\nx = y\n\n[a]\nk = v\n'],
    ['a last line without an end', '[b]\nx = y', 'credentials', '[b]\nx = y\n\n[a]\nk = v\n'],
    ['a blank line that is there', '[b]\n\n', 'credentials', '[b]\n\n[a]\nk = v\n'],
    ['CRLF', '[b]\r\nx = y', 'credentials', '[b]\r\nx = y\r\n\r\n[a]\r\nk = v\r\n'],
    ['the config file', '', 'config', '[profile a]\nk = v\n'],
    ['a new setting', '[a]\nx = y\n\n# next\n[b]\n', 'credentials', '[a]\nx = y\nk = v\n\n# next\n[b]\n'],
    ['a new setting at the end', '[a]\nx = y', 'credentials', '[a]\nx = y\nk = v\n'],
    ['a new setting in an empty section', '[a] # me\n[b]\n', 'credentials', '[a] # me\nk = v\n[b]\n'],
    [
      'a new setting after a nested one',
      '[a]\ns3 =\n  x = y\n[b]',
      'credentials',
      '[a]\ns3 =\n  x = y\nk = v\n[b]',
    ],
    ['the indent of the section', '[a]\n  x = y\n', 'credentials', '[a]\n  x = y\n  k = v\n'],
    ['an indented header below', '[a]\n  [b]\n', 'credentials', '[a]\n  k = v\n  [b]\n'],
    ['a setting that is there', '[a]\nx = 1\nk = old\ny = 2\n', 'credentials', '[a]\nx = 1\nk = v\ny = 2\n'],
    ['its spacing and comment', '[a]\n  K  =old   ; why\n', 'credentials', '[a]\n  K  =v   ; why\n'],
    ['an empty value', '[a]\nk =\n', 'credentials', '[a]\nk = v\n'],
    ['an empty value without space', '[a]\nk=\n', 'credentials', '[a]\nk=v\n'],
    ['a comment alone', '[a]\nk = # why\n', 'credentials', '[a]\nk = v # why\n'],
    [
      'a nested one',
      '[a]\nk =\n  x = 1\n  # note\n  y = 2\nz = 3\n',
      'credentials',
      '[a]\nk = v\n  # note\nz = 3\n',
    ],
    ['a value of two lines', '[a]\nk = one\n  two\n', 'credentials', '[a]\nk = v\n'],
    ['the later of two', '[a]\nk = 1\nk = 2\n', 'credentials', '[a]\nk = 1\nk = v\n'],
    [
      'the later of two sections',
      '[a]\nx = 1\n[a]\ny = 2\n',
      'credentials',
      '[a]\nx = 1\n[a]\ny = 2\nk = v\n',
    ],
  ])('%s', (_, text, kind, expected) => {
    expect(set(text, 'a', { k: 'v' }, kind as AwsFileKind)).toBe(expected);
  });

  it('names with quotes only where the config file needs them', () => {
    expect(set('', 'default', { k: 'v' }, 'config')).toBe('[default]\nk = v\n');
    expect(set('', 'my name', { k: 'v' }, 'config')).toBe("[profile 'my name']\nk = v\n");
    expect(set('', "it's", { k: 'v' }, 'config')).toBe(`[profile 'it'"'"'s']\nk = v\n`);
    expect(set('', 'my name', { k: 'v' })).toBe('[my name]\nk = v\n');
    expect(set('[profile "my name"]\n', 'my name', { k: 'v' }, 'config')).toBe(
      '[profile "my name"]\nk = v\n',
    );
  });

  it.each([
    ['', 'empty'],
    ['a\nb', 'control-character'],
    ['a\u2028b', 'control-character'],
    [' a', 'surrounding-space'],
    ['[a', 'bracket'],
    ['a]', 'bracket'],
    ['a #b', 'comment-mark'],
    ['#a', 'comment-mark'],
    ['DEFAULT', 'reserved'],
    ['profile a', 'section-type'],
    ['sso-session a', 'section-type'],
  ])('refuses the name %j', (name, reason) => {
    expect(set('', name, { k: 'v' })).toEqual({ kind: 'invalid-profile-name', name, reason });
  });

  it.each([
    ['a\nb', 'control-character'],
    ['a\r', 'control-character'],
    ['a\0', 'control-character'],
    ['a\u0085b', 'control-character'],
    ['a ', 'surrounding-space'],
    ['a #b', 'comment-mark'],
    ['a ;b', 'comment-mark'],
    ['# a', 'comment-mark'],
  ])('refuses the value %j, without repeating it', (value, reason) => {
    expect(set('', 'a', { x: 'y', k: value })).toEqual({ kind: 'invalid-value', key: 'k', reason });
  });

  it.each(['', 'a b', '[a', 'a=b', 'a:b', '#a', 'a\nb', 'é'])('refuses the key %j', (key) => {
    expect(set('', 'a', { [key]: 'v' })).toEqual({ kind: 'invalid-key', key });
  });
});

describe('removing', () => {
  it.each([
    ['the only profile', '[a]\nk = v\n', ''],
    ['the first', '[a]\nk = v\n\n[b]\n', '[b]\n'],
    ['the last', '[b]\nx = y\n\n[a]\nk = v\n', '[b]\nx = y\n'],
    ['one between', '[b]\n\n[a]\n# mine\nk = v\n  more\n\n# c\n[c]\n', '[b]\n\n# c\n[c]\n'],
    ['one not parted from the one before', '[b]\n[a]\nk = v\n\n[c]\n', '[b]\n\n[c]\n'],
    ['a comment before', '# who\n[a]\n\n[b]\n', '# who\n\n[b]\n'],
    ['each of two', '[a]\nk = 1\n[b]\n[a]\nk = 2\n', '[b]\n'],
    ['a line that is no setting', '[b]\nk = v\n\n[a]\n  junk\n', '[b]\nk = v\n'],
    ['an indented header below', '[b]\nk = v\n\n[a]\n  [c]\n', '[b]\nk = v\n\n[c]\n'],
    ['a file indented throughout', ' [a]\n  k = v\n [b]\n  k = v\n', ' [b]\n  k = v\n'],
    ['a profile that is not there', '[b]\n', '[b]\n'],
  ])('%s', (_, text, expected) => {
    expect(remove(text, 'a')).toBe(expected);
  });

  it.each([
    ['a setting', '[a]\nx = 1\nk = v\ny = 2', '[a]\nx = 1\ny = 2'],
    ['each of two', '[a]\nk = 1\n# note\nk = 2\n', '[a]\n# note\n'],
    ['with what is nested', '[a]\nk =\n  x = 1\n\n  y = 2\nz = 3\n', '[a]\n\nz = 3\n'],
    ['in any case', '[a]\nK = v\n', '[a]\n'],
    ['of another profile: not', '[b]\nk = v\n', '[b]\nk = v\n'],
  ])('%s', (_, text, expected) => {
    expect(removeKey(text, 'k')).toBe(expected);
  });
});
