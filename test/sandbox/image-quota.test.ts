import { expect, it } from 'vitest';

import { ImageQuota } from '../../sandbox/app/image-quota.ts';
import { PNG, startApp } from './app-wire.ts';
import { upload } from './wire.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Midnight in Beijing. */
const MIDNIGHT = Date.UTC(2026, 0, 1, 16);

it('a corp may upload 1000 pictures in a day of Beijing and 3000 in 30 days, each corp for itself', () => {
  const quota = new ImageQuota();
  const takenOn = (day: number): number => Array.from({ length: 1001 }, (_, index) => quota.take('ww1', MIDNIGHT + day * DAY_MS + index)).filter(Boolean).length;
  expect([takenOn(0), takenOn(1), takenOn(2), takenOn(3), takenOn(31)]).toEqual([1000, 1000, 1000, 0, 1000]);
  expect(quota.take('ww2', MIDNIGHT)).toBe(true);
});

it('the next picture gets errcode 45009', async () => {
  const stage = await startApp();
  const url = stage.url('media/uploadimg', { access_token: await stage.token() });
  const head = 'Content-Disposition: form-data; name="media"; filename="a.png"\r\nContent-Type: image/png';
  const errcodes = new Set<number>();
  for (let count = 0; count < 1000; count += 50) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => upload(url, { bytes: PNG, head })));
    for (const { errcode } of answers) errcodes.add(errcode);
  }
  expect([...errcodes]).toEqual([0]);
  expect((await upload(url, { bytes: PNG, head })).errcode).toBe(45009);
  await stage.sandbox.close();
});
