import { isFields } from './fields.ts';
import type { Fields, Value } from './fields.ts';
import { CallbackRefusal } from './refusal.ts';
import type { Unreadable } from './refusal.ts';

const MAX_DEPTH = 32;

/** What JSON.parse tells of where a value was written; TypeScript's library does not know it yet. */
type Reviver = (key: string, value: unknown, context?: { source?: string }) => unknown;

/**
 * A JSON object, in which a number that JavaScript would round is the string of its digits.
 *
 * The attack: a megabyte of opening brackets exhausts the stack of whatever walks over the result, so the depth is counted first.
 *
 * @throws CallbackRefusal with the given detail
 */
export function readJson(text: string, detail: Unreadable): Fields {
  if (depthOf(text) > MAX_DEPTH) throw new CallbackRefusal(detail, 'the JSON is nested too deep');
  try {
    const value = JSON.parse(text, keepDigits) as Value;
    if (isFields(value)) return value;
  } catch {
    // The parser's own error quotes the text.
  }
  throw new CallbackRefusal(detail, 'the JSON is not an object');
}

/** A MsgId has 64 bits, of which a JavaScript number holds 53: two messages would seem to be one. */
const keepDigits: Reviver = (_key, value, context) =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '') ? context?.source : value;

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isText = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (isText) {
      if (char === '\\') at += 1;
      else if (char === '"') isText = false;
    } else if (char === '"') isText = true;
    else if (char === '{' || char === '[') deepest = Math.max(deepest, ++depth);
    else if (char === '}' || char === ']') depth -= 1;
  }
  return deepest;
}
