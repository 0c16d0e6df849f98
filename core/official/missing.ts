import { TransportError, UnknownOutcomeError } from '../errors.ts';
import type { NotSent } from '../outcome.ts';

const CHANGED = 'check what stands between here and WeChat: a relay may have changed the answer';

/** WeChat took a request that may be repeated, and its answer lacks what was asked for. @param what it lacks: "no media_id". */
export function lacking(code: string, what: string, attempts: number): NotSent {
  const error = new TransportError(code, { message: `WeChat answered without an error, and its answer holds ${what}`, fix: `Try again; if it stays so, ${CHANGED}` });
  return { delivery: 'rejected', error, attempts };
}

/** The same of a request that has made something, which must not be made twice. @param where to look for what was made. */
export function madeNameless(code: string, what: string, where: string, attempts: number): NotSent {
  const error = new UnknownOutcomeError(code, { message: `WeChat answered without an error, and its answer holds ${what}`, fix: `Look into ${where} before you try again, and ${CHANGED}` });
  return { delivery: 'unknown', error, attempts };
}
