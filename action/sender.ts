import { mapSent } from '../core/outcome.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Message, Robot } from '../core/robot.ts';
import type { SentMedia } from '../core/send-media.ts';
import type { Channel, MediaKind } from '../core/spec/types.ts';
import type { MediaFile, UploadedMedia } from '../core/uploader.ts';

/** What a robot and an application have in common for a step. Nothing throws. */
export interface Sender {
  upload: (file: MediaFile, kind: MediaKind) => Promise<Outcome<UploadedMedia>>;
  send: (message: Message) => Promise<Outcome<Receipt>>;
  /** Sends an uploaded file, and uploads it anew, once, when WeCom no longer takes a media_id that was remembered. */
  sendMedia: (file: MediaFile, media: UploadedMedia) => Promise<Outcome<SentMedia<Receipt>>>;
}

/** What WeCom says of a message it took. A robot's answer says nothing more. */
export interface Receipt {
  msgid?: string;
  missed: readonly Missed[];
}

/** Somebody who should have got a message and did not. */
export interface Missed {
  /** As the output `invalid-users` has it. */
  id: string;
  /** For people, with the reason. */
  words: string;
}

export interface Destination {
  channel: Channel;
  sender: Sender;
  /** 1 for the first webhook; the application comes after all of them. */
  number: number;
  /** "group 2: ", or nothing when there is only one destination. */
  label: string;
}

export function robotSender(robot: Robot): Sender {
  const nothing: Receipt = { missed: [] };
  const robotKind = (kind: MediaKind): 'voice' | 'file' => (kind === 'voice' ? 'voice' : 'file');
  return {
    upload: (file, kind) => robot.upload(file, robotKind(kind)),
    send: async (message) => mapSent(await robot.send(message), () => nothing),
    sendMedia: async (file, media) => mapSent(await robot.sendMedia(file, { ...media, type: robotKind(media.type) }), (sent) => ({ receipt: nothing, media: sent })),
  };
}
