/** A plain object, also one from another realm, such as those an n8n Code node returns. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Says nothing about the members of arrays and objects. */
export function isJsonValue(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value) || Array.isArray(value) || isRecord(value);
}

/** What a value is, without a word of what it says. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  switch (typeof value) {
    case 'object':
      return isRecord(value) ? 'an object' : 'an object that is not plain, such as a date or a buffer';
    case 'number':
      if (!Number.isFinite(value)) return 'not a finite number';
      return Number.isInteger(value) ? 'a whole number' : 'a number with a fraction';
    case 'boolean':
      return String(value);
    case 'undefined':
      return 'nothing';
    default:
      return `a ${typeof value}`;
  }
}
