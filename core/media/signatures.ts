import type { FileFormat } from '../spec/types.ts';

export interface Signature {
  /** What a file of this format begins with, one character per byte; `.` is any byte. */
  begins: string;
  name: string;
  /** Only of what WeCom or WeChat has a kind for. */
  format?: FileFormat;
}

/** The longer beginning first where one begins with the other. */
export const SIGNATURES: readonly Signature[] = [
  { begins: '\xff\xd8\xff', name: 'JPG', format: 'jpg' },
  { begins: '\x89PNG\r\n\x1a\n', name: 'PNG', format: 'png' },
  { begins: '#!AMR\n', name: 'AMR', format: 'amr' },
  { begins: '#!AMR-WB\n', name: 'AMR-WB' },
  { begins: '#!AMR_MC1.0\n', name: 'AMR with several channels' },
  { begins: '#!AMR-WB_MC1.0\n', name: 'AMR-WB with several channels' },
  { begins: '\x02#!SILK', name: 'SILK' },
  { begins: '#!SILK', name: 'SILK' },
  { begins: 'GIF8', name: 'GIF', format: 'gif' },
  { begins: 'RIFF....WEBP', name: 'WebP' },
  { begins: 'RIFF....WAVE', name: 'WAV', format: 'wav' },
  { begins: 'RIFF....AVI ', name: 'AVI' },
  { begins: 'BM....\0\0\0\0', name: 'BMP', format: 'bmp' },
  { begins: 'II*\0', name: 'TIFF' },
  { begins: 'MM\0*', name: 'TIFF' },
  { begins: 'ID3', name: 'MP3', format: 'mp3' },
  { begins: '0&\xb2u\x8ef\xcf\x11', name: 'WMA', format: 'wma' },
  { begins: 'OggS', name: 'Ogg' },
  { begins: 'fLaC', name: 'FLAC' },
  { begins: '\x1aE\xdf\xa3', name: 'WebM or Matroska' },
  { begins: '....moov', name: 'QuickTime' },
  { begins: '....mdat', name: 'QuickTime' },
  { begins: '....wide', name: 'QuickTime' },
  { begins: '%PDF-', name: 'PDF' },
  { begins: 'PK\x03\x04', name: 'ZIP' },
  { begins: 'PK\x05\x06', name: 'ZIP' },
  { begins: '\x1f\x8b', name: 'gzip' },
  { begins: "7z\xbc\xaf'\x1c", name: '7z' },
  { begins: 'Rar!\x1a\x07', name: 'RAR' },
];

/**
 * The four characters after `ftyp` in a file of the MP4 family. A brand that is missing here is decided by the compatible
 * brands that follow it.
 *
 * @see https://mp4ra.org/registered-types/brands
 */
export const BRANDS: Readonly<Record<string, { name: string; format?: FileFormat }>> = {
  'qt  ': { name: 'QuickTime' },
  'M4A ': { name: 'M4A' },
  'M4B ': { name: 'M4A' },
  '3gp4': { name: '3GP' },
  '3gp5': { name: '3GP' },
  '3gp6': { name: '3GP' },
  '3g2a': { name: '3GP' },
  heic: { name: 'HEIC' },
  heix: { name: 'HEIC' },
  hevc: { name: 'HEIC' },
  heim: { name: 'HEIC' },
  mif1: { name: 'HEIC' },
  msf1: { name: 'HEIC' },
  avif: { name: 'AVIF' },
  avis: { name: 'AVIF' },
  isom: { name: 'MP4', format: 'mp4' },
  iso2: { name: 'MP4', format: 'mp4' },
  iso3: { name: 'MP4', format: 'mp4' },
  iso4: { name: 'MP4', format: 'mp4' },
  iso5: { name: 'MP4', format: 'mp4' },
  iso6: { name: 'MP4', format: 'mp4' },
  mp41: { name: 'MP4', format: 'mp4' },
  mp42: { name: 'MP4', format: 'mp4' },
  avc1: { name: 'MP4', format: 'mp4' },
  'M4V ': { name: 'MP4', format: 'mp4' },
  MSNV: { name: 'MP4', format: 'mp4' },
};
