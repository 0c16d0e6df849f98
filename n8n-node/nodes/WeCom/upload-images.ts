import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { contentImage } from '../../../core/spec/media.ts';
import { uploadImage } from '../../../core/upload-image.ts';
import { valueOf } from './results.ts';
import type { Application } from './sender.ts';
import { filesOf } from './upload.ts';

/** Uploads the pictures of an item, each for a URL; one output for each. */
export async function uploadImages(context: IExecuteFunctions, itemIndex: number, { connection }: Application): Promise<IDataObject[]> {
  const files = await filesOf(context, itemIndex, { channel: 'app', kind: 'image', otherwise: '', rules: contentImage });
  const uploads: IDataObject[] = [];
  for (const file of files) {
    const { url } = valueOf(context, itemIndex, await uploadImage(connection, file));
    uploads.push({ url, filename: file.filename, size: file.bytes.byteLength, sha256: file.sha256 });
  }
  return uploads;
}
