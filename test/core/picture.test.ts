import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { pictureMessage } from '../../core/picture.ts';
import { validateMessage } from '../../core/validate.ts';
import { robotBench } from '../support/robot-bench.ts';

const MB = 1024 * 1024;
const PNG_HEAD = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const picture = (size: number): Buffer => Buffer.concat([PNG_HEAD, Buffer.alloc(size - PNG_HEAD.length, 7)]);

describe('a picture message', () => {
  it('carries the bytes and the MD5 of just these bytes', () => {
    const bytes = picture(1000);
    const { msgtype, image } = pictureMessage(bytes) as { msgtype: string; image?: { base64: string; md5: string } };
    expect(msgtype).toBe('image');
    expect(Buffer.from(image?.base64 ?? '', 'base64').equals(bytes)).toBe(true);
    expect(image?.md5).toBe(createHash('md5').update(bytes).digest('hex'));
  });

  it('takes a view of a larger buffer for what it is', () => {
    const bytes = picture(1000);
    const larger = Buffer.concat([Buffer.from('before'), bytes, Buffer.from('after')]);
    const view = new Uint8Array(larger.buffer, larger.byteOffset + 6, bytes.length);
    expect(pictureMessage(view)).toEqual(pictureMessage(bytes));
  });

  it.each([PNG_HEAD.length, 2 * MB - 1, 2 * MB])('of %i bytes is valid and taken', async (size) => {
    const message = pictureMessage(picture(size));
    expect(validateMessage('robot', message).problems).toEqual([]);
    const bench = await robotBench();
    expect((await bench.robot.send(message)).delivery).toBe('sent');
    expect(bench.state().messages).toHaveLength(1);
  });

  it('of one byte more than 2 MB, though base64 makes all of them larger than that, is refused here and there', async () => {
    const message = pictureMessage(picture(2 * MB + 1));
    expect(validateMessage('robot', message).problems).toMatchObject([{ path: 'image.base64' }]);
    const bench = await robotBench();
    expect((await bench.robot.send(message)).delivery).toBe('rejected');
  });
});
