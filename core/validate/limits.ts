import type { Problem } from '../errors.ts';
import type { Limit } from '../spec/types.ts';
import { byteLength } from '../utf8.ts';
import { idsOf } from './ids.ts';
import { count } from './words.ts';

/** The limit in words, as documentation and errors say it. */
export function limitInWords(limit: Limit): string {
  switch (limit.unit) {
    case 'items':
      return limit.min === undefined ? `at most ${count(limit.max, 'item')}` : `${limit.min} to ${count(limit.max, 'item')}`;
    case 'ids':
      return `at most ${count(limit.max, 'id')}`;
    case 'value':
      return `${limit.min} to ${limit.max}`;
    case 'bytes':
      return `at most ${count(limit.max, 'byte')}`;
    case 'decoded bytes':
      return `at most ${count(limit.max, 'byte')} after decoding`;
    case 'characters':
      return limit.min === undefined ? `at most ${count(limit.max, 'character')}` : `${limit.min} to ${count(limit.max, 'character')}`;
  }
}

/** What is over or under the limit, or undefined. The value must be of the type that the limit's unit measures. */
export function overLimit(limit: Limit, value: unknown): Omit<Problem, 'path'> | undefined {
  const words = limitInWords(limit);
  if (limit.unit === 'value') {
    if (typeof value !== 'number' || (value >= limit.min && value <= limit.max)) return undefined;
    return { limit: words, actual: String(value), fix: `Choose a number from ${limit.min} to ${limit.max}` };
  }
  if (limit.unit === 'items') {
    if (!Array.isArray(value) || (value.length >= (limit.min ?? 0) && value.length <= limit.max)) return undefined;
    const fix = value.length > limit.max ? 'Take some out, or divide them up' : `Add at least ${(limit.min ?? 0) - value.length === 1 ? 'one' : (limit.min ?? 0) - value.length}`;
    return { limit: words, actual: count(value.length, 'item'), fix };
  }
  if (typeof value !== 'string') return undefined;
  if (limit.unit === 'ids') {
    const ids = idsOf(value).length;
    return ids <= limit.max ? undefined : { limit: words, actual: count(ids, 'id'), fix: `Take ${ids - limit.max} out, or spread them over several messages` };
  }
  const size = measure(limit.unit, value);
  if (limit.unit === 'characters' && size < (limit.min ?? 0)) return { limit: words, actual: inUnit(limit.unit, size), fix: 'Write a longer one' };
  if (size <= limit.max) return undefined;
  return { limit: words, actual: inUnit(limit.unit, size), fix: shorten(limit, size - limit.max) };
}

function measure(unit: 'bytes' | 'characters' | 'decoded bytes', text: string): number {
  switch (unit) {
    case 'bytes':
      return byteLength(text);
    case 'characters':
      return Array.from(text).length;
    case 'decoded bytes':
      return (text.length / 4) * 3 - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
  }
}

function inUnit(unit: 'bytes' | 'characters' | 'decoded bytes', size: number): string {
  return unit === 'characters' ? count(size, 'character') : count(size, 'byte') + (unit === 'bytes' ? '' : ' after decoding');
}

function shorten({ unit, over }: Limit, by: number): string {
  const less = count(by, unit === 'characters' ? 'character' : 'byte');
  if (over === 'cut') return `Shorten it by ${less}: the rest would be cut off without a word`;
  if (over === 'clipped') return `Shorten it by ${less}: the rest is cut off`;
  if (over === 'advised') return `Shorten it by ${less} to be safe: what is longer may not be shown in full, or be refused`;
  return unit === 'decoded bytes' ? `Make it ${less} smaller, or send it as a file` : `Shorten it by ${less}`;
}
