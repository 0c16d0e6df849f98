import { describe, expect, it } from 'vitest';

import { WECHAT } from '../../../core/official/vendor.ts';
import { errcodeSpec } from '../../../core/spec/errcodes.ts';
import { OFFICIAL_ERRCODES, officialErrcodeSpec } from '../../../core/spec/official-errcodes.ts';
import { OFFICIAL_MEDIA } from '../../../core/spec/official-media.ts';
import { OFFICIAL } from '../../../core/spec/official-operations.ts';
import { DRAFT } from '../../../core/spec/official-requests.ts';
import { titleOf } from '../../../core/spec/titles.ts';
import type { FieldSpec, OperationSpec } from '../../../core/spec/types.ts';
import { renderArticleTable, renderOfficialErrcodeTable, renderOfficialMediaTable } from '../../../scripts/official-tables.ts';

const VENDOR_PAGE = /^https:\/\/developers\.weixin\.qq\.com\/doc\/offiaccount\/[\w/]+\.html$/;

const operations = Object.entries<OperationSpec>(OFFICIAL);

describe('the table of an Official Account’s operations', () => {
  it('names a page of the vendor’s for each, and no path that is not below cgi-bin', () => {
    for (const [, { path, source }] of operations) {
      expect(source).toMatch(VENDOR_PAGE);
      expect(path).toMatch(/^(?:\/cgi-bin\/[a-z_/]+)?$/);
    }
  });

  it('repeats nothing of which there could be two, nor what would look like a failure', () => {
    expect(operations.filter(([, { replay }]) => replay !== 'safe').map(([name]) => name)).toEqual(['forcedToken', 'materialAdd', 'materialDelete', 'draftAdd']);
  });

  it('says of each that answers without an errcode what proves its success', () => {
    // What has nothing to tell says errcode 0; a voice and a video are files.
    expect(operations.filter(([, { proof }]) => proof === undefined).map(([name]) => name)).toEqual(['hdVoice', 'materialDelete', 'videoFetch']);
  });
});

describe('the table of WeChat’s errcodes', () => {
  it('has one row for each code, in ascending order, each with a class, a clause, a sentence and its source', () => {
    const codes = OFFICIAL_ERRCODES.map(({ errcode }) => errcode);
    expect(codes).toEqual([...new Set(codes)].sort((a, b) => a - b));
    for (const { meaning, fix, source } of OFFICIAL_ERRCODES) {
      expect(meaning).toMatch(/^[^.\n]*[^.\s]$/);
      expect(fix).toMatch(/^[A-Z][^\n]*[^.\s]$/);
      expect(source).toMatch(VENDOR_PAGE);
    }
  });

  it('is apart from WeCom’s, where a number may mean another thing', () => {
    expect([45009, 40006].map((code) => officialErrcodeSpec(code)?.class)).toEqual(['permission', 'caller']);
    expect(errcodeSpec(45009)?.class).toBe('rate');
    for (const code of [40013, 41002, 41005, 45008]) expect(officialErrcodeSpec(code)?.meaning).not.toBe(errcodeSpec(code)?.meaning);
    expect([40001, 40014, 42001].map((code) => officialErrcodeSpec(code)?.class)).toEqual(['token', 'token', 'token']);
  });

  it('explains the withdrawn calls by what there is now', () => {
    for (const code of [45103, 45106]) expect(officialErrcodeSpec(code)?.fix).toContain('add a draft with the same articles');
  });

  it.each([
    ['invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist hint: [abc]', 'Add 203.0.113.7 to the IP allow-list'],
    ['invalid ip 2001:db8::7, not in whitelist', 'Add 2001:db8::7 to the IP allow-list'],
  ])('has the address to allow put into the advice: %s', (errmsg, advice) => {
    expect(WECHAT.fixFor?.(40164, errmsg)).toContain(advice);
    expect(WECHAT.fixFor?.(40013, errmsg)).toBeUndefined();
  });

  it('keeps to its own words where there is no address to be found', () => {
    for (const errmsg of ['not in whitelist', 'invalid ip evil.example.com', 'invalid ip 1.2.3.4.evil.example']) expect(WECHAT.fixFor?.(40164, errmsg)).toBeUndefined();
  });
});

describe('the labels of an article’s fields', () => {
  it('are words', () => {
    const namesIn = ({ name, fields = [] }: FieldSpec): string[] => [name, ...fields.flatMap(namesIn)];
    expect(Object.fromEntries(namesIn(DRAFT).map((name) => [name, titleOf({ name })]))).toMatchObject({
      thumb_media_id: 'Thumbnail Media ID',
      need_open_comment: 'Allow Comments',
      only_fans_can_comment: 'Only Followers May Comment',
      image_info: 'Pictures',
    });
  });
});

describe('the tables of the guide', () => {
  const rowsOf = (markdown: string): number => markdown.split('\n').length - 2;

  it('show every kind, every field and every errcode', () => {
    expect(rowsOf(renderOfficialMediaTable())).toBe(OFFICIAL_MEDIA.length);
    expect(rowsOf(renderOfficialErrcodeTable())).toBe(OFFICIAL_ERRCODES.length);
    expect(renderOfficialMediaTable()).toContain('| at most 10 MB; above 2 MB with a warning |');
    expect(renderOfficialMediaTable()).toContain('| below 1 MB |');
    expect(renderArticleTable()).toContain('| `articles[].thumb_media_id` | string | when `article_type` is news or left out |');
  });
});
