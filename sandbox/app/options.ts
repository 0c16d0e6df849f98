import { Refusal } from '../errcodes.ts';
import { checkFields } from '../message/fields.ts';
import type { Fields, JsonObject } from '../message/fields.ts';

/** What stands beside the content of a message: https://developer.work.weixin.qq.com/document/path/90236 */
const OPTIONS: Fields = {
  safe: { kind: 'number', values: [0, 1] },
  enable_id_trans: { kind: 'number', values: [0, 1] },
  enable_duplicate_check: { kind: 'number', values: [0, 1] },
  duplicate_check_interval: { kind: 'number', range: [1, 14_400] },
};

/** 2: to be shared inside the corp only. */
const OPTIONS_OF_MPNEWS: Fields = { ...OPTIONS, safe: { kind: 'number', values: [0, 1, 2] } };

/** The types that each option means something for. WeCom takes it with any other, and nothing comes of it. */
const EFFECTIVE: Readonly<Record<string, readonly string[]>> = {
  safe: ['text', 'image', 'video', 'file', 'mpnews'],
  enable_id_trans: ['text', 'textcard', 'news', 'mpnews', 'miniprogram_notice', 'template_card'],
};

const DEFAULT_INTERVAL_SECONDS = 1800;

/** The files that WeCom can open by itself, with the reader's name over them; others cannot be sent as not shareable. */
const SAFE_FILE = /\.(?:txt|pdf|docx?|pptx?|xlsx?|xml|jpe?g|png|bmp|gif)$/i;

/**
 * Checks the options of a message. `filenameOf` names an upload that the message was already allowed to send.
 * @throws Refusal 40074 for news that are not shareable, 40058 for a file that cannot be sent so and for a value that is not
 * documented.
 */
export function checkOptions(message: JsonObject, filenameOf: (mediaId: string) => string): void {
  const { safe = 0, msgtype, file } = message;
  if (msgtype === 'news' && safe !== 0) throw new Refusal(40074);
  checkFields(msgtype === 'mpnews' ? OPTIONS_OF_MPNEWS : OPTIONS, message, 'message', () => false);
  if (msgtype === 'file' && safe === 1 && !SAFE_FILE.test(filenameOf(String((file as JsonObject).media_id)))) {
    throw new Refusal(40058, 'a file of this kind cannot be sent as safe');
  }
}

/** The options of a message that are on although they do nothing for its type. */
export const withoutEffect = (message: JsonObject): string[] =>
  Object.keys(EFFECTIVE).filter((option) => Boolean(message[option]) && !EFFECTIVE[option]?.includes(String(message.msgtype)));

/** Within how many seconds the same message is not delivered again; undefined when the check is off. */
export function duplicateInterval({ enable_duplicate_check, duplicate_check_interval }: JsonObject): number | undefined {
  if (enable_duplicate_check !== 1) return undefined;
  return typeof duplicate_check_interval === 'number' ? duplicate_check_interval : DEFAULT_INTERVAL_SECONDS;
}
