import type { ServerResponse } from 'node:http';
import { conversationItem } from './conversation.ts';
import { libraryEvent } from './library-event.ts';
import { renderMessage } from './render/message.ts';
import type { InboxMessage, InboxSource } from './source.ts';
import { summaryOf } from './summary.ts';
import type { View } from './view.ts';

/** Keeps the connection from looking idle; also how soon an open page notices that the sandbox was reset. */
const HEARTBEAT_MS = 3000;

/** Whoever missed more than this is better served by the whole page. */
const MOST_REPLAYED = 200;

/** Tells the page to load itself anew. */
const RESET = 'event: reset\ndata: {}\n\n';

/**
 * What a page has seen up to this message. The time is part of it because the ids begin anew with every reset: after a
 * restart, number 3 is another message than the one the page knows.
 */
export const markOf = (message: InboxMessage | undefined): string => (message ? `${message.id}.${message.at}` : '');

function eventOf(message: InboxMessage, before: InboxMessage | undefined, view: View): string {
  const data = {
    group: message.robot,
    conversation: conversationItem(message.robot, message, view).toString(),
    announcement: `${message.robot}: ${summaryOf(message)}`,
    // Only the open group's messages are put into the page; of the others it shows the last line.
    message: message.robot === view.group ? renderMessage(message, before, view.pictures).toString() : undefined,
  };
  return `id: ${markOf(message)}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** A message that is there already and changed: it was recalled, brought on, or its card is another. As the last of its group it stands in the list as well. */
function changeOf(message: InboxMessage, source: InboxSource, view: View): string {
  const group = source.messages().filter(({ robot }) => robot === message.robot);
  const data = {
    group: message.robot,
    id: message.id,
    ...(group.at(-1)?.id === message.id && { line: summaryOf(message) }),
    ...(message.robot === view.group && { message: renderMessage(message, group.findLast(({ id }) => id < message.id), view.pictures).toString() }),
  };
  return `event: change\ndata: ${JSON.stringify(data)}\n\n`;
}

/** What may have changed between the page and its stream of events, or while the stream was broken. */
const mayHaveChanged = ({ delivery, cards, recalled, bot }: InboxMessage): boolean => delivery !== undefined || cards !== undefined || recalled === true || bot === true;

/** How many of those are looked after; older ones are long at rest. */
const MOST_REFRESHED = 30;

/** Sends an open page every message after its mark, rendered as the page itself is, until the page leaves. */
export function streamEvents(response: ServerResponse, source: InboxSource, view: View, mark: string): void {
  const all = source.messages();
  const seen = mark === '' ? 0 : all.findIndex((message) => markOf(message) === mark) + 1;
  const forgotten = mark !== '' && seen === 0;
  const missed = all.slice(seen);
  let last = all[seen - 1];
  let lastShown = all.slice(0, seen).findLast(({ robot }) => robot === view.group);

  const change = (message: InboxMessage): void => {
    response.write(changeOf(message, source, view));
  };
  const send = (message: InboxMessage, changed = false): void => {
    if (changed) {
      change(message);
      return;
    }
    const begunAnew = last !== undefined && message.id <= last.id;
    response.write(begunAnew ? RESET : eventOf(message, lastShown, view));
    last = message;
    if (message.robot === view.group) lastShown = message;
  };
  response.write('retry: 1000\n\n');
  if (forgotten || missed.length > MOST_REPLAYED) {
    response.write(RESET);
    last = all.at(-1);
  } else {
    missed.forEach((message) => {
      send(message);
    });
    all.slice(0, seen).filter(mayHaveChanged).slice(-MOST_REFRESHED).forEach(change);
  }

  // Whatever changed between the page and this connection.
  if (view.group !== undefined) response.write(libraryEvent(source, view.group, view, false));
  const unsubscribe = source.subscribe(send);
  const unsubscribeFromAccounts = source.subscribeToAccounts?.((name) => {
    response.write(name === '' ? RESET : libraryEvent(source, name, view, true));
  });
  const heartbeat = setInterval(() => {
    const current = source.messages().at(-1);
    response.write(markOf(current) === markOf(last) ? ': still here\n\n' : RESET);
    last = current;
  }, HEARTBEAT_MS);
  heartbeat.unref();
  response.on('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
    unsubscribeFromAccounts?.();
  });
}
