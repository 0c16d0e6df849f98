import type { IHttpRequestOptions } from 'n8n-workflow';

import { InvalidInputError } from '../core/errors.ts';

/**
 * Lets a credential be used with no other host than its own.
 *
 * The attack: a credential can be shared with people who may use it and not read it. n8n's own HTTP Request node takes it too,
 * and an address of one's own in there would be handed the secret.
 *
 * @throws InvalidInputError that names the two hosts.
 */
export function checkOwnHost(options: IHttpRequestOptions, baseUrl: string): void {
  // The HTTP Request node's are of an older kind, with the address in `uri`.
  const { uri, url = uri, baseURL } = options as Partial<IHttpRequestOptions> & { uri?: string };
  const [target, own] = [URL.parse(url ?? '', baseURL), new URL(baseUrl)];
  if (target?.origin === own.origin) return;
  const actual = target === null ? 'something that is not an address' : `one at ${target.host}`;
  throw new InvalidInputError([{ path: 'URL', limit: `an address at ${own.host}`, actual, fix: 'If that host is your own relay or private deployment, set it as the Base URL of the credential' }]);
}
