import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, inject } from 'vitest';

import type { CallbackMessage, CallbackRecord, CallOptions, Sandbox } from '../../sandbox/server.ts';
import { createCredential } from '../../scripts/n8n/credentials.ts';
import type { Credential } from '../../scripts/n8n/credentials.ts';
import { calledExamples, examples, withCredentials } from '../../scripts/n8n/examples.ts';
import { bytesOf, finishedExecution, itemsOf, listExecutions } from '../../scripts/n8n/executions.ts';
import type { Execution } from '../../scripts/n8n/executions.ts';
import { poll } from '../../scripts/n8n/poll.ts';
import type { Rest } from '../../scripts/n8n/rest.ts';
import { accountCredential, appCredential, callbackCredential, robotCredential } from '../../scripts/n8n/sandbox-credentials.ts';
import { createWorkflow, deleteWorkflow, publishWorkflow, runWorkflow } from '../../scripts/n8n/workflows.ts';
import type { WorkflowFile } from '../../scripts/n8n/workflows.ts';
import { GIF, jpg, png } from '../sandbox/official/files.ts';
import { PNG } from '../support/media-samples.ts';
import { place } from './support/files.ts';
import { it } from './support/it.ts';

const credentialsFor = (rest: Rest, sandbox: Sandbox): Promise<Credential[]> =>
  Promise.all([
    createCredential(rest, 'weComRobotApi', 'Example robot', robotCredential(sandbox)),
    createCredential(rest, 'weComAppApi', 'Example application', appCredential(sandbox)),
    createCredential(rest, 'weChatOfficialAccountApi', 'Example account', accountCredential(sandbox)),
  ]);

function example(name: string): WorkflowFile {
  const found = examples().find(({ file }) => file === `${name}.json`);
  if (found === undefined) throw new Error(`There is no examples/n8n/${name}.json.`);
  return found;
}

/** With a value, such as a media_id, written where the example leaves room for one. */
const filledIn = (file: WorkflowFile, value: string): WorkflowFile => JSON.parse(JSON.stringify(file).replace('"value":""', `"value":${JSON.stringify(value)}`)) as WorkflowFile;

/** Clicks "Execute workflow". */
async function click(rest: Rest, sandbox: Sandbox, file: WorkflowFile): Promise<Execution> {
  const workflow = await createWorkflow(rest, withCredentials(file, await credentialsFor(rest, sandbox)));
  return finishedExecution(rest, await runWorkflow(rest, workflow, 'Start'));
}

/** Fills in the form that the workflow begins with, a value for each field in order, and sends it. */
async function submit(rest: Rest, sandbox: Sandbox, file: WorkflowFile, values: readonly (string | File)[]): Promise<Execution> {
  const workflow = await createWorkflow(rest, withCredentials(file, await credentialsFor(rest, sandbox)));
  await publishWorkflow(rest, workflow);
  const form = new FormData();
  for (const [index, value] of values.entries()) form.append(`field-${index}`, value);
  const answer = await fetch(`${rest.baseUrl}/form/build-report`, { method: 'POST', body: form });
  expect(answer.status).toBe(200);
  const [{ id }] = await poll('the form to start the workflow', 20, async () => {
    const [newest] = await listExecutions(rest, workflow.id);
    return newest === undefined ? undefined : [newest];
  });
  return finishedExecution(rest, id);
}

/** Publishes the workflow and has the first application call it. */
async function live(rest: Rest, sandbox: Sandbox, name: string): Promise<{ call: (message: CallbackMessage, options?: CallOptions) => Promise<CallbackRecord>; end: () => Promise<Execution>; stop: () => Promise<void> }> {
  const app = sandbox.apps[0]?.name ?? '';
  const face = sandbox.setCallback(app, { url: `${rest.baseUrl}${calledExamples().find(({ file }) => file === `${name}.json`)?.path ?? ''}` });
  if (face === undefined) throw new Error('The sandbox calls nobody.');
  const callback = await createCredential(rest, 'weComCallbackApi', 'Example callback', callbackCredential(face));
  const workflow = await createWorkflow(rest, withCredentials(example(name), [...(await credentialsFor(rest, sandbox)), callback]));
  await publishWorkflow(rest, workflow);
  return {
    call: (message, options) => sandbox.callBack(app, message, options),
    end: async () => {
      const [newest] = await poll('the callback to start the workflow', 20, async () => {
        const all = await listExecutions(rest, workflow.id);
        return all.length > 0 ? all : undefined;
      });
      return finishedExecution(rest, newest?.id ?? '');
    },
    // Its URL is fixed, and the next test wants it too.
    stop: () => deleteWorkflow(rest, workflow.id),
  };
}

const problemOf = ({ error }: Execution): unknown => error && { message: error.message, description: error.description };

/** The bytes of the first file in a zip archive. */
function unzipped(archive: Buffer): Buffer {
  const [compressed, name, extra] = [archive.readUInt32LE(18), archive.readUInt16LE(26), archive.readUInt16LE(28)];
  const start = 30 + name + extra;
  return inflateRawSync(archive.subarray(start, start + compressed));
}

const members = (message: unknown): string => (message as { touser: string }).touser;

describe('the examples', () => {
  it('hold nothing of the n8n or the corp that they were made in', () => {
    expect(examples().map(({ file }) => file)).toEqual([
      'archive-media.json', 'archive-photos.json', 'ask-with-a-card.json', 'build-report-to-group.json', 'echo.json', 'group-chat-with-file.json',
      'pictures-to-materials.json', 'upload-once-send-to-many.json',
    ]);
    for (const { nodes } of examples()) {
      for (const { credentials = {} } of nodes) for (const { id } of Object.values(credentials)) expect(id).toBe('');
    }
    expect(JSON.stringify(examples())).not.toMatch(/https?:\/\/(?!example\.com\/)|[?&](?:key|access_token)=/);
  });

  it.for(examples())('$file is imported as it is, with all its nodes known, and asks for no other credential than ours', async (file, { rest }) => {
    const { nodes } = await createWorkflow(rest, file);
    expect(nodes.map(({ name }) => name)).toEqual(file.nodes.map(({ name }) => name));
    const types = new Set((await rest.read<{ name: string }[]>('/types/nodes.json')).map(({ name }) => name));
    expect(nodes.filter(({ type }) => !types.has(type))).toEqual([]);
    for (const asked of nodes.flatMap(({ credentials = {} }) => Object.keys(credentials))) expect(['weComRobotApi', 'weComAppApi', 'weComCallbackApi', 'weChatOfficialAccountApi']).toContain(asked);
  });

  it('build-report-to-group.json sends the file of a form and says what it is', async ({ rest, sandbox }) => {
    const report = new File(['<p>128 tests passed'], '测试报告 128.html', { type: 'text/html' });
    const execution = await submit(rest, sandbox, example('build-report-to-group'), ['128', 'passed', report]);

    expect(problemOf(execution)).toBeUndefined();
    const { media, messages } = sandbox.state();
    expect(media).toMatchObject([{ filename: '测试报告 128.html', size: report.size, type: 'file' }]);
    expect(messages.map(({ message }) => message)).toEqual([
      { msgtype: 'file', file: { media_id: media[0]?.media_id } },
      { msgtype: 'markdown', markdown: { content: `**Build 128** <font color="info">passed</font>\nReport: 测试报告 128.html, ${report.size} bytes` } },
    ]);
  });

  it('upload-once-send-to-many.json gives each team its own card and the one file', async ({ rest, sandbox }) => {
    const execution = await click(rest, sandbox, example('upload-once-send-to-many'));

    expect(problemOf(execution)).toBeUndefined();
    const { media, messages } = sandbox.state();
    expect(media).toMatchObject([{ filename: '维护通知 maintenance.txt', type: 'file' }]);
    expect(messages.map(({ msgtype, message }) => [msgtype, members(message)])).toEqual([
      ['textcard', 'ZhangSan|LiSi'],
      ['textcard', 'WangWu'],
      ['file', 'ZhangSan|LiSi'],
      ['file', 'WangWu'],
    ]);
    for (const { msgtype, message } of messages) {
      if (msgtype === 'file') expect(message).toMatchObject({ file: { media_id: media[0]?.media_id } });
      else expect(message).toMatchObject({ textcard: { title: 'Maintenance on Sunday', url: 'https://example.com/maintenance' } });
    }
    const words = messages.slice(0, 2).map(({ message }) => (message as { textcard: { description: string } }).textcard.description);
    expect(words).toEqual(['<div class="normal">Developers: Push before Saturday evening.</div>', '<div class="normal">Testers: Plan no night runs.</div>']);
  });

  it('group-chat-with-file.json creates a group chat, sends it a file and calls everybody, once for a release', async ({ rest, sandbox }) => {
    const execution = await click(rest, sandbox, example('group-chat-with-file'));

    expect(problemOf(execution)).toBeUndefined();
    const { chats, media, messages } = sandbox.state();
    expect(chats).toMatchObject([{ chatid: 'release20', name: 'Release 2.0', owner: 'LiSi', userlist: ['ZhangSan', 'LiSi', 'WangWu'] }]);
    expect(media).toMatchObject([{ filename: '发布说明 2.0.txt', type: 'file' }]);
    expect(messages.map(({ chatid, message }) => [chatid, message.msgtype])).toEqual([['release20', 'file'], ['release20', 'text']]);
    expect(messages[1]?.message).toMatchObject({ text: { content: 'Release 2.0 is out. The notes are above.', mentioned_list: ['@all'] } });

    expect((await click(rest, sandbox, example('group-chat-with-file'))).error?.message).toContain('errcode 86215');
    expect(sandbox.state().messages).toHaveLength(2);
  });

  it('archive-media.json puts the very bytes that WeCom keeps into an archive named after them', async ({ rest, sandbox }) => {
    const content = Buffer.from('quarter,total\nQ3,1200\n'.repeat(50));
    const { media_id } = sandbox.plantMedia({ filename: '季度报表.csv', content });
    const execution = await click(rest, sandbox, filledIn(example('archive-media'), media_id));

    expect(problemOf(execution)).toBeUndefined();
    const [item] = itemsOf(execution, 'Archive');
    const archive = item?.binary?.archive;
    if (archive === undefined) throw new Error('There is no archive.');
    expect(archive.fileName).toMatch(/^\d{4}-\d\d-\d\d 季度报表\.csv\.zip$/);
    expect(unzipped(await bytesOf(rest, archive))).toEqual(content);
  });

  it('pictures-to-materials.json adds every picture of a folder, and puts their media_ids into a table', async ({ rest, sandbox }) => {
    const pictures = { '门店 📷.jpg': jpg(3000), 'chart.png': png(), 'wave.gif': GIF };
    const [first = ''] = await place({ ...pictures, 'notes.txt': Buffer.from('No picture.') });
    const execution = await click(rest, sandbox, filledIn(example('pictures-to-materials'), dirname(first)));

    expect(problemOf(execution)).toBeUndefined();
    const { materials } = sandbox.state();
    expect(new Set(materials.map(({ name }) => name))).toEqual(new Set(Object.keys(pictures)));
    const [table] = itemsOf(execution, 'Table');
    const rows = table?.binary?.table && (await bytesOf(rest, table.binary.table)).toString('utf8').replace('\u{feff}', '').trim().split(/\r?\n/);
    expect(rows?.[0]).toBe('file,media_id,url');
    expect(new Set(rows?.slice(1))).toEqual(new Set(materials.map(({ name, media_id, url }) => `${name},${media_id},${url ?? ''}`)));
  });

  it('ask-with-a-card.json asks the member that was picked, with a card that calls back', async ({ rest, sandbox }) => {
    sandbox.configureApp(sandbox.apps[0]?.name ?? '', { callback: true });
    const execution = await click(rest, sandbox, example('ask-with-a-card'));

    expect(problemOf(execution)).toBeUndefined();
    const [message] = sandbox.state().messages;
    expect(message?.to?.shown).toEqual(['ZhangSan']);
    expect(message?.message.template_card).toEqual({
      card_type: 'button_interaction',
      task_id: expect.stringMatching(/^[\w-]+_0_0$/) as string,
      main_title: { title: 'Deploy build 42?' },
      horizontal_content_list: [{ type: 0, keyname: 'Tests', value: '128 passed' }, { type: 0, keyname: 'From', value: 'main' }],
      button_list: [
        { type: 0, text: 'Deploy', style: 1, key: 'deploy' },
        { type: 0, text: 'Not now', style: 2, key: 'later' },
        { type: 1, text: 'Look first', style: 2, url: 'https://example.com/builds/42' },
      ],
    });
    expect(itemsOf(execution, 'Ask')[0]?.json).toMatchObject({ delivery: 'sent', response_code: expect.any(String) as string });
  });

  it('ask-with-a-card.json says what the application lacks while it has no URL to be called at', async ({ rest, sandbox }) => {
    const { error } = await click(rest, sandbox, example('ask-with-a-card'));
    expect(error?.message).toContain('errcode 43012');
    expect(error?.description).toContain('Set a URL for receiving messages');
  });

  it('echo.json answers a text at once, and sends a picture back', async ({ rest, sandbox }) => {
    const { call, end, stop } = await live(rest, sandbox, 'echo');
    try {
      expect((await call({ MsgType: 'text', Content: '你好' })).reply).toMatchObject({ message: { text: { content: 'You wrote: 你好' } } });
      expect(problemOf(await end())).toBeUndefined();

      const { reply, from } = await call({ MsgType: 'image' }, { content: PNG, filename: 'photo.png' });
      expect(reply).toMatchObject({ message: { text: { content: 'One moment, your picture comes back.' } } });
      const picture = await poll('the picture to come back', 20, async () => Promise.resolve(sandbox.state().messages.find(({ msgtype, passive, to }) => msgtype === 'image' && passive === undefined && to !== undefined)));
      expect(picture.to?.shown).toEqual([from]);
      expect(sandbox.state().media.at(-1)).toMatchObject({ type: 'image', sha256: createHash('sha256').update(PNG).digest('hex') });
      expect(problemOf(await end())).toBeUndefined();
    } finally {
      await stop();
    }
  });

  it('archive-photos.json writes the photo to a file named after its sender, and tells where', async ({ rest, sandbox }) => {
    const { call, end, stop } = await live(rest, sandbox, 'archive-photos');
    try {
      const { message, attempts } = await call({ MsgType: 'image', FromUserName: 'LiSi' }, { content: PNG, filename: '现场.png' });
      expect(attempts).toMatchObject([{ status: 200, bytes: 0 }]);
      expect(problemOf(await end())).toBeUndefined();
      const [name = ''] = (await readdir(inject('n8n').files)).filter((file) => file.includes(String(message.MsgId)));
      expect(name).toMatch(/^\d{4}-\d\d-\d\d LiSi \d+\.png$/);
      expect(await readFile(join(inject('n8n').files, name))).toEqual(PNG);
      expect(sandbox.state().messages.at(-1)).toMatchObject({ to: { shown: ['LiSi'] }, message: { text: { content: `Kept as ${name}` } } });
    } finally {
      await stop();
    }
  });

  it('archive-photos.json tells the sender when a photo could not be fetched', async ({ rest, sandbox }) => {
    const { call, end, stop } = await live(rest, sandbox, 'archive-photos');
    try {
      await call({ MsgType: 'image', FromUserName: 'LiSi', MediaId: 'gone-3-days-ago' });
      expect(problemOf(await end())).toBeUndefined();
      expect(sandbox.state().messages.at(-1)).toMatchObject({ to: { shown: ['LiSi'] }, message: { text: { content: expect.stringMatching(/^Your photo could not be kept\. .*40007/s) as string } } });
    } finally {
      await stop();
    }
  });

  it('archive-media.json says what is missing while no media_id is filled in', async ({ rest, sandbox }) => {
    const { error } = await click(rest, sandbox, example('archive-media'));
    expect(error?.description).toContain('Media ID: empty');
  });
});
