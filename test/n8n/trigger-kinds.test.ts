import { setTimeout as wait } from 'node:timers/promises';

import { describe, expect } from 'vitest';

import type { CallbackMessage } from '../../sandbox/server.ts';
import { createCredential, deleteCredential } from '../../scripts/n8n/credentials.ts';
import { bytesOf, listExecutions } from '../../scripts/n8n/executions.ts';
import { appCredential } from '../../scripts/n8n/sandbox-credentials.ts';
import { MP4, PNG, amr } from '../support/media-samples.ts';
import { it } from './support/trigger.ts';

const event = (name: string, fields: CallbackMessage = {}): CallbackMessage => ({ MsgType: 'event', Event: name, ...fields });

describe('a message', () => {
  it.for(['text', 'image', 'voice', 'video', 'location', 'link'])('of the type %s starts the workflow with its fields as texts', async (MsgType, { listen }) => {
    const { call, item } = await listen();
    const { message, attempts } = await call({ MsgType });
    expect(attempts).toMatchObject([{ status: 200, bytes: 0 }]);
    const { json } = await item();
    const { callback, ...fields } = json;
    expect(callback).toEqual({ from: 'app', kind: 'message', type: MsgType });
    expect(fields).toEqual(Object.fromEntries(Object.entries(message).map(([name, value]) => [name, String(value)])));
  });
});

describe('an event', () => {
  it.for(['subscribe', 'enter_agent', 'click', 'scancode_waitmsg', 'pic_sysphoto', 'location_select', 'template_card_event', 'change_contact', 'upload_media_job_finish'])(
    '%s starts the workflow, with its lists as lists',
    async (name, { listen }) => {
      const { call, item } = await listen({ triggerOn: [`event.${name}`] });
      await call(event(name));
      const { json } = await item();
      expect(json).toMatchObject({ Event: name, callback: { kind: 'event', type: name } });
      if (name === 'template_card_event') expect(json.SelectedItems).toEqual({ SelectedItem: [{ QuestionKey: 'environment', OptionIds: { OptionId: ['staging'] } }] });
      if (name === 'pic_sysphoto') expect(json.SendPicsInfo).toMatchObject({ PicList: { item: [{ PicMd5Sum: expect.stringMatching(/^[0-9a-f]{32}$/) as string }] } });
    },
  );
});

describe('what the workflow is not to start on', () => {
  it.for([
    ['a kind that was not chosen', { triggerOn: ['message.image', 'event'] }, { MsgType: 'text' }],
    ['an event, when messages were chosen', {}, event('click')],
    ['another sender', { additionalFields: { senders: 'LiSi, WangWu' } }, { MsgType: 'text', FromUserName: 'ZhangSan' }],
    ['another event key', { triggerOn: ['event'], additionalFields: { eventKeys: 'approve' } }, event('click', { EventKey: 'reject' })],
    ['what is new at WeCom', { triggerOn: ['message', 'event'] }, { MsgType: 'hologram', Depth: '3' }],
  ] as const)('is accepted, and passed over: %s', async ([, parameters, message], { rest, listen }) => {
    const { call, workflow } = await listen(structuredClone(parameters));
    const { attempts } = await call(message);
    expect(attempts).toMatchObject([{ status: 200, bytes: 0 }]);
    await wait(500);
    expect(await listExecutions(rest, workflow.id)).toEqual([]);
  });

  it.for([
    ['the sender, in whatever case', { additionalFields: { senders: 'LiSi\nzhangsan' } }, { MsgType: 'text', FromUserName: 'ZhangSan' }],
    ['the event key', { triggerOn: ['event'], additionalFields: { eventKeys: 'approve, reject' } }, event('click', { EventKey: 'reject' })],
    ['a message, which has no event key', { additionalFields: { eventKeys: 'approve' } }, { MsgType: 'text' }],
    ['what is new at WeCom, when everything was chosen', { triggerOn: ['*'] }, { MsgType: 'hologram', Depth: '3' }],
  ] as const)('lets through %s', async ([, parameters, message], { listen }) => {
    const { call, item } = await listen(structuredClone(parameters));
    await call(message);
    expect((await item()).json).toMatchObject(message);
  });
});

describe('a file', () => {
  it.for([
    ['image', '现场.png', PNG],
    ['voice', 'note.amr', amr(2)],
    ['video', 'tour 环境.mp4', MP4],
  ] as const)('that came as an %s is put into a binary field, to the byte', async ([MsgType, filename, content], { rest, app, listen }) => {
    const { call, item } = await listen({ downloadMedia: true }, { credentials: [app] });
    await call({ MsgType }, { content, filename });
    const { json, binary } = await item();
    expect(json.callback).toMatchObject({ files: [{ field: 'data', size: content.byteLength }] });
    expect(binary?.data && (await bytesOf(rest, binary.data))).toEqual(Buffer.from(content));
  });

  it.for([
    ['is older than three days', 40007, /40007.*media_id/s],
    ['may not be fetched from this address', 60020, /60020.*127\.0\.0\.1|60020/s],
  ] as const)('that %s is told in the item, and costs neither the message nor the answer', async ([, errcode, problem], { sandbox, app, listen }) => {
    const { call, item } = await listen({ downloadMedia: true }, { credentials: [app] });
    sandbox.script({ path: '/cgi-bin/media/get', kind: 'errcode', errcode });
    const { attempts } = await call({ MsgType: 'image' });
    expect(attempts).toMatchObject([{ status: 200 }]);
    const { json, binary } = await item();
    expect(json).toMatchObject({ MsgType: 'image', callback: { files: [{ field: 'data', problem: expect.stringMatching(problem) as string }] } });
    expect(binary).toBeUndefined();
  });

  it('that WeCom no longer has is told in the item', async ({ app, listen }) => {
    const { call, item } = await listen({ downloadMedia: true }, { credentials: [app] });
    await call({ MsgType: 'image', MediaId: 'gone-3-days-ago' });
    expect((await item()).json.callback).toMatchObject({ files: [{ problem: expect.stringContaining('40007') as string }] });
  });

  it('cannot be fetched with a credential that is wrong, which the item says', async ({ rest, sandbox, listen }) => {
    const wrong = await createCredential(rest, 'weComAppApi', 'Wrong secret', { ...appCredential(sandbox), corpSecret: 'x'.repeat(43) });
    const { call, item } = await listen({ downloadMedia: true }, { credentials: [wrong] });
    const { attempts } = await call({ MsgType: 'image' });
    expect(attempts).toMatchObject([{ status: 200 }]);
    expect((await item()).json.callback).toMatchObject({ files: [{ problem: expect.stringContaining('40001') as string }] });
  });

  it('needs a credential, without which the workflow is not activated', async ({ listen }) => {
    await expect(listen({ downloadMedia: true })).rejects.toThrow(/WeCom App API|weComAppApi/);
  });

  it('needs a credential, and where that was deleted the item says so', async ({ rest, sandbox, listen }) => {
    const gone = await createCredential(rest, 'weComAppApi', 'Soon gone', appCredential(sandbox));
    const { call, item } = await listen({ downloadMedia: true }, { credentials: [gone] });
    await deleteCredential(rest, gone.id);
    const { attempts } = await call({ MsgType: 'image' });
    expect(attempts).toMatchObject([{ status: 200 }]);
    expect((await item()).json).toMatchObject({ MsgType: 'image', callback: { files: [{ problem: expect.stringMatching(/credential/i) as string }] } });
  });

  it('is fetched only after WeCom has its answer', async ({ sandbox, app, listen }) => {
    const { call, item } = await listen({ downloadMedia: true }, { credentials: [app] });
    sandbox.script({ path: '/cgi-bin/media/get', kind: 'slow', ms: 1500 });
    const { attempts } = await call({ MsgType: 'image' });
    // An attempt lasts half a second here; a second one would follow.
    expect(attempts).toHaveLength(1);
    expect((await item()).binary).toHaveProperty('data');
  });
});

describe('a slow workflow', () => {
  it('keeps nobody waiting: WeCom has its answer before it ends', async ({ listen }) => {
    const steps = [{ type: 'n8n-nodes-base.wait', typeVersion: 1.1, parameters: { resume: 'timeInterval', amount: 2, unit: 'seconds' } }];
    const { call, executions } = await listen({}, { steps });
    const { attempts } = await call({ MsgType: 'text' });
    expect(attempts).toHaveLength(1);
    const [execution] = await executions(1);
    expect(execution?.status).toBe('success');
  });
});
