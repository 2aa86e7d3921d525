import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Profile } from '../../../src/client/ports.ts';
import { err, ok, type Result } from '../../../src/core/lang/result.ts';
import { makeAccessKeyId, type AccessKeyPrefix } from '../../../src/core/names/access-key-id.ts';
import {
  exampleConfigFile,
  exampleCredentialsFile,
} from '../../../src/ui/features/signing/profile-example.ts';
import { ProfileShelf } from '../../../src/ui/features/signing/profile-shelf.svelte.ts';
import type { Failure, OpenSandbox } from '../../../src/ui/ports.ts';

const accountId = '111122223333';
/** Of the same sandbox. */
const secondAccountId = '222233334444';
const otherAccountId = '444455556666';
const strangerId = '999900001111';

function keyId(account: string, prefix: AccessKeyPrefix = 'AKIA', seed = 1) {
  return makeAccessKeyId({ prefix, accountId: account, random: new Uint8Array(5).fill(seed) });
}

const secret = 'abcdEFGH0123+/abcdEFGH0123+/abcdEFGH0123';
const foreignSecret = 'ZZZZyyyy9876+/ZZZZyyyy9876+/ZZZZyyyy9876';
const foreignToken = 'IQoJb3JpZ2luX2VjEJr//////////wEaCXVzLWVhc3QtMSJHMEUCIQDtoken+tail==';

const alice: Profile = {
  sandboxId: 's',
  name: 'alice',
  credentials: { accessKeyId: keyId(accountId), secretAccessKey: secret },
  region: 'eu-west-1',
};
const bob: Profile = {
  sandboxId: 's',
  name: 'bob',
  credentials: {
    accessKeyId: keyId(accountId, 'ASIA', 2),
    secretAccessKey: foreignSecret.toLowerCase(),
    sessionToken: 'dG9rZW4+of/bob',
  },
  region: '',
};

function makeShelf({
  profiles = [alice, bob],
  open = true,
  answer = ok(null),
}: { profiles?: readonly Profile[]; open?: boolean; answer?: Result<null, Failure> } = {}) {
  const world = { profiles, stored: profiles, changes: 0, calls: [] as unknown[] };
  const sandbox = {
    summary: { id: 's', name: 'S', accountId, accountIds: [accountId], createdAt: 0 },
    profiles: () => Promise.resolve(world.stored),
    saveProfile: (profile: Profile) => {
      world.calls.push(profile);
      if (answer.ok) world.stored = [...world.stored, profile];
      return Promise.resolve(answer);
    },
    deleteProfile: (name: string) => {
      world.calls.push(name);
      return Promise.resolve(answer);
    },
  } as Partial<OpenSandbox> as OpenSandbox;
  const shelf = new ProfileShelf({
    profiles: () => world.profiles,
    accountIds: () => [accountId, secondAccountId, otherAccountId],
    accounts: () => (open ? [{ accountId, alias: 'first' }, { accountId: secondAccountId }] : []),
    sandbox: () => (open ? sandbox : undefined),
    onchange: () => (world.changes += 1),
  });
  return { shelf, world };
}

function section(name: string, accessKeyId: string, secretAccessKey: string, rest = '') {
  return `[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n${rest}`;
}

/** All that the view gets to show of what was pasted. */
function seen(shelf: ProfileShelf) {
  const edited = shelf.edited?.ok === true ? shelf.edited.value.lines : shelf.edited;
  return JSON.stringify([shelf.found, edited]);
}

describe('the chosen profile', () => {
  it('is the first until another is chosen', () => {
    const { shelf } = makeShelf();
    expect(shelf.chosen).toBe(alice);
    shelf.shown = true;
    shelf.choose('bob');
    expect(shelf.chosen).toBe(bob);
    expect(shelf.shown).toBe(false);
    expect(makeShelf({ profiles: [] }).shelf.chosen).toBeUndefined();
  });

  it('has its secret behind as many dots in every text, and whole in what is copied', () => {
    const { shelf } = makeShelf();
    for (const profile of [alice, bob]) {
      shelf.choose(profile.name);
      const { secretAccessKey, sessionToken } = profile.credentials;
      for (const shell of ['bash', 'powershell', 'cmd'] as const) {
        shelf.shell = shell;
        const { commands, environment, files } = shelf;
        if (!commands?.ok || !environment?.ok || !files?.ok) throw new Error('expected texts');
        for (const { text, hidden } of [commands.value, environment.value, files.value.credentials]) {
          expect(text).toContain(secretAccessKey);
          let dotted = text.replace(secretAccessKey, '•'.repeat(40));
          if (sessionToken !== undefined) {
            expect(text).toContain(sessionToken);
            dotted = dotted.replace(sessionToken, '•'.repeat(sessionToken.length));
          }
          expect(hidden).toBe(dotted);
        }
        expect(files.value.config).not.toContain(secretAccessKey);
      }
    }
  });

  it('is asked for by `aws configure`', () => {
    const { shelf } = makeShelf();
    expect(shelf.transcript).toEqual(
      ok({
        command: 'aws configure --profile alice',
        asks: [
          {
            prompt: 'AWS Access Key ID [None]: ',
            answer: { text: keyId(accountId), hidden: keyId(accountId) },
          },
          { prompt: 'AWS Secret Access Key [None]: ', answer: { text: secret, hidden: '•'.repeat(40) } },
          { prompt: 'Default region name [None]: ', answer: { text: 'eu-west-1', hidden: 'eu-west-1' } },
          { prompt: 'Default output format [None]: ', answer: { text: '', hidden: '' } },
        ],
      }),
    );
  });

  it('may not fit a shell, which is a value and no accident', () => {
    const credentials = { ...alice.credentials, secretAccessKey: '-50%' };
    const { shelf } = makeShelf({ profiles: [{ ...alice, credentials }] });
    expect(shelf.commands).toEqual(err({ kind: 'leading-hyphen', key: 'aws_secret_access_key' }));
    shelf.shell = 'cmd';
    expect(shelf.environment).toEqual(err({ kind: 'unquotable', shell: 'cmd', character: '%' }));
  });

  it('does not let a part of a secret through, however a shell has to quote it', () => {
    const awkward = fc.string({ unit: fc.constantFrom("'", '"', '\\', '$', ' ', '•', 'ä', '=', '0', '-') });
    const shells = fc.constantFrom('bash', 'powershell', 'cmd');
    fc.assert(
      fc.property(awkward, awkward, shells, (first, second, shell) => {
        const [secretAccessKey, sessionToken] = [`QxQ${first}QxQ`, `QxQ${second}QxQ`];
        const credentials = { ...alice.credentials, secretAccessKey, sessionToken };
        const { shelf } = makeShelf({ profiles: [{ ...alice, credentials }] });
        shelf.shell = shell;
        const { commands, environment, files, transcript } = shelf;
        const hidden = [
          commands?.ok === true ? commands.value.hidden : '',
          environment?.ok === true ? environment.value.hidden : '',
          files?.ok === true ? files.value.credentials.hidden : '',
          transcript?.ok === true ? transcript.value.asks.map(({ answer }) => answer.hidden) : '',
        ].join('\n');
        expect(hidden).not.toContain('QxQ');
      }),
      { seed: 11 },
    );
  });
});

describe('pasted files', () => {
  it('are nothing while empty, and not read when far too long', () => {
    const { shelf } = makeShelf();
    shelf.credentials = ' \n';
    expect([shelf.empty, shelf.found]).toEqual([true, undefined]);
    shelf.credentials = '#'.repeat(1_000_001);
    expect([shelf.tooLong, shelf.found]).toEqual([true, undefined]);
  });

  it('say what is in them', () => {
    const { shelf } = makeShelf();
    shelf.credentials = exampleCredentialsFile;
    shelf.config = exampleConfigFile;
    const { found } = shelf;
    expect(found?.profiles.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
      'default: Access key',
      'marketing: IAM role',
      'profile user1: Access key',
    ]);
    expect(found?.profiles.map(({ key }) => key?.origin.kind)).toEqual(['example', undefined, 'example']);
    expect(found?.profiles[1]?.facts).toContainEqual({
      term: 'MFA device',
      text: 'arn:aws:iam::123456789012:mfa/jonsmith',
    });
    expect(found?.profiles[1]?.problems).toEqual(['The source_profile “user1” is in neither file.']);
    expect(found?.problems.credentials.map((text) => text.slice(0, 7))).toEqual(['Line 6:', 'Line 7:']);
    expect(found?.problems.config.map((text) => text.slice(0, 8))).toEqual(['Line 10:']);
    expect(found?.foreign).toBe(false);
  });

  it('tell of a line that runs into the one above', () => {
    const { shelf } = makeShelf();
    shelf.credentials = '[a]\nregion = eu-west-1\n  output = json\ns3 =\n  x\n';
    expect(shelf.found?.problems.credentials).toEqual([
      expect.stringMatching(/^Line 3: The line is indented/),
      expect.stringMatching(/^Line 5: This is neither/),
    ]);
    expect(shelf.found?.profiles[0]?.facts).toEqual([{ term: 'Region', text: 'eu-west-1 …' }]);
  });

  it('tell where each key comes from, and where it is kept', () => {
    const { shelf } = makeShelf();
    const { accessKeyId } = alice.credentials;
    shelf.credentials = [
      section('here', keyId(accountId, 'AKIA', 7), secret),
      section('saved', accessKeyId, secret),
      section('differs', accessKeyId, foreignSecret),
      section('other', keyId(otherAccountId), secret),
      section('stranger', keyId(strangerId), foreignSecret),
      section('swapped', foreignSecret, keyId(accountId)),
      section('temporary', keyId(accountId, 'ASIA', 9), secret, 'aws_session_token = t\n'),
    ].join('\n');
    const keys = shelf.found?.profiles.map(({ name, key }) => [name, key?.origin.kind, key?.place]);
    expect(keys).toEqual([
      ['here', 'here', { kind: 'savable' }],
      ['saved', 'here', { kind: 'saved', as: 'alice' }],
      ['differs', 'here', { kind: 'differs', from: 'alice' }],
      ['other', 'here', { kind: 'other-sandbox' }],
      ['stranger', 'elsewhere', { kind: 'nowhere' }],
      ['swapped', 'elsewhere', { kind: 'nowhere' }],
      ['temporary', 'here', { kind: 'savable' }],
    ]);
    expect(shelf.found?.profiles.map(({ key }) => key?.temporary)).toEqual([
      ...Array<false>(6).fill(false),
      true,
    ]);
    expect(shelf.found?.profiles.filter(({ key }) => key?.plausible === false)).toHaveLength(1);
    expect(shelf.found?.foreign).toBe(true);
  });

  it('are saved for each account of the sandbox, which is told', async () => {
    const { shelf, world } = makeShelf();
    const second = keyId(secondAccountId);
    shelf.credentials = [
      section('first', keyId(accountId, 'AKIA', 7), secret),
      section('second', second, secret),
      section('other', keyId(otherAccountId), secret),
      section('stranger', keyId(strangerId), foreignSecret),
    ].join('\n');
    expect(shelf.found?.profiles.map(({ key }) => [key?.account, key?.place.kind])).toEqual([
      ['1111-2222-3333 · first', 'savable'],
      ['2222-3333-4444', 'savable'],
      ['4444-5555-6666', 'other-sandbox'],
      [undefined, 'nowhere'],
    ]);
    expect(await shelf.save(1)).toBe('second');
    expect(world.calls).toMatchObject([{ sandboxId: 's', credentials: { accessKeyId: second } }]);
  });

  it('of no open sandbox have nothing that can be saved', async () => {
    const { shelf, world } = makeShelf({ profiles: [], open: false });
    shelf.credentials = section('a', keyId(accountId), secret);
    expect(shelf.found?.profiles[0]?.key?.place).toEqual({ kind: 'other-sandbox' });
    expect(await shelf.save(0)).toBeUndefined();
    expect(await shelf.remove('a')).toBe(false);
    expect(world.calls).toEqual([]);
  });

  const stranger = keyId(strangerId);
  it.each([
    ['where it belongs', section('a', stranger, foreignSecret, `aws_session_token = ${foreignToken}\n`)],
    ['in a role', section('a', stranger, foreignSecret, 'role_arn = arn:aws:iam::1:role/x\n')],
    ['swapped with its ID', section('a', foreignSecret, stranger)],
    ['in a comment', `[a]\n# aws_secret_access_key = ${foreignSecret}\n# ${stranger}\n`],
    ['after a value', `[a]\nregion = eu-west-1 # ${stranger} ${foreignSecret}\n`],
    [
      'run into a Region',
      `[a]\nregion = eu-west-1\n  ${stranger}\n  aws_secret_access_key = ${foreignSecret}\n`,
    ],
    [
      'run into an ID',
      `[a]\naws_secret_access_key = x\naws_access_key_id = ${stranger}\n ${foreignSecret}\n`,
    ],
    ['as the name', `[${foreignSecret}]\nregion = x\n[${foreignSecret}]\n[${stranger}]\n[${stranger}]\n`],
    ['as a source', `[a]\nrole_arn = x\nsource_profile = ${foreignSecret}\nmfa_serial = ${stranger}\n`],
    ['as a credential source', `[a]\nrole_arn = x\ncredential_source = ${foreignSecret}\n`],
    ['as a duration', `[a]\nrole_arn = x\nduration_seconds = ${foreignSecret}\n`],
    ['alone on a line', `[a]\n${foreignSecret}\n${stranger}\n${foreignToken}\n`],
    ['under a key of no name', `[a]\naws_secret = ${foreignSecret}\npassword = ${foreignSecret}\n`],
    ['nested', `[a]\ns3 =\n  secret = ${foreignSecret}\n  aws_secret_access_key = ${foreignSecret}\n`],
    ['twice', `[a]\n${foreignToken}\n${foreignToken}\n`],
    ['before any section', `aws_secret_access_key = ${foreignSecret}\n`],
  ])('show nothing of a foreign key: %s', (_, text) => {
    const { shelf } = makeShelf();
    for (const box of ['credentials', 'config'] as const) {
      shelf.clear();
      shelf[box] = box === 'config' ? text.replaceAll('[', '[profile ') : text;
      shelf.put();
      expect(shelf.edited?.ok).toBe(true);
      for (const hidden of [
        stranger,
        stranger.slice(4, -4),
        foreignSecret.slice(0, 9),
        foreignSecret.slice(-9),
      ]) {
        expect(seen(shelf)).not.toContain(hidden);
        expect(seen(shelf)).not.toContain(hidden.toLowerCase());
      }
      expect(seen(shelf)).not.toContain(foreignToken.slice(0, 9));
      expect(seen(shelf)).not.toContain('token+tail');
    }
  });

  it.each([
    ['an ID in a comment', `# ${stranger}\n[a]\nregion = x\n`],
    ['a secret without ID', `[a]\naws_secret_access_key = ${foreignSecret}\n`],
    ['an ID of another form', section('a', 'minioadmin', 'x')],
  ])('warn of what may be real: %s', (_, text) => {
    const { shelf } = makeShelf();
    shelf.credentials = text;
    expect(shelf.found?.foreign).toBe(true);
  });

  it('never throw, and never show a secret, wherever it is put', () => {
    const piece = fc.constantFrom(
      ...['[a]', '[', ']', '\n', '\n ', '=', ':', ' ', '#', 'aws_access_key_id', 'aws_secret_access_key'],
      ...[
        'region',
        'role_arn',
        'source_profile',
        'arn:aws:',
        '\r\n',
        '"',
        "'",
        foreignSecret,
        stranger,
        '\uFEFF',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece), fc.array(piece), (credentials, config) => {
        const { shelf } = makeShelf();
        shelf.credentials = credentials.join('');
        shelf.config = config.join('');
        shelf.put();
        // A Region, a name or an ARN is shown; none that is joined to a secret.
        expect(seen(shelf)).not.toContain(stranger);
        expect(seen(shelf).replaceAll(/arn:aws:[^ ]*/g, '')).not.toContain(foreignSecret);
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});

describe('saving', () => {
  it('keeps a key that was issued here, under a free name', async () => {
    const { shelf, world } = makeShelf();
    const id = keyId(accountId, 'AKIA', 7);
    shelf.credentials = section('alice', id, secret);
    expect(await shelf.save(0)).toBe('alice-2');
    expect(world.calls).toEqual([
      {
        sandboxId: 's',
        name: 'alice-2',
        region: 'us-east-1',
        credentials: { accessKeyId: id, secretAccessKey: secret },
      },
    ]);
    expect([world.changes, shelf.busy]).toEqual([1, false]);
    // The list of the view comes later: a second click makes no second profile.
    expect(await shelf.save(0)).toBe('alice-2');
    expect(world.calls).toHaveLength(1);
  });

  it('takes the Region and the session token along, and another name where no profile may have this one', async () => {
    const { shelf, world } = makeShelf({ profiles: [] });
    const rest = 'aws_session_token = t\nregion = eu-central-1\n';
    shelf.credentials = section('profile x', keyId(accountId, 'ASIA'), secret, rest);
    expect(await shelf.save(0)).toBe('pasted');
    expect(world.calls).toMatchObject([{ region: 'eu-central-1', credentials: { sessionToken: 't' } }]);
  });

  it.each([
    ['of a stranger', section('a', stranger(), foreignSecret)],
    ['of AWS’s documentation', exampleCredentialsFile],
    ['of another sandbox', section('a', keyId(otherAccountId), secret)],
    ['that another line runs into', section('a', keyId(accountId), secret, '  more\n')],
    ['that is not there', '[a]\nregion = x\n'],
  ])('keeps no key %s', async (_, text) => {
    const { shelf, world } = makeShelf({ profiles: [] });
    shelf.credentials = text;
    expect(await shelf.save(0)).toBeUndefined();
    expect([world.calls, world.changes]).toEqual([[], 0]);
  });

  it('says why it failed, and writes once for two clicks', async () => {
    const { shelf, world } = makeShelf({ profiles: [], answer: err({ message: 'the disk is full' }) });
    shelf.credentials = section('a', keyId(accountId), secret);
    const both = [shelf.save(0), shelf.save(0)];
    expect(shelf.busy).toBe(true);
    expect(await Promise.all(both)).toEqual([undefined, undefined]);
    expect(world.calls).toHaveLength(1);
    expect([shelf.problem, shelf.busy, world.changes]).toEqual(['The disk is full.', false, 0]);
    shelf.forgetProblem();
    expect(shelf.problem).toBeUndefined();
  });

  function stranger() {
    return keyId(strangerId);
  }
});

describe('deleting', () => {
  it('says that it is done, or why not', async () => {
    const done = makeShelf();
    done.shelf.shown = true;
    expect(await done.shelf.remove('alice')).toBe(true);
    expect([done.world.calls, done.world.changes]).toEqual([['alice'], 1]);
    // The next one's secret stays hidden.
    expect(done.shelf.shown).toBe(false);
    const failed = makeShelf({ answer: err({ message: 'no' }) });
    expect(await failed.shelf.remove('alice')).toBe(false);
    expect(failed.shelf.problem).toBe('No.');
  });
});

describe('putting a profile into the file', () => {
  const before = `# mine
[default]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE ; old
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
aws_session_token = stale
aws_security_token = older
region = us-west-2
`;

  it('waits to be asked', () => {
    const { shelf } = makeShelf();
    shelf.credentials = before;
    expect([shelf.putting, shelf.edited]).toEqual([false, undefined]);
  });

  it('adds a section', () => {
    const { shelf } = makeShelf();
    shelf.credentials = before;
    shelf.put();
    if (shelf.edited?.ok !== true) throw new Error('expected a text');
    expect(shelf.edited.value.text).toBe(`${before}\n${section('alice', keyId(accountId), secret)}`);
    expect(shelf.edited.value.lines.filter(({ changed }) => changed).map(({ text }) => text)).toEqual([
      '[alice]',
      `aws_access_key_id = ${keyId(accountId)}`,
      'aws_secret_access_key = ••••••••',
    ]);
  });

  it('changes a section, keeps comments, and takes stale tokens out', () => {
    const { shelf } = makeShelf();
    shelf.credentials = before;
    shelf.target = 'default';
    shelf.put();
    if (shelf.edited?.ok !== true) throw new Error('expected a text');
    expect(shelf.edited.value.text).toBe(`# mine
[default]
aws_access_key_id = ${keyId(accountId)} ; old
aws_secret_access_key = ${secret}
region = us-west-2
`);
    expect(shelf.edited.value.lines).toEqual([
      { text: '# mine', changed: false },
      { text: '[default]', changed: false },
      { text: `aws_access_key_id = ${keyId(accountId)} ; old`, changed: true },
      { text: 'aws_secret_access_key = ••••••••', changed: true },
      { text: 'region = us-west-2', changed: false },
    ]);
  });

  it('leaves the token of a temporary key, under its present name', () => {
    const { shelf } = makeShelf();
    shelf.credentials = before;
    shelf.choose('bob');
    shelf.target = 'default';
    shelf.put();
    if (shelf.edited?.ok !== true) throw new Error('expected a text');
    expect(shelf.edited.value.text).toContain('\naws_session_token = dG9rZW4+of/bob\n');
    expect(shelf.edited.value.text).not.toContain('aws_security_token');
    expect(seen(shelf)).not.toContain('dG9rZW4');
  });

  it('refuses a name that the file cannot hold', () => {
    const { shelf } = makeShelf();
    shelf.credentials = before;
    shelf.target = 'a]';
    shelf.put();
    expect(shelf.edited).toEqual(err({ kind: 'invalid-profile-name', name: 'a]', reason: 'bracket' }));
    shelf.takeEdited();
    expect(shelf.credentials).toBe(before);
  });

  it('can be taken over, and is then an ordinary pasted text', () => {
    const { shelf } = makeShelf();
    shelf.credentials = before;
    shelf.put();
    shelf.takeEdited();
    expect(shelf.credentials).toContain('[alice]');
    expect([shelf.putting, shelf.edited]).toEqual([false, undefined]);
    expect(shelf.found?.profiles.find(({ name }) => name === 'alice')?.key?.place).toEqual({
      kind: 'saved',
      as: 'alice',
    });
  });
});

describe('forgetting', () => {
  it('leaves nothing of what was pasted', () => {
    const { shelf } = makeShelf();
    shelf.credentials = section('a', keyId(strangerId), foreignSecret);
    shelf.config = '[default]\n';
    shelf.shown = true;
    shelf.put();
    shelf.forget();
    expect([shelf.credentials, shelf.config, shelf.target, shelf.shown]).toEqual(['', '', '', false]);
    expect([shelf.found, shelf.edited, shelf.putting]).toEqual([undefined, undefined, false]);
  });
});
