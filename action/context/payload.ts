import { isRecord } from '../../core/validate/kinds.ts';
import type { BuildContext, Person } from './context.ts';

/** What an event adds to, or says better than, what every run has. */
export type EventReader = (event: Part, base: BuildContext) => Partial<BuildContext>;

/** A part of an event's payload. What is missing, or is of another kind than it should be, reads as empty: nothing here throws. */
export interface Part {
  part: (name: string) => Part;
  /** The first 100 of a list. */
  parts: (name: string) => Part[];
  /** How many a list has. */
  count: (name: string) => number;
  /** One line of visible characters, however long it was. Numbers come as their digits. */
  line: (name: string) => string;
  /** Several lines of visible characters. */
  text: (name: string) => string;
  /** An http or https address, or ''. */
  url: (name: string) => string;
  isTrue: (name: string) => boolean;
  /** Milliseconds since 1970, or undefined. */
  time: (name: string) => number | undefined;
  person: (name: string) => Person;
}

/** More than a card or a message can show, and little enough for anything that is done to it. UTF-16 units. */
const LONGEST_LINE = 500;
const LONGEST_TEXT = 8000;
const LONGEST_URL = 2048;

/** Members of a list that are looked at. */
const MOST = 100;

export function partOf(value: unknown): Part {
  const at = (name: string): unknown => (isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined);
  const line = (name: string): string => oneLine(at(name));
  return {
    part: (name) => partOf(at(name)),
    parts: (name) => {
      const list = at(name);
      return Array.isArray(list) ? (list as unknown[]).slice(0, MOST).map(partOf) : [];
    },
    count: (name) => {
      const list = at(name);
      return Array.isArray(list) ? list.length : 0;
    },
    line,
    text: (name) => visible(at(name), LONGEST_TEXT).replaceAll(/\r\n?/g, '\n').trim(),
    url: (name) => webAddress(at(name)),
    isTrue: (name) => at(name) === true,
    time: (name) => {
      const time = Date.parse(line(name));
      return Number.isNaN(time) ? undefined : time;
    },
    person: (name) => {
      const person = partOf(at(name));
      return { login: person.line('login') || person.line('username'), name: person.line('name') };
    },
  };
}

/** A stranger's text as one line of visible characters, at most 500 of them. */
export function oneLine(value: unknown): string {
  return visible(value, LONGEST_LINE).replaceAll(/\s+/g, ' ').trim();
}

/**
 * Without what nobody can see. The attack: a pull request's title with U+202E in it turns the rest of the line around, so
 * that a group reads another branch or result than there is; one with control characters ends the line it stands in. The
 * joiner stays, since it holds emoji together.
 */
function visible(value: unknown, longest: number): string {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return '';
  return value
    .slice(0, longest)
    .toWellFormed()
    .replaceAll(/[\u2028\u2029]/g, '\n')
    .replaceAll(/(?![\n\r\t])\p{Cc}|[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd]/gu, '');
}

/** The attack: `javascript:` in a deployment's address, which a client may run when somebody taps the link. */
export function webAddress(value: unknown): string {
  const text = typeof value === 'string' && value.length <= LONGEST_URL ? value : '';
  return /^https?:\/\/[^\s/\\?#@:][^\s\\<>"]*$/i.test(text) && URL.canParse(text) ? text : '';
}

/** A commit's hash, of SHA-1 or SHA-256; zeros stand for none. */
export const hash = (text: string): string => /^(?!0+$)(?:[\da-f]{40}|[\da-f]{64})$/.exec(text)?.[0] ?? '';

export const firstLine = (text: string): string => oneLine(text.split('\n', 1)[0]);
