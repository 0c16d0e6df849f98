import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Delivery } from '../../sandbox/server.ts';
import { startApp } from './app-wire.ts';
import type { AppOutcome, AppStage } from './app-wire.ts';

let stage: AppStage;
beforeEach(async () => {
  stage = await startApp();
});
afterEach(() => stage.sandbox.close());

const to = (recipients: Record<string, unknown>): Promise<AppOutcome> =>
  stage.send({ touser: undefined, msgtype: 'text', text: { content: 'x' }, ...recipients });
const delivered = (): Delivery | undefined => stage.sandbox.state().messages.at(-1)?.to;

const LICENSED = ['ZhangSan', 'LiSi', 'WangWu', 'chen.qi'];

describe('the recipients of a message', () => {
  it('come from a directory that a program can read', () => {
    expect(stage.sandbox.members.map(({ userid, licensed }) => [userid, licensed])).toEqual([
      ...LICENSED.map((userid) => [userid, true]),
      ['ZhaoLiu', false],
    ]);
  });

  it('are users, parties and tags, each member reached once', async () => {
    expect(await to({ touser: 'LiSi|WangWu', toparty: '2', totag: '1|2' })).toEqual({ errcode: 0, errmsg: 'ok', msgid: expect.any(String) as string });
    expect(delivered()).toEqual({
      all: false,
      users: ['LiSi', 'WangWu'],
      parties: ['2'],
      tags: ['1', '2'],
      shown: ['ZhangSan', 'LiSi', 'WangWu'],
      dropped: [],
    });
  });

  it('are everybody with a licence for @all, whatever parties and tags say', async () => {
    expect(await to({ touser: '@all', toparty: '99', totag: '99' })).toEqual({ errcode: 0, errmsg: 'ok', msgid: expect.any(String) as string });
    expect(delivered()).toEqual({ all: true, users: [], parties: [], tags: [], shown: LICENSED, dropped: [] });
  });

  it('know @all only alone', async () => {
    expect(await to({ touser: 'LiSi|@all' })).toMatchObject({ errcode: 0, invaliduser: '@all' });
    expect(delivered()?.shown).toEqual(['LiSi']);
  });

  it('are found without regard to case and to spaces around them, once each', async () => {
    expect(await to({ touser: 'zhangsan | ZHANGSAN|lisi|' })).not.toHaveProperty('invaliduser');
    expect(delivered()?.shown).toEqual(['ZhangSan', 'LiSi']);
  });

  it('that are unknown are reported, users in lower case, and the others are shown the message', async () => {
    expect(await to({ touser: 'LiSi|NoBody|Somebody', toparty: '1|77', totag: '88|2|99' })).toMatchObject({
      errcode: 0,
      invaliduser: 'nobody|somebody',
      invalidparty: '77',
      invalidtag: '88|99',
    });
    expect(delivered()).toMatchObject({ users: ['LiSi'], parties: ['1'], tags: ['2'] });
  });

  it('without a licence are reported and shown nothing', async () => {
    expect(await to({ touser: 'LiSi|ZhaoLiu' })).toMatchObject({ errcode: 0, unlicenseduser: 'zhaoliu' });
    expect(delivered()?.shown).toEqual(['LiSi']);
  });

  it.each([{ touser: 'nobody' }, { touser: 'nobody|noone', toparty: '77', totag: '88' }, { touser: 'ZhaoLiu' }])(
    'that nobody is shown anything of (%j) are refused with 81013, and nothing is sent',
    async (recipients) => {
      expect((await to(recipients)).errcode).toBe(81013);
      expect(stage.sandbox.state().messages).toEqual([]);
    },
  );

  it.each([{}, { touser: '' }, { touser: ' | ', toparty: '', totag: '|' }, { touser: null }])(
    'that are not there (%j) are refused with 82001',
    async (recipients) => {
      expect((await to(recipients)).errcode).toBe(82001);
    },
  );

  it.each([{ touser: ['LiSi'] }, { touser: 'LiSi', toparty: 2 }, { touser: 'LiSi', totag: {} }])(
    'that are no string (%j) are refused with 40058',
    async (recipients) => {
      expect((await to(recipients)).errcode).toBe(40058);
    },
  );

  it.each([
    [{ touser: 'li si' }, 40031],
    [{ touser: 'LiSi', toparty: '2|Engineering' }, 40066],
    [{ touser: 'LiSi', totag: 'release' }, 40068],
  ])('that are no ids (%j) are refused with %i', async (recipients, errcode) => {
    expect((await to(recipients)).errcode).toBe(errcode);
  });

  const many = (first: string, count: number): string => [first, ...Array.from({ length: count - 1 }, (_none, index) => String(index + 1000))].join('|');

  it('are at most 1000 users', async () => {
    expect((await to({ touser: many('LiSi', 1000) })).errcode).toBe(0);
    expect((await to({ touser: many('LiSi', 1001) })).errcode).toBe(40032);
  });

  it('are at most 100 parties and 100 tags', async () => {
    expect((await to({ touser: 'LiSi', toparty: many('1', 100), totag: many('1', 100) })).errcode).toBe(0);
    expect((await to({ touser: 'LiSi', toparty: many('1', 101) })).errcode).toBe(82002);
    expect((await to({ touser: 'LiSi', totag: many('1', 101) })).errcode).toBe(82003);
  });
});
