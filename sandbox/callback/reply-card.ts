import type { JsonObject } from '../message/fields.ts';
import type { XmlElement } from './xml-reader.ts';

/** Lists of a card: in XML an element that is repeated, in JSON an array. */
const LISTS = new Set(['HorizontalContentList', 'VerticalContentList', 'JumpList', 'ButtonList', 'OptionList', 'SelectList', 'ActionList']);

const NUMBERS = new Set(['Type', 'Style', 'DescColor', 'Mode', 'AspectRatio']);

const BOOLEANS = new Set(['IsChecked', 'Disable']);

/** Names that are not cut at every capital. */
const NAMES: Readonly<Record<string, string>> = { AppId: 'appid', CheckBox: 'checkbox', KeyName: 'keyname', PagePath: 'pagepath', UserId: 'userid' };

const jsonName = (name: string): string => NAMES[name] ?? name.replace(/(?!^)[A-Z]/g, '_$&').toLowerCase();

/**
 * A card in XML as the JSON that an application sends, so that both are held to the same rules.
 * Source: https://developer.work.weixin.qq.com/document/path/90241
 */
export function cardOf({ children }: XmlElement): JsonObject {
  const card: JsonObject = {};
  for (const child of children) {
    const name = jsonName(child.name);
    const before = card[name];
    if (LISTS.has(child.name)) card[name] = [...(Array.isArray(before) ? (before as unknown[]) : []), cardOf(child)];
    else if (before !== undefined) throw new Error(`<${child.name}> stands twice in the same place`);
    else card[name] = child.children.length > 0 ? cardOf(child) : valueOf(child);
  }
  return card;
}

function valueOf({ name, text }: XmlElement): unknown {
  if (NUMBERS.has(name) && /^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  return BOOLEANS.has(name) && /^(?:true|false)$/.test(text) ? text === 'true' : text;
}
