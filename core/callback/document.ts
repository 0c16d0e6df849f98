import type { Fields } from './fields.ts';
import { readJson } from './json.ts';
import type { Unreadable } from './refusal.ts';
import { readXml } from './xml.ts';

export type Format = 'xml' | 'json';

/** Reads XML or JSON, whichever it is. @throws CallbackRefusal with the given detail */
export function readDocument(text: string, detail: Unreadable): { format: Format; fields: Fields } {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  return /^\s*\{/.test(body) ? { format: 'json', fields: readJson(body, detail) } : { format: 'xml', fields: readXml(body, detail) };
}
