import { isUtf8 } from 'node:buffer';

/**
 * A multipart body read as strictly as WeCom's own parser is known or suspected to read it: it answers "empty media data"
 * (44001) to whatever it does not understand, so whatever is doubtful is refused here.
 * Source of the documented form: https://developer.work.weixin.qq.com/document/path/90253
 */
export interface Part {
  filename: string;
  contentType: string;
  /** What should be there and is not, though it is known to be accepted. */
  remarks: string[];
  bytes: Buffer;
}

/** Why a body was not understood; the client is only told 44001. */
export interface Unreadable {
  problem: string;
}

const CRLF = '\r\n';

/** Unquoted, nothing after it, and only characters that need no quotes. */
const CONTENT_TYPE = /^multipart\/form-data; ?boundary=([\w'+.-]{1,70})$/;

/** The boundary of a request's Content-Type. WeCom's parser does not find a quoted one, nor one with a parameter after it. */
export const boundaryOf = (contentType: string | undefined): string | undefined => CONTENT_TYPE.exec(contentType ?? '')?.[1];

/** A part as it stands in the body: the lines of its head, and its bytes. */
export interface CutPart {
  rawHead: Buffer;
  bytes: Buffer;
}

/** Cuts the only part out of the body. */
export function cutPart(body: Buffer, boundary: string): CutPart | Unreadable {
  const parts = cutParts(body, boundary);
  if ('problem' in parts) return parts;
  const [part, ...others] = parts;
  return part && others.length === 0 ? part : { problem: 'After the part comes something other than the end of the body.' };
}

/** Cuts every part out of the body. */
export function cutParts(body: Buffer, boundary: string): CutPart[] | Unreadable {
  const delimiter = `${CRLF}--${boundary}`;
  const opening = `--${boundary}${CRLF}`;
  if (body.indexOf(opening) !== 0) return { problem: 'The body does not start with the boundary.' };
  const parts: CutPart[] = [];
  let head = opening.length;
  for (;;) {
    const headEnd = body.indexOf(CRLF + CRLF, head);
    if (headEnd === -1) return { problem: 'The part has no blank line after its head.' };
    const start = headEnd + 2 * CRLF.length;
    const end = body.indexOf(delimiter, start);
    if (end === -1) return { problem: 'The closing boundary is missing.' };
    parts.push({ rawHead: body.subarray(head, headEnd), bytes: body.subarray(start, end) });
    const after = body.subarray(end + delimiter.length);
    if (['--', `--${CRLF}`].includes(after.subarray(0, 5).toString('latin1'))) return parts;
    if (after.indexOf(CRLF) !== 0) return { problem: 'After the part comes something other than another part or the end of the body.' };
    head = end + delimiter.length + CRLF.length;
  }
}

/** How an upload's part differs between addresses. */
export interface PartForm {
  /** What the part is called; absent = anything. */
  name?: string;
  /** Whether the vendor's sample states the length in the head. */
  filelength: boolean;
}

/** Reads the head of the part. */
export function readHead(rawHead: Buffer, bytes: Buffer, form: PartForm): Part | Unreadable {
  if (!isUtf8(rawHead)) return { problem: 'The head is not UTF-8.' };
  const headers = readHeaders(rawHead.toString('utf8'));
  if ('problem' in headers) return headers;
  const parameters = readDisposition(headers.disposition);
  if (!(parameters instanceof Map)) return parameters;
  const filename = parameters.get('filename');
  const filelength = parameters.get('filelength');
  const name = parameters.get('name') ?? '';
  if (name === '' || name !== (form.name ?? name)) return { problem: 'The part does not have the name it should have.' };
  if (filename === undefined || filename === '') return { problem: 'The part has no filename.' };
  if (filelength !== undefined && filelength !== String(bytes.length)) {
    return { problem: "filelength is not the part's length." };
  }
  const remarks = form.filelength && filelength === undefined ? ['filelength is missing'] : [];
  return { filename, contentType: headers.contentType, remarks, bytes };
}

/**
 * Exactly the two documented header lines, in any order.
 *
 * The attack: a file named `x"\r\nContent-Type: text/html` writes header lines of its own when the client does not clean
 * names. A line too many, a line twice, a bare CR or LF, or a control character is therefore not read around but refused.
 */
function readHeaders(head: string): { disposition: string; contentType: string } | Unreadable {
  const found = new Map<string, string>();
  for (const line of head.split(CRLF)) {
    const [, name, value] = /^(Content-Disposition|Content-Type): (\P{Cc}+)$/iu.exec(line) ?? [];
    if (name === undefined || value === undefined) return { problem: 'The head has a line that does not belong there.' };
    if (found.has(name.toLowerCase())) return { problem: 'The head has the same line twice.' };
    found.set(name.toLowerCase(), value);
  }
  const disposition = found.get('content-disposition');
  const contentType = found.get('content-type');
  if (disposition === undefined) return { problem: 'Content-Disposition is missing.' };
  if (contentType === undefined) return { problem: 'Content-Type is missing.' };
  return { disposition, contentType };
}

/** How each parameter may be written. Path separators and backslashes in a name are read differently by every parser. */
const PARAMETER = /; (?:(name|filename)="([^"\\/]*)"|(filelength)=(?:(\d+)|"(\d+)"))/y;

/**
 * The parameters of Content-Disposition. `filename*` is not read by WeCom; a percent-encoded or MIME-encoded name is taken
 * literally, as WeCom shows it.
 */
function readDisposition(disposition: string): Map<string, string> | Unreadable {
  const type = 'form-data';
  if (!disposition.startsWith(type)) return { problem: 'The part is not form-data.' };
  const parameters = new Map<string, string>();
  PARAMETER.lastIndex = type.length;
  while (PARAMETER.lastIndex < disposition.length) {
    const match = PARAMETER.exec(disposition);
    const name = match?.[1] ?? match?.[3];
    if (name === undefined) return { problem: 'Content-Disposition has a parameter that is not understood.' };
    if (parameters.has(name)) return { problem: 'Content-Disposition has the same parameter twice.' };
    parameters.set(name, match?.[2] ?? match?.[4] ?? match?.[5] ?? '');
  }
  return parameters;
}
