import type { IExecuteFunctions } from 'n8n-workflow';

import type { Problem } from '../../../core/errors.ts';
import type { Message } from '../../../core/robot.ts';
import { kindOf } from '../../../core/validate/kinds.ts';
import { isAbsent, own } from '../../../core/validate/requirements.ts';
import { quoted } from '../../../core/validate/words.ts';
import { allowsOption, LEVEL, SWITCHES } from './parameters/options.ts';
import { RECIPIENTS } from './parameters/recipients.ts';
import { readRecipients } from './read-recipients.ts';

type Json = Record<string, unknown>;

/**
 * What an application's message carries beside the object of its type, from the item's parameters: who receives it, and the
 * options that the user has added. The `agentid` is the credential's.
 *
 * What the message itself says wins. That goes for its recipients as a whole: nobody is reached who is not named beside them.
 */
export function readEnvelope(context: IExecuteFunctions, itemIndex: number, message: Message, problems: Problem[]): Json {
  const fields = context.getNodeParameter('additionalFields', itemIndex, {}) as Json;
  const named = RECIPIENTS.some(({ field }) => !isAbsent(own(message, field)));
  const recipients = named ? {} : readRecipients(context, itemIndex, problems);
  return { ...recipients, ...readOptions(fields, message, problems), ...readDuplicateCheck(fields, message) };
}

function readOptions(fields: Json, message: Message, problems: Problem[]): Json {
  const wishes = [...SWITCHES, LEVEL].map(({ field, parameter, displayName }) => ({ field, displayName, value: asNumber(own(fields, parameter)) }));
  const wanted = wishes.flatMap(({ field, displayName, value }): [string, unknown][] => {
    if (value === undefined || own(message, field) !== undefined) return [];
    if (allowsOption(message.msgtype, field, 1) && allowsOption(message.msgtype, field, value)) return [[field, value]];
    // To leave it out in silence would send as open what was meant to be confidential.
    if (value !== 0) problems.push({ path: displayName, limit: `off for ${message.msgtype}`, actual: value === 1 ? 'on' : typeof value === 'number' || typeof value === 'string' ? quoted(value) : kindOf(value), fix: 'Turn it off, or choose another type of message' });
    return [];
  });
  return Object.fromEntries(wanted);
}

/** A switch is a number to WeCom; an expression may give the number itself. */
function asNumber(value: unknown): unknown {
  if (isAbsent(value) || value === null) return undefined;
  return typeof value === 'boolean' || (typeof value === 'string' && /^\d$/.test(value)) ? Number(value) : value;
}

function readDuplicateCheck({ dedupeSeconds }: Json, message: Message): Json {
  const told = own(message, 'enable_duplicate_check') !== undefined || own(message, 'duplicate_check_interval') !== undefined;
  const seconds = typeof dedupeSeconds === 'string' && dedupeSeconds.trim() !== '' ? Number(dedupeSeconds) : dedupeSeconds;
  if (told || isAbsent(seconds) || seconds === 0) return {};
  return { enable_duplicate_check: 1, duplicate_check_interval: seconds };
}
