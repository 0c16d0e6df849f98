import { describe, expect, it } from 'vitest';

import { fitMessage } from '../../core/fit.ts';
import { validateMessage } from '../../core/validate.ts';

const check = (message: unknown) => validateMessage('app', message);

/** A text that is valid, with parts replaced. */
const text = (more: Record<string, unknown> = {}) => ({ touser: 'zhangsan', agentid: 1000002, msgtype: 'text', text: { content: 'Hello' }, ...more });

/** A text notice that is valid, with parts replaced. */
const card = (more: Record<string, unknown>) => ({
  touser: 'zhangsan',
  agentid: 1000002,
  msgtype: 'template_card',
  template_card: { card_type: 'text_notice', sub_title_text: 'Built', card_action: { type: 1, url: 'https://example.com/' }, ...more },
});

describe('the recipients of an application message', () => {
  it('are users, departments or tags: one of the three is enough, and none is a problem', () => {
    for (const to of [{ touser: 'zhangsan' }, { toparty: '1|2' }, { totag: '3' }, { touser: '@all' }, { touser: 'a', toparty: '1', totag: '1' }]) {
      expect(check(text({ touser: undefined, ...to }))).toEqual({ problems: [], warnings: [] });
    }
    for (const to of [{ touser: undefined }, { touser: '', toparty: '', totag: '' }]) {
      expect(check(text(to)).problems).toMatchObject([{ path: 'touser', fix: 'Fill it in, or fill in toparty or totag instead' }]);
    }
  });

  it('are everyone only when @all stands by itself', () => {
    for (const touser of ['@all|zhangsan', 'zhangsan | @all', '@ALL', '@all|']) {
      expect(check(text({ touser })).problems).toMatchObject([{ path: 'touser', limit: 'userids joined by |, or @all alone', actual: '@all with something else beside it' }]);
    }
    expect(check(text({ touser: '@all', toparty: '1', totag: '2' })).problems).toEqual([
      { path: 'toparty', limit: 'nothing when touser is @all', actual: 'filled in', fix: 'Take it out, or change touser' },
      { path: 'totag', limit: 'nothing when touser is @all', actual: 'filled in', fix: 'Take it out, or change touser' },
    ]);
  });

  it('may have blanks around the pipe, as in the samples of the vendor, and none inside an id', () => {
    expect(check(text({ touser: 'zhangsan | lisi', toparty: '1 | 2' })).problems).toEqual([]);
    expect(check(text({ touser: 'zhang san' })).problems).toMatchObject([{ path: 'touser', actual: 'an id with white space in it' }]);
  });

  it('are departments and tags by their numbers, not by their names', () => {
    expect(check(text({ toparty: '1|Engineering', totag: 'on call' })).problems).toMatchObject([
      { path: 'toparty', limit: 'whole numbers joined by |', actual: 'an id that is no whole number' },
      { path: 'totag', actual: 'an id with white space in it' },
    ]);
  });

  it('are counted, and nobody is told more than is allowed', () => {
    const ids = (amount: number) => Array.from({ length: amount }, (_, index) => index + 1).join('|');
    expect(check(text({ touser: ids(1001), toparty: ids(101), totag: ids(103) })).problems).toEqual([
      { path: 'touser', limit: 'at most 1000 ids', actual: '1001 ids', fix: 'Take 1 out, or spread them over several messages' },
      { path: 'toparty', limit: 'at most 100 ids', actual: '101 ids', fix: 'Take 1 out, or spread them over several messages' },
      { path: 'totag', limit: 'at most 100 ids', actual: '103 ids', fix: 'Take 3 out, or spread them over several messages' },
    ]);
  });
});

describe('the options of an application message', () => {
  it('need the agentid as a number', () => {
    expect(check(text({ agentid: undefined })).problems).toMatchObject([{ path: 'agentid', actual: 'missing' }]);
    expect(check(text({ agentid: '1000002' })).problems).toMatchObject([{ path: 'agentid', actual: 'a string', fix: 'Write it without quotes' }]);
  });

  it('are those of its type: elsewhere WeCom may ignore them', () => {
    expect(check(text({ safe: 1, enable_id_trans: 1 }))).toEqual({ problems: [], warnings: [] });
    const voice = { touser: 'zhangsan', agentid: 1, msgtype: 'voice', voice: { media_id: 'MEDIA_ID' }, safe: 1 };
    expect(check(voice)).toMatchObject({ problems: [], warnings: [{ path: 'safe', actual: 'a field of msgtype "text"' }] });
  });

  it('cannot make news confidential, which WeCom refuses with 40074', () => {
    const news = { touser: 'zhangsan', agentid: 1, msgtype: 'news', news: { articles: [{ title: 'Title', url: 'https://example.com/' }] } };
    expect(check({ ...news, safe: 0 }).problems).toEqual([]);
    expect(check({ ...news, safe: 1 }).problems).toMatchObject([{ path: 'safe', limit: 'one of 0', actual: '1' }]);
  });
});

describe('what an application sends', () => {
  it('has no lists of mentions and no second kind of markdown, which robots have', () => {
    expect(check(text({ text: { content: 'Hello', mentioned_list: ['@all'] } })).warnings).toMatchObject([{ path: 'text.mentioned_list' }]);
    expect(check(text({ msgtype: 'markdown_v2' })).problems).toMatchObject([{ path: 'msgtype', actual: '"markdown_v2"' }]);
  });

  it('opens a URL or a mini-program, and a mini-program has an appid and a page', () => {
    const problems = (article: Record<string, unknown>) =>
      check({ touser: 'a', agentid: 1, msgtype: 'news', news: { articles: [{ title: 'Title', ...article }] } }).problems.map(({ path, fix }) => `${path}: ${fix}`);
    expect(problems({ appid: 'wx1', pagepath: 'pages/index' })).toEqual([]);
    expect(problems({})).toEqual(['news.articles[0].url: Fill it in, or fill in appid instead']);
    expect(problems({ appid: 'wx1' })).toEqual(['news.articles[0].pagepath: Fill it in, because appid needs it']);
    expect(problems({ pagepath: 'pages/index', url: 'https://example.com/' })).toEqual(['news.articles[0].appid: Fill it in, because pagepath needs it']);
  });

  it('has a task_id when its card has a menu, and no two entries of the menu are alike', () => {
    const action_list = ['A', 'B', 'A', 'A'].map((key) => ({ text: 'Entry', key }));
    const first = 'the same as in template_card.action_menu.action_list[0].key';
    expect(check(card({ action_menu: { action_list } })).problems).toMatchObject([
      { path: 'template_card.action_menu.action_list[2].key', limit: 'a value that no other has', actual: first },
      { path: 'template_card.action_menu.action_list[3].key', actual: first },
      { path: 'template_card.action_menu.action_list', limit: '1 to 3 items' },
      { path: 'template_card.task_id', fix: 'Fill it in, because action_menu needs it' },
    ]);
  });

  it('has one of the two pictures on a news notice', () => {
    const news = (more: Record<string, unknown>) => check(card({ card_type: 'news_notice', main_title: { title: 'Built' }, sub_title_text: undefined, ...more })).problems;
    expect(news({ card_image: { url: 'https://example.com/a.png' } })).toEqual([]);
    expect(news({ image_text_area: { image_url: 'https://example.com/a.png' } })).toEqual([]);
    expect(news({})).toMatchObject([{ path: 'template_card.card_image', fix: 'Fill it in, or fill in image_text_area instead' }]);
  });

  it('says of a text that is too long that WeCom would cut it off without a word', () => {
    expect(check(text({ text: { content: '中'.repeat(683) } })).problems).toEqual([
      { path: 'text.content', limit: 'at most 2048 bytes', actual: '2049 bytes', fix: 'Shorten it by 1 byte: WeCom would cut the rest off without a word' },
    ]);
  });

  it('is split at the limit of its own type, half of that of a robot’s markdown, and each part keeps its recipients', () => {
    for (const msgtype of ['text', 'markdown']) {
      const message = { touser: 'zhangsan', agentid: 1000002, msgtype, [msgtype]: { content: 'A line of text.\n'.repeat(300) } };
      const fit = fitMessage('app', message, 'split');
      if (!fit.ok) throw new Error(fit.problem.actual);
      expect(fit.messages).toHaveLength(3);
      for (const part of fit.messages) expect(check(part)).toEqual({ problems: [], warnings: [] });
      expect(fit.messages.map(({ touser }) => touser)).toEqual(['zhangsan', 'zhangsan', 'zhangsan']);
    }
  });
});
