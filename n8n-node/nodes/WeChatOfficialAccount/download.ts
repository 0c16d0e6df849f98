import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { OfficialFile } from '../../../core/official/download.ts';
import { readText } from '../WeCom/read-text.ts';

/** An item with the file in a binary field, and what is known of it in its JSON. */
export async function itemWith(context: IExecuteFunctions, itemIndex: number, json: IDataObject, file: OfficialFile | undefined): Promise<INodeExecutionData> {
  const pairedItem = { item: itemIndex };
  if (file === undefined) return { json, pairedItem };
  const { bytes, filename, mimeType } = file;
  const field = readText(context, itemIndex, 'outputBinaryField') || 'data';
  const binary = await context.helpers.prepareBinaryData(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), filename, mimeType);
  return { json: { ...json, filename, mimeType, size: bytes.byteLength }, binary: { [field]: binary }, pairedItem };
}

/** Whether the file of a video is wanted, and not only its address. */
export const wantsVideo = (context: IExecuteFunctions, itemIndex: number): boolean => context.getNodeParameter('downloadVideo', itemIndex, true) as boolean;
