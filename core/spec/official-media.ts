import type { OfficialKind, OfficialMediaSpec, OfficialUse } from './types.ts';

const [KB, MB] = [1024, 1024 * 1024];

const TEMPORARY = 'https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/New_temporary_materials.html';
const PERMANENT = 'https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Adding_Permanent_Assets.html';

/**
 * What an Official Account takes. The page of the temporary media says 10 MB of pictures in its table and 2 MB in a note below it:
 * the larger one is let through, with a word about the smaller.
 */
export const OFFICIAL_MEDIA: readonly OfficialMediaSpec[] = [
  { use: 'temporary', kind: 'image', moreThanBytes: 0, maxBytes: 10 * MB, doubtfulBytes: 2 * MB, formats: ['png', 'jpg', 'gif'], source: TEMPORARY },
  { use: 'temporary', kind: 'voice', moreThanBytes: 0, maxBytes: 2 * MB, maxSeconds: 60, formats: ['amr', 'mp3'], source: TEMPORARY },
  { use: 'temporary', kind: 'video', moreThanBytes: 0, maxBytes: 10 * MB, formats: ['mp4'], source: TEMPORARY },
  { use: 'temporary', kind: 'thumb', moreThanBytes: 0, maxBytes: 64 * KB, formats: ['jpg'], source: TEMPORARY },
  { use: 'permanent', kind: 'image', moreThanBytes: 0, maxBytes: 10 * MB, formats: ['bmp', 'png', 'jpg', 'gif'], source: PERMANENT },
  { use: 'permanent', kind: 'voice', moreThanBytes: 0, maxBytes: 2 * MB, maxSeconds: 60, formats: ['mp3', 'wma', 'wav', 'amr'], source: PERMANENT },
  { use: 'permanent', kind: 'video', moreThanBytes: 0, maxBytes: 10 * MB, formats: ['mp4'], source: PERMANENT },
  { use: 'permanent', kind: 'thumb', moreThanBytes: 0, maxBytes: 64 * KB, formats: ['jpg'], source: PERMANENT },
  // "Below 1 MB".
  { use: 'article', kind: 'image', moreThanBytes: 0, maxBytes: MB - 1, formats: ['jpg', 'png'], source: PERMANENT },
];

/** Undefined of a kind that cannot be used so: articles show pictures only. */
export function officialMedia(use: OfficialUse, kind: OfficialKind): OfficialMediaSpec | undefined {
  return OFFICIAL_MEDIA.find((row) => row.use === use && row.kind === kind);
}
