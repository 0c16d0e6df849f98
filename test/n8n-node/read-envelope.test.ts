import { describe, expect, it } from 'vitest';

import type { Problem } from '../../core/errors.ts';
import type { Message } from '../../core/robot.ts';
import { readEnvelope } from '../../n8n-node/nodes/WeCom/read-envelope.ts';
import { panel, sending, values } from './panel.ts';
import type { Json } from './panel.ts';

const TEXT: Message = { msgtype: 'text', text: { content: 'hello' } };

function read(parameters: Json, message: Message = TEXT): { envelope: Json; problems: Problem[] } {
  const problems: Problem[] = [];
  return { envelope: readEnvelope(panel(sending('app', 'text', parameters)), 0, message, problems), problems };
}

describe('the recipients', () => {
  it('may stand in lines, or be separated by commas or pipes', () => {
    expect(read({ toUser: 'zhangsan, lisi', toParty: '2\n17', toTag: '3|4' })).toEqual({ envelope: { touser: 'zhangsan|lisi', toparty: '2|17', totag: '3|4' }, problems: [] });
  });

  it('may be everyone, and an expression’s array or number', () => {
    expect(read({ toUser: '@all' }).envelope).toEqual({ touser: '@all' });
    expect(read({ toUser: ['zhangsan', ' lisi '], toParty: 2 }).envelope).toEqual({ touser: 'zhangsan|lisi', toparty: '2' });
  });

  it('become neither two nor everyone by what stands in a single id', () => {
    expect(read({ toUser: ['zhangsan', 'x|@all'] }).problems).toMatchObject([{ path: 'To Users', limit: 'ids without white space and without |' }]);
    expect(read({ toUser: ['x,@all'] }).envelope).toEqual({ touser: 'x,@all' });
    expect(read({ toUser: 'zhangsan, @all' }).problems).toMatchObject([{ path: 'To Users', limit: '@all alone' }]);
  });

  it('of the message itself are the only ones', () => {
    expect(read({ toUser: 'zhangsan', toParty: '2' }, { ...TEXT, totag: '3' }).envelope).toEqual({});
    expect(read({ toUser: 'zhangsan' }, { ...TEXT, totag: '' }).envelope).toEqual({ touser: 'zhangsan' });
  });
});

describe('the options', () => {
  it('are left out unless the user has added them', () => {
    expect(read({}).envelope).toEqual({});
  });

  it('are numbers to WeCom', () => {
    expect(read({ additionalFields: { safe: true, enableIdTrans: false } }).envelope).toEqual({ safe: 1, enable_id_trans: 0 });
  });

  it('turned on for a type that does not have them are a problem, and never left out in silence', () => {
    const problems: Problem[] = [];
    const context = values({ additionalFields: { safe: true, enableIdTrans: true } });
    expect(readEnvelope(context, 0, { msgtype: 'markdown', markdown: { content: 'hello' } }, problems)).toEqual({});
    expect(problems).toMatchObject([
      { path: 'Confidential', limit: 'off for markdown' },
      { path: 'Translate IDs Into Names', limit: 'off for markdown' },
    ]);
  });

  it('turned off for a type that does not have them are nothing', () => {
    const problems: Problem[] = [];
    expect(readEnvelope(values({ additionalFields: { safe: false } }), 0, { msgtype: 'news', news: {} }, problems)).toEqual({});
    expect(problems).toEqual([]);
  });

  it('of the message itself win', () => {
    expect(read({ additionalFields: { safe: true, dedupeSeconds: 60 } }, { ...TEXT, safe: 0, enable_duplicate_check: 0 }).envelope).toEqual({});
  });
});

describe('the duplicate check', () => {
  it('is on for the seconds that are given', () => {
    expect(read({ additionalFields: { dedupeSeconds: 60 } }).envelope).toEqual({ enable_duplicate_check: 1, duplicate_check_interval: 60 });
    expect(read({ additionalFields: { dedupeSeconds: '60' } }).envelope).toEqual({ enable_duplicate_check: 1, duplicate_check_interval: 60 });
  });

  it('is off at 0 and when the field is empty', () => {
    expect(read({ additionalFields: { dedupeSeconds: 0 } }).envelope).toEqual({});
    expect(read({ additionalFields: { dedupeSeconds: '' } }).envelope).toEqual({});
  });
});
