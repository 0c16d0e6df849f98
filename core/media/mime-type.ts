import type { FileFormat } from '../spec/types.ts';
import { sniff } from './sniff.ts';

const MIME_TYPES: Readonly<Record<FileFormat, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  bmp: 'image/bmp',
  amr: 'audio/amr',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  wma: 'audio/x-ms-wma',
  mp4: 'video/mp4',
};

/** What a file is by its first bytes, as a MIME type; undefined of what is no kind of media. */
export function mimeTypeOf(bytes: Uint8Array): string | undefined {
  const { format } = sniff(bytes);
  return format === undefined ? undefined : MIME_TYPES[format];
}
