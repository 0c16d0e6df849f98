import type { Span, TextFormat } from './span.ts';

export interface Range {
  start: number;
  end: number;
}

export interface Blocks {
  /** Fences, tables and their rows. */
  spans: Span[];
  /** What lies between them. */
  prose: Range[];
  /** The insides of fences. */
  code: Range[];
}

interface Line extends Range {
  content: string;
  /** The next line's start. */
  next: number;
}

/**
 * The parts of a markdown text that are made of whole lines: fenced code, and in WeCom's second markdown tables.
 *
 * @see https://developer.work.weixin.qq.com/document/path/99110
 */
export function blocksOf(text: string, format: TextFormat): Blocks {
  const blocks: Blocks = { spans: [], prose: [], code: [] };
  let prose = 0;
  for (let line = lineAt(text, 0); line !== undefined; line = lineAt(text, line.next)) {
    const last = fence(text, line, blocks) ?? (format === 'markdown_v2' ? table(text, line, blocks) : undefined);
    if (last === undefined) continue;
    blocks.prose.push({ start: prose, end: line.start });
    prose = last.end;
    line = last;
  }
  blocks.prose.push({ start: prose, end: text.length });
  return blocks;
}

function lineAt(text: string, start: number): Line | undefined {
  if (start >= text.length) return undefined;
  const feed = text.indexOf('\n', start);
  const next = feed === -1 ? text.length : feed + 1;
  const end = feed === -1 ? next : feed > start && text[feed - 1] === '\r' ? feed - 1 : feed;
  return { start, end, next, content: text.slice(start, end) };
}

/** A fence that begins with this line. One that is never closed goes on to the end, as renderers have it. */
function fence(text: string, opening: Line, { spans, code }: Blocks): Line | undefined {
  const [, indent = '', mark = '', info = ''] = /^([ \t]*)(`{3,}|~{3,})([^]*)$/.exec(opening.content) ?? [];
  if (mark === '' || (mark.startsWith('`') && info.includes('`'))) return undefined;

  let last = opening;
  let end = opening.end;
  for (let line = lineAt(text, opening.next); line !== undefined; line = lineAt(text, line.next)) {
    last = line;
    const closing = /^[ \t]*(`{3,}|~{3,})[ \t]*$/.exec(line.content)?.[1];
    if (closing?.startsWith(mark) === true) break;
    end = line.end;
  }
  const closed = last !== opening && end !== last.end;
  const span: Span = { start: opening.start, end: last.end, what: 'code block', block: true };
  // Without the last line break, as the closing line brings its own.
  const inside = { start: opening.next, end: closed ? end : last.end };
  if (inside.start < inside.end) {
    span.inside = { ...inside, reopen: `${opening.content}\n`, close: `\n${indent}${mark}`, verbatim: true };
    code.push(inside);
  }
  spans.push(span);
  return last;
}

/** A table whose head is this line: rows are never cut, and the head is repeated where the table goes on. */
function table(text: string, head: Line, { spans }: Blocks): Line | undefined {
  const rule = lineAt(text, head.next);
  if (rule === undefined || !head.content.includes('|') || !isRule(rule.content)) return undefined;

  const rows: Span[] = [];
  let last = rule;
  for (let line = lineAt(text, rule.next); line?.content.includes('|') === true; line = lineAt(text, line.next)) {
    rows.push({ start: line.start, end: line.end, what: 'table row' });
    last = line;
  }
  const span: Span = { start: head.start, end: last.end, what: 'table', block: true };
  if (rows.length > 0) span.inside = { start: rule.next, end: last.end, reopen: `${head.content}\n${rule.content}\n`, close: '' };
  spans.push(span, ...rows);
  return last;
}

/** `| --- | :-: |` */
const isRule = (line: string): boolean => /^[-:| \t]+$/.test(line) && line.includes('|') && line.includes('-');
