import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';

import type { ActionOptions } from '../../scripts/run-action.ts';
import { everythingShown, keeps, masksIn } from '../support/everything-shown.ts';
import { EVENTS, REPOSITORY, pullRequest } from '../support/github-events.ts';
import { asRunOf } from '../support/github-step.ts';
import { TOKEN, startGitHub } from '../support/small-github.ts';
import type { Reply, SmallGitHub } from '../support/small-github.ts';
import { filesOf, it, passed, shown, soleError } from '../support/step.ts';
import type { Folder } from '../support/step.ts';
import { noise, uploadsTo } from '../support/uploads.ts';

const MB = 1024 * 1024;
const hasUnzip = spawnSync('unzip', ['-v']).status === 0;
const PAGE = `https://github.com/${REPOSITORY}/releases/download/v1.2.0`;

const CONTENT: Record<string, Buffer> = { 'app-10.apk': Buffer.from('the tenth'), 'app-9.apk': Buffer.from('the ninth'), 'notes.txt': Buffer.from('what is new') };

/** A GitHub with one release, whose API lies below a path, as on an Enterprise host. */
async function withRelease(contents: Record<string, Buffer | Reply | number> = CONTENT): Promise<SmallGitHub & { apiUrl: string }> {
  const entries = Object.entries(contents);
  const sizeOf = (content: Buffer | Reply | number): number => (typeof content === 'number' ? content : Buffer.isBuffer(content) ? content.length : 9);
  const list = entries.map(([name, content], index) => ({ id: index + 1, name, size: sizeOf(content), state: 'uploaded', browser_download_url: `${PAGE}/${name}` }));
  const base = `/api/v3/repos/${REPOSITORY}/releases`;
  const files = entries.flatMap(([, content], index): [string, Reply][] => (typeof content === 'number' ? [] : [[`${base}/assets/${index + 1}`, Buffer.isBuffer(content) ? { status: 200, body: content } : content]]));
  const server = await startGitHub({ [`${base}/7001/assets?per_page=100&page=1`]: { json: list }, ...Object.fromEntries(files) });
  return { ...server, apiUrl: `${server.url}/api/v3` };
}

const onRelease = async (server: { apiUrl: string }, workspace: Folder, more: Record<string, string> = {}): Promise<Partial<ActionOptions>> => asRunOf(EVENTS.release, workspace, { GITHUB_API_URL: server.apiUrl, ...more });

describe('release-assets', () => {
  it('brings what a release was published with, after the files of the workspace, in natural order', async ({ step, sandbox, workspace }) => {
    const server = await withRelease();
    await workspace.write({ 'report.txt': 'content' });

    const run = passed(await step({ files: 'report.txt', 'release-assets': '*.apk', 'github-token': TOKEN, card: 'release' }, await onRelease(server, workspace)));

    expect(sandbox.state().messages.map(({ msgtype }) => msgtype)).toEqual(['template_card', 'file', 'file', 'file']);
    expect((await uploadsTo(sandbox)).map(({ name, bytes }) => [name, bytes.toString()])).toEqual([['app-9.apk', 'the ninth'], ['app-10.apk', 'the tenth'], ['report.txt', 'content']]);
    expect(filesOf(run).map(({ path }) => path)).toEqual(['report.txt', 'v1.2.0/app-9.apk', 'v1.2.0/app-10.apk']);
    expect(server.asked.map(({ authorization }) => authorization)).toEqual(Array.from({ length: 3 }, () => `Bearer ${TOKEN}`));
  });

  it('keeps the token out of all that is shown, also when debugging and when GitHub repeats it', async ({ step, workspace }) => {
    for (const contents of [CONTENT, { 'app.apk': { status: 403, body: TOKEN, headers: { 'x-echo': TOKEN } } as Reply }]) {
      const server = await withRelease(contents);
      const run = await step({ 'release-assets': '*.apk', 'github-token': TOKEN }, await onRelease(server, workspace, { RUNNER_DEBUG: '1' }));
      expect(masksIn(run)).toContain(TOKEN);
      keeps(run, TOKEN);
      expect(everythingShown(run)).not.toContain('canary');
    }
  });

  it.skipIf(!hasUnzip)('goes into the archive with the files of the workspace', async ({ step, sandbox, workspace }) => {
    const server = await withRelease();
    await workspace.write({ 'docs/a.txt': 'content' });

    passed(await step({ files: 'docs', 'release-assets': '*', zip: 'v1.2.0.zip', 'github-token': TOKEN }, await onRelease(server, workspace)));

    const [upload] = await uploadsTo(sandbox);
    const saved = join(workspace.outside, 'saved.zip');
    writeFileSync(saved, upload?.bytes ?? '');
    expect(execFileSync('unzip', ['-Z1', saved], { encoding: 'utf8' }).trim().split('\n')).toEqual(['docs/a.txt', 'v1.2.0/app-9.apk', 'v1.2.0/app-10.apk', 'v1.2.0/notes.txt']);
    expect(execFileSync('unzip', ['-p', saved, 'v1.2.0/app-9.apk'], { encoding: 'utf8' })).toBe('the ninth');
  });

  it('links to the asset’s own page when it is too large, without fetching it', async ({ step, sandbox, workspace }) => {
    const server = await withRelease({ 'app.apk': 30 * MB, 'notes.txt': Buffer.from('what is new') });

    const run = passed(await step({ 'release-assets': '*', 'if-too-large': 'link', 'github-token': TOKEN }, await onRelease(server, workspace)));

    expect(shown(sandbox)).toEqual([['text', `Too large for WeCom: app.apk (30.0 MB)\n${PAGE}/app.apk`], ['file', 'notes.txt']]);
    expect(server.asked.filter(({ accept }) => accept === 'application/octet-stream')).toHaveLength(1);
    expect(filesOf(run).map(({ name, status }) => [name, status])).toEqual([['notes.txt', 'sent'], ['app.apk', 'skipped']]);
  });

  it('shows as many links as there are on the card, and all of them in a text when they are more', async ({ step, sandbox, workspace }) => {
    const server = await withRelease({ 'a.apk': 30 * MB, 'b.apk': 30 * MB, 'c.apk': 30 * MB, 'd.apk': 30 * MB });
    const inputs = { 'if-too-large': 'link', 'github-token': TOKEN, card: 'release' };

    passed(await step({ ...inputs, 'release-assets': '[abc].apk' }, await onRelease(server, workspace)));
    passed(await step({ ...inputs, 'release-assets': '*' }, await onRelease(server, workspace)));

    const [first, second, text] = sandbox.state().messages;
    const jumps = (first?.message.template_card as { jump_list: { title: string; url: string }[] }).jump_list;
    expect(jumps.map(({ title, url }) => [title, url])).toEqual(['a', 'b', 'c'].map((name) => [`${name}.apk`, `${PAGE}/${name}.apk`]));
    expect(second?.msgtype).toBe('template_card');
    expect(JSON.stringify(text?.message)).toContain(`${PAGE}/d.apk`);
    expect(sandbox.state().messages).toHaveLength(3);
  });

  it('links to the release when the archive of its assets is too large', async ({ step, sandbox, workspace }) => {
    const server = await withRelease({ 'a.apk': noise(11 * MB), 'b.apk': noise(11 * MB) });
    passed(await step({ 'release-assets': '*', zip: 'all.zip', 'if-too-large': 'link', 'github-token': TOKEN }, await onRelease(server, workspace)));
    expect(shown(sandbox)).toEqual([['text', `Too large for WeCom: all.zip (22.0 MB)\nhttps://github.com/${REPOSITORY}/releases/tag/v1.2.0`]]);
  });

  it('splits what is too large', async ({ step, sandbox, workspace }) => {
    const large = noise(21 * MB);
    const server = await withRelease({ 'app.apk': large });
    passed(await step({ 'release-assets': '*', 'if-too-large': 'split', 'github-token': TOKEN }, await onRelease(server, workspace)));
    expect(Buffer.concat((await uploadsTo(sandbox)).map(({ bytes }) => bytes)).equals(large)).toBe(true);
  });

  it('names what is too large otherwise, or leaves it out', async ({ step, sandbox, workspace }) => {
    const server = await withRelease({ 'app.apk': 30 * MB });
    const options = await onRelease(server, workspace);
    expect(soleError(await step({ 'release-assets': '*', 'github-token': TOKEN }, options))).toContain('- app.apk: 31457280 bytes, allowed is at most 20971520 bytes (20 MB) as file. Make it smaller, or set if-too-large to split, link or skip');
    const skipped = await step({ 'release-assets': '*', 'github-token': TOKEN, 'if-too-large': 'skip', text: 'released' }, options);
    expect(skipped.exitCode).toBe(0);
    expect(shown(sandbox)).toEqual([['text', 'released']]);
  });

  it('in a dry run fetches and checks, and tells WeCom nothing', async ({ step, sandbox, workspace }) => {
    const server = await withRelease();
    const { log } = passed(await step({ 'release-assets': 'app-*', 'github-token': TOKEN, 'dry-run': 'true' }, await onRelease(server, workspace)));
    expect(log).toContain('1. file v1.2.0/app-9.apk as “app-9.apk” (9 bytes)');
    expect(sandbox.state().requests).toEqual([]);
  });

  it('that cannot be had is one message, with all else that is wrong, before anything is sent', async ({ step, sandbox, workspace }) => {
    const server = await withRelease();
    const wrong = { 'media-type': 'movie', text: 'hello' };
    const say = async (inputs: Record<string, string>, options: Partial<ActionOptions>): Promise<string> => {
      const message = soleError(await step({ ...wrong, ...inputs }, options));
      expect(message).toContain('- media-type:');
      return message;
    };
    expect(await say({ 'release-assets': '*.ipa' }, await onRelease(server, workspace))).toContain('- release-assets “*.ipa”: none among app-9.apk, app-10.apk, notes.txt'.replace('app-9.apk, app-10.apk', 'app-10.apk, app-9.apk'));
    expect(await say({ 'release-assets': '*' }, await asRunOf(EVENTS.push, workspace))).toContain('- release-assets: a run set off by something else (push), allowed is a run that a release set off. Let the workflow run on: release');
    const refusing = await startGitHub({ [`/api/v3/repos/${REPOSITORY}/releases/7001/assets?per_page=100&page=1`]: { status: 403, body: '{}' } });
    const refused = await say({ 'release-assets': '*', 'github-token': TOKEN }, await onRelease({ apiUrl: `${refusing.url}/api/v3` }, workspace));
    expect(refused).toContain('- release-assets: the github-token has no right to this (403), allowed is assets that GitHub hands out. Add permissions: with contents: read to the job');
    expect(sandbox.state().requests).toEqual([]);
  });

  it.for([
    ['a pull request from a fork', pullRequest('opened', { head: { ref: 'x', sha: 'a'.repeat(40), repo: { full_name: 'somebody/fork' } } }), {}],
    ['Dependabot', EVENTS.release, { GITHUB_ACTOR: 'dependabot[bot]' }],
  ] as const)('is passed over with the rest where GitHub withholds the secrets: %s', async ([, event, env], { step, sandbox, workspace }) => {
    const server = await withRelease();
    const run = await step({ webhook: '', 'release-assets': '*', zip: 'all.zip' }, await asRunOf(event, workspace, { GITHUB_API_URL: server.apiUrl, ...env }));
    expect(run.annotations.map(({ level }) => level)).toEqual(['notice']);
    expect(run.exitCode).toBe(0);
    expect(server.asked).toEqual([]);
    expect(sandbox.state().requests).toEqual([]);
  });
});

/** Preloaded: writes the host and port of every socket that is opened, and every name that is looked up. */
const WITNESS = `
import net from 'node:net';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
const note = (what) => appendFileSync(process.env.WITNESS, what + '\\n');
const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...given) {
  const [options] = Array.isArray(given[0]) ? given[0] : given;
  note((options.host ?? 'localhost') + ':' + options.port);
  return connect.apply(this, given);
};
const { lookup } = dns;
dns.lookup = (name, ...rest) => { note('lookup ' + name); return lookup(name, ...rest); };
`;

describe('a runner without a way to the internet', () => {
  it('needs none but to the hosts it was given, whatever the step uses', async ({ step, sandbox, workspace }) => {
    const [server, witness] = [await withRelease({ ...CONTENT, 'large.bin': 30 * MB }), join(workspace.outside, 'witness.txt')];
    const preload = join(workspace.outside, 'witness.mjs');
    writeFileSync(preload, WITNESS);
    await workspace.write({ 'docs/a.txt': 'content' });
    const options = await onRelease(server, workspace, { NODE_OPTIONS: `--import ${preload}`, WITNESS: witness });
    const inputs = { files: 'docs', 'github-token': TOKEN, card: 'auto', language: 'zh-CN', 'media-cache': join(workspace.outside, 'cache.json') };

    passed(await step({ ...inputs, 'release-assets': '*', 'if-too-large': 'link' }, options));
    passed(await step({ ...inputs, 'release-assets': '*.apk', zip: 'all.zip' }, options));

    const hosts = new Set(readFileSync(witness, 'utf8').trim().split('\n'));
    expect([...hosts].sort()).toEqual([new URL(sandbox.baseUrl).host, new URL(server.url).host].sort());
  });
});
