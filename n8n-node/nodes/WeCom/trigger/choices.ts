import type { INodePropertyOptions } from 'n8n-workflow';

import { BOT_EVENTS, BOT_MESSAGES, PUSH_EVENTS, PUSH_MESSAGES } from '../../../../core/spec/callbacks.ts';
import type { PushSpec } from '../../../../core/spec/callbacks.ts';

/** Who is written to. */
export type Source = 'app' | 'bot';

/** Values of "Trigger On" that stand for many. */
export const EVERYTHING = '*';
export const ANY_MESSAGE = 'message';
export const ANY_EVENT = 'event';

/** What "Trigger On" offers: WeCom's own names behind labels for people. */
export function choicesOf(source: Source): INodePropertyOptions[] {
  const [messages, events] = source === 'app' ? [PUSH_MESSAGES, PUSH_EVENTS] : [BOT_MESSAGES, BOT_EVENTS];
  return [
    { name: 'Any Event', value: ANY_EVENT, description: 'Whatever a member does, and what WeCom reports itself' },
    { name: 'Any Message', value: ANY_MESSAGE, description: 'Whatever a member writes or sends' },
    { name: 'Everything', value: EVERYTHING, description: 'Also what is new at WeCom and not known here yet' },
    ...rows('Event', ANY_EVENT, events),
    ...rows('Message', ANY_MESSAGE, messages),
  ].sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

const rows = (word: string, kind: string, table: Readonly<Record<string, PushSpec>>): INodePropertyOptions[] =>
  Object.entries(table)
    // This trigger is WeCom's; the tables know Official Accounts as well.
    .filter(([, { title }]) => !title.includes('Official Account'))
    .map(([type, { title }]) => ({ name: `${word}: ${inTitleCase(title)}`, value: `${kind}.${type}`, description: type }));

const SMALL = ['a', 'an', 'and', 'as', 'by', 'for', 'from', 'in', 'no', 'of', 'on', 'or', 'the', 'to'];

const inTitleCase = (title: string): string => title.replaceAll(/(?<![\w’-])[a-z]+/g, (word) => (SMALL.includes(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)));
