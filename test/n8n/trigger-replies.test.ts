import { describe, expect } from 'vitest';

import type { Sandbox } from '../../sandbox/server.ts';
import { MP4, PNG, amr } from '../support/media-samples.ts';
import { it } from './support/trigger.ts';
import { run, sending } from './support/wecom.ts';

const TEXT = { MsgType: 'text', Content: 'Hello' };

/** A card with two buttons, as the node sends it. */
const CARD = {
  msgtype: 'template_card',
  template_card: {
    card_type: 'button_interaction',
    task_id: 'release-42',
    main_title: { title: 'Release 42?' },
    button_list: [{ text: 'Approve', key: 'approve' }, { text: 'Reject', key: 'reject' }],
  },
};

const NOTICE = { card_type: 'text_notice', main_title: { title: 'Released by LiSi' }, card_action: { type: 1, url: 'https://example.com/releases/42' } };

/** What a reply needs that sends a file: one that the application has uploaded. */
const uploaded = (sandbox: Sandbox, type: string, filename: string, content: Buffer): string => sandbox.plantMedia({ type, filename, content }).media_id;

describe('a reply to a message', () => {
  it.for([
    ['image', 'done.png', PNG],
    ['voice', 'done.amr', amr(1)],
    ['video', 'done.mp4', MP4],
  ] as const)('can be an uploaded %s', async ([type, filename, content], { sandbox, listen }) => {
    const media_id = uploaded(sandbox, type, filename, content);
    const titles = type === 'video' ? { title: 'The tour', description: 'Two minutes' } : {};
    const { call, item } = await listen({ reply: type, replyMediaId: media_id, replyTitle: 'The tour', replyDescription: 'Two minutes' });
    const { reply } = await call(TEXT);
    expect(reply).toEqual({ msgtype: type, message: { msgtype: type, [type]: { media_id, ...titles } } });
    expect((await item()).json.callback).toMatchObject({ reply: { given: true } });
  });

  it('can be articles, made of the message', async ({ listen }) => {
    const values = [
      { title: '=About {{ $json.Content }}', url: 'https://example.com/a?b=1&c=2', description: 'First < second', picurl: 'https://example.com/a.png' },
      { title: 'More', url: 'https://example.com/more', description: '', picurl: '' },
    ];
    const { call } = await listen({ reply: 'news', replyArticles: { values } });
    const { reply } = await call(TEXT);
    expect(reply).toEqual({
      msgtype: 'news',
      message: { msgtype: 'news', news: { articles: [{ ...values[0], title: 'About Hello' }, { title: 'More', url: 'https://example.com/more' }] } },
    });
  });
});

describe('a press on a button of a card that the node sent', () => {
  it('turns the button into a text that cannot be pressed again', async ({ rest, sandbox, app, listen }) => {
    const { item } = await listen({ triggerOn: ['event.template_card_event'], reply: 'update_button', replyButtonName: '={{ $json.EventKey === "approve" ? "Approved" : "Rejected" }} by {{ $json.FromUserName }}' });
    const { json } = await run(rest, [sending(app, { messageType: 'json', toUser: 'LiSi', message: JSON.stringify(CARD) })]);
    const [{ msgid }] = json as [{ msgid: string }];
    const { reply, attempts } = await sandbox.pressCard({ msgid, from: 'LiSi', key: 'approve' });
    expect(attempts).toMatchObject([{ status: 200 }]);
    expect(reply).toMatchObject({ msgtype: 'update_button' });
    expect(reply).not.toHaveProperty('problem');
    expect((await item()).json).toMatchObject({ FromUserName: 'LiSi', EventKey: 'approve', TaskId: 'release-42', callback: { type: 'template_card_event', reply: { given: true } } });
    await expect(sandbox.pressCard({ msgid, from: 'LiSi', key: 'reject' })).rejects.toThrow('"Approved by LiSi" stands in their place');
  });

  it('puts another card in the place of the card', async ({ rest, sandbox, app, listen }) => {
    const { item } = await listen({ triggerOn: ['event'], reply: 'update_template_card', replyCard: JSON.stringify(NOTICE) });
    const { json } = await run(rest, [sending(app, { messageType: 'json', toUser: 'LiSi', message: JSON.stringify(CARD) })]);
    const [{ msgid }] = json as [{ msgid: string }];
    const { reply } = await sandbox.pressCard({ msgid, from: 'LiSi', key: 'reject' });
    expect(reply).toMatchObject({ msgtype: 'update_template_card', message: { template_card: { main_title: { title: 'Released by LiSi' } } } });
    expect(reply).not.toHaveProperty('problem');
    expect((await item()).json).toMatchObject({ EventKey: 'reject', callback: { reply: { given: true } } });
  });
});

describe('a reply that is wrong', () => {
  it.for([
    ['is too long', { reply: 'text', replyContent: `=${'长'.repeat(700)}` }, TEXT, /2048/],
    ['is empty, by an expression', { reply: 'text', replyContent: '={{ $json.Nothing }}' }, TEXT, /content/],
    ['has an expression that fails', { reply: 'text', replyContent: '={{ $json.Content.nothing.more }}' }, TEXT, /./],
    ['names no media', { reply: 'image', replyMediaId: '={{ $json.Nothing }}' }, TEXT, /media_id/],
    ['has no articles', { reply: 'news', replyArticles: {} }, TEXT, /articles/],
    ['is a card that is no JSON', { triggerOn: ['event'], reply: 'update_template_card', replyCard: '{"card_type": ' }, { MsgType: 'event', Event: 'template_card_event' }, /JSON at line 1/],
    ['is a card of a kind that there is not', { triggerOn: ['event'], reply: 'update_template_card', replyCard: '{"card_type": "hologram"}' }, { MsgType: 'event', Event: 'template_card_event' }, /card_type/],
  ] as const)('because it %s costs neither the answer nor the message, which says what is wrong', async ([, parameters, message, problem], { listen }) => {
    const { call, item } = await listen(structuredClone(parameters));
    const { attempts, reply } = await call(message);
    expect(attempts).toMatchObject([{ status: 200, bytes: 0 }]);
    expect(reply).toBeUndefined();
    expect((await item()).json.callback).toMatchObject({ reply: { given: false, problem: expect.stringMatching(problem) as string } });
  });
});

describe('what a reply does not suit', () => {
  it.for([
    ['a message, an update of a button', { triggerOn: ['*'], reply: 'update_button', replyButtonName: 'Done' }, TEXT],
    ['a press, a text', { triggerOn: ['*'], reply: 'text', replyContent: 'Done' }, { MsgType: 'event', Event: 'template_card_event' }],
    ['an event of the corp, a text', { triggerOn: ['*'], reply: 'text', replyContent: 'Done' }, { MsgType: 'event', Event: 'change_contact' }],
    ['what is new at WeCom, a text', { triggerOn: ['*'], reply: 'text', replyContent: 'Done' }, { MsgType: 'hologram' }],
  ] as const)('gets none: %s', async ([, parameters, message], { listen }) => {
    const { call, item } = await listen(structuredClone(parameters));
    const { attempts } = await call(message);
    expect(attempts).toMatchObject([{ status: 200, bytes: 0 }]);
    expect((await item()).json.callback).not.toHaveProperty('reply');
  });
});
