import { textOf, type Fields } from '../fields.ts';
import { html, joined, type Html, type Part } from '../html.ts';
import { foreignLink, linkAddress } from '../link.ts';
import { INLINE_MENTION, mention } from './mention.ts';

/**
 * Everything that this dialect has inside a line. None of the alternatives runs past the next opening of its own kind
 * except `**` and `<font>`, which run to the end of the line at most: 4096 bytes are the longest there can be.
 */
const INLINE = new RegExp(
  [
    '(?<!`)`([^`]+)`(?!`)',
    '\\*\\*(.+?)\\*\\*',
    '\\[([^[\\]]+)\\]\\(([^()\\s]+)\\)',
    '<font color="(info|comment|warning)">(.*?)</font>',
    INLINE_MENTION.source,
  ].join('|'),
  'g',
);

function inlinePart(match: RegExpExecArray): Part {
  const [whole, code, bold, label, address, colour, coloured, who] = match;
  if (code !== undefined) return html`<code>${code}</code>`;
  if (bold !== undefined) return html`<strong>${inline(bold)}</strong>`;
  if (label !== undefined) return linkAddress(address) === undefined ? whole : foreignLink(address, inline(label));
  if (colour !== undefined) return html`<span class="font-${colour}">${inline(coloured ?? '')}</span>`;
  return mention(who ?? '');
}

function inline(line: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of line.matchAll(INLINE)) {
    parts.push(line.slice(from, match.index), inlinePart(match));
    from = match.index + match[0].length;
  }
  return [...parts, line.slice(from)];
}

const HEADING = /^(#{1,6})\s+(.*)$/;

type Kind = 'blank' | 'heading' | 'quote' | 'text';

function kindOf(line: string): Kind {
  if (line.trim() === '') return 'blank';
  if (line.startsWith('>')) return 'quote';
  return HEADING.test(line) ? 'heading' : 'text';
}

function heading(line: string): Html {
  const [, marks = '#', title = ''] = HEADING.exec(line) ?? [];
  const content = inline(title);
  switch (marks.length) {
    case 1:
      return html`<h1 dir="auto">${content}</h1>`;
    case 2:
      return html`<h2 dir="auto">${content}</h2>`;
    case 3:
      return html`<h3 dir="auto">${content}</h3>`;
    case 4:
      return html`<h4 dir="auto">${content}</h4>`;
    case 5:
      return html`<h5 dir="auto">${content}</h5>`;
    default:
      return html`<h6 dir="auto">${content}</h6>`;
  }
}

function block(kind: Kind, lines: string[]): Part {
  if (kind === 'blank') return undefined;
  if (kind === 'heading') return lines.map(heading);
  const content = lines.map((line) => inline(kind === 'quote' ? line.replace(/^>\s?/, '') : line));
  const paragraph = html`<p dir="auto">${joined(content, '\n')}</p>`;
  return kind === 'quote' ? html`<blockquote>${paragraph}</blockquote>` : paragraph;
}

/**
 * WeCom's first markdown: headings, bold, links, code in a line, quotes, three font colours and mentions. What else
 * markdown has (pictures, tables, lists, fences, html) stays the text it is, as a group would see it.
 * https://developer.work.weixin.qq.com/document/path/91770
 */
export function renderMarkdown(markdown: Fields): Html {
  const runs: { kind: Kind; lines: string[] }[] = [];
  for (const line of textOf(markdown.content).split(/\r?\n/)) {
    const kind = kindOf(line);
    const last = runs.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else runs.push({ kind, lines: [line] });
  }
  return html`<div class="markdown v1">${runs.map(({ kind, lines }) => block(kind, lines))}</div>`;
}
