import type { ServerResponse } from 'node:http';
import { conversationItem } from './conversation.ts';
import { renderMessage } from './render/message.ts';
import type { InboxMessage, InboxSource } from './source.ts';
import { summaryOf } from './summary.ts';
import type { View } from './view.ts';

/** Proxies close what is silent for long, and a reader's tab should learn of a reset without waiting for a message. */
const HEARTBEAT_MS = 10_000;

/** Whoever missed more than this is better served by the whole page. */
const MOST_REPLAYED = 200;

const RESET = 'event: reset\ndata: {}\n\n';

function eventOf(message: InboxMessage, source: InboxSource, view: View): string {
  const data: Record<string, string> = {
    group: message.robot,
    conversation: conversationItem(message.robot, message, view).toString(),
    announcement: `${message.robot}: ${summaryOf(message)}`,
  };
  if (message.robot === view.group) {
    const before = source.messages().findLast(({ id, robot }) => robot === message.robot && id < message.id);
    data.message = renderMessage(message, before, view.pictures).toString();
  }
  return `id: ${message.id}\ndata: ${JSON.stringify(data)}\n\n`;
}

/**
 * Sends every message from `after` on to an open page, rendered by the page's own renderer, until the page leaves. Where the
 * sandbox was reset in between, its ids begin anew: the page is told to load itself again.
 */
export function streamEvents(response: ServerResponse, source: InboxSource, view: View, after: number): void {
  let last = after;
  const forgotten = (): boolean => (source.messages().at(-1)?.id ?? 0) < last;
  const reset = (): void => {
    last = source.messages().at(-1)?.id ?? 0;
    response.write(RESET);
  };
  const send = (message: InboxMessage): void => {
    if (message.id <= last) {
      reset();
      return;
    }
    last = message.id;
    response.write(eventOf(message, source, view));
  };

  response.write('retry: 1000\n\n');
  const missed = source.messages().filter(({ id }) => id > after);
  if (forgotten() || missed.length > MOST_REPLAYED) reset();
  else missed.forEach(send);

  const unsubscribe = source.subscribe(send);
  const heartbeat = setInterval(() => {
    if (forgotten()) reset();
    else response.write(': still here\n\n');
  }, HEARTBEAT_MS);
  heartbeat.unref();
  response.on('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
}
