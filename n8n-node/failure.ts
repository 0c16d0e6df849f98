import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INode } from 'n8n-workflow';

import { InvalidInputError, RejectedError, UnknownOutcomeError, isWeComError } from '../core/errors.ts';
import type { WeComError } from '../core/errors.ts';
import { UnfinishedJobError } from '../core/remote-upload.ts';

/**
 * What n8n shows of an error: one sentence as its title, and below it what to do and the vendor's page. Only our own words:
 * n8n stores errors with the execution, and those of HTTP clients hold the address with the secret.
 *
 * @param before what had already happened in the same item.
 * @param ifRetried what n8n's own retries would do to a request whose outcome is unknown.
 */
export function failure(node: INode, error: unknown, itemIndex: number, before = '', ifRetried = SENT_TWICE): NodeApiError | NodeOperationError {
  if (!isWeComError(error)) {
    // n8n's own errors (a parameter's expression, a missing credential) are made for its users; others are a mistake of ours.
    if (error instanceof NodeOperationError || error instanceof NodeApiError) return error;
    return new NodeOperationError(node, error instanceof Error ? error : String(error), { itemIndex });
  }
  const message = `${before}${error.what}`;
  const shown = shownOf(node, error, message, itemIndex, ifRetried);
  // Where a message holds a system's error code, n8n has put a sentence of its own in its place: of a send whose answer was
  // lost, one that says to try again at once.
  shown.message = message;
  shown.messages = [];
  // With its id, a later run can go on waiting.
  if (error instanceof UnfinishedJobError) shown.context.jobid = error.jobid;
  shown.context.delivery = error instanceof UnknownOutcomeError ? 'unknown' : before === '' ? 'rejected' : 'partial';
  return shown;
}

/**
 * What an item that failed gives where the workflow goes on. By these two names n8n knows it as failed; with the error itself
 * beside it, n8n would leave nothing but the message.
 */
export const failed = ({ message, description, context }: NodeApiError | NodeOperationError): IDataObject => ({
  error: message,
  details: { description: description ?? '', delivery: context.delivery ?? 'rejected', ...(context.jobid === undefined ? {} : { jobid: context.jobid }) },
});

function shownOf(node: INode, error: WeComError, message: string, itemIndex: number, ifRetried: string): NodeApiError | NodeOperationError {
  const description = `${error.fix.trim()}.${error.page === undefined ? '' : ` See ${error.page}`}${error instanceof UnknownOutcomeError && !(error instanceof UnfinishedJobError) ? ` If “Retry On Fail” is on for this node, ${ifRetried}` : ''}`;
  if (!(error instanceof RejectedError)) return new NodeOperationError(node, message, { itemIndex, description, level: error instanceof InvalidInputError ? 'warning' : 'error' });
  return new NodeApiError(node, { errcode: error.errcode, errmsg: error.errmsg }, { message, description, itemIndex, httpCode: String(error.errcode) });
}

const SENT_TWICE = 'n8n will do it again, and a group may see it twice: turn it off for whatever sends or changes something.';
