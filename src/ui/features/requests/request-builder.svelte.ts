// The state of the request builder: what is composed, how it is signed, what goes over the wire, and
// what came back.

import { buildRequest } from '../../../client/build-request.ts';
import type { RequestDraft } from '../../../client/draft.ts';
import { findOperation } from '../../../client/operations.ts';
import type { Profile, Signer } from '../../../client/ports.ts';
import { transmit } from '../../../client/send.ts';
import type { RequestTrace } from '../../../cloud/request-trace.ts';
import { accountIdOfAccessKeyId } from '../../../core/names/access-key-id.ts';
import type { Signed } from '../../../core/sigv4/credentials.ts';
import { headerValue, type HttpRequest, type HttpResponse } from '../../../core/wire/message.ts';
import type { Drafts, OpenSandbox } from '../../ports.ts';
import { readDraft, saveDraft, type ComposedRequest, type Prefill } from './builder-draft.ts';
import { WireMessage } from './wire-message.svelte.ts';

/** What came back. `trace` is the cloud's own record, seen from outside the account. */
export type SentAnswer =
  | {
      readonly kind: 'answered';
      /** What was signed; the message that was sent may be another one by then. */
      readonly signed: Signed;
      readonly sent: HttpRequest;
      readonly response: HttpResponse;
      readonly requestId: string | undefined;
      readonly trace: RequestTrace | undefined;
    }
  | { readonly kind: 'lost'; readonly message: string };

/** After the last key stroke, in milliseconds. */
const signingDelay = 150;

export class RequestBuilder {
  #sandbox: OpenSandbox;
  #signer: Signer;
  #drafts: Drafts;
  #accountId: string;
  #composed = $state.raw<ComposedRequest>() as ComposedRequest;
  #profiles = $state.raw<readonly Profile[] | undefined>();
  #signed = $state.raw<Signed | undefined>();
  #signedAt = $state(0);
  #signingProblem = $state<string | undefined>();
  #sending = $state(false);
  #answer = $state.raw<SentAnswer | undefined>();
  #run = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly wire: WireMessage;

  constructor({
    sandbox,
    signer,
    drafts,
    accountId,
  }: {
    readonly sandbox: OpenSandbox;
    readonly signer: Signer;
    readonly drafts: Drafts;
    /** That one is signed in to. */
    readonly accountId: string;
  }) {
    this.#sandbox = sandbox;
    this.#signer = signer;
    this.#drafts = drafts;
    this.#accountId = accountId;
    this.#composed = readDraft(drafts);
    this.wire = new WireMessage(() => this.#signed);
  }

  get composed(): ComposedRequest {
    return this.#composed;
  }

  /** Undefined until the profiles are read. */
  get profiles(): readonly Profile[] | undefined {
    return this.#profiles;
  }

  readonly profile = $derived.by(() => this.#profiles?.find(({ name }) => name === this.#composed.profile));

  /** Of the profile's key, which need not be of the account that one is signed in to. */
  readonly accountId = $derived.by(() => accountOf(this.profile) ?? this.#accountId);

  /** The parameters of a modelled operation; others are asked for by action and resource. */
  readonly operation = $derived.by(() => findOperation(this.#composed.service, this.#composed.action));

  readonly built = $derived.by(() => buildRequest(this.#draft()));

  /** The composed request, signed; undefined while it cannot be. */
  get signed(): Signed | undefined {
    return this.#signed;
  }

  /** Milliseconds since the epoch, by the sandbox's clock. */
  get signedAt(): number {
    return this.#signedAt;
  }

  /** Why the signer did not answer. */
  get signingProblem(): string | undefined {
    return this.#signingProblem;
  }

  get sending(): boolean {
    return this.#sending;
  }

  get answer(): SentAnswer | undefined {
    return this.#answer;
  }

  /** Changes the form; it is signed again soon. */
  change(part: Partial<ComposedRequest>): void {
    this.#composed = { ...this.#composed, ...part };
    saveDraft(this.#drafts, this.#composed);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.sign(), signingDelay);
  }

  setParameter(name: string, value: string): void {
    this.change({ parameters: { ...this.#composed.parameters, [name]: value } });
  }

  prefill(prefill: Prefill): void {
    this.wire.undo();
    this.change(prefill);
  }

  async loadProfiles(): Promise<void> {
    const profiles = await this.#sandbox.profiles();
    this.#profiles = profiles;
    const known = profiles.some(({ name }) => name === this.#composed.profile);
    const first = profiles.find((profile) => accountOf(profile) === this.#accountId) ?? profiles[0];
    if (!known && first !== undefined) this.change({ profile: first.name });
    await this.sign();
  }

  /** Signs what is composed as of now. A newer run makes this one's answer stale. */
  async sign(): Promise<void> {
    clearTimeout(this.#timer);
    const run = ++this.#run;
    const { built, profile } = this;
    if (!built.ok || profile === undefined) {
      this.#signed = undefined;
      return;
    }
    const now = this.#sandbox.clock.now();
    try {
      const signed = await this.#signer.sign(built.value.request, {
        credentials: profile.credentials,
        ...built.value.signing,
        date: new Date(now),
      });
      if (run !== this.#run) return;
      this.#signed = signed;
      this.#signedAt = now;
      this.#signingProblem = undefined;
    } catch (error) {
      // The edge to the signer: it is gone, or took too long.
      if (run !== this.#run) return;
      this.#signed = undefined;
      this.#signingProblem = messageOf(error);
    }
  }

  /** Sends the message as it stands. One that was not touched is signed anew, so that its date is fresh. */
  async send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      if (!this.wire.touched) await this.sign();
      const { base: signed, request } = this.wire;
      if (signed === undefined || request === undefined) return;
      this.#answer = await this.#exchange(signed, request);
    } finally {
      this.#sending = false;
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#run += 1;
  }

  async #exchange(signed: Signed, sent: HttpRequest): Promise<SentAnswer> {
    const answered = await transmit(sent, this.#sandbox.wire);
    if (!answered.ok) return { kind: 'lost', message: answered.error.message };
    const response = answered.value;
    const requestId = headerValue(response, 'x-amzn-requestid') ?? headerValue(response, 'x-amz-request-id');
    const trace = requestId === undefined ? undefined : await this.#sandbox.trace(requestId);
    return { kind: 'answered', signed, sent, response, requestId, trace };
  }

  #draft(): RequestDraft {
    const { service, action, resource, region, parameters } = this.#composed;
    return {
      service: service.trim(),
      action: action.trim(),
      resource,
      region: region.trim(),
      parameters: (this.operation?.parameters ?? []).flatMap(({ name }) => {
        const value = parameters[name] ?? '';
        return value === '' ? [] : [[name, value] as const];
      }),
    };
  }
}

function accountOf(profile: Profile | undefined): string | undefined {
  return profile === undefined ? undefined : accountIdOfAccessKeyId(profile.credentials.accessKeyId);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
