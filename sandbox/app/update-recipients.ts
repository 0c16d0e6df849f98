import { Refusal } from '../errcodes.ts';
import type { JsonObject } from '../message/fields.ts';
import { MEMBERS } from './members.ts';

/** Whose card is changed, and who was named without having it. */
export interface UpdateRecipients {
  users: string[];
  /** As the answer reports them, lower-cased. */
  invaliduser: string[];
}

/** How many of each may be named, and the errcode for more. */
const FIELDS = {
  userids: { most: 1000, tooMany: 40032, type: 'string' },
  partyids: { most: 100, tooMany: 82002, type: 'number' },
  tagids: { most: 100, tooMany: 82003, type: 'number' },
} as const;

/**
 * Those of the members who were shown a card (`shown`) whose card is to be changed.
 * Source: https://developer.work.weixin.qq.com/document/path/94888, where lists are arrays, of numbers for parties and tags.
 * @throws Refusal 40058 for a list of another form and an `atall` other than 0 and 1; 40032, 82002, 82003 for too many; 82001 when
 * nobody is named; 81013 when nobody who is named has the card.
 */
export function updateRecipientsOf(update: JsonObject, shown: readonly string[]): UpdateRecipients {
  const { atall = 0 } = update;
  if (atall !== 0 && atall !== 1) throw new Refusal(40058, 'atall has no such value');
  const asked = { userids: listIn(update, 'userids'), partyids: listIn(update, 'partyids'), tagids: listIn(update, 'tagids') };
  if (atall === 1) return { users: [...shown], invaliduser: [] };
  if (Object.values(asked).every((ids) => ids.length === 0)) throw new Refusal(82001);

  const named = new Set(asked.userids.map((id) => id.toLowerCase()));
  const isNamed = (userid: string): boolean => {
    const member = MEMBERS.find((one) => one.userid === userid);
    const shares = (ids: readonly string[] = [], of: readonly string[]): boolean => ids.some((id) => of.includes(id));
    return named.has(userid.toLowerCase()) || shares(member?.parties, asked.partyids) || shares(member?.tags, asked.tagids);
  };
  const users = shown.filter(isNamed);
  if (users.length === 0) throw new Refusal(81013);
  const have = new Set(users.map((userid) => userid.toLowerCase()));
  return { users, invaliduser: [...named].filter((id) => !have.has(id)) };
}

/** The ids in one of the fields, as the directory writes them. */
function listIn(update: JsonObject, field: keyof typeof FIELDS): string[] {
  const value = update[field] ?? [];
  const { most, tooMany, type } = FIELDS[field];
  if (!Array.isArray(value) || !value.every((id) => typeof id === type)) {
    throw new Refusal(40058, `${field} is not an array of ${type}s`);
  }
  if (value.length > most) throw new Refusal(tooMany);
  return value.map(String);
}
