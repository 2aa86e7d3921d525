// What a text that is no HTTP message most likely is, so that more can be said than where its reading ended.

import type { MessageFault } from '../../words/signing-bench.ts';

/** Of a text that could not be read as a message; undefined where there is no better word than the reader's. */
export function messageFault(text: string): MessageFault | undefined {
  if (/^\s*(?:\$\s*)?curl(?:\.exe)?\s/i.test(text)) return 'curl';
  const [first = ''] = text.split('\n', 1);
  const line = first.trimEnd();
  const version = / HTTP\/[\d.]+$/i.exec(line)?.[0];
  if (version === undefined) return undefined;
  if (version !== ' HTTP/1.1') return 'http-version';
  const [, target = ''] = /^\S+ (.+)$/.exec(line.slice(0, -version.length)) ?? [];
  return target.trim().includes(' ') ? 'space-in-path' : undefined;
}
