// `npm run -s endpoint -- --port 0 --account-id 123456789012`: serves an empty account on this machine
// and prints one line of JSON: where, and root's access key. See host.ts.

import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../../src/core/lang/result.ts';
import { isAccountId } from '../../src/core/names/account-id.ts';
import { startHost } from './host.ts';

const help = `npm run -s endpoint -- [--port <number>] [--account-id <12 digits>]

Serves an empty AWS account on 127.0.0.1, for any AWS client with an endpoint URL, and prints one line of JSON:
{"url","accountId","accessKeyId","secretAccessKey"}, the key being the root user's. Ends with Ctrl+C.

  --port         the port to listen on; 0, the default, takes one that is free
  --account-id   the account's id; 123456789012 by default
  --help         says this

POST /_gatehouse/reset empties the account and keeps the key.`;

type Asked =
  { readonly kind: 'help' } | { readonly kind: 'serve'; readonly port: number; readonly accountId: string };

async function main(words: string[]): Promise<number | undefined> {
  const asked = readArguments(words);
  if (!asked.ok) {
    console.error(`${asked.error}; --help says what there is`);
    return 2;
  }
  if (asked.value.kind === 'help') {
    console.log(help);
    return 0;
  }
  const { port, accountId } = asked.value;
  const host = await startHost({ port, accountId }).catch((error: unknown) => {
    console.error(`cannot serve on port ${port}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  });
  if (host === undefined) return 1;
  const { close, ...facts } = host;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());
  whenNpmIsGone(() => void close());
  console.log(JSON.stringify(facts));
  return undefined;
}

/**
 * npm hands a signal on to the shell it started, which dies of it without a word to us: without this, stopping
 * `npm run endpoint` would leave the server behind, with its port. So no tsx stands between in `package.json`
 * either: it would be the parent, and stay.
 */
function whenNpmIsGone(end: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const { ppid } = process;
  const watch = setInterval(() => {
    if (process.ppid === ppid) return;
    clearInterval(watch);
    end();
  }, 200);
  watch.unref();
}

function readArguments(words: string[]): Result<Asked, string> {
  let values;
  try {
    ({ values } = parseArgs({
      args: words,
      options: {
        port: { type: 'string', default: '0' },
        'account-id': { type: 'string', default: '123456789012' },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
  if (values.help) return ok({ kind: 'help' });
  const { port, 'account-id': accountId } = values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    return err(`--port: expected a number from 0 to 65535, got \`${port}\``);
  }
  if (!isAccountId(accountId)) return err(`--account-id: expected 12 digits, got \`${accountId}\``);
  return ok({ kind: 'serve', port: Number(port), accountId });
}

process.exitCode = await main(process.argv.slice(2));
