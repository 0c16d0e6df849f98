import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect } from 'vitest';

import { unflatten } from '../../scripts/n8n/flatted.ts';
import { packNode } from '../../scripts/n8n/pack.ts';
import { poll } from '../../scripts/n8n/poll.ts';
import { publishWorkflow, updateWorkflow } from '../../scripts/n8n/workflows.ts';
import { it } from './support/it.ts';
import { startOwnN8n } from './support/own-n8n.ts';
import { callWebhook, liveWorkflow } from './support/webhook.ts';
import { workflowOf } from './support/workflow.ts';
import type { Step } from './support/workflow.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'harness-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('what the harness starts', () => {
  /** Starts a program that starts another and notes the process ids of both. */
  const starter = `
    import { startLeashed } from '${new URL('../../scripts/n8n/leashed.ts', import.meta.url).href}';
    const [folder] = process.argv.slice(1);
    startLeashed('/bin/sh', ['-c', 'sleep 600 & echo $$ $! > ids; wait'], { cwd: folder, env: { PATH: process.env.PATH }, log: folder + '/log' });`;

  const runs = (id: number): boolean => {
    try {
      process.kill(id, 0);
      return true;
    } catch {
      return false;
    }
  };

  it('ends with the process that started it, and so does what it started, even when that process is killed', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', starter, folder], { stdio: 'ignore' });
    const ids = await poll('the process ids', 20, async () => {
      const [line = ''] = (await readFile(join(folder, 'ids'), 'utf8').catch(() => '')).split('\n');
      return line === '' ? undefined : line.split(' ').map(Number);
    });
    expect(ids.map(runs)).toEqual([true, true]);
    child.kill('SIGKILL');
    await poll('both to end', 20, async () => (ids.some(runs) ? undefined : true));
  });
});

describe('a package that n8n cannot load', () => {
  it('is an error that says why, and not an n8n without the node', async () => {
    const source = join(folder, 'source');
    await mkdir(source);
    const name = 'n8n-nodes-without-a-module';
    const manifest = { name, version: '1.0.0', n8n: { n8nNodesApiVersion: 1, nodes: ['A.node.js'], credentials: [] } };
    await writeFile(join(source, 'package.json'), JSON.stringify(manifest));
    await writeFile(join(source, 'A.node.js'), `require('not-bundled')`);
    const node = await packNode(join(folder, 'packed'), source);
    await expect(startOwnN8n({ node })).rejects.toThrow(/Failed to load package "n8n-nodes-without-a-module"[^]*Cannot find module 'not-bundled'/);
  });
});

describe('a workflow that was published', () => {
  const saying = (text: string): Step => ({
    name: 'Say',
    type: 'n8n-nodes-base.set',
    typeVersion: 3.4,
    parameters: { mode: 'raw', jsonOutput: JSON.stringify({ text }), options: {} },
  });

  it('answers with that version at once, also when another was live before', async ({ rest }) => {
    let workflow = await liveWorkflow(rest, workflowOf('versions', [saying('version 0')]));
    const answers = [(await callWebhook(workflow)).json];
    for (const version of [1, 2, 3]) {
      const nodes = workflow.nodes.map((node) => (node.name === 'Say' ? { ...node, ...saying(`version ${version}`) } : node));
      workflow = { ...workflow, ...(await updateWorkflow(rest, workflow, { nodes })) };
      await publishWorkflow(rest, workflow);
      answers.push((await callWebhook(workflow)).json);
    }
    expect(answers).toEqual([0, 1, 2, 3].map((version) => [{ text: `version ${version}` }]));
  });
});

describe('stored executions', () => {
  it('are read with what they name twice, and with what names itself', () => {
    const read = unflatten('[{"list":"1","again":"1","own":"0","count":3,"none":null},["2","3"],"text",{"name":"2"}]') as Record<string, unknown>;
    expect(read).toMatchObject({ list: ['text', { name: 'text' }], again: ['text', { name: 'text' }], count: 3, none: null });
    expect(read.own).toBe(read);
  });
});
