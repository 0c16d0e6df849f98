import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox/server.ts';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { PNG, SAMPLES } from './inbox-samples.ts';
import { partHead, sendMessage, upload, uploadUrl } from './wire.ts';

const PDF = Buffer.from('%PDF-1.7 as far as this test is concerned');
/** A second of AMR at 12.2 kbit/s: 50 frames of 32 bytes. */
const AMR = Buffer.concat([Buffer.from('#!AMR\n'), ...Array.from({ length: 50 }, () => Buffer.alloc(32, 0x3c))]);

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox();
});

afterEach(() => sandbox.close());

/** The samples that a robot can send, as real messages: uploads that are there, a checksum that is right. */
async function realMessages(webhook: string): Promise<Record<string, unknown>[]> {
  const name = '测试报告 🚀.pdf';
  const file = await upload(uploadUrl(webhook), { bytes: PDF, head: partHead(name, PDF.length) });
  const voice = await upload(uploadUrl(webhook, 'voice'), { bytes: AMR, head: partHead('standup.amr', AMR.length) });
  const md5 = createHash('md5').update(Buffer.from(PNG, 'base64')).digest('hex');
  return SAMPLES.filter(({ msgtype }) => msgtype !== 'tomorrow').map(({ msgtype, fields }) => {
    const body = JSON.stringify(fields).replaceAll(/media-(?:report|zip)/g, file.media_id ?? '');
    const real = JSON.parse(body.replaceAll('media-voice', voice.media_id ?? '')) as Record<string, unknown>;
    return { msgtype, [msgtype]: msgtype === 'image' ? { ...real, md5 } : real };
  });
}

describe('the inbox of a running sandbox', () => {
  it('never shows the key of a webhook', async () => {
    const [robot] = sandbox.robots;
    for (const message of await realMessages(robot?.webhook ?? '')) await sendMessage(robot?.webhook ?? '', message);
    const page = await (await fetch(sandbox.baseUrl)).text();
    expect(page).toContain(robot?.name);
    expect(page).not.toContain(robot?.key);
  });

  it('answers no page whose host is not this machine', async () => {
    const port = Number(new URL(sandbox.baseUrl).port);
    const status = await new Promise((resolve) => {
      request({ port, host: '127.0.0.1', path: '/', headers: { host: `evil.example:${port}` } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).end();
    });
    expect(status).toBe(403);
  });

  describe.skipIf(chromiumPath === undefined)('in a browser', () => {
    let browser: Browser;
    beforeEach(async () => {
      browser = await launchChromium();
    });
    afterEach(() => browser.close());

    it('shows messages of every type as they are sent, and hands out the bytes of a file', async () => {
      const page = await browser.newPage();
      await page.goto(sandbox.baseUrl);
      await page.locator('[data-connection=live]').waitFor();
      const webhook = sandbox.robots[0]?.webhook ?? '';
      const messages = await realMessages(webhook);
      for (const message of messages) expect(await sendMessage(webhook, message)).toMatchObject({ errcode: 0 });
      await page.locator('.message.arriving').nth(messages.length - 1).waitFor();
      expect(await page.locator('.gone').count()).toBe(0);
      await page.getByText('about 1″').waitFor();

      const [download] = await Promise.all([page.waitForEvent('download'), page.locator('a.file').first().click()]);
      expect(download.suggestedFilename()).toBe('测试报告 🚀.pdf');
      expect(await readFile(await download.path())).toEqual(PDF);
    });

    it('is empty again after a reset', async () => {
      const webhook = sandbox.robots[0]?.webhook ?? '';
      await sendMessage(webhook, { msgtype: 'text', text: { content: 'gone soon' } });
      const page = await browser.newPage();
      await page.goto(sandbox.baseUrl);
      await page.locator('.bubble', { hasText: 'gone soon' }).waitFor();
      sandbox.reset();
      await page.getByText('Nothing here yet').waitFor();
    });
  });
});
