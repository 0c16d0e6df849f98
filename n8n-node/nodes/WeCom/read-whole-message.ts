import { InvalidInputError } from '../../../core/errors.ts';
import type { Problem } from '../../../core/errors.ts';
import type { Message } from '../../../core/robot.ts';
import { isRecord, kindOf } from '../../../core/validate/kinds.ts';
import { findJsonFault } from './json-fault.ts';

/**
 * A message that the user has written as a whole: an object, or its JSON.
 *
 * @throws InvalidInputError when it is neither. It says where the text stops being JSON, and quotes none of it.
 */
export function readWholeMessage(given: unknown): Message {
  const value = typeof given === 'string' ? parse(given) : given;
  if (isRecord(value)) return value as Message;
  throw wrong({ limit: 'an object', actual: kindOf(value), fix: 'Write an object with msgtype and the object of that name' });
}

function parse(text: string): unknown {
  if (text.trim() === '') throw wrong({ limit: 'a whole message in JSON', actual: 'empty', fix: 'Write an object with msgtype and the object of that name' });
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

const wrong = (problem: Omit<Problem, 'path'>): InvalidInputError => new InvalidInputError([{ path: 'Message', ...problem }]);
