import { describe, expect } from 'vitest';

import type { Sandbox } from '../../sandbox/server.ts';
import { HTML, PNG } from '../support/media-samples.ts';
import { hintsOf, it, run, sending } from './support/wecom.ts';

const TO = { toUser: 'ZhangSan' };

const CARD = {
  card_type: 'button_interaction',
  task_id: 'deploy-42',
  main_title: { title: 'Deploy build 42?' },
  button_list: [{ text: 'Yes', key: 'yes' }, { text: 'No', key: 'no' }],
};

const VOTE = {
  messageType: 'template_card',
  cardType: 'vote_interaction',
  cardMainTitle: 'What for lunch?',
  cardCheckboxQuestionKey: 'lunch',
  cardCheckboxOptionList: { values: [{ id: 'a', text: 'Noodles' }] },
  cardSubmitButtonText: 'Vote',
  cardSubmitButtonKey: 'vote',
  ...TO,
};

const allowCallbacks = (sandbox: Sandbox): void => {
  sandbox.configureApp(sandbox.apps[0]?.name ?? '', { callback: true });
};

/** n8n publishes no workflow that lacks what is required; what an expression gives it cannot know. */
const NOTHING = '={{ "" }}';

describe('a card in JSON', () => {
  it.for([
    { name: 'as text', card: JSON.stringify(CARD, null, 2) },
    { name: 'as an object that an expression gives', card: '={{ $json.body.card }}' },
  ])('goes out as it is, $name', async ({ card }, { rest, sandbox, app }) => {
    allowCallbacks(sandbox);
    const { json } = await run(rest, [sending(app, { messageType: 'template_card', cardSource: 'json', card, ...TO })], { json: { card: CARD } });
    expect(json).toMatchObject([{ delivery: 'sent', msgtype: 'template_card', response_code: expect.any(String) as string }]);
    expect(sandbox.state().messages.map(({ message }) => message.template_card)).toEqual([CARD]);
  });

  it.for([
    { name: 'the place of what is missing or wrong', card: JSON.stringify({ ...CARD, button_list: [{ text: 'Yes', key: 'yes' }, { key: 'yes', style: 9 }] }), reasons: ['- template_card.button_list[1].text: missing', '- template_card.button_list[1].style: 9, allowed is one of 1, 2, 3, 4', '- template_card.button_list[1].key: the same as in template_card.button_list[0].key'] },
    { name: 'the kinds of card there are', card: '{ "card_type": "button" }', reasons: ['- template_card.card_type: "button", allowed is one of text_notice, news_notice, button_interaction'] },
    { name: 'the place where it stops being JSON', card: '{\n  "card_type": "text_notice",\n  main_title: {}\n}', reasons: ['- Card: a text that stops being JSON at line 3, column 3'] },
  ])('that is wrong is refused with $name', async ({ card, reasons }, { rest, sandbox, app }) => {
    const { execution } = await run(rest, [sending(app, { messageType: 'template_card', cardSource: 'json', card, ...TO })]);
    for (const reason of reasons) expect(execution.error?.description).toContain(reason);
    expect(sandbox.state().requests).toEqual([]);
  });
});

describe('a card that is answered', () => {
  it('has a task_id of its own unless somebody gives it one', async ({ rest, sandbox, app }) => {
    allowCallbacks(sandbox);
    for (const { json } of [await run(rest, [sending(app, VOTE)]), await run(rest, [sending(app, VOTE)])]) expect(json).toMatchObject([{ delivery: 'sent' }]);
    const ids = sandbox.state().messages.map(({ message }) => (message.template_card as { task_id: string }).task_id);
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^\d+_[\da-f-]{36}_0_0$/);
  });

  it('is an error of an application without a callback URL, with the way out', async ({ rest, sandbox, app }) => {
    const { execution } = await run(rest, [sending(app, VOTE)]);
    expect(execution.error?.message).toContain('errcode 43012, the application has no callback URL, which interactive cards need');
    expect(execution.error?.description).toMatch(/Set a URL for receiving messages[^]*or send a text notice or news notice/);
    expect(sandbox.state().messages).toEqual([]);
  });
});

describe('a message in fields that is wrong', () => {
  const nine = Array.from({ length: 9 }, (_, index) => ({ title: `Article ${index}`, url: 'https://example.com/' }));
  const button = (key: string): object => ({ type: 0, text: 'Press', key });

  it.for([
    { name: 'too many articles', parameters: { messageType: 'news', newsArticles: { values: nine } }, reasons: ['- Articles (news.articles): 9 items, allowed is 1 to 8 items'] },
    { name: 'an author and a content that are missing or too long', parameters: { messageType: 'mpnews', mpnewsArticles: { values: [{ title: 'Minutes', thumbMediaId: 'a b', author: '作'.repeat(22), content: NOTHING }] } }, reasons: ['- Articles 1 → Thumbnail Media ID (mpnews.articles[0].thumb_media_id): a text with white space', '- Articles 1 → Author (mpnews.articles[0].author): 66 bytes, allowed is at most 64 bytes', '- Articles 1 → Content (mpnews.articles[0].content): missing'] },
    { name: 'a notice with lines that are too long', parameters: { messageType: 'miniprogram_notice', noticeAppid: NOTHING, noticeTitle: 'Booked', noticeFields: { noticeContentItem: { values: [{ key: 'A very long key', value: NOTHING }] } } }, reasons: ['- Mini-Program App ID (miniprogram_notice.appid): missing', '- Content Item 1 → Key (miniprogram_notice.content_item[0].key): 15 characters', '- Content Item 1 → Value (miniprogram_notice.content_item[0].value): missing'] },
    { name: 'a notice to everyone', parameters: { messageType: 'miniprogram_notice', noticeAppid: 'wx1', noticeTitle: 'Booked', toUser: '@all' }, reasons: ['- miniprogram_notice: filled in, allowed is nothing when touser is @all'] },
    { name: 'buttons that cannot be told apart', parameters: { ...VOTE, cardType: 'button_interaction', cardButtonList: { values: [button('a'), button('a'), { type: 1, text: 'Look', url: NOTHING }] } }, reasons: ['- Button List 2 → Key (template_card.button_list[1].key): the same as in', '- Button List 3 → URL (template_card.button_list[2].url): missing'] },
    { name: 'too many buttons', parameters: { ...VOTE, cardType: 'button_interaction', cardButtonList: { values: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(button) } }, reasons: ['- Button List (template_card.button_list): 7 items, allowed is 1 to 6 items'] },
    { name: 'a vote about nothing', parameters: { ...VOTE, cardCheckboxOptionList: {}, cardTaskId: 'lunch today' }, reasons: ['- Options (template_card.checkbox.option_list): missing', '- Task ID (template_card.task_id): a text with other characters in it'] },
    { name: 'a text card without its link', parameters: { messageType: 'textcard', textcardTitle: 'a'.repeat(129), textcardDescription: 'x', textcardUrl: 'example.com' }, reasons: ['- Title (textcard.title): 129 characters, allowed is at most 128 characters', '- URL (textcard.url): a text that does not begin with https://'] },
  ])('by $name is refused with the labels of the panel', async ({ parameters, reasons }, { rest, sandbox, app }) => {
    const { execution } = await run(rest, [sending(app, { ...TO, ...parameters })]);
    for (const reason of reasons) expect(execution.error?.description).toContain(reason);
    expect(sandbox.state().requests).toEqual([]);
  });

  it.for([
    { messageType: 'image', bytes: Buffer.from(HTML), reason: 'allowed is JPG or PNG' },
    { messageType: 'video', bytes: PNG, reason: 'allowed is MP4' },
    { messageType: 'voice', bytes: PNG, reason: 'allowed is AMR' },
  ])('by a file that is no $messageType is refused before it is uploaded', async ({ messageType, bytes, reason }, { rest, sandbox, app }) => {
    const { execution } = await run(rest, [sending(app, { ...TO, messageType })], { files: { data: { name: 'a.bin', bytes } } });
    expect(execution.error?.description).toContain(reason);
    expect(sandbox.state().requests).toEqual([]);
  });

  it.for([
    { name: 'of another kind', messageType: 'image', type: 'file' },
    { name: 'that has expired', messageType: 'file', type: undefined },
  ])('by a media_id $name is an error that says to upload it again', async ({ messageType, type }, { rest, sandbox, app }) => {
    const mediaId = type === undefined ? '3expiredMediaId' : sandbox.plantMedia({ filename: 'a.txt', type, content: Buffer.from('a report') }).media_id;
    const { execution } = await run(rest, [sending(app, { ...TO, messageType, mediaSource: 'mediaId', mediaId })]);
    expect(execution.error?.message).toContain('errcode 40007, the media_id is expired, of another type');
    expect(execution.error?.description).toContain('Upload the file again');
    expect(execution.error?.message).not.toContain(mediaId);
  });
});

describe('what WeCom may make less of', () => {
  const long = 'A title that is longer than all of the thirty-six characters';

  it('is sent, and told in the item and above the output', async ({ rest, sandbox, app }) => {
    const parameters = { messageType: 'template_card', cardType: 'text_notice', cardMainTitle: long, cardActionType: 1, cardActionUrl: 'https://example.com/' };
    const { json, execution } = await run(rest, [sending(app, { ...TO, ...parameters })]);
    const warning = `Main Title (template_card.main_title.title): ${long.length} characters; WeCom asks for at most 36 characters. Shorten it by ${long.length - 36} characters to be safe: what is longer may not be shown in full, or be refused.`;
    expect(json).toMatchObject([{ delivery: 'sent', warnings: [warning] }]);
    expect(hintsOf(execution)).toEqual([{ message: warning, type: 'warning', location: 'outputPane' }]);
    expect(sandbox.state().messages).toHaveLength(1);
  });

  const archive = { data: { name: 'build.zip', bytes: Buffer.from('PK no real archive') } };
  const confidential = { ...TO, messageType: 'file', additionalFields: { safe: true } };
  const noticed = /Confidential \(safe\): "build\.zip"; WeCom asks for files with the extension txt, pdf, doc/;

  it('such as a file that cannot be confidential, is told where WeCom takes it all the same', async ({ rest, sandbox, app }) => {
    sandbox.script({ kind: 'body', path: '/cgi-bin/message/send', body: '{"errcode":0,"errmsg":"ok","msgid":"m"}' });
    const { json, execution } = await run(rest, [sending(app, confidential)], { files: archive });
    expect(json).toMatchObject([{ delivery: 'sent', warnings: [expect.stringMatching(noticed) as string] }]);
    expect(hintsOf(execution)).toMatchObject([{ message: expect.stringMatching(noticed) as string }]);
  });

  it('such as a file that cannot be confidential, is told with the refusal', async ({ rest, app }) => {
    const { execution } = await run(rest, [sending(app, confidential)], { files: archive });
    expect(execution.error?.message).toContain('errcode 40058');
    expect(execution.error?.description).toMatch(noticed);
  });

  it('is nothing with a document that is confidential', async ({ rest, sandbox, app }) => {
    const { json, execution } = await run(rest, [sending(app, confidential)], { files: { data: { name: 'plan.PDF', bytes: Buffer.from('%PDF-1.7') } } });
    expect((json as object[])[0]).not.toHaveProperty('warnings');
    expect(hintsOf(execution)).toEqual([]);
    expect(sandbox.state().messages[0]?.message).toMatchObject({ safe: 1 });
  });
});
