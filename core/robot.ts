import { RejectedError } from './errors.ts';
import { createLane } from './limiter.ts';
import type { Lane } from './limiter.ts';
import type { MediaMemory } from './memory.ts';
import type { Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';
import { request } from './request.ts';
import type { Connection } from './request.ts';
import { OPERATIONS } from './spec/operations.ts';
import { ROBOT_RATE } from './spec/rates.ts';
import { createUploader } from './uploader.ts';
import type { MediaFile, UploadedMedia, Uploader } from './uploader.ts';

/** A message as WeCom takes it: `msgtype` and the object of that name. */
export type Message = { msgtype: string } & Record<string, unknown>;

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
  upload: Uploader<RobotMediaType>['upload'];
  /** The message must have been validated before. */
  send: (message: Message) => Promise<Outcome<undefined>>;
  /**
   * Sends an uploaded file. A remembered media_id that WeCom no longer takes is uploaded anew, once: its refusal is
   * certain, so nothing can arrive twice. The value is the media that went out.
   */
  sendMedia: (file: MediaFile, media: UploadedMedia<RobotMediaType>) => Promise<Outcome<UploadedMedia<RobotMediaType>>>;
}

const MEDIA_ID_INVALID = 40007;

/** @param lane of this very robot, when others in the same process send with it too: the rate is the robot's, not the caller's. */
export function createRobot(connection: Connection, memory?: MediaMemory, lane: Lane = createRobotLane(connection.ports)): Robot {
  const { upload, uploadAnew } = createUploader<RobotMediaType>(connection, OPERATIONS.robotUpload, memory);

  const send: Robot['send'] = (message) =>
    lane.inOrder(async () => {
      const body = { kind: 'json' as const, text: JSON.stringify(message) };
      const outcome = await request(connection, OPERATIONS.robotSend, { body, lane });
      return outcome.delivery === 'sent' ? { ...outcome, value: undefined } : outcome;
    });

  const sendMedia: Robot['sendMedia'] = async (file, media) => {
    const outcome = await send(mediaMessage(media));
    if (outcome.delivery === 'sent') return { ...outcome, value: media };
    const stale = media.remembered && outcome.error instanceof RejectedError && outcome.error.errcode === MEDIA_ID_INVALID;
    if (!stale) return outcome;
    const fresh = await uploadAnew(file, media.type);
    return fresh.delivery === 'sent' ? sendMedia(file, fresh.value) : fresh;
  };

  return { upload, send, sendMedia };
}

export function createRobotLane(ports: Pick<Ports, 'clock' | 'sleep'>): Lane {
  return createLane(ROBOT_RATE, ports);
}

const mediaMessage = ({ type, media_id }: UploadedMedia<RobotMediaType>): Message => ({ msgtype: type, [type]: { media_id } });
