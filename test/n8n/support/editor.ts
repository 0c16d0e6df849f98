import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';

import type { Rest } from '../../../scripts/n8n/rest.ts';
import { ROOT } from '../../house/source-files.ts';

/** Where a photograph goes: into the documentation only when that is wanted, since no two are the same to the byte. */
const PICTURES = join(ROOT, process.env.KEEP_PICTURES === undefined ? '.n8n-test/pictures' : 'docs/images/n8n');

/** As high as the longest panel of a picture. */
const VIEW = { width: 1280, height: 2300 };

/** Pixels below what a picture is of. */
const MARGIN = 16;

/** A page of n8n's editor, signed in. Close its context when done. */
export async function openEditor(browser: Browser, { baseUrl, cookie }: Rest): Promise<Page> {
  const context = await browser.newContext({ viewport: VIEW, deviceScaleFactor: 1.5, baseURL: baseUrl });
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: baseUrl, httpOnly: true, sameSite: 'Lax' }]);
  return context.newPage();
}

/** Shows a workflow on the canvas. */
export async function openWorkflow(page: Page, id: string): Promise<void> {
  await page.goto(`/workflow/${id}`);
  await page.locator('[data-test-id="canvas-node"]').first().waitFor();
}

/** Opens the panel of a node by its name on the canvas. */
export async function openNode(page: Page, name: string): Promise<Locator> {
  await page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
  return panelOf(page);
}

/**
 * Adds a node with the mouse, as a person does: the plus, a search, the node, one of its actions ("Upload media", say). Its panel
 * opens by itself.
 */
export async function addNode(page: Page, name: string, action: string): Promise<Locator> {
  await page.locator('[data-test-id="node-creator-plus-button"]').click();
  await page.locator('input[data-test-id="node-creator-search-bar"]').fill(name);
  const item = (text: string): Locator => page.locator('[data-test-id="node-creator-item-name"]').getByText(text, { exact: true }).first();
  await item(name).click();
  await item(action).click();
  return panelOf(page);
}

async function panelOf(page: Page): Promise<Locator> {
  const panel = page.locator('[data-test-id="ndv"]');
  await panel.locator('[data-test-id="node-parameters"]').waitFor();
  return panel;
}

/** Takes a picture of an open panel: its parameters, as far as they go, without the empty data beside and below them. */
export async function photographPanel(panel: Locator, name: string): Promise<void> {
  const page = panel.page();
  // Away from the inputs, which show more of themselves below the mouse.
  await page.mouse.move(0, 0);
  const [settings, wish] = [await panel.locator('.node-settings').boundingBox(), await panel.getByText('I wish this node would').boundingBox()];
  if (settings === null || wish === null) throw new Error('The panel has another form than in the n8n that this was made for.');
  const list = await panel.locator('.parameter-input-list-wrapper').first().boundingBox();
  const bottom = Math.min(wish.y, (list?.y ?? 0) + (list?.height ?? Infinity)) + MARGIN;
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled', clip: { ...settings, height: Math.min(bottom - settings.y, settings.height) } });
}

/** Takes a picture of a part of the page. */
export async function photograph(part: Locator, name: string): Promise<void> {
  await part.page().mouse.move(0, 0);
  await mkdir(PICTURES, { recursive: true });
  await part.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled' });
}
