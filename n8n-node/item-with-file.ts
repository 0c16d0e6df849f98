import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { DownloadedMedia } from '../core/download.ts';
import { readText } from './read-text.ts';

/** An item with a file that was downloaded in a binary field, and what is known of it in its JSON. */
export async function itemWith(context: IExecuteFunctions, itemIndex: number, json: IDataObject, file: DownloadedMedia | undefined): Promise<INodeExecutionData> {
  const pairedItem = { item: itemIndex };
  if (file === undefined) return { json, pairedItem };
  const { bytes, filename, mimeType } = file;
  const field = readText(context, itemIndex, 'outputBinaryField') || 'data';
  const binary = await context.helpers.prepareBinaryData(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), filename, mimeType);
  return { json: { ...json, filename, mimeType, size: bytes.byteLength }, binary: { [field]: binary }, pairedItem };
}
