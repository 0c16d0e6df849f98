import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { BotFace } from '../../sandbox/server.ts';
import { jsonReply, startReceiver } from './callback/receiver.ts';
import { PNG, startApp } from './app-wire.ts';
import type { AppStage } from './app-wire.ts';

/** Messages of kinds that only some of the senders have, as the page shows them. */

let stage: AppStage;
beforeEach(async () => {
  stage = await startApp({ callback: true });
});
afterEach(() => stage.sandbox.close());

const page = async (group: string): Promise<string> => (await fetch(`${stage.sandbox.baseUrl}/?group=${encodeURIComponent(group)}`)).text();
const appPage = (): Promise<string> => page(stage.app.name);
const CARD = { card_type: 'button_interaction', main_title: { title: 'Deploy?' }, task_id: 't1', button_list: [{ text: 'Yes', key: 'yes' }] };

/** The messages of a page without their JSON. */
const bubbles = (html: string): string => html.replaceAll(/<details[^]*?<\/details>/g, '');

describe('a message that was recalled', () => {
  it.each([
    ['text', { msgtype: 'text', text: { content: 'By mistake' } }, 'By mistake'],
    ['card', { msgtype: 'template_card', template_card: CARD }, 'Deploy?'],
  ])('is a line that says so, with its JSON behind it (%s)', async (_name, message, words) => {
    const { msgid } = await stage.send(message);
    expect(bubbles(await appPage())).toContain(words);
    expect((await stage.post('message/recall', { msgid })).errcode).toBe(0);
    const html = await appPage();
    expect(bubbles(html)).not.toContain(words);
    expect(bubbles(html)).toContain('Recalled: members no longer see this message');
    expect(html).toContain('[Recalled]');
    expect(html).toContain(words);
  });
});

it('a message to a group chat names the chat, and its links are links', async () => {
  const { chatid } = await stage.post<{ chatid: string }>('appchat/create', { name: 'Release crew', userlist: ['ZhangSan', 'LiSi'] });
  await stage.post('appchat/send', { chatid, msgtype: 'text', text: { content: '<a href="https://example.com/">log</a>' } });
  const html = bubbles(await appPage());
  expect(html).toContain('to the group chat <bdi>Release crew</bdi>');
  expect(html).toMatch(/<a href="https:\/\/example.com\/"[^>]*>log<\/a>/);
});

it('articles that come whole are shown with their cover, and nothing in them runs', async () => {
  const thumb_media_id = await stage.mediaId('image', PNG, 'cover.png');
  const content = '<p>First</p><script>stolen()</script><img src="x" onerror="stolen()">';
  await stage.send({ msgtype: 'mpnews', mpnews: { articles: [{ title: 'Notes', thumb_media_id, author: 'Zhang', content }] } });
  const html = bubbles(await appPage());
  expect(html).toContain('First');
  expect(html).not.toContain('stolen()');
  const [, path = ''] = /class="preview-cover" src="([^"]+)"/.exec(html) ?? [];
  const cover = await fetch(stage.sandbox.baseUrl + path);
  expect([cover.headers.get('content-type'), Buffer.from(await cover.arrayBuffer())]).toEqual(['image/png', PNG]);
  expect((await fetch(`${stage.sandbox.baseUrl}${path.replace(/\d+$/, '7')}`)).status).toBe(404);
});

it("a mini program's notice is shown with its first item large", async () => {
  const notice = { appid: 'wx1', page: 'pages/index', title: 'Room is booked', emphasis_first_item: true, content_item: [{ key: 'Room', value: '402' }, { key: 'Floor', value: '<b>4' }] };
  expect(await stage.errcodeOf({ msgtype: 'miniprogram_notice', miniprogram_notice: { ...notice, title: '会议室预订' } })).toBe(0);
  const html = bubbles(await appPage());
  expect(html).toMatch(/card-emphasis"><strong><bdi>402/);
  expect(html).toContain('&lt;b&gt;4');
  expect(html).toContain('wx1 pages/index');
});

describe('an intelligent bot', () => {
  let bot: BotFace;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  beforeEach(async () => {
    receiver = await startReceiver(() => bot);
    bot = stage.sandbox.addBot({ url: receiver.url });
  });
  afterEach(() => receiver.close());

  const answerWith = (reply: unknown): void => {
    receiver.respond((_, response) => response.end(jsonReply(JSON.stringify(reply), bot)));
  };

  it('shows the pictures of its answer, and whether there is more to come', async () => {
    const image = { base64: PNG.toString('base64'), md5: createHash('md5').update(PNG).digest('hex') };
    answerWith({ msgtype: 'stream', stream: { id: 's', content: 'Wait' } });
    await stage.sandbox.callBot(bot.name, { msgtype: 'text' });
    expect(bubbles(await page(bot.name))).toContain('Not finished');
    answerWith({ msgtype: 'stream', stream: { id: 's', finish: true, content: 'Done', msg_item: [{ msgtype: 'image', image }] } });
    await stage.sandbox.callBot(bot.name, { msgtype: 'stream', stream: { id: 's' } });
    const html = bubbles(await page(bot.name));
    expect(html).not.toContain('Not finished');
    const [, path = ''] = /class="photo" src="([^"]+)"/.exec(html) ?? [];
    expect(Buffer.from(await (await fetch(stage.sandbox.baseUrl + path)).arrayBuffer())).toEqual(PNG);
  });

  it('is told of a button that was pressed, and changes the card', async () => {
    answerWith({ msgtype: 'template_card', template_card: { ...CARD, button_selection: { question_key: 'where', option_list: [{ id: 'eu', text: 'Europe' }, { id: 'cn', text: 'China' }] } } });
    await stage.sandbox.callBot(bot.name, { msgtype: 'text' });
    const { msgid = '' } = stage.sandbox.state().messages.at(-1) ?? {};
    await expect(stage.sandbox.pressCard({ msgid, from: 'LiSi', key: 'yes' })).rejects.toThrow('was not shown');
    answerWith({ response_type: 'update_template_card', template_card: { ...CARD, main_title: { title: 'Deployed' }, replace_text: 'Done' } });
    await stage.sandbox.pressCard({ msgid, from: 'ZhangSan', key: 'yes', selected: { where: ['cn'] } });
    const { msgtype, from, event } = JSON.parse(receiver.received.at(-1)?.plain ?? '') as Record<string, unknown>;
    const pressed = { card_type: 'button_interaction', event_key: 'yes', task_id: 't1', selected_items: { selected_item: [{ question_key: 'where', option_ids: { option_id: ['cn'] } }] } };
    expect({ msgtype, from, event }).toEqual({ msgtype: 'event', from: { userid: 'ZhangSan' }, event: { eventtype: 'template_card_event', template_card_event: pressed } });
    expect(bubbles(await page(bot.name))).toContain('Deployed');
    await expect(stage.sandbox.pressCard({ msgid, from: 'ZhangSan', key: 'yes' })).rejects.toThrow('no longer be pressed');
  });

  it('is sent no picture, voice or file from a group chat', async () => {
    await expect(stage.sandbox.callBot(bot.name, { msgtype: 'image', chattype: 'group' })).rejects.toThrow('In a group chat');
    await stage.sandbox.callBot(bot.name, { msgtype: 'text', chattype: 'group' });
    expect(JSON.parse(receiver.received.at(-1)?.plain ?? '')).toMatchObject({ chattype: 'group', chatid: expect.any(String) as string });
  });
});
