import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { App } from '../../../core/app.ts';
import { failure } from './failure.ts';
import { readText } from './read-text.ts';

/** Downloads the media file that the item names, into a binary field. */
export async function downloadMedia(context: IExecuteFunctions, itemIndex: number, download: App['download']): Promise<INodeExecutionData> {
  const node = context.getNode();
  const mediaId = readText(context, itemIndex, 'mediaId');
  if (mediaId === '' || /\s/.test(mediaId)) {
    throw new NodeOperationError(node, 'The Media ID is empty or no media_id. Take it from an upload or a received message of the last three days.', { itemIndex, level: 'warning' });
  }
  const outcome = await download(mediaId);
  if (outcome.delivery !== 'sent') throw failure(node, outcome.error, itemIndex);
  const { bytes, filename, mimeType } = outcome.value;
  const field = readText(context, itemIndex, 'outputBinaryField') || 'data';
  const binary = await context.helpers.prepareBinaryData(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), filename, mimeType);
  return { json: { media_id: mediaId, filename, mimeType, size: bytes.byteLength }, binary: { [field]: binary }, pairedItem: { item: itemIndex } };
}
