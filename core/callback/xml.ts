import { fieldOf, isFields } from './fields.ts';
import type { Fields, Value } from './fields.ts';
import { CallbackRefusal } from './refusal.ts';
import type { Unreadable } from './refusal.ts';

/** WeCom's documents are four levels deep. */
const MAX_DEPTH = 32;

/** An opening, closing or empty tag. No attributes: WeCom writes none. */
const TAG = /<(\/?)([A-Za-z_][\w.-]*)\s*(\/?)>/y;

const DECLARATION = /<\?xml\s[^<>?]*\?>/y;

const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));|&/g;

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

interface Open {
  name: string;
  /** Child elements in their order; those of one name become a list. */
  members: Fields;
  hasMembers: boolean;
  text: string;
  hasCdata: boolean;
}

/**
 * The elements inside the root element of an XML document, by their names: texts as they are written, elements of the same name as a
 * list, and no text made into a number.
 *
 * Reads from the first character to the last, once, and takes only what WeCom writes: elements, text, CDATA, the five named
 * entities and numeric ones.
 *
 * The attacks: a DOCTYPE defines entities that grow to gigabytes or name local files; a megabyte of opening tags exhausts the stack
 * of a reader that calls itself; one of `<![CDATA[` or `&` the patience of one that looks for the end from each.
 *
 * @throws CallbackRefusal with the given detail
 */
export function readXml(text: string, detail: Unreadable): Fields {
  const refuse = (what: string): never => {
    throw new CallbackRefusal(detail, `the XML ${what}`);
  };
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };

  const root = opened('');
  const open: Open[] = [root];
  take(/\s*/y);
  take(DECLARATION);
  while (at < text.length) {
    const inside = open.at(-1) ?? root;
    if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at);
      if (end < 0) refuse('has CDATA without an end');
      // Around CDATA, white space only makes a document pretty: before it here, behind it below.
      if (!inside.hasCdata && isBlank(inside.text)) inside.text = '';
      inside.text += text.slice(at + 9, end);
      inside.hasCdata = true;
      at = end + 3;
    } else if (text[at] === '<') {
      const [, closing = '', name = '', empty = ''] = take(TAG) ?? refuse('has something that is no element, text or CDATA, such as a DOCTYPE, a comment or an attribute');
      if (closing !== '') {
        if (inside.name !== name || empty !== '' || open.length === 1) refuse('has an end tag that does not belong there');
        open.pop();
        addMember(open.at(-1) ?? root, name, valueOf(inside) ?? refuse('has text beside elements'));
      } else if (empty !== '') addMember(inside, name, '');
      else if (open.push(opened(name)) > MAX_DEPTH) refuse('is nested too deep');
    } else {
      const end = text.indexOf('<', at);
      const raw = text.slice(at, end < 0 ? text.length : end);
      const decoded = decodeEntities(raw) ?? refuse('has an entity that is not known');
      if (!inside.hasCdata || !isBlank(decoded)) inside.text += decoded;
      at += raw.length;
    }
  }
  if (open.length > 1) refuse('ends before its elements do');
  const names = Object.keys(root.members);
  const only = root.members[names[0] ?? ''];
  if (names.length !== 1 || !isBlank(root.text) || root.hasCdata || !isFields(only)) return refuse('is not one element with others in it');
  return only;
}

const opened = (name: string): Open => ({ name, members: {}, hasMembers: false, text: '', hasCdata: false });

const isBlank = (text: string): boolean => text.trim() === '';

function addMember(parent: Open, name: string, value: Value): void {
  const earlier = parent.hasMembers ? fieldOf(parent.members, name) : undefined;
  parent.hasMembers = true;
  if (Array.isArray(earlier)) earlier.push(value);
  else {
    const both = earlier === undefined ? value : [earlier, value];
    // An element called __proto__ would become the prototype if it were assigned.
    if (name === '__proto__') Object.defineProperty(parent.members, name, { value: both, enumerable: true, configurable: true, writable: true });
    else parent.members[name] = both;
  }
}

/** An element with children is an object, any other a text; one with both is nothing that WeCom writes. */
function valueOf({ members, hasMembers, text, hasCdata }: Open): Value | undefined {
  if (!hasMembers) return text;
  return isBlank(text) && !hasCdata ? members : undefined;
}

function decodeEntities(raw: string): string | undefined {
  if (!raw.includes('&')) return raw;
  let unknown = 0;
  const decoded = raw.replaceAll(ENTITY, (entity, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? '';
    const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? parseInt(hex, 16) : NaN;
    if (code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)) return String.fromCodePoint(code);
    unknown += 1;
    return entity;
  });
  return unknown === 0 ? decoded : undefined;
}
