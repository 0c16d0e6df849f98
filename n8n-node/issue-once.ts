import type { WeComError } from '../core/errors.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Token } from '../core/token-source.ts';
import { CLOCK } from './ports.ts';

export interface IssuedToken {
  token: string;
  /** Milliseconds since 1970. */
  validUntil: number;
}

export interface TokenQuestion {
  /** A digest of whom the token is for. */
  whose: string;
  /** Tells apart the tokens that the credential has held: their `validUntil`, empty before the first. */
  replaced: unknown;
  ask: () => Promise<Outcome<Token>>;
  /** Is it of no use to ask again? */
  isFinal: (error: WeComError) => boolean;
}

/** Milliseconds for which an answer stands. It only has to outlast the reading of a credential and the storing of its new token. */
const HOLD = 10_000;

interface Asked {
  answer: Promise<IssuedToken | WeComError>;
  /** On the steady clock. */
  until: number;
}

/** What this process has asked lately. */
const asked = new Map<string, Asked>();

/**
 * A new token in the place of one. All who have the same one replaced share one question: the items of an execution, and
 * executions that read the credential before the new token was stored in it. So they do with a wrong secret, since asking
 * with it again and again gets the caller banned.
 *
 * @throws WeComError that tells what the vendor or the network said.
 */
export async function issueOnce({ whose, replaced, ask, isFinal }: TokenQuestion): Promise<IssuedToken> {
  const now = CLOCK.steady();
  for (const [key, { until }] of asked) if (until < now) asked.delete(key);
  const key = `${whose} ${JSON.stringify(replaced)}`;
  const question = asked.get(key) ?? { answer: answerTo(ask), until: Infinity };
  asked.set(key, question);
  const issued = await question.answer;
  if ('token' in issued) {
    question.until = CLOCK.steady() + HOLD;
    return issued;
  }
  question.until = CLOCK.steady() + (isFinal(issued) ? HOLD : -1);
  throw issued;
}

async function answerTo(ask: TokenQuestion['ask']): Promise<IssuedToken | WeComError> {
  const outcome = await ask();
  if (outcome.delivery !== 'sent') return outcome.error;
  return { token: outcome.value.token, validUntil: CLOCK.now() + outcome.value.usableMs };
}
