import { codeSpans } from './code-spans.ts';
import { Openers } from './openers.ts';
import type { Opener } from './openers.ts';
import type { Span } from './span.ts';
import { urlEnd, WEB_ADDRESS } from './url.ts';

/** Of brackets: where the link would begin, what has been counted when its address began, and brackets in the address. */
interface Mark extends Opener {
  link: number;
  lines: number;
  spaces: number;
  depth: number;
}

const STOP = /[\\`<[\]()*_\s]|[hH][tT][tT][pP][sS]?:\/\//g;
const BLANK_LINE = /\n[ \t\r]*\n/y;
const ANCHOR = /<a\s[^<>]*>[^<]*<\/a>/iy;
/** `<@userid>`, `<https://…>`, `<font color="info">`, `</font>`. Of the latter kind only what is as short as real tags. */
const TAG = /<(?:@[^<>\s]+|https?:\/\/[^<>\s]+|\/?[a-z][^<>\r\n]{0,200})>/iy;
const EMPHASIS = /\*+|_+/y;
const WORD = /[\p{L}\p{N}]/u;

/**
 * What stays together within the lines of a text: links, addresses and tags in every format; with `markup` also code, bold,
 * italic and coloured runs and escaped characters.
 *
 * One pass, in which each character is looked at a fixed number of times whatever the text: no search for a closing mark
 * starts at an opening one.
 */
export function inlineSpans(text: string, markup: boolean): Span[] {
  const spans: Span[] = [];
  const openers = new Openers<Mark>();
  const code = markup ? codeSpans(text) : undefined;
  let lines = 0;
  let spaces = 0;

  const open = (kind: string, at: number, end: number, link = at): void => {
    openers.open(kind, { at, end, link, lines, spaces, depth: 0 });
  };
  const match = (pattern: RegExp, at: number): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const add = (start: number, end: number, what: string): number => {
    spans.push({ start, end, what });
    return end;
  };
  const close = (kind: string, at: number, end: number, what: string, marks: { reopen: string; close: string }): void => {
    const opener = openers.nearest(kind);
    if (opener === undefined) return;
    openers.forgetFrom(opener.at);
    if (opener.end < at) spans.push({ start: opener.at, end, what, inside: { start: opener.end, end: at, ...marks } });
  };

  function space(at: number): number {
    spaces++;
    if (text[at] === '\n') lines++;
    if (match(BLANK_LINE, at) !== undefined) openers.forgetFrom(0);
    return at + 1;
  }

  function tag(at: number): number {
    const anchor = match(ANCHOR, at);
    if (anchor !== undefined) return add(at, at + anchor.length, 'link');
    const found = match(TAG, at);
    if (found === undefined) return at + 1;
    const end = add(at, at + found.length, found.startsWith('<h') ? 'link' : 'tag');
    if (markup && /^<font[\s>]/i.test(found)) open('font', at, end);
    if (markup && /^<\/font>/i.test(found)) {
      const opener = openers.nearest('font');
      if (opener !== undefined) close('font', at, end, 'run of coloured text', { reopen: text.slice(opener.at, opener.end), close: found });
    }
    return end;
  }

  function bracket(at: number): number {
    const address = openers.nearest('address');
    switch (text[at]) {
      case '[':
        // An escaped `!` is a sign, and a span of its own.
        open('[', at, at + 1, text[at - 1] === '!' && spans.at(-1)?.end !== at ? at - 1 : at);
        return at + 1;
      case ']': {
        const opener = openers.nearest('[');
        openers.drop('[');
        if (opener === undefined || text[at + 1] !== '(') return at + 1;
        open('address', at + 1, at + 2, opener.link);
        return at + 2;
      }
      case '(':
        if (address !== undefined) address.depth++;
        return at + 1;
      default:
        return address === undefined ? at + 1 : endAddress(at, address);
    }
  }

  /** The address of a link is on one line and without spaces, unless a quoted title follows it. */
  function endAddress(at: number, address: Mark): number {
    if (address.depth-- > 0) return at + 1;
    openers.drop('address');
    if (address.lines !== lines || (address.spaces !== spaces && !/["']/.test(text.charAt(at - 1)))) return at + 1;
    openers.forgetFrom(address.link);
    for (let last = spans.at(-1); last !== undefined && last.start >= address.link; last = spans.at(-1)) spans.pop();
    return add(address.link, at + 1, 'link');
  }

  function emphasis(at: number): number {
    const mark = match(EMPHASIS, at) ?? '';
    const end = at + mark.length;
    if (!markup || mark.length > 3) return end;
    const before = text.charAt(at - 1);
    const after = text.charAt(end);
    const inWord = mark.startsWith('_') && WORD.test(before) && WORD.test(after);
    if (!inWord && /\S/.test(before) && openers.nearest(mark) !== undefined) {
      close(mark, at, end, mark.length === 1 ? 'run of italic text' : 'run of bold text', { reopen: mark, close: mark });
    } else if (!inWord && /\S/.test(after)) {
      open(mark, at, end);
    }
    return end;
  }

  function at(stop: string, index: number): number {
    switch (stop) {
      case '\\':
        return markup && /[!-/:-@[-`{-~]/.test(text.charAt(index + 1)) ? add(index, index + 2, 'escaped character') : index + 1;
      case '`': {
        const span = code?.get(index);
        if (span === undefined) return index + 1;
        spans.push(span);
        return span.end;
      }
      case '<':
        return tag(index);
      case '[':
      case ']':
      case '(':
      case ')':
        return bracket(index);
      case '*':
      case '_':
        return emphasis(index);
      default: {
        if (stop.length === 1) return space(index);
        const end = urlEnd(text, index);
        return end === undefined ? index + stop.length : add(index, end, WEB_ADDRESS);
      }
    }
  }

  STOP.lastIndex = 0;
  for (let stop = STOP.exec(text); stop !== null; stop = STOP.exec(text)) STOP.lastIndex = at(stop[0], stop.index);
  return spans;
}
