import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';

import { describe, expect, it } from 'vitest';

import { validateMessage } from '../../core/validate.ts';

const check = (message: unknown) => validateMessage('robot', message);
const text = (content: unknown, more: Record<string, unknown> = {}) => ({ msgtype: 'text', text: { content, ...more } });
const article = (more: Record<string, unknown> = {}) => ({ title: 'Title', url: 'https://example.com/', ...more });
const news = (...articles: unknown[]) => ({ msgtype: 'news', news: { articles } });

/** A text notice that is valid, with parts replaced. */
const card = (more: Record<string, unknown> = {}) => ({
  msgtype: 'template_card',
  template_card: { card_type: 'text_notice', main_title: { title: 'Built' }, card_action: { type: 1, url: 'https://example.com/' }, ...more },
});

describe('what is reported', () => {
  it('names every problem at once, each with its path, its limit, what was there and what to do', () => {
    const articles = Array.from({ length: 9 }, () => article());
    articles[8] = article({ title: 'a'.repeat(200), url: 'example.com' });
    expect(check(news(...articles)).problems).toEqual([
      { path: 'news.articles[8].title', limit: 'at most 128 bytes', actual: '200 bytes', fix: 'Shorten it by 72 bytes: the rest would be cut off without a word' },
      {
        path: 'news.articles[8].url',
        limit: 'a complete http or https URL',
        actual: 'a text that does not begin with https:// or http://',
        fix: 'Write it with https:// and a host, and encode spaces as %20',
      },
      { path: 'news.articles', limit: '1 to 8 items', actual: '9 items', fix: 'Take some out, or divide them up' },
    ]);
  });

  it('never quotes a text, a URL, a picture or a media_id', () => {
    const secret = 'CANARY';
    const everywhere = [
      text(`${secret}${'a'.repeat(3000)}`),
      text(`${secret}\ud800`),
      news(article({ title: secret.repeat(100), description: secret.repeat(100), url: `//${secret}:x@/`, picurl: `https://${secret}:port/` })),
      { msgtype: 'image', image: { base64: `data:${secret}`, md5: secret } },
      { msgtype: 'file', file: { media_id: `${secret} ${secret}` } },
      card({ main_title: { title: secret.repeat(10) }, card_action: { type: 1, url: `https://exa mple.com/${secret}` } }),
    ];
    for (const message of everywhere) {
      const findings = check(message);
      expect(findings.problems.length + findings.warnings.length).toBeGreaterThan(0);
      expect(JSON.stringify(findings)).not.toMatch(/canary/i);
    }
  });

  it('shows a wrong choice on one line and shortened, because there the value is what helps', () => {
    const [problem] = check({ msgtype: `first\n::error::${'x'.repeat(100)}\u202e` }).problems;
    expect(problem?.actual).toBe(`"first ::error::${'x'.repeat(24)}…"`);
  });

  it('stops listing after a hundred and says how many more there are', () => {
    const { problems } = check(text('Hello', { mentioned_list: Array.from({ length: 250 }, () => 1) }));
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)).toMatchObject({ path: 'message', actual: '150 more problems that are not listed' });
  });
});

describe('the message as a whole', () => {
  it.each([
    [null, 'null'],
    [undefined, 'nothing'],
    ['{"msgtype":"text"}', 'a string'],
    [[], 'an array'],
    [new Map(), 'an object that is not plain, such as a date or a buffer'],
  ])('must be a plain object: %s', (message, actual) => {
    expect(check(message).problems).toMatchObject([{ path: 'message', limit: 'an object', actual }]);
  });

  it('must say its msgtype, and the known ones are listed', () => {
    expect(check({ text: { content: 'Hello' } }).problems).toMatchObject([
      { path: 'msgtype', limit: 'one of text, markdown, markdown_v2, image, news, file, voice, template_card', actual: 'missing' },
    ]);
  });

  it('must be of a known msgtype, and a misspelt one is recognised', () => {
    expect(check({ msgtype: 'markdwon' }).problems).toMatchObject([{ path: 'msgtype', actual: '"markdwon"', fix: 'Write "markdown", if that is what you mean' }]);
    expect(check({ msgtype: 'textcard' }).problems).toMatchObject([{ path: 'msgtype', actual: '"textcard"', fix: 'Choose one of these' }]);
  });

  it('must hold the object that the msgtype names', () => {
    expect(check({ msgtype: 'text' }).problems).toMatchObject([{ path: 'text', limit: 'an object', actual: 'missing' }]);
    expect(check({ msgtype: 'text', text: 'Hello' }).problems).toMatchObject([{ path: 'text', limit: 'an object', actual: 'a string' }]);
  });

  it('may come from another realm, as objects of an n8n Code node do', () => {
    expect(check(runInNewContext('({ msgtype: "text", text: { content: "Hello", mentioned_list: ["@all"] } })'))).toEqual({ problems: [], warnings: [] });
  });

  it('treats undefined as left out and an empty optional text as not filled in', () => {
    expect(check({ ...news(article({ picurl: '', description: undefined })), text: undefined })).toEqual({ problems: [], warnings: [] });
  });

  it('is not confused by names that every object inherits', () => {
    const message: unknown = JSON.parse('{"msgtype":"text","text":{"content":"Hello","__proto__":{"x":1},"constructor":"y"},"hasOwnProperty":1}');
    const { problems, warnings } = check(message);
    expect(problems).toEqual([]);
    expect(warnings.map(({ path }) => path)).toEqual(['text.__proto__', 'text.constructor', 'hasOwnProperty']);
    for (const msgtype of ['__proto__', 'constructor', 'toString']) expect(check({ msgtype }).problems).toMatchObject([{ path: 'msgtype' }]);
  });

  it('cannot be deeper than 20 levels, nor contain itself', () => {
    const cycle: Record<string, unknown> = { msgtype: 'text' };
    cycle.text = cycle;
    expect(check(cycle).problems).toMatchObject([{ path: 'message', limit: 'at most 20 levels deep' }]);
    const nest = (levels: number): unknown => (levels === 0 ? 1 : { a: nest(levels - 1) });
    expect(check({ ...text('Hello'), extra: nest(18) }).problems).toEqual([]);
    expect(check({ ...text('Hello'), extra: nest(19) }).problems).toMatchObject([{ path: 'message' }]);
  });

  it('cannot be larger than 6 MiB, however it comes to be that large', () => {
    let shared: unknown = ['x'];
    for (let level = 0; level < 15; level += 1) shared = Array.from({ length: 10 }, () => shared);
    for (const extra of ['a'.repeat(6 * 1024 * 1024), shared]) {
      expect(check({ ...text('Hello'), extra }).problems).toMatchObject([{ path: 'message', limit: 'at most 6291456 bytes of JSON' }]);
    }
  });

  it.each([
    ['a date', new Date(0)],
    ['a buffer', Buffer.from('x')],
    ['a function', () => 1],
    ['a bigint', 1n],
    ['not a number', Number.NaN],
    ['infinite', Infinity],
  ])('names a value that JSON does not have once, where it is: %s', (_, value) => {
    expect(check(text(value)).problems).toMatchObject([{ path: 'text.content', limit: 'a value that JSON has' }]);
    expect(check({ ...text('Hello'), extra: [value] }).problems).toMatchObject([{ path: 'extra[0]', limit: 'a value that JSON has' }]);
  });

  it('refuses half a surrogate pair wherever it stands, names included', () => {
    expect(check(text('cut \ud83d')).problems).toMatchObject([{ path: 'text.content', limit: 'text that can be written in UTF-8' }]);
    expect(check(text('Hello', { mentioned_list: ['\udc00'] })).problems).toMatchObject([{ path: 'text.mentioned_list[0]' }]);
    expect(check({ ...text('Hello'), '\ud83d': 1 }).problems).toMatchObject([{ limit: 'text that can be written in UTF-8' }]);
  });
});

describe('fields', () => {
  it('says how to write a value of the wrong type', () => {
    expect(check(text(2026)).problems).toMatchObject([{ path: 'text.content', limit: 'a string', actual: 'a whole number', fix: 'Put it in quotes' }]);
    expect(check(text(null)).problems).toMatchObject([{ path: 'text.content', actual: 'null', fix: 'Give it a value, or leave it out' }]);
    expect(check(text('Hello', { mentioned_list: '@all' })).problems).toMatchObject([
      { path: 'text.mentioned_list', limit: 'an array of strings', actual: 'a string', fix: 'Make it an array, also when it holds only one' },
    ]);
    expect(check(card({ card_action: { type: '1', url: 'https://example.com/' } })).problems).toMatchObject([
      { path: 'template_card.card_action.type', limit: 'a whole number', actual: 'a string', fix: 'Write it without quotes' },
    ]);
  });

  it('refuses blank content, which WeCom answers with 44004', () => {
    for (const msgtype of ['text', 'markdown', 'markdown_v2']) {
      expect(check({ msgtype, [msgtype]: { content: '\n \u3000' } }).problems).toMatchObject([{ path: `${msgtype}.content`, actual: 'nothing but white space' }]);
    }
  });

  it('refuses empty members of the lists of mentions', () => {
    const { problems } = check(text('Hello', { mentioned_list: ['zhangsan', ''], mentioned_mobile_list: [' '] }));
    expect(problems.map(({ path }) => path)).toEqual(['text.mentioned_list[1]', 'text.mentioned_mobile_list[0]']);
  });

  it('asks for what another field makes necessary, and says why', () => {
    const { problems } = check(card({ card_action: { type: 2 }, horizontal_content_list: [{ keyname: 'Log', type: 2 }, { keyname: 'By', type: 3 }] }));
    expect(problems.map(({ path, fix }) => `${path}: ${fix}`)).toEqual([
      'template_card.horizontal_content_list[0].media_id: Fill it in, because type is 2',
      'template_card.horizontal_content_list[1].userid: Fill it in, because type is 3',
      'template_card.card_action.appid: Fill it in, because type is 2',
    ]);
  });

  it('takes a title or a longer text on a card, and says so when there is neither', () => {
    expect(check(card({ main_title: {}, sub_title_text: 'Built' })).problems).toEqual([]);
    expect(check(card({ main_title: { title: ' ' } })).problems).toMatchObject([
      { path: 'template_card.sub_title_text', fix: 'Fill it in, or fill in main_title.title instead' },
    ]);
  });

  it('warns of a field that is not known, and recognises a misspelt one', () => {
    const { problems, warnings } = check(text('Hello', { mention_list: ['@all'], colour: 'red' }));
    expect(problems).toEqual([]);
    expect(warnings).toMatchObject([
      { path: 'text.mention_list', limit: 'content, mentioned_list, mentioned_mobile_list', fix: 'Write mentioned_list, if that is what you mean: as it is, it may be ignored' },
      { path: 'text.colour', fix: 'Take it out: it may be ignored' },
    ]);
  });

  it('warns of the body of another type and of the fields of another card', () => {
    expect(check({ ...text('Hello'), markdown: { content: 'Hello' } }).warnings).toMatchObject([{ path: 'markdown', actual: 'a field of msgtype "markdown"' }]);
    expect(check(card({ card_image: { url: 'https://example.com/' } })).warnings).toMatchObject([
      { path: 'template_card.card_image', actual: 'a field of card_type "news_notice"' },
    ]);
  });

  it('says nothing about fields that could be right, as long as the type of card is wrong', () => {
    expect(check(card({ card_type: 'vote_interaction', anything: 1 }))).toMatchObject({ problems: [{ path: 'template_card.card_type' }], warnings: [] });
  });

  it('writes names that are no plain words in brackets, on one line', () => {
    expect(check({ ...text('Hello'), 'a b\n': 1 }).warnings).toMatchObject([{ path: '["a b "]' }]);
  });

  it('warns, and no more, of card texts over the advised length', () => {
    expect(check(card({ main_title: { title: '中'.repeat(27) } }))).toMatchObject({
      problems: [],
      warnings: [{ path: 'template_card.main_title.title', limit: 'at most 26 characters', actual: '27 characters' }],
    });
  });
});

describe('forms', () => {
  const urlProblems = (url: unknown) => check(news(article({ url }))).problems;

  it.each(['https://example.com', 'HTTP://EXAMPLE.COM/a?b=c#d', 'https://例子.中国/路径', 'http://127.0.0.1:8080/', 'http://[::1]/', 'https://user@example.com/'])('takes %s', (url) => {
    expect(urlProblems(url)).toEqual([]);
  });

  it.each(['example.com', '//example.com/', 'ftp://example.com/', 'https:example.com', 'https:///example.com', 'https://?x', 'https://@/', 'https://exa mple.com/', ' https://example.com/', 'https://example.com/\u0000', 'https:\\\\example.com', 'https://example.com:99999/', 'javascript:alert(1)'])(
    'refuses %j, though some parsers would forgive it',
    (url) => {
      expect(urlProblems(url)).toMatchObject([{ path: 'news.articles[0].url', limit: 'a complete http or https URL' }]);
    },
  );

  it('refuses a picture whose MD5 is that of the base64 and not of the bytes', () => {
    const base64 = Buffer.from('89504e470d0a1a0a', 'hex').toString('base64');
    const image = (digested: Buffer) => ({ msgtype: 'image', image: { base64, md5: createHash('md5').update(digested).digest('hex') } });
    expect(check(image(Buffer.from(base64, 'base64'))).problems).toEqual([]);
    expect(check(image(Buffer.from(base64))).problems).toMatchObject([{ path: 'image.md5', actual: 'the MD5 of something else' }]);
  });

  it('refuses a picture that is neither JPG nor PNG by its bytes', () => {
    const gif = Buffer.from('GIF89a and more');
    const image = { base64: gif.toString('base64'), md5: createHash('md5').update(gif).digest('hex') };
    expect(check({ msgtype: 'image', image }).problems).toMatchObject([{ path: 'image.base64', limit: 'JPG or PNG', actual: 'GIF by its first bytes' }]);
  });

  it('refuses base64 in its URL alphabet, without padding, with a data: prefix, with line breaks, or with loose bits', () => {
    for (const base64 of ['iVBORw0KGg-_', 'iVBORw0KGgo', 'data:image/png;base64,iVBORw0KGgo=', 'iVBORw0K\nGgo=', 'iVBORw0KGgp=']) {
      expect(check({ msgtype: 'image', image: { base64, md5: '0'.repeat(32) } }).problems).toMatchObject([{ path: 'image.base64', limit: 'plain base64' }]);
    }
  });
});
