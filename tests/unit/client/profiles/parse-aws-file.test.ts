import { describe, expect, it } from 'vitest';

import { printAwsFile, type AwsFileKind } from '../../../../src/client/profiles/aws-file.ts';
import { parseAwsFile } from '../../../../src/client/profiles/parse-aws-file.ts';
import { sectionsOf } from '../../../../src/client/profiles/sections.ts';

/** Sections as one writes them, each with its settings. */
function read(text: string, kind: AwsFileKind) {
  const file = parseAwsFile(text, kind);
  expect(printAwsFile(file)).toBe(text);
  return sectionsOf(file).map(({ header, settings }) => [
    `${header.type} ${header.name}`,
    Object.fromEntries(
      settings.map(({ key, value, nested }) => [key, nested.size > 0 ? Object.fromEntries(nested) : value]),
    ),
  ]);
}

const problems = (text: string, kind: AwsFileKind) =>
  parseAwsFile(text, kind).problems.map(({ line, kind }) => `${line} ${kind}`);

// https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
describe('the files of the AWS CLI user guide', () => {
  it('credentials', () => {
    const text = `[default]
aws_access_key_id=AKIAIOSFODNN7EXAMPLE
aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY

[user1]
aws_access_key_id=AKIAI44QH8DHBEXAMPLE
aws_secret_access_key=je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY
`;
    expect(read(text, 'credentials')).toEqual([
      [
        'profile default',
        {
          aws_access_key_id: 'AKIAIOSFODNN7EXAMPLE',
          aws_secret_access_key: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
        },
      ],
      [
        'profile user1',
        {
          aws_access_key_id: 'AKIAI44QH8DHBEXAMPLE',
          aws_secret_access_key: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
        },
      ],
    ]);
    expect(problems(text, 'credentials')).toEqual([]);
  });

  it('config, with its section types and nested settings', () => {
    const text = `[default]
region = us-west-2
s3 =
    max_concurrent_requests = 20
    addressing_style = path

[profile user1]
region=us-east-1
output=text
services = testing

[sso-session my-sso]
sso_region = us-east-1
sso_registration_scopes = sso:account:access

[services testing]
dynamodb =
  endpoint_url = http://localhost:8000
`;
    expect(read(text, 'config')).toEqual([
      [
        'profile default',
        { region: 'us-west-2', s3: { max_concurrent_requests: '20', addressing_style: 'path' } },
      ],
      ['profile user1', { region: 'us-east-1', output: 'text', services: 'testing' }],
      ['sso-session my-sso', { sso_region: 'us-east-1', sso_registration_scopes: 'sso:account:access' }],
      ['services testing', { dynamodb: { endpoint_url: 'http://localhost:8000' } }],
    ]);
    expect(problems(text, 'config')).toEqual([]);
  });
});

describe('lines', () => {
  it.each([
    ['keys without regard to case', '[a]\nRegion = x', { region: 'x' }],
    ['space around the delimiter', '[a]\nregion   =   x   ', { region: 'x' }],
    ['the first delimiter', '[a]\nk = a=b:c', { k: 'a=b:c' }],
    ['comments', '# one\n[a]\n; two\n  # three\nk = v\n', { k: 'v' }],
    ['a comment after white space', '[a]\nk = v # why', { k: 'v' }],
    ['a comment after a tab', '[a]\nk = v\t; why', { k: 'v' }],
    ['no comment without white space', '[a]\nk = v#w;x', { k: 'v#w;x' }],
    ['only a comment', '[a]\nk = # why', { k: '' }],
    ['an empty value', '[a]\nk =\nl = w', { k: '', l: 'w' }],
    [
      'a value that goes on',
      '[a]\nk = one\n  two\n\n  # no\n   three\nl = w',
      { k: 'one\ntwo\nthree', l: 'w' },
    ],
    [
      'nested',
      '[a]\nk =\n  Some = 1 # kept\n  other=2\nl = w',
      { k: { some: '1 # kept', other: '2' }, l: 'w' },
    ],
    ['settings all indented', '[a]\n  k = v\n  l = w', { k: 'v', l: 'w' }],
    ['CRLF', '[a]\r\nk = v\r\nl = w\r\n', { k: 'v', l: 'w' }],
    ['lone carriage returns', '[a]\rk = v\rl = w', { k: 'v', l: 'w' }],
    ['an indented header', '  [a]\nk = v', { k: 'v' }],
    ['names of object properties', '[a]\nconstructor = x\n', { constructor: 'x' }],
  ])('%s', (_, text, settings) => {
    expect(read(text, 'credentials')).toEqual([['profile a', settings]]);
  });

  it('a setting before the first section belongs to none', () => {
    expect(read('k = v\n[a]\n', 'credentials')).toEqual([['profile a', {}]]);
  });

  it('the lines of a section that is not closed do not go to the one before', () => {
    expect(read('[a]\nk = v\n[b\naws_access_key_id = x', 'credentials')).toEqual([
      ['profile a', { k: 'v' }],
      ['other b', { aws_access_key_id: 'x' }],
    ]);
  });
});

describe('section names', () => {
  it.each([
    ['[default]', 'profile default'],
    ['[profile default]', 'profile default'],
    ['[profile a]', 'profile a'],
    ['[profile\ta]', 'profile a'],
    ['[profile "my name"]', 'profile my name'],
    ["[profile 'my name']", 'profile my name'],
    [`[profile 'it'"'"'s']`, `profile it's`],
    ['[profile "a\\"b\\c"]', 'profile a"b\\c'],
    ['[profile a\\ b]', 'profile a b'],
    ['  [profile a] # comment', 'profile a'],
    ['[plugins]', 'other plugins'],
    ['[a]', 'other a'],
    ['[profile my name]', 'other profile my name'],
    ['[profile "]', 'other profile "'],
    ['[profile \\]', 'other profile \\'],
  ])('of the config file: %s', (line, header) => {
    expect(read(line, 'config')).toEqual([[header, {}]]);
  });

  it.each([
    ['[default]', 'profile default'],
    ['[my name]', 'profile my name'],
    [`["a"]`, 'profile "a"'],
    ['[profile a]', 'profile profile a'],
  ])('of the credentials file: %s', (line, header) => {
    expect(read(line, 'credentials')).toEqual([[header, {}]]);
  });
});

describe('problems', () => {
  it.each<readonly [string, AwsFileKind, readonly string[]]>([
    ['\uFEFF[default]\nk = v', 'config', ['1 byte-order-mark']],
    ['k = v\n[a]', 'credentials', ['1 outside-section']],
    ['[a]\nregion', 'credentials', ['2 missing-delimiter']],
    ['[a]\n = v', 'credentials', ['2 empty-key']],
    ['[a]\nregion: us-east-1', 'credentials', ['2 colon-delimiter']],
    ['[a]\nk = v # w', 'credentials', ['2 comment-after-value']],
    ['[a]\ns3 =\n  x\n  = y', 'credentials', ['3 missing-delimiter', '4 empty-key']],
    ['[a', 'credentials', ['1 unclosed-bracket']],
    ['[profile "a]', 'config', ['1 unclosed-quote']],
    ['[]', 'credentials', ['1 missing-section-name']],
    ['[profile]', 'config', ['1 missing-section-name']],
    ['[profile ""]', 'config', ['1 missing-section-name']],
    ['[a] b', 'credentials', ['1 text-after-section']],
    ['[a] # b', 'credentials', []],
    ['[ a ]', 'credentials', ['1 padded-section-name']],
    ['[alice]', 'config', ['1 missing-profile-prefix']],
    ['[preview]', 'config', []],
    ['[profile a]', 'credentials', ['1 profile-prefix']],
    ['[services a]', 'credentials', ['1 section-of-config-file']],
    ['[sso-session a]', 'credentials', ['1 section-of-config-file']],
    ['[gadget a]', 'config', ['1 unknown-section-type']],
    ['[DEFAULT]', 'credentials', ['1 reserved-section']],
    ['[DEFAULT]', 'config', ['1 reserved-section']],
    ['[profile a b]', 'config', ['1 unquoted-name']],
    ['[profile "a b"]', 'config', ['1 unportable-name']],
    ['[a]\n[b]\n[a]', 'credentials', ['3 duplicate-section']],
    ['[default]\n[profile default]', 'config', ['2 duplicate-section']],
    ['[profile a]\n[sso-session a]', 'config', []],
    ['[a]\nk = v\nK = w', 'credentials', ['3 duplicate-key']],
    ['[a]\nk = v\n[b]\nk = w', 'credentials', []],
  ])('%j in the %s file', (text, kind, expected) => {
    expect(problems(text, kind)).toEqual(expected);
  });

  it('say where the first of two is', () => {
    expect(parseAwsFile('[a]\nk = 1\nk = 2\n\n[a]\n', 'credentials').problems).toEqual([
      { line: 3, kind: 'duplicate-key', key: 'k', firstLine: 2 },
      { line: 5, kind: 'duplicate-section', name: 'a', firstLine: 1 },
    ]);
  });
});
