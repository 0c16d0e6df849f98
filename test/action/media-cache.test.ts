import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';

import { UPLOAD, filesOf, it, messagesOf, passed, shown, webhookOf } from '../support/step.ts';
import type { Folder } from '../support/step.ts';

const FILE = '.cache/wecom.json';
const inputs = { files: 'a.txt', 'media-cache': FILE };
const cacheOf = async ({ root }: Folder): Promise<{ version: number; media: Record<string, { media_id: string; created_at: number }> }> =>
  JSON.parse(await readFile(join(root, FILE), 'utf8')) as Awaited<ReturnType<typeof cacheOf>>;

/** Runs with what the first run left, changed by hand. */
async function edit(workspace: Folder, change: (media: { media_id: string; created_at: number }) => object): Promise<void> {
  const { version, media } = await cacheOf(workspace);
  await writeFile(join(workspace.root, FILE), JSON.stringify({ version, media: Object.fromEntries(Object.entries(media).map(([key, value]) => [key, { ...value, ...change(value) }])) }));
}

describe.concurrent('the media cache', () => {
  it('spares the upload of an unchanged file, and the outputs are the same', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    const first = passed(await step(inputs));

    const second = passed(await step(inputs));

    expect(sandbox.state().media).toHaveLength(1);
    expect(shown(sandbox)).toEqual([['file', 'a.txt'], ['file', 'a.txt']]);
    expect(filesOf(second)).toEqual(filesOf(first).map((file) => ({ ...file, reason: 'uploaded by an earlier run and still valid' })));
    expect(second.log).toContain('a.txt: sent (uploaded by an earlier run and still valid)');
  });

  it('knows an archive of unchanged files again', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'dist/a.txt': 'content', 'dist/b.txt': 'content' });
    const zipped = { files: 'dist', zip: 'all.zip', 'media-cache': FILE };

    passed(await step(zipped));
    await workspace.write({ 'dist/b.txt': 'content' });
    passed(await step(zipped));

    expect(sandbox.state().media).toHaveLength(1);
    expect(shown(sandbox)).toEqual([['file', 'all.zip'], ['file', 'all.zip']]);
  });

  it('holds no key', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    passed(await step(inputs));

    const text = await readFile(join(workspace.root, FILE), 'utf8');

    expect(text).toContain(sandbox.state().media[0]?.media_id);
    expect(text).not.toContain(sandbox.robots[0]?.key);
  });

  it('does not know a file that changed, has another name, or goes to another robot', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content', 'b.txt': 'content' });
    passed(await step(inputs));
    const second = sandbox.addRobot('second');

    passed(await step({ ...inputs, files: 'b.txt' }));
    passed(await step({ ...inputs, webhook: second.webhook }));
    await workspace.write({ 'a.txt': 'changed' });
    passed(await step(inputs));

    expect(sandbox.state().media).toHaveLength(4);
    passed(await step({ ...inputs, files: '*.txt', webhook: webhookOf(sandbox) }));
    expect(sandbox.state().media).toHaveLength(4);
  });

  it('that WeCom does not agree with costs one upload, and the group gets one message', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    passed(await step(inputs));
    sandbox.reset();

    const run = passed(await step(inputs));

    expect(sandbox.state().media).toHaveLength(1);
    expect(shown(sandbox)).toEqual([['file', 'a.txt']]);
    expect(run.outputs['media-id']).toBe(sandbox.state().media[0]?.media_id);
    expect(messagesOf(run)).toMatchObject([{ delivery: 'sent', errcode: 0 }]);
    expect(Object.values((await cacheOf(workspace)).media).map(({ media_id }) => media_id)).toEqual([run.outputs['media-id']]);
    expect(run.stdout).not.toContain(run.outputs['media-id']);
  });

  it('forgets what is about to expire, is expired, or is from the future', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    passed(await step(inputs));
    const hour = 3_600_000;

    for (const age of [72 * hour - 60_000, 73 * hour, -hour]) {
      await edit(workspace, () => ({ created_at: Date.now() - age }));
      passed(await step(inputs));
    }
    await edit(workspace, () => ({ created_at: Date.now() - 71 * hour }));
    passed(await step(inputs));

    expect(sandbox.state().media).toHaveLength(4);
  });

  it.for(['', 'not JSON', '[]', 'null', '{"version":2,"media":{"a":1}}', '{"version":1,"media":[]}', '{"version":1,"media":{"__proto__":{"media_id":"x"},"b":null,"c":{"media_id":7,"created_at":"x"}}}'])('that holds %j counts as empty, and is written anew', async (text, { step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content', [FILE]: text });

    passed(await step(inputs));

    expect(sandbox.state().media).toHaveLength(1);
    expect(Object.values((await cacheOf(workspace)).media)).toMatchObject([{ media_id: sandbox.state().media[0]?.media_id }]);
  });

  it('that cannot be written is a warning, because no delivery fails for it', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    await mkdir(join(workspace.root, FILE), { recursive: true });

    const run = passed(await step(inputs));

    expect(shown(sandbox)).toEqual([['file', 'a.txt']]);
    expect(run.log).toMatch(/Warning: The media cache could not be written \([A-Z]+\); the next run uploads again/);
  });

  it('is written also when the step fails after the upload', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    sandbox.script({ kind: 'errcode', errcode: 93004, skip: 1 });

    expect((await step(inputs)).exitCode).toBe(1);
    passed(await step(inputs));

    expect(sandbox.state().requests.filter(({ path }) => path === UPLOAD)).toHaveLength(1);
  });
});
