import { InvalidInputError } from '../../../core/errors.ts';
import type { Problem } from '../../../core/errors.ts';
import { isRecord, kindOf } from '../../../core/validate/kinds.ts';
import { findJsonFault } from './json-fault.ts';

/**
 * An object that the user has written, or its JSON.
 *
 * @param path the parameter's label, for problems.
 * @param members what belongs into the object, for whoever wrote another thing.
 * @throws InvalidInputError when it is neither. It says where the text stops being JSON, and quotes none of it.
 */
export function readJsonObject(given: unknown, path: string, members: string): Record<string, unknown> {
  const wrong = (problem: Omit<Problem, 'path'>): InvalidInputError => new InvalidInputError([{ path, ...problem }]);
  const fix = `Write an object with ${members}`;
  const value = typeof given === 'string' ? parse(given) : given;
  if (isRecord(value)) return value;
  throw wrong({ limit: 'an object', actual: kindOf(value), fix });

  function parse(text: string): unknown {
    if (text.trim() === '') throw wrong({ limit: 'an object in JSON', actual: 'empty', fix });
    try {
      return JSON.parse(text);
    } catch {
      const { line, column } = findJsonFault(text);
      throw wrong({
        limit: 'JSON',
        actual: `a text that stops being JSON at line ${line}, column ${column}`,
        fix: 'Correct it there. If an expression stands between quotes, take the quotes away and write {{ JSON.stringify($json.text) }} instead of "{{ $json.text }}"',
      });
    }
  }
}
