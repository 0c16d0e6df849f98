import { confidentialWarning } from '../../core/confidential.ts';
import type { Problem } from '../../core/errors.ts';
import { fieldSpecAt } from '../../core/field-at.ts';
import type { Message } from '../../core/robot.ts';
import { envelope } from '../../core/spec/messages.ts';
import { APP_RATE, CHAT_RATE } from '../../core/spec/rates.ts';
import { validateMessage } from '../../core/validate.ts';
import { isAbsent, own } from '../../core/validate/requirements.ts';
import type { Audience } from '../audience.ts';
import { CHAT_OR_RECIPIENTS, NOT_FROM_ROBOTS } from './inputs.ts';
import type { Application } from './inputs.ts';
import { INPUT_OF, RECIPIENTS } from './names.ts';

type Fields = Record<string, unknown>;

/** Media types carry nothing whose ids could be shown as names, and are not what that switch was turned on for. */
const MEDIA: readonly string[] = ['image', 'voice', 'video', 'file'];

/** The members or the group chat that the application sends to. */
export function applicationAudience(application: Application): Audience {
  const { chatId, safe } = application;
  const channel = chatId === '' ? 'app' : 'appchat';
  return {
    channel,
    name: 'application',
    mentionable: ({ users }) => ({ users: chatId === '' ? [] : users, mobiles: [] }),
    rate: chatId === '' ? APP_RATE : CHAT_RATE,
    address: (given) => {
      const problems = checkOwn(given, application);
      const around = chatId === '' ? { ...recipientsFor(given, application), agentid: application.agentId, ...duplicateCheck(given, application) } : { chatid: chatId };
      // In this order: what the message itself says wins, but for whose message it is.
      const message: Message = { ...switches(given, application, channel, problems), ...given, ...filled(around) };
      const said = new Set(problems.map(({ path }) => path));
      const found = validateMessage(channel, message);
      const named = found.problems.map((problem) => ({ ...problem, path: nameOf(problem.path, given) }));
      return { message, problems: [...problems, ...named.filter(({ path }) => !said.has(path))], warnings: found.warnings };
    },
    doubt: (filename) => (safe ? confidentialWarning(filename) : undefined),
  };
}

/** The message without what only an application's messages have, for the robots beside it. */
export function withoutEnvelope(message: Message): Message {
  const names = new Set([...envelope('app'), ...envelope('appchat')].map(({ name }) => name).concat('enable_id_trans'));
  return Object.fromEntries(Object.entries(message).filter(([name]) => !names.has(name))) as Message;
}

const names = (message: Message): boolean => RECIPIENTS.some(({ field }) => !isAbsent(own(message, field)));

/** What a message says of its address that contradicts the inputs, or that nobody says. */
function checkOwn(message: Message, { agentId, chatId, recipients, besideRobots }: Application): Problem[] {
  const problems: Problem[] = [];
  const agentid = own(message, 'agentid');
  if (agentid !== undefined && agentId !== undefined && agentid !== agentId) {
    problems.push({ path: 'agentid', limit: `${agentId}, as in agent-id`, actual: 'another', fix: 'Take it out of the message, or correct one of the two' });
  }
  if (chatId !== '' && names(message)) problems.push(CHAT_OR_RECIPIENTS);
  if (chatId === '' && !names(message) && Object.keys(recipients).length === 0) {
    problems.push({ path: 'to-user', limit: 'somebody to send to', actual: 'nobody', fix: 'Set to-user, to-party or to-tag, or chat-id for a group chat; @all alone in to-user is everyone who can see the application' });
  }
  if (message.msgtype === 'markdown_v2') {
    problems.push({ path: 'msgtype', limit: 'markdown from an application, because only a group robot has markdown_v2', actual: 'markdown_v2', fix: 'Use markdown, with colours and without tables and lists' });
  }
  if (besideRobots && Number(own(message, 'safe') ?? 0) !== 0) problems.push(NOT_FROM_ROBOTS);
  return problems;
}

/** Nobody is reached who is not named beside the others: a message's recipients count as a whole. */
const recipientsFor = (message: Message, { recipients }: Application): Fields => (names(message) ? {} : recipients);

function duplicateCheck(message: Message, { dedupeSeconds }: Application): Fields {
  const told = own(message, 'enable_duplicate_check') !== undefined || own(message, 'duplicate_check_interval') !== undefined;
  return told || dedupeSeconds === 0 ? {} : { enable_duplicate_check: 1, duplicate_check_interval: dedupeSeconds };
}

function switches(message: Message, { safe, translateIds }: Application, channel: Audience['channel'], problems: Problem[]): Fields {
  const wished = [
    { field: 'safe', input: 'safe', on: safe },
    { field: 'enable_id_trans', input: 'enable-id-trans', on: translateIds && !MEDIA.includes(message.msgtype) },
  ];
  const turned = wished.filter(({ field, on }) => on && own(message, field) === undefined);
  return Object.fromEntries(
    turned.flatMap(({ field, input }): [string, number][] => {
      if (fieldSpecAt(channel, { msgtype: message.msgtype }, field)?.values?.includes(1) === true) return [[field, 1]];
      // To leave it out in silence would send as open what was meant to be confidential.
      problems.push({ path: input, limit: `off for ${message.msgtype}${channel === 'appchat' ? ' in a group chat' : ''}`, actual: 'on', fix: 'Turn it off, or choose another type of message' });
      return [];
    }),
  );
}

const filled = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** A problem with what an input filled in bears the input's name. */
const nameOf = (path: string, given: Message): string => (isAbsent(own(given, path)) ? (INPUT_OF[path] ?? path) : path);
