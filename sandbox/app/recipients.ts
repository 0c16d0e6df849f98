import { Refusal } from '../errcodes.ts';
import type { JsonObject } from '../message/fields.ts';
import { MEMBERS } from './members.ts';

/** Whom a message names, and who of them is there: https://developer.work.weixin.qq.com/document/path/90236 */
export interface Recipients {
  all: boolean;
  /** As the directory spells them. */
  users: string[];
  parties: string[];
  tags: string[];
  /** Everybody who is to be shown the message, each once. */
  reached: string[];
  /** As the answer reports them; empty = nothing to report. */
  reported: { invaliduser: string; invalidparty: string; invalidtag: string; unlicenseduser: string };
}

const EVERYBODY = '@all';

/** How many of each may be named, what an id looks like, and the errcodes for more and for another. */
const FIELDS = {
  touser: { most: 1000, tooMany: 40032, form: /^[^\p{Cc}\s]+$/u, malformed: 40031 },
  toparty: { most: 100, tooMany: 82002, form: /^\d+$/, malformed: 40066 },
  totag: { most: 100, tooMany: 82003, form: /^\d+$/, malformed: 40068 },
};

/**
 * Whom a message reaches.
 * @throws Refusal 40058 for a list that is no string; 82001 when nobody is named; 40032, 82002, 82003 for too many users,
 * parties, tags; 40031 for a userid with a space in it, 40066, 40068 for a party or tag that is no number; 81013 when nobody who is named can be shown anything.
 */
export function recipientsOf(message: JsonObject): Recipients {
  const asked = { touser: named(message, 'touser'), toparty: named(message, 'toparty'), totag: named(message, 'totag') };
  if (Object.values(asked).every((ids) => ids.length === 0)) throw new Refusal(82001);
  const found = asked.touser.join('|') === EVERYBODY ? everybody() : lookUp(asked);
  if (found.reached.length === 0) throw new Refusal(81013);
  return found;
}

/** The ids in one of the fields, each once. */
function named(message: JsonObject, field: keyof typeof FIELDS): string[] {
  const value = message[field] ?? '';
  if (typeof value !== 'string') throw new Refusal(40058, `${field} is not a string`);
  const ids = value.split('|').map((id) => id.trim()).filter((id) => id !== '');
  const { most, tooMany, form, malformed } = FIELDS[field];
  if (ids.length > most) throw new Refusal(tooMany);
  if (!ids.every((id) => form.test(id))) throw new Refusal(malformed);
  return [...new Set(ids)];
}

function everybody(): Recipients {
  const reported = { invaliduser: '', invalidparty: '', invalidtag: '', unlicenseduser: '' };
  const reached = MEMBERS.filter(({ licensed }) => licensed).map(({ userid }) => userid);
  return { all: true, users: [], parties: [], tags: [], reached, reported };
}

function lookUp(asked: { touser: string[]; toparty: string[]; totag: string[] }): Recipients {
  const lower = new Set(asked.touser.map((id) => id.toLowerCase()));
  const members = MEMBERS.filter(({ userid }) => lower.has(userid.toLowerCase()));
  const unknown = [...lower].filter((id) => !members.some(({ userid }) => userid.toLowerCase() === id));
  const parties = split(asked.toparty, 'parties');
  const tags = split(asked.totag, 'tags');
  const reached = MEMBERS.filter(
    (member) =>
      member.licensed &&
      (members.includes(member) || shares(member.parties, parties.known) || shares(member.tags, tags.known)),
  );
  return {
    all: false,
    users: members.filter(({ licensed }) => licensed).map(({ userid }) => userid),
    parties: parties.known,
    tags: tags.known,
    reached: reached.map(({ userid }) => userid),
    reported: {
      // Lower-cased, as WeCom reports them, whatever the request said.
      invaliduser: unknown.join('|'),
      invalidparty: parties.unknown.join('|'),
      invalidtag: tags.unknown.join('|'),
      unlicenseduser: members.filter(({ licensed }) => !licensed).map(({ userid }) => userid.toLowerCase()).join('|'),
    },
  };
}

/** The ids of parties or tags that somebody is in, and the others. */
function split(ids: string[], of: 'parties' | 'tags'): { known: string[]; unknown: string[] } {
  const isKnown = (id: string): boolean => MEMBERS.some((member) => member[of].includes(id));
  return { known: ids.filter(isKnown), unknown: ids.filter((id) => !isKnown(id)) };
}

const shares = (some: readonly string[], others: readonly string[]): boolean => some.some((one) => others.includes(one));
