import { inLane } from './limiter.ts';
import type { Lane } from './limiter.ts';
import type { MediaMemory } from './memory.ts';
import { mapSent } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { jsonBody, request } from './request.ts';
import type { Connection } from './request.ts';
import type { Message } from './robot.ts';
import { sendMedia } from './send-media.ts';
import type { SentMedia } from './send-media.ts';
import { OPERATIONS } from './spec/operations.ts';
import type { MediaKind } from './spec/types.ts';
import { createUploader } from './uploader.ts';
import type { MediaFile, UploadedMedia, Uploader } from './uploader.ts';

/**
 * An application that sends to its group chats. Nothing throws. There is no receipt: no msgid, so no recall, and no word of members
 * who are not shown it.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90248
 */
export interface ChatSender {
  /** The media_id is the same as for messages to members. */
  upload: Uploader<MediaKind>['upload'];
  /** The message, with the chatid in it, must have been validated before. */
  send: (message: Message) => Promise<Outcome<undefined>>;
  /** Sends an uploaded file, and uploads it anew, once, when WeCom no longer takes a media_id that was remembered. */
  sendMedia: (file: MediaFile, media: UploadedMedia, messageWith: (mediaId: string) => Message) => Promise<Outcome<SentMedia<undefined>>>;
}

/** @param lane that all who send the same members messages share, to stay below what WeCom shows them. Without one there is no limit. */
export function createChatSender(connection: Connection, memory?: MediaMemory, lane?: Lane): ChatSender {
  const uploader = createUploader<MediaKind>(connection, OPERATIONS.appUpload, memory);

  const send: ChatSender['send'] = (message) =>
    inLane(lane, async (place) => mapSent(await request(connection, OPERATIONS.chatSend, { body: jsonBody(message), ...place }), () => undefined));

  return {
    upload: uploader.upload,
    send,
    sendMedia: (file, media, messageWith) => sendMedia(uploader, ({ media_id }) => send(messageWith(media_id)), file, media),
  };
}
