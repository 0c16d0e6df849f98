import type { IExecuteFunctions } from 'n8n-workflow';

import type { Problem } from '../../../core/errors.ts';
import { joinRecipients } from '../../../core/recipients.ts';
import type { Message } from '../../../core/robot.ts';
import { titleOf } from '../../../core/spec/titles.ts';
import { isAbsent, own } from '../../../core/validate/requirements.ts';
import { allowsSwitch, SWITCHES } from './parameters/options.ts';
import { RECIPIENTS } from './parameters/recipients.ts';
import { readList } from './read-list.ts';

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
  return { ...recipients, ...readSwitches(fields, message, problems), ...readDuplicateCheck(fields, message) };
}

function readRecipients(context: IExecuteFunctions, itemIndex: number, problems: Problem[]): Json {
  const joined = RECIPIENTS.flatMap(({ field, parameter }): [string, string][] => {
    const ids = readList(context.getNodeParameter(parameter, itemIndex, ''));
    const result = joinRecipients(titleOf({ name: field }), ids);
    if (!result.ok) problems.push(...result.problems);
    // What is wrong has been said; that nobody is named at all would be untrue.
    return ids.length === 0 ? [] : [[field, result.ok ? result.text : ids.join('|')]];
  });
  return Object.fromEntries(joined);
}

function readSwitches(fields: Json, message: Message, problems: Problem[]): Json {
  const turned = SWITCHES.flatMap(({ field, parameter, displayName }): [string, number][] => {
    const wished = fields[parameter];
    if (typeof wished !== 'boolean' || own(message, field) !== undefined) return [];
    if (allowsSwitch(message.msgtype, field)) return [[field, wished ? 1 : 0]];
    // To leave it out in silence would send as open what was meant to be confidential.
    if (wished) problems.push({ path: displayName, limit: `off for ${message.msgtype}`, actual: 'on', fix: 'Turn it off, or choose another type of message' });
    return [];
  });
  return Object.fromEntries(turned);
}

function readDuplicateCheck({ dedupeSeconds }: Json, message: Message): Json {
  const told = own(message, 'enable_duplicate_check') !== undefined || own(message, 'duplicate_check_interval') !== undefined;
  const seconds = typeof dedupeSeconds === 'string' && dedupeSeconds.trim() !== '' ? Number(dedupeSeconds) : dedupeSeconds;
  if (told || isAbsent(seconds) || seconds === 0) return {};
  return { enable_duplicate_check: 1, duplicate_check_interval: seconds };
}
