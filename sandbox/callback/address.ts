import { isLoopbackHost } from '../http/guard.ts';
import { aesKeyOf, checkToken, randomKey, randomToken } from './key.ts';
import type { CallbackFace, CallbackSettings } from './types.ts';

/**
 * The settings with whatever was left out; `receiveId` is what stands behind a message where nothing else is said.
 *
 * The attack: control endpoints answer every program of this machine, also another user's, and a callback is a POST with a body that
 * its sender chooses. Were any address allowed, whoever can reach the sandbox could have it knock at machines that only this one
 * reaches. So it calls this machine alone, and follows no redirect to another.
 * @throws Error for an address elsewhere, or a token or key of another form.
 */
export function callbackAddress({ url, token = randomToken(), encodingAesKey = randomKey(), ...given }: CallbackSettings, receiveId: string): CallbackFace {
  const parsed = URL.parse(url);
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol)) throw new Error('A callback address begins with http:// or https://.');
  if (!isLoopbackHost(parsed.host)) throw new Error(`The sandbox calls only this machine: localhost or 127.0.0.1, not ${parsed.host}.`);
  checkToken(token);
  aesKeyOf(encodingAesKey);
  return { url, token, encodingAesKey, receiveId: given.receiveId ?? receiveId };
}

/** The address with these parameters behind those that it may have already. Each is percent-encoded: base64 has + and /. */
export function withQuery(url: string, parameters: Readonly<Record<string, string>>): URL {
  const added = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  const whole = new URL(url);
  whole.hash = '';
  whole.search = whole.search === '' ? added : `${whole.search}&${added}`;
  return whole;
}
