import { randomInt } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { ServerResponse } from 'node:http';

/** An answer that is ready but not yet on the wire, so that a fault can still spoil it. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** Header values carry printable ASCII; an errmsg may be scripted and hold line breaks, which would start a header of their own. */
const asHeaderValue = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 300);

/** HTTP 200 with an errcode, which WeCom repeats in two headers. */
export function jsonAnswer(errcode: number, errmsg: string, fields: Record<string, unknown> = {}): Answer {
  return {
    status: 200,
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      'error-code': String(errcode),
      'error-msg': asHeaderValue(errmsg),
    },
    body: JSON.stringify({ errcode, errmsg, ...fields }),
  };
}

/** What WeCom appends to the errmsg of an error. The hint differs from call to call: nobody may compare errmsg. `ip` is the caller's. */
export function errorAnswer(errcode: number, message: string, ip: string, fields: Record<string, unknown> = {}): Answer {
  const hint = `${randomInt(1e9, 1e10)}${randomInt(1e9, 1e10)}`;
  const tail = `hint: [${hint}], from ip: ${ip}, more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`;
  return jsonAnswer(errcode, `${message}, ${tail}`, fields);
}

/** A path that WeCom does not know: 404 without a body, not JSON. */
export const unknownPathAnswer = (): Answer => ({ status: 404, headers: {}, body: '' });

/** What a gateway in front of WeCom answers: its own HTML, without an errcode. */
export function gatewayAnswer(status: number, page?: string, headers: Record<string, string> = {}): Answer {
  const title = `${status} ${STATUS_CODES[status] ?? 'Unknown'}`;
  const usual = [
    `<html>\r\n<head><title>${title}</title></head>`,
    `<body>\r\n<center><h1>${title}</h1></center>`,
    '<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
  ];
  return { status, headers: { 'content-type': 'text/html', ...headers }, body: page ?? usual.join('\r\n') };
}

/** The answer's headers with the length of its body in bytes. */
export const headersOf = (answer: Answer): Record<string, string> => ({
  ...answer.headers,
  'content-length': String(Buffer.byteLength(answer.body)),
});

/** Always bytes: Node puts a text into one write with the headers and encodes both alike, and theirs are bytes already. */
export const bytesOf = ({ body }: Answer): Buffer => (typeof body === 'string' ? Buffer.from(body) : body);

/** Puts a whole answer on the wire. */
export function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, headersOf(answer)).end(bytesOf(answer));
}
