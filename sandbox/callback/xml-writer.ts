/** A value of an element: a text becomes CDATA, a number stands bare, a list repeats the element, an object nests. */
export type XmlValue = string | number | XmlFields | readonly XmlValue[];

export interface XmlFields {
  [name: string]: XmlValue;
}

/** CDATA cannot hold its own end, so that is split over two. */
const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

/** What WeCom writes without CDATA although some of it is too long for a number, or would lose its zeros as one. */
const NUMBERS = new Set(['AgentID', 'Count', 'CreateTime', 'ErrCode', 'Latitude', 'Location_X', 'Location_Y', 'Longitude', 'MsgId', 'Precision', 'Scale']);

const isBare = (name: string, text: string): boolean => NUMBERS.has(name) && /^-?\d+(?:\.\d+)?$/.test(text);

function element(name: string, value: XmlValue): string {
  if (typeof value === 'string' && isBare(name, value)) return `<${name}>${value}</${name}>`;
  if (typeof value === 'string') return `<${name}>${cdata(value)}</${name}>`;
  if (typeof value === 'number') return `<${name}>${value}</${name}>`;
  if (isList(value)) return value.map((one) => element(name, one)).join('');
  return `<${name}>${elements(value)}</${name}>`;
}

const isList = (value: XmlValue): value is readonly XmlValue[] => Array.isArray(value);

const elements = (fields: XmlFields): string => Object.entries(fields).map(([name, value]) => element(name, value)).join('');

/** A document as WeCom writes it. */
export const writeXml = (fields: XmlFields): string => `<xml>${elements(fields)}</xml>`;
