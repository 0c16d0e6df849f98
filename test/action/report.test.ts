import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it as test } from 'vitest';
import { parse } from 'yaml';

import { createLedger } from '../../action/ledger.ts';
import type { FileRecord, Ledger } from '../../action/ledger.ts';
import { renderSummary } from '../../action/summary.ts';
import { PNG } from '../support/media-samples.ts';
import { SEND, filesOf, it, messagesOf, passed, soleError } from '../support/step.ts';

const DAY = 24 * 3_600_000;

describe.concurrent('the outputs', () => {
  it('are those of action.yml, on success and on failure', async ({ step }) => {
    const { outputs } = parse(await readFile(join(import.meta.dirname, '../../action.yml'), 'utf8')) as { outputs: object };

    for (const inputs of [{ text: 'hello' }, { files: 'nothing' }, { text: 'hello', webhook: '', 'if-no-credentials': 'skip' }]) {
      expect(Object.keys((await step(inputs)).outputs).sort()).toEqual(Object.keys(outputs).sort());
    }
  });

  it('describe every file and every message', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'dist/应用;.apk': 'the app', 'dist/b.png': PNG });

    const run = passed(await step({ files: 'dist/*.apk\ndist/b.png' }));

    const [file, picture, ...others] = filesOf(run);
    const [media] = sandbox.state().media;
    const created = (media?.created_at ?? 0) * 1000;
    expect(others).toEqual([]);
    expect(file).toEqual({
      path: 'dist/应用;.apk',
      name: '应用_.apk',
      type: 'file',
      size: 7,
      sha256: media?.sha256,
      media_id: media?.media_id,
      created_at: new Date(created).toISOString(),
      expires_at: new Date(created + 3 * DAY).toISOString(),
      status: 'sent',
      reason: '',
      destination: 1,
    });
    expect(picture).toMatchObject({ path: 'dist/b.png', type: 'image', media_id: null, created_at: null, expires_at: null, status: 'sent', reason: '' });
    expect(picture?.sha256).toMatch(/^[\da-f]{64}$/);
    expect(messagesOf(run)).toEqual(['file', 'image'].map((msgtype) => ({ channel: 'robot', msgtype, delivery: 'sent', errcode: 0, errmsg: 'ok', msgid: null, destination: 1 })));
    expect(run.outputs).toMatchObject({ 'media-id': media?.media_id, 'media-ids': JSON.stringify([media?.media_id]), delivery: 'sent', 'message-id': '', 'invalid-users': '' });
  });

  it('and the summary that cannot be written do not change what is said of the delivery', async ({ step, workspace }) => {
    await workspace.write({ 'a-file': 'in the way' });
    const nowhere = join(workspace.root, 'a-file', 'output');

    const run = passed(await step({ text: 'hello' }, { env: { GITHUB_OUTPUT: nowhere, GITHUB_STEP_SUMMARY: nowhere } }));

    expect(run.log).toContain('The outputs could not be written, so later steps see none.');
    expect(run.log).toContain('The step summary could not be written.');
    expect(run.log).toContain('text message: sent');
  });

  it('and the summary may be missing, as outside GitHub', async ({ step }) => {
    const run = passed(await step({ text: 'hello' }, { env: { GITHUB_OUTPUT: '', GITHUB_STEP_SUMMARY: '', GITHUB_WORKSPACE: '' } }));

    expect(run.log.trim()).toBe('text message: sent');
  });
});

describe.concurrent('the summary', () => {
  it('is a table of the files and one of the messages', async ({ step, workspace }) => {
    await workspace.write({ 'dist/a.apk': 'x'.repeat(1536), 'dist/b;.txt': 'content' });

    const { summary, outputs } = passed(await step({ files: 'dist/*', text: 'hello' }));

    const [{ sha256 } = { sha256: '' }] = JSON.parse(outputs.files ?? '') as FileRecord[];
    expect(summary).toContain('### ✅ Delivered to WeCom\n');
    expect(summary).toContain('<tr><th>File</th><th>Type</th><th>Size</th><th>SHA-256</th><th>What happened</th></tr>');
    expect(summary).toContain(`<tr><td>dist&#47;a.apk</td><td>file</td><td>1.5 KB</td><td><code title="${sha256 ?? ''}">${(sha256 ?? '').slice(0, 12)}</code></td><td>sent</td></tr>`);
    expect(summary).toContain('dist&#47;b;.txt as b&#95;.txt');
    expect(summary).toContain('<tr><td>text</td><td>sent</td><td>0</td><td>ok</td></tr>');
  });

  it('names the groups when there are several', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });

    const { summary } = passed(await step({ files: 'a.txt', webhook: `${sandbox.robots[0]?.webhook ?? ''}\n${sandbox.addRobot().webhook}` }));

    expect(summary).toContain('<tr><th>To</th><th>File</th>');
    expect(summary).toContain('<tr><td>group 2</td><td>a.txt</td>');
  });

  it('tells every problem on a line of its own', async ({ step }) => {
    const run = await step({ files: 'one\ntwo' });

    expect(soleError(run)).toContain('2 problems');
    expect(run.summary).toMatch(/^> Nothing was sent, because 2 problems .*\n> - files “one”.*\n> - files “two”/m);
  });

  it.skipIf(process.platform === 'win32')('shows hostile names and words as they are, and runs nothing of them', async ({ step, sandbox, workspace }) => {
    const hostile = '<img src=x onerror=alert(1)>![](https:__evil.example_x)[a](javascript:alert(1))`|</td></table><script>@somebody';
    await workspace.write({ [hostile.replaceAll('/', '_')]: 'content' });
    sandbox.script({ path: SEND, kind: 'errcode', errcode: 40058, errmsg: hostile });

    const { summary } = await step({ files: '*' });

    expect(summary).toContain('&#60;img src=x onerror=alert&#40;1&#41;&#62;');
    const cells = summary.replaceAll(/<\/?(?:table|tr|td|th)>|<code title="[\da-f]*">|<\/code>/g, '');
    expect(cells).not.toMatch(/[<`|@[\]]/);
  });

  const record = (index: number, path: string): FileRecord => ({ path: `${path}${index}`, name: 'a.txt', type: 'file', size: 1, sha256: 'a'.repeat(64), media_id: null, created_at: null, expires_at: null, status: 'rejected', reason: path, destination: index % 5 });

  test('stays below the runner’s 1 MiB whatever a hundred files are called, and counts what it leaves out', () => {
    const name = '&'.repeat(4000);
    const ledger: Ledger = { files: Array.from({ length: 500 }, (_, index) => record(index, name)), messages: [], failures: Array.from({ length: 500 }, () => `${name}\n${name}`), warnings: Array.from({ length: 500 }, () => name), appendix: Array.from({ length: 500 }, () => `<details>${name}</details>\n`), missed: [], jobs: Array.from({ length: 500 }, () => ({ name, result: 'failure' as const })), destinations: ['group 1', 'group 2'] };

    const summary = renderSummary(ledger);

    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
    expect(summary.match(/… and \d+ more\./g)).toHaveLength(5);
  });

  test('cuts a table of jobs that somebody else filled, too', () => {
    const summary = renderSummary({ ...createLedger(), jobs: Array.from({ length: 300 }, () => ({ name: '<&'.repeat(250), result: 'success' as const })) });

    expect(Buffer.byteLength(summary)).toBeLessThan(40_000);
    expect(summary).toMatch(/<\/table>\n\n… and \d+ more\./);
  });

  test('shows a hundred ordinary files whole', () => {
    const ledger: Ledger = { files: Array.from({ length: 100 }, (_, index) => record(index, 'dist/packages/an-ordinary-name/')), messages: [], failures: [], warnings: [], appendix: [], missed: [], jobs: [], destinations: [] };

    expect(renderSummary(ledger)).toContain('name&#47;99');
    expect(renderSummary(ledger)).not.toContain('more.');
  });
});

describe.concurrent('the log', () => {
  it('names every file and message with what became of it', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    sandbox.script({ path: SEND, kind: 'errcode', errcode: 40058, skip: 1 });

    const { log } = await step({ text: 'hello', files: 'a.txt' });

    expect(log).toMatch(/^a\.txt: rejected\ntext message: sent\nfile message: rejected\nerror: a\.txt: WeCom refused/m);
  });
});

describe.concurrent('the annotation', () => {
  it('is cut where the runner would cut it, and says where the rest is', async ({ step, workspace }) => {
    await writeFile(join(workspace.root, 'message.json'), JSON.stringify({ msgtype: 'news', news: { articles: Array.from({ length: 8 }, () => ({ title: 7, url: 'no', picurl: 'no', description: 7 })) } }));

    const run = await step({ 'message-file': 'message.json' });

    const error = soleError(run);
    expect(error.length).toBeLessThanOrEqual(4096);
    expect(error).toMatch(/… \(the rest is in the summary\)$/);
    expect(run.summary).toContain('articles&#91;7&#93;.picurl');
  });
});
