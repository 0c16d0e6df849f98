import { cutCharacters } from '../message/cut.ts';

/** Script elements with what is in them, and what is left of one that never ends. */
const SCRIPT = /<script\b[^<]*(?:<(?!\/script)[^<]*)*(?:<\/script[^<>]*>|$)/gi;

const HANDLER = /\son\w+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+)/gi;

const TAG = /<[^<>]*>/g;

const IMAGE = /<img\b[^<>]*>/gi;

/**
 * An article's HTML as it is kept: without scripts and without the pictures that were not uploaded here.
 * Source: https://developers.weixin.qq.com/doc/service/api/draftbox/draftmanage/api_draft_add
 *
 * This imitates what becomes of an article and makes nothing safe: whoever shows it still has to keep it from running.
 */
export const keptContent = (html: string, isOwn: (url: string) => boolean): string =>
  html
    .replace(SCRIPT, '')
    .replace(TAG, (tag) => tag.replace(HANDLER, ''))
    .replace(IMAGE, (image) => (isOwn(/\s(?:data-)?src\s*=\s*["']?([^\s"'<>]+)/i.exec(image)?.[1] ?? '') ? image : ''));

const DIGEST_CHARACTERS = 54;

/** What stands in the place of a digest that is missing: how the text begins. */
export function digestOf(html: string): string {
  const text = html.replace(TAG, '').replace(/&nbsp;|\s+/g, ' ').trim();
  return cutCharacters(text, DIGEST_CHARACTERS);
}
