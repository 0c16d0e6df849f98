import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { CallbackFace } from '../../../sandbox/server.ts';
import { chromiumPath, launchChromium } from '../../support/chromium.ts';
import { startApp } from '../app-wire.ts';
import type { AppStage } from '../app-wire.ts';
import { HOSTILE } from '../inbox-hostile.ts';
import { field, startReceiver, xmlReply } from './receiver.ts';

const CARD = {
  card_type: 'button_interaction',
  main_title: { title: 'Deploy build 42?', desc: 'To production, by ZhangSan' },
  task_id: 'deploy-42',
  button_selection: { question_key: 'where', title: 'Where', option_list: [{ id: 'eu', text: 'Europe' }, { id: 'cn', text: 'China' }] },
  button_list: [{ text: 'Approve', key: 'yes', style: 1 }, { text: 'Reject', key: 'no', style: 3 }],
};
const VOTE = {
  card_type: 'vote_interaction',
  main_title: { title: 'Which day?' },
  task_id: 'vote-1',
  checkbox: { question_key: 'day', mode: 1, option_list: [{ id: 'mon', text: 'Monday', is_checked: true }, { id: 'tue', text: 'Tuesday' }] },
  submit_button: { text: 'Vote', key: 'vote' },
};

describe.skipIf(chromiumPath === undefined)('writing to an application on the inbox page', () => {
  const screenshots = chromiumPath === undefined ? '' : mkdtempSync(join(tmpdir(), 'sandbox-compose-'));
  let browser: Browser;
  let stage: AppStage;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let address: CallbackFace;
  /** What a page should never do: errors, and requests to anywhere but the sandbox. */
  let incidents: string[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    incidents = [];
    address = { url: '', token: '', encodingAesKey: '', receiveId: '' };
    receiver = await startReceiver(() => address);
    stage = await startApp({ answerWithinMs: 1000, retryAfterMs: 1000, callback: { url: receiver.url } });
    address = stage.sandbox.callbackOf(stage.app.name) ?? address;
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await stage.sandbox.close();
    await receiver.close();
  });

  async function visit(options = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
    const page = await context.newPage();
    page.on('pageerror', (error) => incidents.push(error.message));
    page.on('console', (message) => message.type() === 'error' && incidents.push(message.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${stage.sandbox.baseUrl}/`)) incidents.push(request.url());
    });
    await page.goto(`${stage.sandbox.baseUrl}/?group=${encodeURIComponent(stage.app.name)}`);
    await page.getByText('Live', { exact: true }).waitFor();
    return page;
  }

  const reply = (to: string, type: string, fields: string): string =>
    xmlReply(`<xml><ToUserName>${to}</ToUserName><FromUserName>${stage.app.corpid}</FromUserName><CreateTime>1</CreateTime><MsgType>${type}</MsgType>${fields}</xml>`, address);

  const echo = (): void => {
    receiver.respond(({ method, plain }, response) => {
      if (method === 'GET') response.end(plain);
      else response.end(reply(field(plain, 'FromUserName') ?? '', 'text', `<Content><![CDATA[You wrote: ${field(plain, 'Content') ?? 'nothing'}]]></Content>`));
    });
  };

  it('brings a text to it, and shows how it was answered and what', async () => {
    echo();
    const page = await visit();
    await page.getByLabel('Who writes').selectOption('LiSi');
    await page.getByLabel('Text').fill('Is the build green?');
    await page.getByLabel('Text').press('Enter');
    await page.locator('.bubble', { hasText: 'You wrote: Is the build green?' }).waitFor();
    await page.locator('.delivery', { hasText: /answered 200 in \d+ ms, \d+ bytes/ }).waitFor();
    expect(await page.locator('.by-member .text').textContent()).toBe('Is the build green?');
    expect(field(receiver.received[0]?.plain ?? '', 'FromUserName')).toBe('LiSi');
    expect(incidents).toEqual([]);
  });

  it('shows each attempt as it goes', async () => {
    receiver.respond((_, response, count) => {
      if (count > 2) response.end();
    });
    const page = await visit();
    await page.getByLabel('Text').fill('Anybody there?');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText(/no answer in 1 s, sent again \(2 of 4\)/).waitFor();
    await page.getByText(/answered 200 in \d+ ms, empty/).waitFor();
    expect(await page.locator('.delivery li').allTextContents()).toHaveLength(3);
    expect(await page.locator('.message').count()).toBe(1);
  });

  it('sends pictures that media/get has, and events with a key', async () => {
    const page = await visit();
    await page.getByLabel('What').selectOption('image');
    const picture = Buffer.from('89504e470d0a1a0a00000000', 'hex');
    await page.getByLabel('File').setInputFiles({ name: '照片.png', mimeType: 'image/png', buffer: picture });
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.by-member .photo').waitFor();
    await expect.poll(() => receiver.received.length).toBe(1);
    const media = await fetch(stage.url('media/get', { access_token: await stage.token(), media_id: field(receiver.received[0]?.plain ?? '', 'MediaId') ?? '' }));
    expect(Buffer.from(await media.arrayBuffer())).toEqual(picture);
    await page.getByLabel('What').selectOption('event click');
    await page.getByLabel('Text').fill('menu_build');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.by-member code', { hasText: 'click' }).first().waitFor();
    await expect.poll(() => field(receiver.received.at(-1)?.plain ?? '', 'EventKey')).toBe('menu_build');
    expect(incidents).toEqual([]);
  });

  it('asks the address as the admin page does, and says what is wrong with it', async () => {
    const page = await visit();
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText('would not be saved: the answer is empty').waitFor();
    echo();
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText('answered rightly').waitFor();
  });

  it('presses a button as one of its readers, and the card changes for that one', async () => {
    receiver.respond(({ plain }, response) => {
      response.end(reply(field(plain, 'FromUserName') ?? '', 'update_button', '<Button><ReplaceName>Approved ✔</ReplaceName></Button>'));
    });
    const page = await visit();
    await stage.send({ msgtype: 'template_card', template_card: CARD, touser: 'ZhangSan|LiSi' });
    await page.locator('.card-select select').selectOption('cn');
    await page.locator('.card-as select').selectOption('LiSi');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('button', { name: 'Approved ✔' }).waitFor();
    expect(await page.getByRole('button', { name: 'Approved ✔' }).isDisabled()).toBe(true);
    const pushed = receiver.received.at(-1)?.plain ?? '';
    expect([field(pushed, 'FromUserName'), field(pushed, 'EventKey'), field(pushed, 'OptionId')]).toEqual(['LiSi', 'yes', 'cn']);
    expect(await page.locator('.card-for').allTextContents()).toEqual(['As ZhangSan sees it', 'As LiSi sees it']);
    expect(await page.getByRole('button', { name: 'Reject' }).count()).toBe(1);
    expect(incidents).toEqual([]);
  });

  it('votes with what is ticked', async () => {
    const page = await visit();
    await stage.send({ msgtype: 'template_card', template_card: VOTE });
    await page.getByLabel('Tuesday').check();
    await page.getByRole('button', { name: 'Vote' }).click();
    await expect.poll(() => receiver.received.length).toBe(1);
    expect([...(receiver.received[0]?.plain ?? '').matchAll(/<OptionId><!\[CDATA\[(\w+)/g)].map(([, id]) => id)).toEqual(['mon', 'tue']);
  });

  it('runs nothing of what a reply, a card or an answer holds', async () => {
    const page = await visit();
    for (const text of HOSTILE.slice(0, 12)) {
      receiver.respond((_, response) => response.end(reply('ZhangSan', 'text', `<Content><![CDATA[${text.replaceAll(']]>', '').toWellFormed()}]]></Content>`)));
      await stage.sandbox.callBack(stage.app.name, { MsgType: 'text', Content: text.toWellFormed() });
      receiver.respond((_, response) => response.end(text.toWellFormed()));
      await stage.sandbox.callBack(stage.app.name, { MsgType: 'event', Event: 'click', EventKey: text.toWellFormed() });
    }
    await stage.send({ msgtype: 'template_card', template_card: { ...CARD, button_list: HOSTILE.slice(0, 6).map((text, index) => ({ text: `${text.toWellFormed()}x`, key: `${index}${text.toWellFormed()}` })) } });
    await page.locator('.card-buttons').waitFor();
    expect(await page.evaluate('window.__pwned')).toBeUndefined();
    expect(incidents).toEqual([]);
  });

  it.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['phone', { viewport: { width: 360, height: 700 }, colorScheme: 'light' }],
  ])('fits its page (%s)', async (name, options) => {
    echo();
    await stage.sandbox.callBack(stage.app.name, { MsgType: 'image' });
    await stage.sandbox.callBack(stage.app.name, { MsgType: 'text', Content: 'Is build 42 out? '.repeat(8) });
    await stage.sandbox.callBack(stage.app.name, { MsgType: 'location' });
    await stage.sandbox.callBack(stage.app.name, { MsgType: 'link' });
    await stage.sandbox.callBack(stage.app.name, { MsgType: 'event', Event: 'enter_agent' });
    await stage.send({ msgtype: 'template_card', template_card: CARD, touser: 'ZhangSan|LiSi' });
    await stage.send({ msgtype: 'template_card', template_card: VOTE, touser: 'ZhangSan' });
    receiver.respond((_, response) => response.end(reply('LiSi', 'update_button', '<Button><ReplaceName>Approved</ReplaceName></Button>')));
    await stage.sandbox.pressCard({ msgid: stage.sandbox.state().messages.find(({ msgtype }) => msgtype === 'template_card')?.msgid ?? '', from: 'LiSi', key: 'yes' });
    const page = await visit(options);
    expect(await page.evaluate(`[document.documentElement, document.getElementById('history'), document.getElementById('compose')].map((one) => one.scrollWidth - one.clientWidth)`)).toEqual([0, 0, 0]);
    await page.screenshot({ path: join(screenshots, `${name}-end.png`) });
    const height = await page.evaluate<number>(`document.getElementById('history').scrollHeight + 180`);
    await page.setViewportSize({ width: page.viewportSize()?.width ?? 0, height });
    await page.screenshot({ path: join(screenshots, `${name}.png`) });
    expect(incidents).toEqual([]);
  });
});
