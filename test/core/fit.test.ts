import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fitMessage } from '../../core/fit.ts';
import type { TooLong } from '../../core/fit.ts';
import { inlineMention, mention } from '../../core/mention.ts';
import type { Mentions } from '../../core/mention.ts';
import type { Message } from '../../core/robot.ts';
import { byteLength } from '../../core/utf8.ts';
import { validateMessage } from '../../core/validate.ts';
import { robotBench } from '../support/robot-bench.ts';

/** The published limits, in bytes of UTF-8. */
const LIMITS = [
  ['text', 2048],
  ['markdown', 4096],
  ['markdown_v2', 4096],
] as const;

const message = (msgtype: string, content: string, more: Record<string, unknown> = {}): Message => ({ msgtype, [msgtype]: { content, ...more } });
const contentOf = (part: Message): string => (part[part.msgtype] as { content: string }).content;

/** Different words, so that a lost or exchanged one shows. */
const words = (bytes: number): string => {
  let text = '';
  for (let number = 1; byteLength(text) <= bytes; number += 1) text += `字${number} `;
  return text.trim();
};

/** White space at a cut may go. */
const letters = (content: string): string => content.replaceAll(/\s/g, '');

const withoutNumber = (part: string): string => part.replace(/^\(\d+\/\d+\)\n/, '');

function fitted(given: Message, tooLong: TooLong, reserve?: number): Message[] {
  const fit = fitMessage('robot', given, tooLong, reserve);
  if (!fit.ok) throw new Error(JSON.stringify(fit.problem));
  return fit.messages;
}

describe('a message that fits', () => {
  it.each(LIMITS)('comes back as it was: %s of just %i bytes', (msgtype, limit) => {
    const given = message(msgtype, 'a'.repeat(limit), { mentioned_list: ['zhangsan'] });
    for (const tooLong of ['split', 'truncate', 'fail'] as const) expect(fitted(given, tooLong)).toEqual([given]);
  });

  it.each([
    { msgtype: 'file', file: { media_id: 'x'.repeat(5000) } },
    { msgtype: 'news', news: { articles: [{ title: 'x'.repeat(5000) }] } },
    { msgtype: 'no such type', text: { content: 'x'.repeat(5000) } },
    { msgtype: 'text', text: 'x'.repeat(5000) },
    { msgtype: 'text', text: { content: 5000 } },
    { msgtype: 'text' },
    { msgtype: 'text', text: null },
  ])('comes back as it was also when it has no long text or is no message: %o', (given: Message) => {
    expect(fitted(given, 'split')).toEqual([given]);
  });
});

describe('a message that is too long', () => {
  it.each(LIMITS)('is split into parts of the same type, in order, that are all valid: %s over %i bytes', (msgtype, limit) => {
    const text = words(limit * 3);
    const parts = fitted(message(msgtype, text), 'split');

    expect(parts.length).toBeGreaterThanOrEqual(4);
    for (const part of parts) {
      expect(part.msgtype).toBe(msgtype);
      expect(byteLength(contentOf(part))).toBeLessThanOrEqual(limit);
      expect(validateMessage('robot', part).problems).toEqual([]);
    }
    expect(letters(parts.map((part) => withoutNumber(contentOf(part))).join('')) === letters(text)).toBe(true);
    expect(parts.map((part) => contentOf(part).split('\n')[0])).toEqual(parts.map((_, index) => `(${index + 1}/${parts.length})`));
  });

  it.each(LIMITS)('is cut to its start and an ellipsis: %s over %i bytes', (msgtype, limit) => {
    const text = words(limit);
    const [part, ...more] = fitted(message(msgtype, text), 'truncate');
    if (part === undefined) throw new Error('There is no part.');
    expect(more).toEqual([]);
    expect(byteLength(contentOf(part))).toBeLessThanOrEqual(limit);
    expect(contentOf(part)).toMatch(/…$/);
    expect(text.startsWith(contentOf(part).slice(0, -1))).toBe(true);
    expect(validateMessage('robot', part).problems).toEqual([]);
  });

  it.each(LIMITS)('is left for the validation to refuse: %s over %i bytes', (msgtype, limit) => {
    const given = message(msgtype, 'a'.repeat(limit + 1));
    expect(fitted(given, 'fail')).toEqual([given]);
    expect(validateMessage('robot', given).problems).toMatchObject([{ path: `${msgtype}.content` }]);
  });

  it('keeps the other fields of the message in every part', () => {
    const given = { ...message('text', words(5000)), chatid: 'a chat' };
    expect(fitted(given, 'split').every(({ chatid }) => chatid === 'a chat')).toBe(true);
  });

  it('mentions those of its own lists only once, in its last part', () => {
    const given = message('text', words(5000), { mentioned_list: ['zhangsan', '@all'], mentioned_mobile_list: ['13800000000'] });
    const parts = fitted(given, 'split');
    const last = parts.at(-1);
    expect(last?.text).toMatchObject({ mentioned_list: ['zhangsan', '@all'], mentioned_mobile_list: ['13800000000'] });
    for (const part of parts.slice(0, -1)) expect(Object.keys(part.text as object)).toEqual(['content']);
    expect(fitted(given, 'truncate')[0]?.text).toMatchObject({ mentioned_list: ['zhangsan', '@all'] });
  });

  it('names what cannot be cut, and the room there was', () => {
    const given = message('markdown', `[release](https://example.com/${'a'.repeat(5000)})`);
    for (const tooLong of ['split', 'truncate'] as const) {
      const fit = fitMessage('robot', given, tooLong, 96);
      expect(fit).toMatchObject({ ok: false, problem: { path: 'markdown.content', limit: 'at most 4000 bytes each', fix: 'Shorten it, or send the text as a file' } });
      expect(fit).toHaveProperty('problem.actual', expect.stringContaining('which cannot be cut'));
      expect(JSON.stringify(fit)).not.toContain('aaaa');
    }
  });
});

describe('a mention in a message that is too long', () => {
  const who: Mentions = { users: Array.from({ length: 40 }, (_, index) => `member-${index}`), mobiles: [] };
  const reserve = byteLength(inlineMention(who));

  it.each(['split', 'truncate'] as const)('finds its room in the last part (%s)', (tooLong) => {
    fc.assert(
      fc.property(fc.integer({ min: 4096 - reserve, max: 13_000 }), (bytes) => {
        const parts = fitted(message('markdown', words(bytes)), tooLong, reserve);
        const last = parts.at(-1);
        if (last === undefined) throw new Error('There is no part.');
        const mentioning = mention(last, who);
        expect(contentOf(mentioning)).toMatch(/\n<@member-0> .*<@member-39>$/);
        expect(byteLength(contentOf(mentioning))).toBeLessThanOrEqual(4096);
        expect(validateMessage('robot', mentioning).problems).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('that is itself longer than a message is refused with a word about the mention', () => {
    const fit = fitMessage('robot', message('markdown', 'Hi'), 'split', 4096);
    expect(fit).toEqual({
      ok: false,
      problem: { path: 'markdown.content', limit: 'at most 4096 bytes together with the mention', actual: 'a mention of 4096 bytes', fix: 'Mention fewer members' },
    });
  });
});

describe('what fits', () => {
  it.each(LIMITS)('is taken by WeCom and shown in order: %s', async (msgtype, limit) => {
    const bench = await robotBench();
    const parts = fitted(message(msgtype, words(limit * 2)), 'split');
    for (const part of parts) expect((await bench.robot.send(part)).delivery).toBe('sent');
    expect(bench.state().messages.map((shown) => shown.message)).toEqual(parts);
  });
});
