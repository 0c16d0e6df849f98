/** Small files of each kind that WeCom tells apart by their bytes, and some that pretend. */

/** One green pixel. */
export const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

export const JPG = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.alloc(100), Buffer.from('ffd9', 'hex')]);

export const HTML = '<!doctype html><title>502 Bad Gateway</title><p>nothing here';

export const MP3 = Buffer.concat([Buffer.from('ID3\u0004\0\0\0\0\0\0', 'latin1'), Buffer.alloc(100)]);

export const MP4 = Buffer.concat([Buffer.from('\0\0\0\u0018ftypisom\0\0\u0002\0isommp42', 'latin1'), Buffer.alloc(100)]);

/** Silence in frames of 20 ms. */
export const amr = (seconds: number): Buffer => Buffer.concat([Buffer.from('#!AMR\n'), ...Array.from({ length: seconds * 50 }, () => Buffer.concat([Buffer.from([0x04]), Buffer.alloc(12)]))]);
