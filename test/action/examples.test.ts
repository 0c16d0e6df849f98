import { execFileSync, spawnSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect } from 'vitest';
import { parse } from 'yaml';

import type { Sandbox } from '../../sandbox/server.ts';
import { EVENTS, REPOSITORY } from '../support/github-events.ts';
import type { Event } from '../support/github-events.ts';
import { asRunOf } from '../support/github-step.ts';
import { startRelay } from '../support/relay.ts';
import { startGitHub } from '../support/small-github.ts';
import { uploadsTo } from '../support/uploads.ts';
import { runJob, runSteps, runWorkflow } from '../support/workflow.ts';
import type { Context, Step, StepRun } from '../support/workflow.ts';
import { accountOf, it, received } from '../support/application-step.ts';
import { shown, webhookOf } from '../support/step.ts';
import type { Folder } from '../support/step.ts';

const ROOT = join(import.meta.dirname, '../..');
const EXAMPLES = join(ROOT, 'examples/workflows');

const testers = (sandbox: Sandbox): { name: string; webhook: string; key: string } => sandbox.robots[1] ?? sandbox.addRobot('Testers');

const contextOf = (sandbox: Sandbox, vars: Record<string, string> = {}): Context => ({
  secrets: { WECOM_CORP_SECRET: accountOf(sandbox).corpsecret, WECOM_WEBHOOK: webhookOf(sandbox), WECOM_WEBHOOK_TESTERS: testers(sandbox).webhook, WECOM_KEY: sandbox.robots[0]?.key ?? '' },
  vars: { WECOM_BASE_URL: sandbox.baseUrl, WECOM_CORP_ID: accountOf(sandbox).corpid, WECOM_AGENT_ID: String(accountOf(sandbox).agentid), ...vars },
  github: { actor: 'octocat', ref_name: 'main', run_id: '4711', run_number: '128', repository: 'octo/app', server_url: 'https://github.com' },
});

/** Runs an example as of a push, unless told otherwise; every step of the Action must pass, and every job but those that are to fail. */
async function runExample(name: string, sandbox: Sandbox, workspace: Folder, { vars = {}, event = EVENTS.push, failing = [], more = {} }: { vars?: Record<string, string>; event?: Event; failing?: string[]; more?: Record<string, string> } = {}): Promise<StepRun[]> {
  const { env = {} } = await asRunOf(event, workspace, more);
  const { runs, results } = await runWorkflow(await readFile(join(EXAMPLES, name), 'utf8'), contextOf(sandbox, vars), { workspace: workspace.root, env });
  for (const { action } of runs) expect(action?.exitCode ?? 0, action?.log ?? '').toBe(0);
  expect(Object.keys(results).filter((job) => results[job] !== 'success'), JSON.stringify(runs)).toEqual(failing);
  return runs;
}

const last = (runs: readonly StepRun[]): Record<string, string> => runs.findLast(({ action }) => action !== undefined)?.action?.outputs ?? {};

describe('the first example of the README', () => {
  it('brings packages and reports to the group, leaves out what it excludes, and mentions the member', async ({ sandbox, workspace }) => {
    const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
    const yaml = /<!-- example:start -->\s*```yaml\n([^]*?)```\s*<!-- example:end -->/.exec(readme)?.[1] ?? '';
    await workspace.write({ 'dist/应用.apk': 'a package', 'reports/a/测试.html': '<p>passed', 'reports/draft/notes.html': '<p>not yet' });

    const runs = await runSteps(parse(yaml) as Step[], contextOf(sandbox), workspace.root);

    expect(runs[0]?.action?.exitCode, runs[0]?.log).toBe(0);
    expect(shown(sandbox)).toEqual([
      ['markdown', '## Build 128 is ready\nBranch <font color="info">main</font>, by octocat\n\n<@zhangsan>'],
      ['file', '应用.apk'],
      ['file', '测试.html'],
    ]);
  });

  it('is also the first step of the Chinese guide, in Chinese', async () => {
    const guide = await readFile(join(ROOT, 'docs/zh-CN/action.md'), 'utf8');
    const [step] = parse(/```yaml\n([^]*?)```/.exec(guide)?.[1] ?? '') as Step[];
    const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
    const [english] = parse(/```yaml\n([^]*?)```/.exec(readme)?.[1] ?? '') as Step[];
    expect({ ...step?.with, markdown: '' }).toEqual({ ...english?.with, markdown: '' });
  });
});

describe('the steps that tell of the run in the guides', () => {
  it.for(['README.md', 'docs/cards.md', 'docs/zh-CN/cards.md', 'docs/zh-CN/action.md'])('work as they stand: %s', async (path, { sandbox, workspace }) => {
    const blocks = [...(await readFile(join(ROOT, path), 'utf8')).matchAll(/```yaml\n(- uses: [^]*?)```/g)].map(([, yaml = '']) => parse(yaml) as Step[]);
    const steps = blocks.flat().filter((step) => step.with?.card !== undefined);
    expect(steps.length).toBeGreaterThan(0);
    const { env = {} } = await asRunOf(EVENTS.pushOfOne, workspace);
    const { runs } = await runJob(steps, contextOf(sandbox), { workspace: workspace.root, env });
    // Nothing to compare with: that is asked of GitHub, which no test reaches.
    for (const { action } of runs) expect(action?.exitCode, action?.log).toBe(0);
    expect(sandbox.state().messages.map(({ msgtype }) => msgtype)).toEqual(steps.map(() => 'template_card'));
  });
});

describe('the example workflow', () => {
  it('build-to-group brings what was built, with a line that mentions', async ({ sandbox, workspace }) => {
    await runExample('build-to-group.yml', sandbox, workspace);
    expect(shown(sandbox).map(([msgtype, what]) => (msgtype === 'markdown' ? msgtype : what))).toEqual(['markdown', '应用-1.0.0.apk', '测试报告.html']);
  });

  it('upload-only sends nothing but the card, whose attachment is the upload', async ({ sandbox, workspace }) => {
    const runs = await runExample('upload-only.yml', sandbox, workspace);
    const [upload] = sandbox.state().media;
    expect(upload?.filename).toBe('发布说明.txt');
    expect(sandbox.state().messages).toMatchObject([
      {
        msgtype: 'template_card',
        message: {
          template_card: {
            horizontal_content_list: [{ keyname: 'Branch' }, { type: 2, media_id: upload?.media_id }],
            card_action: { url: 'https://github.com/octo/app/actions/runs/4711' },
          },
        },
      },
    ]);
    expect(last(runs).delivery).toBe('sent');
  });

  it('several-groups gives each group its own upload and the same words', async ({ sandbox, workspace }) => {
    const runs = await runExample('several-groups.yml', sandbox, workspace);
    const words = [['text', 'Version 1.2.0 is on its way to the testers.'], ['file', 'version.txt']];
    expect(shown(sandbox)).toEqual(words);
    expect(shown(sandbox, testers(sandbox).name)).toEqual(words);
    expect(runs.at(-1)?.log).toContain('delivery is sent');
  });

  it('failure-with-mention tells of a failure, and mentions its author and who is on duty in a text of its own', async ({ sandbox, workspace }) => {
    await workspace.write({ 'test.sh': 'exit 1' });
    await runExample('failure-with-mention.yml', sandbox, workspace, { failing: ['test'] });
    const { messages } = sandbox.state();
    expect(messages.map(({ msgtype }) => msgtype)).toEqual(['template_card', 'text']);
    expect(messages[0]?.message).toMatchObject({ template_card: { main_title: { title: '❌ wecom-media failed' } } });
    expect(messages[1]?.message).toMatchObject({ text: { mentioned_list: ['zhangsan'], mentioned_mobile_list: ['13800000000'] } });
  });

  it('failure-with-mention mentions nobody when the tests pass again', async ({ sandbox, workspace }) => {
    await workspace.write({ 'test.sh': 'exit 0' });
    await runExample('failure-with-mention.yml', sandbox, workspace);
    expect(sandbox.state().messages.map(({ msgtype, message }) => [msgtype, JSON.stringify(message).includes('✅ wecom-media passed')])).toEqual([['template_card', true]]);
  });

  it('notify-on-release tells what is new in it, brings its packages, and links to what is too large', async ({ sandbox, workspace }) => {
    const releases = `/repos/${REPOSITORY}/releases`;
    const assets = [['app.apk', 9], ['all-in-one.apk', 30_000_000], ['sources.zip', 9]].map(([name, size], index) => ({ id: index + 1, name, size, state: 'uploaded', browser_download_url: `https://github.com/${REPOSITORY}/${String(name)}` }));
    const github = await startGitHub({ [`${releases}/7001/assets?per_page=100&page=1`]: { json: assets }, [`${releases}/assets/1`]: { status: 200, body: 'a package' } });
    await runExample('notify-on-release.yml', sandbox, workspace, { event: EVENTS.release, more: { GITHUB_API_URL: github.url } });
    const [card, ...others] = sandbox.state().messages;
    expect(card).toMatchObject({ message: { template_card: { main_title: { title: '🎉 wecom-media v1.2.0' }, quote_area: { title: 'What is new' } } } });
    expect(JSON.stringify(card?.message)).toContain(`"title":"all-in-one.a…","url":"https://github.com/${REPOSITORY}/all-in-one.apk"`);
    expect(others.map(({ msgtype }) => msgtype)).toEqual(['file']);
    expect(sandbox.state().media.map(({ filename }) => filename)).toEqual(['app.apk']);
  });

  it.skipIf(spawnSync('unzip', ['-v']).status !== 0)('zip-and-split sends an archive in parts, which joined unpacks to what was built', async ({ sandbox, workspace }) => {
    await runExample('zip-and-split.yml', sandbox, workspace);
    const uploads = await uploadsTo(sandbox);
    expect(uploads.map(({ name }) => name)).toEqual(['app-128.zip.001', 'app-128.zip.002']);
    expect(shown(sandbox).map(([msgtype]) => msgtype)).toEqual(['text', 'file', 'file', 'text']);
    const joined = join(workspace.outside, 'app.zip');
    await writeFile(joined, Buffer.concat(uploads.map(({ bytes }) => bytes)));
    const unpacked = execFileSync('unzip', ['-p', joined, '应用.bin'], { maxBuffer: 30_000_000 });
    expect(unpacked.equals(await readFile(join(workspace.root, 'dist/应用.bin')))).toBe(true);
  });

  it.skipIf(process.platform !== 'linux')('relay reaches members from an address that WeCom trusts, where the runner’s own is refused', async ({ sandbox, workspace }) => {
    sandbox.trustIps(['127.0.0.2']);
    await runExample('relay.yml', sandbox, workspace, { vars: { WECOM_RELAY: await startRelay(sandbox.baseUrl, '127.0.0.2') } });
    expect(received(sandbox)).toEqual([['ZhangSan', 'text', 'Version 1.2.0 is out.'], ['ZhangSan', 'file', 'version.txt']]);
    await expect(runExample('relay.yml', sandbox, workspace, { vars: { WECOM_RELAY: sandbox.baseUrl } })).rejects.toThrow('60020');
  });

  it('matrix-roll-up makes one card of all jobs, with what came of each', async ({ sandbox, workspace }) => {
    await workspace.write({ 'test.sh': 'test "$1" != windows-2025' });
    await runExample('matrix-roll-up.yml', sandbox, workspace, { failing: ['test', 'package'] });
    expect(sandbox.state().messages).toMatchObject([
      { message: { template_card: { main_title: { title: '❌ wecom-media 构建失败' }, quote_area: { title: '3 个任务，1 个成功', quote_text: '❌ test：失败\n⏭️ package：已跳过\n✅ lint：成功' } } } },
    ]);
  });

  it('media-cache uploads once for two runs', async ({ sandbox, workspace }) => {
    await runExample('media-cache.yml', sandbox, workspace);
    await runExample('media-cache.yml', sandbox, workspace);
    expect(sandbox.state().media).toHaveLength(1);
    expect(shown(sandbox)).toEqual([['file', 'handbook.txt'], ['file', 'handbook.txt']]);
  });

  it('private-deployment sends a bare key to the base URL', async ({ sandbox, workspace }) => {
    const runs = await runExample('private-deployment.yml', sandbox, workspace);
    expect(shown(sandbox)).toEqual([['text', 'Hello from behind the firewall.']]);
    expect(last(runs).delivery).toBe('sent');
  });

  it('application-to-department tells a department, and who of it did not get it', async ({ sandbox, workspace }) => {
    const runs = await runExample('application-to-department.yml', sandbox, workspace);
    expect(received(sandbox).map(([whom, msgtype, what]) => [whom, msgtype === 'file' ? what : msgtype])).toEqual([['party 2', 'markdown'], ['party 2', '测试报告.html']]);
    expect(sandbox.state().messages[0]?.message).toMatchObject({ enable_duplicate_check: 1, duplicate_check_interval: 1800 });
    expect(runs.at(-1)?.log).toContain(`message ${sandbox.state().messages[0]?.msgid ?? ''}, not for ''`);
  });

  it('application-group-chat tells the chat, and mentions in the text', async ({ sandbox, workspace, chatid }) => {
    await runExample('application-group-chat.yml', sandbox, workspace, { vars: { WECOM_CHAT_ID: chatid } });
    expect(received(sandbox)).toEqual([[chatid, 'text', 'This is how it looks now.'], [chatid, 'image', 'screenshot.png']]);
    expect(sandbox.state().messages[0]?.message).toMatchObject({ text: { mentioned_list: ['LiSi'] } });
  });

  it('robot-and-application tells the group and a member the same', async ({ sandbox, workspace }) => {
    const runs = await runExample('robot-and-application.yml', sandbox, workspace);
    expect(shown(sandbox)).toEqual([['text', 'Version 1.2.0 is out.'], ['file', 'version.txt']]);
    expect(received(sandbox)).toEqual([['ZhangSan', 'text', 'Version 1.2.0 is out.'], ['ZhangSan', 'file', 'version.txt']]);
    expect(runs.at(-1)?.log).toContain('delivery is sent');
  });

  it('is among those that are run here, whichever it is', async () => {
    const source = await readFile(join(import.meta.dirname, 'examples.test.ts'), 'utf8');
    for (const name of await readdir(EXAMPLES)) expect(source, `${name} is not run by a test`).toContain(`'${name}'`);
  });
});
