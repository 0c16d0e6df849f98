import type { WeComError } from './errors.ts';
import type { NotSent, Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';

export interface Token {
  token: string;
  /** Milliseconds for which it may be used, from the moment it was fetched. */
  usableMs: number;
}

/** An access token: fetched when first needed, shared by all who need it. */
export interface TokenSource {
  /** Whose it is: the id of a corp or of an Official Account. */
  owner: string;
  get: () => Promise<{ ok: true; token: string } | { ok: false; failure: NotSent }>;
  /**
   * The vendor does not take this token any more. Only this one is forgotten: a late refusal of an old token must not throw away
   * the new one that somebody else has just fetched.
   */
  drop: (token: string) => void;
}

export interface TokenIssuer {
  owner: string;
  clock: Ports['clock'];
  /** @param refused the token that was dropped last, in whose place this one comes. */
  issue: (refused: string | undefined) => Promise<Outcome<Token>>;
  /** Is it of no use to ask again? */
  isFinal: (error: WeComError) => boolean;
}

/** Keeps the token in memory for as long as the source lives. However many need one at once, one is fetched. */
export function keepToken({ owner, clock, issue, isFinal }: TokenIssuer): TokenSource {
  let current: { token: string; until: number } | undefined;
  let pending: Promise<Outcome<Token>> | undefined;
  let dropped: string | undefined;
  /** Once the secret has been refused, asking again changes nothing and counts towards a ban. */
  let refused: NotSent | undefined;

  const getAnew = async (): Promise<Outcome<Token>> => {
    const outcome = await issue(dropped);
    if (outcome.delivery === 'sent') current = { token: outcome.value.token, until: clock.steady() + outcome.value.usableMs };
    else if (isFinal(outcome.error)) refused = outcome;
    pending = undefined;
    return outcome;
  };

  return {
    owner,
    get: async () => {
      if (current !== undefined && clock.steady() < current.until) return { ok: true, token: current.token };
      if (refused !== undefined) return { ok: false, failure: refused };
      pending ??= getAnew();
      const outcome = await pending;
      return outcome.delivery === 'sent' ? { ok: true, token: outcome.value.token } : { ok: false, failure: outcome };
    },
    drop: (token) => {
      if (current?.token !== token) return;
      current = undefined;
      dropped = token;
    },
  };
}
