import { describe, expect, it } from 'vitest';

import { BOT_REPLIES } from '../../core/spec/bot-replies.ts';
import { BOT_EVENTS, BOT_MESSAGES, PUSH_EVENTS, PUSH_MESSAGES } from '../../core/spec/callbacks.ts';
import type { PushSpec } from '../../core/spec/callbacks.ts';
import { ERRCODES, errcodePage, errcodeSpec } from '../../core/spec/errcodes.ts';
import { contentImage, mediaKinds, remoteMediaKinds } from '../../core/spec/media.ts';
import { messageSpec, messageTypes } from '../../core/spec/messages.ts';
import { OPERATIONS } from '../../core/spec/operations.ts';
import { ANSWERED_EVENTS, CARD_EVENT, CARD_REPLIES, REPLY } from '../../core/spec/replies.ts';
import { REQUESTS, requestSpec } from '../../core/spec/requests.ts';
import type { RequestName } from '../../core/spec/requests.ts';
import type { Channel, FieldSpec, OperationSpec, Requirement } from '../../core/spec/types.ts';
import { renderErrcodeTable, renderMediaTable, renderMessageTable, renderRequestTable } from '../../scripts/docs-tables.ts';

const VENDOR_PAGE = /^https:\/\/developer\.work\.weixin\.qq\.com\/document\/path\/\d+$/;

const CHANNELS = ['robot', 'app', 'appchat'] as const;

const REQUEST_NAMES = Object.keys(REQUESTS) as RequestName[];

const cardsOf = (channel: Channel) => messageTypes(channel).flatMap(({ variants }) => variants?.of.map(({ value }) => value) ?? []);

describe('the table of message types', () => {
  it('holds the eight that a group robot can send, and both of its cards', () => {
    expect(messageTypes('robot').map(({ msgtype }) => msgtype)).toEqual(['text', 'markdown', 'markdown_v2', 'image', 'news', 'file', 'voice', 'template_card']);
    expect(cardsOf('robot')).toEqual(['text_notice', 'news_notice']);
  });

  it('holds the eleven that an application can send to members, and its five cards', () => {
    const types = ['text', 'markdown', 'image', 'voice', 'video', 'file', 'textcard', 'news', 'mpnews', 'miniprogram_notice', 'template_card'];
    expect(messageTypes('app').map(({ msgtype }) => msgtype)).toEqual(types);
    expect(cardsOf('app')).toEqual(['text_notice', 'news_notice', 'button_interaction', 'vote_interaction', 'multiple_interaction']);
  });

  it('holds the nine that an application can send to its group chats, with the same fields', () => {
    expect(messageTypes('appchat').map(({ msgtype }) => msgtype)).toEqual(['text', 'markdown', 'image', 'voice', 'video', 'file', 'textcard', 'news', 'mpnews']);
    for (const { msgtype, fields, options } of messageTypes('appchat')) {
      const toMembers = messageTypes('app').find((type) => type.msgtype === msgtype);
      expect(fields.filter(({ name }) => name !== 'mentioned_list')).toEqual(toMembers?.fields);
      expect(options).toBeUndefined();
    }
  });

  it('says of every type of an application which options it has, as WeCom lists them', () => {
    const options = messageTypes('app').map((type) => [type.msgtype, ...(type.options ?? []).map(({ name, values }) => `${name} ${String(values)}`)].join(': '));
    expect(options).toEqual([
      'text: safe 0,1: enable_id_trans 0,1',
      'markdown',
      'image: safe 0,1',
      'voice',
      'video: safe 0,1',
      'file: safe 0,1',
      'textcard: enable_id_trans 0,1',
      'news: safe 0: enable_id_trans 0,1',
      'mpnews: safe 0,1,2: enable_id_trans 0,1',
      'miniprogram_notice: enable_id_trans 0,1',
      'template_card: enable_id_trans 0,1',
    ]);
  });

  it('mentions nobody in what an application sends, which has recipients', () => {
    expect(new Set(messageTypes('app').map(({ mentions }) => mentions))).toEqual(new Set(['none']));
  });

  it.each(CHANNELS)('names a page of the vendor for every type and card: %s', (channel) => {
    for (const type of messageTypes(channel)) {
      expect(type.channel).toBe(channel);
      for (const { sources } of [type, ...(type.variants?.of ?? [])]) {
        expect(sources.length).toBeGreaterThan(0);
        for (const source of sources) expect(source).toMatch(VENDOR_PAGE);
      }
    }
  });

  const wholes = [...CHANNELS.map((channel) => [channel, messageSpec(channel)] as const), ...REQUEST_NAMES.map((name) => [name, requestSpec(name)] as const), ...Object.entries<FieldSpec>({ reply: REPLY, ...BOT_REPLIES })];

  it.each(wholes)('requires and excludes only by siblings that exist, and describes every field: %s', (_, whole) => {
    const visit = ({ type, unique, fields = [], variants }: FieldSpec, inherited: readonly FieldSpec[] = []): void => {
      const all = [...inherited, ...fields];
      const names = all.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      if (unique !== undefined) expect([type, names]).toEqual(['objects', expect.arrayContaining([unique])]);
      for (const field of all) {
        const siblings = [...siblingsIn(field.required), field.without?.when, field.md5Of].filter((name) => name !== undefined);
        expect(names).toEqual(expect.arrayContaining(siblings));
        expect(field.about).toMatch(/^\S.*[^.]$/);
      }
      for (const field of fields) visit(field);
      for (const variant of variants?.of ?? []) visit({ name: variant.value, type: 'object', fields: variant.fields, about: variant.title }, all);
    };
    visit(whole);
  });
});

/** The siblings that decide whether a field is required. */
function siblingsIn(required: Requirement | undefined): string[] {
  if (required === undefined || required === true) return [];
  const paths = 'when' in required ? [required.when] : 'with' in required ? [required.with] : required.unless;
  return paths.map((path) => path.replace(/\..*/, ''));
}

describe('the table of operations', () => {
  const rows: readonly (readonly [string, OperationSpec])[] = Object.entries(OPERATIONS);

  it('names a page of the vendor for each, and no path twice', () => {
    for (const [, { source }] of rows) expect(source).toMatch(VENDOR_PAGE);
    expect(new Set(rows.map(([, { path }]) => path)).size).toBe(rows.length);
  });

  it('repeats what shows nothing to anybody, and nothing that could be shown twice', () => {
    const by = (replay: string) => rows.filter(([, operation]) => operation.replay === replay).map(([name]) => name).sort();
    expect(by('never')).toEqual(['botSend', 'chatSend', 'chatUpdate', 'robotSend', 'updateTemplateCard']);
    expect(by('dedupe')).toEqual(['appSend', 'chatCreate']);
    expect(by('safe')).toHaveLength(rows.length - 7);
  });

  it('has a row for the fields of every request that sends JSON and is no message, and for the only one that asks with more than an id of a file', () => {
    const asked = rows.filter(([name, { body }]) => body === 'json' && !name.endsWith('Send')).map(([name]) => name);
    expect([...REQUEST_NAMES].sort()).toEqual([...asked, 'chatGet'].sort());
  });
});

describe('the tables of callbacks', () => {
  const tables: Record<string, PushSpec>[] = [PUSH_MESSAGES, PUSH_EVENTS, BOT_MESSAGES, BOT_EVENTS];

  it('name each row for a person, no two of a table alike, with a page of the vendor, and a media_id that is one of the fields', () => {
    for (const rows of tables.map(Object.values<PushSpec>)) {
      expect(new Set(rows.map(({ title }) => title)).size).toBe(rows.length);
      for (const { source, media, fields } of rows) {
        expect(source).toMatch(/^https:\/\/developers?\.(?:work\.)?weixin\.qq\.com\/\S+$/);
        if (media !== undefined) expect(fields).toHaveProperty(media);
      }
    }
  });

  it('answer events that there are, with replies that there are', () => {
    for (const event of [CARD_EVENT, ...ANSWERED_EVENTS]) expect(Object.keys(PUSH_EVENTS)).toContain(event);
    const replies = REPLY.variants?.of.map(({ value }) => value) ?? [];
    expect(replies).toEqual(['text', 'image', 'voice', 'video', 'news', ...CARD_REPLIES]);
    for (const { sources } of REPLY.variants?.of ?? []) for (const source of sources) expect(source).toMatch(VENDOR_PAGE);
  });
});

describe('the table of errcodes', () => {
  it('has one row for each code, in ascending order, each with a class, a clause, a sentence and its source', () => {
    const codes = ERRCODES.map(({ errcode }) => errcode);
    expect(codes).toEqual([...new Set(codes)].sort((a, b) => a - b));
    for (const { meaning, fix, source } of ERRCODES) {
      expect(meaning).toMatch(/^[^.\n]*[^.\s]$/);
      expect(fix).toMatch(/^[A-Z][^\n]*[^.\s]$/);
      expect(source).toMatch(VENDOR_PAGE);
    }
  });

  it('tells by its class what is worth repeating', () => {
    const classOf = (errcode: number) => errcodeSpec(errcode)?.class;
    expect([-1, 6000].map(classOf)).toEqual(['busy', 'busy']);
    expect([40014, 42001].map(classOf)).toEqual(['token', 'token']);
    expect(classOf(45009)).toBe('rate');
    expect(classOf(45033)).toBe('concurrency');
    expect([40058, 93000, 301019, 830003].map(classOf)).toEqual(['caller', 'caller', 'caller', 'caller']);
    expect([60020, 93004, 93008].map(classOf)).toEqual(['permission', 'permission', 'permission']);
  });

  it('has no row for success, nor for numbers nobody documented', () => {
    expect(errcodeSpec(0)).toBeUndefined();
    expect(errcodeSpec(999999)).toBeUndefined();
  });

  it('knows the page of every number', () => {
    expect(errcodePage(-1)).toBe('https://open.work.weixin.qq.com/devtool/query?e=-1');
  });
});

describe('the tables of the documentation', () => {
  const rowsOf = (markdown: string) => markdown.split('\n').filter((line) => line.startsWith('|'));

  it('have as many cells in every row as in its heading', () => {
    for (const table of [renderMessageTable(), renderRequestTable(), renderErrcodeTable(), renderMediaTable()]) {
      let cells = 0;
      for (const line of table.split('\n')) {
        const count = line.split(/(?<!\\)\|/).length;
        if (!line.startsWith('|')) cells = 0;
        else if (cells === 0) cells = count;
        else expect(count).toBe(cells);
      }
    }
  });

  it('show every errcode, every kind of media, and every field with its limit', () => {
    expect(rowsOf(renderErrcodeTable())).toHaveLength(ERRCODES.length + 2);
    expect(rowsOf(renderMediaTable())).toHaveLength([...mediaKinds, contentImage, ...remoteMediaKinds].length + 2);
    expect(renderMediaTable()).toContain('at most 20 MB');
    const messages = renderMessageTable();
    for (const { title, msgtype } of CHANNELS.flatMap(messageTypes)) expect(messages).toMatch(new RegExp(`^#### ${title}.*\\(\`${msgtype}\``, 'm'));
    expect(messages).toContain('| `news.articles[].title` | string | yes | at most 128 bytes; WeCom cuts off the rest |');
    expect(messages).toContain('| `template_card.sub_title_text` | string | without `main_title.title` |');
    expect(messages).toContain('| `touser` | string | without `toparty` and `totag` | userids joined by \\|, or @all alone; at most 1000 ids |');
    expect(messages).toContain('| `toparty` | string | never when `touser` is `@all` |');
    expect(messages).toContain('| `template_card.task_id` | string | with `action_menu` |');
    expect(messages).toContain('| `enable_id_trans` | whole number |  | `0`, `1` |');
    expect(messages).toContain('| `template_card.button_list[].key` | string | when `type` is 0 or left out | at most 1024 bytes |');
    expect(messages).toContain('Cannot be sent when `touser` is `@all`.');
    expect(messages).toContain('| `chatid` | string | yes |');
    expect(messages).toContain('| `text.mentioned_list` | array of strings |');
  });

  it('show every other request with its fields', () => {
    const requests = renderRequestTable();
    for (const name of REQUEST_NAMES) expect(requests).toContain(`\`${OPERATIONS[name].method} ${OPERATIONS[name].path}\``);
    expect(requests).toContain('| `userids` | array of strings |  | at most 1000 items |');
    expect(requests).toContain('| `userlist` | array of strings | yes | 2 to 2000 items |');
    expect(requests).toContain('| `name` | string |  | at most 50 characters; WeCom cuts off the rest |');
    expect(requests).toContain('| `chatid` | string |  | letters and digits; at most 32 bytes |');
  });
});
