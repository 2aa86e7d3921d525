// Which browser drives the tests: Playwright's own where it is installed, else a Chromium or Chrome of
// this machine. Finding changes nothing; `ensureBrowser` may install one, and says so.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, firefox, webkit } from '@playwright/test';

export interface FoundBrowser {
  /** Undefined: Playwright's own, which it finds by itself. */
  readonly executablePath: string | undefined;
  readonly description: string;
}

/** Everything that would make a test depend on the network or on an earlier run is off. */
export const chromiumArguments: readonly string[] = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // For the tests of what a page may do outside a secure context.
  '--host-resolver-rules=MAP gatehouse.test 127.0.0.1',
];

/** `GATEHOUSE_BROWSER` names an executable that goes before all others. */
export function findBrowser(): FoundBrowser | undefined {
  const named = process.env['GATEHOUSE_BROWSER'];
  if (named !== undefined && named !== '') return { executablePath: named, description: named };
  if (existsSync(chromium.executablePath()))
    return { executablePath: undefined, description: "Playwright's Chromium" };
  const installed = installedBrowsers().find((path) => existsSync(path));
  return installed === undefined ? undefined : { executablePath: installed, description: installed };
}

export type OtherEngine = 'firefox' | 'webkit';

/** The engines besides Chromium that `readyEngines` found fit to run: handed on in the environment. */
export function otherEngines(): readonly OtherEngine[] {
  const names = (process.env['GATEHOUSE_ENGINES'] ?? '').split(',');
  return (['firefox', 'webkit'] as const).filter((name) => names.includes(name));
}

/**
 * Firefox and WebKit, installed where Playwright can, and started once: a system may lack the libraries that
 * they need. Says what it does and what will not run.
 */
export async function readyEngines(): Promise<readonly OtherEngine[]> {
  const engines = [firefox, webkit];
  const missing = engines.filter((engine) => !existsSync(engine.executablePath())).map((each) => each.name());
  if (missing.length > 0) {
    console.log(`Installing for the walk: npx playwright install ${missing.join(' ')}`);
    spawnSync('npx', ['playwright', 'install', ...missing], {
      stdio: 'ignore',
      shell: process.platform === 'win32',
      timeout: 240_000,
    });
  }
  const ready: OtherEngine[] = [];
  for (const engine of engines) {
    try {
      await (await engine.launch()).close();
      ready.push(engine.name() as OtherEngine);
    } catch {
      console.log(`The walk does not run in ${engine.name()}: it cannot be installed or started here.`);
    }
  }
  return ready;
}

/** Finds a browser or installs one. Throws, with the command to type, where neither is possible. */
export function ensureBrowser(): FoundBrowser {
  const found = findBrowser();
  if (found !== undefined) return found;
  console.log(
    "No browser is installed here. Downloading Playwright's Chromium: npx playwright install chromium",
  );
  run('npx', ['playwright', 'install', 'chromium']);
  const downloaded = findBrowser();
  if (downloaded !== undefined) return downloaded;

  const apt = aptGetPrefix();
  if (apt !== undefined) {
    const command = [...apt, 'apt-get'];
    console.log(`The download failed. Installing the system's: ${command.join(' ')} install -y chromium`);
    runWords([...command, 'update']);
    runWords([...command, 'install', '-y', '--no-install-recommends', 'chromium']);
    const packaged = findBrowser();
    if (packaged !== undefined) return packaged;
  }
  throw new Error(
    'the browser tests need a browser, and none could be installed. Type one of:\n' +
      '  npx playwright install --with-deps chromium\n' +
      '  sudo apt-get install chromium          (Debian, Ubuntu)\n' +
      '  GATEHOUSE_BROWSER=/path/to/chrome npm test',
  );
}

function installedBrowsers(): readonly string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const roots = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].map(
      (name) => process.env[name] ?? '',
    );
    return ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].flatMap(
      (path) => roots.filter((root) => root !== '').map((root) => join(root, path)),
    );
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** How apt-get can be run here without asking for a password; undefined where it cannot. */
function aptGetPrefix(): readonly string[] | undefined {
  if (process.platform !== 'linux' || !existsSync('/etc/debian_version')) return undefined;
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined;
}

function runWords([command, ...words]: readonly string[]): void {
  if (command !== undefined) run(command, words);
}

// A failure is seen by what is still missing afterwards; what was printed says why.
function run(command: string, words: readonly string[]): void {
  spawnSync(command, words, { stdio: 'inherit', shell: process.platform === 'win32' });
}
