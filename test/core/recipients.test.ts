import { describe, expect, it } from 'vitest';

import { joinRecipients, splitRecipients } from '../../core/recipients.ts';

describe('what a person wrote', () => {
  it('is split at lines, commas of both kinds and pipes, without the white space around', () => {
    expect(splitRecipients(' zhangsan\r\nlisi, wangwu，chen.qi|zhaoliu \n\n,')).toEqual(['zhangsan', 'lisi', 'wangwu', 'chen.qi', 'zhaoliu']);
    expect(splitRecipients(' \n')).toEqual([]);
    expect(splitRecipients('@all')).toEqual(['@all']);
  });
});

describe('the recipients of a message', () => {
  it('are joined as WeCom takes them, each once, whatever its capitals', () => {
    expect(joinRecipients('to-user', ['ZhangSan', 'lisi', 'zhangsan'])).toEqual({ ok: true, text: 'ZhangSan|lisi' });
    expect(joinRecipients('to-party', ['1', '2', '1'])).toEqual({ ok: true, text: '1|2' });
    expect(joinRecipients('to-user', [])).toEqual({ ok: true, text: '' });
  });

  it('are everyone only when nobody else is named', () => {
    expect(joinRecipients('to-user', ['@all'])).toEqual({ ok: true, text: '@all' });
    expect(joinRecipients('to-user', ['@all', '@all'])).toEqual({ ok: true, text: '@all' });
    for (const ids of [['@all', 'zhangsan'], ['zhangsan', '@ALL']]) {
      expect(joinRecipients('to-user', ids)).toMatchObject({ ok: false, problems: [{ path: 'to-user', limit: '@all alone', actual: '@all beside others' }] });
    }
  });

  it('cannot be made more by one that holds a separator', () => {
    expect(joinRecipients('to-user', ['zhangsan|@all', 'li si', ''])).toEqual({
      ok: false,
      problems: ['"zhangsan|@all"', '"li si"', '""'].map((actual) => ({
        path: 'to-user',
        limit: 'ids without white space and without |',
        actual,
        fix: 'Give every id by itself',
      })),
    });
  });
});
