import { MEMBERS } from '../app/members.ts';
import { Refusal } from '../errcodes.ts';

/** The fewest at the beginning, and the most ever: https://developer.work.weixin.qq.com/document/path/90245 */
export const FEWEST_MEMBERS = 2;
export const MOST_MEMBERS = 2000;

/**
 * The members that a list names, as the directory spells them, each once. Which errcode WeCom gives for which fault is not
 * documented beyond the meaning of the codes.
 * @throws Refusal 40058 when it is no array, 86006 for more than 2000, 86007 for what is no userid, 86216 for a member that there is not.
 */
export function membersIn(list: unknown, name: string): string[] {
  if (!Array.isArray(list)) throw new Refusal(40058, `${name} is not an array`);
  if (list.length > MOST_MEMBERS) throw new Refusal(86006);
  return [...new Set(list.map((userid: unknown) => memberNamed(userid)))];
}

/** @throws Refusal 86007 for what is no userid, 86216 for a member that there is not. */
export function memberNamed(userid: unknown): string {
  if (typeof userid !== 'string' || userid.trim() === '') throw new Refusal(86007);
  const member = MEMBERS.find((one) => one.userid.toLowerCase() === userid.toLowerCase());
  if (!member) throw new Refusal(86216);
  return member.userid;
}
