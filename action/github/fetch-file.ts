import type { Deadline } from '../../core/deadline.ts';
import type { Sink } from '../transport/attempt.ts';
import { isLoopback } from '../transport/proxy.ts';
import type { Http } from '../transport.ts';
import { apiHeaders, refusalOf, unreached } from './api.ts';
import type { GitHub, Refusal } from './api.ts';

export interface FileRequest {
  github: Pick<GitHub, 'apiUrl' | 'token'>;
  http: Pick<Http, 'fetchInto'>;
  deadline: Deadline;
  /** Below the API's address. */
  path: string;
  /** That the token needs: "contents: read". */
  right: string;
  maxBytes: number;
}

/** `passing`: another attempt may help. */
export type FileRefusal = Refusal & { passing: boolean };

const MOST_REDIRECTS = 5;

/**
 * Fetches a file from GitHub's API into the sink; returns why it could not be had. GitHub answers with the bytes, or sends
 * the client on to where they are stored.
 *
 * The attack: the token shown to whoever stores the bytes, or to any host that an answer names. It goes to the API's own
 * origin alone; the way on is to be https; and an address, which has a signature in it that opens the file, is told nobody.
 */
export async function fetchFile({ github, http, deadline, path, right, maxBytes }: FileRequest, sink: Sink): Promise<FileRefusal | undefined> {
  const api = new URL(github.apiUrl);
  let url = new URL(github.apiUrl + path);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const token = url.origin === api.origin ? github.token : '';
    const headers = apiHeaders(token, 'application/octet-stream');
    const timeoutMs = deadline.left();
    if (timeoutMs === 0) return { reason: 'there was no time left to fetch it', fix: 'Raise timeout-seconds', passing: false };
    const result = await http.fetchInto({ method: 'GET', url: url.href, headers, timeoutMs, maxAnswerBytes: maxBytes, freshConnection: false }, sink);

    if (result.kind === 'failure') return { ...unreached(result.reason), passing: !result.lasting && result.code !== 'TOO_LARGE' };
    if (result.kind === 'refusal') return { ...unreached(result.error.message), passing: false };
    if (result.status === 200) return undefined;
    if (![301, 302, 303, 307, 308].includes(result.status)) return { ...refusalOf(result.status, result.headers, token || github.token, right), passing: result.status >= 500 };
    const next = nextUrl(result.headers.location ?? '', url);
    if (next === undefined) return { reason: 'GitHub sent the step on to an address that is not https', fix: 'Check the proxy, and GITHUB_API_URL on an Enterprise host', passing: false };
    url = next;
  }
  return { reason: `GitHub sent the step on more than ${MOST_REDIRECTS} times`, fix: 'Check the proxy, and GITHUB_API_URL on an Enterprise host', passing: false };
}

/** Plain http only from this machine to itself. */
function nextUrl(location: string, from: URL): URL | undefined {
  if (location === '' || !URL.canParse(location, from.href)) return undefined;
  const next = new URL(location, from);
  const local = isLoopback(from.hostname) && isLoopback(next.hostname);
  return next.protocol === 'https:' || (next.protocol === 'http:' && local) ? next : undefined;
}
