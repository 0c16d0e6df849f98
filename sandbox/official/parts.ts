import { isUtf8 } from 'node:buffer';

import type { ApiRequest } from '../endpoint.ts';
import { boundaryOf, cutParts, readHead } from '../media/multipart.ts';
import type { CutPart, Part } from '../media/multipart.ts';
import { AccountRefusal } from './errcodes.ts';

/** https://developers.weixin.qq.com/doc/service/api/material/temporary/api_uploadtempmedia */
const MEDIA = { name: 'media', filelength: false };

/** A form part that is no file: whether it says what it is of does not matter. */
const FIELD_HEAD = /^Content-Disposition: form-data; name="(\w+)"(?:\r\nContent-Type: [\w/+.; =-]+)?$/i;

/** What an upload consists of. */
export interface UploadedParts {
  /** The file, with its exact head. */
  file: Part & { rawHead: string };
  /** The other parts, by name. */
  fields: Map<string, string>;
}

/**
 * The parts of an upload's body: one file named `media`, and fields.
 * @throws AccountRefusal 41005 for everything that a strict parser finds no file in, 44001 for an empty file.
 */
export function readParts({ headers, body, record }: ApiRequest): UploadedParts {
  // This host refuses chunked bodies: it wants to know the length.
  const boundary = headers['content-length'] === undefined ? undefined : boundaryOf(headers['content-type']);
  const cut = boundary === undefined ? [] : cutParts(body, boundary);
  if ('problem' in cut) throw new AccountRefusal(41005);
  const fields = new Map<string, string>();
  let file: UploadedParts['file'] | undefined;
  for (const part of cut) {
    const name = FIELD_HEAD.exec(part.rawHead.toString('latin1'))?.[1];
    if (name !== undefined && isUtf8(part.bytes) && !fields.has(name)) fields.set(name, part.bytes.toString('utf8'));
    else if (file === undefined) file = fileIn(part, record);
    else throw new AccountRefusal(41005);
  }
  if (!file) throw new AccountRefusal(41005);
  if (file.bytes.length === 0) throw new AccountRefusal(44001);
  return { file, fields };
}

function fileIn({ rawHead, bytes }: CutPart, record: ApiRequest['record']): UploadedParts['file'] {
  record.rawHead = rawHead.toString('latin1');
  const part = readHead(rawHead, bytes, MEDIA);
  if ('problem' in part) throw new AccountRefusal(41005);
  return { ...part, rawHead: record.rawHead };
}
