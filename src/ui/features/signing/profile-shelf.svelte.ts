// The profiles view: the saved ones and how to use them elsewhere, and pasted files with what is in them. What is
// pasted may hold real secrets: it stays in this object, and only a key that a sandbox here issued is ever saved.

import { printAwsFile } from '../../../client/profiles/aws-file.ts';
import type { WriteProblem } from '../../../client/profiles/check-writable.ts';
import { removeSetting, setProfile } from '../../../client/profiles/edit-profile.ts';
import type { Shell } from '../../../client/profiles/shell-quote.ts';
import type { Profile } from '../../../client/ports.ts';
import { ok, type Result } from '../../../core/lang/result.ts';
import type { OpenSandbox } from '../../ports.ts';
import type { NamedAccount } from '../../words/accounts.ts';
import { sentenceOf } from '../../words/sentence.ts';
import { freeProfileName } from '../users/free-profile-name.ts';
import { findProfiles, profileToSave, type FoundFiles } from './profile-found.ts';
import { shownLines } from './profile-shown.ts';
import { commandsText, environmentText, filesText, transcriptText } from './profile-texts.ts';

export type Way = 'configure' | 'files' | 'environment';

/** The pasted credentials file with a profile put into it: to copy, and to look at. */
export interface EditedFile {
  readonly text: string;
  readonly lines: readonly { readonly text: string; readonly changed: boolean }[];
}

export interface ShelfOptions {
  readonly profiles: () => readonly Profile[];
  /** Of all sandboxes on this device. */
  readonly accountIds: () => readonly string[];
  /** Of the open sandbox. */
  readonly accounts: () => readonly NamedAccount[];
  readonly sandbox: () => OpenSandbox | undefined;
  /** A profile has been saved or deleted. */
  readonly onchange: () => void;
}

/** Of both files together: far more than anybody's have, and read within a moment. */
const longestText = 1_000_000;

export class ProfileShelf {
  #options: ShelfOptions;
  #chosen = $state<string>();
  #busy = $state(false);
  #problem = $state<string>();
  #putting = $state(false);

  way = $state<Way>('configure');
  shell = $state<Shell>('bash');
  /** Whether secrets are shown, of the chosen profile only. */
  shown = $state(false);
  /** What is pasted. */
  credentials = $state('');
  config = $state('');
  /** The name that the chosen profile gets in the pasted file. */
  target = $state('');

  constructor(options: ShelfOptions) {
    this.#options = options;
  }

  /** The first while none was chosen, or when that one is gone. */
  readonly chosen: Profile | undefined = $derived.by(() => {
    const profiles = this.#options.profiles();
    return profiles.find(({ name }) => name === this.#chosen) ?? profiles[0];
  });

  readonly transcript = $derived.by(() => this.chosen && transcriptText(this.chosen, this.shell));
  readonly commands = $derived.by(() => this.chosen && commandsText(this.chosen, this.shell));
  readonly files = $derived.by(() => this.chosen && filesText(this.chosen));
  readonly environment = $derived.by(() => this.chosen && environmentText(this.chosen, this.shell));

  readonly empty = $derived.by(() => this.credentials.trim() === '' && this.config.trim() === '');
  readonly tooLong = $derived.by(() => this.credentials.length + this.config.length > longestText);

  /** With secrets in it, which is why it is not for others. */
  #found: FoundFiles | undefined = $derived.by(() => {
    if (this.empty || this.tooLong) return undefined;
    return findProfiles(
      { credentials: this.credentials, config: this.config },
      {
        saved: this.#options.profiles(),
        accountIds: this.#options.accountIds(),
        accounts: this.#options.accounts(),
      },
    );
  });

  /** What is in the pasted files, as it may be shown. */
  readonly found: Pick<FoundFiles, 'profiles' | 'problems' | 'foreign'> | undefined = $derived.by(() => {
    if (this.#found === undefined) return undefined;
    const { profiles, problems, foreign } = this.#found;
    return { profiles, problems, foreign };
  });

  /** Undefined until asked for, and while there is nothing to put or nowhere to put it. */
  readonly edited: Result<EditedFile, WriteProblem> | undefined = $derived.by(() => {
    const { chosen } = this;
    const files = this.#found?.files;
    if (!this.#putting || chosen === undefined || files === undefined) return undefined;
    const before = files.credentials;
    const { accessKeyId, secretAccessKey, sessionToken = '' } = chosen.credentials;
    const name = this.target === '' ? chosen.name : this.target;
    const after = setProfile(before, name, {
      aws_access_key_id: accessKeyId,
      aws_secret_access_key: secretAccessKey,
      ...(sessionToken === '' ? {} : { aws_session_token: sessionToken }),
    });
    if (!after.ok) return after;
    // A token left over from another key spoils this one, and the AWS CLI prefers the old name of the two.
    const stale = sessionToken === '' ? ['aws_session_token', 'aws_security_token'] : ['aws_security_token'];
    const file = stale.reduce((each, key) => removeSetting(each, name, key), after.value);
    const shown = shownLines(file, this.#options.accountIds());
    const counts = new Map<string, number>();
    for (const { text } of before.lines) counts.set(text, (counts.get(text) ?? 0) + 1);
    const lines = file.lines.map((line, index) => {
      const count = counts.get(line.text) ?? 0;
      counts.set(line.text, count - 1);
      return { text: shown[index] ?? '', changed: count <= 0 && line.kind !== 'blank' };
    });
    return ok({ text: printAwsFile(file), lines });
  });

  /** True while something is being saved or deleted. */
  get busy(): boolean {
    return this.#busy;
  }

  /** Why the last was not saved or deleted, in a sentence. */
  get problem(): string | undefined {
    return this.#problem;
  }

  get putting(): boolean {
    return this.#putting;
  }

  choose(name: string): void {
    this.#chosen = name;
    this.shown = false;
    this.target = '';
  }

  /** Puts the chosen profile into the pasted credentials file, for as long as its text is there. */
  put(): void {
    this.#putting = true;
  }

  /** Takes the changed text over as the pasted one. */
  takeEdited(): void {
    if (this.edited?.ok !== true) return;
    this.credentials = this.edited.value.text;
    this.#putting = false;
  }

  /** Forgets what was pasted. */
  clear(): void {
    this.credentials = '';
    this.config = '';
    this.target = '';
    this.#putting = false;
    this.#problem = undefined;
  }

  /** Forgets all that is secret. */
  forget(): void {
    this.clear();
    this.shown = false;
  }

  forgetProblem(): void {
    this.#problem = undefined;
  }

  /** Keeps a found key in a profile of the open sandbox, if one issued it. Answers the name of the profile. */
  async save(index: number): Promise<string | undefined> {
    const sandbox = this.#options.sandbox();
    const settings = this.#found?.settings[index];
    const place = this.#found?.profiles[index]?.key?.place;
    if (sandbox === undefined || settings === undefined || place?.kind !== 'savable') return undefined;
    const wanted = profileToSave(settings);
    if (wanted === undefined) return undefined;
    return this.#write(async () => {
      // Asked again: another tab may have taken the name, and the list here comes a little after a first save.
      const profiles = await sandbox.profiles();
      const { accessKeyId } = wanted.credentials;
      const there = profiles.find((each) => each.credentials.accessKeyId === accessKeyId);
      if (there !== undefined) return ok(there.name);
      const name = freeProfileName(wanted.name, profiles);
      const saved = await sandbox.saveProfile({ ...wanted, name, sandboxId: sandbox.summary.id });
      return saved.ok ? ok(name) : saved;
    });
  }

  /** Deletes a saved profile; the key itself stays in the account. True when it is gone. */
  async remove(name: string): Promise<boolean> {
    const sandbox = this.#options.sandbox();
    if (sandbox === undefined) return false;
    const removed = (await this.#write(() => sandbox.deleteProfile(name))) !== undefined;
    // Another one is chosen now, whose secret nobody has asked for.
    if (removed) this.shown = false;
    return removed;
  }

  async #write<Value>(
    write: () => Promise<Result<Value, { readonly message: string }>>,
  ): Promise<Value | undefined> {
    if (this.#busy) return undefined;
    this.#busy = true;
    this.#problem = undefined;
    try {
      const result = await write();
      if (result.ok) {
        this.#options.onchange();
        return result.value;
      }
      this.#problem = sentenceOf(result.error.message);
      return undefined;
    } finally {
      this.#busy = false;
    }
  }
}
