import { randomBytes } from 'node:crypto';

import { encryptBytes } from '../callback/crypto.ts';
import { Recent } from '../recent.ts';

/** https://developer.work.weixin.qq.com/document/path/100719 */
const LIFE_MS = 5 * 60 * 1000;

/** A sandbox that runs for days must not hold every file. */
const MOST_KEPT = 100;
const MOST_BYTES = 128 * 1024 * 1024;

export interface BotFile {
  filename: string;
  /** Encrypted with the key of the callback, without the frame that messages have. */
  bytes: Buffer;
}

/** Where the files are that members send to bots. */
export const BOT_FILE_PATH = '/sandbox/bot-files/';

/** The files that members sent to bots, by the last part of their addresses. */
export class BotFiles {
  #kept = new Recent<{ id: string; at: number; file: BotFile }>(MOST_KEPT, MOST_BYTES);

  /** Encrypts a file and returns its path. `now` in milliseconds since 1970. */
  add(bytes: Uint8Array, filename: string, encodingAesKey: string, now: number): string {
    const id = randomBytes(24).toString('base64url');
    const file = { filename, bytes: encryptBytes(bytes, encodingAesKey) };
    this.#kept.add({ id, at: now, file }, file.bytes.length);
    return `${BOT_FILE_PATH}${id}`;
  }

  /** Undefined when it is unknown or its address older than five minutes. */
  find(id: string, now: number): BotFile | undefined {
    return this.#kept.all.find((kept) => kept.id === id && now - kept.at < LIFE_MS)?.file;
  }

  clear(): void {
    this.#kept.clear();
  }
}
