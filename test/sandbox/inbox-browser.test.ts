import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { HOSTILE } from './inbox-hostile.ts';
import { SAMPLES } from './inbox-samples.ts';
import { startInbox, type InboxWorld } from './inbox-world.ts';

const DESKTOP = { width: 1200, height: 800 };
const PHONE = { width: 360, height: 700 };

let browser: Browser;
let world: InboxWorld;
const pages: Page[] = [];

interface Visit {
  page: Page;
  /** What a page should never do, in words: scripts that ran, dialogs, errors, requests to other hosts. */
  incidents: string[];
}

async function visit(path = '/', options: BrowserContextOptions = {}): Promise<Visit> {
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
    if (!request.url().startsWith(`${world.baseUrl}/`)) incidents.push(`request ${request.url()}`);
  });
  await page.goto(world.baseUrl + path);
  await page.getByText('Live', { exact: true }).or(page.locator('[data-view=list] .side')).first().waitFor();
  return { page, incidents };
}

const sayEverything = (): void => {
  for (const { msgtype, fields, media = [] } of SAMPLES) world.say(msgtype, fields, { media });
};

/** Whatever an injected handler might wait for; a click on a link would only lead away. */
const EVENTS_ON_EVERYTHING = `for (const element of document.querySelectorAll('body *')) {
  for (const name of ['mouseover', 'focus', 'load', 'toggle', 'animationend']) element.dispatchEvent(new Event(name));
}`;

const LINK_SCHEMES = ['http:', 'https:', 'mailto:'];

/** A sample with this text in the place of every text that it holds. */
function sayHostile(sample: number, text: string, robot: string): void {
  const { msgtype = '', fields, media = [] } = SAMPLES[sample] ?? {};
  const filled = JSON.parse(JSON.stringify(fields), (_key, value: unknown) => (typeof value === 'string' ? text : value)) as unknown;
  world.say(msgtype, filled, { robot, media: media.map((one) => ({ ...one, media_id: text, filename: text })) });
}

/** How far the page and each of its two columns reach beyond their width. */
const overflow = (page: Page): Promise<number[]> =>
  page.evaluate(`[document.documentElement, document.getElementById('history'), document.getElementById('conversations')]
    .map((element) => element.scrollWidth - element.clientWidth)`);

describe.skipIf(chromiumPath === undefined)('the inbox page in a browser', () => {
  const screenshots = chromiumPath === undefined ? '' : mkdtempSync(join(tmpdir(), 'sandbox-inbox-'));

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    world = await startInbox(['Build group', '发布通知']);
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
    await world.close();
  });

  it('tells what to do while a group is empty, and lets go of it with the first message', async () => {
    const { page, incidents } = await visit();
    await page.getByText("Send something to the robot's webhook").waitFor();
    await page.screenshot({ path: join(screenshots, 'empty.png') });
    world.say('text', { content: 'first' });
    await page.locator('.bubble', { hasText: 'first' }).waitFor();
    expect(await page.locator('#empty').count()).toBe(0);
    expect(incidents).toEqual([]);
  });

  it.each([
    ['light', DESKTOP, 'light'],
    ['dark', DESKTOP, 'dark'],
    ['phone', PHONE, 'light'],
    ['phone-dark', PHONE, 'dark'],
  ] as const)('shows every type of message (%s)', async (name, viewport, colorScheme) => {
    sayEverything();
    const { page, incidents } = await visit('/?group=Build+group', { viewport, colorScheme });
    expect(await page.locator('.message').count()).toBe(SAMPLES.length);
    for (const shown of await page.locator('.bubble').all()) expect((await shown.boundingBox())?.height).toBeGreaterThan(30);
    await page.locator('.photo').scrollIntoViewIfNeeded();
    await expect.poll(() => page.evaluate(`document.querySelector('.photo').naturalWidth`)).toBe(96);
    expect(await overflow(page)).toEqual([0, 0, 0]);
    const height = await page.evaluate<number>(`document.getElementById('history').scrollHeight + 80`);
    await page.setViewportSize({ width: viewport.width, height });
    await page.screenshot({ path: join(screenshots, `${name}.png`) });
    expect(incidents).toEqual([]);
  });

  it.each(SAMPLES.map(({ msgtype }, index) => [msgtype, index] as const))(
    'runs nothing of what strangers write into a message of type %s (sample %i), old or new',
    async (msgtype, index) => {
      for (const text of HOSTILE) sayHostile(index, text, 'Build group');
      const { page, incidents } = await visit('/?group=Build+group');
      for (const text of HOSTILE) sayHostile(index, text, 'Build group');
      await page.locator('.arriving').nth(HOSTILE.length - 1).waitFor();
      await page.evaluate(EVENTS_ON_EVERYTHING);
      expect(await page.locator('.message', { hasText: msgtype }).count()).toBe(2 * HOSTILE.length);
      expect(await page.evaluate(`window.__pwned`)).toBeUndefined();
      expect(LINK_SCHEMES).toEqual(expect.arrayContaining(await page.evaluate<string[]>(`[...document.links].map((link) => link.protocol)`)));
      expect(incidents).toEqual([]);
    },
  );

  it('runs nothing of what strangers write into the name of a robot', async () => {
    for (const text of HOSTILE) world.say('text', { content: text }, { robot: text.toWellFormed() });
    const { page, incidents } = await visit('/?group=Build+group');
    for (const text of HOSTILE) world.say('text', { content: text }, { robot: text.toWellFormed() });
    await expect.poll(() => page.locator('.unread:visible').count()).toBe(HOSTILE.length);
    await page.evaluate(EVENTS_ON_EVERYTHING);
    for (const text of HOSTILE.slice(0, 10)) {
      await page.goto(`${world.baseUrl}/?${new URLSearchParams({ group: text }).toString()}`);
      expect(await page.locator('.message').count()).toBe(2);
      expect(await page.evaluate(`window.__pwned`)).toBeUndefined();
    }
    expect(incidents).toEqual([]);
  });

  it('stays within 360 pixels whatever the length of the words', async () => {
    const long = 'verylongword'.repeat(60);
    sayEverything();
    world.say('text', { content: long, mentioned_list: [long] });
    world.say('markdown', { content: `# ${long}\n> ${long}\n\`${long}\`` });
    world.say('markdown_v2', { content: `| ${long} | b |\n| - | - |\n\n${'>'.repeat(15)} ${long}\n\n\`\`\`\n${long}\n\`\`\`` });
    world.say('template_card', { main_title: { title: long }, horizontal_content_list: [{ keyname: long, value: long }] });
    world.say('file', { media_id: 'm' }, { media: [{ media_id: 'm', filename: `${long}.zip`, size: 6, type: 'file' }] });
    const { page } = await visit('/?group=Build+group', { viewport: PHONE });
    for (const summary of await page.locator('.raw summary').all()) await summary.click();
    expect(await overflow(page)).toEqual([0, 0, 0]);
  });

  it('has two views on a phone: the groups, and the one that was chosen', async () => {
    world.say('text', { content: 'hello' });
    const { page } = await visit('/', { viewport: PHONE });
    expect(await page.locator('main').isVisible()).toBe(false);
    await page.screenshot({ path: join(screenshots, 'phone-groups.png') });
    await page.getByRole('link', { name: /Build group/ }).click();
    await page.locator('.bubble', { hasText: 'hello' }).waitFor();
    expect(await page.locator('nav').isVisible()).toBe(false);
    await page.getByRole('link', { name: 'All conversations' }).click();
    await page.getByRole('link', { name: /发布通知/ }).waitFor();
  });

  it('shows new messages by itself, counts those of other groups and announces both', async () => {
    const { page, incidents } = await visit('/?group=Build+group');
    world.say('markdown', { content: '**one**' });
    await page.locator('.bubble strong', { hasText: 'one' }).waitFor();
    expect(await page.locator('[aria-live=polite]').textContent()).toBe('Build group: one');
    world.say('text', { content: 'two' }, { robot: '发布通知' });
    world.say('text', { content: 'three' }, { robot: '发布通知' });
    const other = page.locator('.conversation', { hasText: '发布通知' });
    await other.locator('.unread', { hasText: '2' }).waitFor();
    expect(await other.locator('.conversation-line').textContent()).toBe('three');
    expect(await page.locator('[aria-live=polite]').textContent()).toBe('发布通知: three');
    expect(await page.locator('.conversation-name').first().textContent()).toBe('发布通知');
    expect(await page.locator('.message').count()).toBe(1);
    expect(incidents).toEqual([]);
  });

  it('stays at the end as messages come, but not when the reader scrolled up', async () => {
    for (let count = 0; count < 30; count += 1) world.say('text', { content: `line ${count}` });
    const { page } = await visit('/?group=Build+group');
    world.say('text', { content: 'at the end' });
    await page.getByText('at the end').last().waitFor();
    const fromEnd = `(() => { const e = document.getElementById('history'); return e.scrollHeight - e.scrollTop - e.clientHeight; })()`;
    expect(await page.evaluate(fromEnd)).toBeLessThan(2);
    await page.locator('#history').hover();
    await page.mouse.wheel(0, -600);
    await expect.poll(() => page.evaluate(fromEnd)).toBeGreaterThan(300);
    world.say('text', { content: 'below' });
    await page.getByRole('button', { name: 'New messages' }).click();
    expect(await page.evaluate(fromEnd)).toBeLessThan(2);
  });

  it('comes back after the connection broke, without losing or repeating a message', async () => {
    world.say('text', { content: 'one' });
    const { page } = await visit('/?group=Build+group');
    world.hangUp();
    world.say('text', { content: 'two' });
    world.say('text', { content: 'three' });
    await page.locator('.text', { hasText: 'three' }).waitFor();
    world.say('text', { content: 'four' });
    await page.locator('.text', { hasText: 'four' }).waitFor();
    expect(await page.locator('.text').allTextContents()).toEqual(['one', 'two', 'three', 'four']);
  });

  it('forgets what the sandbox forgot', async () => {
    world.say('text', { content: 'old' });
    const { page } = await visit('/?group=Build+group');
    world.forget();
    world.say('text', { content: 'new' });
    await page.locator('.text', { hasText: 'new' }).waitFor();
    expect(await page.locator('.text').allTextContents()).toEqual(['new']);
  });

  it('can be used with the keyboard alone', async () => {
    world.say('text', { content: 'hello' });
    const { page } = await visit('/?group=Build+group');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/group=%E5%8F%91/);
    await page.goto(`${world.baseUrl}/?group=Build+group`);
    await page.locator('.raw summary').focus();
    await page.keyboard.press('Enter');
    await page.locator('.raw code').waitFor({ state: 'visible' });
  });

  it('copies the JSON of a message', async () => {
    world.say('text', { content: 'copy <me>' });
    const { page } = await visit('/?group=Build+group');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('.raw summary').click();
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(JSON.parse(await page.evaluate<string>('navigator.clipboard.readText()'))).toEqual({
      msgtype: 'text',
      text: { content: 'copy <me>' },
    });
  });

  it('fetches foreign pictures only when asked, and then without saying from where', async () => {
    const asked: (string | undefined)[] = [];
    const pictures = createServer((request, response) => {
      asked.push(request.headers.referer);
      const sample = SAMPLES.find(({ msgtype }) => msgtype === 'image')?.fields.base64;
      response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.from(String(sample), 'base64'));
    });
    await new Promise<void>((resolve) => pictures.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(pictures.address() as AddressInfo).port}/pixel.png`;
    world.say('markdown_v2', { content: `![chart](${url})` });
    const { page } = await visit('/?group=Build+group');
    world.say('news', { articles: [{ title: 'News', url: 'https://example.com/', picurl: url }] });
    await page.locator('.arriving .picture').waitFor();
    expect(asked).toEqual([]);
    await page.getByRole('link', { name: 'Load remote pictures' }).click();
    const widths = `[...document.querySelectorAll('.picture img')].map((one) => one.naturalWidth)`;
    await expect.poll(() => page.evaluate(widths)).toEqual([96, 96]);
    expect(asked.filter((referer) => referer !== undefined)).toEqual([]);
    expect(asked.length).toBeGreaterThan(0);
    await new Promise((resolve) => {
      pictures.close(resolve);
      pictures.closeAllConnections();
    });
  });
});
