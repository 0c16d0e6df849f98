import { createDecipheriv } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { BotFace } from '../../../sandbox/server.ts';
import { PNG } from '../app-wire.ts';
import { postJson, startWithClock } from '../wire.ts';
import type { Clocked } from '../wire.ts';
import { jsonReply, startReceiver } from './receiver.ts';

let stage: Clocked;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let bot: BotFace;
beforeEach(async () => {
  stage = await startWithClock({ retryAfterMs: 20 });
  bot = { name: '', aibotid: '', url: '', token: '', encodingAesKey: '', receiveId: '' };
  receiver = await startReceiver(() => bot);
  bot = stage.sandbox.addBot({ url: receiver.url });
});
afterEach(async () => {
  await stage.sandbox.close();
  await receiver.close();
});

const call = (message: Record<string, unknown>, options = {}) => stage.sandbox.callBot(bot.name, message, options);

interface Pushed {
  msgid: string;
  aibotid: string;
  from: { userid: string };
  response_url: string;
  file: { url: string };
  event: Record<string, unknown>;
}

const pushed = (): Pushed => JSON.parse(receiver.received.at(-1)?.plain ?? '') as Pushed;

const answer = async (reply: unknown, message: Record<string, unknown> = { msgtype: 'text' }) => {
  receiver.respond((_, response) => response.end(jsonReply(JSON.stringify(reply), bot)));
  return (await call(message)).reply;
};

const said = (): unknown => stage.sandbox.state().messages.at(-1);

describe('a message to an intelligent bot', () => {
  it('is JSON, encrypted with nothing behind it', async () => {
    const record = await call({ msgtype: 'text', text: { content: '你好' }, from: { userid: 'LiSi' } });
    const [got] = receiver.received;
    expect(got).toMatchObject({ contentType: 'application/json', signed: true, receiveId: '' });
    expect(Object.keys(JSON.parse(got?.body ?? '') as object)).toEqual(['encrypt']);
    expect(pushed()).toMatchObject({ aibotid: bot.aibotid, chattype: 'single', msgtype: 'text', text: { content: '你好' }, from: { userid: 'LiSi' } });
    expect(record).toMatchObject({ to: bot.name, from: 'LiSi', kind: 'text', outcome: 'accepted', message: { response_url: '(secret)' } });
  });

  it.each(['text', 'image', 'mixed', 'voice', 'file', 'video', 'stream'])('of type %s has its fields without being told them', async (msgtype) => {
    await call({ msgtype });
    expect((pushed() as unknown as Record<string, unknown>)[msgtype]).toBeTruthy();
  });

  it('with a file names an address that gives it encrypted, for five minutes', async () => {
    const content = Buffer.from('line\n'.repeat(20));
    await call({ msgtype: 'file' }, { content, filename: '报告.txt' });
    const { url } = pushed().file;
    const response = await fetch(url);
    expect(response.headers.get('content-disposition')).toContain(`filename*=utf-8''${encodeURIComponent('报告.txt')}`);
    const key = Buffer.from(`${bot.encodingAesKey}=`, 'base64');
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    const padded = Buffer.concat([decipher.update(Buffer.from(await response.arrayBuffer())), decipher.final()]);
    expect(padded.subarray(0, -(padded.at(-1) ?? 0))).toEqual(content);
    stage.clock.now += 5 * 60_000;
    expect((await fetch(url)).status).toBe(404);
  });

  it('is verified with an empty receiveid', async () => {
    receiver.respond(({ plain }, response) => response.end(plain));
    expect(await stage.sandbox.verifyCallback(bot.name)).toMatchObject({ ok: true });
    expect(receiver.received[0]?.receiveId).toBe('');
  });

  it('that is an event comes with its type; the press of a button only once', async () => {
    receiver.respond((_, response) => response.writeHead(500).end());
    expect((await call({ msgtype: 'event', event: { eventtype: 'template_card_event' } })).attempts).toHaveLength(1);
    expect(pushed().event).toMatchObject({ template_card_event: { task_id: 'task-1' } });
    expect((await call({ msgtype: 'event', event: { eventtype: 'enter_chat' } })).attempts).toHaveLength(4);
    await expect(call({ msgtype: 'event' })).rejects.toThrow('An event needs its type');
    await expect(call({})).rejects.toThrow('needs a "msgtype"');
    await expect(stage.sandbox.callBot('nobody', {})).rejects.toThrow('no bot named "nobody"');
  });
});

describe("a bot's answer", () => {
  it('of a stream goes on in its place as it is refreshed', async () => {
    expect((await answer({ msgtype: 'stream', stream: { id: 's1', finish: false, content: 'Working' } }))?.problem).toBeUndefined();
    await answer({ msgtype: 'stream', stream: { id: 's1', finish: true, content: 'Done' } }, { msgtype: 'stream', stream: { id: 's1' } });
    expect(stage.sandbox.state().messages).toMatchObject([{ bot: bot.name, message: { markdown_v2: { content: 'Done' }, stream: { finish: true } } }]);
  });

  it('of a card is held to the rules of cards, and changed when its button is pressed', async () => {
    const card = { card_type: 'button_interaction', main_title: { title: 'Deploy?' }, task_id: 'task-1', button_list: [{ text: 'Yes', key: 'yes' }] };
    expect((await answer({ msgtype: 'template_card', template_card: { ...card, button_list: [] } }))?.problem).toContain('button_list');
    expect((await answer({ msgtype: 'template_card', template_card: card }))?.problem).toBeUndefined();
    const update = { response_type: 'update_template_card', template_card: { ...card, main_title: { title: 'Deployed' } } };
    expect((await answer(update))?.problem).toContain('answers only the event');
    expect((await answer(update, { msgtype: 'event', event: { eventtype: 'template_card_event' } }))?.problem).toBeUndefined();
    expect(said()).toMatchObject({ updates: [{ users: ['ZhangSan'], template_card: { main_title: { title: 'Deployed' } } }] });
  });

  it('of text is a welcome, and nothing else', async () => {
    const text = { msgtype: 'text', text: { content: 'Welcome' } };
    expect((await answer(text))?.problem).toContain('only the event enter_chat');
    expect((await answer(text, { msgtype: 'event', event: { eventtype: 'enter_chat' } }))?.problem).toBeUndefined();
  });

  const picture = { base64: PNG.toString('base64'), md5: '0' };
  it.each([
    [{ msgtype: 'stream', stream: { finish: true } }, 'stream.id is missing'],
    [{ msgtype: 'stream', stream: { id: 's', content: '中'.repeat(6827) } }, 'exceed max length 20480'],
    [{ msgtype: 'stream', stream: { id: 's', msg_item: [{ msgtype: 'image', image: picture }] } }, 'only with finish: true'],
    [{ msgtype: 'stream', stream: { id: 's', finish: true, msg_item: [{ msgtype: 'image', image: picture }] } }, 'md5'],
    [{ msgtype: 'stream', stream: { id: 's', feedback: { id: 'x'.repeat(257) } } }, 'feedback.id'],
    [{ msgtype: 'markdown', markdown: { content: 'x' } }, 'no reply of msgtype "markdown"'],
    ['words', 'the reply is missing'],
  ])('%j is shown to nobody', async (reply, problem) => {
    expect((await answer(reply))?.problem).toContain(problem);
    expect(stage.sandbox.state().messages).toEqual([]);
  });

  it.each([
    ['an envelope that is no JSON', () => 'success', 'not JSON'],
    ['a timestamp in quotes', () => jsonReply('{}', bot).replace('1700000000', '"1700000000"'), 'timestamp has to be a number'],
    ['a wrong signature', () => jsonReply('{}', { ...bot, token: 'x' }), 'signature is wrong'],
    ['a corpid behind it', () => jsonReply('{}', { ...bot, receiveId: 'ww1' }), 'receiveid'],
  ])('in %s is shown to nobody', async (_, body, problem) => {
    receiver.respond((__, response) => response.end(body()));
    expect((await call({ msgtype: 'text' })).reply?.problem).toContain(problem);
  });
});

describe('the address for answering later', () => {
  const markdown = (content: unknown): string => JSON.stringify({ msgtype: 'markdown', markdown: { content } });
  const later = async (body = markdown('**Done**')): Promise<number> => (await postJson(pushed().response_url, body)).errcode;

  it('shows one message, once', async () => {
    await call({ msgtype: 'text' });
    expect(await later(markdown(''))).toBe(44004);
    expect(await later('{"msgtype":"text","text":{"content":"x"}}')).toBe(40008);
    expect(await later('{"msgtype":"markdown"}')).toBe(40058);
    expect(await later()).toBe(0);
    expect(said()).toMatchObject({ bot: bot.name, to: { shown: ['ZhangSan'] }, message: { markdown_v2: { content: '**Done**' } } });
    expect(await later()).toBe(60140);
  });

  it('is good for an hour, and its code stands in no state', async () => {
    await call({ msgtype: 'text' });
    const code = new URL(pushed().response_url).searchParams.get('response_code') ?? '-';
    stage.clock.now += 3_600_000;
    expect(await later()).toBe(60140);
    expect(JSON.stringify(stage.sandbox.state())).not.toContain(code);
  });
});
