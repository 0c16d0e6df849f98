import { Buffer } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { renderMessage } from '../../sandbox/inbox/render/message.ts';
import type { InboxMedia, InboxRecipients } from '../../sandbox/inbox/source.ts';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { MP4, startApp } from './app-wire.ts';
import type { AppStage } from './app-wire.ts';
import { HOSTILE } from './inbox-hostile.ts';
import { hazardsIn } from './inbox-markup.ts';
import { APP_SAMPLES, PNG } from './inbox-samples.ts';

const TO: InboxRecipients = { all: false, users: ['ZhangSan'], parties: [], tags: [], shown: ['ZhangSan'], dropped: [] };

function markupOf(msgtype: string, fields: unknown, to: Partial<InboxRecipients> = {}, media: InboxMedia[] = []): string {
  const message = { id: 7, robot: 'Deploy', to: { ...TO, ...to }, msgtype, message: { msgtype, [msgtype]: fields }, media, at: 0 };
  return renderMessage(message, undefined, true).toString();
}

describe('the bubble of an application', () => {
  const text = { content: 'x' };

  it('says whom it went to', () => {
    expect(markupOf('text', text, { users: ['ZhangSan', 'LiSi'], parties: ['2'], tags: ['1'] })).toContain(
      'to: <bdi>ZhangSan</bdi>, <bdi>LiSi</bdi>, party <bdi>2</bdi>, tag <bdi>1</bdi></span>',
    );
    expect(markupOf('text', text, { all: true, users: [] })).toContain('to: @all</span>');
  });

  it('says whom WeCom would not have shown it, because of too many messages', () => {
    expect(markupOf('text', text, { dropped: ['LiSi'] })).toContain('not shown to <bdi>LiSi</bdi>: too many messages');
    expect(markupOf('text', text)).not.toContain('not shown');
  });

  it('has the links that its text writes as links, and no other tag', () => {
    const markup = markupOf('text', { content: 'see <a href="https://example.com/n">the notes</a> <b>now</b> <a href="javascript:x">or</a>' });
    expect(markup).toContain('see <a href="https://example.com/n" title="https://example.com/n" target="_blank" rel="noopener noreferrer">the notes</a>');
    expect(markup).toContain('&lt;b&gt;now&lt;/b&gt; <span>or</span>');
  });

  it('has a text card with its tones, its line breaks and its button', () => {
    const card = APP_SAMPLES.find(({ msgtype }) => msgtype === 'textcard')?.fields;
    const markup = markupOf('textcard', card);
    expect(markup).toContain('<a class="textcard" href="https://example.com/card"');
    expect(markup).toContain('<span class="tone tone-of-highlight">Please deploy today</span>one\ntwo\n&lt;b&gt;plain&lt;/b&gt;');
    expect(markup).toContain('<bdi>More</bdi>');
    expect(markupOf('textcard', { ...card, btntxt: '' })).toContain('<bdi>详情</bdi>');
    expect(markupOf('textcard', { ...card, url: 'javascript:x' })).toContain('<span class="textcard">');
  });

  it('has a video with its title, or else its name, to download', () => {
    const media = [{ media_id: 'm', type: 'video', filename: 'a.mp4', size: 2048 }];
    expect(markupOf('video', { media_id: 'm', title: 'Release', description: 'in a minute' }, {}, media)).toMatch(
      /href="\/sandbox\/media\/m" download>.*<bdi>Release<\/bdi>.*in a minute.*2\.0 KB/s,
    );
    expect(markupOf('video', { media_id: 'm' }, {}, media)).toContain('<bdi>a.mp4</bdi>');
    expect(markupOf('video', { media_id: 'm' })).toContain('The upload is gone');
  });

  it('has the menu of a card', () => {
    const card = APP_SAMPLES.find(({ msgtype }) => msgtype === 'template_card')?.fields;
    expect(markupOf('template_card', card)).toMatch(/<bdi>Notifications<\/bdi>: <button [^>]*><bdi>Mute<\/bdi><\/button><button [^>]*><bdi>Less<\/bdi>/);
  });

  it.each(['<a href="', '<a href="x">', '<a', '<div class="gray">', '<br', '<br>', '<'])('renders 4096 bytes of %j', (piece) => {
    const content = `${piece.repeat(4096 / piece.length)} end`;
    expect(hazardsIn(markupOf('text', { content }))).toEqual([]);
    expect(hazardsIn(markupOf('textcard', { title: content, description: content, url: content }))).toEqual([]);
  });
});

describe('the inbox of an application', () => {
  let stage: AppStage;
  beforeEach(async () => {
    stage = await startApp();
  });
  afterEach(() => stage.sandbox.close());

  const pageOf = async (group: string): Promise<string> => (await fetch(`${stage.sandbox.baseUrl}/?${new URLSearchParams({ group }).toString()}`)).text();

  it('stands beside the groups of the robots, and says what to do while it is empty', async () => {
    const page = await pageOf('Application 1');
    expect(page).toContain('data-group="Robot 1"');
    expect(page).toContain('Application 1000002');
    expect(page).toContain('printed its corpid, its corpsecret and the members');
  });

  it('shows its messages apart from those of others', async () => {
    await stage.send({ msgtype: 'text', text: { content: 'built' }, touser: 'LiSi' });
    expect(await pageOf('Application 1')).toContain('<p class="text" dir="auto">built</p>');
    expect(await pageOf('Robot 1')).not.toContain('<p class="text" dir="auto">built</p>');
  });

  it('shows the picture that was uploaded', async () => {
    const bytes = Buffer.from(PNG, 'base64');
    await stage.send({ msgtype: 'image', image: { media_id: await stage.mediaId('image', bytes, 'chart.png') } });
    expect(await pageOf('Application 1')).toContain('src="/inbox/picture/1"');
    const picture = await fetch(`${stage.sandbox.baseUrl}/inbox/picture/1`);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(bytes);
  });

  describe.skipIf(chromiumPath === undefined)('in a browser', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser.close());

    const visit = async (): Promise<Page> => {
      const page = await browser.newPage();
      await page.goto(`${stage.sandbox.baseUrl}/?group=Application+1`);
      await page.locator('[data-connection=live]').waitFor();
      return page;
    };

    it('shows everything that an application sends as it is sent, and hands out the bytes of a video', async () => {
      // Cards that are answered need an application that can be called.
      stage.sandbox.configureApp('Application 1', { callback: true });
      const page = await visit();
      const picture = await stage.mediaId('image', Buffer.from(PNG, 'base64'), 'chart.png');
      const video = await stage.mediaId('video', MP4, '发布.mp4');
      for (const { msgtype, fields } of APP_SAMPLES) {
        const real = JSON.stringify(fields).replaceAll('media-picture', picture).replaceAll('media-video', video);
        expect(await stage.send({ msgtype, [msgtype]: JSON.parse(real) as unknown })).toMatchObject({ errcode: 0 });
      }
      await page.locator('.message.arriving').nth(APP_SAMPLES.length - 1).waitFor();
      expect(await page.locator('.gone').count()).toBe(0);
      expect(await page.locator('.recipients').first().textContent()).toBe('to: ZhangSan');
      await expect.poll(() => page.evaluate(`document.querySelector('.photo').naturalWidth`)).toBe(96);
      const [download] = await Promise.all([page.waitForEvent('download'), page.locator('a.video').first().click()]);
      expect(await readFile(await download.path())).toEqual(MP4);
    });

    it('runs nothing of what strangers write', async () => {
      const page = await visit();
      const dialogs: string[] = [];
      page.on('dialog', (dialog) => {
        dialogs.push(dialog.message());
        void dialog.dismiss();
      });
      for (const [index, hostile] of HOSTILE.entries()) {
        // A member is shown 30 messages in a minute; and no text is blank.
        stage.clock.now += 4000;
        const words = `${hostile.toWellFormed()} ${index}`;
        const textcard = { title: words, description: words, url: 'https://example.com/', btntxt: words };
        expect(await stage.send({ msgtype: 'textcard', textcard })).toMatchObject({ errcode: 0 });
        expect(await stage.send({ msgtype: 'text', text: { content: words } })).toMatchObject({ errcode: 0 });
      }
      await page.locator('.arriving').nth(2 * HOSTILE.length - 1).waitFor();
      expect(await page.evaluate('window.__pwned')).toBeUndefined();
      expect(dialogs).toEqual([]);
    });

    it('fits a phone', async () => {
      const page = await visit();
      await page.setViewportSize({ width: 360, height: 700 });
      const textcard = { title: 'x'.repeat(120), description: 'y'.repeat(400), url: 'https://example.com/' };
      await stage.send({ msgtype: 'textcard', textcard });
      await stage.send({ msgtype: 'video', video: { media_id: await stage.mediaId('video', MP4, `${'z'.repeat(200)}.mp4`) } });
      await page.locator('.arriving').nth(1).waitFor();
      expect(await page.evaluate(`document.documentElement.scrollWidth - document.documentElement.clientWidth`)).toBe(0);
      expect(await page.evaluate(`(() => { const e = document.getElementById('history'); return e.scrollWidth - e.clientWidth; })()`)).toBe(0);
    });
  });
});
