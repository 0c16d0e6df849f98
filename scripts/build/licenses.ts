import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { packageOf } from './parts.ts';

interface Manifest {
  name: string;
  version: string;
  license: string;
}

/**
 * The licence texts of every package of which the bundle holds at least one byte, sorted by name: most of them require
 * that their text goes wherever their code goes.
 */
export async function licensesOf({ outputs }: Metafile, root: string): Promise<string> {
  const folders = new Set<string>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const found = packageOf(join(root, path));
      if (found !== undefined && bytesInOutput > 0) folders.add(found.folder);
    }
  }
  const entries = await Promise.all([...folders].map(licenseOf));
  return `This folder is built from the sources in this repository and from the packages below.\n${entries.sort().join('')}`;
}

async function licenseOf(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(?:\.(?:md|txt))?$/i.test(entry));
  if (file === undefined) throw new Error(`${name} ${version} is bundled, but has no licence file to go with it`);
  const text = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n').trim();
  return `\n${'-'.repeat(80)}\n${name} ${version} (${license})\n\n${text}\n`;
}
