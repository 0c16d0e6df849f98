import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect } from 'vitest';
import { parse } from 'yaml';

import { PNG } from '../support/media-samples.ts';
import { it, shown, webhookOf } from '../support/step.ts';
import { runSteps } from '../support/workflow.ts';
import type { Step } from '../support/workflow.ts';

const DOCS = join(import.meta.dirname, '../../docs');

/** Every input and output that the two actions have, by their own descriptions. */
const THEIRS: Record<string, readonly string[]> = {
  'chf007/action-wechat-work': ['WECHAT_WORK_BOT_WEBHOOK', 'msgtype', 'content', 'mentioned_list', 'mentioned_mobile_list', 'base64', 'md5', 'articles', 'media_id', 'template_card'],
  'MeanZhang/wecom-group-robot': ['key', 'msgtype', 'content', 'errcode', 'errmsg'],
};

describe.each([
  ['in English', 'migration.md', 'is out'],
  ['in Chinese', 'zh-CN/migration.md', '已发布'],
])('the page about coming from another action, %s', (_language, page, words) => {
  it.each(Object.keys(THEIRS))('has a row for everything that %s takes and gives', async (action) => {
    const text = await readFile(join(DOCS, page), 'utf8');
    const [, section = ''] = text.split(new RegExp(`^## .*\`${action}\`.*$`, 'm'));
    const left = section.split('\n## ')[0]?.split('\n').filter((line) => line.startsWith('| ')).map((row) => row.split('|')[1] ?? '').join(' ') ?? '';
    expect((THEIRS[action] ?? []).filter((name) => !new RegExp(`\\b${name}\\b`).test(left))).toEqual([]);
  });

  it('shows steps that bring to the group what the old ones did', async ({ sandbox, workspace }) => {
    const text = await readFile(join(DOCS, page), 'utf8');
    await workspace.write({ 'screenshots/home.png': PNG, 'app.apk': 'a package' });
    const secrets = { WECHAT_WORK_BOT_WEBHOOK: webhookOf(sandbox), KEY: sandbox.robots[0]?.key ?? '' };
    const steps = [...text.matchAll(/```yaml\n([^]*?)```/g)].flatMap(([, yaml = '']) => parse(yaml) as Step[]);

    for (const step of steps) {
      if (step.uses?.startsWith('OWNER/') !== true) continue;
      const baseUrl = step.with?.webhook === '${{ secrets.KEY }}' ? { 'base-url': sandbox.baseUrl } : {};
      const [run] = await runSteps([{ ...step, with: { ...step.with, ...baseUrl } }], { secrets }, workspace.root);
      expect(run?.action?.exitCode, run?.log).toBe(0);
    }

    expect(shown(sandbox).map(([msgtype]) => msgtype)).toEqual(['text', 'image', 'news', 'markdown', 'file']);
    expect(JSON.stringify(sandbox.state().messages[0]?.message)).toContain(words);
    expect(sandbox.state().messages[0]?.message).toMatchObject({ text: { mentioned_list: ['zhangsan', '@all'], mentioned_mobile_list: ['13800001111'] } });
  });
});
