import { describe, expect, it } from 'vitest';

import { frame } from '../../core/multipart.ts';
import { frameInPlace, readRoomy } from '../../n8n-node/roomy-bytes.ts';

async function* inChunks(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}

const CONTENT = Uint8Array.from({ length: 5000 }, (_, i) => i % 251);

describe('a file that was read with room around it', () => {
  it('is framed to the same bytes as any other, again and again, without a copy', async () => {
    const bytes = await readRoomy(inChunks(CONTENT, 700), CONTENT.byteLength);
    if (bytes === undefined) throw new Error('The file was not read');
    for (const boundary of ['one', 'another-and-longer', 'x'.repeat(70)]) {
      const part = { filename: '测试 报告.pdf', contentType: 'application/octet-stream', bytes };
      const body = frameInPlace(part, boundary);
      expect(Buffer.from(body).equals(frame(part, boundary))).toBe(true);
      expect(body.buffer).toBe(bytes.buffer);
      const text = { name: 'description', value: '{"title":"开业 🎬"}' };
      expect(Buffer.from(frameInPlace(part, boundary, text)).equals(frame(part, boundary, text))).toBe(true);
    }
    expect(Buffer.from(bytes).equals(CONTENT)).toBe(true);
  });

  it('is framed as a copy with a text that has no room behind it', async () => {
    const bytes = (await readRoomy(inChunks(CONTENT, 700), CONTENT.byteLength)) ?? CONTENT;
    const part = { filename: 'a.mp4', contentType: 'video/mp4', bytes };
    const text = { name: 'description', value: '长'.repeat(1000) };
    const body = frameInPlace(part, 'boundary', text);
    expect(Buffer.from(body).equals(frame(part, 'boundary', text))).toBe(true);
    expect(body.buffer).not.toBe(bytes.buffer);
  });

  it('is none when the stream is shorter or longer than it was said to be', async () => {
    expect(await readRoomy(inChunks(CONTENT, 700), CONTENT.byteLength + 1)).toBeUndefined();
    expect(await readRoomy(inChunks(CONTENT, 700), CONTENT.byteLength - 1)).toBeUndefined();
  });
});

describe('bytes from anywhere else', () => {
  it('are copied, so that what lies beside them in their buffer stays as it is', () => {
    const shared = Buffer.alloc(9000, 'neighbour ');
    const before = Buffer.from(shared);
    const part = { filename: 'a.txt', contentType: 'text/plain', bytes: shared.subarray(4000, 5000) };
    const body = frameInPlace(part, 'boundary');
    expect(Buffer.from(body).equals(frame(part, 'boundary'))).toBe(true);
    expect(shared.equals(before)).toBe(true);
  });
});
