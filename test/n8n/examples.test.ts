import { describe, expect } from 'vitest';

import { createCredential } from '../../scripts/n8n/credentials.ts';
import type { Credential } from '../../scripts/n8n/credentials.ts';
import { examples, withCredentials } from '../../scripts/n8n/examples.ts';
import { bytesOf, finishedExecution, itemsOf } from '../../scripts/n8n/executions.ts';
import type { Execution } from '../../scripts/n8n/executions.ts';
import type { Rest } from '../../scripts/n8n/rest.ts';
import { appCredential, robotCredential } from '../../scripts/n8n/sandbox-credentials.ts';
import { createWorkflow, runWorkflow } from '../../scripts/n8n/workflows.ts';
import type { WorkflowFile } from '../../scripts/n8n/workflows.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import { it } from './support/it.ts';
import { execute, liveWorkflow } from './support/webhook.ts';

const UPLOAD = { name: '安装包.zip', bytes: Buffer.from('the bytes of a build') };

const credentialsFor = (rest: Rest, sandbox: Sandbox): Promise<Credential[]> =>
  Promise.all([
    createCredential(rest, 'weComRobotApi', 'Example robot', robotCredential(sandbox)),
    createCredential(rest, 'weComAppApi', 'Example application', appCredential(sandbox)),
  ]);

/** As a person would: a click where it starts with one, a file where it waits for one. */
async function run(rest: Rest, file: WorkflowFile): Promise<Execution> {
  const trigger = file.nodes.find(({ type }) => type === 'n8n-nodes-base.manualTrigger');
  if (trigger === undefined) return (await execute(rest, await liveWorkflow(rest, file), { files: { data: UPLOAD } })).execution;
  return finishedExecution(rest, await runWorkflow(rest, await createWorkflow(rest, file), trigger.name));
}

/** What each example leaves in the sandbox: the messages' types in order, and the files' names. */
const LEAVES: Record<string, { messages: string[]; files: string[] }> = {
  'report-to-group.json': { messages: ['file', 'markdown'], files: ['测试报告.csv'] },
  'upload-send-fetch.json': { messages: ['file'], files: ['测试报告.csv'] },
  'webhook-file-to-group.json': { messages: ['file'], files: [UPLOAD.name] },
};

describe('the examples', () => {
  it('are all known here', () => {
    expect(examples().map(({ file }) => file)).toEqual(Object.keys(LEAVES));
  });

  it.for(examples())('$file does what it says', async (example, { rest, sandbox }) => {
    const execution = await run(rest, withCredentials(example, await credentialsFor(rest, sandbox)));
    expect(execution.error).toBeUndefined();
    expect(execution.status).toBe('success');
    const { messages, media } = sandbox.state();
    expect({ messages: messages.map(({ msgtype }) => msgtype), files: media.map(({ filename }) => filename) }).toEqual(LEAVES[example.file]);
  });

  it('fetch the very bytes that they uploaded', async ({ rest, sandbox }) => {
    const example = examples().find(({ file }) => file === 'upload-send-fetch.json');
    if (example === undefined) throw new Error('The example is gone.');
    const execution = await run(rest, withCredentials(example, await credentialsFor(rest, sandbox)));
    const [made, fetched] = ['Make a CSV file', 'Fetch it again'].map((node) => itemsOf(execution, node)[0]?.binary?.data);
    if (made === undefined || fetched === undefined) throw new Error(`There is no file: ${JSON.stringify(execution.error)}`);
    const [before, after] = await Promise.all([bytesOf(rest, made), bytesOf(rest, fetched)]);
    expect(before.length).toBeGreaterThan(20);
    expect(after).toEqual(before);
  });
});
