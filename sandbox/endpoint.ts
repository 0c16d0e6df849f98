import type { IncomingHttpHeaders } from 'node:http';

import type { Answer } from './http/answer.ts';
import type { RequestRecord } from './types.ts';
import type { World } from './world.ts';

/** An API request, read to its end. */
export interface ApiRequest {
  method: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** The address it comes from. */
  ip: string;
  record: RequestRecord;
}

/** Processes a request and answers it. @throws Refusal when the request breaks a rule; then it changed nothing. */
export type Endpoint = (request: ApiRequest, world: World) => Answer;
