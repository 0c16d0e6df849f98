import { TransportError, WeComError } from './errors.ts';
import { createLane } from './limiter.ts';
import { mediaScope } from './memory.ts';
import type { MediaIdentity, MediaMemory } from './memory.ts';
import type { NotSent, Outcome } from './outcome.ts';
import { request } from './request.ts';
import type { Connection } from './request.ts';
import { mediaLifetimeMs } from './spec/media.ts';
import { OPERATIONS } from './spec/operations.ts';
import { ROBOT_RATE } from './spec/rates.ts';
import type { Json } from './verdict.ts';

/** A message as WeCom takes it: `msgtype` and the object of that name. */
export type Message = { msgtype: string } & Record<string, unknown>;

export interface MediaFile {
  /** From `safeFilename`. */
  filename: string;
  contentType: string;
  /** Hex, of the bytes. */
  sha256: string;
  /** Called once for each upload, so that many files need not be held at once. An error instead means it cannot be read any more. */
  read: () => Promise<Uint8Array | WeComError>;
}

export interface UploadedMedia {
  media_id: string;
  type: RobotMediaType;
  /** Milliseconds since 1970. */
  created_at: number;
  /** true = it was uploaded earlier, and the memory knew it. */
  remembered: boolean;
}

/** What a robot can upload; pictures travel inside their message. */
export type RobotMediaType = 'file' | 'voice';

/**
 * A group robot: uploads and messages over one webhook.
 *
 * Messages go out in the order of the calls and at most 20 in any minute. Nothing throws.
 *
 * @see https://developer.work.weixin.qq.com/document/path/91770
 */
export interface Robot {
  /** The media_id is good for three days and for this robot only. The size and format must have been checked before. */
  upload: (file: MediaFile, type: RobotMediaType) => Promise<Outcome<UploadedMedia>>;
  /** The message must have been validated before. */
  send: (message: Message) => Promise<Outcome<undefined>>;
  /**
   * Sends an uploaded file. A remembered media_id that WeCom no longer takes is uploaded anew, once: its refusal is
   * certain, so nothing can arrive twice. The value is the media that went out.
   */
  sendMedia: (file: MediaFile, media: UploadedMedia) => Promise<Outcome<UploadedMedia>>;
}

const MEDIA_ID_INVALID = 40007;

export function createRobot(connection: Connection, memory?: MediaMemory): Robot {
  const { ports, baseUrl, secret, redactor } = connection;
  const lane = createLane(ROBOT_RATE, ports);
  const scope = mediaScope(baseUrl, secret);
  const identify = (file: MediaFile, type: RobotMediaType): MediaIdentity => ({ sha256: file.sha256, filename: file.filename, kind: type, scope });

  const upload: Robot['upload'] = async (file, type) => {
    const known = await memory?.recall(identify(file, type));
    if (known !== undefined) {
      redactor.add(known.media_id);
      return { delivery: 'sent', value: { ...known, type, remembered: true }, errmsg: '', attempts: 0 };
    }
    return uploadAnew(file, type);
  };

  const uploadAnew: Robot['upload'] = async (file, type) => {
    const bytes = await file.read();
    if (bytes instanceof WeComError) return { delivery: 'rejected', error: bytes, attempts: 0 };
    const part = { filename: file.filename, contentType: file.contentType, bytes };
    const outcome = await request(connection, OPERATIONS.robotUpload, { query: { type }, body: { kind: 'media', part } });
    if (outcome.delivery !== 'sent') return outcome;
    const media = readUpload(outcome.value, ports.clock.now());
    if (media === undefined) return withoutMediaId(outcome.attempts);
    redactor.add(media.media_id);
    await memory?.remember(identify(file, type), media);
    return { ...outcome, value: { ...media, type, remembered: false } };
  };

  const send: Robot['send'] = (message) =>
    lane.inOrder(async () => {
      const body = { kind: 'json' as const, text: JSON.stringify(message) };
      const outcome = await request(connection, OPERATIONS.robotSend, { body, lane });
      return outcome.delivery === 'sent' ? { ...outcome, value: undefined } : outcome;
    });

  const sendMedia: Robot['sendMedia'] = async (file, media) => {
    const outcome = await send(mediaMessage(media));
    if (outcome.delivery === 'sent') return { ...outcome, value: media };
    const stale = media.remembered && 'errcode' in outcome.error && outcome.error.errcode === MEDIA_ID_INVALID;
    if (!stale) return outcome;
    await memory?.forget(identify(file, media.type));
    // Without asking the memory: one that cannot forget would give the same media_id again, for ever.
    const fresh = await uploadAnew(file, media.type);
    return fresh.delivery === 'sent' ? sendMedia(file, fresh.value) : fresh;
  };

  return { upload, send, sendMedia };
}

const mediaMessage = ({ type, media_id }: UploadedMedia): Message => ({ msgtype: type, [type]: { media_id } });

/**
 * `created_at` is a number of seconds in a string; one implementation is known to misspell it, so it may be missing. A time
 * that is days away from now is none either.
 */
function readUpload(json: Json, now: number): { media_id: string; created_at: number } | undefined {
  if (typeof json.media_id !== 'string' || json.media_id === '') return undefined;
  const created = Number(json.created_at) * 1000;
  return { media_id: json.media_id, created_at: Math.abs(created - now) < mediaLifetimeMs ? created : now };
}

function withoutMediaId(attempts: number): NotSent {
  const error = new TransportError('no-media-id', {
    message: 'WeCom accepted the upload and its answer names no media_id',
    fix: 'Check what stands between here and WeCom: a relay may have changed the answer',
  });
  return { delivery: 'rejected', error, attempts };
}
