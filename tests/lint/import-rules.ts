// Who may import whom (DESIGN §2), as one table. Each rule says what to do instead.

import { dirname, join } from 'node:path/posix';
import { importsOf, type ImportOf } from './imports-of.ts';

export interface SourceFile {
  /** From the root of the repository, with slashes: `src/core/lang/result.ts`. */
  readonly path: string;
  readonly source: string;
}

export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

type Layer =
  'core' | 'cloud' | 'client' | 'course' | 'db' | 'engine' | 'workers' | 'ui' | 'pwa' | 'main' | 'data';

interface LayerRule {
  /** Other layers it may import. */
  readonly layers: readonly Layer[];
  /** Packages it may import: a name stands for its subpaths too, a name with `*` at its end for all that begin so. */
  readonly packages: readonly string[];
  readonly instead: string;
}

const layerRules: Readonly<Record<Layer, LayerRule>> = {
  core: { layers: [], packages: ['@noble/hashes'], instead: 'core is given all it needs as arguments' },
  cloud: {
    layers: ['core'],
    packages: ['@noble/hashes'],
    instead: 'cloud reaches the world through cloud/ports.ts, and the client over the wire',
  },
  client: {
    layers: ['core'],
    packages: ['@noble/hashes'],
    instead: 'client reaches the world through client/ports.ts, and the cloud over the wire',
  },
  course: {
    layers: ['core', 'cloud', 'client'],
    packages: [],
    instead: 'course uses cloud and client through their ports',
  },
  db: {
    layers: ['core', 'cloud', 'client', 'course'],
    packages: ['dexie'],
    instead: 'db implements ports of the layers below; main.ts joins it with the others',
  },
  engine: {
    layers: ['core', 'cloud', 'client', 'course'],
    packages: ['comlink'],
    instead: 'engine implements ports of the layers below; main.ts joins it with the others',
  },
  workers: {
    layers: ['core', 'cloud', 'client', 'course'],
    packages: ['comlink', 'workbox-*'],
    instead: 'a worker exposes the core by a port of the layers below',
  },
  ui: {
    layers: ['core', 'cloud', 'client', 'course'],
    packages: ['svelte', 'bits-ui', '@lucide/svelte', '@codemirror/*', '@lezer/*', 'qr'],
    instead: 'ui takes ports, which main.ts passes in',
  },
  pwa: {
    layers: ['core', 'client'],
    packages: ['workbox-window'],
    instead: 'pwa knows the browser and, through ports, what its bridge forwards to',
  },
  main: {
    layers: ['core', 'cloud', 'client', 'course', 'db', 'engine', 'workers', 'ui', 'pwa'],
    packages: ['svelte', '@fontsource-variable/*'],
    instead: 'main.ts only joins the layers',
  },
  // At build time only: nothing of the app imports it.
  data: {
    layers: ['core'],
    packages: ['node:*', 'vite'],
    instead: 'data reads packages from their folders, and writes what the core reads',
  },
};

/** What each folder of the core may import besides itself: DESIGN §2, both chains. */
const coreOrder: Readonly<Record<string, readonly string[]>> = (() => {
  const names = ['lang', 'names'];
  const policy = [...names, 'catalog'];
  const match = [...policy, 'policy'];
  const conditions = [...match, 'match'];
  const authorize = [...conditions, 'conditions'];
  const questions = [...authorize, 'authorize'];
  const sigv4 = [...names, 'wire', 'checksums'];
  return {
    lang: [],
    names: ['lang'],
    shapes: ['lang'],
    catalog: [...names, 'shapes'],
    policy,
    match,
    conditions,
    authorize,
    validate: questions,
    summarize: questions,
    analyze: questions,
    wire: [...names, 'shapes'],
    checksums: ['lang'],
    sigv4,
    authenticate: [...sigv4, 'sigv4'],
    passwords: names,
    png: ['lang', 'checksums'],
    totp: names,
    federation: [...names, 'wire'],
    x509: ['lang'],
  };
})();

/** What the service worker is made of. */
const serviceWorkerFiles = ['workers/service-worker.ts', 'workers/forward-aws.ts'];

/** All violations of the import rules in these files, which are those of `src` and `workers`. */
export function importViolations(files: readonly SourceFile[]): readonly Violation[] {
  return files.flatMap((file) =>
    importsOf(file.path, file.source).flatMap(({ specifier, kind, line }) => {
      const message = specifier.startsWith('.')
        ? relativeProblem(file.path, join(dirname(file.path), specifier.replace(/\?.*$/, '')))
        : packageProblem(file.path, specifier, kind);
      return message === undefined ? [] : [{ path: file.path, line, message }];
    }),
  );
}

function relativeProblem(from: string, to: string): string | undefined {
  const source = layerOf(from);
  const target = layerOf(to);
  if (source === undefined) return `belongs to no layer: say in DESIGN §2 and import-rules.ts what it is`;
  // A style sheet beside main.ts is nobody's code.
  if (from === 'src/main.ts' && to === 'src/app.css') return undefined;
  if (to.startsWith('src/generated/') && (source === 'workers' || source === 'engine')) return undefined;
  if (target === undefined) return `imports ${to}, which belongs to no layer`;
  if (target === 'main') return `imports ${to}: nothing imports the composition root`;
  if (
    serviceWorkerFiles.includes(from) &&
    !serviceWorkerFiles.includes(to) &&
    !to.startsWith('src/core/wire/')
  )
    return `imports ${to}: the service worker forwards, and knows only the wire`;
  if (source === target) {
    if (source === 'core') return coreProblem(from, to);
    if (source === 'ui') return uiProblem(from, to);
    return undefined;
  }
  const rule = layerRules[source];
  if (!rule.layers.includes(target)) return `${source} imports ${to}: ${rule.instead}`;
  if (source === 'course' && target !== 'core' && !/\/ports\.ts$/.test(to))
    return `course imports ${to}: ${rule.instead}`;
  return undefined;
}

function coreProblem(from: string, to: string): string | undefined {
  const [source, target] = [coreFolder(from), coreFolder(to)];
  const allowed = coreOrder[source];
  if (allowed === undefined) return `core/${source} has no place in the order of import-rules.ts`;
  if (source === 'authenticate' && to.startsWith('src/core/sigv4/') && /\/(sign|presign)\.ts$/.test(to))
    return `imports ${to}: the verifier reads the signed headers from the message, never from the signer`;
  if (source === target || allowed.includes(target)) return undefined;
  return `core/${source} imports core/${target}: it comes ${target in coreOrder ? 'later or beside' : 'nowhere'} in the order; what both need belongs below both`;
}

function uiProblem(from: string, to: string): string | undefined {
  if (from.startsWith('src/ui/parts/') && to.startsWith('src/ui/features/'))
    return `imports ${to}: parts know no feature; pass it in as a property or a snippet`;
  return undefined;
}

function packageProblem(from: string, specifier: string, kind: ImportOf['kind']): string | undefined {
  // Types alone: what operations take and give, as the SDK says it. Nothing of it is in the program.
  if (kind === 'type' && from.startsWith('src/cloud/') && specifier.startsWith('@aws-sdk/client-'))
    return undefined;
  // The picture of a new MFA device, for who makes one.
  if (kind === 'dynamic' && from === 'src/cloud/iam/qr-png.ts' && specifier === 'qr') return undefined;
  const layer = layerOf(from);
  if (layer === undefined) return undefined; // told by relativeProblem, or by `unplacedFiles`
  const { packages, instead } = layerRules[layer];
  const serviceWorker = from === 'workers/service-worker.ts';
  const named = (pattern: string): boolean =>
    pattern.endsWith('*')
      ? specifier.startsWith(pattern.slice(0, -1))
      : specifier === pattern || specifier.startsWith(`${pattern}/`);
  const allowed = packages.filter((pattern) =>
    layer === 'workers' ? (pattern === 'workbox-*') === serviceWorker : true,
  );
  return allowed.some(named) ? undefined : `${layer} imports ${specifier}: ${instead}`;
}

/** Files that belong to no layer: no rule would hold them. */
export function unplacedFiles(files: readonly SourceFile[]): readonly Violation[] {
  return files
    .filter(({ path }) => layerOf(path) === undefined)
    .map(({ path }) => ({ path, line: 1, message: 'belongs to no layer of DESIGN §2' }));
}

function layerOf(path: string): Layer | undefined {
  if (path === 'src/main.ts') return 'main';
  const folder = /^(?:src\/)?([^/]+)\/./.exec(path)?.[1];
  if (folder === 'workers') return path.startsWith('workers/') ? 'workers' : undefined;
  if (folder === undefined || folder === 'main' || !path.startsWith('src/')) return undefined;
  return folder in layerRules ? (folder as Layer) : undefined;
}

function coreFolder(path: string): string {
  return path.split('/')[2] ?? '';
}
