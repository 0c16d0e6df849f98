import type { IncomingMessage } from 'node:http';

const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/** Whether a host, with its port or without, is this machine. */
export const isLoopbackHost = (host: string): boolean => LOOPBACK_HOST.test(host);

/**
 * Whether the request names a loopback host.
 *
 * The attack: a page on evil.example lets its name resolve to 127.0.0.1 after it was loaded (DNS rebinding). To the browser
 * the sandbox is now of the page's own origin, so the page reads the inbox and scripts faults. The Host header still says
 * evil.example.
 */
export const hasLoopbackHost = (request: IncomingMessage): boolean => isLoopbackHost(request.headers.host ?? '');

/**
 * Whether the request comes from outside a browser, from the sandbox's own page, or from somebody who follows a link.
 *
 * The attack: any page that the developer visits may POST text to http://127.0.0.1:8787/sandbox/reset without a question, or GET
 * from the API and so use up a fault that a test scripted; it cannot read the answer, but the damage is done. Browsers put the
 * page's origin on a request that posts, and say of every other that it comes from another site.
 */
export function hasOwnOrigin(request: IncomingMessage): boolean {
  const { origin, host, 'sec-fetch-site': site = 'none', 'sec-fetch-mode': mode } = request.headers;
  if (origin !== undefined) return origin === `http://${host ?? ''}`;
  return site === 'none' || site === 'same-origin' || mode === 'navigate';
}
