import type { IHttpRequestHelper } from 'n8n-workflow';

import { createDeadline } from '../core/deadline.ts';
import type { WeComError } from '../core/errors.ts';
import { createRedactor } from '../core/redact.ts';
import { fetchToken } from '../core/token.ts';
import { issuedFor } from './app-credential.ts';
import type { AppCredential } from './app-credential.ts';
import { createHttp } from './http.ts';
import { CLOCK, createPorts } from './ports.ts';

export interface IssuedToken {
  token: string;
  /** Milliseconds since 1970. */
  validUntil: number;
}

/** Milliseconds for all attempts. */
const BUDGET = 30_000;

/** What is being fetched in this process: many items, or many executions, that find no token need only one. */
const pending = new Map<string, Promise<IssuedToken | WeComError>>();

/** A new token. @throws WeComError that tells what WeCom or the network said. */
export async function issueToken(helper: IHttpRequestHelper, credential: AppCredential): Promise<IssuedToken> {
  const key = issuedFor(credential);
  const shared = pending.get(key) ?? fetchOnce(helper, credential).finally(() => pending.delete(key));
  pending.set(key, shared);
  const issued = await shared;
  if ('token' in issued) return issued;
  throw issued;
}

async function fetchOnce({ helpers }: IHttpRequestHelper, credential: AppCredential): Promise<IssuedToken | WeComError> {
  const http = createHttp(async (options) => helpers.httpRequest(options));
  const connection = { ports: createPorts(http), baseUrl: credential.baseUrl, deadline: createDeadline(CLOCK, BUDGET), redactor: createRedactor(), onUnknown: 'fail' as const };
  const outcome = await fetchToken(connection, credential);
  if (outcome.delivery !== 'sent') return outcome.error;
  return { token: outcome.value.token, validUntil: CLOCK.now() + outcome.value.usableMs };
}
