import { describe, expect, it } from 'vitest';

import { checkMentions, inlineMention, mention, mentionText, placeMentions } from '../../core/mention.ts';
import type { Mentions } from '../../core/mention.ts';
import type { Message } from '../../core/robot.ts';
import { messageTypes } from '../../core/spec/messages.ts';
import { validateMessage } from '../../core/validate.ts';
import { robotBench, text } from '../support/robot-bench.ts';

const who = (users: string[], mobiles: string[] = []): Mentions => ({ users, mobiles });
const of = (...msgtypes: string[]): { msgtype: string }[] => msgtypes.map((msgtype) => ({ msgtype }));

const ZHANG = who(['zhangsan']);
const ALL = who(['@all']);
const MOBILE = who([], ['13800000000']);

describe('where a mention goes', () => {
  const cases: [messages: string[], mentions: Mentions, place: ReturnType<typeof placeMentions>, why: string][] = [
    [['text'], ZHANG, 0, 'into a text'],
    [['markdown', 'file', 'text', 'text'], ZHANG, 2, 'into the first text, wherever it stands'],
    [['markdown', 'text'], MOBILE, 1, 'a number into a text'],
    [['markdown'], ZHANG, 0, 'a userid into markdown when there is no text'],
    [['file', 'markdown', 'markdown'], ZHANG, 1, 'a userid into the first markdown'],
    [['markdown'], ALL, 'after', '@all not into markdown, which does not know it'],
    [['markdown'], MOBILE, 'after', 'a number not into markdown, which does not know it'],
    [['markdown'], who(['zhangsan'], ['13800000000']), 'after', 'a userid and a number together not into markdown'],
    [['markdown'], who(['zhangsan', '@all']), 'after', 'a userid and @all together not into markdown'],
    [['markdown_v2'], ZHANG, 'after', 'not into markdown_v2, which has no mentions'],
    [['markdown_v2', 'markdown'], ZHANG, 1, 'past markdown_v2 into markdown'],
    [['file'], ZHANG, 'after', 'after a file'],
    [['image', 'voice', 'news', 'template_card'], ALL, 'after', 'after everything that ignores mentions'],
    [['text'], who([]), 'nowhere', 'nowhere when nobody is mentioned'],
    [[], ZHANG, 'nowhere', 'nowhere when there is nothing to say'],
    [['no such type'], ZHANG, 'after', 'after a type that is not known'],
  ];

  it.each(cases)('for %j with %j is %j: %s', (messages, mentions, place) => {
    expect(placeMentions(of(...messages), mentions)).toBe(place);
  });

  it('is known for every message type of a robot', () => {
    const types = messageTypes('robot').map(({ msgtype }) => msgtype);
    expect(types.filter((msgtype) => placeMentions(of(msgtype), ZHANG) === 0)).toEqual(['text', 'markdown']);
    expect(types.filter((msgtype) => placeMentions(of(msgtype), ALL) === 0)).toEqual(['text']);
    for (const msgtype of types) expect([0, 'after']).toContain(placeMentions(of(msgtype), ALL));
  });
});

describe('a mention', () => {
  it('in a text is in its lists, behind those that stand there already', () => {
    const message: Message = { msgtype: 'text', text: { content: 'Hi', mentioned_list: ['lisi'], mentioned_mobile_list: ['13900000000'] } };
    expect(mention(message, who(['zhangsan', '@all'], ['13800000000']))).toEqual({
      msgtype: 'text',
      text: { content: 'Hi', mentioned_list: ['lisi', 'zhangsan', '@all'], mentioned_mobile_list: ['13900000000', '13800000000'] },
    });
  });

  it('in a text adds no list that would be empty', () => {
    expect(mention(text('Hi'), ZHANG)).toEqual({ msgtype: 'text', text: { content: 'Hi', mentioned_list: ['zhangsan'] } });
    expect(mention(text('Hi'), MOBILE)).toEqual({ msgtype: 'text', text: { content: 'Hi', mentioned_mobile_list: ['13800000000'] } });
  });

  it('in markdown stands on a line of its own behind the content, and takes the bytes that were foretold', () => {
    const before: Message = { msgtype: 'markdown', markdown: { content: '**Built**' } };
    const after = mention(before, who(['zhangsan', '李四']));
    expect(after).toEqual({ msgtype: 'markdown', markdown: { content: '**Built**\n<@zhangsan> <@李四>' } });
    expect(inlineMention(who(['zhangsan', '李四']))).toBe('\n<@zhangsan> <@李四>');
  });

  it('leaves the message that it was given as it was', () => {
    const message = text('Hi');
    mention(message, ZHANG);
    expect(message).toEqual(text('Hi'));
  });

  it('alone is a text that is valid, that WeCom takes, and that mentions', async () => {
    const bench = await robotBench();
    for (const mentions of [ZHANG, ALL, MOBILE, who(['zhangsan', '@all'], ['@all'])]) {
      const message = mentionText(mentions);
      expect(validateMessage('robot', message)).toMatchObject({ problems: [] });
      expect((await bench.robot.send(message)).delivery).toBe('sent');
    }
    expect(bench.state().messages.map(({ message }) => message.text)).toMatchObject([
      { mentioned_list: ['zhangsan'] },
      { mentioned_list: ['@all'] },
      { mentioned_mobile_list: ['13800000000'] },
      { mentioned_list: ['zhangsan', '@all'], mentioned_mobile_list: ['@all'] },
    ]);
  });
});

describe('who can be mentioned', () => {
  it.each(['zhangsan', 'zhang.san', 'zhang-san_1', '张三', 'a@example.com', '@all', 'x'.repeat(64)])('%s can, as a userid', (user) => {
    expect(checkMentions(who([user]))).toEqual([]);
  });

  it.each(['', 'zhang san', 'a|b', '<@all>', '@ALL', '@everyone', 'a>b', 'x'.repeat(65), 'a\nb', '>@all<@x', `a@${'x'.repeat(63)}`])('%j cannot, as a userid', (user) => {
    expect(checkMentions(who([user]))).toMatchObject([{ path: 'mention-users', limit: 'userids, or @all' }]);
  });

  it('is shown on one line when it cannot', () => {
    expect(checkMentions(who([`a\n::error::${'x'.repeat(100)}`]))).toMatchObject([{ actual: `"a ::error::${'x'.repeat(28)}…"` }]);
  });

  it.each(['13800000000', '+86-138-0000-0000', '@all'])('%s can, as a number', (mobile) => {
    expect(checkMentions(who([], [mobile]))).toEqual([]);
  });

  it.each(['', '12', 'zhangsan', '138 0000 0000', '１３８００００００００', '1'.repeat(40)])('%j cannot, as a number, and is not quoted', (mobile) => {
    const problems = checkMentions(who([], [mobile]));
    expect(problems).toMatchObject([{ path: 'mention-mobiles', actual: `${mobile.length} characters that are no number` }]);
  });

  it('is said for each of them', () => {
    expect(checkMentions(who(['a|b', 'ok', 'c d'], ['x', '123'])).map(({ path }) => path)).toEqual(['mention-users', 'mention-users', 'mention-mobiles']);
  });
});

it('a mention in a group chat of an application stands in a text, and beside other types in one of its own', () => {
  const mentions = { users: ['lisi'], mobiles: [] };

  expect(placeMentions([{ msgtype: 'markdown' }, { msgtype: 'text' }], mentions, 'appchat')).toBe(1);
  expect(placeMentions([{ msgtype: 'markdown' }], mentions, 'appchat')).toBe('after');
});
