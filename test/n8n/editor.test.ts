import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

import { deleteCredential, listCredentials } from '../../scripts/n8n/credentials.ts';
import type { Credential } from '../../scripts/n8n/credentials.ts';
import { createWorkflow } from '../../scripts/n8n/workflows.ts';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { addNode, openEditor, openNode, openWorkflow, photograph, photographPanel } from './support/editor.ts';
import { getting, it, sending, uploading, weCom } from './support/wecom.ts';
import { chainOf, workflowOf } from './support/workflow.ts';
import type { Step } from './support/workflow.ts';

const COLLECTION = 'Additional Fields';

/** What stands above every message. */
const SENDING = ['Credential', 'Resource', 'Operation'];
const RECIPIENTS = ['Recipients', 'To Users', 'To Departments', 'To Tags'];

interface Panel {
  /** The picture's, and the node's. */
  name: string;
  step: (robot: Credential, app: Credential) => Step;
  labels: string[];
}

const PANELS: readonly Panel[] = [
  {
    name: 'robot-send-text',
    step: (robot) => sending(robot, { content: '=Build {{ $json.number }} is ready', additionalFields: { mentionUsers: 'zhangsan' } }),
    labels: [...SENDING, 'Message Type', 'Content', 'If Too Long', COLLECTION, 'Mention Users'],
  },
  {
    name: 'robot-send-file',
    step: (robot) => sending(robot, { messageType: 'file' }),
    labels: [...SENDING, 'Message Type', 'Media Source', 'Input Binary Field', COLLECTION],
  },
  {
    name: 'app-send-text-card',
    step: (_, app) => sending(app, { messageType: 'textcard', toUser: 'zhangsan, lisi', textcardTitle: 'Build 42', textcardDescription: 'It is ready to be tried', textcardUrl: 'https://example.com/builds/42' }),
    labels: [...SENDING, ...RECIPIENTS, 'Message Type', 'Title', 'Description', 'URL', 'Additional Text Card Fields', COLLECTION],
  },
  {
    name: 'app-send-card',
    step: (_, app) =>
      sending(app, {
        messageType: 'template_card',
        cardType: 'vote_interaction',
        recipients: { department: [{ id: { __rl: true, mode: 'list', value: '2', cachedResultName: 'Development (2)' } }] },
        cardMainTitle: 'What for lunch?',
        cardCheckboxQuestionKey: 'lunch',
        cardCheckboxOptionList: { values: [{ id: 'noodles', text: 'Noodles', isChecked: true }] },
        cardSubmitButtonText: 'Vote',
        cardSubmitButtonKey: 'vote',
      }),
    labels: [
      ...SENDING,
      'Recipients',
      // The group, and in it the list.
      'Department',
      'Department',
      ...RECIPIENTS.slice(1),
      'Message Type',
      'Card From',
      'Card Type',
      'Task ID',
      'Main Title',
      'Question Key',
      'Options',
      'ID',
      'Text',
      'Is Checked',
      'Submit Button Text',
      'Submit Button Key',
      'Additional Template Card Fields',
      COLLECTION,
    ],
  },
  {
    name: 'group-chat-create',
    step: (_, app) => weCom(app, { resource: 'groupChat', operation: 'create', userList: 'zhangsan, lisi', chatName: '=Release {{ $json.version }}', owner: 'lisi' }),
    labels: [...SENDING, 'Members', 'Name', 'Owner', 'Chat ID', COLLECTION],
  },
  {
    name: 'group-chat-send-file',
    step: (_, app) => weCom(app, { resource: 'groupChat', operation: 'send', chatId: '={{ $json.chatid }}', messageType: 'file' }),
    labels: [...SENDING, 'Chat ID', 'Message Type', 'Media Source', 'Input Binary Field', COLLECTION],
  },
  {
    name: 'card-update',
    step: (_, app) => weCom(app, { resource: 'message', operation: 'updateTemplateCard', responseCode: '={{ $json.response_code }}', replaceName: 'Approved' }),
    labels: [...SENDING, 'Response Code', 'Update', 'Button Text', 'Update for Everyone', COLLECTION],
  },
  {
    name: 'media-upload-by-url',
    step: (_, app) => weCom(app, { resource: 'media', operation: 'uploadByUrl', url: 'https://example.com/tour.mp4', mediaType: 'video', md5: '={{ $json.md5 }}' }),
    labels: [...SENDING, 'Job', 'URL', 'Media Type', 'MD5 Source', 'MD5', 'File Name', 'Wait at Most (Seconds)'],
  },
  { name: 'media-upload', step: (_, app) => uploading(app), labels: [...SENDING, 'Input Binary Field', 'Media Type', COLLECTION] },
  { name: 'media-get', step: (_, app) => getting(app, { mediaId: '={{ $json.media_id }}' }), labels: [...SENDING, 'Media ID', 'Put Output File in Field', COLLECTION] },
];

/** The trigger, as it is on the canvas of somebody who sets it up. */
const triggering = ({ id, name, type }: Credential, parameters: Record<string, unknown>): Step => ({
  type: 'n8n-nodes-wecom-media.weComTrigger',
  webhookId: '7f0c2a4e-5b1d-4c83-9a57-2f6d1e8b3c90',
  parameters,
  credentials: { [type]: { id, name } },
});

/** What stands over the inputs of a panel, from top to bottom. */
async function labelsOf(panel: Locator): Promise<string[]> {
  const texts = await panel.locator('[data-test-id="node-parameters"] label:visible').allInnerTexts();
  return texts.map((text) => text.split('\n')[0]?.trim() ?? '');
}

const TRIGGER_PANELS: readonly Panel[] = [
  {
    name: 'trigger-app',
    step: (_, app) => triggering(app, { downloadMedia: true, reply: 'text', replyContent: '=Thank you, {{ $json.FromUserName }}.' }),
    labels: ['Source', 'Trigger On', 'Credential', 'Credential for WeCom App API', 'Download Files', 'Reply', 'Reply Text', COLLECTION],
  },
  {
    name: 'trigger-bot',
    step: (_, app) => triggering(app, { source: 'bot' }),
    labels: ['Source', 'Trigger On', 'Credential', 'Download Files', 'Reply', COLLECTION],
  },
];

describe.skipIf(chromiumPath === undefined)('in the editor', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  async function look<T>(page: Page, task: (page: Page) => Promise<T>): Promise<T> {
    page.setDefaultTimeout(20_000);
    try {
      return await task(page);
    } finally {
      await page.context().close();
    }
  }

  it('the node is found and added, and asks for what the chosen credential needs', async ({ rest, robot, app }) => {
    const { id } = await createWorkflow(rest, workflowOf('Add a node', []));
    await look(await openEditor(browser, rest), async (page) => {
      await openWorkflow(page, id);
      const panel = await addNode(page, 'WeCom', 'Send a message');
      const credentials = panel.locator('[data-test-id="node-credentials-select"]');
      const choose = async (credential: Credential): Promise<void> => {
        await credentials.click();
        await page.locator(`[data-test-id="node-credentials-select-item-${credential.id}"]`).click();
      };
      await choose(robot.credential);
      await panel.getByText('Content', { exact: true }).waitFor();
      expect(await labelsOf(panel)).not.toContain('To Users');
      await choose(app);
      await panel.getByText('To Users', { exact: true }).waitFor();
      expect((await labelsOf(panel)).slice(0, 8)).toEqual([...SENDING, ...RECIPIENTS, 'Message Type']);
    });
  });

  it('an action that only an application has is there, and asks for what it needs with an application’s credential', async ({ rest, app }) => {
    const { id } = await createWorkflow(rest, workflowOf('Add a group chat', []));
    await look(await openEditor(browser, rest), async (page) => {
      await openWorkflow(page, id);
      const panel = await addNode(page, 'WeCom', 'Create a group chat');
      // n8n itself has chosen the credential that was made last, which may be a robot's.
      await panel.locator('[data-test-id="node-credentials-select"]').click();
      await page.locator(`[data-test-id="node-credentials-select-item-${app.id}"]`).click();
      await panel.getByText('Members', { exact: true }).waitFor();
      expect(await labelsOf(panel)).toEqual([...SENDING, 'Members', 'Name', 'Owner', 'Chat ID', COLLECTION]);
    });
  });

  it('each operation has its panel, with what it needs in order and the rest to be added', async ({ rest, robot, app }) => {
    const steps = PANELS.map(({ name, step }) => ({ ...step(robot.credential, app), name }));
    const { id } = await createWorkflow(rest, workflowOf('All panels', steps));
    await look(await openEditor(browser, rest), async (page) => {
      await openWorkflow(page, id);
      for (const { name, labels } of PANELS) {
        const panel = await openNode(page, name);
        await panel.locator('[data-test-id="node-parameters"]').getByText(labels.at(-1) ?? '').first().waitFor();
        expect({ name, labels: await labelsOf(panel) }).toEqual({ name, labels });
        await photographPanel(panel, name);
        await page.keyboard.press('Escape');
        await panel.waitFor({ state: 'hidden' });
      }
    });
  });

  it.for(TRIGGER_PANELS)('the trigger’s panel $name shows the steps of its setup in order, and the URL to copy once', async ({ name, step, labels }, { rest, robot, app }) => {
    const { id } = await createWorkflow(rest, chainOf(name, [{ ...step(robot.credential, app), name }]));
    await look(await openEditor(browser, rest), async (page) => {
      await openWorkflow(page, id);
      const panel = await openNode(page, name);
      await panel.locator('[data-test-id="node-parameters"]').getByText(labels.at(-1) ?? '').first().waitFor();
      expect(await labelsOf(panel)).toEqual(labels);
      const notices = await panel.locator('[data-test-id="node-parameters"] .notice:visible, [data-test-id="node-parameters"] [role="alert"]:visible').allInnerTexts();
      expect(notices.map((text) => text.slice(0, 2))).toEqual(['1.', '2.', '3.', '4.']);

      await panel.getByText('Webhook URLs', { exact: true }).click();
      await panel.getByText('Production URL', { exact: true }).click();
      const urls = panel.getByText('/webhook/7f0c2a4e-5b1d-4c83-9a57-2f6d1e8b3c90/wecom');
      await urls.first().waitFor();
      expect(await urls.count()).toBe(1);
      await photographPanel(panel, name);
    });
  });

  it('the callback’s credential asks for what the admin console shows, under the same names', async ({ rest, robot, app }) => {
    const [{ step }] = TRIGGER_PANELS as [Panel];
    // With one at hand, the editor takes it and asks for none.
    for (const made of await listCredentials(rest)) if (made.type === 'weComCallbackApi') await deleteCredential(rest, made.id);
    const { id } = await createWorkflow(rest, chainOf('callback-credential', [{ ...step(robot.credential, app), name: 'trigger' }]));
    await look(await openEditor(browser, rest), async (page) => {
      await openWorkflow(page, id);
      const panel = await openNode(page, 'trigger');
      await panel.getByText('Connect to WeCom Callback').click();
      const modal = page.locator('[data-test-id="editCredential-modal"]');
      await modal.getByText('Receive ID', { exact: true }).waitFor();
      const labels = await modal.locator('label:visible').allInnerTexts();
      expect(labels.map((text) => text.split('\n')[0])).toEqual(['Token *', 'EncodingAESKey *', 'Receive ID']);
      await modal.getByText('Leave it empty for an AI bot').waitFor();
      await photograph(modal, 'callback-credential');
    });
  });
});
