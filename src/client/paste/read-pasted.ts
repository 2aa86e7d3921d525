// Reads what people paste into the signing bench: a request in any of the forms in which tools show it, what
// a tool says it signed, what AWS answered, or several of these in one text.

import { err, ok, type Result } from '../../core/lang/result.ts';
import type { HttpRequest } from '../../core/wire/message.ts';
import { findBare } from './canonical-text.ts';
import { findCurl } from './curl.ts';
import { findDebugLog, isDebugLog } from './debug-log.ts';
import { dropSecrets } from './drop-secrets.ts';
import { findErrors, mergeAnswers } from './error-answer.ts';
import { beginsRequest } from './http-head.ts';
import { findHttp } from './http-message.ts';
import type {
  Answer,
  Find,
  PastedKind,
  PasteNote,
  PasteProblem,
  Scheme,
  SignedTexts,
  SigningScope,
} from './pasted.ts';
import { findLoneHeaders } from './lone-headers.ts';
import { findPlainUrl, findPresigned } from './presigned-url.ts';
import { fromSigned, requestFind, signedOf } from './told-request.ts';

export type { PastedKind, PasteNote, PasteProblem } from './pasted.ts';

export interface Pasted {
  /** What was recognised, in the order of the text, each kind once. */
  readonly found: readonly PastedKind[];
  /** The message, as far as the text tells it. */
  readonly request: HttpRequest | undefined;
  readonly scheme: Scheme | undefined;
  /** For an unsigned request whose tool said what it would sign for (`curl --aws-sigv4`). */
  readonly signingScope: SigningScope | undefined;
  readonly signed: SignedTexts;
  readonly answer: Answer | undefined;
  /** What the reader had to leave out or suppose. */
  readonly notes: readonly PasteNote[];
}

/** A log of a few calls is some hundred kilobytes. */
const mostCharacters = 1_000_000;

/**
 * Recognises what a text holds; of several requests the last is taken. Secrets are cut out first and are
 * nowhere in the result. Never throws; reads in a time that grows as the text does.
 */
export function readPasted(text: string): Result<Pasted, PasteProblem> {
  if (text.length > mostCharacters) {
    return err({ code: 'too-long', message: `the text is longer than ${mostCharacters} characters` });
  }
  const secrets = dropSecrets(withLineFeeds(text));
  if (secrets.text.trim() === '') return err({ code: 'empty', message: 'there is nothing to read' });
  const { finds, problem } = recognise(secrets.text);
  const signed = signedOf(finds);
  const last = requestFind(finds) ?? fromSigned(signed);
  const answer = mergeAnswers(finds);
  if (finds.length === 0) {
    return err(
      problem ?? { code: 'not-recognised', message: 'no request, signature or answer of AWS was found' },
    );
  }
  const dropped = secrets.names.map((name): PasteNote => ({ code: 'secret-dropped', detail: name }));
  const several = finds.filter(({ request }) => request !== undefined).length > 1;
  const broken: PasteNote[] =
    problem?.code === 'broken-curl' ? [{ code: problem.code, detail: problem.message }] : [];
  return ok({
    found: [...new Set(finds.map(({ kind }) => kind))],
    request: last?.request,
    scheme: last?.scheme,
    signingScope: last?.signingScope,
    signed,
    answer,
    notes: distinct([
      ...dropped,
      ...broken,
      ...(several ? [{ code: 'multiple-requests', detail: 'the last is taken' } as const] : []),
      ...(last?.notes ?? []),
    ]),
  });
}

function recognise(text: string): {
  readonly finds: readonly Find[];
  readonly problem: PasteProblem | undefined;
} {
  const errors = findErrors(text);
  const log = findDebugLog(text, errors);
  const curl = findCurl(text);
  const http = findHttp(text, [...errors, ...log, ...curl.finds]);
  // The dump of a message in a log is the log's.
  const isLog = log.length > 0 || isDebugLog(text);
  const messages = isLog ? http.finds.map((find): Find => ({ ...find, kind: 'debug-log' })) : http.finds;
  const sure = [...errors, ...log, ...curl.finds, ...messages];
  const finds = [...sure, ...findPresigned(text, sure), ...findBare(text, sure)];
  const problem = curl.problem ?? http.problem;
  const isTold = finds.some(({ request, signed }) => (request ?? signed?.canonicalRequest) !== undefined);
  // A part of a request is one only where there is nothing better, and nothing that was meant to be.
  const part =
    isTold || problem !== undefined ? undefined : (findLoneHeaders(text, finds) ?? findPlainUrl(text, finds));
  if (part !== undefined) finds.push(part);
  return { finds: finds.sort((left, right) => left.at - right.at), problem };
}

/** A raw message keeps its line ends, which may be of its body; all else is text. */
function withLineFeeds(text: string): string {
  const start = text.replace(/^\ufeff/, '');
  const [firstLine = ''] = start.trimStart().split('\n', 1);
  return beginsRequest(firstLine.replace(/\r$/, '')) ? start : start.replaceAll('\r\n', '\n');
}

function distinct(notes: readonly PasteNote[]): readonly PasteNote[] {
  const byText = new Map(notes.map((note) => [`${note.code} ${note.detail}`, note]));
  return [...byText.values()].slice(0, 50);
}
