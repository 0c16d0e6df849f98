import { describe, expect, it } from 'vitest';

import { parseFields, setField } from '../../action/fields.ts';
import { parseMessage } from '../../action/message.ts';

/** The value, or the words about what is wrong. */
async function read(text: string): Promise<unknown> {
  const parsed = await parseMessage(text, 'message');
  return parsed.ok ? parsed.value : parsed.problem.actual;
}

describe('a message in YAML or JSON', () => {
  it.each([
    ['tabs as indentation', 'msgtype: text\ntext:\n\tcontent: x', /line 3, column 1: Tabs are not allowed/],
    ['a key twice', 'msgtype: text\nmsgtype: file', /line 2, column 1: Map keys must be unique/],
    ['a key twice in JSON', '{"text": {"a": 1,\n "a": 2}}', /line 2, column 2: Map keys must be unique/],
    ['a quote that does not end', 'text: "x\n\n', /line 3, column 1: Missing closing "quote/],
    ['a brace that does not end', '{"msgtype": "text",\n "text": {"content": "x"', /line 2, column \d+/],
    ['a mapping inside a line', 'text: content: x', /line 1, column 7: Nested mappings/],
    ['two documents', 'a: 1\n---\nb: 2', /line 2, column 1: A second document begins here, and only one can be sent/],
    ['a tag of somebody’s own', 'a: !!js/function "x"', /line 1, column 4: Unresolved tag/],
    ['10,000 levels of lists', '['.repeat(10_000) + ']'.repeat(10_000), /nested too deeply/],
    ['10,000 levels of objects', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000), /nested too deeply/],
    ['an alias that names nothing', 'a: *nothing', /aliases that name nothing/],
  ])('with %s is refused, with line and column where there is one', async (_, text, complaint) => {
    expect(await read(text)).toMatch(complaint);
  });

  it('whose aliases multiply is refused', async () => {
    const level = (name: string, of: string): string => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${of}`).join(',')}]`;
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]', level('b', 'a'), level('c', 'b'), level('d', 'c'), level('e', 'd')].join('\n');

    expect(await read(bomb)).toBe('one with aliases that name nothing, or that unfold to too much');
  });

  it('of 5 MB is refused before it is read', async () => {
    expect(await read(`"${'a'.repeat(5_000_000)}"`)).toBe('5000002 bytes');
  });

  it('may use an anchor and its alias', async () => {
    expect(await read('a: &x {url: u}\nb: *x')).toEqual({ a: { url: 'u' }, b: { url: 'u' } });
  });

  it('cannot reach a prototype: the name stays a field like any other', async () => {
    for (const text of ['{"__proto__": {"msgtype": "text"}}', '__proto__:\n  msgtype: text']) {
      const value = await read(text);
      expect(Object.keys(value as object)).toEqual(['__proto__']);
      expect((value as { msgtype?: unknown }).msgtype).toBeUndefined();
    }
    expect(({} as { msgtype?: unknown }).msgtype).toBeUndefined();
  });

  it('keeps words that other YAML turns into dates and truth values', async () => {
    expect(await read('a: 2026-11-21\nb: yes\nc: no\nd: "1"')).toEqual({ a: '2026-11-21', b: 'yes', c: 'no', d: '1' });
  });

  it('may begin with a byte order mark and have CR LF at its ends of lines', async () => {
    expect(await read('\uFEFFmsgtype: text\r\ntext:\r\n  content: x\r\n')).toEqual({ msgtype: 'text', text: { content: 'x' } });
  });
});

describe('fields', () => {
  it('are a path, an equals sign and all that follows it', () => {
    expect(parseFields('text.content= a = b \nnews.articles[0].title=x\r\nnews.articles.1.title=')).toEqual({
      problems: [],
      fields: [
        { path: ['text', 'content'], value: ' a = b ' },
        { path: ['news', 'articles', 0, 'title'], value: 'x' },
        { path: ['news', 'articles', 1, 'title'], value: '' },
      ],
    });
  });

  it.each(['no equals sign', '=value', 'a..b=1', 'a b=1', 'a[x]=1', 'a[1000]=1', '__proto__.a=1', 'a.constructor.b=1', 'text.prototype=1'])('cannot be %j', (line) => {
    expect(parseFields(`\n${line}`).problems).toMatchObject([{ path: 'fields (line 2)' }]);
  });

  it('change a copy, making what is missing on the way', () => {
    const message = { msgtype: 'news', news: { articles: [{ title: 'a' }] } };

    expect(setField(message, ['news', 'articles', 1, 'title'], 'b')).toEqual({ msgtype: 'news', news: { articles: [{ title: 'a' }, { title: 'b' }] } });
    expect(setField(undefined, ['a', 2], 'x')).toEqual({ a: [null, null, 'x'] });
    expect(setField({ a: 'text' }, ['a', 'b'], 'x')).toEqual({ a: { b: 'x' } });
    expect(message).toEqual({ msgtype: 'news', news: { articles: [{ title: 'a' }] } });
  });
});
