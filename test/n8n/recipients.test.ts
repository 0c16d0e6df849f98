import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

import type { Sandbox } from '../../sandbox/server.ts';
import type { Rest } from '../../scripts/n8n/rest.ts';
import { createWorkflow } from '../../scripts/n8n/workflows.ts';
import type { WorkflowFile } from '../../scripts/n8n/workflows.ts';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { searchList } from './support/directory.ts';
import { openEditor, openNode, openWorkflow, photographPanel } from './support/editor.ts';
import { it, NODE, run, sending } from './support/wecom.ts';
import { workflowOf } from './support/workflow.ts';
import type { Step } from './support/workflow.ts';

const set = (sandbox: Sandbox, settings: Parameters<Sandbox['configureApp']>[1]): void => {
  sandbox.configureApp(sandbox.apps[0]?.name ?? '', settings);
};

/** As the editor stores what was chosen in a list, or written in its place. */
const chosen = (value: string, mode = 'list'): unknown => ({ id: { __rl: true, mode, value, ...(mode === 'list' ? { cachedResultName: value } : {}) } });

describe('the lists of recipients', () => {
  it('have the members, departments and tags that the application sees', async ({ rest, sandbox, app }) => {
    const names = sandbox.members.map(({ userid, name }) => ({ name: `${name} (${userid})`, value: userid }));
    expect((await searchList(rest, app, 'searchMembers')).results).toEqual(names);
    expect((await searchList(rest, app, 'searchDepartments')).results).toEqual([{ name: 'Example Corp (1)', value: '1' }, { name: 'Development (2)', value: '2' }, { name: 'Testing (3)', value: '3' }]);
    expect((await searchList(rest, app, 'searchTags')).results).toEqual([{ name: 'On call (1)', value: '1' }, { name: 'Managers (2)', value: '2' }]);
    set(sandbox, { visibleRange: 'department' });
    expect((await searchList(rest, app, 'searchMembers')).results).toEqual(names.slice(0, 2));
  });

  it.for([
    { list: 'searchMembers', filter: ' wang ', found: ['WangWu'] },
    { list: 'searchMembers', filter: '陈', found: ['chen.qi'] },
    { list: 'searchMembers', filter: 'nobody', found: [] },
    { list: 'searchDepartments', filter: 'TEST', found: ['3'] },
    { list: 'searchTags', filter: '2', found: ['2'] },
  ] as const)('find “$filter” with $list, by name or by ID', async ({ list, filter, found }, { rest, sandbox, app }) => {
    expect(sandbox.members.length).toBeGreaterThan(3);
    expect((await searchList(rest, app, list, filter)).results.map(({ value }) => value)).toEqual(found);
  });

  it('have the IDs alone where WeCom keeps the names back', async ({ rest, sandbox, app }) => {
    set(sandbox, { directory: 'ids' });
    expect((await searchList(rest, app, 'searchMembers', 'li')).results).toEqual([{ name: 'LiSi', value: 'LiSi' }, { name: 'ZhaoLiu', value: 'ZhaoLiu' }]);
    expect((await searchList(rest, app, 'searchDepartments')).results.map(({ name }) => name)).toEqual(['1', '2', '3']);
  });

  it.for(['searchMembers', 'searchDepartments', 'searchTags'] as const)('say with %s why there is none, and that an ID will do', async (list, { rest, sandbox, app }) => {
    set(sandbox, { directory: 'closed' });
    await expect(searchList(rest, app, list)).rejects.toThrow(/Choose “By ID” and write the ID/);
  });

  it('are read with a new token when the old one has run out', async ({ rest, sandbox, app }) => {
    await searchList(rest, app, 'searchTags');
    sandbox.expireTokens();
    expect((await searchList(rest, app, 'searchTags')).results).toHaveLength(2);
  });
});

describe('a message to recipients that were picked', () => {
  it('goes to all of them, and to those whose IDs are written, each once', async ({ rest, sandbox, app }) => {
    const recipients = { member: [chosen('ZhangSan'), chosen('LiSi, WangWu', 'id')], department: [chosen('2')], tag: [chosen('1'), chosen('={{ 1 + 1 }}', 'id')] };
    const { json } = await run(rest, [sending(app, { content: 'Hello', recipients, toUser: 'lisi, chen.qi' })]);
    expect(json).toMatchObject([{ delivery: 'sent' }]);
    expect(sandbox.state().messages[0]?.message).toMatchObject({ touser: 'ZhangSan|LiSi|WangWu|chen.qi', toparty: '2', totag: '1|2' });
  });

  it.for([
    { name: 'plain texts', toUser: 'ZhangSan, LiSi', toParty: '2', toTag: '1' },
    { name: 'expressions that give lists and numbers', toUser: '={{ ["ZhangSan", "LiSi"] }}', toParty: '={{ 2 }}', toTag: '={{ [1] }}' },
  ])('may be a workflow from before there was a list, with $name', async ({ toUser, toParty, toTag }, { rest, sandbox, app }) => {
    await run(rest, [sending(app, { content: 'Hello', toUser, toParty, toTag })]);
    expect(sandbox.state().messages[0]?.message).toMatchObject({ touser: 'ZhangSan|LiSi', toparty: '2', totag: '1' });
  });

  it.for([
    { name: 'everyone beside others', parameters: { recipients: { member: [chosen('ZhangSan')] }, toUser: '@all' }, reason: /^- To Users: @all beside others, allowed is @all alone\. Take @all out/ },
    { name: 'everyone beside a department', parameters: { recipients: { department: [chosen('2')] }, toUser: '@all' }, reason: /^- To Departments \(toparty\): filled in, allowed is nothing when touser is @all/ },
    { name: 'a pipe in an ID', parameters: { toUser: '={{ ["ZhangSan|@all"] }}' }, reason: /^- To Users: "ZhangSan\|@all", allowed is ids without white space and without \|/ },
    { name: 'a department by its name', parameters: { recipients: { department: [chosen('Testing', 'id')] } }, reason: /^- To Departments \(toparty\): an id that is no whole number/ },
    { name: 'a list where nothing was chosen', parameters: { recipients: { member: [chosen('={{ "" }}', 'id')] } }, reason: /^- Recipients: nobody, allowed is at least one member[^]*To Users, To Departments or To Tags/ },
  ])('with $name is refused before any request', async ({ parameters, reason }, { rest, sandbox, app }) => {
    const { execution } = await run(rest, [sending(app, { content: 'Hello', ...parameters })]);
    expect(execution.error?.description).toMatch(reason);
    expect(sandbox.state().requests).toEqual([]);
  });
});

describe.skipIf(chromiumPath === undefined)('in the editor', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  /** Adds a recipient of this kind, and opens its list. */
  async function addRecipient(panel: Locator, kind: string): Promise<void> {
    const collection = panel.locator('[data-test-id="fixed-collection-recipients"]');
    await collection.getByPlaceholder('Add Recipient').click();
    await panel.page().getByRole('option', { name: kind, exact: true }).click();
    await collection.locator('[data-test-id="rlc-input"]').last().click();
  }

  async function withPanel(rest: Rest, step: Step, task: (panel: Locator, page: Page, id: string) => Promise<void>): Promise<void> {
    const { id } = await createWorkflow(rest, workflowOf('Pick members', [step]));
    const page = await openEditor(browser, rest);
    page.setDefaultTimeout(20_000);
    try {
      await openWorkflow(page, id);
      await task(await openNode(page, NODE), page, id);
    } finally {
      await page.context().close();
    }
  }

  it('members are found by a few letters and picked, one after the other', async ({ rest, sandbox, app }) => {
    expect(sandbox.members).toHaveLength(5);
    await withPanel(rest, sending(app, { content: 'Hello' }), async (panel, page, id) => {
      for (const [letters, member] of [['wang', '王五 (WangWu)'], ['张', '张三 (ZhangSan)']] as const) {
        await addRecipient(panel, 'Member');
        const found = page.locator('[data-test-id="rlc-item"]:visible');
        await found.nth(4).waitFor();
        await page.locator('[data-test-id="rlc-search"]:visible').fill(letters);
        await expect.poll(() => found.allInnerTexts(), { timeout: 15_000 }).toEqual([member]);
        if (letters === '张') await photographPanel(panel, 'app-pick-members');
        await found.click();
      }
      await page.keyboard.press('Escape');
      // What the editor stores, by itself and again and again, is in the end what the other tests here give the node.
      const stored = async (): Promise<unknown> => (await rest.call<WorkflowFile>('GET', `/rest/workflows/${id}`)).nodes.find(({ name }) => name === NODE)?.parameters.recipients;
      const member = ['WangWu', 'ZhangSan'].map((value) => ({ id: { __rl: true, mode: 'list', value, cachedResultName: expect.stringContaining(value) as string } }));
      await expect.poll(stored, { timeout: 15_000 }).toMatchObject({ member });
    });
  });

  it('an application that may not read the directory has its list say that an ID will do', async ({ rest, sandbox, app }) => {
    set(sandbox, { directory: 'closed' });
    await withPanel(rest, sending(app, { content: 'Hello' }), async (panel, page) => {
      await addRecipient(panel, 'Department');
      const shown = page.locator('[data-test-id="rlc-error-container"]:visible');
      await shown.waitFor();
      expect(await shown.innerText()).toMatch(/48002 - Choose “By ID” and write the ID[^]*errcode 48002[^]*self-built application/);
    });
  });
});
