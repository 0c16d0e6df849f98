import { fieldSpecAt } from '../../core/field-at.ts';
import type { Message } from '../../core/robot.ts';
import type { Channel } from '../../core/spec/types.ts';
import { byteLength } from '../../core/utf8.ts';
import { firstGraphemes } from '../../core/text/grapheme.ts';
import type { News, Tone } from './news.ts';
import { fitLines } from './shorten.ts';
import type { Words } from './words.ts';

/** WeCom's three colours: green, grey, orange. What is plain has none. */
const COLOURS: Record<Tone, string | undefined> = { good: 'info', dim: 'comment', bad: 'warning', plain: undefined };

/** Enough to read in a chat, and together below 4096 bytes whatever the script. */
const SIZES = { subject: 600, fact: 200, details: { line: 120, characters: 500, lines: 12 }, link: 400 };

/**
 * The news as WeCom's first markdown, the one with colours and mentions.
 *
 * @see https://developer.work.weixin.qq.com/document/path/91770
 */
export function markdownCard(news: News, words: Words, channel: Channel): Message {
  const { icon, tone, name, verdict, source, subject, facts, details, links, url } = news;
  const colour = COLOURS[tone];
  const told = colour === undefined ? plain(verdict, SIZES.fact) : `<font color="${colour}">${plain(verdict, SIZES.fact)}</font>`;
  const lines = [
    `### ${icon} ${plain(name, SIZES.fact)} ${told}`,
    ...(subject === '' ? [] : [`**${linked(plain(subject, SIZES.subject), url)}**`]),
    ...facts.map((fact) => `> ${words.facts[fact.name].markdown}${words.colon}<font color="comment">${plain(fact.value, SIZES.fact)}</font>`),
    `> ${words.facts.workflow.markdown}${words.colon}<font color="comment">${plain(source, SIZES.fact)}</font>`,
    ...(details === undefined ? [] : ['', ...(details.title === '' ? [] : [`**${plain(details.title, SIZES.fact)}**`]), quoted(details.lines, words)]),
    '',
    links.filter((link) => link.url.length <= SIZES.link).map((link) => linked(plain(link.title, SIZES.fact), link.url)).join('　'),
  ];
  const content = lines.join('\n').trim();
  const limit = fieldSpecAt(channel, { msgtype: 'markdown' }, 'markdown.content')?.limit;
  return { msgtype: 'markdown', markdown: { content: limit?.unit === 'bytes' && byteLength(content) > limit.max ? firstGraphemes(content, limit.max) : content } };
}

/** Each line inert, and all of them together within their bytes. */
function quoted(lines: readonly string[], words: Words): string {
  const shown = fitLines(lines, SIZES.details, words.more);
  return shown.split('\n').map((line) => plain(line, SIZES.subject)).join('\n');
}

const linked = (text: string, url: string): string => `[${text.replaceAll('[', '［').replaceAll(']', '］')}](${url.replaceAll('(', '%28').replaceAll(')', '%29')})`;

/**
 * A stranger's text between markup of ours. WeCom's markdown has no escapes, so whatever has a meaning in it becomes a
 * sign that looks the same and has none.
 *
 * The attack: a pull request from a fork with the title `<@all> [Log in again](https://evil.example)` calls the whole group
 * and shows it a link under any name; one with a line break and `#` writes a heading of its own.
 */
export function plain(text: string, maxBytes: number): string {
  const line = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/<(?=[@/a-zA-Z])/g, '＜')
    .replaceAll(/\](?=\()/g, '］')
    .replaceAll('**', '＊＊')
    .replaceAll('`', 'ˋ')
    .replace(/^(?=[#>])/, '\u200b');
  return byteLength(line) <= maxBytes ? line : `${firstGraphemes(line, maxBytes - 3).trimEnd()}…`;
}
