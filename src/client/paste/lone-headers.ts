// A signature's header, and those beside it, without the message that they are of: out of a tool's settings,
// a log, or somebody's question.

import { parseRequest } from '../../core/wire/http-text.ts';
import { headerValue } from '../../core/wire/message.ts';
import { continuesAuthorization, readHead } from './http-head.ts';
import { incompleteNote, isClaimed, type Find } from './pasted.ts';

const signed = /AWS4-[A-Z0-9-]{1,40}\s+Credential=/;
// `Name: value`, perhaps after curl's `> ` or `-H`, and in the quotation marks of JSON and of programs.
const header = /^(?:> ?|-H[ \t]+)?(["']?)([A-Za-z][\w-]{0,60})["']?:[ \t]{0,8}(["']?)(.*)$/;
const value = /^(["']?)(AWS4-[A-Z0-9-]{1,40}[ \t]+Credential=.*)$/;

/** The last run of headers of a text that has a signature, as a message without a path; undefined when none has. */
export function findLoneHeaders(text: string, claimed: readonly Find[]): Find | undefined {
  if (!signed.test(text)) return undefined;
  let found: Find | undefined;
  let run: Run | undefined;
  for (let at = 0; at <= text.length;) {
    const feed = text.indexOf('\n', at);
    const end = feed < 0 ? text.length : feed;
    const line = headerOf(text.slice(at, end).trim());
    if (line === undefined) {
      found = readRun(run, claimed) ?? found;
      run = undefined;
    } else {
      run ??= { at, end, lines: [], signedAt: undefined };
      run.lines.push(line);
      run.end = end;
      if (line.includes('AWS4-')) run.signedAt = at;
    }
    at = end + 1;
  }
  return readRun(run, claimed) ?? found;
}

interface Run {
  readonly at: number;
  end: number;
  readonly lines: string[];
  signedAt: number | undefined;
}

/** The line as a message has it; undefined for what is no header and no part of one. */
function headerOf(line: string): string | undefined {
  const pair = header.exec(line);
  if (pair !== null) {
    const [, before = '', name = '', after = '', rest = ''] = pair;
    return `${name}: ${untilQuote(rest, after || before)}`;
  }
  const alone = value.exec(line);
  if (alone !== null) return `Authorization: ${untilQuote(alone[2] ?? '', alone[1] ?? '')}`;
  return continuesAuthorization(line) ? line : undefined;
}

function untilQuote(rest: string, quote: string): string {
  const close = quote === '' ? -1 : rest.lastIndexOf(quote);
  return close < 0 ? rest : rest.slice(0, close);
}

function readRun(run: Run | undefined, claimed: readonly Find[]): Find | undefined {
  if (run?.signedAt === undefined || isClaimed(claimed, run.signedAt)) return undefined;
  const head = readHead(`GET / HTTP/1.1\n${run.lines.join('\n')}\n`, 0);
  const parsed = head && parseRequest(`GET / HTTP/1.1\n${head.headerLines.join('\n')}\n\n`);
  if (parsed?.ok !== true) return undefined;
  const request = parsed.value;
  if (headerValue(request, 'authorization')?.startsWith('AWS4-') !== true) return undefined;
  const missing = headerValue(request, 'host') === undefined ? ['request line', 'Host'] : ['request line'];
  return { kind: 'http', at: run.at, end: run.end, request, notes: incompleteNote(missing, []) };
}
