// The message on the wire: the signed one, until somebody tampers with it. From then on it stays as it
// is, whatever the form says, until the tampering is undone.

import type { Signed } from '../../../core/sigv4/credentials.ts';
import { parseRequest, printRequest, type HttpTextProblem } from '../../../core/wire/http-text.ts';
import type { Header, HttpRequest } from '../../../core/wire/message.ts';
import { diffLines, type DiffLine } from './line-diff.ts';

interface Tampering {
  /** The signed message that was tampered with. */
  readonly base: Signed;
  readonly text: string;
  /** The last text that could be read as a message. */
  readonly request: HttpRequest;
  readonly problem: HttpTextProblem | undefined;
}

export class WireMessage {
  #signed: () => Signed | undefined;
  #tampering = $state.raw<Tampering | undefined>();

  constructor(signed: () => Signed | undefined) {
    this.#signed = signed;
  }

  /** What was signed, before any tampering. */
  get base(): Signed | undefined {
    return this.#tampering?.base ?? this.#signed();
  }

  /** The message as it would be sent now; undefined when there is none, or its text cannot be read. */
  get request(): HttpRequest | undefined {
    if (this.#tampering === undefined) return this.#signed()?.request;
    return this.#tampering.problem === undefined ? this.#tampering.request : undefined;
  }

  /** Whether it is another message than the signed one, or its text is being edited. */
  get touched(): boolean {
    return this.#tampering !== undefined;
  }

  get text(): string {
    if (this.#tampering !== undefined) return this.#tampering.text;
    const signed = this.#signed();
    return signed === undefined ? '' : print(signed.request);
  }

  /** Why the edited text is no HTTP message. */
  get problem(): HttpTextProblem | undefined {
    return this.#tampering?.problem;
  }

  /** The form has been changed since: it would be signed to another message than the one tampered with. */
  readonly outdated = $derived.by(() => {
    const signed = this.#signed();
    const base = this.#tampering?.base;
    return base !== undefined && signed !== undefined && composition(signed) !== composition(base);
  });

  readonly lines: readonly DiffLine[] = $derived.by(() => {
    const base = this.base;
    return base === undefined ? [] : diffLines(print(base.request), this.text);
  });

  /** Takes an edited text. One equal to the signed message is no tampering. */
  edit(text: string): void {
    const base = this.base;
    if (base === undefined) return;
    if (text === print(base.request)) {
      this.undo();
      return;
    }
    const parsed = parseRequest(text);
    this.#tampering = {
      base,
      text,
      request: parsed.ok ? parsed.value : (this.#tampering?.request ?? base.request),
      problem: parsed.ok ? undefined : parsed.error,
    };
  }

  /** Changes the message as it stands. */
  tamper(change: (request: HttpRequest) => HttpRequest): void {
    const base = this.base;
    if (base === undefined) return;
    this.edit(print(change(this.#tampering?.request ?? base.request)));
  }

  undo(): void {
    this.#tampering = undefined;
  }
}

// Every body that the builder makes is UTF-8.
function print(request: HttpRequest): string {
  return printRequest(request) ?? '';
}

/** The message without its date and signature, and whose key signed it: equal when the same was composed. */
function composition({ request }: Signed): string {
  const headers = request.headers.flatMap(([name, value]): Header[] => {
    const lowerCase = name.toLowerCase();
    if (lowerCase === 'x-amz-date') return [];
    return [[name, lowerCase === 'authorization' ? (value.split('/', 1)[0] ?? '') : value]];
  });
  return print({ ...request, headers });
}
