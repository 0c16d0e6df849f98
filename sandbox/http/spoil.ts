import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import { errmsgOf } from '../errcodes.ts';
import type { Fault, FaultKind } from '../types.ts';
import { bytesOf, errorAnswer, gatewayAnswer, headersOf, jsonAnswer, send } from './answer.ts';
import type { Answer } from './answer.ts';

/** A request that was read to its end, and what would happen to it if there were no fault. */
export interface Exchange {
  socket: Socket;
  response: ServerResponse;
  /** Processes the request: whatever it changes has changed when this returns. */
  perform: () => Answer;
  /** The caller's address. */
  ip: string;
  /** Fires when the sandbox closes. */
  closing: AbortSignal;
}

/** Lets a fault strike that waits until the request was read. */
export async function spoil(kind: Exclude<FaultKind, 'reset-before'>, fault: Fault, exchange: Exchange): Promise<void> {
  const { socket, response, perform } = exchange;
  switch (kind) {
    case 'reset-after':
      perform();
      socket.resetAndDestroy();
      return;
    case 'silence-before':
      return;
    case 'silence-after':
      perform();
      return;
    case 'close-after':
      perform();
      socket.destroySoon();
      return;
    case 'status':
    case 'redirect':
    case 'body':
      if (fault.processed === true) perform();
      send(response, falseAnswer(fault));
      return;
    case 'errcode':
      send(response, scriptedErrcode(fault, exchange.ip));
      return;
    case 'slow':
      await wait(fault.ms, undefined, { signal: exchange.closing });
      send(response, perform());
      return;
    case 'cut-body':
      sendHalf(response, perform(), () => {
        socket.destroySoon();
      });
      return;
    case 'stall-body':
      sendHalf(response, perform());
      return;
    case 'endless':
      perform();
      await sendForever(response, exchange.closing);
  }
}

/** An answer that is not WeCom's: a gateway's page, a redirect, or any text. */
function falseAnswer(fault: Fault): Answer {
  if (fault.kind === 'redirect') return gatewayAnswer(fault.status ?? 302, undefined, { location: fault.location ?? '' });
  if (fault.kind === 'status') return gatewayAnswer(fault.status ?? 502, fault.body);
  return { status: 200, headers: { 'content-type': 'application/json; charset=UTF-8' }, body: fault.body ?? '' };
}

function scriptedErrcode(fault: Fault, ip: string): Answer {
  const errcode = fault.errcode ?? -1;
  return fault.errmsg === undefined ? errorAnswer(errcode, errmsgOf(errcode), ip) : jsonAnswer(errcode, fault.errmsg);
}

/** Promises the whole answer in Content-Length and writes half of it. */
function sendHalf(response: ServerResponse, answer: Answer, then?: () => void): void {
  response.writeHead(answer.status, headersOf(answer));
  const bytes = bytesOf(answer);
  response.write(bytes.subarray(0, bytes.length >> 1), then);
}

/** About 16 MB a second: soon over any limit of the client's, and idle enough when the client has none. */
async function sendForever(response: ServerResponse, closing: AbortSignal): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' });
  response.write('{"errcode":0,"errmsg":"');
  const chunk = Buffer.alloc(16 * 1024, 'x');
  while (!response.destroyed && response.socket?.destroyed === false) {
    if (!response.writableNeedDrain) response.write(chunk);
    await wait(1, undefined, { signal: closing });
  }
}
