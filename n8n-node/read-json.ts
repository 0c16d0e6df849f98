import { InvalidInputError } from '../core/errors.ts';
import { isRecord, kindOf } from '../core/validate/kinds.ts';
import { findJsonFault } from './json-fault.ts';

/**
 * An object that the user has written, or its JSON.
 *
 * @param path the parameter's label, for problems.
 * @param members what belongs into the object, for whoever wrote another thing.
 * @throws InvalidInputError when it is neither.
 */
export function readJsonObject(given: unknown, path: string, members: string): Record<string, unknown> {
  const fix = `Write an object with ${members}`;
  const value = typeof given === 'string' ? parseJson(given, path, fix) : given;
  if (isRecord(value)) return value;
  throw new InvalidInputError([{ path, limit: 'an object', actual: kindOf(value), fix }]);
}

/**
 * The value of a JSON text.
 *
 * @param ifEmpty what to do where nothing is written.
 * @throws InvalidInputError that says where the text stops being JSON, and quotes none of it.
 */
export function parseJson(text: string, path: string, ifEmpty: string): unknown {
  const refusal = (actual: string, fix: string): InvalidInputError => new InvalidInputError([{ path, limit: 'JSON', actual, fix }]);
  if (text.trim() === '') throw refusal('empty', ifEmpty);
  try {
    return JSON.parse(text);
  } catch {
    const { line, column } = findJsonFault(text);
    const fix = 'Correct it there. If an expression stands between quotes, take the quotes away and write {{ JSON.stringify($json.text) }} instead of "{{ $json.text }}"';
    throw refusal(`a text that stops being JSON at line ${line}, column ${column}`, fix);
  }
}
