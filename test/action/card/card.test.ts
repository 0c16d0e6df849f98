import { describe, expect, it, onTestFinished } from 'vitest';
import fc from 'fast-check';

import { makeCard, readCard } from '../../../action/card/card.ts';
import type { CardWishes } from '../../../action/card/card.ts';
import type { Message } from '../../../core/robot.ts';
import type { Channel } from '../../../core/spec/types.ts';
import { validateMessage } from '../../../core/validate.ts';
import { startSandbox } from '../../../sandbox/server.ts';
import { contextOf, EVENTS, pullRequest, release } from '../../support/github-events.ts';
import type { Event } from '../../support/github-events.ts';
import { AUTO, AUTO_MARKDOWN, SPECIMENS } from './specimens.ts';

interface Card {
  card_type: string;
  source: { desc: string; desc_color: number };
  main_title: { title: string; desc?: string };
  quote_area?: { title: string; quote_text: string; url?: string };
  sub_title_text?: string;
  horizontal_content_list: { keyname: string; value: string }[];
  jump_list?: { title: string; url: string }[];
  card_action: { url: string };
  card_image?: { url: string };
}

async function messageOf(event: Event, wishes: Partial<CardWishes> = {}): Promise<Message> {
  const card = await makeCard(contextOf(event), { choice: AUTO, language: 'en', channel: 'robot', ...wishes });
  if (!card.ok) throw new Error(card.problem.actual);
  return card.message;
}

const cardOf = async (event: Event, wishes: Partial<CardWishes> = {}): Promise<Card> => (await messageOf(event, wishes)).template_card as Card;

async function markdownOf(event: Event, wishes: Partial<CardWishes> = {}): Promise<string> {
  return ((await messageOf(event, { choice: AUTO_MARKDOWN, ...wishes })).markdown as { content: string }).content;
}

const rows = ({ horizontal_content_list: list }: Card): Record<string, string> => Object.fromEntries(list.map(({ keyname, value }) => [keyname, value]));

/** What an application's message has beside its card. */
const addressed = (channel: Channel, message: Message): Message => {
  if (channel === 'robot') return message;
  return channel === 'app' ? { ...message, touser: 'zhangsan', agentid: 1000002 } : { ...message, chatid: 'builds' };
};

describe('every card', () => {
  it.each(SPECIMENS)('is within all limits of its channel, in both languages and forms: $name', async ({ event, wishes }) => {
    for (const channel of ['robot', 'app', 'appchat'] as const) {
      for (const language of ['en', 'zh-CN'] as const) {
        for (const choice of [AUTO, AUTO_MARKDOWN]) {
          const message = await messageOf(event, { ...wishes, choice, language, channel });
          expect(validateMessage(channel, addressed(channel, message)), `${channel} ${language}`).toEqual({ problems: [], warnings: [] });
        }
      }
    }
  });

  it('is taken by WeCom as it is', async () => {
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.close());
    for (const { name, event, wishes } of SPECIMENS.slice(0, 9)) {
      for (const choice of [AUTO, AUTO_MARKDOWN]) {
        const body = JSON.stringify(await messageOf(event, { ...wishes, choice, language: 'zh-CN' }));
        const answer = await fetch(sandbox.robots[0]?.webhook ?? '', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
        expect(await answer.json(), name).toMatchObject({ errcode: 0 });
      }
    }
  });

  it('is within all limits whatever strangers wrote', async () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ unit: 'binary', maxLength: 200 }), fc.constant('👩‍👩‍👧‍👦'.repeat(60)), fc.constant('**`<font color="info">[a](https://b)`**'.repeat(50)));
    await fc.assert(
      fc.asyncProperty(text, text, text, fc.boolean(), async (title, body, login, markdown) => {
        for (const event of [pullRequest('opened', { title, body, user: { login } }), release({ name: title, body, tag_name: login })]) {
          for (const channel of ['robot', 'app'] as const) {
            const card = await makeCard(contextOf(event), { choice: markdown ? AUTO_MARKDOWN : AUTO, language: 'zh-CN', channel });
            if (!card.ok) throw new Error(card.problem.actual);
            expect(validateMessage(channel, addressed(channel, card.message))).toEqual({ problems: [], warnings: [] });
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a template card', () => {
  it('of a build says the repository, the result, the branch, the commits, the author, the time, and where to look', async () => {
    const card = await cardOf(EVENTS.push, { result: 'success', seconds: 192 });
    expect(card.main_title.title).toBe('✅ wecom-media passed');
    expect(card.source).toEqual({ desc: 'CI #128', desc_color: 3 });
    expect(rows(card)).toEqual({ Repo: 'acme/wecom-media', Ref: 'main', SHA: '31b2c3d', By: 'Alice Chen (alice)', Took: '3 min 12 s' });
    expect(card.quote_area).toMatchObject({ title: '3 commits', quote_text: '• Keep the order of files in an archive\n• Tell two files of the same name apart\n• Read the size of a part from its head' });
    expect(card.jump_list?.map(({ title }) => title)).toEqual(['View run', 'See changes']);
    expect(card.card_action.url).toBe('https://github.com/acme/wecom-media/actions/runs/8412001');
  });

  it.each([
    ['success', '✅', 3, 'passed', '构建成功'],
    ['failure', '❌', 2, 'failed', '构建失败'],
    ['cancelled', '🚫', 0, 'cancelled', '构建已取消'],
    ['skipped', '⏭️', 0, 'skipped', '构建已跳过'],
  ] as const)('shows %s by sign, colour and word, in each language', async (result, icon, colour, en, zh) => {
    const card = await cardOf(EVENTS.pushOfOne, { result });
    expect([card.main_title.title, card.source.desc_color]).toEqual([`${icon} wecom-media ${en}`, colour]);
    expect((await cardOf(EVENTS.pushOfOne, { result, language: 'zh-CN' })).main_title.title).toBe(`${icon} wecom-media ${zh}`);
  });

  it('cuts the name of the repository rather than the verdict', async () => {
    const env = { ...EVENTS.pushOfOne.env, GITHUB_REPOSITORY: 'acme/the-repository-with-the-very-long-name' };
    const { title } = (await cardOf({ ...EVENTS.pushOfOne, env }, { result: 'cancelled' })).main_title;
    expect(title).toBe('🚫 the-repositor… cancelled');
    expect(Array.from(title).length).toBeLessThanOrEqual(26);
  });

  it('rolls the jobs of a matrix up, those that failed first', async () => {
    const jobs = [{ name: 'lint', result: 'success' }, { name: 'test', result: 'failure' }, { name: 'deploy', result: 'skipped' }] as const;
    const card = await cardOf(EVENTS.push, { result: 'failure', jobs });
    expect(card.quote_area).toMatchObject({ title: '1 of 3 jobs passed', quote_text: '❌ test: failed\n⏭️ deploy: skipped\n✅ lint: passed' });
    expect(card.sub_title_text).toBe('Keep the order of files in an archive');
  });

  it('of more jobs than a card shows says how many more there are', async () => {
    const jobs = Array.from({ length: 30 }, (_, index) => ({ name: `job-${index}`, result: 'success' as const }));
    const lines = (await cardOf(EVENTS.push, { result: 'success', jobs })).quote_area?.quote_text.split('\n');
    expect(lines).toHaveLength(6);
    expect(lines?.at(-1)).toBe('… and 25 more');
  });

  it('of a release shows its notes as plain text and opens its page', async () => {
    const card = await cardOf(EVENTS.release);
    expect(card.main_title).toEqual({ title: '🎉 wecom-media v1.2.0', desc: 'Cards and archives' });
    expect(card.quote_area?.quote_text).toContain('• Cards from the GitHub context by @alice in #41');
    expect(card.card_action.url).toBe('https://github.com/acme/wecom-media/releases/tag/v1.2.0');
  });

  it('of a pre-release says so', async () => {
    const card = await cardOf(release({ prerelease: true, tag_name: 'v2.0.0-rc.1' }));
    expect(card.main_title.title).toBe('🧪 wecom-media v2.0.0-rc.1');
    expect(rows(card).Tag).toBe('v2.0.0-rc.1 (pre-release)');
  });

  it('of a release whose job failed is no news of a release', async () => {
    const card = await cardOf(EVENTS.release, { result: 'failure' });
    expect([card.main_title.title, card.source.desc_color]).toEqual(['❌ wecom-med… v1.2.0 failed', 2]);
  });

  it('of a release is a news notice when a picture that the public can see stands in its notes', async () => {
    const pictured = (body: string, hidden = false): Promise<Card> => cardOf(release({ body }, hidden));
    expect(await pictured('![a](https://example.com/a.png)')).toMatchObject({ card_type: 'news_notice', card_image: { url: 'https://example.com/a.png' } });
    expect((await pictured('<img width="8" src="https://github.com/user-attachments/assets/1">')).card_type).toBe('news_notice');
    for (const body of ['![a](http://example.com/a.png)', '![ci](https://img.shields.io/badge/a-b.svg)', 'no picture']) expect((await pictured(body)).card_type, body).toBe('text_notice');
    expect((await pictured('![a](https://github.com/user-attachments/assets/1)', true)).card_type).toBe('text_notice');
  });

  it('of a pull request never shows a picture of its author’s', async () => {
    expect((await cardOf(pullRequest('opened', { body: '![x](https://evil.example/a.png)' }))).card_image).toBeUndefined();
  });

  it('of a pull request says what happened to it, and with a result what its checks say', async () => {
    const titles = [pullRequest('opened'), pullRequest('closed', { merged: true }), pullRequest('opened', { draft: true })].map(async (event) => (await cardOf(event)).main_title.title);
    expect(await Promise.all(titles)).toEqual(['🔀 wecom-media #42 opened', '🟣 wecom-media #42 merged', '🔀 wecom-media #42 draft']);
    expect((await cardOf(pullRequest('synchronize'), { result: 'success', language: 'zh-CN' })).main_title.title).toBe('✅ wecom-media #42 检查通过');
  });

  it('has what the step itself wants to point at before all other links, and each place once', async () => {
    const links = [{ title: 'app.apk, 80 MB', url: 'https://github.com/acme/wecom-media/actions/runs/8412001#artifacts' }];
    const card = await cardOf(EVENTS.push, { links: [...links, ...links] });
    expect(card.jump_list?.map(({ title }) => title)).toEqual(['app.apk, 80…', 'View run', 'See changes']);
  });
});

describe('a card as markdown', () => {
  it('has the result in colour, and all links', async () => {
    const content = await markdownOf(EVENTS.push, { result: 'failure', seconds: 3725 });
    expect(content.split('\n')[0]).toBe('### ❌ wecom-media <font color="warning">failed</font>');
    expect(content).toContain('> Took: <font color="comment">1 h 2 min</font>');
    expect(content).toContain('[View run](https://github.com/acme/wecom-media/actions/runs/8412001)');
  });

  it('is what a group chat gets, which has no template cards', async () => {
    expect((await messageOf(EVENTS.push, { channel: 'appchat' })).msgtype).toBe('markdown');
  });

  it('neither mentions nor links what a stranger wrote, whatever it looks like', async () => {
    const title = '<@all> [Log in again](https://evil.example) **bold** `code` <font color="warning">x</font>';
    const body = '# Heading\n<@zhangsan>\n> quote';
    const content = await markdownOf(pullRequest('opened', { title, body, user: { login: '<@lisi>' } }));
    expect(content).not.toMatch(/<@|\]\(https:\/\/evil|<font color="warning">/);
    expect(content.split('\n').filter((line) => line.startsWith('#'))).toHaveLength(1);
  });

  it('leaves its own marks whole when everything in it is as long as can be', async () => {
    const content = await markdownOf(pullRequest('opened', { title: '长'.repeat(5000), body: '文字 '.repeat(5000), user: { login: '名'.repeat(3000) } }));
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(4096);
    expect(content.match(/<font/g)?.length).toBe(content.match(/<\/font>/g)?.length);
    expect(content).toMatch(/\[View run\]\(https:[^)]+\)$/);
  });
});

describe('the input card', () => {
  it.each([
    ['', undefined],
    ['none', undefined],
    [' Auto ', { kind: 'auto', markdown: false }],
    ['release-markdown', { kind: 'release', markdown: true }],
    ['pull-request', { kind: 'pull-request', markdown: false }],
  ])('takes %j', (text, value) => {
    expect(readCard(text)).toEqual({ ok: true, value });
  });

  it.each([
    ['relaese', 'Write release, if that is what you mean'],
    ['biuld-markdown', 'Write build-markdown, if that is what you mean'],
    ['banner', 'Write auto to have the card chosen by the event'],
    ['none-markdown', 'Write auto to have the card chosen by the event'],
  ])('refuses %j and says what to write', (text, fix) => {
    expect(readCard(text)).toMatchObject({ ok: false, problem: { path: 'card', fix } });
  });

  it.each(['release', 'pull-request', 'deployment'] as const)('asks in vain for a %s card where there is none', async (kind) => {
    const card = await makeCard(contextOf(EVENTS.schedule), { choice: { kind, markdown: false }, language: 'en', channel: 'robot' });
    expect(card).toMatchObject({ ok: false, problem: { path: 'card', actual: `${kind} in a run set off by something else (schedule)` } });
  });

  it('makes a release card of a pushed tag', async () => {
    const card = await cardOf(EVENTS.tag, { choice: { kind: 'release', markdown: false } });
    expect(card.main_title).toEqual({ title: '🎉 wecom-media v1.2.0' });
    expect(card.sub_title_text).toBe('Keep the order of files in an archive');
  });
});
