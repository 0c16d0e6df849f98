import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { describe, expect, inject } from 'vitest';

import { createCredential } from '../../scripts/n8n/credentials.ts';
import { itemsOf, listExecutions } from '../../scripts/n8n/executions.ts';
import { redisPath } from '../../scripts/n8n/queue.ts';
import { Rest } from '../../scripts/n8n/rest.ts';
import { appCredential } from '../../scripts/n8n/sandbox-credentials.ts';
import { startN8n } from '../../scripts/n8n/server.ts';
import { PNG } from '../support/media-samples.ts';
import { startOwnQueue } from './support/own-n8n.ts';
import { OWNER } from './support/shared-n8n.ts';
import { TRIGGER, it, listen } from './support/trigger.ts';
import { uploading } from './support/wecom.ts';

const kept = it.extend('folder', async ({}, { onCleanup }) => {
  const folder = await mkdtemp(join(tmpdir(), 'n8n-'));
  onCleanup(() => rm(folder, { recursive: true, force: true }));
  return folder;
});

describe('a message that comes again after n8n was started again', () => {
  kept('starts nothing, also one that came while the file of another was fetched', async ({ folder, sandbox }) => {
    const { installation, node } = inject('n8n');
    const first = await startN8n({ installation, node, folder });
    const rest = new Rest(first.baseUrl);
    await rest.setUpOwner(OWNER);
    const app = await createCredential(rest, 'weComAppApi', 'Application', appCredential(sandbox));
    const { call, workflow, executions } = await listen(rest, sandbox, { downloadMedia: true }, { credentials: [app] });

    // n8n stores what the slow one knew at its beginning after what the quick one has noted.
    sandbox.script({ path: '/cgi-bin/media/get', kind: 'slow', ms: 1500 });
    const slow = call({ MsgType: 'image' });
    await wait(300);
    const quick = await call({ MsgType: 'text', Content: 'before' });
    const records = [await slow, quick];
    await executions(2);
    await first.stop();

    const again = await startN8n({ installation, folder, port: Number(new URL(first.baseUrl).port) });
    try {
      expect(again.baseUrl).toBe(first.baseUrl);
      for (const { id } of records) expect((await sandbox.callAgain(id)).attempts).toMatchObject([{ status: 200 }]);
      await call({ MsgType: 'text', Content: 'after' });
      const afterwards = new Rest(again.baseUrl);
      await afterwards.logIn(OWNER);
      await wait(1000);
      expect(await listExecutions(afterwards, workflow.id)).toHaveLength(3);
    } finally {
      await again.stop();
    }
  }, 180_000);
});

describe.skipIf(redisPath === undefined)('a main with two workers', () => {
  it('starts one execution for each message, with its file and its reply, and none for a repetition', async ({ sandbox }) => {
    const queue = await startOwnQueue(2);
    try {
      const app = await createCredential(queue.rest, 'weComAppApi', 'Application', appCredential(sandbox));
      const { call, workflow, executions } = await listen(queue.rest, sandbox, { downloadMedia: true, reply: 'text', replyContent: '=Got {{ $json.MsgId }}' }, { credentials: [app], steps: [uploading(app, {}, { name: 'Keep' })] });
      const records = [];
      for (let index = 0; index < 6; index += 1) records.push(await call({ MsgType: 'image' }, { content: PNG, filename: 'photo.png' }));
      for (const { reply, message } of records) expect(reply).toMatchObject({ message: { text: { content: `Got ${String(message.MsgId)}` } } });
      await Promise.all(records.map(({ id }) => sandbox.callAgain(id)));
      const found = await executions(6);
      expect(found.map((execution) => itemsOf(execution, TRIGGER)[0]?.json.MsgId).sort()).toEqual(records.map(({ message }) => message.MsgId).sort());
      // A worker had the very bytes that the main had fetched.
      const digest = createHash('sha256').update(PNG).digest('hex');
      expect(found.map((execution) => itemsOf(execution, 'Keep')[0]?.json.sha256)).toEqual(records.map(() => digest));
      await wait(500);
      expect(await listExecutions(queue.rest, workflow.id)).toHaveLength(6);
    } finally {
      await queue.stop();
    }
  }, 240_000);
});
