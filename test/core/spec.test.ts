import { describe, expect, it } from 'vitest';

import { ERRCODES, errcodePage, errcodeSpec } from '../../core/spec/errcodes.ts';
import { messageTypes } from '../../core/spec/messages.ts';
import type { FieldSpec, Variants } from '../../core/spec/types.ts';
import { renderErrcodeTable, renderMediaTable, renderMessageTable } from '../../scripts/docs-tables.ts';

const VENDOR_PAGE = /^https:\/\/developer\.work\.weixin\.qq\.com\/document\/path\/\d+$/;

describe('the table of message types', () => {
  it('holds the eight that a group robot can send, and both of its cards', () => {
    expect(messageTypes('robot').map(({ msgtype }) => msgtype)).toEqual(['text', 'markdown', 'markdown_v2', 'image', 'news', 'file', 'voice', 'template_card']);
    expect(messageTypes('robot').flatMap(({ variants }) => variants?.of.map(({ value }) => value) ?? [])).toEqual(['text_notice', 'news_notice']);
  });

  it('names a page of the vendor for every type and card', () => {
    for (const type of messageTypes('robot')) {
      for (const { sources } of [type, ...(type.variants?.of ?? [])]) {
        expect(sources.length).toBeGreaterThan(0);
        for (const source of sources) expect(source).toMatch(VENDOR_PAGE);
      }
    }
  });

  it('requires only by siblings that exist, and describes every field', () => {
    const visit = (fields: readonly FieldSpec[], variants?: Variants): void => {
      const names = fields.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const { about, required, md5Of, fields: inner = [] } of fields) {
        expect(about).toMatch(/^\S.*[^.]$/);
        if (typeof required === 'object') expect(names).toEqual(expect.arrayContaining('when' in required ? [required.when] : required.unless.map((path) => path.split('.')[0])));
        if (md5Of !== undefined) expect(names).toContain(md5Of);
        visit(inner);
      }
      for (const variant of variants?.of ?? []) visit([...fields, ...variant.fields]);
    };
    for (const { fields, variants } of messageTypes('robot')) visit(fields, variants);
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
    for (const table of [renderMessageTable(), renderErrcodeTable(), renderMediaTable()]) {
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
    expect(renderMediaTable()).toContain('at most 20 MB');
    const messages = renderMessageTable();
    for (const { msgtype } of messageTypes('robot')) expect(messages).toContain(`\`${msgtype}\``);
    expect(messages).toContain('| `news.articles[].title` | string | yes | at most 128 bytes; WeCom cuts off the rest |');
    expect(messages).toContain('| `template_card.sub_title_text` | string | without `main_title.title` |');
  });
});
