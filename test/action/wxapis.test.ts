import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { parse } from 'yaml';

import { accountOf, it, received, uploadsOf } from '../support/application-step.ts';
import { PNG } from '../support/media-samples.ts';
import { passed } from '../support/step.ts';
import { runSteps } from '../support/workflow.ts';
import type { Step } from '../support/workflow.ts';

/** The message of the command in the README of wxapis, as it stands there: in a shell's quotes, with its blanks to be filled in. */
const EXAMPLE = String.raw`{\"touser\": \"\", \"agentid\": , \"msgtype\": \"image\", \"image\": {\"media_id\": \"\"}}`;

const fillIn = (agentid: number, mediaId: string): string =>
  EXAMPLE.replaceAll(String.raw`\"`, '"').replace('"touser": ""', '"touser": "ZhangSan"').replace('"agentid": ,', `"agentid": ${agentid},`).replace('"media_id": ""', `"media_id": "${mediaId}"`);

const DOCS = ['docs/wxapis.md', 'docs/zh-CN/wxapis.md'];

async function stepsIn(page: string, name: string): Promise<Step[]> {
  const text = await readFile(join(import.meta.dirname, '../..', page), 'utf8');
  return parse(new RegExp(`<!-- ${name}:start -->\\s*\`\`\`yaml\\n([^]*?)\`\`\``).exec(text)?.[1] ?? '') as Step[];
}

describe.concurrent('what smsg of wxapis sends', () => {
  it('the Action sends to the byte, given the same message', async ({ app, sandbox }) => {
    const { agentid } = accountOf(sandbox);
    const { image } = await uploadsOf(sandbox);
    const message = fillIn(agentid, image);

    const run = passed(await app({ message, 'to-user': '' }));

    expect(sandbox.state().messages.map((shown) => shown.message)).toEqual([JSON.parse(message)]);
    expect(run.outputs.delivery).toBe('sent');
  });

  it.for([
    ['a message in YAML', { message: 'touser: ZhangSan\nmsgtype: text\ntext:\n  content: hello\n' }, 'hello'],
    ['fields that add and override', { message: '{"touser": "ZhangSan", "msgtype": "text", "text": {"content": "old"}}', fields: 'text.content=xxx\nsafe=1' }, 'xxx'],
  ] as const)('the Action sends with %s', async ([, inputs, content], { app, sandbox }) => {
    passed(await app({ ...inputs, 'to-user': '' }));

    expect(received(sandbox)).toEqual([['ZhangSan', 'text', content]]);
  });

  it('with a blank left in it the Action refuses, and names the blank', async ({ app, sandbox }) => {
    const error = await app({ message: EXAMPLE.replaceAll(String.raw`\"`, '"').replace('"agentid": ,', ''), 'to-user': '' });

    expect(error.annotations[0]?.message).toContain('- to-user: nobody');
    expect(error.annotations[0]?.message).toContain('- image.media_id: empty');
    expect(sandbox.state().requests).toEqual([]);
  });
});

describe.concurrent('the page about wxapis', () => {
  it.for(DOCS.flatMap((page) => [[page, 'two-steps'], [page, 'one-step']] as const))('has steps that run: %s, %s', async ([page, name], { sandbox, workspace }) => {
    await workspace.write({ 'chart.png': PNG });
    const { corpid, corpsecret, agentid } = accountOf(sandbox);
    const context = { vars: { WECOM_CORP_ID: corpid, WECOM_AGENT_ID: String(agentid) }, secrets: { WECOM_CORP_SECRET: corpsecret } };
    const steps = (await stepsIn(page, name)).map((step) => ({ ...step, with: { ...step.with, 'base-url': sandbox.baseUrl } }));

    const runs = await runSteps(steps, context, workspace.root);

    expect(runs.map(({ action }) => action?.exitCode)).toEqual(steps.map(() => 0));
    expect(received(sandbox)).toEqual([['ZhangSan', 'image', 'chart.png']]);
    expect(sandbox.state().media).toHaveLength(1);
  });
});
