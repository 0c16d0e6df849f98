/** An element that was read: its text, or the elements inside it. */
export interface XmlElement {
  name: string;
  text: string;
  children: XmlElement[];
}

const MAX_DEPTH = 8;

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** One piece after another, each beginning where the last ended, so that the time taken grows with the length and no faster. */
const PIECE = /<!\[CDATA\[(?<cdata>[^]*?)\]\]>|<(?<close>\/?)(?<name>[A-Za-z_]\w*)\s*(?<empty>\/?)>|(?<text>[^<]+)/y;

/**
 * Reads the XML of a reply: elements, CDATA, text and the five entities, which is all that WeCom's own XML has. Whatever else
 * XML knows (declarations, attributes, comments, DOCTYPE) is refused, so that a reply that works here works there.
 * @throws Error that says what is wrong and where.
 */
export function readXml(xml: string): XmlElement {
  if (xml.startsWith('\uFEFF')) throw new Error('the XML begins with a byte order mark');
  const root: XmlElement = { name: '', text: '', children: [] };
  const open = [root];
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < xml.length) {
    const at = PIECE.lastIndex;
    const piece = PIECE.exec(xml);
    if (!piece?.groups) throw new Error(`the XML cannot be read from character ${at} on`);
    const { cdata, close, name = '', empty, text } = piece.groups;
    const current = open.at(-1) ?? root;
    if (cdata !== undefined) current.text += cdata;
    else if (text !== undefined) current.text += decoded(text);
    else if (close === '/') {
      if (open.length === 1 || current.name !== name) throw new Error(`</${name}> closes nothing that is open`);
      finish(current);
      open.pop();
    } else {
      const child: XmlElement = { name, text: '', children: [] };
      current.children.push(child);
      if (empty !== '/') open.push(child);
      if (open.length > MAX_DEPTH) throw new Error(`the XML is nested deeper than ${MAX_DEPTH}`);
    }
  }
  if (open.length > 1) throw new Error(`<${open.at(-1)?.name ?? ''}> is never closed`);
  if (root.children.length === 0) throw new Error('it is no XML but something else');
  finish(root);
  const [document, ...others] = root.children;
  if (document?.name !== 'xml' || others.length > 0) throw new Error('the XML is not one <xml> element');
  return document;
}

/** The line breaks and blanks between elements mean nothing; words there do not belong. */
function finish(element: XmlElement): void {
  if (element.children.length === 0 && element.name !== '') return;
  if (element.text.trim() !== '') throw new Error(`there is text beside the elements of <${element.name || 'xml'}>`);
  element.text = '';
}

function decoded(text: string): string {
  return text.replace(/&([^;]*);?/g, (whole, name: string) => {
    const character = ENTITIES[name] ?? numeric(name);
    if (character === undefined || !whole.endsWith(';')) throw new Error(`the XML has an & that begins no entity it may have`);
    return character;
  });
}

function numeric(name: string): string | undefined {
  const [, hex, decimal] = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
  const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** The elements of that name. */
export const elementsOf = (parent: XmlElement, name: string): XmlElement[] => parent.children.filter((child) => child.name === name);

/** The only element of that name. @throws Error when there is none, or more than one. */
export function theElement(parent: XmlElement, name: string): XmlElement {
  const [found, ...more] = elementsOf(parent, name);
  if (!found) throw new Error(`<${name}> is missing`);
  if (more.length > 0) throw new Error(`<${name}> stands there ${more.length + 1} times`);
  return found;
}

/** The text of the only element of that name. @throws Error as theElement, and when there are elements inside. */
export function textOf(parent: XmlElement, name: string): string {
  const { text, children } = theElement(parent, name);
  if (children.length > 0) throw new Error(`<${name}> holds elements in the place of a text`);
  return text;
}
