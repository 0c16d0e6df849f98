import type { MediaKindSpec } from './types.ts';

const MB = 1024 * 1024;

const APP_UPLOAD = 'https://developer.work.weixin.qq.com/document/path/90253';

/** From the moment of the upload until WeCom forgets a media_id: https://developer.work.weixin.qq.com/document/path/99110 */
export const mediaLifetimeMs = 3 * 24 * 60 * 60 * 1000;

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
