import { createLane } from './limiter.ts';
import type { Lane } from './limiter.ts';
import type { MediaMemory } from './memory.ts';
import { mapSent } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';
import { jsonBody, request } from './request.ts';
import type { Connection } from './request.ts';
import { sendMedia } from './send-media.ts';
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
  /** Sends an uploaded file, and uploads it anew, once, when WeCom no longer takes a media_id that was remembered. The value is what went out. */
  sendMedia: (file: MediaFile, media: UploadedMedia<RobotMediaType>) => Promise<Outcome<UploadedMedia<RobotMediaType>>>;
}

/** @param lane of this very robot, when others in the same process send with it too: the rate is the robot's, not the caller's. */
export function createRobot(connection: Connection, memory?: MediaMemory, lane: Lane = createRobotLane(connection.ports)): Robot {
  const uploader = createUploader<RobotMediaType>(connection, OPERATIONS.robotUpload, memory);

  const send: Robot['send'] = (message) =>
    lane.inOrder(async () => mapSent(await request(connection, OPERATIONS.robotSend, { body: jsonBody(message), lane }), () => undefined));

  return {
    upload: uploader.upload,
    send,
    sendMedia: async (file, media) => mapSent(await sendMedia(uploader, (one) => send(mediaMessage(one)), file, media), (sent) => sent.media),
  };
}

export function createRobotLane(ports: Pick<Ports, 'clock' | 'sleep'>): Lane {
  return createLane(ROBOT_RATE, ports);
}

const mediaMessage = ({ type, media_id }: UploadedMedia<RobotMediaType>): Message => ({ msgtype: type, [type]: { media_id } });
