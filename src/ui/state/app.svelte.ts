// Where the whole app stands: no sandbox yet, not signed in, or signed in and ready.

import type { Answer, AwsApi } from '../../client/aws-api.ts';
import type { ConsoleSession } from '../../client/ports.ts';
import { ok, type Result } from '../../core/lang/result.ts';
import type { Failure, NewSandbox, OpenSandbox, Platform, SandboxSummary } from '../ports.ts';
import { SignedRead } from './signed-read.svelte.ts';

export type Stage =
  | { readonly stage: 'loading' }
  | { readonly stage: 'welcome' }
  | {
      readonly stage: 'sign-in';
      readonly sandbox: OpenSandbox;
      readonly why: SignInReason;
      /** Who was signed in last. */
      readonly last: ConsoleSession | undefined;
    }
  | {
      readonly stage: 'ready';
      readonly sandbox: OpenSandbox;
      readonly session: ConsoleSession;
      readonly api: AwsApi;
    }
  | { readonly stage: 'failed'; readonly message: string };

/**
 * Why somebody is asked to sign in: nobody is, the session ran out, who was signed in is gone, or the sandbox
 * has just come out of a file.
 */
export type SignInReason = 'first' | 'expired' | 'gone' | 'imported';

/** What AWS says of a console session's key that no longer counts, by the protocols of its services. */
const sessionEnds: Readonly<Record<string, SignInReason>> = {
  ExpiredToken: 'expired',
  ExpiredTokenException: 'expired',
  InvalidClientTokenId: 'gone',
  UnrecognizedClientException: 'gone',
  InvalidAccessKeyId: 'gone',
};

/** This tab's sandbox: another tab may have another one open. */
const tabKey = 'gatehouse-sandbox';

export class App {
  #platform: Platform;
  #stage = $state.raw<Stage>({ stage: 'loading' });
  #sandboxes = $state.raw<readonly SandboxSummary[]>([]);

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  get stage(): Stage {
    return this.#stage;
  }

  get sandboxes(): readonly SandboxSummary[] {
    return this.#sandboxes;
  }

  /** The stage, for screens that exist only when somebody is signed in. */
  get ready(): Extract<Stage, { stage: 'ready' }> {
    if (this.#stage.stage !== 'ready') throw new Error(`not signed in: stage is ${this.#stage.stage}`);
    return this.#stage;
  }

  /** Whether a sandbox was open here before, as far as can be told without asking storage. */
  expectsSandbox(): boolean {
    return rememberedSandbox() !== undefined;
  }

  /** Opens this tab's sandbox, else the newest, else welcomes. */
  async start(): Promise<void> {
    await this.refreshSandboxes();
    if (this.#stage.stage === 'failed') return;
    const wanted = rememberedSandbox();
    const sandbox = this.#sandboxes.find(({ id }) => id === wanted) ?? this.#sandboxes[0];
    if (sandbox === undefined) this.#stage = { stage: 'welcome' };
    else await this.open(sandbox.id);
  }

  async refreshSandboxes(): Promise<void> {
    const listed = await this.#platform.sandboxes.list();
    if (listed.ok) this.#sandboxes = listed.value;
    else this.#stage = { stage: 'failed', message: listed.error.message };
  }

  /** Leaves the open sandbox for another one. */
  async open(id: string): Promise<void> {
    this.#closeCurrent();
    this.#stage = { stage: 'loading' };
    const sandbox = await this.#openRemembered(id);
    if (sandbox === undefined) return;
    const session = await sandbox.session();
    if (session !== undefined && session.expiresAt > sandbox.clock.now()) this.#enter(sandbox, session);
    else this.#askToSignIn(sandbox, session === undefined ? 'first' : 'expired', session);
  }

  /** Makes a sandbox of a file and opens it. */
  async importFile(text: string): Promise<Result<null, Failure>> {
    const imported = await this.#platform.sandboxes.importFile(text);
    if (!imported.ok) return imported;
    await this.refreshSandboxes();
    await this.open(imported.value.id);
    if (this.#stage.stage === 'sign-in') this.#stage = { ...this.#stage, why: 'imported' };
    return ok(null);
  }

  /** Makes a sandbox with one account, and signs in as its root by e-mail address and password. */
  async create(input: NewSandbox): Promise<Result<null, Failure>> {
    const created = await this.#platform.sandboxes.create(input);
    if (!created.ok) return created;
    await this.refreshSandboxes();
    // The welcome stays on screen meanwhile: nobody is asked to sign in who has just signed up.
    const sandbox = await this.#openRemembered(created.value.id);
    if (sandbox === undefined) return ok(null);
    const answer = await sandbox.signin.signInRoot({ email: input.email, password: input.password });
    // RACE: somebody may have gone back to another sandbox meanwhile; the new one is what they asked for.
    this.#closeCurrent();
    if (answer.kind === 'ok') await this.signedIn(sandbox, answer.value);
    // Refused, which would be our mistake: the sign-in screen says why when tried there.
    else this.#askToSignIn(sandbox, 'first', undefined);
    return ok(null);
  }

  welcome(): void {
    this.#closeCurrent();
    this.#stage = { stage: 'welcome' };
  }

  /** Takes the credentials that `cloud/signin` issued. */
  async signedIn(sandbox: OpenSandbox, session: ConsoleSession): Promise<void> {
    await sandbox.saveSession(session);
    this.#enter(sandbox, session);
  }

  async signOut(): Promise<void> {
    if (this.#stage.stage !== 'ready') return;
    const { sandbox, session } = this.#stage;
    await sandbox.deleteSession();
    this.#askToSignIn(sandbox, 'first', session);
  }

  /** A signed read as who is signed in; an expired session leads back to the sign-in screen. */
  read<Value>(load: (api: AwsApi) => Promise<Answer<Value>>): SignedRead<Value> {
    const { api, sandbox } = this.ready;
    return new SignedRead(
      async () => {
        const answer = await load(api);
        this.noticeEnd(answer);
        return answer;
      },
      (listener) => sandbox.onChange(listener),
    );
  }

  /** Signs in as another principal without a password: the same service, its event marked. */
  async actAs(principalArn: string): Promise<Answer<ConsoleSession>> {
    if (this.#stage.stage !== 'ready' && this.#stage.stage !== 'sign-in') {
      throw new Error(`no sandbox is open: stage is ${this.#stage.stage}`);
    }
    const { sandbox } = this.#stage;
    const answer = await sandbox.signin.actAs({ principalArn });
    if (answer.kind === 'ok') await this.signedIn(sandbox, { ...answer.value, actsAs: true });
    return answer;
  }

  async #openRemembered(id: string): Promise<OpenSandbox | undefined> {
    const opened = await this.#platform.sandboxes.open(id);
    if (opened.ok) rememberSandbox(id);
    else this.#stage = { stage: 'failed', message: opened.error.message };
    return opened.ok ? opened.value : undefined;
  }

  #enter(sandbox: OpenSandbox, session: ConsoleSession): void {
    this.#stage = { stage: 'ready', sandbox, session, api: sandbox.apiFor(session) };
  }

  /** Leads back to the sign-in screen when an answer tells that the console's session no longer counts. */
  noticeEnd(answer: Answer<unknown>): void {
    if (answer.kind !== 'error' || this.#stage.stage !== 'ready') return;
    const why = sessionEnds[answer.code];
    if (why !== undefined) this.#askToSignIn(this.#stage.sandbox, why, this.#stage.session);
  }

  /** Until the function that it returns is called. By the sandbox's clock, which may be put forward. */
  watchExpiry(): () => void {
    const { sandbox, session } = this.ready;
    const timer = setInterval(() => {
      if (session.expiresAt <= sandbox.clock.now()) this.#askToSignIn(sandbox, 'expired', session);
    }, 1000);
    return () => clearInterval(timer);
  }

  #askToSignIn(sandbox: OpenSandbox, why: SignInReason, last: ConsoleSession | undefined): void {
    this.#stage = { stage: 'sign-in', sandbox, why, last };
  }

  #closeCurrent(): void {
    if (this.#stage.stage === 'ready' || this.#stage.stage === 'sign-in') this.#stage.sandbox.close();
  }
}

function rememberedSandbox(): string | undefined {
  try {
    return sessionStorage.getItem(tabKey) ?? localStorage.getItem(tabKey) ?? undefined;
  } catch {
    // Storage may be refused altogether: then the newest sandbox is opened.
    return undefined;
  }
}

function rememberSandbox(id: string): void {
  try {
    sessionStorage.setItem(tabKey, id);
    localStorage.setItem(tabKey, id);
  } catch {
    // See above.
  }
}
