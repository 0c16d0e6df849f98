import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildN8n } from '../../scripts/build/n8n.ts';
import { importProblems } from './import-rules.ts';
import { packInCopy, ROOT } from './packed.ts';
import type { PackedPackage } from './packed.ts';

let pack: PackedPackage;
let paths: string[];

beforeAll(async () => {
  pack = await packInCopy();
  paths = pack.packed.files.map(({ path }) => path);
});

afterAll(async () => pack.remove());

const read = async (path: string): Promise<string> => readFile(join(pack.folder, path), 'utf8');
const scripts = (): string[] => paths.filter((path) => path.endsWith('.js'));

describe('the package for n8n', () => {
  it('holds what n8n needs and nothing else', () => {
    expect(paths.toSorted()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/n8n-node/credentials/WeChatOfficialAccountApi.credentials.js',
      'dist/n8n-node/credentials/WeComAppApi.credentials.js',
      'dist/n8n-node/credentials/WeComCallbackApi.credentials.js',
      'dist/n8n-node/credentials/WeComRobotApi.credentials.js',
      'dist/n8n-node/nodes/WeChatOfficialAccount/WeChatOfficialAccount.node.js',
      'dist/n8n-node/nodes/WeChatOfficialAccount/WeChatOfficialAccount.node.json',
      'dist/n8n-node/nodes/WeChatOfficialAccount/wechat.dark.svg',
      'dist/n8n-node/nodes/WeChatOfficialAccount/wechat.svg',
      'dist/n8n-node/nodes/WeCom/WeCom.node.js',
      'dist/n8n-node/nodes/WeCom/WeCom.node.json',
      'dist/n8n-node/nodes/WeCom/WeComTrigger.node.js',
      'dist/n8n-node/nodes/WeCom/WeComTrigger.node.json',
      'dist/n8n-node/nodes/WeCom/wecom.dark.svg',
      'dist/n8n-node/nodes/WeCom/wecom.svg',
      'dist/package.json',
      'package.json',
    ]);
  });

  it('holds every file that its package.json names', () => {
    const { nodes, credentials } = pack.manifest.n8n;

    expect(paths).toEqual(expect.arrayContaining([...nodes, ...credentials]));
    expect(scripts().toSorted()).toEqual([...nodes, ...credentials].toSorted());
  });

  it('depends on nothing but the n8n that runs it', () => {
    const { dependencies, optionalDependencies, bundledDependencies, bundleDependencies, peerDependencies } = pack.manifest;

    expect([dependencies, optionalDependencies, bundledDependencies, bundleDependencies]).toEqual([undefined, undefined, undefined, undefined]);
    expect(peerDependencies).toEqual({ 'n8n-workflow': '*' });
  });

  it('is made of this repository’s own code alone', () => {
    const inputs = Object.keys(pack.built.metafile.inputs);

    expect(inputs.filter((path) => !/^(?:core|n8n-node)\//.test(path))).toEqual([]);
  });

  it('loads nothing but n8n’s own workflow package, crypto, and files that are in it', async () => {
    const problems = await Promise.all(scripts().map(async (path) => importProblems(path, await read(path), paths)));

    expect(problems.flat()).toEqual([]);
  });

  it('is the same wherever it is built', async () => {
    const elsewhere = join(pack.temporary, 'another', 'place');
    const { files } = await buildN8n(elsewhere);

    const sum = async (path: string): Promise<string> => createHash('sha256').update(await readFile(path)).digest('hex');
    for (const { path } of files) expect([path, await sum(join(elsewhere, path))]).toEqual([path, await sum(join(pack.folder, 'dist', path))]);
  });

  it('names no folder of the machine that built it', async () => {
    for (const path of paths) {
      const text = await read(path);
      expect([path, text.includes(ROOT), text.includes(pack.temporary)]).toEqual([path, false, false]);
    }
  });
});

describe('the check of what a published file loads', () => {
  const FILES = ['dist/a/b.js', 'dist/c.js'];

  it('accepts what is there where n8n runs it', () => {
    const code = 'const n = require("n8n-workflow"); const c = require("node:crypto"); const d = require("../c.js"); "require(x)";';
    expect(importProblems('dist/a/b.js', code, FILES)).toEqual([]);
  });

  it.each([
    ['a devDependency that was left out of the bundle', 'var u = require("undici");', 'loads undici'],
    ['an export from one', 'export { parse } from "yaml";', 'loads yaml'],
    ['an import of one', 'import "form-data";', 'loads form-data'],
    ['a part of one', 'const u = await import("lodash/get");', 'loads lodash/get'],
    ['a part of n8n’s own that other versions may not have', 'require("n8n-workflow/dist/cjs/index.js");', 'loads n8n-workflow/dist/cjs/index.js'],
    ['a module of Node’s that n8n forbids', 'require("node:fs");', 'loads node:fs'],
    ['a file that is not in the package', 'require("../core.js");', 'loads ../core.js'],
    ['a file outside the package', 'require("../../../other/index.js");', 'loads ../../../other/index.js'],
    ['a name that is put together', 'require("un" + "dici");', 'loads what is only known at run time'],
    ['require under another name', 'const load = require; load("undici");', 'hands require on'],
    ['a member of require', 'require.resolve("undici");', 'hands require on'],
    ['require of the module', 'module.require("undici");', 'hands require on'],
    ['Node’s other way to its modules', 'process.getBuiltinModule("fs");', 'hands require on'],
  ])('finds %s', (_, code, problem) => {
    expect(importProblems('dist/a/b.js', code, FILES)).toEqual([`dist/a/b.js ${problem}`]);
  });
});
