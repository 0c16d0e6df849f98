import { randomBytes, randomInt } from 'node:crypto';

import type { Answer } from '../http/answer.ts';

const JSON_TYPE = 'application/json; encoding=utf-8';

/** HTTP 200 with the fields and no errcode: this host leaves it out when all is well. */
export const accountAnswer = (fields: Record<string, unknown>, contentType = JSON_TYPE): Answer => ({
  status: 200,
  headers: { 'content-type': contentType },
  body: JSON.stringify(fields),
});

/** After an upload this host says that its JSON is plain text. */
export const uploadAnswer = (fields: Record<string, unknown>): Answer => accountAnswer(fields, 'text/plain');

/** What is answered where there is nothing to tell. */
export const doneAnswer = (): Answer => accountAnswer({ errcode: 0, errmsg: 'ok' });

/** HTTP 200 with an errcode. The hint and the number of the request differ from call to call: nobody may compare errmsg. */
export function accountErrorAnswer(errcode: number, message: string): Answer {
  const number = [4, 4, 4].map((size) => randomBytes(size).toString('hex')).join('-');
  return accountAnswer({ errcode, errmsg: `${message} hint: [${randomBytes(4).toString('hex')}${randomInt(1e6)}] rid: ${number}` });
}
