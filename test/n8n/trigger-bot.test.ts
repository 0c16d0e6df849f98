import { describe, expect } from 'vitest';

import { bytesOf, itemsOf, listExecutions } from '../../scripts/n8n/executions.ts';
import { PNG } from '../support/media-samples.ts';
import { TRIGGER, it } from './support/trigger.ts';

const BOT = { bot: true };
const TEXT = { msgtype: 'text', text: { content: '@bot 进度？' } };

describe('an AI bot', () => {
  it('has its URL verified, with an empty receive id', async ({ sandbox, listen }) => {
    const { caller, face } = await listen({}, BOT);
    expect(face.receiveId).toBe('');
    expect(await sandbox.verifyCallback(caller)).toMatchObject({ ok: true });
  });

  it('starts the workflow with the text, and with the address at which it can be answered later', async ({ sandbox, listen }) => {
    const { call, item } = await listen({}, BOT);
    const { attempts } = await call(TEXT);
    expect(attempts).toMatchObject([{ status: 200, bytes: 0 }]);
    const { json } = await item();
    expect(json).toMatchObject({ msgtype: 'text', text: { content: '@bot 进度？' }, from: { userid: expect.any(String) as string }, callback: { from: 'bot', kind: 'message', type: 'text' } });

    // As the HTTP Request node posts it.
    const later = await fetch(String(json.response_url), { method: 'POST', body: JSON.stringify({ msgtype: 'markdown', markdown: { content: '**80 %**' } }), headers: { 'content-type': 'application/json' } });
    expect(await later.json()).toMatchObject({ errcode: 0 });
    expect(sandbox.state().messages.at(-1)).toMatchObject({ message: { markdown_v2: { content: '**80 %**' } } });
  });

  it('refuses what is encrypted for an application, although token and key are right', async ({ rest, sandbox, listen }) => {
    const { workflow, url, face } = await listen({}, BOT);
    const { token, encodingAesKey } = face;
    const name = sandbox.apps[0]?.name ?? '';
    sandbox.setCallback(name, { url, token, encodingAesKey });
    const { attempts } = await sandbox.callBack(name, { MsgType: 'text' }, { attempts: 1 });
    expect(attempts).toMatchObject([{ status: 401 }]);
    expect(await listExecutions(rest, workflow.id)).toEqual([]);
  });

  it.for([
    ['image', 'photo.png', PNG],
    ['file', '报告 report.pdf', Buffer.from('%PDF-1.7 a small one')],
    ['video', 'tour.mp4', Buffer.alloc(1000, 7)],
  ] as const)('gives an %s decrypted, as a binary field', async ([msgtype, filename, content], { rest, sandbox, listen }) => {
    const { call, item } = await listen({ downloadMedia: true, additionalFields: { baseUrl: sandbox.baseUrl } }, BOT);
    await call({ msgtype }, { content, filename });
    const { json, binary } = await item();
    expect(json.callback).toMatchObject({ files: [{ field: 'data', filename, size: content.byteLength }] });
    expect(binary?.data?.fileName).toBe(filename);
    expect(binary?.data && (await bytesOf(rest, binary.data))).toEqual(content);
  });

  it('gives all pictures of a mixed message, each in a field of its own, also where one cannot be had', async ({ rest, sandbox, listen }) => {
    const { call, item } = await listen({ downloadMedia: true, additionalFields: { baseUrl: sandbox.baseUrl, outputBinaryField: 'photo' } }, BOT);
    const pictures = [PNG, Buffer.concat([PNG, PNG])];
    const urls: string[] = [];
    for (const content of pictures) {
      // Refused, and only there for its picture.
      const { message } = await call({ msgtype: 'image' }, { content, spoil: 'signature', attempts: 1 });
      urls.push((message.image as { url: string }).url);
    }
    const [first = '', second = ''] = urls;
    const images = [first, `${first}gone`, second].map((url) => ({ msgtype: 'image', image: { url } }));
    await call({ msgtype: 'mixed', mixed: { msg_item: [{ msgtype: 'text', text: { content: 'Three:' } }, ...images] } });
    const { json, binary = {} } = await item();
    expect(json.callback).toMatchObject({ files: [{ field: 'photo', size: PNG.byteLength }, { field: 'photo_1', problem: expect.stringContaining('HTTP 404') as string }, { field: 'photo_2' }] });
    expect(Object.keys(binary)).toEqual(['photo', 'photo_2']);
    expect(await Promise.all(Object.values(binary).map((field) => bytesOf(rest, field)))).toEqual(pictures);
  });

  it('that has another key now gets no file, and the item says so', async ({ sandbox, listen }) => {
    const { call, item } = await listen({ downloadMedia: true, additionalFields: { baseUrl: sandbox.baseUrl } }, BOT);
    const other = sandbox.addBot({ url: 'http://127.0.0.1:9/' });
    const { message } = await sandbox.callBot(other.name, { msgtype: 'file' }, { attempts: 1 });
    await call({ msgtype: 'file', file: { url: (message.file as { url: string }).url } });
    expect((await item()).json.callback).toMatchObject({ files: [{ field: 'data', problem: expect.stringContaining('could not be decrypted') as string }] });
  });

  it('does not fetch a file from inside a private network', async ({ sandbox, listen }) => {
    const { call, item } = await listen({ downloadMedia: true }, BOT);
    await call({ msgtype: 'file', file: { url: `${sandbox.baseUrl}/sandbox/state` } });
    expect((await item()).json.callback).toMatchObject({ files: [{ problem: expect.stringContaining('inside a private network') as string }] });
  });
});

describe('a reply of an AI bot', () => {
  it('is a stream that is finished at once, by an expression over the message', async ({ sandbox, listen }) => {
    const { call } = await listen({ reply: 'text', replyContent: '=You said: {{ $json.text.content }}' }, BOT);
    const { reply } = await call(TEXT);
    expect(reply).toMatchObject({ msgtype: 'stream', message: { stream: { finish: true, content: 'You said: @bot 进度？' } } });
    expect(reply).not.toHaveProperty('problem');
    expect(sandbox.state().messages.at(-1)?.message).toMatchObject({ markdown_v2: { content: 'You said: @bot 进度？' } });
  });

  it('is a welcome when the chat is opened', async ({ listen }) => {
    const { call } = await listen({ triggerOn: ['event.enter_chat'], reply: 'text', replyContent: '=Welcome, {{ $json.from.userid }}' }, BOT);
    const { reply } = await call({ msgtype: 'event', event: { eventtype: 'enter_chat' }, from: { userid: 'LiSi' } });
    expect(reply).toMatchObject({ msgtype: 'text', message: { text: { content: 'Welcome, LiSi' } } });
    expect(reply).not.toHaveProperty('problem');
  });

  it('can be a card, as JSON', async ({ listen }) => {
    const card = { msgtype: 'template_card', template_card: { card_type: 'text_notice', main_title: { title: 'Build 42' }, task_id: 'build-42', card_action: { type: 1, url: 'https://example.com/42' } } };
    const { call } = await listen({ reply: 'json', replyJson: JSON.stringify(card) }, BOT);
    const { reply } = await call(TEXT);
    expect(reply).toEqual({ msgtype: 'template_card', message: card });
  });

  it('can grow: WeCom asks how it goes on, and gets the next part', async ({ rest, sandbox, listen }) => {
    const replyJson = `={{ JSON.stringify({ msgtype: 'stream', stream: $json.msgtype === 'stream' ? { id: $json.stream.id, finish: true, content: 'Thinking … 42' } : { id: 'thought', finish: false, content: 'Thinking …' } }) }}`;
    const { call, workflow, executions } = await listen({ triggerOn: ['message.text', 'message.stream'], reply: 'json', replyJson }, BOT);
    expect((await call(TEXT)).reply).toMatchObject({ message: { stream: { finish: false } } });
    expect((await call({ msgtype: 'stream', stream: { id: 'thought' } })).reply).toMatchObject({ message: { stream: { id: 'thought', finish: true } } });
    expect(sandbox.state().messages.filter(({ message }) => 'stream' in message)).toHaveLength(1);
    const found = await executions(2);
    expect(found.map((execution) => itemsOf(execution, TRIGGER)[0]?.json.msgtype).sort()).toEqual(['stream', 'text']);
    expect(await listExecutions(rest, workflow.id)).toHaveLength(2);
  });

  it('that is awaited starts nothing where any message was chosen, since no member wrote it', async ({ rest, listen }) => {
    const { call, workflow, executions } = await listen({ triggerOn: ['message'] }, BOT);
    expect((await call({ msgtype: 'stream' })).attempts).toMatchObject([{ status: 200, bytes: 0 }]);
    await call(TEXT);
    await executions(1);
    expect(await listExecutions(rest, workflow.id)).toHaveLength(1);
  });

  it.for([
    ['is too long', { reply: 'text', replyContent: `={{ '长'.repeat(7000) }}` }, /20480/],
    ['is no JSON', { reply: 'json', replyJson: '{"msgtype": "stream"' }, /JSON/],
    ['is of a type that there is not', { reply: 'json', replyJson: '{"msgtype": "hologram", "hologram": {}}' }, /msgtype/],
  ] as const)('that %s is not given, and the item says why', async ([, parameters, problem], { listen }) => {
    const { call, item } = await listen({ ...parameters }, BOT);
    expect((await call(TEXT)).attempts).toMatchObject([{ status: 200, bytes: 0 }]);
    expect((await item()).json.callback).toMatchObject({ reply: { given: false, problem: expect.stringMatching(problem) as string } });
  });
});
