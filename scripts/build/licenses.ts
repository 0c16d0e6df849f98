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
  const names = new Set<string>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const name = packageOf(`/${path}`);
      if (name !== undefined && bytesInOutput > 0) names.add(name);
    }
  }
  const entries = await Promise.all([...names].sort().map((name) => licenseOf(join(root, 'node_modules', name))));
  return `This folder is built from the sources in this repository and from the packages below.\n${entries.join('')}`;
}

async function licenseOf(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(?:\.(?:md|txt))?$/i.test(entry));
  if (file === undefined) throw new Error(`${name} ${version} is bundled, but has no licence file to go with it`);
  const text = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n').trim();
  return `\n${'-'.repeat(80)}\n${name} ${version} (${license})\n\n${text}\n`;
}
