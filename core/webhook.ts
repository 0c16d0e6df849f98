import type { Problem } from './errors.ts';

/** WeCom's public API host. */
export const DEFAULT_BASE_URL = 'https://qyapi.weixin.qq.com';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Keys are lower-case UUIDs at WeCom; private deployments may make them otherwise, so only what no key can be is refused. */
const KEY = /^[\w-]{6,128}$/;

export interface Webhook {
  key: string;
  /** Without a trailing slash. */
  baseUrl: string;
}

type Read<T> = { ok: true; value: T } | { ok: false; problem: Problem };

const refused = (path: string, limit: string, actual: string, fix: string): Read<never> => ({ ok: false, problem: { path, limit, actual, fix } });

/**
 * The API host to talk to: https, or http on this machine itself. A path prefix is kept, a trailing slash is not.
 *
 * The attack: over plain http, everyone on the way reads the key and can post into the group from then on.
 *
 * @param path what the value is called where the user wrote it.
 */
export function readBaseUrl(text: string, path: string, whenEmpty = DEFAULT_BASE_URL): Read<string> {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: true, value: whenEmpty };
  const url = URL.parse(trimmed);
  const limit = 'an https address, or http to this machine';
  if (url === null) return refused(path, limit, 'something that is not an address', 'Write it as https://host or https://host/prefix');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return refused(path, 'an address of scheme, host and path only', 'one with a user, a query or a fragment', 'Leave everything but https://host/prefix away');
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.test(url.hostname))) {
    // Any other "scheme" may be the first half of a value that is a secret and no address at all.
    const actual = url.protocol === 'http:' ? `http:// to ${url.host}` : 'an address of another kind';
    return refused(path, limit, actual, 'Use https, so that the key in the address cannot be read on the way');
  }
  return { ok: true, value: `${url.origin}${url.pathname.replace(/\/+$/, '')}` };
}

/**
 * A group robot's webhook, as its page in WeCom shows it, or its key alone.
 *
 * An address that names another host than the base URL is refused: it would send the key of one system to another.
 * No problem holds the value, because the value is the secret.
 *
 * @param baseUrl what {@link readBaseUrl} gave, or undefined when the user set none: then a loopback address may name its own.
 * @see https://developer.work.weixin.qq.com/document/path/91770
 */
export function readWebhook(text: string, path: string, baseUrl: string | undefined): Read<Webhook> {
  const limit = 'a webhook address of a group robot, or its key';
  const copy = 'Copy the webhook address again from the robot’s page in the group’s settings';
  const trimmed = text.trim();
  if (!/[/:?]/.test(trimmed)) {
    if (!KEY.test(trimmed)) return refused(path, limit, `${trimmed.length} characters that are no key`, copy);
    return { ok: true, value: { key: trimmed, baseUrl: baseUrl ?? DEFAULT_BASE_URL } };
  }
  const url = URL.parse(trimmed);
  if (url === null) return refused(path, limit, 'something that is not an address', copy);
  if (url.username !== '' || url.password !== '') return refused(path, limit, 'an address with a user or password in it', copy);
  const keys = url.searchParams.getAll('key');
  const key = keys[0] ?? '';
  if (keys.length !== 1) return refused(path, 'an address with one key', `one with ${keys.length || 'no'} key${keys.length > 1 ? 's' : ''}`, copy);
  if (!KEY.test(key)) return refused(path, limit, 'an address whose key is no key', copy);

  // `htp://`: an address that no browser opens has no origin.
  if (url.origin === 'null') return refused(path, limit, 'an address of another kind', copy);
  const own = readBaseUrl(url.origin, path);
  if (!own.ok) return own;
  if (url.pathname.search(/\/cgi-bin\/webhook\/(send|upload_media)\/?$/) < 0) {
    return refused(path, 'an address that ends in /cgi-bin/webhook/send?key=…', 'one with another path', copy);
  }
  const prefix = url.pathname.replace(/\/cgi-bin\/webhook\/.*$/, '');
  if (own.value === DEFAULT_BASE_URL) return { ok: true, value: { key, baseUrl: baseUrl ?? DEFAULT_BASE_URL } };
  if (baseUrl === undefined ? LOOPBACK.test(url.hostname) : new URL(baseUrl).origin === own.value) {
    return { ok: true, value: { key, baseUrl: baseUrl ?? `${own.value}${prefix}` } };
  }
  return refused(
    path,
    baseUrl === undefined ? 'an address at qyapi.weixin.qq.com' : `an address at ${new URL(baseUrl).host} or qyapi.weixin.qq.com`,
    `one at ${url.host}`,
    'If that host is your own relay or private deployment, set the base URL to it',
  );
}
