import { readFile } from 'node:fs/promises';

import type { Problem } from '../core/errors.ts';
import type { Workspace } from './workspace.ts';

/** Longer than any message WeCom takes, base64 pictures included. */
const MAX_BYTES = 4 * 1024 * 1024;

export type ReadMessage = { ok: true; value: unknown } | { ok: false; problem: Problem };

/**
 * A whole message, written as JSON or YAML. YAML takes both, so there is one parser and one form of complaint, with the
 * line and the column. A key written twice is refused: which of the two was meant cannot be known.
 *
 * @param path what the text is called where the user wrote it.
 */
export async function parseMessage(text: string, path: string): Promise<ReadMessage> {
  const limit = 'a message in JSON or YAML';
  if (Buffer.byteLength(text) > MAX_BYTES) {
    return refused(path, `at most ${MAX_BYTES} bytes`, `${Buffer.byteLength(text)} bytes`, 'No WeCom message is this long; send it as a file');
  }
  const { LineCounter, parseDocument } = await import('yaml');
  const lineCounter = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true, version: '1.2', schema: 'core' });
    const [error] = [...document.errors, ...document.warnings];
    if (error === undefined) {
      // Aliases multiply: "billion laughs" is a few hundred bytes of them. No message needs any number of them.
      return { ok: true, value: document.toJS({ maxAliasCount: 100 }) };
    }
    const { line, col } = lineCounter.linePos(error.pos[0]);
    return refused(path, limit, `at line ${line}, column ${col}: ${error.message.split('\n', 1)[0] ?? ''}`, 'Mend it there');
  } catch {
    return refused(path, limit, 'one that unfolds to too much: aliases of aliases, or thousands of levels', 'Write it plainly');
  }
}

/** The text of `message-file`, which is confined like every other file. */
export async function readMessageFile(workspace: Workspace, name: string): Promise<{ ok: true; value: string } | { ok: false; problem: Problem }> {
  const limit = 'a text file in the workspace';
  const located = await workspace.locate(name);
  if (located?.inside === false) return refused('message-file', limit, 'a path outside the workspace', 'Copy the file into the workspace first');
  const bytes = located === undefined ? undefined : await readFile(located.path).catch(() => undefined);
  if (bytes === undefined) return refused('message-file', limit, `“${name}”, which cannot be read`, 'Check the name; it is relative to the workspace');
  try {
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return refused('message-file', limit, `“${name}”, which is not UTF-8`, 'Save the file as UTF-8');
  }
}

const refused = (path: string, limit: string, actual: string, fix: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { path, limit, actual, fix },
});
