import type { Problem } from '../../core/errors.ts';
import { fieldSpecAt } from '../../core/field-at.ts';
import { joinRecipients, splitRecipients } from '../../core/recipients.ts';
import { count, quoted } from '../../core/validate/words.ts';
import { DEFAULT_BASE_URL } from '../../core/webhook.ts';
import type { InputName } from '../defaults.ts';
import { rawInput } from '../inputs.ts';
import type { Inputs } from '../inputs.ts';
import { CREDENTIALS, RECIPIENTS } from './names.ts';

/** What the inputs say of an application. Where something was missing or wrong, a problem says so, and nothing is sent. */
export interface Application {
  corpId: string;
  corpSecret: string;
  agentId: number | undefined;
  baseUrl: string;
  /** WeCom's field and the ids joined for it, of those that were given. */
  recipients: Readonly<Record<string, string>>;
  /** Empty = to recipients. */
  chatId: string;
  safe: boolean;
  translateIds: boolean;
  /** 0 = off. */
  dedupeSeconds: number;
  /** Group robots send the same in this step. */
  besideRobots: boolean;
}

export interface ReadApplication {
  application: Application;
  problems: Problem[];
  warnings: string[];
}

/** Stands for a value that is wrong and was said to be: that it is missing, or wrong in another way, need not be said. */
const UNREADABLE = 1;

const read = (name: InputName): string => rawInput(name).trim();

/** The credentials that are empty, where an excuse may be found for that. */
export const missingCredentials = (): string[] => CREDENTIALS.filter((name) => read(name) === '' && !(name === 'agent-id' && read('chat-id') !== ''));

/** Reads every input of the application, and finds all that is wrong with them at once. */
export function readApplication(inputs: Inputs): ReadApplication {
  const problems: Problem[] = [];
  const besideRobots = read('webhook') !== '';
  const chatId = read('chat-id');
  problems.push(...checkCredentials(chatId !== ''));
  const dedupeSeconds = readDedupe(chatId !== '', problems);
  const safe = inputs.choose('safe') === 'true';
  if (safe && besideRobots) problems.push(NOT_FROM_ROBOTS);
  const warnings = checkMentions(inputs, { toChat: chatId !== '', besideRobots }, problems);
  const application: Application = {
    corpId: read('corp-id'),
    corpSecret: read('corp-secret'),
    agentId: read('agent-id') === '' ? undefined : Number(read('agent-id')) || UNREADABLE,
    baseUrl: inputs.baseUrl ?? DEFAULT_BASE_URL,
    recipients: readRecipients(chatId !== '', problems),
    chatId,
    safe,
    translateIds: inputs.choose('enable-id-trans') === 'true',
    dedupeSeconds,
    besideRobots,
  };
  return { application, problems, warnings };
}

/** What is set for an application where there is none. To leave it out in silence would send as open what was meant to be confidential. */
export function strayOptions(inputs: Inputs): Problem[] {
  const set = [
    ...(Number(read('dedupe-seconds')) === 0 ? [] : ['dedupe-seconds']),
    ...(['safe', 'enable-id-trans'] as const).filter((name) => inputs.choose(name) === 'true'),
  ];
  const fix = 'Fill in corp-id, corp-secret and agent-id, or take it out: a group robot has nothing of the kind';
  return set.map((path) => ({ path, limit: 'nothing without an application', actual: 'filled in', fix }));
}

export const NOT_FROM_ROBOTS: Problem = {
  path: 'safe',
  limit: 'nothing beside webhook, because a group robot’s messages cannot be confidential',
  actual: 'on',
  fix: 'Send as robot and as application in two steps',
};

/** Of a value that is wrong its length is told: somebody may have pasted the secret into the field beside its own. */
function checkCredentials(toChat: boolean): Problem[] {
  const rules = [
    { path: 'corp-id', form: /^[\w-]{1,64}$/, limit: 'the id of the corp', fix: 'Copy it from “My Company” in the WeCom admin console' },
    { path: 'corp-secret', form: /^\S{1,512}$/, limit: 'the secret of the application', fix: 'Copy it from the page of the application in the WeCom admin console, and store it in a secret of the repository; a secret that does not exist reads as empty' },
    { path: 'agent-id', form: toChat ? /^\d{0,15}$/ : /^\d{1,15}$/, limit: 'the AgentId of the application, a number', fix: 'Copy it from the page of the application in the WeCom admin console' },
  ] as const;
  return rules.flatMap(({ path, form, limit, fix }) => {
    const value = read(path);
    return form.test(value) ? [] : [{ path, limit, actual: value === '' ? 'empty' : `${count(value.length, 'character')} that ${value.length === 1 ? 'is' : 'are'} none`, fix }];
  });
}

function readRecipients(toChat: boolean, problems: Problem[]): Record<string, string> {
  const given = RECIPIENTS.flatMap(({ input, field }): [string, string][] => {
    const ids = splitRecipients(rawInput(input));
    const joined = joinRecipients(input, ids);
    if (!joined.ok) problems.push(...joined.problems);
    return ids.length === 0 ? [] : [[field, joined.ok ? joined.text : String(UNREADABLE)]];
  });
  if (toChat && given.length > 0) problems.push(CHAT_OR_RECIPIENTS);
  return Object.fromEntries(given);
}

export const CHAT_OR_RECIPIENTS: Problem = {
  path: 'chat-id',
  limit: 'a group chat or recipients',
  actual: 'both',
  fix: 'Leave chat-id empty, or the recipients out; for both, use two steps',
};

function readDedupe(toChat: boolean, problems: Problem[]): number {
  const value = read('dedupe-seconds');
  const limit = fieldSpecAt('app', {}, 'duplicate_check_interval')?.limit;
  const most = limit?.unit === 'value' ? limit.max : 0;
  const seconds = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (!(seconds <= most)) {
    problems.push({ path: 'dedupe-seconds', limit: `a whole number of seconds from 1 to ${most}, or 0 for off`, actual: quoted(value), fix: 'Write the number alone, such as 1800' });
    return 0;
  }
  if (seconds > 0 && toChat) {
    problems.push({ path: 'dedupe-seconds', limit: '0 with chat-id, because WeCom has no duplicate check for group chats', actual: value, fix: 'Take it out' });
  }
  return seconds;
}

/** Who shall notice a message of an application is one of its recipients; a text to a group chat knows a list of userids. */
function checkMentions({ mentions }: Inputs, { toChat, besideRobots }: { toChat: boolean; besideRobots: boolean }, problems: Problem[]): string[] {
  const without = [
    ...(mentions.users.length > 0 && !toChat ? [{ path: 'mention-users', instead: 'Name the members in to-user' }] : []),
    ...(read('user-map') !== '' && !toChat ? [{ path: 'user-map', instead: 'Name the members in to-user' }] : []),
    ...(mentions.mobiles.length > 0 ? [{ path: 'mention-mobiles', instead: toChat ? 'Name them by their userids in mention-users' : 'Name the members in to-user' }] : []),
  ];
  const limit = `nothing with ${toChat ? 'chat-id' : 'recipients'}, because WeCom has no such mention there`;
  if (!besideRobots) problems.push(...without.map(({ path, instead }) => ({ path, limit, actual: 'filled in', fix: instead })));
  return besideRobots ? without.map(({ path }) => `${path}: the group is mentioned to, and the application’s message is without the mention; WeCom has none there`) : [];
}
