import { EVERYONE } from '../spec/everyone.ts';
import type { StringForm } from '../spec/types.ts';
import { idsOf } from './ids.ts';

/** What a text is promised to be, and how it falls short: never the text itself, which may be a secret or a picture. */
export interface Form {
  limit: string;
  /** What is wrong, as a clause, or undefined. */
  fault: (text: string) => string | undefined;
  fix: string;
}

export const FORMS: Record<StringForm, Form> = {
  url: {
    limit: 'a complete http or https URL',
    fault: urlFault,
    fix: 'Write it with https:// and a host, and encode spaces as %20',
  },
  media_id: {
    limit: 'a media_id',
    fault: (text) => (/\s/.test(text) ? 'a text with white space in it' : undefined),
    fix: 'Copy the media_id exactly as the upload returned it',
  },
  base64: {
    limit: 'plain base64',
    fault: base64Fault,
    fix: 'Encode the bytes in standard base64, with its padding, as one line',
  },
  md5: {
    limit: 'an MD5 in hex',
    fault: (text) => (/^[\da-f]{32}$/i.test(text) ? undefined : 'not 32 hex digits'),
    fix: 'Write the MD5 as 32 hex digits',
  },
  task_id: {
    limit: 'letters, digits, _, - and @',
    fault: (text) => (/^[\w@-]+$/.test(text) ? undefined : 'a text with other characters in it'),
    fix: 'Write it with these alone',
  },
  id: {
    limit: 'an id as WeCom gave it',
    fault: (text) => (/\s/.test(text) ? 'a text with white space in it' : undefined),
    fix: 'Copy it exactly as the answer of WeCom has it',
  },
  chatid: {
    limit: 'letters and digits',
    fault: (text) => (/^[\da-z]+$/i.test(text) ? undefined : 'a text with other characters in it'),
    fix: 'Write it with these alone',
  },
  userid: {
    limit: 'the userid of one member',
    fault: useridFault,
    fix: 'Write the userid from the address book of the WeCom admin console, one for each member',
  },
  ids: {
    limit: 'whole numbers joined by |',
    fault: (text) => joinedFault(text) ?? (idsOf(text).every((id) => /^\d+$/.test(id)) ? undefined : 'an id that is no whole number'),
    fix: 'Write the ids from the address book of the WeCom admin console: 12|34',
  },
  userids: {
    limit: `userids joined by |, or ${EVERYONE} alone`,
    fault: (text) => everyoneFault(text) ?? joinedFault(text),
    fix: `Write zhangsan|lisi, or nothing but ${EVERYONE} for everyone who can see the application`,
  },
};

function joinedFault(text: string): string | undefined {
  const ids = idsOf(text);
  if (ids.length === 0) return 'a text without any id';
  return ids.some((id) => /\s/.test(id)) ? 'an id with white space in it' : undefined;
}

function useridFault(text: string): string | undefined {
  if (text.toLowerCase() === EVERYONE) return `${EVERYONE}, which stands for nobody here`;
  if (text.includes('|')) return 'several joined by |';
  return /\s/.test(text) ? 'a text with white space in it' : undefined;
}

/** Whether WeCom would then take it for everyone or for a userid is not documented, and the difference is the whole corp. */
function everyoneFault(text: string): string | undefined {
  if (text === EVERYONE || !idsOf(text).some((id) => id.toLowerCase() === EVERYONE)) return undefined;
  return `${EVERYONE} with something else beside it`;
}

/** The URL parser forgives much that WeCom and its clients do not: white space around, missing slashes, backslashes. */
function urlFault(text: string): string | undefined {
  if (/[\s\p{Cc}]/u.test(text)) return 'a text with white space or control characters in it';
  if (!/^https?:\/\//i.test(text)) return 'a text that does not begin with https:// or http://';
  if (/^https?:\/\/[/\\?#@:]/i.test(text)) return 'a URL without a host';
  // `new URL` would throw an error that carries the text.
  return URL.canParse(text) ? undefined : 'a URL that cannot be read';
}

function base64Fault(text: string): string | undefined {
  if (text.startsWith('data:')) return 'a data: URI';
  if (/\s/.test(text)) return 'base64 with white space or line breaks in it';
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return 'a text with characters that standard base64 does not have';
  if (text.length % 4 !== 0) return 'base64 that is cut off or lacks its padding';
  // Bits that stand for no byte must be 0, else the text is not what any encoder wrote.
  return /[^=AEIMQUYcgkosw048]=$|[^AQgw]==$/.test(text.slice(-4)) ? 'base64 that is damaged at its end' : undefined;
}
