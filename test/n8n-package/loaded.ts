import { execFile } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ICredentialType, INodeTypeDescription } from 'n8n-workflow';
import { ROOT } from './packed.ts';
import type { PackedPackage } from './packed.ts';

/** A published file as n8n finds it: the one class that it looks for, made once. */
export interface Loaded<T> {
  /** From package.json. */
  path: string;
  exports: string[];
  /** Its data; of its functions only the names. */
  instance: T;
  functions: string[];
  /** Its methods that test a credential. */
  credentialTests: string[];
}

export type LoadedNode = Loaded<{ description: INodeTypeDescription }>;
export type LoadedCredential = Loaded<ICredentialType>;

/** n8n's way: the first part of the file's name is the name of the class, and the class is one of the module's exports. */
const PROGRAM = `
const { basename, join } = require('node:path');
const [folder, ...paths] = process.argv.slice(1);
process.stdout.write(JSON.stringify(paths.map((path) => {
  const module = require(join(folder, path));
  const instance = new module[basename(path).split('.')[0]]();
  const names = [...Object.getOwnPropertyNames(Object.getPrototypeOf(instance)), ...Object.keys(instance)];
  return { path, exports: Object.keys(module), instance, functions: names.filter((name) => name !== 'constructor' && typeof instance[name] === 'function'), credentialTests: Object.keys(instance.methods?.credentialTest ?? {}) };
})));
`;

/** Loads what the unpacked package names. Of all packages there are, only n8n's own workflow package is within reach. */
export async function loadPackage({ folder, temporary, manifest }: PackedPackage): Promise<{ nodes: LoadedNode[]; credentials: LoadedCredential[] }> {
  const modules = join(temporary, 'of-n8n');
  await mkdir(modules);
  await symlink(join(ROOT, 'node_modules', 'n8n-workflow'), join(modules, 'n8n-workflow'), 'junction');
  const load = async (paths: string[]): Promise<unknown> => {
    const env = { ...process.env, NODE_PATH: modules };
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=commonjs', '--eval', PROGRAM, folder, ...paths], { cwd: temporary, env, maxBuffer: 16 * 1024 * 1024 });
    return JSON.parse(stdout);
  };
  return { nodes: (await load(manifest.n8n.nodes)) as LoadedNode[], credentials: (await load(manifest.n8n.credentials)) as LoadedCredential[] };
}
