import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { App } from '../../../core/app.ts';
import { itemWith } from '../../item-with-file.ts';
import { readMediaId } from '../../media-id.ts';
import { valueOf } from './results.ts';

/** Downloads the media file that the item names, into a binary field. */
export async function downloadMedia(context: IExecuteFunctions, itemIndex: number, download: App['download']): Promise<INodeExecutionData> {
  const mediaId = readMediaId(context, itemIndex);
  return itemWith(context, itemIndex, { media_id: mediaId }, valueOf(context, itemIndex, await download(mediaId)));
}
