import type { ChatChanges, NewChat } from './chat.ts';
import type { Problem } from './errors.ts';
import { validateRequest } from './validate-request.ts';
import { isAbsent } from './validate/requirements.ts';
import { quoted } from './validate/words.ts';

/*
 * What the tables cannot say of a group chat: how its fields go together.
 */

/**
 * Everything that keeps a group chat from being created as it is wished for. A name that WeCom would cut is among it: a group chat
 * called otherwise than its maker thinks is not found by him.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90245
 */
export function checkNewChat(chat: NewChat): Problem[] {
  const { problems, warnings } = validateRequest('chatCreate', chat);
  const { owner, userlist } = chat;
  if (owner === undefined || owner === '' || hasUser(userlist, owner)) return [...problems, ...warnings];
  return [...problems, ...warnings, { path: 'owner', limit: 'one of the members', actual: quoted(owner), fix: 'Add the owner to the members, or leave the owner out' }];
}

/**
 * The same for a change of a group chat.
 *
 * @see https://developer.work.weixin.qq.com/document/path/98913
 */
export function checkChatChanges(changes: ChatChanges): Problem[] {
  const { problems, warnings } = validateRequest('chatUpdate', changes);
  const { name, owner, add_user_list: added = [], del_user_list: removed = [] } = changes;
  const found = [...problems, ...warnings];
  if (isAbsent(name) && isAbsent(owner) && added.length === 0 && removed.length === 0) {
    found.push({ path: 'request', limit: 'at least one change', actual: 'none', fix: 'Give a name, an owner, or members to add or remove' });
  }
  const both = added.find((user) => hasUser(removed, user));
  if (both !== undefined) found.push({ path: 'del_user_list', limit: 'members who are not added at the same time', actual: quoted(both), fix: 'Name each member in one of the two lists' });
  if (owner !== undefined && hasUser(removed, owner)) {
    found.push({ path: 'owner', limit: 'a member who stays', actual: 'one who is removed', fix: 'Choose another owner, or do not remove this one' });
  }
  return found;
}

/** WeCom tells no capitals apart. */
const hasUser = (users: readonly string[], user: string): boolean => users.some((one) => one.toLowerCase() === user.toLowerCase());

/** The userids, each once: two spellings of one member do not make a group chat of two. */
export function uniqueUsers(users: readonly string[]): string[] {
  return [...new Map(users.map((user) => [user.toLowerCase(), user])).values()];
}
