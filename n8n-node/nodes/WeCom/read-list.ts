import { splitRecipients } from '../../../core/recipients.ts';
import { textOf } from '../../read-text.ts';

/**
 * The ids in a text, separated by commas or one per line, or the members of an array that an expression gives. Those of an array
 * are not taken apart: each may come from somebody else, who would be two recipients with a comma in his name.
 */
export function readList(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(textOf).filter((id) => id !== '');
  return splitRecipients(textOf(value));
}
