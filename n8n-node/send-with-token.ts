import type { IAdditionalCredentialOptions, ICredentialDataDecryptedObject, IExecuteFunctions, IHttpRequestOptions, ILoadOptionsFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { Redactor } from '../core/redact.ts';
import type { Send } from './http.ts';
import { CLOCK } from './ports.ts';

/** Whoever has a node's credential in n8n: a run of the node, its panel, or a callback that starts one. */
export type Context = IExecuteFunctions | ILoadOptionsFunctions | IWebhookFunctions;

/** A credential that holds a token: in `accessToken`, with `validUntil` and `issuedFor` beside it. */
export interface TokenCredential {
  /** The name of its type. */
  type: string;
  /** A digest of whom a token has to be issued for. @throws WeComError when the credential cannot be used. */
  issuedFor: (stored: ICredentialDataDecryptedObject) => string;
}

/**
 * n8n renews a token only after HTTP 401, and the vendor never answers that. A request whose credential n8n is handed without a
 * token makes it fetch one and store it: so that is what it is handed when the stored one has run out, was issued for
 * another secret, or has just been refused – unless somebody else has stored a new one since.
 */
export function sendWithToken(context: Context, redactor: Redactor, { type, issuedFor }: TokenCredential): Send {
  let used: unknown;
  return async (options, { credential }) => {
    if (credential === 'none') return sendBare(context, options);
    const stored = await context.getCredentials(type);
    const refused = credential === 'renewed' && stored.accessToken === used;
    const current = stored.issuedFor === issuedFor(stored) && Number(stored.validUntil) > CLOCK.now();
    // n8n writes the token that it fetches into this. Whoever fetches it learns which one was refused.
    const data = { ...stored, accessToken: current && !refused ? (stored.accessToken ?? '') : '', refusedToken: refused ? (used as string) : '' };
    const anew: IAdditionalCredentialOptions = { credentialsDecrypted: { id: '', name: '', type, data } };
    try {
      return (await context.helpers.httpRequestWithAuthentication.call(context, type, options, data.accessToken === '' ? anew : undefined)) as unknown;
    } finally {
      used = data.accessToken;
      // Before anybody reads the answer, which may repeat it.
      if (typeof used === 'string') redactor.add(used);
    }
  };
}

/** To an address outside the API, which must not be told the token. */
const sendBare = async (context: Context, options: IHttpRequestOptions): Promise<unknown> => context.helpers.httpRequest(options) as Promise<unknown>;
