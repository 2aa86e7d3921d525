// The files of the AWS CLI, whatever is in them: printed as they were, changed in one place only, and what is
// made for a shell read back by one.

import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printAwsFile, type AwsFileKind } from '../../src/client/profiles/aws-file.ts';
import { checkProfileName, checkSetting } from '../../src/client/profiles/check-writable.ts';
import { removeProfile, removeSetting, setProfile } from '../../src/client/profiles/edit-profile.ts';
import { environmentVariables } from '../../src/client/profiles/environment-variables.ts';
import { parseAwsFile } from '../../src/client/profiles/parse-aws-file.ts';
import { readProfiles } from '../../src/client/profiles/read-profiles.ts';
import { profileSections, sectionsOf } from '../../src/client/profiles/sections.ts';
import { quoteArgument } from '../../src/client/profiles/shell-quote.ts';
import { quoteWord, splitWords } from '../../src/client/profiles/shell-words.ts';

const runs = { seed: 20_260_801, numRuns: 2000 };

const kind = fc.constantFrom<AwsFileKind>('credentials', 'config');
const pieces = [
  ...['[', ']', '[a]', '[profile a]', '[default]', "[profile 'b c']", '[b c]', 'profile ', 'DEFAULT'],
  ...['k', 'K', 'region', 'aws_access_key_id', 'role_arn', 'source_profile', 's3', 'a', 'v', '"', "'", '\\'],
  ...[
    '=',
    ' = ',
    ':',
    '#',
    ' # ',
    ';',
    ' ',
    '  ',
    '\t',
    '\n',
    '\n',
    '\n',
    '\r\n',
    '\r',
    '\uFEFF',
    '\0',
    '\u2028',
    'é😀',
  ],
];
const line = fc.constantFrom(
  ...[
    '[a]',
    '[a]',
    '[profile a]',
    '[profile a]',
    '[default]',
    "[profile 'b c']",
    '[b c]',
    '[a] # me',
    '[b',
    '[sso-session a]',
  ],
  ...[
    'k = v',
    'k = v',
    'K=w # why',
    'k =',
    'region = x',
    'aws_access_key_id: y',
    's3 =',
    's3 =',
    'source_profile = a',
  ],
  ...['', '# note', '; note', 'junk', 'x = 1', 'role_arn = r'],
);
const lines = fc
  .array(
    fc.tuple(
      fc.constantFrom('', '', '', '', '', '', ' ', '  ', '\t'),
      line,
      fc.constantFrom('\n', '\n', '\r\n', '\r'),
    ),
    {
      maxLength: 20,
      size: 'max',
    },
  )
  .map((all) => all.flat().join(''));
/** Lines as they are in such files, in any order; text made of what a reader takes apart; any text at all. */
const text = fc.oneof(
  { weight: 6, arbitrary: lines },
  {
    weight: 3,
    arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((all) => all.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
);
const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'a', 'a', 'default', 'b c') },
  { weight: 1, arbitrary: fc.constantFrom("it's", 'a"b\\c', '-x', '$HOME', '`ls`') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }) },
);
const name = word.filter((each) => checkProfileName(each) === undefined);
/** Most often one that such files have. */
const nameInFile = fc.oneof({ weight: 3, arbitrary: fc.constant('a') }, { weight: 1, arbitrary: name });
const value = word.filter((each) => checkSetting('k', each) === undefined);
const key = fc.constantFrom('k', 'k', 'region', 's3', 'new_one');

const valueOf = (file: ReturnType<typeof parseAwsFile>, profile: string, wanted: string) =>
  profileSections(file, profile)
    .flatMap(({ settings }) => settings)
    .filter((each) => each.key === wanted)
    .at(-1)?.value;

/** What a file says, but for one setting of one profile. */
const allBut = (file: ReturnType<typeof parseAwsFile>, profile: string, unwanted: string) =>
  sectionsOf(file).map(({ header, settings }) => [
    header,
    settings
      .filter((each) => header.type !== 'profile' || header.name !== profile || each.key !== unwanted)
      .map((each) => [each.key, each.value, [...each.nested]]),
  ]);

/** Whether `part` is `whole` with lines left out. */
function isLeftOf(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const line of whole) if (line === part[at]) at++;
  return at === part.length;
}

const linesOf = (file: ReturnType<typeof parseAwsFile>) => file.lines.map((line) => line.text);

describe('the files of the AWS CLI', { timeout: 120_000 }, () => {
  it('are printed as they were, and read without throwing', () => {
    fc.assert(
      fc.property(text, text, kind, (first, second, either) => {
        expect(printAwsFile(parseAwsFile(first, either))).toBe(first);
        const credentials = parseAwsFile(first, 'credentials');
        const config = parseAwsFile(second, 'config');
        const profiles = readProfiles({ credentials, config });
        expect(new Set(profiles.map((profile) => profile.name)).size).toBe(profiles.length);
        for (const { line } of [...credentials.problems, ...config.problems]) {
          expect(line).toBeGreaterThan(0);
        }
      }),
      runs,
    );
  });

  it('say what was set, and all else as before', () => {
    let replaced = 0;
    fc.assert(
      fc.property(text, kind, nameInFile, key, value, (before, either, profile, setting, wanted) => {
        const file = parseAwsFile(before, either);
        const changed = setProfile(file, profile, { [setting]: wanted });
        if (!changed.ok) throw new Error(changed.error.kind);
        expect(valueOf(changed.value, profile, setting)).toBe(wanted);

        const known = profileSections(file, profile).length > 0;
        const rest = allBut(changed.value, profile, setting);
        expect(known ? rest : rest.slice(0, -1)).toEqual(allBut(file, profile, setting));
        const touched = profileSections(file, profile)
          .flatMap(({ settings }) => settings)
          .filter((each) => each.key === setting)
          .at(-1)?.lines;
        if (touched !== undefined) replaced++;
        const kept = linesOf(file).filter((_, index) => touched?.includes(index) !== true);
        expect(isLeftOf(kept, linesOf(changed.value))).toBe(true);
        expect(changed.value.lines.length).toBeLessThanOrEqual(file.lines.length + 3);
      }),
      runs,
    );
    expect(replaced).toBeGreaterThan(60);
  });

  it('lose what was removed, and nothing else', () => {
    let removed = 0;
    fc.assert(
      fc.property(text, kind, nameInFile, key, (before, either, profile, setting) => {
        const file = parseAwsFile(before, either);
        const without = removeSetting(file, profile, setting);
        expect(valueOf(without, profile, setting)).toBeUndefined();
        expect(allBut(without, profile, setting)).toEqual(allBut(file, profile, setting));
        expect(isLeftOf(linesOf(without), linesOf(file))).toBe(true);

        const emptied = removeProfile(file, profile);
        expect(profileSections(emptied, profile)).toEqual([]);
        if (emptied !== file) removed++;
        const others = ({ header }: { header: { type: string; name: string } }) =>
          header.type !== 'profile' || header.name !== profile;
        const said = (of: typeof file) =>
          sectionsOf(of)
            .filter(others)
            .map(({ header, settings }) => [header, settings.map((each) => [each.key, each.value])]);
        expect(said(emptied)).toEqual(said(file));
      }),
      runs,
    );
    expect(removed).toBeGreaterThan(100);
  });

  it('are as they were when a new profile is removed again', () => {
    fc.assert(
      fc.property(text, kind, value, (before, either, wanted) => {
        const file = parseAwsFile(before, either);
        const added = setProfile(file, 'brand-new', { k: wanted });
        if (!added.ok) throw new Error(added.error.kind);
        const after = removeProfile(added.value, 'brand-new');
        expect(printAwsFile(after).trimEnd()).toBe(before.trimEnd());
      }),
      runs,
    );
  });

  it('hold any name that is let through', () => {
    fc.assert(
      fc.property(name, (profile) => {
        expect(splitWords(quoteWord(profile))).toEqual([profile]);
      }),
      runs,
    );
  });
});

describe('bash', { timeout: 120_000 }, () => {
  const hostile = fc
    .array(
      fc.constantFrom(
        "'",
        '"',
        '$',
        '$(id)',
        '`',
        '\\',
        ' ',
        '\n',
        '!',
        '#',
        '\u001b',
        '\u0001',
        '\u007f',
        '\u009b',
        'a',
        'é',
        '😀',
        '&',
        ';',
        '*',
        '~',
        '{a,b}',
      ),
      { minLength: 1, maxLength: 10 },
    )
    .map((all) => all.join(''));
  // Few shells with many lines each: to start one takes longer than to read them. Without an input that it
  // could take for a connection, which makes it read the user's own settings first.
  const bash = (script: string) =>
    execFileSync('bash', ['-c', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
      .split('\0')
      .slice(0, -1);

  it('reads the environment variables back', () => {
    const printed = ['ACCESS_KEY_ID', 'SECRET_ACCESS_KEY', 'SESSION_TOKEN', 'REGION', 'DEFAULT_REGION']
      .map((each) => `"\${AWS_${each}-unset}"`)
      .join(' ');
    const oneSet = fc.record({ accessKeyId: hostile, secretAccessKey: hostile, sessionToken: hostile });
    fc.assert(
      fc.property(fc.array(oneSet, { minLength: 1, maxLength: 50 }), (sets) => {
        const scripts = sets.flatMap(({ sessionToken, ...key }) =>
          [{ ...key, sessionToken }, key].map((credentials) => {
            const set = environmentVariables(credentials, key.secretAccessKey, 'bash');
            if (!set.ok) throw new Error(set.error.kind);
            return `AWS_SESSION_TOKEN=stale\n${set.value}printf '%s\\0' ${printed}\n`;
          }),
        );
        const expected = sets.flatMap(({ accessKeyId, secretAccessKey: secret, sessionToken }) =>
          [sessionToken, 'unset'].flatMap((token) => [accessKeyId, secret, token, secret, secret]),
        );
        expect(bash(scripts.join(''))).toEqual(expected);
      }),
      { ...runs, numRuns: 20 },
    );
  });

  it('reads arguments back', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 100 }), (values) => {
        const words = values.map((each) => {
          const quoted = quoteArgument(each, 'bash');
          if (!quoted.ok) throw new Error(quoted.error.kind);
          return quoted.value;
        });
        expect(bash(`printf '%s\\0' ${words.join(' ')}`)).toEqual(values);
      }),
      { ...runs, numRuns: 20 },
    );
  });
});
