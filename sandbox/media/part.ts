import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { boundaryOf, cutPart, readHead } from './multipart.ts';
import type { Part, PartForm } from './multipart.ts';

/** https://developer.work.weixin.qq.com/document/path/90253 */
const TEMPORARY: PartForm = { name: 'media', filelength: true };

/** The file in an upload's body, with its exact head. @throws Refusal 44001 for everything that a strict parser finds no file in. */
export function readPart({ headers, body, record }: ApiRequest, form = TEMPORARY): Part & { rawHead: string } {
  // No first-hand report of a chunked upload exists; the sister platform refuses them.
  if (headers['content-length'] === undefined || headers['transfer-encoding'] !== undefined) throw new Refusal(44001);
  const boundary = boundaryOf(headers['content-type']);
  if (boundary === undefined) throw new Refusal(44001);
  const cut = cutPart(body, boundary);
  if ('problem' in cut) throw new Refusal(44001);
  const rawHead = cut.rawHead.toString('latin1');
  record.rawHead = rawHead;
  const part = readHead(cut.rawHead, cut.bytes, form);
  if ('problem' in part || part.bytes.length === 0) throw new Refusal(44001);
  return { ...part, rawHead };
}
