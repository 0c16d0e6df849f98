import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { OfficialAccount } from '../../../core/official/account.ts';
import { mediaLifetimeMs } from '../../../core/spec/media.ts';
import type { OfficialKind } from '../../../core/spec/types.ts';
import { itemWith } from '../../item-with-file.ts';
import { readMediaId } from '../../media-id.ts';
import { readFiles } from './read-files.ts';
import type { OfficialBinary } from './read-files.ts';

/** Uploads the binary fields of an item for 3 days; one output for each. */
export async function uploadMedia(context: IExecuteFunctions, itemIndex: number, account: OfficialAccount): Promise<IDataObject[]> {
  const kind = context.getNodeParameter('mediaType', itemIndex) as OfficialKind | 'auto';
  const uploads: IDataObject[] = [];
  for (const file of await readFiles(context, itemIndex, 'temporary', kind)) {
    const outcome = await account.uploadMedia(file, file.kind);
    if (outcome.delivery !== 'sent') throw outcome.error;
    const { media_id, type, created_at } = outcome.value;
    const [created, expires] = [created_at, created_at + mediaLifetimeMs].map((at) => new Date(at).toISOString());
    uploads.push({ media_id, type, ...described(file), created_at: created, expires_at: expires });
  }
  return uploads;
}

/** Uploads the pictures of an item for their URLs. */
export async function uploadImages(context: IExecuteFunctions, itemIndex: number, account: OfficialAccount): Promise<IDataObject[]> {
  const uploads: IDataObject[] = [];
  for (const file of await readFiles(context, itemIndex, 'article', 'image')) {
    const outcome = await account.uploadImage(file);
    if (outcome.delivery !== 'sent') throw outcome.error;
    uploads.push({ url: outcome.value.url, ...described(file) });
  }
  return uploads;
}

/** What is said of every file that was uploaded. */
export const described = ({ filename, size, sha256, warnings }: OfficialBinary): IDataObject => ({ filename, size, sha256, ...(warnings.length > 0 ? { warnings } : {}) });

/** Whether the file of a video is wanted, and not only its address. */
export const wantsVideo = (context: IExecuteFunctions, itemIndex: number): boolean => context.getNodeParameter('downloadVideo', itemIndex, true) as boolean;

/** Downloads a file of the last 3 days. */
export async function getMedia(context: IExecuteFunctions, itemIndex: number, account: OfficialAccount): Promise<INodeExecutionData> {
  const mediaId = readMediaId(context, itemIndex);
  const outcome = await account.getMedia(mediaId, wantsVideo(context, itemIndex));
  if (outcome.delivery !== 'sent') throw outcome.error;
  const { value } = outcome;
  return itemWith(context, itemIndex, { media_id: mediaId, ...(value.kind === 'video' ? { video_url: value.videoUrl } : {}) }, value.file);
}

/** Downloads a voice that was recorded by a page inside WeChat. */
export async function getHdVoice(context: IExecuteFunctions, itemIndex: number, account: OfficialAccount): Promise<INodeExecutionData> {
  const mediaId = readMediaId(context, itemIndex);
  const outcome = await account.getHdVoice(mediaId);
  if (outcome.delivery !== 'sent') throw outcome.error;
  return itemWith(context, itemIndex, { media_id: mediaId }, outcome.value);
}
