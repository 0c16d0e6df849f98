import { expect, it } from 'vitest';

import { Messages } from '../../sandbox/messages.ts';
import { OneTimeCodes } from '../../sandbox/one-time-codes.ts';
import { Recent } from '../../sandbox/recent.ts';
import { startAccount } from './official/account-wire.ts';

it('what came last is kept, as many of it as there may be', () => {
  const recent = new Recent<string>(2);
  for (const item of ['a', 'b', 'c']) recent.add(item);
  expect(recent.all).toEqual(['b', 'c']);
});

it('what holds too much makes room for what came after it, and the newest is always kept', () => {
  const recent = new Recent<string>(10, 10);
  for (const [item, bytes] of [['a', 6], ['b', 4], ['c', 5], ['d', 100]] as const) recent.add(item, bytes);
  expect(recent.all).toEqual(['d']);
  recent.remove('d');
  for (const [item, bytes] of [['e', 6], ['f', 4]] as const) recent.add(item, bytes);
  expect(recent.all).toEqual(['e', 'f']);
});

it('codes that are too old are neither found nor kept', () => {
  const codes = new OneTimeCodes<string>(100);
  const first = codes.give('first', 0);
  expect([codes.find(first, 99), codes.find(first, 100)]).toEqual(['first', undefined]);
  const second = codes.give('second', 100);
  expect(codes.secrets((about) => about)).toEqual([{ secret: second, name: 'second' }]);
  codes.use(second);
  expect(codes.find(second, 100)).toBeUndefined();
});

it('of very many messages the oldest are forgotten, and the others keep their numbers', () => {
  const messages = new Messages();
  for (let count = 0; count < 10_001; count += 1) messages.add({ msgtype: 'text', message: {}, at: 0, bytes: 1 });
  expect([messages.all.length, messages.all[0]?.id, messages.all.at(-1)?.id]).toEqual([10_000, 2, 10_001]);
});

it('an account is given 2000 tokens a day by /cgi-bin/token, and more on the next', async () => {
  const { sandbox, account, getToken, stable, clock } = await startAccount();
  const ask = async () => (await getToken({ appid: account.appid, secret: account.appsecret })).errcode;
  for (let count = 0; count < 2000; count += 100) await Promise.all(Array.from({ length: 100 }, ask));
  expect(await ask()).toBe(45009);
  expect((await stable()).errcode).toBeUndefined();
  clock.now += 24 * 60 * 60 * 1000;
  expect(await ask()).toBeUndefined();
  await sandbox.close();
});
