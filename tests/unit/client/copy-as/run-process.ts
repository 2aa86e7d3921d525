// Programs that the generated texts are for, run to the end.

import { spawn, spawnSync } from 'node:child_process';

export interface Finished {
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly code: number | null;
}

/** Runs a program with this standard input, and of the environment with nothing but the path and what is given. */
export function run(
  command: readonly [string, ...string[]],
  input: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const [program, ...parameters] = command;
  const child = spawn(program, parameters, { env: { PATH: process.env.PATH ?? '', ...environment } });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (data: Buffer) => stdout.push(data));
  child.stderr.on('data', (data: Buffer) => stderr.push(data));
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString(), code });
    });
  });
}

export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0;
}
