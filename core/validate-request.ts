import { requestSpec } from './spec/requests.ts';
import type { RequestName } from './spec/requests.ts';
import { validateObject } from './validate.ts';
import type { Findings } from './validate/report.ts';

/**
 * The same as `validateMessage` for a request that is no message, such as one that recalls a message or creates a group chat. It
 * stands apart so that a host that only sends need not carry the tables of these.
 *
 * @param request the JSON of the request; of the one that looks up a group chat, its query.
 */
export function validateRequest(name: RequestName, request: unknown): Findings {
  return validateObject(requestSpec(name), request, 'Write an object with the fields of the request');
}
