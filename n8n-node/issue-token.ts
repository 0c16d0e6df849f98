import type { IHttpRequestHelper } from 'n8n-workflow';

import { createDeadline } from '../core/deadline.ts';
import type { WeComError } from '../core/errors.ts';
import { createRedactor } from '../core/redact.ts';
import { fetchToken, isFinalRefusal } from '../core/token.ts';
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

/** Milliseconds for which an answer stands. It only has to outlast the reading of a credential and the storing of its new token. */
const HOLD = 10_000;

interface Question {
  answer: Promise<IssuedToken | WeComError>;
  /** On the steady clock. */
  until: number;
}

/** What this process has asked lately. */
const questions = new Map<string, Question>();

/**
 * A new token in the place of one. All who have the same one replaced share one question: the items of an execution, and
 * executions that read the credential before the new token was stored in it. So they do with a wrong secret, since asking
 * with it again and again gets the caller banned.
 *
 * @param replaced tells apart the tokens that the credential has held: their `validUntil`, empty before the first.
 * @throws WeComError that tells what WeCom or the network said.
 */
export async function issueToken(helper: IHttpRequestHelper, credential: AppCredential, replaced: unknown): Promise<IssuedToken> {
  const now = CLOCK.steady();
  for (const [key, { until }] of questions) if (until < now) questions.delete(key);
  const key = `${issuedFor(credential)} ${JSON.stringify(replaced)}`;
  const question = questions.get(key) ?? { answer: fetchOnce(helper, credential), until: Infinity };
  questions.set(key, question);
  const issued = await question.answer;
  if ('token' in issued) {
    question.until = CLOCK.steady() + HOLD;
    return issued;
  }
  question.until = CLOCK.steady() + (isFinalRefusal(issued) ? HOLD : -1);
  throw issued;
}

async function fetchOnce({ helpers }: IHttpRequestHelper, credential: AppCredential): Promise<IssuedToken | WeComError> {
  const http = createHttp(async (options) => helpers.httpRequest(options));
  const connection = { ports: createPorts(http), baseUrl: credential.baseUrl, deadline: createDeadline(CLOCK, BUDGET), redactor: createRedactor(), onUnknown: 'fail' as const };
  const outcome = await fetchToken(connection, credential);
  if (outcome.delivery !== 'sent') return outcome.error;
  return { token: outcome.value.token, validUntil: CLOCK.now() + outcome.value.usableMs };
}
