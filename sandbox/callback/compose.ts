import { randomInt } from 'node:crypto';

import type { CorpApp } from '../app/apps.ts';
import { MEMBERS } from '../app/members.ts';
import type { World } from '../world.ts';
import { EVENTS, MESSAGES, WITHOUT_AGENT, WITHOUT_SENDER } from './kinds.ts';
import { sampleMedia } from './sample-media.ts';
import type { SampleMedia } from './sample-media.ts';
import type { CallbackMessage, CallOptions } from './types.ts';
import type { XmlFields } from './xml-writer.ts';

/** A 64-bit number above 2^53, as WeCom's own are: made a number of JavaScript's, it is another. */
const newMsgId = (): string => [randomInt(4, 9), randomInt(1e9, 1e10), randomInt(1e7, 1e8)].join('');

/** The member who writes where nobody is named. */
const someone = MEMBERS[0]?.userid ?? '';

/**
 * A message as WeCom sends it: what every one has, a sample of what its kind has, and over it what is given. A picture, a voice
 * and a video are put where media/get finds them. `now` in seconds since 1970; `baseUrl` is where the sandbox's own pictures are.
 * Source: https://developer.work.weixin.qq.com/document/path/90239
 * @throws Error without a MsgType, or an event without its name.
 */
export function composed(world: World, app: CorpApp, message: CallbackMessage, options: CallOptions, now: number, baseUrl: string): XmlFields {
  const { MsgType: type, Event: event } = message;
  if (typeof type !== 'string') throw new Error('A message needs a "MsgType": text, image, voice, video, location, link or event.');
  if (type === 'event' && typeof event !== 'string') throw new Error('An event needs its name in "Event".');
  const isEvent = typeof event === 'string';
  const own = isEvent ? EVENTS[event] : { ...MESSAGES[type], ...mediaFields(world, app, message, type, options, baseUrl) };
  const inAgent = !isEvent || !WITHOUT_AGENT.has(event);
  return {
    ToUserName: app.corpid,
    ...(!(isEvent && WITHOUT_SENDER.has(event)) && { FromUserName: someone }),
    CreateTime: String(now),
    MsgType: type,
    ...(isEvent && { Event: event }),
    ...own,
    ...(!isEvent && { MsgId: newMsgId() }),
    ...(inAgent && { AgentID: String(app.agentid) }),
    ...message,
  };
}

/** Where a picture, a voice or a video is to be fetched from, unless the message says so itself. */
function mediaFields(world: World, app: CorpApp, message: CallbackMessage, type: string, { content, filename }: CallOptions, baseUrl: string): XmlFields {
  const sample = sampleMedia(type);
  if (!sample || 'MediaId' in message) return {};
  const media = { ...sample, ...(content && { bytes: Buffer.from(content) }), ...(filename !== undefined && { filename }) };
  const MediaId = keep(world, app, type, media);
  if (type === 'voice') return { MediaId };
  const thumb = type === 'video' ? sampleMedia('image') : undefined;
  if (thumb) return { MediaId, ThumbMediaId: keep(world, app, 'image', thumb) };
  const { url } = world.images.add({ corpid: app.corpid, agentid: app.agentid, rawHead: '', ...media }, baseUrl);
  return { PicUrl: url, MediaId };
}

function keep(world: World, { corpid, agentid }: CorpApp, type: string, { bytes, filename, contentType }: SampleMedia): string {
  const upload = { corpid, agentid, type, filename, contentType, rawHead: '', remarks: [], origin: 'member' as const, bytes };
  return world.media.add(upload, world.now()).media_id;
}
