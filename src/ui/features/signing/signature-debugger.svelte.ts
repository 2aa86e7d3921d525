// What somebody pasted to find out why a signature does not match, and what can be told of it. In memory only:
// a pasted request holds credentials, real ones perhaps.

import { examineRequest } from '../../../client/examine-request.ts';
import type { Pasted } from '../../../client/paste/read-pasted.ts';
import { readPasted } from '../../../client/paste/read-pasted.ts';
import type { Profile } from '../../../client/ports.ts';
import { maskForeignKeyIds } from '../../../core/names/access-key-id.ts';
import type { NamedAccount } from '../../words/accounts.ts';
import { keyOrigin } from './key-origin.ts';

/** Two canonical requests to be compared, and whose they are. */
export interface Comparison {
  readonly mine: string;
  readonly theirs: string;
  /** Where `mine` comes from: the signer's own log, or derived here from the message. */
  readonly from: 'log' | 'message';
  readonly against: 'aws' | 'rules';
  /** The name that the service signs with, where something tells. */
  readonly service: string | undefined;
}

/** Forty characters of base 64 with capitals and small letters, and no part of a longer run. */
const secretLike =
  /(?<![A-Za-z0-9/+])(?=[a-z0-9/+]*[A-Z])(?=[A-Z0-9/+]*[a-z])[A-Za-z0-9/+]{40}(?![A-Za-z0-9+=])/g;

export class SignatureDebugger {
  #now: () => number;
  #profiles: () => readonly Profile[];
  #accountIds: () => readonly string[];
  #accounts: () => readonly NamedAccount[];
  request = $state('');
  answer = $state('');

  constructor(world: {
    readonly now: () => number;
    readonly profiles: () => readonly Profile[];
    /** Of all sandboxes on this device. */
    readonly accountIds: () => readonly string[];
    /** Of the open sandbox. */
    readonly accounts: () => readonly NamedAccount[];
  }) {
    this.#now = world.now;
    this.#profiles = world.profiles;
    this.#accountIds = world.accountIds;
    this.#accounts = world.accounts;
  }

  readonly read = $derived.by(() => (this.request.trim() === '' ? undefined : readPasted(this.request)));
  readonly readAnswer = $derived.by(() => (this.answer.trim() === '' ? undefined : readPasted(this.answer)));

  /** Of the open sandbox. */
  get accounts(): readonly NamedAccount[] {
    return this.#accounts();
  }

  now(): Date {
    return new Date(this.#now());
  }

  /** What was found in the first box, else in the second: an error alone is worth looking at too. */
  readonly pasted: Pasted | undefined = $derived.by(() => {
    const [first, second] = [this.read, this.readAnswer];
    if (first?.ok === true) return first.value;
    return second?.ok === true ? second.value : undefined;
  });

  /** AWS's answer: pasted beside the request, or within it, as a debug log has it. */
  readonly awsAnswer = $derived.by(() => {
    const second = this.readAnswer?.ok === true ? this.readAnswer.value.answer : undefined;
    return second ?? this.pasted?.answer;
  });

  readonly examination = $derived.by(() => {
    const request = this.pasted?.request;
    if (request === undefined) return undefined;
    const now = this.#now();
    const first = examineRequest(request, { now });
    const id = first.kind === 'signed' ? first.derived?.accessKeyId : undefined;
    const record = this.#profiles().find(({ credentials }) => credentials.accessKeyId === id)?.credentials;
    return record === undefined ? first : examineRequest(request, { now, record });
  });

  readonly key = $derived.by(() => {
    const { examination } = this;
    const ofRequest = examination?.kind === 'signed' ? examination.derived?.accessKeyId : undefined;
    const id = ofRequest ?? this.awsAnswer?.accessKeyId;
    return id === undefined ? undefined : keyOrigin(id, this.#accountIds());
  });

  /** The signer's own text, where the log has it, tells more than what is derived here. */
  readonly comparison: Comparison | undefined = $derived.by(() => {
    const own = this.pasted?.signed.canonicalRequest;
    const derived =
      this.examination?.kind === 'signed' ? this.examination.derived?.canonicalRequest : undefined;
    const theirs = this.awsAnswer?.canonicalRequest;
    const service = this.#service();
    if (own !== undefined && theirs !== undefined) {
      return { mine: own, theirs, from: 'log', against: 'aws', service };
    }
    if (derived !== undefined && theirs !== undefined) {
      return { mine: derived, theirs, from: 'message', against: 'aws', service };
    }
    return own !== undefined && derived !== undefined
      ? { mine: own, theirs: derived, from: 'log', against: 'rules', service }
      : undefined;
  });

  /** The same for the strings to sign. */
  readonly stringsToSign = $derived.by(() => {
    const derived = this.examination?.kind === 'signed' ? this.examination.derived?.stringToSign : undefined;
    const mine = this.pasted?.signed.stringToSign ?? derived;
    const theirs = this.awsAnswer?.stringToSign;
    return mine === undefined || theirs === undefined ? undefined : { mine, theirs };
  });

  /** Whether the two texts compared are the same. */
  get compared(): 'none' | 'equal' | 'different' {
    const { comparison } = this;
    if (comparison === undefined) return 'none';
    return comparison.mine === comparison.theirs ? 'equal' : 'different';
  }

  /** A text as it may be shown: without the ids of keys that may be real, and without a secret in such an id's place. */
  masked(text: string): string {
    const { examination } = this;
    const swapped =
      examination?.kind === 'signed' && examination.remarks.some(({ kind }) => kind === 'secret-as-id');
    const withoutSecret = swapped ? text.replace(secretLike, '•'.repeat(40)) : text;
    return maskForeignKeyIds(withoutSecret, this.#accountIds());
  }

  #service(): string | undefined {
    const { examination } = this;
    const scoped = this.awsAnswer?.stringToSign ?? this.pasted?.signed.stringToSign;
    return examination?.kind === 'signed' && examination.derived !== undefined
      ? examination.derived.scope.service
      : scoped?.split('\n')[2]?.split('/')[2];
  }

  clear(): void {
    this.request = '';
    this.answer = '';
  }
}
