import { downloadMedia } from './download.ts';
import type { DownloadedMedia } from './download.ts';
import type { MediaMemory } from './memory.ts';
import type { Outcome } from './outcome.ts';
import { request } from './request.ts';
import type { Connection } from './request.ts';
import type { Message } from './robot.ts';
import { OPERATIONS } from './spec/operations.ts';
import type { MediaKind } from './spec/types.ts';
import { createUploader } from './uploader.ts';
import type { Uploader } from './uploader.ts';
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
  /** The message, recipients and agentid in it, must have been validated before. */
  send: (message: Message) => Promise<Outcome<AppReceipt>>;
}

export function createApp(connection: Connection, memory?: MediaMemory): App {
  return {
    upload: createUploader<MediaKind>(connection, OPERATIONS.appUpload, memory).upload,
    download: (mediaId) => downloadMedia(connection, mediaId),
    send: async (message) => {
      const body = { kind: 'json' as const, text: JSON.stringify(message) };
      const outcome = await request(connection, OPERATIONS.appSend, { body, ...duplicateCheck(message) });
      if (outcome.delivery !== 'sent') return outcome;
      return { ...outcome, value: readReceipt(outcome.value) };
    },
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

const RECEIPT = ['msgid', 'response_code', 'invaliduser', 'invalidparty', 'invalidtag', 'unlicenseduser'] as const;

function readReceipt(json: Json): AppReceipt {
  const given = RECEIPT.map((name) => [name, json[name]] as const).filter(([, value]) => typeof value === 'string' && value !== '');
  return Object.fromEntries(given);
}
