/**
 * The file name in a Content-Disposition header, or undefined when there is none that can be read.
 *
 * WeCom sends `filename*=utf-8''%E6…` first, and then `filename="…"` with the name's raw UTF-8 bytes, which HTTP clients hand
 * on as one character per byte. The name is a stranger's: whoever stores a file under it must make it safe first.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90254
 */
export function filenameIn(disposition: string): string | undefined {
  const parameters = [...disposition.matchAll(PARAMETER)];
  const valueOf = (name: string): string | undefined => {
    const [, , quoted, bare] = parameters.find(([, found]) => found?.toLowerCase() === name) ?? [];
    return quoted?.replaceAll(/\\(.)/g, '$1') ?? bare?.trim();
  };
  const extended = /^utf-8'[^']*'(.+)$/i.exec(valueOf('filename*') ?? '')?.[1];
  const decoded = extended === undefined ? undefined : percentDecoded(extended);
  if (decoded !== undefined) return decoded;
  const raw = valueOf('filename');
  return raw === undefined || raw === '' ? undefined : fromBytes(raw);
}

/** Read from left to right, so that a name that holds `; filename*=` inside its quotes is not taken for another parameter. */
const PARAMETER = /(?:^|;)\s*([\w*]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g;

function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // A broken escape: the plain form beside it is the better name.
    return undefined;
  }
}

/** One character per byte back into text; a name that was text already, or is in no known encoding, stays as it is. */
function fromBytes(raw: string): string {
  if (/[^\u0000-\u00ff]/.test(raw)) return raw;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(raw, 'latin1'));
  } catch {
    return raw;
  }
}
