import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { LineProblemKind } from '../../../src/client/profiles/aws-file.ts';
import type { NameFault, ValueFault } from '../../../src/client/profiles/check-writable.ts';
import { parseAwsFile } from '../../../src/client/profiles/parse-aws-file.ts';
import type { ProfileProblem, ProfileSettings } from '../../../src/client/profiles/profile-settings.ts';
import {
  continuationWords,
  fileProblemWords,
  profileFacts,
  profileKindWords,
  profileProblemWords,
  writeProblemWords,
} from '../../../src/ui/words/profiles.ts';

const asItIs = (value: string) => value;
const sentence = /^[A-Z][^\n]*[^.\s]\.$/;

/** All there are: the compiler asks for one that is missing. */
const keysOf = <Key extends string>(all: Readonly<Record<Key, true>>) => Object.keys(all) as Key[];

describe('problems of a file', () => {
  const kinds = keysOf<LineProblemKind>({
    'byte-order-mark': true,
    'outside-section': true,
    'missing-delimiter': true,
    'empty-key': true,
    'colon-delimiter': true,
    'comment-after-value': true,
    'unclosed-bracket': true,
    'unclosed-quote': true,
    'unquoted-name': true,
    'missing-section-name': true,
    'text-after-section': true,
    'padded-section-name': true,
    'missing-profile-prefix': true,
    'profile-prefix': true,
    'section-of-config-file': true,
    'unknown-section-type': true,
    'reserved-section': true,
    'unportable-name': true,
  });
  const words = kinds.map((kind) => fileProblemWords({ line: 7, kind }, asItIs));

  it.each(words)('%s', (text) => {
    expect(text).toMatch(/^Line 7: /);
    expect(text.slice('Line 7: '.length)).toMatch(sentence);
  });

  it('are told apart', () => {
    expect(new Set(words).size).toBe(words.length);
  });

  it('say where the first of two is', () => {
    expect(fileProblemWords({ line: 5, kind: 'duplicate-section', name: 'a', firstLine: 1 }, asItIs)).toBe(
      'Line 5: The section “a” is on line 1 already. Make one of the two: tools do not agree on what two mean.',
    );
    expect(fileProblemWords({ line: 3, kind: 'duplicate-key', key: 'k', firstLine: 2 }, asItIs)).toBe(
      'Line 3: This setting is on line 2 already. The AWS CLI refuses a file with both.',
    );
  });

  it('do not say a key back, which may be a piece of a secret, and of a name what may be shown', () => {
    const key = fileProblemWords(
      { line: 3, kind: 'duplicate-key', key: 'wjalrxutnfemi', firstLine: 2 },
      asItIs,
    );
    expect(key).not.toContain('wjalr');
    const name = { line: 5, kind: 'duplicate-section', name: 'hunter2', firstLine: 1 } as const;
    expect(fileProblemWords(name, () => '…')).toContain('“…”');
  });

  it('of any text are sentences', () => {
    const line = fc.constantFrom(
      '[a]',
      '[profile a]',
      '[a',
      '[ a ] b',
      'k = v # w',
      'k: v',
      ' x',
      '= v',
      '',
      '#',
    );
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('credentials', 'config'), (lines, kind) => {
        for (const problem of parseAwsFile(lines.join('\n'), kind).problems) {
          expect(fileProblemWords(problem, asItIs)).toMatch(/^Line \d+: [A-Z].*\.$/);
        }
      }),
      { seed: 5 },
    );
  });

  it('tell of a line that goes on the one above', () => {
    expect(continuationWords(4)).toMatch(/^Line 4: [A-Z].*\.$/);
  });
});

describe('problems of a profile', () => {
  const all: { readonly [Kind in ProfileProblem['kind']]: Extract<ProfileProblem, { kind: Kind }> } = {
    'incomplete-keys': { kind: 'incomplete-keys', missing: 'aws_access_key_id' },
    'keys-in-both-files': { kind: 'keys-in-both-files' },
    'role-without-source': { kind: 'role-without-source' },
    'two-sources': { kind: 'two-sources' },
    'unknown-source-profile': { kind: 'unknown-source-profile', profile: 'hunter2' },
    'source-without-credentials': { kind: 'source-without-credentials', profile: 'hunter2' },
    'source-cycle': { kind: 'source-cycle', profiles: ['hunter2', 'b'] },
    'unknown-credential-source': { kind: 'unknown-credential-source', credentialSource: 'hunter2' },
    'invalid-duration': { kind: 'invalid-duration', value: 'hunter2' },
  };

  it.each(Object.values(all))('$kind', (problem) => {
    expect(profileProblemWords(problem, asItIs)).toMatch(sentence);
    expect(profileProblemWords(problem, () => '…')).not.toContain('hunter2');
  });

  it('close a ring, and cut a long one', () => {
    const ring = (count: number) =>
      profileProblemWords(
        { kind: 'source-cycle', profiles: Array.from({ length: count }, (_, index) => `p${index}`) },
        asItIs,
      );
    expect(ring(1)).toContain(': p0 → p0.');
    expect(ring(3)).toContain(': p0 → p1 → p2 → p0.');
    expect(ring(9)).toContain(': p0 → p1 → p2 → p3 → p4 → p5 → … → p0.');
  });
});

describe('what cannot be written', () => {
  const names = keysOf<NameFault>({
    empty: true,
    'control-character': true,
    'surrounding-space': true,
    bracket: true,
    'comment-mark': true,
    reserved: true,
    'section-type': true,
  });
  const values = keysOf<ValueFault>({
    'control-character': true,
    'surrounding-space': true,
    'comment-mark': true,
  });

  it.each(names)('a name: %s', (reason) => {
    expect(writeProblemWords({ kind: 'invalid-profile-name', name: 'a\nb', reason })).toMatch(sentence);
  });

  it.each(values)('a value: %s', (reason) => {
    const text = writeProblemWords({ kind: 'invalid-value', key: 'region', reason });
    expect(text).toMatch(sentence);
    expect(text).toContain('region');
  });

  it('a key, and an argument like an option', () => {
    expect(writeProblemWords({ kind: 'invalid-key', key: 'a b' })).toMatch(sentence);
    expect(writeProblemWords({ kind: 'leading-hyphen', key: 'region' })).toMatch(sentence);
  });

  it('a character that a shell cannot be given, by its name where it cannot be seen', () => {
    const percent = writeProblemWords({ kind: 'unquotable', shell: 'cmd', character: '%' });
    expect(percent).toMatch(sentence);
    expect(percent).toContain('“%” in it, which cmd ');
    const control = writeProblemWords({ kind: 'unquotable', shell: 'powershell', character: '\n' });
    expect(control).toMatch(sentence);
    expect(control).toContain('a control character in it, which PowerShell ');
  });
});

describe('what a profile says', () => {
  const credentials = { accessKeyId: 'id', secretAccessKey: 'hunter2', sessionToken: 'hunter3' };
  const role: ProfileSettings = {
    kind: 'role',
    name: 'a',
    problems: [],
    region: 'eu-west-1',
    roleArn: 'arn:aws:iam::123456789012:role/x',
    source: { kind: 'profile', profile: 'b' },
    credentials,
    externalId: 'e',
    mfaSerial: 'arn:aws:iam::123456789012:mfa/x',
    roleSessionName: 's',
    durationSeconds: 900,
  };

  it('is what is there, in order, without credentials', () => {
    expect(profileFacts(role, asItIs).map(({ term, text }) => `${term}: ${text}`)).toEqual([
      'Role: arn:aws:iam::123456789012:role/x',
      'Source profile: b',
      'External ID: e',
      'Session name: s',
      'Duration: 900 seconds',
      'MFA device: arn:aws:iam::123456789012:mfa/x',
      'Region: eu-west-1',
    ]);
    const instance = { kind: 'credential-source', credentialSource: 'EcsContainer' } as const;
    expect(profileFacts({ ...role, source: instance }, asItIs)[1]).toEqual({
      term: 'Credential source',
      text: 'EcsContainer',
    });
    expect(profileFacts({ kind: 'keys', name: 'a', problems: [], credentials }, asItIs)).toEqual([]);
  });

  it('is shown as it may be', () => {
    expect(new Set(profileFacts(role, () => '…').map(({ text }) => text))).toEqual(new Set(['…']));
  });

  it.each<readonly [ProfileSettings, string]>([
    [role, 'IAM role'],
    [{ kind: 'keys', name: 'a', problems: [], credentials }, 'Access key'],
    [{ kind: 'other', name: 'a', problems: [], provider: 'sso' }, 'IAM Identity Center'],
    [{ kind: 'other', name: 'a', problems: [], provider: 'web-identity' }, 'Web identity'],
    [{ kind: 'other', name: 'a', problems: [], provider: 'process' }, 'Credential process'],
    [{ kind: 'other', name: 'a', problems: [], provider: 'login' }, 'aws login'],
    [{ kind: 'other', name: 'a', problems: [], provider: 'none' }, 'No credentials'],
  ])('is named by how it gets credentials', (profile, words) => {
    expect(profileKindWords(profile)).toBe(words);
  });
});
