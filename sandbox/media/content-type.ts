import { extname } from 'node:path';

import type { MediaRecord } from '../types.ts';

const UNKNOWN = 'application/octet-stream';

const TYPES = new Map([
  ['.amr', 'audio/amr'],
  ['.bmp', 'image/bmp'],
  ['.csv', 'text/csv'],
  ['.gif', 'image/gif'],
  ['.htm', 'text/html'],
  ['.html', 'text/html'],
  ['.jpeg', 'image/jpeg'],
  ['.jpg', 'image/jpeg'],
  ['.json', 'application/json'],
  ['.log', 'text/plain'],
  ['.md', 'text/markdown'],
  ['.mp3', 'audio/mpeg'],
  ['.mp4', 'video/mp4'],
  ['.pdf', 'application/pdf'],
  ['.png', 'image/png'],
  ['.txt', 'text/plain'],
  ['.wav', 'audio/wav'],
  ['.wma', 'audio/x-ms-wma'],
  ['.xml', 'application/xml'],
  ['.zip', 'application/zip'],
]);

/** What a fetched upload says it is: what its uploader said, unless that said nothing; then what its name says. */
export function servedType({ contentType, filename }: MediaRecord): string {
  const given = /^[\w.+-]+\/[\w.+-]+$/.test(contentType) ? contentType : UNKNOWN;
  return given === UNKNOWN ? typeOfName(filename) : given;
}

/** What a file is, by its name's extension. */
export const typeOfName = (filename: string): string => TYPES.get(extname(filename).toLowerCase()) ?? UNKNOWN;
