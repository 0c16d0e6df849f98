/** A text becomes CDATA, a number or truth value bare text, a list as many elements of its name as it has members. */
export type XmlValue = string | number | boolean | readonly XmlValue[] | { readonly [name: string]: XmlValue };

/** One element with what is in it. Names must be names: they are not escaped. */
export function element(name: string, value: XmlValue): string {
  if (isList(value)) return value.map((member) => element(name, member)).join('');
  return `<${name}>${typeof value === 'object' ? elements(value) : typeof value === 'string' ? cdata(value) : String(value)}</${name}>`;
}

const elements = (fields: Readonly<Record<string, XmlValue>>): string =>
  Object.entries(fields)
    .map(([name, value]) => element(name, value))
    .join('');

/**
 * The attacks: `]]>` in a text ends the CDATA, and what follows is read as elements, such as another ToUserName; a control character,
 * which XML cannot hold at all, makes the whole reply unreadable.
 */
export const cdata = (text: string): string => `<![CDATA[${text.replaceAll(NOT_IN_XML, '\ufffd').replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

// Tab, line feed and carriage return may stay.
const NOT_IN_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const isList = (value: XmlValue): value is readonly XmlValue[] => Array.isArray(value);
