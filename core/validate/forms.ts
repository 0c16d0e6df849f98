import type { StringForm } from '../spec/types.ts';

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
};

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
