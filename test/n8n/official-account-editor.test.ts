import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

import type { Credential } from '../../scripts/n8n/credentials.ts';
import { createWorkflow } from '../../scripts/n8n/workflows.ts';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { addNode, openEditor, openNode, openWorkflow, photographPanel } from './support/editor.ts';
import { it, weChat } from './support/official-account.ts';
import { workflowOf } from './support/workflow.ts';
import type { Step } from './support/workflow.ts';

const COLLECTION = 'Additional Fields';

interface Panel {
  /** The picture's, and the node's. */
  name: string;
  step: (account: Credential) => Step;
  labels: string[];
}

const PANELS: readonly Panel[] = [
  {
    name: 'account-add-material',
    step: (account) => weChat(account, 'material.add', { mediaType: 'video', title: 'Opening day', introduction: 'The first hour in the new shop' }),
    labels: ['Credential', 'Resource', 'Operation', 'Input Binary Field', 'Media Type', 'Title', 'Introduction', COLLECTION],
  },
  {
    name: 'account-get-many',
    step: (account) => weChat(account, 'material.getMany', {}),
    labels: ['Credential', 'Resource', 'Operation', 'Material Type', 'Return All', 'Limit', COLLECTION],
  },
  {
    name: 'account-add-draft',
    step: (account) => weChat(account, 'draft.add', { articles: { values: [{ articleType: 'news', title: 'We open on Monday', content: '<p>Come and see.</p>', thumbMediaId: '={{ $json.media_id }}' }] } }),
    labels: ['Credential', 'Resource', 'Operation', 'Article Input', 'Articles', COLLECTION],
  },
];

/** What stands over the inputs of a panel, from top to bottom; of several forms for one thing only the heading. */
async function labelsOf(panel: Locator): Promise<string[]> {
  const texts = await panel.locator('[data-test-id="node-parameters"] label:visible').allInnerTexts();
  return texts.map((text) => text.split('\n')[0]?.trim() ?? '');
}

describe.skipIf(chromiumPath === undefined)('in the editor, the node for Official Accounts', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  it('is found and added', async ({ rest }) => {
    const { id } = await createWorkflow(rest, workflowOf('Add an account’s node', []));
    const page = await openEditor(browser, rest);
    page.setDefaultTimeout(20_000);
    try {
      await openWorkflow(page, id);
      const panel = await addNode(page, 'WeChat Official Account', 'Add a material');
      await panel.getByText('Input Binary Field', { exact: true }).waitFor();
      expect(await labelsOf(panel)).toEqual(expect.arrayContaining(['Resource', 'Operation', 'Input Binary Field', 'Media Type']));
    } finally {
      await page.context().close();
    }
  });

  it('has a panel for each operation, with what it needs in order', async ({ rest, account }) => {
    const { id } = await createWorkflow(rest, workflowOf('Panels of an account', PANELS.map(({ name, step }) => ({ ...step(account), name }))));
    const page = await openEditor(browser, rest);
    page.setDefaultTimeout(20_000);
    try {
      await openWorkflow(page, id);
      for (const { name, labels } of PANELS) {
        const panel = await openNode(page, name);
        await panel.locator('[data-test-id="node-parameters"]').getByText(COLLECTION).first().waitFor();
        const found = await labelsOf(panel);
        expect({ name, labels: found.filter((label) => labels.includes(label)) }).toEqual({ name, labels });
        await photographPanel(panel, name);
        await page.keyboard.press('Escape');
        await panel.waitFor({ state: 'hidden' });
      }
    } finally {
      await page.context().close();
    }
  });
});
