import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { createChat, getChat, updateChat } from '../../../core/chat.ts';
import type { ChatChanges, NewChat } from '../../../core/chat.ts';
import { checkChatChanges, checkNewChat, uniqueUsers } from '../../../core/check-chat.ts';
import { validateRequest } from '../../../core/validate-request.ts';
import { readText } from '../../read-text.ts';
import { labelledRequest } from './labels.ts';
import { readList } from './read-list.ts';
import { refuseIfAny, valueOf } from './results.ts';
import type { Application } from './sender.ts';

/** Creates the group chat that the item describes. */
export async function createGroupChat(context: IExecuteFunctions, itemIndex: number, { connection }: Application): Promise<IDataObject> {
  const texts = filledIn({ name: readText(context, itemIndex, 'chatName'), owner: readText(context, itemIndex, 'owner'), chatid: readText(context, itemIndex, 'chatId') });
  const chat: NewChat = { ...texts, userlist: usersIn(context, itemIndex, 'userList') };
  refuseIfAny(context, itemIndex, labelledRequest('chatCreate', chat, checkNewChat(chat)));
  return { ...valueOf(context, itemIndex, await createChat(connection, chat)) };
}

/** Looks up the group chat that the item names. */
export async function getGroupChat(context: IExecuteFunctions, itemIndex: number, { connection }: Application): Promise<IDataObject> {
  const chatid = readText(context, itemIndex, 'chatId');
  refuseIfAny(context, itemIndex, labelledRequest('chatGet', { chatid }, validateRequest('chatGet', { chatid }).problems));
  return { ...valueOf(context, itemIndex, await getChat(connection, chatid)) };
}

/** Changes the group chat that the item names. What is left empty stays as it is. */
export async function updateGroupChat(context: IExecuteFunctions, itemIndex: number, { connection }: Application): Promise<IDataObject> {
  const chatid = readText(context, itemIndex, 'chatId');
  const changes: ChatChanges = {
    chatid,
    ...filledIn({ name: readText(context, itemIndex, 'chatName'), owner: readText(context, itemIndex, 'owner') }),
    ...filledIn({ add_user_list: usersIn(context, itemIndex, 'addUserList'), del_user_list: usersIn(context, itemIndex, 'delUserList') }),
  };
  refuseIfAny(context, itemIndex, labelledRequest('chatUpdate', changes, checkChatChanges(changes)));
  valueOf(context, itemIndex, await updateChat(connection, changes));
  return { chatid, updated: true };
}

const usersIn = (context: IExecuteFunctions, itemIndex: number, parameter: string): string[] => uniqueUsers(readList(context.getNodeParameter(parameter, itemIndex, '')));

/** Without what is empty. */
const filledIn = <T extends Record<string, string | string[]>>(fields: T): Partial<T> => Object.fromEntries(Object.entries(fields).filter(([, value]) => value.length > 0)) as Partial<T>;
