/** A document as it was written: in XML every text is a string, in JSON also a number that JavaScript would round. */
export interface Fields {
  [name: string]: Value;
}

export type Value = string | number | boolean | null | Value[] | Fields;

export const isFields = (value: Value | undefined): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field that really is one of this object, and not a word that every object knows. */
export const fieldOf = (fields: Fields, name: string): Value | undefined => (Object.hasOwn(fields, name) ? fields[name] : undefined);

/** The text of a field, also one that JSON holds as a number; undefined where there is none. */
export function textOf(fields: Fields, name: string): string | undefined {
  const value = fieldOf(fields, name);
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}
