import { describe, expect, it } from 'vitest';

import { fitMessage } from '../../core/fit.ts';
import { validateRequest } from '../../core/validate-request.ts';
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
      { path: 'text.content', limit: 'at most 2048 bytes', actual: '2049 bytes', fix: 'Shorten it by 1 byte: the rest would be cut off without a word' },
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

describe('an interactive card', () => {
  const buttons = (more: Record<string, unknown>) => card({ card_type: 'button_interaction', sub_title_text: undefined, card_action: undefined, task_id: 'task-1', main_title: { title: 'Deploy?' }, ...more });

  it('calls back with a key from each button, also where its type is left out, or opens a URL', () => {
    const problems = (button: Record<string, unknown>) => check(buttons({ button_list: [{ text: 'Yes', ...button }] })).problems.map(({ path, fix }) => `${path}: ${fix}`);
    expect(problems({ key: 'yes' })).toEqual([]);
    expect(problems({ type: 1, url: 'https://example.com/' })).toEqual([]);
    expect(problems({})).toEqual(['template_card.button_list[0].key: Fill it in, because type is left out']);
    expect(problems({ type: 0 })).toEqual(['template_card.button_list[0].key: Fill it in, because type is 0']);
    expect(problems({ type: 1 })).toEqual(['template_card.button_list[0].url: Fill it in, because type is 1']);
  });

  it('needs a task_id and 1 to 6 buttons, and its options have ids of their own', () => {
    const option_list = ['a', 'b', 'a'].map((id) => ({ id, text: 'Option' }));
    expect(check(buttons({ task_id: undefined, button_list: [], button_selection: { question_key: 'q', option_list } })).problems).toMatchObject([
      { path: 'template_card.task_id', actual: 'missing' },
      { path: 'template_card.button_selection.option_list[2].id', limit: 'a value that no other has' },
      { path: 'template_card.button_list', limit: '1 to 6 items', actual: '0 items', fix: 'Add at least one' },
    ]);
  });

  it('cannot be shut before it is sent, only by the card that takes its place', () => {
    const vote = { card_type: 'vote_interaction', task_id: 'v', main_title: { title: 'Lunch?' }, submit_button: { text: 'Send', key: 's' }, checkbox: { question_key: 'q', disable: true, option_list: [{ id: 'a', text: 'Rice' }] } };
    expect(check(card({ sub_title_text: undefined, card_action: undefined, ...vote })).warnings).toMatchObject([{ path: 'template_card.checkbox.disable' }]);
    expect(validateRequest('updateTemplateCard', { atall: 1, agentid: 1, response_code: 'CODE', template_card: { ...vote, task_id: undefined, replace_text: 'Over' } })).toEqual({ problems: [], warnings: [] });
  });
});

describe('articles that WeCom keeps', () => {
  const articles = (article: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    check(text({ msgtype: 'mpnews', text: undefined, mpnews: { articles: [{ title: 'Title', thumb_media_id: 'MEDIA_ID', content: '<p>Text</p>', ...article }] }, ...more }));

  it('can be confidential within the corp, which nothing else can', () => {
    expect(articles({}, { safe: 2 })).toEqual({ problems: [], warnings: [] });
    expect(check(text({ safe: 2 })).problems).toMatchObject([{ path: 'safe', limit: 'one of 0, 1' }]);
  });

  it('hold 666 KB each, and 8 of that length together are not too much', () => {
    expect(articles({ content: 'a'.repeat(666 * 1024 + 1) }).problems).toMatchObject([{ path: 'mpnews.articles[0].content', limit: 'at most 681984 bytes' }]);
    const eight = Array.from({ length: 8 }, () => ({ title: 'Title', thumb_media_id: 'MEDIA_ID', content: '中'.repeat(222 * 1024) }));
    expect(check(text({ msgtype: 'mpnews', text: undefined, mpnews: { articles: eight } }))).toEqual({ problems: [], warnings: [] });
  });
});

describe('a mini-program notice', () => {
  const notice = (more: Record<string, unknown>, to = 'zhangsan') => check(text({ touser: to, msgtype: 'miniprogram_notice', text: undefined, miniprogram_notice: { appid: 'wx1', title: '会议室预订', ...more } }));

  it('cannot go to everyone', () => {
    expect(notice({}, '@all').problems).toEqual([{ path: 'miniprogram_notice', limit: 'nothing when touser is @all', actual: 'filled in', fix: 'Take it out, or change touser' }]);
  });

  it('has a title of 4 to 12 characters, which is advice, and lines whose lengths are firm', () => {
    expect(notice({ title: '预订' })).toMatchObject({ problems: [], warnings: [{ path: 'miniprogram_notice.title', limit: '4 to 12 characters', actual: '2 characters', fix: 'Write a longer one' }] });
    expect(notice({ content_item: [{ key: '会'.repeat(11), value: '议'.repeat(31) }] }).problems).toMatchObject([
      { path: 'miniprogram_notice.content_item[0].key', limit: 'at most 10 characters' },
      { path: 'miniprogram_notice.content_item[0].value', limit: 'at most 30 characters' },
    ]);
  });
});

describe('a message to a group chat', () => {
  const toChat = (more: Record<string, unknown> = {}) => validateMessage('appchat', { chatid: 'release1', msgtype: 'text', text: { content: 'Hello' }, ...more });

  it('names the chat and nobody else, and has no option but to be confidential', () => {
    expect(toChat({ safe: 1 })).toEqual({ problems: [], warnings: [] });
    expect(toChat({ chatid: undefined }).problems).toMatchObject([{ path: 'chatid', actual: 'missing' }]);
    expect(toChat({ touser: '@all', agentid: 1, enable_id_trans: 1, enable_duplicate_check: 1 }).warnings.map(({ path }) => path)).toEqual(['touser', 'agentid', 'enable_id_trans', 'enable_duplicate_check']);
    expect(toChat({ safe: 2 }).problems).toMatchObject([{ path: 'safe', limit: 'one of 0, 1' }]);
  });

  it('is no card and no mini-program notice', () => {
    for (const msgtype of ['template_card', 'miniprogram_notice', 'markdown_v2']) expect(toChat({ msgtype }).problems).toMatchObject([{ path: 'msgtype' }]);
  });

  it('is split at the limits it has as a message to members, and each part keeps its chat', () => {
    const fit = fitMessage('appchat', { chatid: 'release1', msgtype: 'markdown', markdown: { content: 'A line of text.\n'.repeat(300) } }, 'split');
    if (!fit.ok) throw new Error(fit.problem.actual);
    expect(fit.messages.map(({ chatid }) => chatid)).toEqual(['release1', 'release1', 'release1']);
  });
});

describe('the requests that are no messages', () => {
  it('say what a group chat must have, and only warn of a name that WeCom would cut', () => {
    expect(validateRequest('chatCreate', { name: '群'.repeat(51), userlist: ['ZhangSan'], chatid: 'release-1' })).toEqual({
      problems: [
        { path: 'userlist', limit: '2 to 2000 items', actual: '1 item', fix: 'Add at least one' },
        { path: 'chatid', limit: 'letters and digits', actual: 'a text with other characters in it', fix: 'Write it with these alone' },
      ],
      warnings: [{ path: 'name', limit: 'at most 50 characters', actual: '51 characters', fix: 'Shorten it by 1 character: the rest is cut off' }],
    });
    expect(validateRequest('chatCreate', { userlist: [] }).problems).toMatchObject([{ path: 'userlist', fix: 'Add at least 2' }]);
  });

  it('take members one by one: nobody is everyone in a list, and no id is two', () => {
    expect(validateRequest('chatUpdate', { chatid: 'a', add_user_list: ['@all', 'zhangsan|lisi', 'wang wu'] }).problems).toMatchObject([
      { path: 'add_user_list[0]', limit: 'the userid of one member', actual: '@all, which stands for nobody here' },
      { path: 'add_user_list[1]', actual: 'several joined by |' },
      { path: 'add_user_list[2]', actual: 'a text with white space in it' },
    ]);
  });

  it('take departments and tags as numbers', () => {
    const update = { agentid: 1, response_code: 'CODE', button: { replace_name: 'Done' } };
    expect(validateRequest('updateTemplateCard', { ...update, partyids: [1, 2], tagids: [3] })).toEqual({ problems: [], warnings: [] });
    expect(validateRequest('updateTemplateCard', { ...update, partyids: ['1'], tagids: '3' }).problems).toMatchObject([
      { path: 'partyids[0]', limit: 'a whole number', fix: 'Write it without quotes' },
      { path: 'tagids', limit: 'an array of whole numbers', fix: 'Make it an array, also when it holds only one' },
    ]);
  });

  it('update a card by its button or by another card, and need one of them', () => {
    const update = { agentid: 1, response_code: 'CODE' };
    expect(validateRequest('updateTemplateCard', update).problems).toMatchObject([{ path: 'template_card', fix: 'Fill it in, or fill in button instead' }]);
  });

  it('say of a file to fetch that it is a video or any file, at a URL of at most 1024 bytes', () => {
    const file = { scene: 1, type: 'image', filename: '文'.repeat(43), url: `https://example.com/${'a'.repeat(1005)}`, md5: 'none' };
    expect(validateRequest('uploadByUrl', file).problems).toMatchObject([
      { path: 'type', limit: 'one of video, file', actual: '"image"' },
      { path: 'filename', limit: 'at most 128 bytes', actual: '129 bytes' },
      { path: 'url', limit: 'at most 1024 bytes', actual: '1025 bytes' },
      { path: 'md5', limit: 'an MD5 in hex' },
    ]);
  });

  it('are objects', () => {
    expect(validateRequest('recall', 'A-MSGID').problems).toEqual([{ path: 'request', limit: 'an object', actual: 'a string', fix: 'Write an object with the fields of the request' }]);
    expect(validateRequest('recall', { msgid: 'A MSGID' }).problems).toMatchObject([{ path: 'msgid', limit: 'an id as WeCom gave it' }]);
  });
});
