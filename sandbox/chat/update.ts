import { postedObject } from '../app/posted.ts';
import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import type { World } from '../world.ts';
import { chatCallerOf } from './caller.ts';
import { chatName, isGiven } from './create.ts';
import { memberNamed, membersIn, MOST_MEMBERS } from './members.ts';

/**
 * POST /cgi-bin/appchat/update: what is not named stays as it is.
 * Source: https://developer.work.weixin.qq.com/document/path/98913
 * @throws Refusal with the codes of chatCallerOf, postedObject, Chats.ofApp and membersIn; 86006 for more than 2000 members, 40058 when
 * the owner is removed and no other is named, 86007 for a new owner who is no member.
 */
export function updateChat(request: ApiRequest, world: World): Answer {
  const app = chatCallerOf(request, world, 60011);
  const asked = postedObject(request);
  const chat = world.chats.ofApp(app, asked.chatid);
  const name = isGiven(asked.name) ? chatName(asked.name) : chat.name;
  const added = membersIn(asked.add_user_list ?? [], 'add_user_list');
  const removed = membersIn(asked.del_user_list ?? [], 'del_user_list');
  const userlist = [...new Set([...chat.userlist, ...added])].filter((userid) => !removed.includes(userid));
  if (userlist.length > MOST_MEMBERS) throw new Refusal(86006);
  const owner = isGiven(asked.owner) ? memberNamed(asked.owner) : chat.owner;
  if (!userlist.includes(owner)) {
    if (owner === chat.owner) throw new Refusal(40058, 'the owner is in del_user_list, and owner names no other');
    throw new Refusal(86007, 'the owner is no member of the chat');
  }
  Object.assign(chat, { name, owner, userlist });
  return jsonAnswer(0, 'ok');
}
