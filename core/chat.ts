import { TransportError, UnknownOutcomeError } from './errors.ts';
import { readIds } from './id-list.ts';
import { mapSent } from './outcome.ts';
import type { NotSent, Outcome } from './outcome.ts';
import { jsonBody, request } from './request.ts';
import type { Connection } from './request.ts';
import { OPERATIONS } from './spec/operations.ts';
import { isRecord } from './validate/kinds.ts';

/*
 * Group chats of an application. Only a self-built application whose visible range is the whole corp may have them, and only the
 * one that created a group chat can use it.
 */

/** As WeCom takes it; must have been validated before. */
export interface NewChat {
  /** Userids, 2 to 2000. */
  userlist: readonly string[];
  /** At most 50 characters; WeCom cuts off the rest. */
  name?: string;
  owner?: string;
  /** Letters and digits, at most 32. */
  chatid?: string;
}

/**
 * Creates a group chat, which nobody sees before its first message.
 *
 * With a chatid of the caller's choice it is tried again when an answer is lost, as WeCom creates no two of the same id; and when
 * that leaves a doubt, WeCom is asked whether there is one with these members now. Without one it is tried once.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90245
 */
export async function createChat(connection: Connection, chat: NewChat): Promise<Outcome<{ chatid: string }>> {
  const chosen = chat.chatid === '' ? undefined : chat.chatid;
  const once = chosen === undefined ? {} : { deduplicatedMs: Number.POSITIVE_INFINITY };
  // "Resend" is a word about messages: a second group chat without an id of one's own would stay undiscovered.
  const outcome = await request({ ...connection, onUnknown: 'fail' }, OPERATIONS.chatCreate, { body: jsonBody(chat), ...once });
  if (outcome.delivery === 'unknown' && chosen !== undefined && (await isThere(connection, chosen, chat.userlist))) {
    return { delivery: 'sent', value: { chatid: chosen }, errmsg: '', attempts: outcome.attempts };
  }
  if (outcome.delivery !== 'sent') return outcome;
  const { chatid } = outcome.value;
  if (typeof chatid === 'string' && chatid !== '') return { ...outcome, value: { chatid } };
  return chosen === undefined ? withoutChatId(outcome.attempts) : { ...outcome, value: { chatid: chosen } };
}

async function isThere(connection: Connection, chatid: string, members: readonly string[]): Promise<boolean> {
  const found = await getChat(connection, chatid);
  if (found.delivery !== 'sent') return false;
  // WeCom tells no capitals apart.
  const setOf = (ids: readonly string[]): Set<string> => new Set(ids.map((id) => id.toLowerCase()));
  const [wanted, there] = [setOf(members), setOf(found.value.userlist)];
  return wanted.size === there.size && [...wanted].every((id) => there.has(id));
}

export interface Chat {
  chatid: string;
  name: string;
  owner: string;
  userlist: string[];
}

/** @see https://developer.work.weixin.qq.com/document/path/98914 */
export async function getChat(connection: Connection, chatid: string): Promise<Outcome<Chat>> {
  const outcome = await request(connection, OPERATIONS.chatGet, { query: { chatid } });
  if (outcome.delivery !== 'sent') return outcome;
  const { chat_info: info } = outcome.value;
  if (!isRecord(info)) return withoutChat(outcome.attempts);
  const { name, owner, userlist } = info;
  return { ...outcome, value: { chatid, name: typeof name === 'string' ? name : '', owner: typeof owner === 'string' ? owner : '', userlist: readIds(userlist) } };
}

/** What changes; must have been validated before. */
export interface ChatChanges {
  chatid: string;
  name?: string;
  /** Needed when the present owner is removed. */
  owner?: string;
  add_user_list?: readonly string[];
  del_user_list?: readonly string[];
}

/**
 * Changes a group chat, once: what WeCom says to the same change a second time is not documented.
 *
 * @see https://developer.work.weixin.qq.com/document/path/98913
 */
export async function updateChat(connection: Connection, changes: ChatChanges): Promise<Outcome<undefined>> {
  return mapSent(await request({ ...connection, onUnknown: 'fail' }, OPERATIONS.chatUpdate, { body: jsonBody(changes) }), () => undefined);
}

function withoutChatId(attempts: number): NotSent {
  const error = new UnknownOutcomeError('no-chat-id', {
    message: 'WeCom created the group chat and its answer does not name it',
    fix: 'Create another one with a chatid of your choice, and check what stands between here and WeCom: a relay may have changed the answer',
  });
  return { delivery: 'unknown', error, attempts };
}

function withoutChat(attempts: number): NotSent {
  const error = new TransportError('no-chat', {
    message: 'WeCom knows the group chat and its answer does not describe it',
    fix: 'Check what stands between here and WeCom: a relay may have changed the answer',
  });
  return { delivery: 'rejected', error, attempts };
}
