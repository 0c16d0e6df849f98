import { describe, expect } from 'vitest';

import type { Sandbox } from '../../sandbox/server.ts';
import { accountOf, credentialsOf, it, received } from '../support/application-step.ts';
import { EVENTS, SHA, pullRequest, release } from '../support/github-events.ts';
import type { Event } from '../support/github-events.ts';
import { asRunOf, needsOf } from '../support/github-step.ts';
import { commandsIn } from '../support/runner-commands.ts';
import { messagesOf, passed, shown, soleError } from '../support/step.ts';

interface TemplateCard {
  card_type: string;
  main_title: { title: string; desc?: string };
  sub_title_text?: string;
  quote_area?: { title?: string; quote_text?: string };
  horizontal_content_list?: { keyname: string; value?: string }[];
  jump_list?: { title: string; url: string }[];
  card_action: { url: string };
}

/** The cards that arrived, whoever sent them. */
const cardsIn = (sandbox: Sandbox): TemplateCard[] => sandbox.state().messages.flatMap(({ message }) => (message.template_card === undefined ? [] : [message.template_card as TemplateCard]));

const markdownIn = (sandbox: Sandbox): string => (sandbox.state().messages.at(-1)?.message.markdown as { content: string } | undefined)?.content ?? '';

const HOME = 'https://github.com/acme/wecom-media';

/** How each event's card is headed, with what in both languages, and where it leads. */
const EXPECTED: Record<keyof typeof EVENTS, [icon: string, en: string, zh: string, url: string]> = {
  push: ['🔔', 'was pushed to', '有新提交', `${HOME}/actions/runs/8412001`],
  pushOfOne: ['🔔', 'was pushed to', '有新提交', `${HOME}/actions/runs/8412001`],
  tag: ['🔔', 'was tagged', '有新标签', `${HOME}/actions/runs/8412001`],
  pullRequest: ['🔀', '#42 opened', '#42 待评审', `${HOME}/pull/42`],
  release: ['🎉', 'v1.2.0', 'v1.2.0 发布', `${HOME}/releases/tag/v1.2.0`],
  workflowRun: ['❌', 'failed', '构建失败', `${HOME}/actions/runs/8412500`],
  schedule: ['🔔', 'scheduled run', '定时任务', `${HOME}/actions/runs/8412001`],
  manual: ['🔔', 'manual run', '手动运行', `${HOME}/actions/runs/8412001`],
  deployment: ['🚀', 'deployed', '部署成功', 'https://app.example.com/'],
};

/** The heading of a markdown as people read it. */
const headingOf = (markdown: string): string => markdown.split('\n', 1)[0]?.replaceAll(/<[^>]*>|\u200b/g, '') ?? '';

describe.concurrent('a card of the run', () => {
  for (const [name, [icon, en, zh, url]] of Object.entries(EXPECTED)) {
    const event: Event = EVENTS[name as keyof typeof EVENTS];

    it(`of the event ${name} goes to a group in English, as a template card`, async ({ step, sandbox, workspace }) => {
      const run = passed(await step({ card: 'auto' }, await asRunOf(event, workspace)));
      const [card] = cardsIn(sandbox);
      // The verdict stays whole where the name has to be cut.
      expect(card?.main_title.title.replace('wecom-med…', 'wecom-media')).toBe(`${icon} wecom-media ${en}`);
      expect([card?.card_action.url, ...(card?.jump_list ?? []).map((link) => link.url)]).toContain(url);
      expect(messagesOf(run)).toMatchObject([{ channel: 'robot', msgtype: 'template_card', delivery: 'sent' }]);
    });

    it(`of the event ${name} goes to members in Chinese, as a template card`, async ({ app, sandbox, workspace }) => {
      passed(await app({ card: 'auto', language: 'zh-CN' }, await asRunOf(event, workspace)));
      expect(cardsIn(sandbox).map(({ main_title: { title } }) => title)).toEqual([`${icon} wecom-media ${zh}`]);
      expect(sandbox.state().messages).toMatchObject([{ app: accountOf(sandbox).name, to: { users: ['ZhangSan'] } }]);
    });

    it(`of the event ${name} goes out as markdown when that is asked for, in either language`, async ({ step, app, sandbox, workspace }) => {
      const options = await asRunOf(event, workspace);
      passed(await step({ card: 'auto-markdown', language: 'zh-cn' }, options));
      expect(headingOf(markdownIn(sandbox))).toBe(`### ${icon} wecom-media ${zh}`);
      passed(await app({ card: 'auto-markdown' }, options));
      expect(headingOf(markdownIn(sandbox))).toBe(`### ${icon} wecom-media ${en}`);
      expect(markdownIn(sandbox)).toContain(`](${url})`);
    });
  }

  it('goes to a group chat of the application as markdown, since there are no template cards there', async ({ app, sandbox, workspace, chatid }) => {
    passed(await app({ card: 'release', 'chat-id': chatid }, await asRunOf(EVENTS.release, workspace)));
    expect(received(sandbox)).toMatchObject([[chatid, 'markdown', expect.stringContaining('### 🎉 wecom-media') as string]]);
  });

  it('goes to a group and to an application at once, each in the form that it can have', async ({ step, sandbox, workspace, chatid }) => {
    passed(await step({ ...credentialsOf(sandbox), card: 'build', status: 'success', 'chat-id': chatid }, await asRunOf(EVENTS.push, workspace)));
    expect(sandbox.state().messages.map(({ msgtype }) => msgtype).sort()).toEqual(['markdown', 'template_card']);
  });

  it('stands before the texts and the files', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    passed(await step({ card: 'auto', text: 'See below.', files: 'a.txt' }, await asRunOf(EVENTS.push, workspace)));
    expect(sandbox.state().messages.map(({ msgtype }) => msgtype)).toEqual(['template_card', 'text', 'file']);
  });

  it('has the colour and the sign of the status', async ({ step, sandbox, workspace }) => {
    const options = await asRunOf(EVENTS.pushOfOne, workspace);
    for (const status of ['success', 'failure', 'Cancelled', 'skipped']) passed(await step({ card: 'auto', status }, options));
    expect(cardsIn(sandbox).map(({ main_title: { title } }) => title)).toEqual(['✅ wecom-media passed', '❌ wecom-media failed', '🚫 wecom-media cancelled', '⏭️ wecom-media skipped']);
  });

  it('rolls the jobs of a matrix up, those first that need a look, and the summary has them in the workflow’s order', async ({ step, sandbox, workspace }) => {
    const needs = needsOf({ lint: 'success', test: 'failure', 'deploy | <b>': 'skipped' });
    const run = passed(await step({ card: 'build', needs, status: 'success' }, await asRunOf(EVENTS.push, workspace)));
    const [card] = cardsIn(sandbox);
    expect(card?.main_title.title).toBe('❌ wecom-media failed');
    expect(card?.quote_area).toMatchObject({ title: '1 of 3 jobs passed', quote_text: '❌ test: failed\n⏭️ deploy | <b>: skipped\n✅ lint: passed' });
    expect(run.summary).toContain('<tr><th>Job</th><th>Result</th></tr>\n<tr><td>lint</td><td>success</td></tr>\n<tr><td>test</td><td>failure</td></tr>\n<tr><td>deploy &#124; &#60;b&#62;</td><td>skipped</td></tr>');
    expect(run.summary).toMatch(/^### ✅ Delivered to WeCom\n/);
    expect(everything(sandbox)).not.toContain('outputs');
  });

  it('leads to the pages of an Enterprise host', async ({ step, sandbox, workspace }) => {
    passed(await step({ card: 'build' }, await asRunOf(EVENTS.manual, workspace, { GITHUB_SERVER_URL: 'https://git.corp.example' })));
    const [card] = cardsIn(sandbox);
    expect([card?.card_action.url, ...(card?.jump_list ?? []).map(({ url }) => url)]).toEqual(expect.arrayContaining(['https://git.corp.example/acme/wecom-media/actions/runs/8412001', `https://git.corp.example/acme/wecom-media/commit/${SHA}`]));
    expect(everything(sandbox)).not.toContain('github.com');
  });

  it('can be sent where GitHub tells nothing at all', async ({ step, sandbox }) => {
    passed(await step({ card: 'auto', status: 'success' }));
    expect(cardsIn(sandbox)).toMatchObject([{ main_title: { title: '✅ GitHub passed' }, card_action: { url: 'https://github.com' } }]);
  });

  it('needs no file for the summary', async ({ step, sandbox, workspace }) => {
    const options = await asRunOf(EVENTS.push, workspace, { GITHUB_STEP_SUMMARY: '' });
    expect(passed(await step({ card: 'auto', needs: needsOf({ test: 'failure' }) }, options)).summary).toBe('');
    expect(cardsIn(sandbox)).toHaveLength(1);
  });

  it('stays away where GitHub gave a fork no secrets, and the step passes', async ({ step, sandbox, workspace }) => {
    const fork = pullRequest('opened', { head: { ref: 'patch', label: 'mallory:patch', sha: SHA, repo: { full_name: 'mallory/app' } } });
    const run = await step({ card: 'auto', webhook: '', status: 'failure', 'notify-on': 'failure', 'user-map': 'carol=LiSi' }, await asRunOf(fork, workspace));
    expect([run.exitCode, run.annotations]).toEqual([0, [{ level: 'notice', message: 'Nothing was sent: this pull request comes from a fork, and GitHub gives it no secrets.' }]]);
    expect(sandbox.state().messages).toEqual([]);
  });

  it('is printed in a dry run, and not sent', async ({ step, sandbox, workspace }) => {
    const run = passed(await step({ card: 'auto', 'dry-run': 'true' }, await asRunOf(EVENTS.release, workspace)));
    expect(run.log).toContain('1. template_card {"msgtype":"template_card"');
    expect(sandbox.state().messages).toEqual([]);
  });
});

const everything = (sandbox: Sandbox): string => JSON.stringify(sandbox.state().messages.map(({ message }) => message));

describe.concurrent('what a stranger wrote', () => {
  const TITLE = '::error::made up <@all> <@zhangsan> [Log in again](https://evil.example) `x` ##[stop-commands]t\u202e\r\n::add-mask::sent';
  const HOSTILE: [string, Event][] = [
    ['the title of a pull request', pullRequest('opened', { title: TITLE, body: `# ${TITLE}\n> ${TITLE}\n${TITLE}`, user: { login: TITLE }, head: { ref: TITLE, label: TITLE, sha: SHA, repo: { full_name: TITLE } } })],
    ['the notes of a release', release({ name: TITLE, body: `${TITLE}\n\n* ${TITLE}\n![](javascript:alert(1))`, tag_name: 'v1.2.0', html_url: 'javascript:alert(1)' })],
  ];

  it.for(HOSTILE)('in %s mentions nobody, links nowhere and is no command', async ([, event], { step, sandbox, workspace }) => {
    const options = await asRunOf(event, workspace);
    for (const inputs of [{ card: 'auto' }, { card: 'auto-markdown' }, { card: 'auto-markdown', 'dry-run': 'true' }]) {
      const run = passed(await step(inputs, { env: { ...options.env, RUNNER_DEBUG: '1' } }));
      expect(commandsIn(run.stdout).filter(({ name, data }) => !(name === 'add-mask' && data !== 'sent') && name !== 'debug')).toEqual([]);
    }
    expect(shown(sandbox)).toHaveLength(2);
    const markdown = markdownIn(sandbox);
    expect(markdown).not.toMatch(/<@|\]\(https:\/\/evil|^\s*# |\u202e/mu);
    expect(everything(sandbox)).not.toMatch(/javascript:|\u202e/u);
    expect(sandbox.state().messages.some(({ message }) => 'mentioned_list' in message)).toBe(false);
  });
});

describe.concurrent('a card that cannot be made', () => {
  it('is named with every other mistake, before a message', async ({ step, sandbox, workspace }) => {
    const inputs = { card: 'relase', status: 'sucess', needs: 'Object', 'notify-on': 'failed', 'mention-on': 'chnage', 'user-map': 'alice=zhangsan\nbob', language: 'zh', files: 'absent/**', 'timeout-seconds': 'soon' };
    const error = soleError(await step(inputs, await asRunOf(EVENTS.push, workspace)));
    for (const words of ['card: ', 'Write release, if that is what you mean', 'status: ', 'Write success, if that is what you mean', 'needs: ', 'Write needs: ${{ toJSON(needs) }}', 'notify-on: ', 'mention-on: ', 'Write change, if that is what you mean', 'user-map (line 2)', 'language: ', 'Write one of: en, zh-CN', 'files “absent/**”', 'timeout-seconds: ']) expect(error).toContain(words);
    expect(sandbox.state().messages).toEqual([]);
  });

  it('is one of another event than that of the run', async ({ step, workspace }) => {
    expect(soleError(await step({ card: 'release' }, await asRunOf(EVENTS.schedule, workspace)))).toContain('release in a workflow that runs on release, or a push of a tag');
  });
});
