import { expect, it } from 'vitest';

import { createApp } from '../../core/app.ts';
import { createChatSender } from '../../core/chat-sender.ts';
import { createLane } from '../../core/limiter.ts';
import { APP_RATE, CHAT_RATE } from '../../core/spec/rates.ts';
import { appBench } from '../support/app-bench.ts';
import { smallBench, ok } from '../support/small-wecom.ts';

it('an application with a lane waits where a member would no longer be shown its messages, and all of them arrive', async () => {
  const bench = await appBench();
  const app = createApp(bench.connection, undefined, createLane(APP_RATE, bench.time));

  for (let number = 1; number <= APP_RATE.messages + 1; number += 1) expect(await app.send(bench.text(`message ${number}`))).toMatchObject({ delivery: 'sent' });

  const { messages } = bench.state();
  expect(messages).toHaveLength(31);
  expect(messages.flatMap(({ to }) => to?.dropped ?? [])).toEqual([]);
  expect(bench.time.sleeps.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(60_000);
});

it('one without a lane does not wait, and WeCom drops the rest in silence', async () => {
  const bench = await appBench();

  for (let number = 1; number <= APP_RATE.messages + 1; number += 1) await bench.app.send(bench.text(`message ${number}`));

  expect(bench.time.sleeps).toEqual([]);
  expect(bench.state().messages.at(-1)?.to?.dropped).toEqual(['ZhangSan']);
});

it('a group chat with a lane waits after the 200 messages that its members are shown in a minute', async () => {
  const bench = await smallBench({ '/cgi-bin/appchat/send': ok() });
  const chat = createChatSender(bench.connection, undefined, createLane(CHAT_RATE, bench.time));

  for (let number = 0; number <= CHAT_RATE.messages; number += 1) await chat.send({ msgtype: 'text', text: { content: 'hello' }, chatid: 'abc' });

  expect(bench.time.sleeps).toEqual([60_001]);
});
