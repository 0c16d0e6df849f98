import { afterEach, beforeEach, expect, it } from 'vitest';

import { startApp } from './app-wire.ts';
import type { AppStage } from './app-wire.ts';
import { request } from './wire.ts';

let stage: AppStage;
beforeEach(async () => {
  stage = await startApp();
});
afterEach(() => stage.sandbox.close());

it('debug=1 is good for five calls in a minute, whichever they are', async () => {
  const token = await stage.token();
  const ask = async (path: string): Promise<unknown> =>
    (JSON.parse((await request(stage.url(path, { access_token: token, debug: '1' }))).text) as { errcode: number }).errcode;
  for (let count = 0; count < 4; count += 1) expect(await ask('get_api_domain_ip')).toBe(0);
  expect(await ask('getcallbackip')).toBe(0);
  expect(await ask('getcallbackip')).toBe(45009);
  expect((await stage.get('getcallbackip')).errcode).toBe(0);
});

it('a header that is meant for somebody else does not stand in the state', async () => {
  const headers = { authorization: 'Bearer of-somebody-else', cookie: 'session=of-somebody-else' };
  await request(stage.url('getcallbackip', {}), { headers });
  expect(JSON.stringify(stage.sandbox.state())).not.toContain('of-somebody-else');
});
