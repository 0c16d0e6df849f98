import { Refusal } from '../errcodes.ts';
import { checkFields } from '../message/fields.ts';
import type { Fields, JsonObject } from '../message/fields.ts';

/** Whom a message goes to. */
export type Audience = 'members' | 'chat';

/** What stands beside the content of a message: https://developer.work.weixin.qq.com/document/path/90236 */
const OPTIONS: Fields = {
  enable_id_trans: { kind: 'number', values: [0, 1] },
  enable_duplicate_check: { kind: 'number', values: [0, 1] },
  duplicate_check_interval: { kind: 'number', range: [1, 14_400] },
};

const DEFAULT_INTERVAL_SECONDS = 1800;

/** The types that each option means something for. WeCom takes it with any other, and nothing comes of it. */
const EFFECTIVE: Readonly<Record<string, readonly string[]>> = {
  safe: ['text', 'image', 'video', 'file', 'mpnews'],
  enable_id_trans: ['text', 'textcard', 'news', 'mpnews', 'miniprogram_notice', 'template_card'],
};

/** In a group chat only `safe` means anything: https://developer.work.weixin.qq.com/document/path/90248 */
const EFFECTIVE_IN_CHATS: typeof EFFECTIVE = { ...EFFECTIVE, enable_id_trans: [], enable_duplicate_check: [] };

/** The files that WeCom can open by itself, with the reader's name over them; others cannot be sent as not shareable. */
const SAFE_FILE = /\.(?:txt|pdf|docx?|pptx?|xlsx?|xml|jpe?g|png|bmp|gif)$/i;

/**
 * Checks whether a message may be as shareable as it says: 0 freely, 1 not at all, and for mpnews to members 2, inside the corp only.
 * `filenameOf` names an upload that the message was already allowed to send.
 * @throws Refusal 40074 for news that are not shareable, 40058 for a file that cannot be sent so and for a value that is not documented.
 */
export function checkSafe({ safe = 0, msgtype, file }: JsonObject, to: Audience, filenameOf: (mediaId: string) => string): void {
  if (msgtype === 'news' && safe !== 0) throw new Refusal(40074);
  const values = msgtype === 'mpnews' && to === 'members' ? [0, 1, 2] : [0, 1];
  checkFields({ safe: { kind: 'number', values } }, { safe }, 'message', () => false);
  if (msgtype === 'file' && safe === 1 && !SAFE_FILE.test(filenameOf(String((file as JsonObject).media_id)))) {
    throw new Refusal(40058, 'a file of this kind cannot be sent as safe');
  }
}

/** Checks the other options of a message to members. @throws Refusal 40058 for a value that is not documented. */
export function checkOptions(message: JsonObject): void {
  checkFields(OPTIONS, message, 'message', () => false);
}

/** The options that are on although they do nothing for a message of this type, or in a group chat. */
export function withoutEffect(message: JsonObject, to: Audience): { ignored?: string[] } {
  const effective = to === 'members' ? EFFECTIVE : EFFECTIVE_IN_CHATS;
  const ignored = Object.keys(effective).filter((option) => Boolean(message[option]) && !effective[option]?.includes(String(message.msgtype)));
  return ignored.length > 0 ? { ignored } : {};
}

/** Within how many seconds the same message is not delivered again; undefined when the check is off. */
export function duplicateInterval({ enable_duplicate_check, duplicate_check_interval }: JsonObject): number | undefined {
  if (enable_duplicate_check !== 1) return undefined;
  return typeof duplicate_check_interval === 'number' ? duplicate_check_interval : DEFAULT_INTERVAL_SECONDS;
}
