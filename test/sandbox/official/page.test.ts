import { mkdtempSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { chromiumPath, launchChromium } from '../../support/chromium.ts';
import { HOSTILE } from '../inbox-hostile.ts';
import { PNG as DRAWING } from '../inbox-samples.ts';
import { startAccount } from './account-wire.ts';
import type { AccountStage } from './account-wire.ts';
import { amr, jpg, mp4 } from './files.ts';

const DESKTOP = { width: 1200, height: 900 };
const PHONE = { width: 360, height: 740 };
const PICTURE = Buffer.from(DRAWING, 'base64');

describe.skipIf(chromiumPath === undefined)('the page of an Official Account in a browser', () => {
  const screenshots = chromiumPath === undefined ? '' : mkdtempSync(join(tmpdir(), 'sandbox-account-'));
  let browser: Browser;
  let stage: AccountStage;
  const pages: Page[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    stage = await startAccount();
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
    await stage.sandbox.close();
  });

  async function visit(options: BrowserContextOptions = {}): Promise<{ page: Page; incidents: string[] }> {
    const context = await browser.newContext({ viewport: DESKTOP, ...options });
    const page = await context.newPage();
    pages.push(page);
    const incidents: string[] = [];
    page.on('dialog', (dialog) => {
      incidents.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('pageerror', (error) => incidents.push(`error ${error.message}`));
    page.on('console', (message) => message.type() === 'error' && incidents.push(`console ${message.text()}`));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${stage.sandbox.baseUrl}/`)) incidents.push(`request ${request.url()}`);
    });
    await page.goto(`${stage.sandbox.baseUrl}/?group=Account+1`);
    await page.getByText('Live', { exact: true }).waitFor();
    return { page, incidents };
  }

  async function keepEverything(): Promise<void> {
    await stage.material('image', '架构图.png', PICTURE);
    const cover = await stage.material('image', 'cover.png', PICTURE);
    await stage.material('thumb', 'thumb.jpg', jpg());
    await stage.material('voice', 'standup.amr', amr(50));
    await stage.material('video', 'demo.mp4', mp4(), { description: JSON.stringify({ title: '发布演示', introduction: 'Three minutes on what is new' }) });
    const { url } = await stage.upload('media/uploadimg', '', 'chart.png', PICTURE);
    const content = `<h2>What is new</h2><p>Faster &amp; smaller: <b>40 %</b></p><p><img src="${url ?? ''}"></p><ul><li>one</li><li>two</li></ul>`;
    const first = { title: 'Release 1.0 发布说明', author: '发布组', digest: 'In short: faster', content, content_source_url: 'https://example.com/releases', thumb_media_id: cover };
    await stage.post('draft/add', { articles: [first] });
    await stage.post('draft/add', { articles: [{ ...first, title: 'Of two, the first' }, { ...first, title: 'And the second', content: '短' }] });
    await stage.post('draft/add', { articles: [{ article_type: 'newspic', title: 'Pictures', content: 'of the day', image_info: { image_list: [{ image_media_id: cover }] } }] });
  }

  it.each([
    ['light', DESKTOP, 'light'],
    ['dark', DESKTOP, 'dark'],
    ['phone', PHONE, 'light'],
    ['phone-dark', PHONE, 'dark'],
  ] as const)('shows pictures, sounds, films, thumbs and drafts (%s)', async (name, viewport, colorScheme) => {
    await keepEverything();
    const { page, incidents } = await visit({ viewport, colorScheme });
    expect(await page.locator('.library h3').allTextContents()).toEqual(['Drafts 3', 'Pictures 2', 'Videos 1', 'Voices 1', 'Thumbs 1']);
    expect(await page.locator('.preview h4').allTextContents()).toEqual(['Pictures', 'Of two, the first', 'And the second', 'Release 1.0 发布说明']);
    expect(await page.locator('.preview').last().locator('.article-body').allTextContents()).toEqual(['What is new\nFaster & smaller: 40 %', 'one\ntwo']);
    for (const shown of await page.locator('.preview, .material').all()) await shown.scrollIntoViewIfNeeded();
    const widths = `[...document.querySelectorAll('.library img')].map((one) => one.naturalWidth).filter((width) => width !== 96).length`;
    await expect.poll(() => page.evaluate(widths)).toBe(0);
    // The thumb only begins like a JPG: a picture that cannot be drawn leaves its place.
    expect(await page.locator('.material', { hasText: 'thumb.jpg' }).locator('img').count()).toBe(0);
    expect(await page.evaluate(`[document.documentElement, document.getElementById('history')].map((one) => one.scrollWidth - one.clientWidth)`)).toEqual([0, 0]);
    const height = await page.evaluate<number>(`document.getElementById('history').scrollHeight + 80`);
    await page.setViewportSize({ width: viewport.width, height });
    await page.screenshot({ path: join(screenshots, `${name}.png`) });
    expect(incidents).toEqual([]);
  });

  it('shows what is added, changed and deleted as it happens, and leaves alone what is open', async () => {
    const { page, incidents } = await visit();
    await page.getByText('Add a permanent material or a draft').waitFor();
    const media_id = await stage.material('image', 'first.png', PICTURE);
    await page.locator('.material', { hasText: 'first.png' }).waitFor();
    const article = { title: 'Before', content: '<p>text</p>', thumb_media_id: media_id };
    const draft = (await stage.post('draft/add', { articles: [article] })).media_id;
    await page.locator('.preview h4', { hasText: 'Before' }).waitFor();
    await page.locator('.preview summary').click();
    const second = await stage.material('image', 'second.png', PICTURE);
    await page.locator('.material', { hasText: 'second.png' }).waitFor();
    expect(await page.locator('.preview pre').textContent()).toBe('<p>text</p>');
    await page.locator('.preview pre').waitFor({ state: 'visible' });
    await stage.post('draft/update', { media_id: draft, index: 0, articles: { ...article, title: 'After' } });
    await page.locator('.preview h4', { hasText: 'After' }).waitFor();
    await stage.post('material/del_material', { media_id: second });
    await expect.poll(() => page.locator('.material').count()).toBe(1);
    expect(await page.locator('.conversation', { hasText: 'Account 1' }).locator('.conversation-line').textContent()).toBe('1 draft · 1 material');
    expect(await page.locator('[aria-live=polite]').textContent()).toBe('Account 1: 1 draft · 1 material');
    stage.sandbox.reset();
    await page.getByText('Nothing here yet').waitFor();
    expect(incidents).toEqual([]);
  });

  it('tells of it on another conversation, and hands out the bytes of a file', async () => {
    const { page } = await visit();
    await page.goto(`${stage.sandbox.baseUrl}/?group=Robot+1`);
    await page.getByText('Live', { exact: true }).waitFor();
    await stage.material('voice', '晨会.amr', amr(50));
    const row = page.locator('.conversation', { hasText: 'Account 1' });
    await row.locator('.unread', { hasText: '1' }).waitFor();
    await row.getByRole('link').click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.material a').click()]);
    expect(download.suggestedFilename()).toBe('晨会.amr');
    expect(await readFile(await download.path())).toEqual(amr(50));
  });

  it('runs nothing of what strangers write into articles, titles and names', async () => {
    const thumb_media_id = await stage.material('thumb', 'cover.jpg', jpg());
    for (const text of HOSTILE) {
      const article = { title: text, author: text, digest: text, content: text, content_source_url: text, thumb_media_id: text, article_type: text };
      stage.sandbox.plantNews([article, { ...article, content: `<p>${text}</p><img src="${text}">`, thumb_media_id }]);
      const wellFormed = text.toWellFormed();
      await stage.post('draft/add', { articles: [{ title: Array.from(wellFormed).slice(0, 32).join(''), content: wellFormed, thumb_media_id }] });
      await stage.material('video', 'a.mp4', mp4(), { description: JSON.stringify({ title: wellFormed, introduction: wellFormed }) });
    }
    const { page, incidents } = await visit();
    stage.sandbox.plantNews(HOSTILE.map((text) => ({ title: text, content: text })));
    await page.locator('.draft.arriving').first().waitFor();
    await page.evaluate(`for (const element of document.querySelectorAll('body *')) {
      for (const name of ['mouseover', 'focus', 'load', 'toggle', 'animationend']) element.dispatchEvent(new Event(name));
    }`);
    expect(await page.locator('.preview').count()).toBeGreaterThan(3 * HOSTILE.length);
    expect(await page.evaluate(`window.__pwned`)).toBeUndefined();
    expect(await page.locator('.library :is(script, iframe, style, form, base, meta, object, embed)').count()).toBe(0);
    const schemes = await page.evaluate<string[]>(`[...document.links].map((link) => link.protocol)`);
    expect(['http:', 'https:', 'mailto:']).toEqual(expect.arrayContaining(schemes));
    // A picture that is none is asked for at the sandbox itself and not found there.
    expect(incidents.filter((incident) => !incident.includes('404 (Not Found)'))).toEqual([]);
  });
});
