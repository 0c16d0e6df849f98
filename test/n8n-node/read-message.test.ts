import { describe, expect, it } from 'vitest';

import { arrangeMessages } from '../../core/arrange.ts';
import { InvalidInputError } from '../../core/errors.ts';
import type { Problem } from '../../core/errors.ts';
import { messageSpec, messageTypes } from '../../core/spec/messages.ts';
import type { Channel } from '../../core/spec/types.ts';
import { validateMessage } from '../../core/validate.ts';
import { allowsOption, LEVEL, SWITCHES } from '../../n8n-node/nodes/WeCom/parameters/options.ts';
import { readEnvelope } from '../../n8n-node/nodes/WeCom/read-envelope.ts';
import { readMentions } from '../../n8n-node/nodes/WeCom/read-mentions.ts';
import { readMessage } from '../../n8n-node/nodes/WeCom/read-message.ts';
import { specimens } from '../support/specimens.ts';
import { panel, parametersOfBody, sending, turned, values } from './panel.ts';
import type { Json } from './panel.ts';

/** Enough to give every choice of a number its turn. */
const TURNS = [0, 1, 2, 3];

const placesIn = (value: unknown, at = ''): string[] => (typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([name, member]) => placesIn(member, `${at}.${name}`)) : [at]);

function withoutFile(body: Json): Json {
  const { base64, md5, ...rest } = body;
  return base64 === undefined || md5 === undefined ? body : rest;
}

const bodyOf = (message: Json): Json => message[String(message.msgtype)] as Json;

/** What a user would fill in beside the body. */
function parametersAround(message: Json): Json {
  const { mentioned_list = [], mentioned_mobile_list = [], media_id } = bodyOf(message);
  const additionalFields = {
    mentionUsers: (mentioned_list as string[]).join(', '),
    mentionMobiles: (mentioned_mobile_list as string[]).join('\n'),
    ...(message.duplicate_check_interval === undefined ? {} : { dedupeSeconds: message.duplicate_check_interval }),
    ...(message.safe === undefined ? {} : { [LEVEL.parameter]: message.safe }),
    ...Object.fromEntries(SWITCHES.filter(({ field }) => field in message).map(({ field, parameter }) => [parameter, message[field] === 1])),
  };
  const file = media_id === undefined ? {} : { mediaSource: 'mediaId', mediaId: media_id };
  return { ...file, toUser: message.touser, toParty: message.toparty, toTag: message.totag, additionalFields };
}

describe.each<Channel>(['robot', 'app'])('the parameters of a message of channel %s', (channel) => {
  const known = { touser: 'zhangsan|lisi', toparty: '2', totag: '3', enable_duplicate_check: 1 };
  const all = specimens(channel, undefined, channel === 'app' ? known : {}).map(({ name, message }) => ({ name, message: { ...message, [String(message.msgtype)]: withoutFile(bodyOf(message)) } }));

  it.each(all.flatMap(({ name, message }) => TURNS.map((turn) => ({ name, turn, message }))))('give every field of $name in turn $turn', ({ message, turn }) => {
    const whole = turned(messageSpec(channel), message, turn);
    const msgtype = String(whole.msgtype);
    // WeCom takes a switch that may only be off for what it is: nothing.
    for (const { field } of SWITCHES) if (!allowsOption(msgtype, field, 1)) Reflect.deleteProperty(whole, field);
    if (channel === 'app') whole.enable_duplicate_check = 1;

    const context = panel(sending(channel, msgtype, { ...parametersOfBody(channel, msgtype, bodyOf(whole)), ...parametersAround(whole) }));
    const drafted = readMessage(context, 0, channel);
    const problems: Problem[] = [];
    const around = channel === 'app' ? { ...readEnvelope(context, 0, drafted, problems), agentid: whole.agentid } : {};
    const { messages } = arrangeMessages([drafted], { channel, tooLong: 'split', mentions: readMentions(context, 0), filesAfter: 0 });

    expect(problems).toEqual([]);
    expect(messages.map((one) => ({ ...one, ...around }))).toEqual([whole]);
  });

  it('leave out none of the fields in all turns', () => {
    for (const { message } of all) {
      const seen = new Set(TURNS.flatMap((turn) => placesIn(turned(messageSpec(channel), message, turn))));
      expect(placesIn(message).filter((place) => !seen.has(place))).toEqual([]);
    }
  });

  it.each(messageTypes(channel).map(({ msgtype }) => msgtype))('make a %s that lacks only what is required when nothing is filled in', (msgtype) => {
    const message = readMessage(panel(sending(channel, msgtype)), 0, channel);
    expect(message.msgtype).toBe(msgtype);
    const { problems } = validateMessage(channel, { ...message, agentid: 1, touser: 'zhangsan' });
    expect(problems.filter(({ actual }) => actual !== 'missing')).toEqual([]);
  });
});

describe('a message in fields', () => {
  it('takes a number for a text, and a number written as text', () => {
    const articles = { values: [{ title: 42, url: 'https://example.com/' }] };
    expect(readMessage(panel(sending('robot', 'news', { newsArticles: articles })), 0, 'robot')).toEqual({ msgtype: 'news', news: { articles: [{ title: '42', url: 'https://example.com/' }] } });
    const card = sending('app', 'template_card', { cardType: 'news_notice', cardImageUrl: 'https://example.com/a.png', cardFields: { cardImageAspectRatio: '1.5' } });
    expect(readMessage(panel(card), 0, 'app').template_card).toMatchObject({ card_image: { url: 'https://example.com/a.png', aspect_ratio: 1.5 } });
  });

  it('keeps a value of the wrong type for the validation to name', () => {
    const message = readMessage(panel(sending('robot', 'text', { content: { text: 'hello' } })), 0, 'robot');
    expect(validateMessage('robot', message).problems).toMatchObject([{ path: 'text.content', actual: 'an object' }]);
  });

  it('leaves the media_id to the upload as long as the file is in a binary field', () => {
    const video = { videoFields: { videoTitle: 'Demo' } };
    expect(readMessage(panel(sending('app', 'video', video)), 0, 'app')).toEqual({ msgtype: 'video', video: { title: 'Demo' } });
    expect(readMessage(panel(sending('app', 'video', { ...video, mediaSource: 'mediaId', mediaId: ' M1\n' })), 0, 'app')).toEqual({ msgtype: 'video', video: { media_id: 'M1', title: 'Demo' } });
  });

  it('of a type without a file has no media_id, whatever is left over from another type', () => {
    expect(readMessage(values({ messageType: 'text', content: 'hello', mediaSource: 'mediaId', mediaId: 'M1' }), 0, 'robot')).toEqual({ msgtype: 'text', text: { content: 'hello' } });
  });

  it('of a type that does not exist says so by the validation', () => {
    const message = readMessage(values({ messageType: 'telegram' }), 0, 'robot');
    expect(validateMessage('robot', message).problems).toMatchObject([{ path: 'msgtype', actual: '"telegram"' }]);
  });

  it('gives a robot’s card its title even when there is only a longer text', () => {
    const message = readMessage(panel(sending('robot', 'template_card', { cardSubTitleText: 'Text', cardActionUrl: 'https://example.com/' })), 0, 'robot');
    expect(message.template_card).toEqual({ card_type: 'text_notice', main_title: {}, sub_title_text: 'Text', card_action: { type: 1, url: 'https://example.com/' } });
  });

  it('mentions whom the additional fields name, one per line or separated by commas', () => {
    const additionalFields = { mentionUsers: 'zhangsan, lisi\nwangwu，', mentionMobiles: '13800000000' };
    expect(readMentions(panel(sending('robot', 'text', { additionalFields })), 0)).toEqual({ users: ['zhangsan', 'lisi', 'wangwu'], mobiles: ['13800000000'] });
    expect(readMentions(panel(sending('robot', 'text')), 0)).toEqual({ users: [], mobiles: [] });
    expect(readMentions(panel(sending('app', 'text', { additionalFields })), 0)).toEqual({ users: [], mobiles: [] });
  });
});

describe('a whole message', () => {
  const read = (message: unknown): Json => readMessage(values({ messageType: 'json', message }), 0, 'robot');
  const refusal = (message: unknown): string => {
    try {
      read(message);
    } catch (error) {
      if (error instanceof InvalidInputError) return error.message;
      throw error;
    }
    return 'nothing was refused';
  };

  it('is taken as it is, from JSON or as an object', () => {
    const message = { msgtype: 'text', text: { content: 'hello', mentioned_list: ['@all'] } };
    expect(read(JSON.stringify(message))).toEqual(message);
    expect(read(message)).toEqual(message);
  });

  const elaborate = specimens('app', undefined, { touser: 'zhangsan' }).filter(({ name }) => /^(?:mpnews|miniprogram_notice|template_card (?:button|vote|multiple)_interaction)$/.test(name));

  it('is tried with what has the most parts', () => {
    expect(elaborate).toHaveLength(5);
  });

  it.each(elaborate)('is read and validated as $name', ({ message }) => {
    const given = readMessage(panel(sending('app', 'json', { message: JSON.stringify(message) })), 0, 'app');
    expect(given).toEqual(message);
    expect(validateMessage('app', given).problems).toEqual([]);

    const msgtype = String(message.msgtype);
    const { title, main_title, articles, ...rest } = bodyOf(message);
    expect([title, main_title, articles].filter((one) => one !== undefined)).toHaveLength(1);
    const incomplete = readMessage(panel(sending('app', 'json', { message: JSON.stringify({ ...message, [msgtype]: rest }) })), 0, 'app');
    expect(validateMessage('app', incomplete).problems).toMatchObject([{ actual: 'missing' }]);
  });

  it('is by default one that only lacks its content', () => {
    const message = readMessage(panel(sending('robot', 'json')), 0, 'robot');
    expect(validateMessage('robot', message).problems).toMatchObject([{ path: 'text.content', actual: 'empty' }]);
  });

  it('that is no JSON is refused with the place and without a word of it', () => {
    const text = '{\n  "msgtype": "text",\n  "text": { "content": "SECRET\nSECRET" }\n}';
    expect(refusal(text)).toContain('a text that stops being JSON at line 3, column 31');
    expect(refusal(text)).toContain('JSON.stringify($json.text)');
    expect(refusal(text)).not.toContain('SECRET');
    expect(refusal('SECRET')).not.toContain('SECRET');
  });

  it.each([
    ['an array', '[]'],
    ['null', 'null'],
    ['a number', 7],
    ['nothing', '  '],
  ])('that is %s is refused', (_, message) => {
    expect(refusal(message)).toContain('msgtype and the object of that name');
  });
});

describe('a whole card', () => {
  const card = { card_type: 'vote_interaction', task_id: 'vote_1', main_title: { title: 'Lunch?' }, checkbox: { question_key: 'q', option_list: [{ id: 'a', text: 'Yes' }] }, submit_button: { text: 'Vote', key: 'k' } };
  const read = (given: unknown): Json => readMessage(panel(sending('app', 'template_card', { cardSource: 'json', card: given })), 0, 'app');

  it('is taken as it is, from JSON or as an object', () => {
    expect(read(JSON.stringify(card))).toEqual({ msgtype: 'template_card', template_card: card });
    expect(read(card)).toEqual({ msgtype: 'template_card', template_card: card });
  });

  it('has its problems named by their places', () => {
    const { problems } = validateMessage('app', { ...read({ ...card, checkbox: { question_key: 'q', option_list: [{ id: 'a' }] } }), touser: 'zhangsan', agentid: 1 });
    expect(problems).toMatchObject([{ path: 'template_card.checkbox.option_list[0].text', actual: 'missing' }]);
  });

  it.each([
    ['{ "card_type": "text_notice", }', '- Card: a text that stops being JSON at line 1, column 31'],
    ['', '- Card: empty, allowed is JSON. Write an object with card_type and the fields of that card'],
    ['[1]', '- Card: an array, allowed is an object'],
  ])('%s is refused', (text, words) => {
    expect(() => read(text)).toThrow(words);
  });

  it('is not looked at while the card comes from fields', () => {
    const parameters = sending('app', 'template_card', { card: 'nonsense', cardMainTitle: 'Title' });
    expect(readMessage(panel(parameters), 0, 'app').template_card).toMatchObject({ main_title: { title: 'Title' } });
  });
});
