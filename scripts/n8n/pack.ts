import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const ROOT = join(import.meta.dirname, '..', '..');

/** What n8n removes from a community package before it installs it, so that only what is bundled can be there. */
const REMOVED = ['devDependencies', 'peerDependencies', 'optionalDependencies'];

export interface PackedNode {
  /** The package's name. */
  name: string;
  /** A folder with what is in the tarball, as n8n would lay it out. */
  folder: string;
  /** The tarball itself. */
  tarball: string;
}

/** Packs a node's package as `npm publish` would and unpacks it as n8n would, both into a folder of the caller's. */
export async function packNode(into: string, source = ROOT): Promise<PackedNode> {
  await mkdir(into, { recursive: true });
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', into], { cwd: source });
  const [packed] = JSON.parse(stdout) as { name: string; filename: string }[];
  if (packed === undefined) throw new Error(`npm pack made no tarball of ${source}.`);
  const tarball = join(into, packed.filename);
  await run('tar', ['--extract', '--gzip', '--file', tarball, '--directory', into]);
  const folder = join(into, 'package');
  await removeDependencies(join(folder, 'package.json'));
  return { name: packed.name, folder, tarball };
}

async function removeDependencies(file: string): Promise<void> {
  const fields = Object.entries(JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>);
  await writeFile(file, JSON.stringify(Object.fromEntries(fields.filter(([field]) => !REMOVED.includes(field))), null, 2));
}
