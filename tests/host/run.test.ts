// `npm run endpoint` as a program: its one line, its arguments, its end.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, it } from 'vitest';
import { clientsOf } from './clients.ts';
import type { Host } from './host.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function run(command: string, ...words: readonly string[]): ChildProcess {
  return spawn(command, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
}

const endpoint = (...words: readonly string[]): ChildProcess =>
  run(process.execPath, '--import', 'tsx', 'tests/host/run.ts', ...words);

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  if (stream !== null) for await (const chunk of stream) text += String(chunk);
  return text;
}

async function ended(
  child: ChildProcess,
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const closed = once(child, 'close') as Promise<[number | null]>;
  const [out, err, [code]] = await Promise.all([textOf(child.stdout), textOf(child.stderr), closed]);
  return { code, out, err };
}

/** The facts of the first line, and the lines that came after it, once it has ended. */
async function serving(
  child: ChildProcess,
): Promise<{ readonly facts: Omit<Host, 'close'>; readonly rest: readonly string[] }> {
  if (child.stdout === null) throw new Error('the program has no standard output');
  const lines = createInterface(child.stdout);
  const rest: string[] = [];
  const [first] = (await once(lines, 'line')) as [string];
  lines.on('line', (line: string) => rest.push(line));
  return { facts: JSON.parse(first) as Omit<Host, 'close'>, rest };
}

it.each(['SIGINT', 'SIGTERM'] as const)('prints one line of JSON, serves, and ends on %s', async (signal) => {
  const child = endpoint('--port', '0', '--account-id', '210987654321');
  const { facts, rest } = await serving(child);
  expect(Object.keys(facts)).toEqual(['url', 'accountId', 'accessKeyId', 'secretAccessKey']);
  expect(facts.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(facts.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
  const { sts } = clientsOf({ ...facts, close: () => Promise.resolve() });
  expect((await sts.send(new GetCallerIdentityCommand())).Account).toBe('210987654321');
  const closed = once(child, 'close');
  child.kill(signal);
  expect(await closed).toEqual([0, null]);
  expect(rest).toEqual([]);
});

// Signals of this kind are not known there.
it.skipIf(process.platform === 'win32')('ends when npm is ended', async () => {
  const child = run('npm', 'run', '-s', 'endpoint', '--', '--port', '0');
  const { facts } = await serving(child);
  expect(facts.accountId).toBe('123456789012');
  // The server holds the pipe open as long as it lives, so `close` is its end, and not npm's alone.
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
  await expect(fetch(facts.url)).rejects.toThrow('fetch failed');
});

it.each([
  [['--port', '65536'], '--port: expected a number from 0 to 65535, got `65536`'],
  [['--port=-1'], '--port: expected a number from 0 to 65535, got `-1`'],
  [['--account-id', '1234'], '--account-id: expected 12 digits, got `1234`'],
  [['--acount-id', '123456789012'], "Unknown option '--acount-id'"],
  [['123456789012'], "Unexpected argument '123456789012'"],
])('refuses %j with a sentence', async (words, sentence) => {
  const { code, out, err } = await ended(endpoint(...words));
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain(sentence);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
});

it('says what it takes', async () => {
  const { code, out, err } = await ended(endpoint('--help'));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  for (const word of ['--port', '--account-id', '/_gatehouse/reset']) expect(out).toContain(word);
});
