import { describe, expect, it } from 'vitest';

import { fieldSpecAt } from '../../core/field-at.ts';
import { envelope, messageTypes } from '../../core/spec/messages.ts';
import type { Channel } from '../../core/spec/types.ts';

const typeAt = (message: unknown, path: string) => fieldSpecAt('robot', message, path)?.type;

describe('the row for a place in a message', () => {
  it('is found by its path, in either way of writing the place in a list', () => {
    const message = { msgtype: 'news', news: { articles: [] } };
    expect(fieldSpecAt('robot', message, 'news.articles[8].title')).toMatchObject({ type: 'string', limit: { max: 128 } });
    expect(typeAt(message, 'news.articles.8.title')).toBe('string');
    expect(typeAt(message, 'news.articles')).toBe('objects');
    expect(typeAt(message, 'news.articles[0]')).toBe('object');
  });

  it('tells numbers from texts', () => {
    const message = { msgtype: 'template_card', template_card: { card_type: 'news_notice' } };
    expect(typeAt(message, 'template_card.card_action.type')).toBe('integer');
    expect(typeAt(message, 'template_card.card_image.aspect_ratio')).toBe('number');
    expect(typeAt(message, 'template_card.main_title.title')).toBe('string');
    expect(typeAt(message, 'template_card.horizontal_content_list[0].type')).toBe('integer');
    expect(typeAt({ msgtype: 'text' }, 'text.mentioned_list[0]')).toBe('string');
    expect(typeAt(undefined, 'msgtype')).toBe('string');
  });

  it('depends on the type of the card where the cards differ', () => {
    const card = (card_type: string) => ({ msgtype: 'template_card', template_card: { card_type } });
    expect(fieldSpecAt('robot', card('text_notice'), 'template_card.main_title.title')?.required).toBeUndefined();
    expect(fieldSpecAt('robot', card('news_notice'), 'template_card.main_title.title')?.required).toBe(true);
    expect(typeAt(card('text_notice'), 'template_card.card_image')).toBeUndefined();
  });

  it('is found before the message says what type or card it is', () => {
    expect(typeAt({}, 'template_card.card_image.aspect_ratio')).toBe('number');
    expect(typeAt({ msgtype: 'template_card' }, 'template_card.emphasis_content.title')).toBe('string');
  });

  it('is missing for places that no table speaks of', () => {
    for (const path of ['', 'text', 'markdown.colour', 'markdown.content.more', 'markdown.content[0]', '__proto__', 'constructor.name']) {
      expect(typeAt({ msgtype: 'markdown' }, path)).toBeUndefined();
    }
    expect(typeAt({ msgtype: 'news' }, 'news.articles.first.title')).toBeUndefined();
    expect(typeAt('not a message', 'text.colour')).toBeUndefined();
  });

  it('is a text limited in bytes wherever a message type names its long text', () => {
    const long = (channel: Channel) => messageTypes(channel).flatMap(({ msgtype, longText }) => (longText === undefined ? [] : [{ msgtype, longText, channel }]));
    expect(long('robot').map(({ msgtype }) => msgtype)).toEqual(['text', 'markdown', 'markdown_v2']);
    expect(long('app').map(({ msgtype }) => msgtype)).toEqual(['text', 'markdown']);
    for (const { channel, msgtype, longText } of [...long('robot'), ...long('app')]) {
      expect(fieldSpecAt(channel, { msgtype }, longText)).toMatchObject({ type: 'string', limit: { unit: 'bytes' } });
    }
  });

  it('stands beside the object of the type too, where an application names its recipients and options', () => {
    for (const { name, type } of envelope('app')) expect(fieldSpecAt('app', { msgtype: 'voice' }, name)?.type).toBe(type);
    expect(fieldSpecAt('app', { msgtype: 'news' }, 'safe')?.values).toEqual([0]);
    expect(fieldSpecAt('app', { msgtype: 'text' }, 'safe')?.values).toEqual([0, 1]);
    expect(fieldSpecAt('app', { msgtype: 'voice' }, 'safe')).toBeUndefined();
    expect(fieldSpecAt('app', {}, 'safe')?.type).toBe('integer');
    expect(fieldSpecAt('robot', { msgtype: 'text' }, 'touser')).toBeUndefined();
  });
});
