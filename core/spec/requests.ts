import { appCards } from './app-cards.ts';
import { OPERATIONS } from './operations.ts';
import type { FieldSpec } from './types.ts';

/*
 * The requests of an application that are no messages: what follows one, group chats, and files that WeCom fetches by itself.
 */

const AGENT_ID: FieldSpec = { name: 'agentid', type: 'integer', required: true, about: 'The number of the application, from its page in the WeCom admin console' };

const CHAT_ID: FieldSpec = { name: 'chatid', type: 'string', required: true, form: 'id', about: 'The group chat, which the same application must have created' };

const CHAT_NAME: FieldSpec = { name: 'name', type: 'string', limit: { unit: 'characters', max: 50, over: 'clipped' }, about: 'The name of the group chat' };

/** As many as the largest group chat has. */
const MEMBERS = { unit: 'items', min: 1, max: 2000, over: 'refused' } as const;

const CARD_SOURCES = [OPERATIONS.updateTemplateCard.source];

/** The card that takes the place of one that was sent. */
export const UPDATED_CARD: FieldSpec = {
  name: 'template_card',
  type: 'object',
  required: { unless: ['button'] },
  variants: { by: 'card_type', about: 'The kind of card', of: appCards('updated').map((card) => ({ ...card, sources: CARD_SOURCES })) },
  about: 'The card that takes the place of the one that was sent: any kind, with the fields it has when it is sent, task_id at will. replace_text greys out its button, and disable shuts its question',
};

const request = (about: string, fields: readonly FieldSpec[]): FieldSpec => ({ name: 'request', type: 'object', fields, about });

/** Each by the name its operation has in {@link OPERATIONS}. */
export const REQUESTS = {
  recall: request('Takes a message back, within 24 hours. In WeChat it stays', [
    { name: 'msgid', type: 'string', required: true, form: 'id', about: 'From the answer to the sending, by the same application' },
  ]),
  updateTemplateCard: request('Greys out the button of a card that was sent, or puts another card in its place', [
    { name: 'userids', type: 'strings', form: 'userid', limit: { unit: 'items', max: 1000, over: 'refused' }, about: 'Members whose card is updated' },
    { name: 'partyids', type: 'integers', limit: { unit: 'items', max: 100, over: 'refused' }, about: 'Ids of departments whose members’ cards are updated' },
    { name: 'tagids', type: 'integers', limit: { unit: 'items', max: 100, over: 'refused' }, about: 'Ids of tags whose members’ cards are updated' },
    { name: 'atall', type: 'integer', values: [0, 1], about: '1 = the cards of everyone who received it' },
    AGENT_ID,
    {
      name: 'response_code',
      type: 'string',
      required: true,
      form: 'id',
      about: 'From the answer to the sending or from a callback; good for one update, within 72 hours',
    },
    { name: 'enable_id_trans', type: 'integer', values: [0, 1], about: '1 = ids written as $userName=ID$ or $departmentName=ID$ are shown as names' },
    {
      name: 'button',
      type: 'object',
      fields: [{ name: 'replace_name', type: 'string', required: true, about: 'The text of the button, which is grey from then on and cannot be clicked' }],
      about: 'Changes nothing but the button; not for notices, which have none',
    },
    UPDATED_CARD,
  ]),
  statistics: request('Counts the messages that each application has sent', [
    { name: 'time_type', type: 'integer', values: [0, 1], about: 'The day: 0 today (as when left out), 1 yesterday' },
  ]),
  chatCreate: request('Creates a group chat of the application. Nobody sees it before its first message', [
    CHAT_NAME,
    { name: 'owner', type: 'string', form: 'userid', about: 'One of the members; anyone of them when left out' },
    { name: 'userlist', type: 'strings', required: true, form: 'userid', limit: { ...MEMBERS, min: 2 }, about: 'Userids of the members' },
    {
      name: 'chatid',
      type: 'string',
      form: 'chatid',
      limit: { unit: 'bytes', max: 32, over: 'refused' },
      about: 'An id of your own choice, used by no other group chat; WeCom makes one when left out',
    },
  ]),
  chatUpdate: request('Changes the name, the owner or the members of a group chat', [
    CHAT_ID,
    CHAT_NAME,
    { name: 'owner', type: 'string', form: 'userid', about: 'The new owner; needed when the present one is removed' },
    { name: 'add_user_list', type: 'strings', form: 'userid', limit: MEMBERS, about: 'Userids of members to add; a group chat has at most 2000' },
    { name: 'del_user_list', type: 'strings', form: 'userid', limit: MEMBERS, about: 'Userids of members to remove' },
  ]),
  chatGet: request('Looks up the name, owner and members of a group chat', [CHAT_ID]),
  uploadByUrl: request('Has WeCom fetch a file of up to 200 MB from a URL', [
    { name: 'scene', type: 'integer', required: true, values: [1], about: 'What the file is for: 1 the material of welcome messages in customer groups' },
    { name: 'type', type: 'string', required: true, values: ['video', 'file'], about: 'What the file is: a video in MP4, or any file' },
    { name: 'filename', type: 'string', required: true, limit: { unit: 'bytes', max: 128, over: 'refused' }, about: 'The name under which it is shown' },
    {
      name: 'url',
      type: 'string',
      required: true,
      form: 'url',
      limit: { unit: 'bytes', max: 1024, over: 'refused' },
      about: 'Where WeCom fetches it: open to the public internet, at a server that answers range requests',
    },
    { name: 'md5', type: 'string', required: true, form: 'md5', about: 'The MD5 of the file in hex, against which WeCom checks what it has fetched' },
  ]),
  uploadByUrlResult: request('Asks for the media_id of a file that WeCom fetches, within 60 minutes', [
    { name: 'jobid', type: 'string', required: true, form: 'id', limit: { unit: 'bytes', max: 128, over: 'refused' }, about: 'From the answer to the request to fetch it' },
  ]),
} as const satisfies Partial<Record<keyof typeof OPERATIONS, FieldSpec>>;

export type RequestName = keyof typeof REQUESTS;

/** What the request of an operation holds, with the operation's own page as its source. */
export const requestSpec = (name: RequestName): FieldSpec => REQUESTS[name];
