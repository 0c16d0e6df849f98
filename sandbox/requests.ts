import type { IncomingMessage } from 'node:http';

import { Recent } from './recent.ts';
import type { RequestRecord } from './types.ts';

const MOST_REQUESTS = 10_000;

/** A secret and the name that stands for it wherever the state is shown. */
export interface Secret {
  secret: string;
  name: string;
}

/** The parameters that carry a secret. */
const SECRET_PARAMETERS = new Set(['key', 'access_token', 'corpsecret', 'secret', 'response_code']);

const SECRET_HEADERS = new Set(['authorization', 'cookie', 'proxy-authorization']);

/** The path of a request target, and its query. */
export function splitTarget(target: string): { path: string; query: URLSearchParams } {
  const mark = target.indexOf('?');
  if (mark === -1) return { path: target, query: new URLSearchParams() };
  return { path: target.slice(0, mark), query: new URLSearchParams(target.slice(mark + 1)) };
}

/**
 * A parameter's value, '' when it is missing. One that is given twice becomes a value that nothing has: a gateway and the
 * server behind it could each read another of the two.
 */
export const singleValue = (query: URLSearchParams, name: string): string => query.getAll(name).join('&');

/** The API requests that arrived. */
export class Requests {
  #all = new Recent<RequestRecord>(MOST_REQUESTS);
  readonly #secrets: () => Secret[];

  constructor(secrets: () => Secret[]) {
    this.#secrets = secrets;
  }

  get all(): readonly RequestRecord[] {
    return this.#all.all;
  }

  /** Records a request when its head is here; the record grows with the body. `now` in milliseconds since 1970. */
  add(request: IncomingMessage, connection: number, now: number): RequestRecord {
    const { path, query } = splitTarget(request.url ?? '');
    const secrets = this.#secrets();
    const clean = (text: string): string => withoutSecrets(text, secrets);
    const record: RequestRecord = {
      method: request.method ?? '',
      path: clean(path),
      query: Object.fromEntries([...query].map(([name, value]) => [clean(name), shownValue(name, value, clean(value))])),
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, shownHeader(name, clean([value ?? ''].flat().join(', ')))]),
      ),
      bodyBytes: 0,
      at: now,
      connection,
    };
    this.#all.add(record);
    return record;
  }

  clear(): void {
    this.#all.clear();
  }
}

/** The state is printed by tests and written to logs: not even a secret that nobody here has (a real one?) may be in it. */
const shownValue = (name: string, value: string, clean: string): string =>
  SECRET_PARAMETERS.has(name) && clean === value && value !== '' ? `(unknown ${name})` : clean;

/** Nothing here is asked for by such a header: what is in it is meant for somebody else. */
const shownHeader = (name: string, clean: string): string => (SECRET_HEADERS.has(name) ? `(unknown ${name})` : clean);

const withoutSecrets = (text: string, secrets: Secret[]): string =>
  secrets.reduce((clean, { secret, name }) => clean.replaceAll(secret, name), text);
