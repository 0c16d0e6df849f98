import type { ErrorCode } from 'yaml';

import type { Problem } from '../core/errors.ts';
import { inspectFile, readWhole } from './media-file.ts';
import type { Workspace } from './workspace.ts';

/** Longer than any message WeCom takes, base64 pictures included. */
const MAX_BYTES = 4 * 1024 * 1024;

export type ReadMessage = { ok: true; value: unknown } | Refused;

/**
 * A whole message, written as JSON or YAML. YAML takes both, so there is one parser and one form of complaint, with the
 * line and the column. A key written twice is refused: which of the two was meant cannot be known.
 *
 * @param path what the text is called where the user wrote it.
 * @param limit what it should have been, for complaints.
 */
export async function parseMessage(text: string, path: string, limit = 'a message in JSON or YAML'): Promise<ReadMessage> {
  if (Buffer.byteLength(text) > MAX_BYTES) return tooLong(path, Buffer.byteLength(text));
  const { isScalar, LineCounter, parseDocument, visit } = await import('yaml');
  const lineCounter = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: false, version: '1.2', schema: 'core', logLevel: 'error' });
    const mistake = (at: number, what: string): Refused => {
      const { line, col } = lineCounter.linePos(at);
      return refused(path, limit, `a mistake at line ${line}, column ${col}: ${what}`, 'Mend it there');
    };
    let repeated: number | undefined;
    // The parser's own check compares each key with each: a megabyte of them would hold the step for minutes, deaf to a cancellation.
    visit(document, {
      Map: (_, { items }) => {
        const keys = new Set<string>();
        for (const { key } of items) {
          if (!isScalar(key)) continue;
          if (keys.has(String(key.value))) repeated ??= key.range?.[0];
          keys.add(String(key.value));
        }
      },
    });
    const [error] = [...document.errors, ...document.warnings];
    if (error === undefined && repeated !== undefined) return mistake(repeated, 'Map keys must be unique');
    if (error === undefined) {
      // Aliases multiply: "billion laughs" is a few hundred bytes of them. No message needs any number of them.
      return { ok: true, value: document.toJS({ maxAliasCount: 100 }) };
    }
    return mistake(error.pos[0], WORDS[error.code] ?? error.message.split('\n', 1)[0] ?? '');
  } catch {
    return refused(path, limit, 'one with aliases that name nothing, or that unfold to too much', 'Write it without aliases');
  }
}

/** Where the parser speaks to programmers. */
const WORDS: Partial<Record<ErrorCode, string>> = {
  MULTIPLE_DOCS: 'A second document begins here, and only one can be sent',
  RESOURCE_EXHAUSTION: 'It is nested too deeply',
};

const tooLong = (path: string, bytes: number): Refused => refused(path, `at most ${MAX_BYTES} bytes`, `${bytes} bytes`, 'No WeCom message is this long; send it as a file');

/** The text of `message-file`. */
export const readMessageFile = async (workspace: Workspace, name: string): ReturnType<typeof readTextFile> => readTextFile(workspace, name, 'message-file');

/** The text of a file that an input names. It is confined like every other file. @param input the input's name, for complaints. */
export async function readTextFile(workspace: Workspace, name: string, input: string): Promise<{ ok: true; value: string } | Refused> {
  const limit = 'a text file in the workspace';
  const located = workspace.locate(name);
  if (located?.inside === false) return refused(input, limit, 'a path outside the workspace', 'Copy the file into the workspace first');
  if (located === undefined) return refused(input, limit, `“${name}”, which is not there`, 'Check the name; it is relative to the workspace');
  const inspected = inspectFile(located.path, 0);
  if (inspected.ok && inspected.value.size > MAX_BYTES) return tooLong(input, inspected.value.size);
  const bytes = inspected.ok ? readWhole(located.path, inspected.value) : inspected;
  if (!bytes.ok) return refused(input, limit, `“${name}”: ${bytes.reason}`, 'Check the name; it is relative to the workspace');
  try {
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(bytes.value) };
  } catch {
    return refused(input, limit, `“${name}”, which is not UTF-8`, 'Save the file as UTF-8');
  }
}

interface Refused {
  ok: false;
  problem: Problem;
}

const refused = (path: string, limit: string, actual: string, fix: string): Refused => ({
  ok: false,
  problem: { path, limit, actual, fix },
});
