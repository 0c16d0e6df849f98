/** UTF-16 units of notes that are looked at: what a card shows is far less, and no pattern below can be made to take long over so little. */
const LONGEST = 8000;

/**
 * GitHub's markdown as lines to read: no marks, no HTML, no pictures, list items with "•", addresses of pull requests and
 * issues as "#12". Blank lines are left out, and so are the two lines that GitHub writes around the notes it generates.
 */
export function plainLines(markdown: string): string[] {
  return withoutBlocks(markdown.slice(0, LONGEST)).split('\n').map(plainLine).filter((line) => line !== '');
}

function withoutBlocks(markdown: string): string {
  return (
    markdown
      .replaceAll(/<!--[^]*?(?:-->|$)/g, '')
      .replaceAll(/<(script|style|svg)\b[^]*?(?:<\/\1\s*>|$)/gi, '')
      .replaceAll(/<br\s*\/?>|<\/(?:p|li|h\d|tr|summary)>/gi, '\n')
      // The lines that only frame something: code, tables, headings of the older kind, rules.
      .replaceAll(/^[ \t]*(?:```|~~~).*$/gm, '')
      .replaceAll(/^[ \t|:=*_-]+$/gm, '')
      .replaceAll(/^\[[^\]\n]+\]:[ \t]+\S+.*$/gm, '')
  );
}

function plainLine(line: string): string {
  const text = line
    .replaceAll(/\\([\\`*_{}[\]()#+\-.!|<>~])/g, (_, sign: string) => String.fromCharCode(SET_ASIDE + sign.charCodeAt(0)))
    .replace(/^[ \t]*(?:>[ \t]?)+/, '')
    .replace(/^[ \t]*#{1,6}[ \t]+/, '')
    .replace(/^[ \t]*[*+-][ \t]+\[[xX]\][ \t]+/, '☑ ')
    .replace(/^[ \t]*[*+-][ \t]+\[ \][ \t]+/, '☐ ')
    .replace(/^[ \t]*[*+-][ \t]+/, '• ')
    .replaceAll(/!\[[^[\]]*\]\([^()\s]*(?:[ \t]+"[^"]*")?\)/g, '')
    .replaceAll(/\[([^[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:[ \t]+"[^"]*")?\)/g, '$1')
    .replaceAll(/\[([^[\]]+)\]\[[^[\]]*\]/g, '$1')
    .replaceAll(/<(https?:\/\/[^<>\s]+)>/g, '$1')
    .replaceAll(/<\/?[a-zA-Z][^<>]*>/g, '')
    .replaceAll(/https?:\/\/[^\s/]+\/[\w.-]+\/[\w.-]+\/(?:pull|issues)\/(\d+)(?![\w/])/g, '#$1')
    .replaceAll(/(\*\*\*|\*\*|__|~~)(?=\S)([^\n]*?\S)\1/g, '$2')
    .replaceAll(/(?<![\w*])[*_](?=[^\s*_])([^*_\n]*[^\s*_])[*_](?![\w*])/g, '$1')
    .replaceAll(/`+([^`]*)`+/g, '$1')
    .replaceAll(/^\||\|$/g, '')
    .replaceAll(/\s*\|\s*/g, line.trimStart().startsWith('|') ? ' · ' : ' | ')
    .replaceAll(/[\ue000-\ue07f]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - SET_ASIDE))
    .replaceAll(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return /^(?:Full Changelog\s*:.*|What's Changed|•?)$/.test(text) ? '' : text;
}

/** Where escaped signs wait, in a range that no script uses, until those that are marks have gone. */
const SET_ASIDE = 0xe000;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/**
 * The first picture in a release's notes that WeCom can load: by https, of a format that it shows, and public. What was
 * dropped into the notes of a hidden repository is hidden too; a badge is no picture of anything.
 */
export function pictureIn(notes: string, hidden: boolean): string | undefined {
  for (const [, markdown, html] of notes.slice(0, LONGEST).matchAll(/!\[[^[\]]*\]\((https:\/\/[^()\s]+)|<img\b[^<>]*?\bsrc="(https:\/\/[^"\s<>]+)"/g)) {
    const address = markdown ?? html ?? '';
    if (!URL.canParse(address)) continue;
    const { pathname } = new URL(address);
    const dropped = pathname.startsWith('/user-attachments/assets/');
    if (dropped ? !hidden : /\.(?:png|jpe?g)$/i.test(pathname) && !(hidden && /github/i.test(new URL(address).hostname))) return address;
  }
  return undefined;
}
