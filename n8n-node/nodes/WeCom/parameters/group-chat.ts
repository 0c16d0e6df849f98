import type { INodeProperties } from 'n8n-workflow';

import { messageTypes } from '../../../../core/spec/messages.ts';
import { binaryField } from '../../../binary-parameters.ts';
import { bodyParameters, SENDING } from './body.ts';
import { mediaId, mediaSource, typesWith } from './media.ts';
import { typeOptions, WHOLE_MESSAGE } from './message-types.ts';
import { tooLong, wholeMessage } from './message.ts';

const of = (...operation: string[]): Record<string, string[]> => ({ authentication: ['app'], resource: ['groupChat'], operation });

const SEND = SENDING.appchat;

const userIds = (name: string, displayName: string, description: string, operation: string, required: boolean): INodeProperties => ({
  displayName,
  name,
  type: 'string',
  default: '',
  ...(required ? { required } : {}),
  hint: required ? 'User IDs separated by commas, 2 to 2000' : 'User IDs separated by commas, at most 2000',
  placeholder: 'e.g. zhangsan, lisi',
  description,
  displayOptions: { show: of(operation) },
});

const name = (description: string, operation: string): INodeProperties => ({
  displayName: 'Name',
  name: 'chatName',
  type: 'string',
  default: '',
  hint: 'At most 50 characters',
  description,
  placeholder: 'e.g. Release 2.0',
  displayOptions: { show: of(operation) },
});

const owner = (description: string, operation: string): INodeProperties => ({
  displayName: 'Owner',
  name: 'owner',
  type: 'string',
  default: '',
  hint: 'One user ID',
  placeholder: 'e.g. zhangsan',
  description,
  displayOptions: { show: of(operation) },
});

const chatId: INodeProperties = { displayName: 'Chat ID', name: 'chatId', type: 'string', default: '' };

const WITH_LONG_TEXT = messageTypes('appchat').filter(({ longText }) => longText !== undefined).map(({ msgtype }) => msgtype);

/** What is sent, in the order in which a user meets it. */
const sending: INodeProperties[] = [
  { displayName: 'Message Type', name: 'messageType', type: 'options', options: typeOptions('appchat'), default: 'text', description: 'What kind of message to send', displayOptions: { show: SEND } },
  { ...mediaSource, displayOptions: { show: { ...SEND, messageType: typesWith('appchat', 'media_id') } } },
  { ...binaryField, displayOptions: { show: { ...SEND, mediaSource: ['binary'] } } },
  { ...mediaId, displayOptions: { show: { ...SEND, mediaSource: ['mediaId'] } } },
  ...bodyParameters('appchat'),
  {
    ...wholeMessage,
    description: 'The whole message in JSON: msgtype and the object of that name, as WeCom documents them. A chatid in it wins over that of the panel.',
    displayOptions: { show: { ...SEND, messageType: [WHOLE_MESSAGE] } },
  },
  { ...tooLong, displayOptions: { show: { ...SEND, messageType: [...WITH_LONG_TEXT, WHOLE_MESSAGE] } } },
];

/** Group chats of an application, which it creates and sends to. */
export const groupChat: INodeProperties[] = [
  userIds('userList', 'Members', 'Who is in the group chat', 'create', true),
  name('What the group chat is called', 'create'),
  owner('The user ID of one of the members. Left empty, WeCom chooses one.', 'create'),
  {
    ...chatId,
    hint: 'Letters and digits, at most 32. With one of your own, a lost answer makes no second group chat',
    description: 'An ID of your choice, which no other group chat has. Left empty, WeCom makes one.',
    displayOptions: { show: of('create') },
  },
  {
    ...chatId,
    required: true,
    description: 'The chatid in the output of the creation, by the same application',
    displayOptions: { show: of('get', 'send', 'update') },
  },
  name('What the group chat is called from now on. Left empty, it stays.', 'update'),
  owner('The user ID of the new owner, who is needed when the present one is removed. Left empty, it stays.', 'update'),
  userIds('addUserList', 'Add Members', 'Who joins the group chat', 'update', false),
  userIds('delUserList', 'Remove Members', 'Who leaves the group chat', 'update', false),
  ...sending,
];
