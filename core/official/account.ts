import type { Outcome } from '../outcome.ts';
import type { Connection } from '../request.ts';
import type { ListedKind } from '../spec/official-requests.ts';
import type { OfficialKind } from '../spec/types.ts';
import type { MediaFile } from '../uploader.ts';
import type { Json } from '../verdict.ts';
import { downloadMaterial, downloadOfficialHdVoice, downloadTemporary } from './download.ts';
import type { DownloadedMaterial, DownloadedMedia, OfficialFile } from './download.ts';
import { addDraft, getDraft, listDrafts } from './drafts.ts';
import { addMaterial, countMaterials, deleteMaterial, listAllMaterials, listMaterials } from './materials.ts';
import type { AddedMaterial, MaterialCount, Page, VideoDescription } from './materials.ts';
import { uploadArticleImage, uploadTemporary } from './media.ts';
import type { TemporaryMedia } from './media.ts';
import { WECHAT } from './vendor.ts';

/**
 * An Official Account: temporary media, permanent materials and drafts. Nothing throws.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/New_temporary_materials.html
 */
export interface OfficialAccount {
  uploadMedia: (file: MediaFile, kind: OfficialKind) => Promise<Outcome<TemporaryMedia>>;
  getMedia: (mediaId: string, follow: boolean) => Promise<Outcome<DownloadedMedia>>;
  getHdVoice: (mediaId: string) => Promise<Outcome<OfficialFile>>;
  uploadImage: (file: MediaFile) => Promise<Outcome<{ url: string }>>;
  addMaterial: (file: MediaFile, kind: OfficialKind, video?: VideoDescription) => Promise<Outcome<AddedMaterial>>;
  getMaterial: (mediaId: string, follow: boolean) => Promise<Outcome<DownloadedMaterial>>;
  deleteMaterial: (mediaId: string) => Promise<Outcome<undefined>>;
  listMaterials: (type: ListedKind, offset: number, count: number) => Promise<Outcome<Page>>;
  listAllMaterials: (type: ListedKind, limit?: number) => Promise<Outcome<Json[]>>;
  countMaterials: () => Promise<Outcome<MaterialCount>>;
  addDraft: (draft: { articles: readonly Json[] }) => Promise<Outcome<{ media_id: string }>>;
  getDraft: (mediaId: string) => Promise<Outcome<Json[]>>;
  listDrafts: (offset: number, count: number) => Promise<Outcome<Page>>;
}

export function createOfficialAccount(given: Connection): OfficialAccount {
  // "Resend" is a word about messages: a second material or draft is nothing that anybody chooses.
  const connection: Connection = { ...given, vendor: WECHAT, onUnknown: 'fail' };
  return {
    uploadMedia: (file, kind) => uploadTemporary(connection, file, kind),
    getMedia: (mediaId, follow) => downloadTemporary(connection, mediaId, follow),
    getHdVoice: (mediaId) => downloadOfficialHdVoice(connection, mediaId),
    uploadImage: (file) => uploadArticleImage(connection, file),
    addMaterial: (file, kind, video) => addMaterial(connection, file, kind, video),
    getMaterial: (mediaId, follow) => downloadMaterial(connection, mediaId, follow),
    deleteMaterial: (mediaId) => deleteMaterial(connection, mediaId),
    listMaterials: (type, offset, count) => listMaterials(connection, type, offset, count),
    listAllMaterials: (type, limit) => listAllMaterials(connection, type, limit),
    countMaterials: () => countMaterials(connection),
    addDraft: (draft) => addDraft(connection, draft),
    getDraft: (mediaId) => getDraft(connection, mediaId),
    listDrafts: (offset, count) => listDrafts(connection, offset, count),
  };
}
