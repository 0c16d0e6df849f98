import { boundaryAtOrBefore } from '../../core/text/grapheme.ts';

/** Unicode code points, which is what the advice on cards counts. */
export const characters = (text: string): number => Array.from(text).length;

/** The text within so many characters, ending with "…" where it was longer. Cut between what people see as characters, and between words where one is near. */
export function shorten(text: string, most: number): string {
  const all = Array.from(text);
  if (all.length <= most) return text;
  const room = all.slice(0, Math.max(0, most - 1)).join('').length;
  const cut = text.slice(0, boundaryAtOrBefore(text, 0, room));
  const inWord = /[\p{L}\p{N}]$/u.test(cut) && /^[\p{Script=Latin}\p{N}]/u.test(text.slice(cut.length));
  const space = cut.lastIndexOf(' ');
  const kept = inWord && space > cut.length * 0.7 ? cut.slice(0, space) : cut;
  return `${kept.trimEnd()}…`;
}

/** In characters; of a line, and of all together. */
export interface Room {
  line: number;
  characters: number;
  lines: number;
}

/** As many whole lines as there is room for, then how many more there are. */
export function fitLines(given: readonly string[], { characters: most, lines: mostLines, line }: Room, more: (count: number) => string): string {
  const lines = given.map((each) => shorten(each, line));
  const whole = lines.join('\n');
  if (lines.length <= mostLines && characters(whole) <= most) return whole;
  for (let count = Math.min(mostLines - 1, lines.length - 1); count >= 2; count--) {
    const text = [...lines.slice(0, count), more(lines.length - count)].join('\n');
    if (characters(text) <= most) return text;
  }
  return shorten(whole, most);
}
