import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What `npm pack` tells of a tarball. */
export interface Packed {
  name: string;
  filename: string;
  /** Bytes of the tarball, and of the files in it. */
  size: number;
  unpackedSize: number;
  files: { path: string; size: number }[];
}

/**
 * Packs the package in `source`, as it is built there, just as `npm publish` would; into the folder `into`, or without it
 * only to see what would be packed.
 */
export async function packPackage(source: string, into?: string): Promise<Packed> {
  if (into !== undefined) await mkdir(into, { recursive: true });
  const where = into === undefined ? ['--dry-run'] : ['--pack-destination', into];
  // Its script would build once more.
  const { stdout } = await npm(['pack', '--json', '--ignore-scripts', ...where], source);
  const [packed] = JSON.parse(stdout) as Packed[];
  if (packed === undefined) throw new Error(`npm pack made no tarball of ${source}`);
  return packed;
}

/** Unpacks a tarball into `into` and names the folder in which its files are. */
export async function unpack(tarball: string, into: string): Promise<string> {
  await promisify(execFile)('tar', ['-xzf', tarball, '-C', into]);
  return join(into, 'package');
}

/** The npm that runs this, where one does: on Windows, npm by its name is a script, which only a shell could start. */
async function npm(args: string[], cwd: string): Promise<{ stdout: string }> {
  const running = process.env.npm_execpath;
  const [command, first] = running?.endsWith('npm-cli.js') === true ? [process.execPath, [running]] : ['npm', []];
  return promisify(execFile)(command, [...first, ...args], { cwd, maxBuffer: 16 * 1024 * 1024 });
}
