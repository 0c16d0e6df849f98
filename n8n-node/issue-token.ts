import type { IHttpRequestHelper } from 'n8n-workflow';

import { createDeadline } from '../core/deadline.ts';
import { createRedactor } from '../core/redact.ts';
import type { Connection } from '../core/request.ts';
import { fetchToken, isFinalRefusal } from '../core/token.ts';
import { issuedFor } from './app-credential.ts';
import type { AppCredential } from './app-credential.ts';
import { createHttp } from './http.ts';
import { issueOnce } from './issue-once.ts';
import type { IssuedToken } from './issue-once.ts';
import { CLOCK, createPorts } from './ports.ts';

/** Milliseconds for all attempts. */
const BUDGET = 30_000;

/**
 * An application's new token in the place of the one whose `validUntil` is `replaced`.
 *
 * @throws WeComError that tells what WeCom or the network said.
 */
export async function issueToken(helper: IHttpRequestHelper, credential: AppCredential, replaced: unknown): Promise<IssuedToken> {
  return issueOnce({ whose: issuedFor(credential), replaced, ask: () => fetchToken(tokenConnection(helper, credential.baseUrl), credential), isFinal: isFinalRefusal });
}

/** How a credential asks for a token: over n8n's HTTP, and with nothing to show but what is in the question. */
export function tokenConnection({ helpers }: IHttpRequestHelper, baseUrl: string): Omit<Connection, 'access'> {
  const http = createHttp(async (options) => helpers.httpRequest(options));
  return { ports: createPorts(http), baseUrl, deadline: createDeadline(CLOCK, BUDGET), redactor: createRedactor(), onUnknown: 'fail' };
}
