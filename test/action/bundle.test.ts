import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Metafile } from 'esbuild';
import { startSandbox } from '../../sandbox/server.ts';
import { buildAction } from '../../scripts/build/bundle.ts';
import type { Bundle } from '../../scripts/build/bundle.ts';
import { MOST_AT_START, MOST_WITHOUT_PARTS, PARTS, chunkOf, sizesOf } from '../../scripts/build/limits.ts';
import type { Sizes } from '../../scripts/build/limits.ts';
import { loadedWith } from '../../scripts/build/start-chunk.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const COMMITTED = join(ROOT, 'action', 'dist');

let folder: string;
let built: Bundle;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  built = await buildAction(join(folder, 'dist'));
});

afterAll(async () => rm(folder, { recursive: true, force: true }));

describe('the bundle in action/dist', () => {
  it('is what `npm run build` makes of the sources, to the byte', async () => {
    expect(await sumsOf(COMMITTED), 'Run `npm run build` and commit action/dist').toEqual(await sumsOf(join(folder, 'dist')));
  });

  it('is the same wherever it is built', async () => {
    const elsewhere = join(folder, 'another', 'place');
    await buildAction(elsewhere);

    expect(await sumsOf(elsewhere)).toEqual(await sumsOf(join(folder, 'dist')));
  });

  it('names no folder of the machine that built it', async () => {
    for (const { path } of built.files) {
      const text = await readFile(join(folder, 'dist', path), 'latin1');
      expect([path, text.includes(ROOT), text.includes(folder)]).toEqual([path, false, false]);
    }
  });

  it('is no larger than 400 kB as far as a robot’s step can load it, and no more of it is loaded at every start than was before there were parts', () => {
    const { start, withoutParts } = sizes();

    expect(withoutParts).toBeLessThanOrEqual(MOST_WITHOUT_PARTS);
    expect(start).toBeLessThanOrEqual(MOST_AT_START);
  });

  it.each(PARTS)('loads $name on demand, in at most $most bytes', ({ name, most }) => {
    const { parts } = sizes();

    expect(parts.get(name)).toBeGreaterThan(0);
    expect(parts.get(name)).toBeLessThanOrEqual(most);
  });

  it('is the sum of these, and nothing that no step loads', () => {
    const { withoutParts, parts, total } = sizes();

    // What several parts share and no other step loads counts in each of them.
    expect(total).toBeLessThanOrEqual(withoutParts + [...parts.values()].reduce((sum, bytes) => sum + bytes, 0));
  });

  it('loads for a text by a robot what every step loads, and the application’s part only with an application', async () => {
    const sandbox = await startSandbox();
    const [{ webhook } = { webhook: '' }, { corpid, corpsecret, agentid } = { corpid: '', corpsecret: '', agentid: 0 }] = [sandbox.robots[0], sandbox.apps[0]];
    const start = [...loadedWith(built.metafile.outputs, index())].map((path) => basename(path)).sort();

    expect(await loadedBy({ INPUT_WEBHOOK: webhook, INPUT_TEXT: 'hello' })).toEqual(start);
    const application = await loadedBy({ 'INPUT_CORP-ID': corpid, 'INPUT_CORP-SECRET': corpsecret, 'INPUT_AGENT-ID': String(agentid), 'INPUT_TO-USER': 'LiSi', 'INPUT_BASE-URL': sandbox.baseUrl, INPUT_TEXT: 'hello' });
    expect(application).toEqual(expect.arrayContaining([...start, basename(chunkOf(built.metafile.outputs, 'application') ?? '')]));

    expect(sandbox.state().messages.map(({ app }) => app === undefined)).toEqual([true, false]);
    await sandbox.close();
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['the token and the language alone', { 'INPUT_GITHUB-TOKEN': 'ghs_0123456789', INPUT_LANGUAGE: 'zh-CN', INPUT_CARD: 'none', 'INPUT_NOTIFY-ON': 'always' }, []],
    ['an occasion', { INPUT_STATUS: 'failure', 'INPUT_NOTIFY-ON': 'failure' }, ['reporting']],
    ['a card', { INPUT_CARD: 'auto' }, ['card', 'en', 'reporting']],
    ['a card in Chinese', { INPUT_CARD: 'auto', INPUT_LANGUAGE: 'zh-CN' }, ['card', 'reporting', 'zh-cn']],
    ['a change', { INPUT_STATUS: 'failure', 'INPUT_NOTIFY-ON': 'change' }, ['previous', 'reporting']],
    ['a file by its name', { INPUT_FILES: 'dist/package.json' }, ['form_data', 'plan-files']],
    ['an archive of a folder', { INPUT_FILES: 'dist', INPUT_ZIP: 'dist.zip' }, ['dist', 'form_data', 'pack', 'plan-files']],
    ['files to be split where they are too large', { INPUT_FILES: 'dist/package.json', 'INPUT_IF-TOO-LARGE': 'split' }, ['form_data', 'large-files', 'plan-files']],
    ['a map', { 'INPUT_USER-MAP': 'alice=zhangsan' }, ['reporting', 'user-map']],
  ])('loads for %s only what that takes', async (_, inputs, names) => {
    const sandbox = await startSandbox();
    const start = [...loadedWith(built.metafile.outputs, index())].map((path) => basename(path));
    const loaded = await loadedBy({ INPUT_WEBHOOK: sandbox.robots[0]?.webhook ?? '', INPUT_TEXT: 'hello', ...inputs });
    await sandbox.close();

    const others = loaded.filter((file) => !start.includes(file)).map((file) => file.replace(/-\w+\.js$/, ''));
    // A chunk without a name holds what two parts share.
    expect(others.filter((name) => name !== 'chunk').sort()).toEqual(names);
  });

  it('brings the licence of every package in it', async () => {
    const licenses = await readFile(join(folder, 'dist', 'LICENSES.txt'), 'utf8');

    for (const name of packagesIn(built.metafile)) expect(licenses).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
    expect(packagesIn(built.metafile)).toEqual(expect.arrayContaining(['undici', 'form-data']));
  });

  it('loads form-data only when a file is uploaded', () => {
    const { outputs } = built.metafile;
    const atStart = loadedWith(outputs, index());

    expect([...atStart].flatMap((path) => Object.keys(outputs[path]?.inputs ?? {})).filter((input) => input.includes('/form-data/'))).toEqual([]);
  });

  it("loads nothing of Node's that a text over plain HTTP does not need", async () => {
    const sandbox = await startSandbox();
    const report = "process.on('exit', () => process.stderr.write(JSON.stringify(process.moduleLoadList)))";
    const env = { INPUT_WEBHOOK: sandbox.robots[0]?.webhook ?? '', 'INPUT_BASE-URL': sandbox.baseUrl, INPUT_TEXT: 'hello', PATH: process.env.PATH };

    const { stderr } = await promisify(execFile)(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(report)}`, join(folder, 'dist', 'index.js')], { env, cwd: folder });
    const { messages } = sandbox.state();
    await sandbox.close();

    expect(messages).toHaveLength(1);
    const loaded = JSON.parse(stderr) as string[];
    expect(loaded).toContain('NativeModule net');
    expect(loaded.filter((name) => /^NativeModule (?:https?|http2|tls|_http_.*|_tls_.*|sqlite|assert|worker_threads|internal\/deps\/undici\/.*)$/.test(name))).toEqual([]);
  });
});

/** The files of a folder by name, each with its SHA-256: a difference in the bundle itself would be a wall of text. */
async function sumsOf(path: string): Promise<Record<string, string>> {
  const names = (await readdir(path)).sort();
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, createHash('sha256').update(await readFile(join(path, name))).digest('hex')] as const)));
}

function packagesIn({ outputs }: Metafile): string[] {
  const paths = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs)).filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
  return [...new Set(paths.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []))];
}

const sizes = (): Sizes => sizesOf(built.metafile.outputs, new Map(built.files.map(({ path, bytes }) => [path, bytes])));

const index = (): string => Object.keys(built.metafile.outputs).find((path) => path.endsWith('/index.js')) ?? '';

/** The files of the bundle that a run loads, by name. */
async function loadedBy(inputs: Record<string, string>): Promise<string[]> {
  const report = "import { registerHooks } from 'node:module'; registerHooks({ load: (url, context, next) => { process.stderr.write(url + '\\n'); return next(url, context); } });";
  const { stderr } = await promisify(execFile)(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(report)}`, join(folder, 'dist', 'index.js')], { env: { ...inputs, PATH: process.env.PATH }, cwd: folder });
  return stderr.split('\n').filter((url) => url.startsWith('file:')).map((url) => basename(url)).sort();
}
