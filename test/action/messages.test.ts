import { describe, expect } from 'vitest';

import type { MessageRecord } from '../../sandbox/server.ts';
import { PNG } from '../support/media-samples.ts';
import { it, messagesOf, passed, shown, soleError } from '../support/step.ts';

const bodies = (messages: readonly MessageRecord[]): unknown[] => messages.map(({ msgtype, message }) => message[msgtype]);

describe.concurrent('the content', () => {
  it('goes out as text, markdown, markdown-v2, message and files, in this order and as written', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    const message = JSON.stringify({ msgtype: 'news', news: { articles: [{ title: 'Nightly', url: 'https://example.com/' }] } });

    const run = passed(await step({ files: 'a.txt', message, 'markdown-v2': '| a |\n| - |\n', markdown: '# 构建 <font color="info">好</font>', text: '  two  \n\nlines\n' }));

    expect(shown(sandbox)).toEqual([
      ['text', '  two  \n\nlines\n'],
      ['markdown', '# 构建 <font color="info">好</font>'],
      ['markdown_v2', '| a |\n| - |\n'],
      ['news', undefined],
      ['file', 'a.txt'],
    ]);
    expect(messagesOf(run)).toEqual(
      ['text', 'markdown', 'markdown_v2', 'news', 'file'].map((msgtype) => ({ channel: 'robot', msgtype, delivery: 'sent', errcode: 0, errmsg: 'ok', msgid: null, destination: 1 })),
    );
  });

  it('that is missing altogether is a problem', async ({ step }) => {
    expect(soleError(await step())).toContain('neither files nor a message');
  });

  it('that is blank is a problem', async ({ step }) => {
    expect(soleError(await step({ text: ' \n' }))).toMatch(/- text\.content: .*/);
  });
});

describe.concurrent('message', () => {
  const YAML = 'msgtype: text\ntext:\n  content: |\n    构建完成\n    第二行\n';

  it('is taken as YAML, as JSON and as JSON indented with tabs', async ({ step, sandbox }) => {
    for (const message of [YAML, '{"msgtype":"text","text":{"content":"json"}}', '{\n\t"msgtype": "text",\n\t"text": {\n\t\t"content": "tabs"\n\t}\n}']) passed(await step({ message }));

    expect(shown(sandbox)).toEqual([['text', '构建完成\n第二行\n'], ['text', 'json'], ['text', 'tabs']]);
  });

  it('may come from a file of the workspace', async ({ step, sandbox, workspace }) => {
    await workspace.write({ '消息/message 1.yml': YAML });

    passed(await step({ 'message-file': '消息/message 1.yml' }));

    expect(shown(sandbox)).toEqual([['text', '构建完成\n第二行\n']]);
  });

  it('is completed and overridden by fields, numbers where the tables know numbers', async ({ step, sandbox }) => {
    const message = { msgtype: 'template_card', template_card: { card_type: 'text_notice', main_title: { title: 'old', desc: 'kept' }, card_action: { type: 1, url: 'https://example.com/old' } } };
    const fields = 'template_card.main_title.title=1 = 2\n\ntemplate_card.card_action.type=1\ntemplate_card.jump_list[0].title=more\ntemplate_card.jump_list.0.type=1\ntemplate_card.jump_list[0].url=https://example.com/?a=b';

    passed(await step({ message: JSON.stringify(message), fields }));

    expect(bodies(sandbox.state().messages)).toEqual([
      { card_type: 'text_notice', main_title: { title: '1 = 2', desc: 'kept' }, card_action: { type: 1, url: 'https://example.com/old' }, jump_list: [{ title: 'more', type: 1, url: 'https://example.com/?a=b' }] },
    ]);
  });

  it('may be made of fields alone', async ({ step, sandbox }) => {
    passed(await step({ fields: 'msgtype=text\ntext.content=123' }));

    expect(shown(sandbox)).toEqual([['text', '123']]);
  });

  it('is validated, every problem with its place in it', async ({ step, sandbox }) => {
    const error = soleError(await step({ message: 'msgtype: news\nnews:\n  articles:\n    - url: example.com\n    - {title: a, url: 7}' }));

    expect(error).toContain('3 problems');
    expect(error).toContain('- news.articles[0].title: missing');
    expect(error).toContain('- news.articles[0].url: ');
    expect(error).toContain('- news.articles[1].url: a whole number');
    expect(sandbox.state().requests).toEqual([]);
  });

  it('with a field that WeCom does not know is sent, with a warning', async ({ step, sandbox }) => {
    const run = passed(await step({ message: 'msgtype: text\ntext: {content: hello, contnet: typo}' }));

    expect(run.log).toMatch(/Warning: text\.contnet: /);
    expect(sandbox.state().messages).toHaveLength(1);
  });
});

describe.concurrent('if-too-long', () => {
  const LONG = Array.from({ length: 400 }, (_, index) => `${index} 构建日志的一行`).join('\n');

  it.for([
    ['text', 'text', 2048],
    ['markdown', 'markdown', 4096],
    ['markdown-v2', 'markdown_v2', 4096],
  ] as const)('split sends a long %s in numbered parts, in order and each within its limit', async ([input, msgtype, limit], { step, sandbox }) => {
    passed(await step({ [input]: LONG }));

    const parts = shown(sandbox).map(([type, content]) => {
      expect(type).toBe(msgtype);
      return String(content);
    });
    expect(parts.length).toBeGreaterThan(1);
    for (const [index, part] of parts.entries()) {
      expect(part.split('\n')[0]).toBe(`(${index + 1}/${parts.length})`);
      expect(Buffer.byteLength(part)).toBeLessThanOrEqual(limit);
    }
    expect(parts.map((part) => part.replace(/^.*\n/, '').trimEnd()).join('\n')).toBe(LONG);
  });

  it('truncate sends one message that ends with an ellipsis', async ({ step, sandbox }) => {
    passed(await step({ text: LONG, 'if-too-long': 'truncate' }));

    const [[, content] = []] = shown(sandbox);
    expect(shown(sandbox)).toHaveLength(1);
    expect(content).toMatch(/…$/);
    expect(Buffer.byteLength(String(content))).toBeLessThanOrEqual(2048);
    expect(LONG.startsWith(String(content).replace(/…$/, ''))).toBe(true);
  });

  it('fail sends nothing, and names the length and the limit in bytes', async ({ step, sandbox }) => {
    const error = soleError(await step({ text: '中'.repeat(683), 'if-too-long': 'fail' }));

    expect(error).toMatch(/- text\.content: 2049 bytes, allowed is at most 2048 bytes/);
    expect(sandbox.state().requests).toEqual([]);
  });

  it('also holds for the text of a whole message, which mentions those it names once, with its last part', async ({ step, sandbox }) => {
    passed(await step({ message: JSON.stringify({ msgtype: 'text', text: { content: LONG, mentioned_list: ['lisi'] } }) }));

    const mentioned = bodies(sandbox.state().messages).map((body) => (body as { mentioned_list?: unknown }).mentioned_list);
    expect(mentioned.length).toBeGreaterThan(1);
    expect(mentioned).toEqual([...mentioned.slice(1).map(() => undefined), ['lisi']]);
  });

  it('split of something that cannot be cut is a problem, not a broken message', async ({ step }) => {
    expect(soleError(await step({ text: `see https://example.com/${'a'.repeat(2048)}` }))).toMatch(/- text\.content: .*cannot be cut/);
  });
});

describe.concurrent('a mention', () => {
  const mentions = { 'mention-users': 'zhangsan, lisi\n@all', 'mention-mobiles': '13800001111' };
  const lists = { mentioned_list: ['zhangsan', 'lisi', '@all'], mentioned_mobile_list: ['13800001111'] };

  it('goes into a text', async ({ step, sandbox }) => {
    passed(await step({ text: 'hello', ...mentions }));

    expect(bodies(sandbox.state().messages)).toEqual([{ content: 'hello', ...lists }]);
  });

  it('joins those that the message names itself', async ({ step, sandbox }) => {
    passed(await step({ message: 'msgtype: text\ntext: {content: hello, mentioned_list: [wangwu]}', 'mention-users': 'lisi' }));

    expect(bodies(sandbox.state().messages)).toEqual([{ content: 'hello', mentioned_list: ['wangwu', 'lisi'] }]);
  });

  it('of users goes into a markdown, within its limit', async ({ step, sandbox }) => {
    passed(await step({ markdown: 'a'.repeat(4090), 'mention-users': 'zhangsan，lisi' }));

    const contents = shown(sandbox).map(([, content]) => String(content));
    expect(contents).toHaveLength(2);
    expect(contents[1]).toMatch(/\n<@zhangsan> <@lisi>$/);
    for (const content of contents) expect(Buffer.byteLength(content)).toBeLessThanOrEqual(4096);
  });

  it.for([
    ['markdown, for mobiles and @all', { markdown: 'hello' }, mentions, lists],
    ['markdown-v2', { 'markdown-v2': 'hello' }, { 'mention-users': 'lisi' }, { mentioned_list: ['lisi'] }],
    ['news', { message: 'msgtype: news\nnews: {articles: [{title: a, url: "https://example.com"}]}' }, { 'mention-users': 'lisi' }, { mentioned_list: ['lisi'] }],
    ['a card', { message: 'msgtype: template_card\ntemplate_card: {card_type: text_notice, main_title: {title: a}, card_action: {type: 1, url: "https://example.com"}}' }, { 'mention-mobiles': '@all' }, { mentioned_mobile_list: ['@all'] }],
    ['a file', { files: 'a.txt' }, { 'mention-users': 'lisi' }, { mentioned_list: ['lisi'] }],
    ['a picture', { files: 'a.png' }, { 'mention-users': 'lisi' }, { mentioned_list: ['lisi'] }],
  ] as const)('follows %s as a text of its own', async ([, content, mentioned, expected], { step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content', 'a.png': PNG });

    passed(await step({ ...content, ...mentioned }));

    const [first, second, ...others] = sandbox.state().messages;
    expect(first?.msgtype).not.toBe('text');
    expect(second).toMatchObject({ msgtype: 'text', message: { text: expected } });
    expect(others).toEqual([]);
  });

  it('comes once, with the last part of a text that is split', async ({ step, sandbox }) => {
    passed(await step({ text: 'a line of it\n'.repeat(400), 'mention-users': 'lisi' }));

    const found = bodies(sandbox.state().messages).map((body) => Object.hasOwn(body as object, 'mentioned_list'));
    expect(found.length).toBeGreaterThan(1);
    expect(found).toEqual(found.map((_, index) => index === found.length - 1));
  });

  it('of what is no userid and no number is refused, numbers without being shown', async ({ step, sandbox }) => {
    const error = soleError(await step({ text: 'hello', 'mention-users': 'zhang san\n<@lisi>', 'mention-mobiles': '138OOOO1111' }));

    expect(error).toContain('- mention-users: "zhang san"');
    expect(error).toContain('- mention-users: "<@lisi>"');
    expect(error).toContain('- mention-mobiles: 11 characters that are no number');
    expect(error).not.toContain('138OOOO1111');
    expect(sandbox.state().requests).toEqual([]);
  });

  it.for(['msgtype: markdown\nmarkdown: {}', 'msgtype: text\ntext: {}', 'msgtype: text\ntext:', 'msgtype: text\ntext: hello', 'msgtype: markdown'])('does not make a whole message of %j', async (message, { step, sandbox }) => {
    expect(soleError(await step({ message, 'mention-users': 'lisi' }))).toMatch(/^Nothing was sent, because 1 problem was found.*\n- (text|markdown)/);
    expect(sandbox.state().requests).toEqual([]);
  });
});
