import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';

import { Refusal } from '../errcodes.ts';

/** `JSON.stringify` of what was accepted must not run out of stack, and no message is nested deeper than this. */
const MAX_DEPTH = 32;

const CONTENT_TYPE = /^application\/json(?:; ?charset="?([\w-]+)"?)?$/i;

/**
 * Reads a request's body as WeCom asks for it: JSON in plain UTF-8.
 * @throws Refusal 40033 for bytes that are not UTF-8 and for characters written as \uXXXX, 40058 for what is not JSON or does
 * not say so.
 */
export function parseJsonBody(headers: IncomingHttpHeaders, body: Buffer): unknown {
  const type = CONTENT_TYPE.exec(headers['content-type'] ?? '');
  if (!type) throw new Refusal(40058, 'Content-Type is not application/json');
  if (!/^utf-?8$/i.test(type[1] ?? 'utf-8') || !isUtf8(body)) throw new Refusal(40033);
  const text = body.toString('utf8');
  if (hasEscapedCharacter(text)) throw new Refusal(40033);
  const value = parse(text);
  if (isTooDeep(value, MAX_DEPTH)) throw new Refusal(40058, 'the body is nested too deeply');
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(40058, 'the body is not JSON');
  }
}

/**
 * Whether a character beyond ASCII is written as \uXXXX, which the note of error 40033 forbids. The escapes that JSON itself
 * demands (control characters) are ASCII.
 */
function hasEscapedCharacter(json: string): boolean {
  for (const [, hex] of json.matchAll(/\\(?:u([0-9a-f]{4})|.)/gis)) {
    if (hex !== undefined && parseInt(hex, 16) > 0x7f) return true;
  }
  return false;
}

/** Without recursion beyond the limit itself. */
function isTooDeep(value: unknown, depthLeft: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depthLeft === 0 || Object.values(value).some((member) => isTooDeep(member, depthLeft - 1));
}
