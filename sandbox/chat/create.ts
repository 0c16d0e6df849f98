import { randomBytes, randomInt } from 'node:crypto';

import type { CorpApp } from '../app/apps.ts';
import { postedObject } from '../app/posted.ts';
import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { cutCharacters } from '../message/cut.ts';
import type { World } from '../world.ts';
import { chatCallerOf } from './caller.ts';
import type { Chats } from './chats.ts';
import { FEWEST_MEMBERS, memberNamed, membersIn } from './members.ts';

const MOST_NAME_CHARACTERS = 50;

/**
 * POST /cgi-bin/appchat/create: a group chat, which nobody sees before its first message.
 * Source: https://developer.work.weixin.qq.com/document/path/90245
 * @throws Refusal with the codes of chatCallerOf, postedObject, membersIn and newChatId; 86006 for fewer than 2 members, 86007 for an
 * owner who is not one of them, 40058 for a name that is no text.
 */
export function createChat(request: ApiRequest, world: World): Answer {
  const app = chatCallerOf(request, world, 60011);
  const asked = postedObject(request);
  const name = chatName(asked.name ?? '');
  const userlist = membersIn(asked.userlist ?? [], 'userlist');
  if (userlist.length < FEWEST_MEMBERS) throw new Refusal(86006);
  const owner = isGiven(asked.owner) ? memberNamed(asked.owner) : (userlist[randomInt(userlist.length)] ?? '');
  if (!userlist.includes(owner)) throw new Refusal(86007, 'the owner is not in the userlist');
  const chatid = newChatId(asked.chatid ?? '', app, world.chats);
  world.chats.add({ chatid, corpid: app.corpid, app: app.name, name, owner, userlist });
  return jsonAnswer(0, 'ok', { chatid });
}

/** An empty text is none. */
export const isGiven = (value: unknown): boolean => value !== undefined && value !== '';

/** As much of a name as a chat has. @throws Refusal 40058 for what is no text. */
export function chatName(name: unknown): string {
  if (typeof name !== 'string') throw new Refusal(40058, 'name is not a string');
  return cutCharacters(name, MOST_NAME_CHARACTERS);
}

/** @throws Refusal 86001 for a chatid of another form, 86215 for one that the corp has. */
function newChatId(asked: unknown, { corpid }: CorpApp, chats: Chats): string {
  if (asked === '') return randomBytes(16).toString('hex');
  if (typeof asked !== 'string' || !/^[0-9A-Za-z]{1,32}$/.test(asked)) throw new Refusal(86001);
  if (chats.find(corpid, asked)) throw new Refusal(86215);
  return asked;
}
