import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { openLargeFiles } from '../../action/large/large-files.ts';
import { sha256 } from '../../action/media-file.ts';
import type { PlannedFile } from '../../action/plan-files.ts';
import { it, received } from '../support/application-step.ts';
import { EVENTS } from '../support/github-events.ts';
import { asRunOf } from '../support/github-step.ts';
import { PNG } from '../support/media-samples.ts';
import { filesOf, passed, shown, soleError } from '../support/step.ts';
import { noise, uploadsTo } from '../support/uploads.ts';

const MB = 1024 * 1024;
const LARGE = noise(20 * MB + 1);
const ARTIFACTS = 'https://github.com/acme/wecom-media/actions/runs/8412001#artifacts';
const hasPowerShell = spawnSync('pwsh', ['-v']).status === 0;
const onUnix = process.platform !== 'win32';

describe('a file over WeCom’s limit with if-too-large: split', () => {
  it('goes in volumes, followed by the commands that join them to the same bytes', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'dist/我的 应用.bin': LARGE, 'dist/small.txt': 'content' });

    const run = passed(await step({ files: 'dist', 'if-too-large': 'split', text: 'Version 1.2' }));

    expect(shown(sandbox).map(([msgtype, what]) => (msgtype === 'text' ? msgtype : what))).toEqual(['text', 'small.txt', '我的 应用.bin.001', '我的 应用.bin.002', 'text']);
    const uploads = await uploadsTo(sandbox);
    const downloads = join(workspace.outside, 'downloads');
    mkdirSync(downloads);
    for (const { name, bytes } of uploads) writeFileSync(join(downloads, name), bytes);
    const note = String(shown(sandbox).at(-1)?.[1]);
    const command = (system: string): string => new RegExp(`^${system}:\\n(.*)$`, 'm').exec(note)?.[1] ?? 'exit 1';
    expect(note).toMatch(/^我的 应用\.bin is in 2 parts\. Save them to one folder, and join them there:\n/);
    if (onUnix) execFileSync('sh', ['-c', command('Linux, macOS')], { cwd: downloads });
    else execFileSync('cmd', ['/c', command('Windows \\(cmd\\)')], { cwd: downloads });
    expect(readFileSync(join(downloads, '我的 应用.bin')).equals(LARGE)).toBe(true);
    expect(filesOf(run).map(({ path, sha256: sum, status }) => [path, sum, status])).toEqual(uploads.map(({ name, bytes }) => [`dist/${name}`, sha256(bytes), 'sent']));
    expect(run.summary).toContain('copy &#47;b');
    expect(run.stdout).toContain('::group::3 files\ndist/small.txt (7 bytes)\ndist/我的 应用.bin.001 (10485761 bytes)\n');
  });

  it.skipIf(!hasPowerShell)('is joined by the command for PowerShell', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.bin': LARGE });
    passed(await step({ files: 'a.bin', 'if-too-large': 'split' }));
    const downloads = join(workspace.outside, 'downloads');
    mkdirSync(downloads);
    for (const { name, bytes } of await uploadsTo(sandbox)) writeFileSync(join(downloads, name), bytes);
    const command = /^Windows \(PowerShell\):\n(.*)$/m.exec(String(shown(sandbox).at(-1)?.[1]))?.[1] ?? 'exit 1';
    execFileSync('pwsh', ['-NoProfile', '-Command', command], { cwd: downloads });
    expect(readFileSync(join(downloads, 'a.bin')).equals(LARGE)).toBe(true);
  });

  it('goes in volumes of the size that is asked for, to an application in Chinese', async ({ app, sandbox, workspace }) => {
    await workspace.write({ 'a.bin': LARGE });

    passed(await app({ files: 'a.bin', 'if-too-large': 'split 8 MB', language: 'zh-CN' }));

    expect(received(sandbox).map(([, msgtype, what]) => (msgtype === 'text' ? String(what).split('\n')[0] : what))).toEqual(['a.bin.001', 'a.bin.002', 'a.bin.003', 'a.bin 分成了 3 个分卷。请保存到同一个文件夹，再在其中执行合并命令：']);
    expect(sandbox.state().media.map(({ size }) => size)).toEqual([6990507, 6990507, 6990507]);
  });

  it('mentions in the text with the commands, where no other text can', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.bin': LARGE });

    passed(await step({ files: 'a.bin', 'if-too-large': 'split', 'mention-users': 'zhangsan' }));

    const { messages } = sandbox.state();
    expect(messages.map(({ msgtype }) => msgtype)).toEqual(['file', 'file', 'text']);
    expect(messages[2]?.message).toMatchObject({ text: { mentioned_list: ['zhangsan'] } });
  });

  it('is split once for a robot and an application, and mentions only in the group', async ({ app, sandbox, workspace }) => {
    await workspace.write({ 'a.bin': LARGE });

    await app({ files: 'a.bin', 'if-too-large': 'split', 'mention-users': 'zhangsan', webhook: sandbox.robots[0]?.webhook ?? '' });

    const notes = sandbox.state().messages.filter(({ msgtype }) => msgtype === 'text');
    expect(notes.map(({ app: sender, message }) => [sender === undefined, JSON.stringify(message).includes('mentioned_list')]).sort()).toEqual([[false, false], [true, true]]);
    expect(sandbox.state().media).toHaveLength(4);
  });

  it('is an archive too, when there is one, and may be only uploaded', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'dist/a.bin': LARGE.subarray(0, 12 * MB), 'dist/b.bin': LARGE.subarray(MB, 12 * MB) });

    const run = passed(await step({ files: 'dist', zip: 'all.zip', 'if-too-large': 'split', 'send-files': 'false' }));

    expect(shown(sandbox)).toEqual([]);
    expect(filesOf(run).map(({ path, status }) => [path, status])).toEqual([['all.zip.001', 'uploaded'], ['all.zip.002', 'uploaded']]);
    expect(JSON.parse(run.outputs['media-ids'] ?? '')).toHaveLength(2);
    expect(run.summary).toContain('all.zip is in 2 parts');
  });

  it('whose name is long keeps its volumes apart from those of a name that begins alike', async ({ step, sandbox, workspace }) => {
    const name = 'a-very-long-name-of-a-package-that-says-what-it-is-for-and-'.padEnd(70, 'x');
    await workspace.write({ [`${name}-arm.bin`]: LARGE, [`${name}-x86.bin`]: LARGE });

    passed(await step({ files: '*.bin', 'if-too-large': 'split', 'send-files': 'false' }));

    const names = sandbox.state().media.map(({ filename }) => filename);
    expect(new Set(names).size).toBe(4);
    expect(names.filter((volume) => volume.startsWith('2-'))).toHaveLength(2);
  });

  test('is a problem where its volumes cannot be written', async () => {
    const opened = openLargeFiles({ policy: 'split', written: 'split', maxBytes: 20 * MB, language: 'en', scratch: () => import.meta.filename, env: {} });
    const file: PlannedFile = { path: 'dist/a.bin', absolute: import.meta.filename, name: 'a.bin', kind: 'file', inline: false, size: 30 * MB, modified: 0 };
    expect(opened.ok && (await opened.large.replace(file))).toMatchObject({ ok: false, problem: { path: 'dist/a.bin', actual: 'volumes that could not be written (ENOTDIR)', fix: 'Make room there, or set if-too-large to link or skip' } });
  });

  it.for(['split 0', 'split:0 MB', 'split 30 MB', 'split ten'])('is not split when the size of the volumes is none, as in %j', async (value, { step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });

    const message = soleError(await step({ files: 'a.txt\nmissing.txt', 'if-too-large': value }));

    expect(message).toContain(`- if-too-large: "${value}", allowed is volumes of 12 to 20905984 bytes. Write split for volumes as large as WeCom takes, or a size such as split 10 MB`);
    expect(message).toContain('missing.txt');
    expect(sandbox.state().requests).toEqual([]);
  });

  it('is refused as it was when it is to be a picture, which cannot be joined', async ({ step, workspace }) => {
    await workspace.write({ 'a.png': Buffer.concat([PNG, LARGE.subarray(0, 3 * MB)]) });

    expect(soleError(await step({ files: 'a.png', 'media-type': 'image', 'if-too-large': 'split' }))).toContain('- a.png: 3145798 bytes, allowed is at most 2097152 bytes (2 MB) as image');
  });
});

describe('a file over WeCom’s limit with if-too-large: link', () => {
  it('stays where it is, and a text says where', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.bin': LARGE, 'b.bin': LARGE, 'c.txt': 'content' });

    const run = passed(await step({ files: '*', 'if-too-large': 'link' }, await asRunOf(EVENTS.push, workspace)));

    expect(shown(sandbox)).toEqual([['text', `Too large for WeCom: a.bin (20.0 MB), b.bin (20.0 MB)\n${ARTIFACTS}`], ['file', 'c.txt']]);
    expect(filesOf(run).map(({ name, status, reason }) => [name, status, reason])).toEqual([
      ['a.bin', 'skipped', 'over the 20971520 bytes that WeCom takes; linked to instead'],
      ['b.bin', 'skipped', 'over the 20971520 bytes that WeCom takes; linked to instead'],
      ['c.txt', 'sent', ''],
    ]);
    expect(run.outputs.delivery).toBe('sent');
    expect(run.summary).toContain(`<a href="${ARTIFACTS}">`);
  });

  it('is on the card where there is one, without a text', async ({ step, sandbox, workspace }) => {
    await workspace.write({ '安装包-1.2.0-release.bin': LARGE });

    passed(await step({ files: '*.bin', 'if-too-large': 'link', card: 'auto', status: 'success', language: 'zh-CN' }, await asRunOf(EVENTS.push, workspace)));

    expect(sandbox.state().messages.map(({ msgtype }) => msgtype)).toEqual(['template_card']);
    expect((sandbox.state().messages[0]?.message.template_card as { jump_list: object[] }).jump_list[0]).toEqual({ type: 1, title: '安装包-1.2.0-re…', url: ARTIFACTS });
  });

  it('is linked to on the host of a GitHub Enterprise', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.bin': LARGE });
    passed(await step({ files: 'a.bin', 'if-too-large': 'link', language: 'zh-CN' }, await asRunOf(EVENTS.push, workspace, { GITHUB_SERVER_URL: 'https://ghe.example' })));
    expect(shown(sandbox)).toEqual([['text', '超出企业微信的大小限制：a.bin（20.0 MB）\nhttps://ghe.example/acme/wecom-media/actions/runs/8412001#artifacts']]);
  });

  it('is left out of a dry run, which says so', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.bin': LARGE });

    const { log } = passed(await step({ files: 'a.bin', 'if-too-large': 'link', 'dry-run': 'true' }, await asRunOf(EVENTS.push, workspace)));

    expect(log).toContain('Left out: a.bin, over the 20971520 bytes that WeCom takes; linked to instead');
    expect(log).toContain(ARTIFACTS);
    expect(sandbox.state().requests).toEqual([]);
  });

  it('is refused where there is no run to link to', async ({ step, workspace }) => {
    await workspace.write({ 'a.bin': LARGE });
    expect(soleError(await step({ files: 'a.bin', 'if-too-large': 'link' }))).toContain('- a.bin: no GITHUB_RUN_ID, allowed is a run on GitHub, whose page can be linked to. Set if-too-large to skip or split where there is no such run');
  });
});

describe('what a step writes for itself', () => {
  it('is gone after it, also when it failed or was cancelled', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.bin': LARGE });
    const temp = join(workspace.outside, 'temp');
    await mkdir(temp);
    const env = { RUNNER_TEMP: temp };
    const inputs = { files: 'a.bin', 'if-too-large': 'split', 'timeout-seconds': '60' };

    sandbox.script({ path: '/cgi-bin/webhook/upload_media', kind: 'errcode', errcode: 40058, times: 9 });
    soleError(await step(inputs, { env }));
    expect(await readdir(temp)).toEqual([]);

    sandbox.reset();
    sandbox.script({ path: '/cgi-bin/webhook/upload_media', kind: 'silence-before', times: 9 });
    let written: string[] = [];
    const cancelled = await step(inputs, {
      env,
      onStart: (kill) => {
        const poll = setInterval(() => {
          if (sandbox.state().requests.length === 0) return;
          clearInterval(poll);
          void readdir(temp).then((names) => {
            written = names;
            kill('SIGINT');
          });
        }, 20);
      },
    });
    expect(written).toEqual([expect.stringMatching(/^wecom-media-/)]);
    expect(soleError(cancelled)).toContain('The step was cancelled');
    expect(await readdir(temp)).toEqual([]);
  });

  it('needs a folder that can be written to', async ({ step, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    expect(soleError(await step({ files: 'a.txt', zip: 'a.zip' }, { env: { RUNNER_TEMP: join(workspace.root, 'nowhere') } }))).toContain('RUNNER_TEMP: one that is not there or cannot be written to (ENOENT)');
  });
});
