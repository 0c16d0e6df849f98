import { idsOf } from './validate/ids.ts';

/**
 * Ids in an answer of WeCom's. The same field is a text joined by `|` in one answer (message/send) and an array in another
 * (update_template_card), in lower case in both, and missing or empty when there are none.
 */
export function readIds(value: unknown): string[] {
  if (typeof value === 'string') return idsOf(value);
  if (!Array.isArray(value)) return [];
  return value.filter((id) => typeof id === 'string' || typeof id === 'number').map(String).filter((id) => id !== '');
}
