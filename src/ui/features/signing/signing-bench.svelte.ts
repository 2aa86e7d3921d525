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
import { exampleCredentials, signingExamples, type SigningExample } from './signing-examples.ts';
import {
  readSigningInput,
  type FieldProblem,
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
  readonly signed: Signed;
  /** For a body in chunks: the chunks after the headers, which `signed` is about. */
  readonly chunked?: ChunkedSigned;
  /** The message that was signed, without any signature. */
  readonly unsigned: HttpRequest;
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

/** Small enough that an example has several; S3 itself asks for 8,192 (said on screen). */
const chunkSize = 32;

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

  /** Undefined while nothing can be signed. */
  get stages(): SignedStages | undefined {
    return this.#stages;
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

  /** Takes a message over from elsewhere; a signature in it is left out. */
  take(request: HttpRequest): void {
    const text = printRequest(withoutSignature(request));
    if (text === undefined) {
      this.#problem = { field: 'message', message: 'The body is not text: it cannot be edited here.' };
      return;
    }
    this.message = text;
    this.date = '';
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
    if (input.kind === 'problem') {
      this.#stages = undefined;
      return;
    }
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
    { unsigned, region, service, date, form, expiresIn }: MessageInput,
    credentials: Credentials,
  ): Promise<MessageStages> {
    const options = { credentials, region, service, date };
    const about = { kind: 'message', scope: { region, service }, date, unsigned, credentials } as const;
    switch (form) {
      case 'header':
        return { ...about, signed: await this.#signer.sign(unsigned, options) };
      case 'query':
        return { ...about, signed: await this.#signer.presign(unsigned, { ...options, expiresIn }) };
      case 'chunked': {
        const chunked = await this.#signer.signChunked(unsigned, {
          ...options,
          form: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
          chunkSize,
        });
        return { ...about, signed: chunked.seed, chunked };
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
