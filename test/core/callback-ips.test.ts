import { describe, expect, it } from 'vitest';

import { callbackIps } from '../../core/callback-ips.ts';
import { ok, smallBench } from '../support/small-wecom.ts';

const CALLBACK_IPS = '/cgi-bin/getcallbackip';

describe('the addresses that callbacks come from', () => {
  it('are a list of texts', async () => {
    const bench = await smallBench({ [CALLBACK_IPS]: ok({ ip_list: ['182.254.11.176', '182.254.78.66'] }) });
    expect(await callbackIps(bench.connection)).toEqual({ delivery: 'sent', value: ['182.254.11.176', '182.254.78.66'], errmsg: 'ok', attempts: 1 });
    expect(bench.received).toMatchObject([{ method: 'GET', path: CALLBACK_IPS, query: {} }]);
  });

  it.each([undefined, null, '1.2.3.4', [7, null]])('are none where WeCom gives %j', async (ip_list) => {
    const bench = await smallBench({ [CALLBACK_IPS]: ok({ ip_list }) });
    expect(await callbackIps(bench.connection)).toMatchObject({ delivery: 'sent', value: [] });
  });

  it('are asked for again with a new token when the old one has run out, though the refusal has an empty list', async () => {
    const bench = await smallBench({ [CALLBACK_IPS]: [{ ip_list: [], errcode: 42001, errmsg: 'access_token expired' }, ok({ ip_list: ['1.2.3.4'] })] });
    expect(await callbackIps(bench.connection)).toMatchObject({ delivery: 'sent', value: ['1.2.3.4'], attempts: 2 });
  });
});
