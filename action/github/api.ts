import type { Deadline } from '../../core/deadline.ts';
import type { HttpResult, Ports } from '../../core/ports.ts';
import { webAddress } from '../context/payload.ts';

/** Why GitHub gave nothing, as a clause, and what to do, as a sentence without the final period. Never with an address or a token. */
export interface Refusal {
  reason: string;
  fix: string;
  /** HTTP, where there was an answer. */
  status?: number;
}

export type Answer<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export interface GitHub {
  /** A GET below the API's address: `/repos/owner/name/…`. What comes back is JSON of any kind. */
  get: (path: string, right: string) => Promise<Answer<unknown>>;
  apiUrl: string;
  token: string;
}

export interface GitHubOptions {
  http: Ports['http'];
  sleep: Ports['sleep'];
  /** GITHUB_API_URL: another host than github.com on GitHub Enterprise. */
  apiUrl: string;
  token: string;
  deadline: Deadline;
  /** How often at most; 3 unless told. */
  attempts?: number;
}

/** The API's address from GITHUB_API_URL, without a slash at its end. */
export const apiUrlOf = (env: Record<string, string | undefined>): string => webAddress(env.GITHUB_API_URL).replace(/\/+$/, '') || 'https://api.github.com';

const ATTEMPTS = 3;
const ATTEMPT_MS = 30_000;
/** A page of a hundred workflow runs is some 2 MB. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

export const apiHeaders = (token: string, accept: string): Record<string, string> => ({
  accept,
  'x-github-api-version': '2022-11-28',
  // The API refuses requests without one.
  'user-agent': 'wecom-media',
  ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
});

/**
 * Reads from GitHub's REST API, which repeats nothing but questions: so whatever fails for a moment is asked again.
 *
 * The attack: a token sent wherever an answer points. The transport follows no redirect, and the address is GitHub's own.
 *
 * @see https://docs.github.com/en/rest
 */
export function createGitHub({ http, sleep, apiUrl, token, deadline, attempts = ATTEMPTS }: GitHubOptions): GitHub {
  const get: GitHub['get'] = async (path, right) => {
    for (let attempt = 1; ; attempt++) {
      const timeoutMs = Math.min(ATTEMPT_MS, deadline.left());
      if (timeoutMs === 0) return { ok: false, refusal: { reason: 'there was no time left to ask GitHub', fix: 'Raise timeout-seconds' } };
      const result = await http({
        method: 'GET',
        url: apiUrl + path,
        headers: apiHeaders(token, 'application/vnd.github+json'),
        timeoutMs,
        maxAnswerBytes: MAX_ANSWER_BYTES,
        freshConnection: false,
      });
      if (attempt < attempts && isPassing(result)) {
        await sleep(Math.min(attempt * 1000, deadline.left()));
        continue;
      }
      return read(result, token, right);
    }
  };
  return { get, apiUrl, token };
}

function isPassing(result: HttpResult): boolean {
  if (result.kind === 'failure') return !result.lasting;
  return result.kind === 'answer' && result.status >= 500;
}

function read(result: HttpResult, token: string, right: string): Answer<unknown> {
  if (result.kind === 'failure') return { ok: false, refusal: unreached(result.reason) };
  if (result.kind === 'refusal') return { ok: false, refusal: unreached(result.error.message) };
  if (result.status !== 200) return { ok: false, refusal: refusalOf(result.status, result.headers, token, right) };
  try {
    return { ok: true, value: JSON.parse(new TextDecoder().decode(result.body)) };
  } catch {
    return { ok: false, refusal: { reason: 'what answered in the place of GitHub’s API sent no JSON', fix: 'Check the proxy, and GITHUB_API_URL on an Enterprise host', status: 200 } };
  }
}

export const unreached = (reason: string): Refusal => ({ reason: `GitHub’s API could not be asked: ${reason}`, fix: 'Check the network and the proxy of the runner, and run the job again' });

/**
 * What a status means. GitHub answers 404 for what a token may not see, so as not to tell that it is there.
 *
 * @param right what the token must be allowed, as a workflow writes it: "contents: read".
 */
export function refusalOf(status: number, headers: Record<string, string>, token: string, right: string): Refusal {
  const grant = `Add permissions: with ${right} to the job, and github-token: \${{ github.token }} to the step`;
  if (token === '') return { status, reason: `GitHub’s API refused to answer without a token (${status})`, fix: grant };
  if (status === 401) return { status, reason: 'GitHub does not know the github-token (401): it is mistyped, expired or of another host', fix: 'Write github-token: ${{ github.token }}' };
  if (status === 429 || (status === 403 && headers['x-ratelimit-remaining'] === '0')) {
    return { status, reason: `the github-token has used up its requests to GitHub’s API (${status})`, fix: 'Run the job again later' };
  }
  if (status === 403) return { status, reason: 'the github-token has no right to this (403)', fix: grant };
  if (status === 404) return { status, reason: 'GitHub has no such thing, or the github-token has no right to see it (404)', fix: grant };
  return { status, reason: `GitHub’s API answered with status ${status}`, fix: 'Run the job again; if it stays so, see https://www.githubstatus.com' };
}
