// A message signed step by step: what is signed, by whom, for where and when, and every stage of it. In memory
// only, as all of the bench.

import { withoutSignature } from '../../../client/copy-as/without-signature.ts';
import type { Profile, SigningForms } from '../../../client/ports.ts';
import { assertNever } from '../../../core/lang/assert-never.ts';
import type { ChunkedSigned } from '../../../core/sigv4/chunked-signing.ts';
import type { Credentials, Signed } from '../../../core/sigv4/credentials.ts';
import { postPolicy, type SignedPost } from '../../../core/sigv4/post-policy.ts';
import { printRequest } from '../../../core/wire/http-text.ts';
import type { HttpRequest } from '../../../core/wire/message.ts';
import { inputWords, type OwnDate } from '../../words/signing-bench.ts';
import { chunkSizeFor } from './chunk-list.ts';
import { exampleCredentials, signingExamples, type SigningExample } from './signing-examples.ts';
import {
  readSigningInput,
  type FieldProblem,
  type MessageForm,
  type MessageInput,
  type PostInput,
  type SigningForm,
} from './signing-input.ts';

interface About {
  readonly scope: { readonly region: string; readonly service: string };
  readonly date: Date;
  readonly credentials: Credentials;
}

export interface MessageStages extends About {
  readonly kind: 'message';
  /** The way it was signed, which is not the one chosen while a field is wrong. */
  readonly form: MessageForm;
  readonly signed: Signed;
  /** For a body in chunks: the chunks after the headers, which `signed` is about, and the size they were cut to. */
  readonly chunked?: ChunkedSigned & { readonly chunkSize: number };
  /** The message that was signed, without any signature. */
  readonly unsigned: HttpRequest;
  /** What became of a date that the message itself had. */
  readonly ownDate: OwnDate;
}

export interface PostStages extends About {
  readonly kind: 'post';
  readonly post: SignedPost;
  /** Where the form is sent. */
  readonly url: string;
}

export type SignedStages = MessageStages | PostStages;

/** After the last key stroke, in milliseconds. */
const delay = 150;

/** What an example says; the other fields are left as they are. */
const exampleFields = ['message', 'region', 'service', 'date', 'form'] as const;

export class SigningBench {
  #signer: SigningForms;
  #now: () => number;
  #profiles: () => readonly Profile[];
  #stages = $state.raw<SignedStages | undefined>();
  #problem = $state.raw<FieldProblem | undefined>();
  #lost = $state<string | undefined>();
  #run = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  message = $state('');
  region = $state('');
  service = $state('');
  /** `20150830T123600Z`; empty: the moment of signing. */
  date = $state('');
  expiresIn = $state('3600');
  form = $state<SigningForm>('header');
  /** Name of a profile; empty: AWS's example key. */
  profile = $state('');
  /** Of a form: the bucket, the key or, with a `*` at its end, how it begins, and how large a file may be. */
  bucket = $state('examplebucket');
  key = $state('uploads/*');
  maxBytes = $state('1048576');

  #example = $derived(
    signingExamples.find((example) => exampleFields.every((field) => example[field] === this[field]))?.name ??
      '',
  );

  constructor(world: {
    readonly signer: SigningForms;
    readonly now: () => number;
    readonly profiles: () => readonly Profile[];
  }) {
    this.#signer = world.signer;
    this.#now = world.now;
    this.#profiles = world.profiles;
    this.show(signingExamples[0]);
  }

  /** Name of the example that is in the fields; empty: something of one's own. */
  get example(): string {
    return this.#example;
  }

  /** What was signed last; undefined before anything was, and when the signer is lost. */
  get stages(): SignedStages | undefined {
    return this.#stages;
  }

  /** Whether `stages` are of an earlier input than the one in the fields, which has a `problem`. */
  get stale(): boolean {
    return this.#stages !== undefined && this.#problem !== undefined;
  }

  get problem(): FieldProblem | undefined {
    return this.#problem;
  }

  /** Why the signer did not answer. */
  get lost(): string | undefined {
    return this.#lost;
  }

  show({ message, region, service, date, form }: SigningExample): void {
    Object.assign(this, { message, region, service, date, form });
    void this.sign();
  }

  /**
   * Takes a message over from elsewhere, to be signed in its header; a signature in it is left out. Where it was
   * signed for is taken over too, when it is known.
   */
  take(request: HttpRequest, scope?: { readonly region: string; readonly service: string }): void {
    const text = printRequest(withoutSignature(request));
    if (text === undefined) {
      this.#problem = { field: 'message', message: inputWords.notText };
      return;
    }
    this.message = text;
    this.date = '';
    this.form = 'header';
    if (scope !== undefined) {
      this.region = scope.region;
      this.service = scope.service;
    }
    void this.sign();
  }

  /** To be called when something of the form has changed: signs soon. */
  changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.sign(), delay);
  }

  /** Signs what is there now. A newer run makes this one's answer stale. */
  async sign(): Promise<void> {
    clearTimeout(this.#timer);
    const run = ++this.#run;
    const input = readSigningInput(this, this.#now());
    this.#problem = input.kind === 'problem' ? input : undefined;
    // The stages stay: a screen that empties itself at every second key stroke cannot be read.
    if (input.kind === 'problem') return;
    try {
      const stages = await this.#signed(input);
      if (run !== this.#run) return;
      this.#stages = stages;
      this.#lost = undefined;
    } catch (error) {
      // The edge to the signer: it is gone, or took too long.
      if (run !== this.#run) return;
      this.#stages = undefined;
      this.#lost = error instanceof Error ? error.message : String(error);
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#run += 1;
  }

  async #signed(input: MessageInput | PostInput): Promise<SignedStages> {
    const saved = this.#profiles().find(({ name }) => name === this.profile);
    const credentials = saved?.credentials ?? exampleCredentials;
    return input.kind === 'post'
      ? this.#signedPost(input, credentials)
      : this.#signedMessage(input, credentials);
  }

  async #signedMessage(
    { unsigned, region, service, date, form, expiresIn, ownDate }: MessageInput,
    credentials: Credentials,
  ): Promise<MessageStages> {
    const options = { credentials, region, service, date };
    const scope = { region, service };
    const about = { kind: 'message', form, scope, date, unsigned, credentials, ownDate } as const;
    switch (form) {
      case 'header':
        return { ...about, signed: await this.#signer.sign(unsigned, options) };
      case 'query':
        return { ...about, signed: await this.#signer.presign(unsigned, { ...options, expiresIn }) };
      case 'chunked': {
        const chunkSize = chunkSizeFor(unsigned.body.length);
        const chunked = await this.#signer.signChunked(unsigned, {
          ...options,
          form: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
          chunkSize,
        });
        return { ...about, signed: chunked.seed, chunked: { ...chunked, chunkSize } };
      }
      default:
        return assertNever(form);
    }
  }

  async #signedPost(
    { bucket, key, region, date, expiresIn, maxBytes }: PostInput,
    credentials: Credentials,
  ): Promise<PostStages> {
    const signer = { credentials, region, date };
    const expiresAt = new Date(date.getTime() + expiresIn * 1000);
    const conditions = [['content-length-range', 0, maxBytes]] as const;
    const policy = postPolicy({ bucket, key, expiresAt, conditions }, signer);
    return {
      kind: 'post',
      post: await this.#signer.signPost({ ...signer, policy }),
      scope: { region, service: 's3' },
      date,
      credentials,
      url: `https://${bucket}.s3.${region}.amazonaws.com/`,
    };
  }
}
