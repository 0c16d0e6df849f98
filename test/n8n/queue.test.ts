import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect } from 'vitest';

import type { Sandbox } from '../../sandbox/server.ts';
import { createCredential } from '../../scripts/n8n/credentials.ts';
import type { Credential } from '../../scripts/n8n/credentials.ts';
import { readExecution } from '../../scripts/n8n/executions.ts';
import { redisPath } from '../../scripts/n8n/queue.ts';
import type { Queue } from '../../scripts/n8n/queue.ts';
import type { Rest } from '../../scripts/n8n/rest.ts';
import { appCredential } from '../../scripts/n8n/sandbox-credentials.ts';
import { startOwnQueue } from './support/own-n8n.ts';
import { callWebhook, liveWorkflow } from './support/webhook.ts';
import type { LiveWorkflow } from './support/webhook.ts';
import { getting, it, run, sending, uploading } from './support/wecom.ts';
import { workflowOf } from './support/workflow.ts';

const WORKERS = 2;
const EXECUTIONS = 200;
/** Callers at the same time: enough to keep both workers busy, and few enough for their SQLite. */
const AT_ONCE = 10;

const contents = (sandbox: Sandbox): string[] => sandbox.state().messages.map(({ message }) => (message.text as { content: string }).content);

/**
 * Calls the webhook for every text, some at the same time. SQLite is not made for several processes: now and then n8n itself
 * cannot begin or store an execution. A caller that is told of a failure then looks whether the message is there, and calls again
 * where it is not.
 */
async function callAll(workflow: LiveWorkflow, texts: readonly string[], sandbox: Sandbox): Promise<void> {
  const waiting = [...texts];
  const call = async (): Promise<void> => {
    for (let text = waiting.shift(); text !== undefined; text = waiting.shift()) {
      const { status } = await callWebhook(workflow, { json: { text } });
      if (status !== 200 && !contents(sandbox).includes(text)) waiting.push(text);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, call));
}

/** Why executions of a workflow failed. */
async function failures(rest: Rest, workflowId: string): Promise<(string | undefined)[]> {
  const filter = encodeURIComponent(JSON.stringify({ workflowId, status: ['error', 'crashed'] }));
  const { results } = await rest.call<{ results: { id: string }[] }>('GET', `/rest/executions?filter=${filter}&limit=100`);
  return Promise.all(results.map(async ({ id }) => (await readExecution(rest, id)).error?.message));
}

describe.skipIf(redisPath === undefined)('a main with two workers', () => {
  let queue: Queue & { rest: Rest };

  beforeAll(async () => {
    queue = await startOwnQueue(WORKERS);
  });

  afterAll(() => queue.stop());

  const application = (sandbox: Sandbox): Promise<Credential> => createCredential(queue.rest, 'weComAppApi', 'Application', appCredential(sandbox));

  it('loses and doubles none of the messages of 200 executions, also when all tokens expire among them, and asks for one token for each worker', async ({ sandbox }) => {
    const step = sending(await application(sandbox), { content: '={{ $json.body.text }}', toUser: 'ZhangSan' });
    const workflow = await liveWorkflow(queue.rest, workflowOf('200 executions', [step]));
    const texts = Array.from({ length: EXECUTIONS }, (_, index) => `Message ${index}`);

    await callAll(workflow, texts.slice(0, EXECUTIONS / 2), sandbox);
    const atFirst = sandbox.state().tokens.calls;
    sandbox.expireTokens();
    await callAll(workflow, texts.slice(EXECUTIONS / 2), sandbox);
    const afterwards = sandbox.state().tokens.calls - atFirst;

    expect(contents(sandbox).sort()).toEqual([...texts].sort());
    // Each worker asks once, unless another has stored a token by then. The main asks for none.
    for (const asked of [atFirst, afterwards]) {
      expect(asked).toBeGreaterThanOrEqual(1);
      expect(asked).toBeLessThanOrEqual(WORKERS);
    }
    for (const message of await failures(queue.rest, workflow.id)) expect(message).toContain('SQLITE_BUSY');
  }, 180_000);

  it('brings a file through all of it: received by the main, uploaded and got by a worker', async ({ sandbox }) => {
    const app = await application(sandbox);
    const content = Buffer.from(Array.from({ length: 500_000 }, (_, index) => (index * 11) % 239));
    const { bytes } = await run(queue.rest, [uploading(app), getting(app, { mediaId: '={{ $json.media_id }}' }, { name: 'Get' })], { files: { data: { name: '报告.bin', bytes: content } } }, { binary: 'data' });
    const digest = createHash('sha256').update(content).digest('hex');
    expect(sandbox.state().media).toMatchObject([{ filename: '报告.bin', sha256: digest }]);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(digest);
  });
});
