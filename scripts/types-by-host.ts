import { messageTypes } from '../core/spec/messages.ts';
import type { Channel } from '../core/spec/types.ts';
import { markdownTable } from './markdown-table.ts';
import { HOSTS, TYPE_TESTS } from './tested-types.ts';
import type { Host } from './tested-types.ts';

export const CHANNELS = ['robot', 'app', 'appchat'] as const satisfies Channel[];

const SENDERS: Record<Channel, string> = { robot: 'group robot', app: 'application', appchat: 'group chat' };

/** The types of a channel by the names they go by in tests: the msgtype, and of a card its card_type behind that. */
export const typesOf = (channel: Channel): string[] =>
  messageTypes(channel).flatMap(({ msgtype, variants }) => (variants === undefined ? [msgtype] : variants.of.map(({ value }) => `${msgtype} ${value}`)));

/** The full name of the test of a type in a host. */
export const testOf = (host: Host, channel: Channel, type: string): string => `${TYPE_TESTS[host][channel].title}${type}`;

/** Each type of message by who sends it from where; each cell links to the test that does. */
export function renderTypesByHost(): string {
  const columns = HOSTS.flatMap((host) => CHANNELS.map((channel) => ({ host, channel })));
  const types = [...new Set(CHANNELS.flatMap(typesOf))];
  const cell = (host: Host, channel: Channel, type: string): string =>
    typesOf(channel).includes(type) ? `[✓](../${TYPE_TESTS[host][channel].file} "${testOf(host, channel, type)}")` : '–';
  return markdownTable(
    ['message', ...columns.map(({ host, channel }) => `${host}, ${SENDERS[channel]}`)],
    types.map((type) => [`\`${type.replace(' ', '` `')}\``, ...columns.map(({ host, channel }) => cell(host, channel, type))]),
  );
}
