import { expect, it } from 'vitest';

import { MediaStore } from '../../sandbox/media/store.ts';

const upload = (bytes: string) => ({
  robot: 'A',
  type: 'file',
  filename: 'a.txt',
  contentType: 'text/plain',
  rawHead: '',
  remarks: [],
  bytes: Buffer.from(bytes),
});

it('the oldest uploads make room with their bytes and can still be sent', () => {
  const store = new MediaStore(10);
  const [first, second, third] = ['aaaaa', 'bbbbb', 'ccccc'].map((bytes) => store.add(upload(bytes), 0).media_id);
  expect(store.bytes(first ?? '')).toBeUndefined();
  expect(store.bytes(second ?? '')?.toString()).toBe('bbbbb');
  expect(store.bytes(third ?? '')?.toString()).toBe('ccccc');
  expect(store.records.map(({ size }) => size)).toEqual([5, 5, 5]);
  expect(store.usable(first ?? '', { robot: 'A' }, 0)?.type).toBe('file');
});
