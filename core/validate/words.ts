import type { FieldType } from '../spec/types.ts';

const EXPECTED: Record<FieldType, string> = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  strings: 'an array of strings',
  integers: 'an array of whole numbers',
  objects: 'an array of objects',
};

export const expected = (type: FieldType): string => EXPECTED[type];

/** A value or name as it may stand in a message to people: one line, at most 40 characters, nothing that turns the text around. */
export function shown(text: string): string {
  // No one needs more than the beginning, and it may be megabytes.
  const line = Array.from(text.slice(0, 200).replace(/[\p{C}\s]+/gu, ' '));
  return line.length <= 40 ? line.join('') : `${line.slice(0, 39).join('')}…`;
}

/** `news.articles[8].title`; a name that is not a plain word stands in brackets and quotes. */
export function memberPath(path: string, member: string | number): string {
  if (typeof member === 'number') return `${path}[${member}]`;
  if (!/^\w[\w-]{0,39}$/.test(member)) return `${path}["${shown(member)}"]`;
  return path === '' ? member : `${path}.${member}`;
}

export const quoted = (value: string | number): string => (typeof value === 'number' ? String(value) : `"${shown(value)}"`);

export const count = (amount: number, one: string): string => `${amount} ${one}${amount === 1 ? '' : 's'}`;

export const oneOf = (values: readonly (string | number)[]): string => `one of ${values.join(', ')}`;
