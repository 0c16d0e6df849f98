import type { NotSent } from './outcome.ts';
import type { TokenSource } from './token-source.ts';

/** How a request shows whom it comes from. */
export type Access =
  /** A secret that does not change: a robot's key, an application's secret. */
  | { kind: 'fixed'; secret: string }
  /** A token that the core fetches and renews. */
  | { kind: 'token'; tokens: TokenSource }
  /** The host's HTTP puts the secret into the address; the core never sees it. */
  | { kind: 'host' }
  /** Nothing is shown, since it is not the API that is asked. */
  | { kind: 'none' };

/** What one attempt needs of its access. */
export interface Pass {
  /** Goes into the address; absent when the host adds it. */
  secret?: string;
  /** Makes the next pass another one; absent when there is only this one. */
  renew?: () => void;
}

/** Whose the media_ids are: the robot's own, or the corp's, whose applications share them, or the Official Account's. Unknown where the host holds the credential. */
export function mediaOwner(access: Access): string | undefined {
  switch (access.kind) {
    case 'fixed':
      return access.secret;
    case 'token':
      return access.tokens.owner;
    case 'host':
    case 'none':
      return undefined;
  }
}

/** The pass for the next attempt, or why there is none. */
export async function passFor(access: Access): Promise<{ ok: true; pass: Pass } | { ok: false; failure: NotSent }> {
  switch (access.kind) {
    case 'fixed':
      return { ok: true, pass: { secret: access.secret } };
    case 'host':
      return { ok: true, pass: { renew: () => undefined } };
    case 'none':
      return { ok: true, pass: {} };
    case 'token': {
      const { tokens } = access;
      const fetched = await tokens.get();
      if (!fetched.ok) return fetched;
      const { token } = fetched;
      return {
        ok: true,
        pass: {
          secret: token,
          renew: () => {
            tokens.drop(token);
          },
        },
      };
    }
  }
}
