/** A piece of an article: some of its text, or the address of a picture between two texts. */
export type ArticlePiece = { text: string } | { picture: string };

/** Elements whose content is not text; one that never ends goes to the end. */
const UNREADABLE = /<(script|style)\b[^<]*(?:<(?!\/\1)[^<]*)*(?:<\/\1[^<>]*>|$)/gi;

const BLOCK = /<\/?(?:p|div|section|article|h[1-6]|li|ul|ol|blockquote|br|hr|tr|table|pre|figure)\b[^<>]*>/gi;
const TAG = /<[^<>]*>/g;
const IMAGE = /<img\b([^<>]*)>/gi;
const SOURCE = /(?:^|\s)(?:data-)?src\s*=\s*["']?([^\s"'<>]+)/i;

const ENTITIES = new Map([['lt', '<'], ['gt', '>'], ['amp', '&'], ['quot', '"'], ['apos', "'"], ['nbsp', ' ']]);

function entity(written: string, name: string): string {
  if (!name.startsWith('#')) return ENTITIES.get(name.toLowerCase()) ?? written;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

const readable = (html: string): string =>
  html
    .replace(BLOCK, '\n')
    .replace(TAG, '')
    .replace(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/gi, entity)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n');

/**
 * What a reader would read of an article's HTML, which a stranger wrote.
 *
 * The attack: `<img src=x onerror=…>`, an `<iframe>`, a `<style>` over the whole page, or markup that only a browser's parser
 * takes for a script. Shown as HTML it would run as the sandbox's own page, which may read every message and script faults; and no
 * filter knows every trick. So no markup of it reaches the page: what is left here is text, which is escaped like any other text, and
 * addresses, of which the page itself decides which to show.
 */
export function articlePieces(html: string): ArticlePiece[] {
  const clean = html.replace(UNREADABLE, '');
  const pieces: ArticlePiece[] = [];
  let from = 0;
  const addText = (to: number): void => {
    const text = readable(clean.slice(from, to)).trim();
    if (text !== '') pieces.push({ text });
  };
  for (const image of clean.matchAll(IMAGE)) {
    addText(image.index);
    pieces.push({ picture: SOURCE.exec(image[1] ?? '')?.[1] ?? '' });
    from = image.index + image[0].length;
  }
  addText(clean.length);
  return pieces;
}
