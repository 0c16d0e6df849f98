import { downloadHdVoice, downloadMedia } from './download.ts';
import type { DownloadedMedia } from './download.ts';
import { readIds } from './id-list.ts';
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
import type { Json } from './verdict.ts';

/** What WeCom says of a message it took: it may still have left out a part of the recipients. */
export interface AppReceipt {
  /** For recalling the message, within 24 hours. */
  msgid?: string;
  /** For updating a card, once and within 72 hours. */
  response_code?: string;
  /** Ids joined by `|`, in lower case, as WeCom gives them; absent when there are none. */
  invaliduser?: string;
  invalidparty?: string;
  invalidtag?: string;
  unlicenseduser?: string;
}

/**
 * An application of a corp: uploads, downloads, and messages to members. Nothing throws.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90236
 */
export interface App {
  /** The media_id is good for three days, for every application of the corp, and for no robot. */
  upload: Uploader<MediaKind>['upload'];
  download: (mediaId: string) => Promise<Outcome<DownloadedMedia>>;
  /** A voice recorded by a page inside WeCom (JS-SDK), in speex at 16 kHz instead of AMR at 8 kHz. */
  downloadHdVoice: (mediaId: string) => Promise<Outcome<DownloadedMedia>>;
  /** The message, recipients and agentid in it, must have been validated before. */
  send: (message: Message) => Promise<Outcome<AppReceipt>>;
  /** Sends an uploaded file, and uploads it anew, once, when WeCom no longer takes a media_id that was remembered. */
  sendMedia: (file: MediaFile, media: UploadedMedia, messageWith: (mediaId: string) => Message) => Promise<Outcome<SentMedia<AppReceipt>>>;
}

/** @param lane that all who send the same members messages share, to stay below what WeCom shows them. Without one there is no limit. */
export function createApp(connection: Connection, memory?: MediaMemory, lane?: Lane): App {
  const uploader = createUploader<MediaKind>(connection, OPERATIONS.appUpload, memory);

  const send: App['send'] = (message) =>
    inLane(lane, async (place) => mapSent(await request(connection, OPERATIONS.appSend, { body: jsonBody(message), ...duplicateCheck(message), ...place }), readReceipt));

  return {
    upload: uploader.upload,
    download: (mediaId) => downloadMedia(connection, mediaId),
    downloadHdVoice: (mediaId) => downloadHdVoice(connection, mediaId),
    send,
    sendMedia: (file, media, messageWith) => sendMedia(uploader, ({ media_id }) => send(messageWith(media_id)), file, media),
  };
}

/** Seconds, where the message gives no interval of its own. */
const DEFAULT_INTERVAL = 1800;

function duplicateCheck({ enable_duplicate_check: check, duplicate_check_interval: interval }: Message): { deduplicatedMs?: number } {
  return check === 1 ? { deduplicatedMs: (typeof interval === 'number' ? interval : DEFAULT_INTERVAL) * 1000 } : {};
}

/** Did the message miss anybody it was meant for? WeCom answers errcode 0 as long as one recipient is left. */
export function missedSomebody({ invaliduser, invalidparty, invalidtag, unlicenseduser }: AppReceipt): boolean {
  return [invaliduser, invalidparty, invalidtag, unlicenseduser].some((ids) => ids !== undefined);
}

function readReceipt(json: Json): AppReceipt {
  const codes = (['msgid', 'response_code'] as const).map((name) => [name, json[name]] as const);
  const missed = (['invaliduser', 'invalidparty', 'invalidtag', 'unlicenseduser'] as const).map((name) => [name, readIds(json[name]).join('|')] as const);
  return Object.fromEntries([...codes, ...missed].filter(([, value]) => typeof value === 'string' && value !== ''));
}
