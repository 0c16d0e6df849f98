import type { Channel, MediaChannel, MediaKindSpec } from './types.ts';

const MB = 1024 * 1024;

const APP_UPLOAD = 'https://developer.work.weixin.qq.com/document/path/90253';

/** From the moment of the upload until WeCom forgets a media_id: https://developer.work.weixin.qq.com/document/path/99110 */
export const mediaLifetimeMs = 3 * 24 * 60 * 60 * 1000;

/** Whose uploads a channel's messages carry. */
export const mediaChannel = (channel: Channel): MediaChannel => (channel === 'appchat' ? 'app' : channel);

/** Of each channel in the order of preference: a file is sent as the first kind that takes it. */
export const mediaKinds: readonly MediaKindSpec[] = [
  {
    channel: 'robot',
    kind: 'image',
    carried: 'inline',
    moreThanBytes: 5,
    maxBytes: 2 * MB,
    formats: ['jpg', 'png'],
    source: 'https://developer.work.weixin.qq.com/document/path/91770',
  },
  {
    channel: 'robot',
    kind: 'voice',
    carried: 'upload',
    moreThanBytes: 5,
    maxBytes: 2 * MB,
    maxSeconds: 60,
    formats: ['amr'],
    source: 'https://developer.work.weixin.qq.com/document/path/99110',
  },
  {
    channel: 'robot',
    kind: 'file',
    carried: 'upload',
    moreThanBytes: 5,
    maxBytes: 20 * MB,
    source: 'https://developer.work.weixin.qq.com/document/path/99110',
  },
  {
    channel: 'app',
    kind: 'image',
    carried: 'upload',
    moreThanBytes: 5,
    // The note on errcode 45001 speaks of 5 MB. The page of the upload itself says 10, and what it allows is not refused here.
    maxBytes: 10 * MB,
    formats: ['jpg', 'png'],
    source: APP_UPLOAD,
  },
  {
    channel: 'app',
    kind: 'voice',
    carried: 'upload',
    moreThanBytes: 5,
    maxBytes: 2 * MB,
    maxSeconds: 60,
    formats: ['amr'],
    source: APP_UPLOAD,
  },
  {
    channel: 'app',
    kind: 'video',
    carried: 'upload',
    moreThanBytes: 5,
    maxBytes: 10 * MB,
    formats: ['mp4'],
    source: APP_UPLOAD,
  },
  {
    channel: 'app',
    kind: 'file',
    carried: 'upload',
    moreThanBytes: 5,
    maxBytes: 20 * MB,
    source: APP_UPLOAD,
  },
];

/**
 * What media/uploadimg takes. The URL it gives is good for ever, and only inside the content of an mpnews: pages outside WeCom do
 * not show the picture.
 */
export const contentImage: MediaKindSpec = {
  channel: 'app',
  kind: 'image',
  carried: 'url',
  moreThanBytes: 5,
  maxBytes: 2 * MB,
  formats: ['jpg', 'png'],
  source: 'https://developer.work.weixin.qq.com/document/path/90256',
};

const BY_URL = 'https://developer.work.weixin.qq.com/document/path/96219';

/** What WeCom fetches from a URL by itself: larger files than can be uploaded, for fewer uses. */
export const remoteMediaKinds: readonly MediaKindSpec[] = [
  { channel: 'app', kind: 'video', carried: 'fetched', moreThanBytes: 5, maxBytes: 200 * MB, formats: ['mp4'], source: BY_URL },
  { channel: 'app', kind: 'file', carried: 'fetched', moreThanBytes: 5, maxBytes: 200 * MB, source: BY_URL },
];

/** For people, where they choose it: the media_ids of the two ways to upload are not the same thing. */
export const REMOTE_MEDIA_USE =
  'The media_id is good for downloading the file, and for the material of welcome messages in customer groups. A message cannot carry it';
