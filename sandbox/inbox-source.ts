import type { InboxMessage, InboxSource } from './inbox/source.ts';
import type { NumberedMessage } from './messages.ts';
import type { World } from './world.ts';

/** What the inbox page is shown of the world. */
export function inboxSource({ robots, messages, media }: World): InboxSource {
  const show = ({ id, robot, msgtype, message, at }: NumberedMessage): InboxMessage => ({
    id,
    robot,
    msgtype,
    message,
    media: mediaIdsIn(message).flatMap((mediaId) => {
      const record = media.record(mediaId);
      if (record?.robot !== robot) return [];
      return [{ media_id: mediaId, type: record.type, filename: record.filename, size: record.size }];
    }),
    at,
  });
  return {
    robots: () => robots.all.map(({ name }) => ({ name })),
    messages: () => messages.all.map(show),
    subscribe: (listener) =>
      messages.subscribe((message) => {
        listener(show(message));
      }),
  };
}

/** Every `media_id` in a message, wherever it stands. */
function mediaIdsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) =>
    name === 'media_id' && typeof member === 'string' ? [member] : mediaIdsIn(member),
  );
}
