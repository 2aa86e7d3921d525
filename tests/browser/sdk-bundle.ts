// The AWS SDK for JavaScript as a web page loads it: the real packages, unmodified, in one script.

import { fileURLToPath } from 'node:url';
import { build } from 'vite';

let bundle: Promise<string> | undefined;

/** A script with the global name `sdk`, which holds what sdk-entry.ts exports. Built once for all tests of a worker. */
export function sdkBundle(): Promise<string> {
  bundle ??= bundled();
  return bundle;
}

async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('.', import.meta.url)),
    build: {
      write: false,
      lib: { entry: 'sdk-entry.ts', name: 'sdk', formats: ['iife'] },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output !== undefined && 'output' in output ? output.output[0] : undefined;
  if (chunk === undefined) throw new Error('the SDK was not bundled');
  return chunk.code;
}
