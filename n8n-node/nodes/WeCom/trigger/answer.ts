import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import type { Sealed } from '../../../../core/callback/envelope.ts';

/** As much as is needed of Express's response, whose types n8n does not bring along. */
interface Response {
  status: (code: number) => Response;
  set: (name: string, value: string) => Response;
  end: (body?: string) => void;
}

function responseOf(context: IWebhookFunctions): Response {
  const response: unknown = context.getResponseObject();
  return response as Response;
}

/** For a callback that starts nothing. */
export const NO_RUN: IWebhookResponseData = { noWebhookResponse: true };

/** Says that the callback was taken, which is all that WeCom wants to know; with a reply, shows that to the member. */
export function accept(context: IWebhookFunctions, reply?: Sealed): void {
  const response = responseOf(context);
  if (reply === undefined) response.status(200).end();
  else response.status(200).set('content-type', `${reply.contentType}; charset=utf-8`).end(reply.body);
}

/** A bare word, as the verification of a URL wants it: n8n's own answers put quotes around it. */
export function echo(context: IWebhookFunctions, word: string): void {
  responseOf(context).status(200).set('content-type', 'text/plain; charset=utf-8').end(word);
}

/** An empty answer with that status: why exactly is nobody's business but the log's. */
export function refuse(context: IWebhookFunctions, status: number): void {
  responseOf(context).status(status).end();
}
