import { InvalidInputError } from '../../../core/errors.ts';
import { isRecord, kindOf } from '../../../core/validate/kinds.ts';
import { findJsonFault } from './json-fault.ts';

/**
 * What the user has written in JSON: an object, or its text.
 *
 * @param path the parameter's label, which names it in problems.
 * @param members what the object must have, for whoever has written something else.
 * @throws InvalidInputError when it is neither. It says where the text stops being JSON, and quotes none of it.
 */
export function readJsonObject(given: unknown, path: string, members: string): Record<string, unknown> {
  const wrong = (limit: string, actual: string, fix: string): InvalidInputError => new InvalidInputError([{ path, limit, actual, fix }]);
  const value = typeof given === 'string' ? parse(given) : given;
  if (isRecord(value)) return value;
  throw wrong('an object', kindOf(value), `Write an object with ${members}`);

  function parse(text: string): unknown {
    if (text.trim() === '') throw wrong('an object in JSON', 'empty', `Write an object with ${members}`);
    try {
      return JSON.parse(text);
    } catch {
      const { line, column } = findJsonFault(text);
      const fix = 'Correct it there. If an expression stands between quotes, take the quotes away and write {{ JSON.stringify($json.text) }} instead of "{{ $json.text }}"';
      throw wrong('JSON', `a text that stops being JSON at line ${line}, column ${column}`, fix);
    }
  }
}
