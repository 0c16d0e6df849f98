import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * The signature of a packet: SHA-1 in lower-case hex over token, timestamp, nonce and cipher text, sorted by their bytes and joined
 * without anything between them. The cipher text is the base64 itself. Without it, the signature of an Official Account's plain mode.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90968
 */
export function sign(token: string, timestamp: string, nonce: string, cipherText?: string): string {
  const parts = [token, timestamp, nonce, ...(cipherText === undefined ? [] : [cipherText])].map((part) => Buffer.from(part));
  return createHash('sha1').update(Buffer.concat(parts.sort((a, b) => Buffer.compare(a, b)))).digest('hex');
}

/**
 * Whether a signature is the right one, to the letter: WeCom writes lower-case hex, and nothing else is taken.
 *
 * The attack: a comparison that stops at the first difference takes longer the more characters are right, so that a signature can
 * be guessed one character after the other. `timingSafeEqual` throws on unequal lengths, so the form comes first.
 */
export function isSigned(given: string, right: string): boolean {
  return /^[0-9a-f]{40}$/.test(given) && timingSafeEqual(Buffer.from(given), Buffer.from(right));
}
