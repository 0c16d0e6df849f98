import { messageTypes } from '../core/spec/messages.ts';
import type { Channel } from '../core/spec/types.ts';
import { markdownTable } from './markdown-table.ts';
import { ACTION_TESTS, N8N_TESTS } from './tested-types.ts';
import type { TestedBy } from './tested-types.ts';

export const CHANNELS = ['robot', 'app', 'appchat'] as const satisfies Channel[];

const SENDERS: Record<Channel, string> = { robot: 'group robot', app: 'application', appchat: 'group chat' };

/** The types of a channel by the names they go by in tests: the msgtype, and of a card its card_type behind that. */
export const typesOf = (channel: Channel): string[] =>
  messageTypes(channel).flatMap(({ msgtype, variants }) => (variants === undefined ? [msgtype] : variants.of.map(({ value }) => `${msgtype} ${value}`)));

/** The test of a type in a host, or undefined where there is none. */
export function testOf(host: 'Action' | 'n8n', channel: Channel, type: string): TestedBy | undefined {
  if (host === 'n8n') return N8N_TESTS[channel][type];
  const { file, title } = ACTION_TESTS[channel];
  return { file, title: `${title}${type}` };
}

/** Each type of message by who sends it from where; each cell links to the test that does. */
export function renderTypesByHost(): string {
  const columns = (['Action', 'n8n'] as const).flatMap((host) => CHANNELS.map((channel) => ({ host, channel })));
  const types = [...new Set(CHANNELS.flatMap(typesOf))];
  const cell = (host: 'Action' | 'n8n', channel: Channel, type: string): string => {
    if (!typesOf(channel).includes(type)) return '–';
    const test = testOf(host, channel, type);
    return test === undefined ? '' : `[✓](../${test.file} "${test.title}")`;
  };
  return markdownTable(
    ['message', ...columns.map(({ host, channel }) => `${host}, ${SENDERS[channel]}`)],
    types.map((type) => [`\`${type.replace(' ', '` `')}\``, ...columns.map(({ host, channel }) => cell(host, channel, type))]),
  );
}
