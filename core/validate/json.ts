import { byteLength, hasLoneSurrogate } from '../utf8.ts';
import { isJsonValue, isRecord, kindOf } from './kinds.ts';
import type { Report } from './report.ts';
import { memberPath } from './words.ts';

/** The tables go five levels deep. */
const MAX_DEPTH = 20;

/** Ours, not WeCom's: the largest message it takes is an mpnews of 8 articles, whose contents have 666 KiB each. */
const MAX_BYTES = 6 * 1024 * 1024;

/**
 * Checks what no table speaks of: that every value survives as JSON and every text as UTF-8, and that depth and size are bounded.
 *
 * Returns false when they are not, and looking further could take forever: a cycle, or one object that is referred to many times
 * on every level.
 */
export function checkJson(message: Record<string, unknown>, report: Report): boolean {
  let bytes = 0;

  const visitText = (text: string, path: string): void => {
    bytes += byteLength(text) + 3;
    if (!hasLoneSurrogate(text)) return;
    report.problem({
      path,
      limit: 'text that can be written in UTF-8',
      actual: 'half of a surrogate pair, as left behind when an emoji is cut in two',
      fix: 'Cut texts between whole characters',
    });
  };

  const visit = (value: unknown, path: string, depth: number): boolean => {
    if (depth > MAX_DEPTH) {
      report.problem({ path: 'message', limit: `at most ${MAX_DEPTH} levels deep`, actual: 'deeper, or an object that contains itself', fix: 'Flatten the message' });
      return false;
    }
    bytes += 1;
    if (typeof value === 'string') visitText(value, path);
    else if (!isJsonValue(value)) {
      report.problem({ path, limit: 'a value that JSON has', actual: kindOf(value), fix: 'Write a text, a number, true, false, an array or a plain object' });
    } else if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) {
        if (!visit(value[index], memberPath(path, index), depth + 1)) return false;
      }
    } else if (isRecord(value)) {
      for (const [key, member] of Object.entries(value)) {
        if (member === undefined) continue; // JSON leaves it out.
        visitText(key, memberPath(path, key));
        if (!visit(member, memberPath(path, key), depth + 1)) return false;
      }
    }
    if (bytes > MAX_BYTES) {
      report.problem({ path: 'message', limit: `at most ${MAX_BYTES} bytes of JSON`, actual: 'more than that', fix: 'Make the message smaller, or send the content as a file' });
      return false;
    }
    return true;
  };

  return visit(message, '', 1);
}
