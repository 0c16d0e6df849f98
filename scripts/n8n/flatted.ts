/**
 * Reads the JSON in which n8n stores executions: an array of all values, the root first, in which members name other values by their
 * place in it, as strings ("flatted").
 */
export function unflatten(text: string): unknown {
  const values = JSON.parse(text) as unknown[];
  const resolved = new Map<number, unknown>();

  const at = (place: number): unknown => {
    const value = values[place];
    if (typeof value !== 'object' || value === null) return value;
    if (resolved.has(place)) return resolved.get(place);
    const copy: unknown[] | Record<string, unknown> = Array.isArray(value) ? [] : {};
    // Before its members, since one of them may name it again.
    resolved.set(place, copy);
    for (const [key, member] of Object.entries(value)) Reflect.set(copy, key, typeof member === 'string' ? at(Number(member)) : member);
    return copy;
  };
  return at(0);
}
