import { randomUUID } from 'node:crypto';

import { describe, expect } from 'vitest';

import { createCredential, testCredential } from '../../scripts/n8n/credentials.ts';
import type { CredentialTest } from '../../scripts/n8n/credentials.ts';
import type { Rest } from '../../scripts/n8n/rest.ts';
import { it } from './support/trigger.ts';

const GOOD = { token: 'QDG6eK', encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C', receiveId: 'wx5823bf96d3bd56c7' };

const verdict = async (rest: Rest, data: Record<string, string>): Promise<CredentialTest> => testCredential(rest, await createCredential(rest, 'weComCallbackApi', `Tested ${randomUUID()}`, data), data);

interface Wrong {
  name: string;
  data: Partial<typeof GOOD>;
  says: RegExp;
}

const WRONG: Wrong[] = [
  { name: 'an empty key', data: { encodingAesKey: '' }, says: /EncodingAESKey.*empty/s },
  { name: 'a key of 42 characters', data: { encodingAesKey: GOOD.encodingAesKey.slice(1) }, says: /42 characters.*1 is missing/s },
  { name: 'a key of 44 characters', data: { encodingAesKey: `${GOOD.encodingAesKey}a` }, says: /44 characters.*1 is too many/s },
  { name: 'a key with the = of base64', data: { encodingAesKey: `${GOOD.encodingAesKey}=` }, says: /Take the = at the end away/ },
  { name: 'a key that was broken over lines', data: { encodingAesKey: `${GOOD.encodingAesKey.slice(0, 20)} ${GOOD.encodingAesKey.slice(20)}` }, says: /white space inside/ },
  { name: 'a key with - in it', data: { encodingAesKey: `-${GOOD.encodingAesKey.slice(1)}` }, says: /one with - or _/ },
  { name: 'a key with Chinese characters', data: { encodingAesKey: `密${GOOD.encodingAesKey.slice(1)}` }, says: /not all of them letters and digits/ },
  { name: 'an empty token', data: { token: '' }, says: /Token: empty/ },
  { name: 'a token of 33 characters', data: { token: 'a'.repeat(33) }, says: /33 characters/ },
  { name: 'a token with other characters', data: { token: 'a-b' }, says: /other characters/ },
  { name: 'a receive id that is a URL', data: { receiveId: 'https://example.com' }, says: /corpid for an application/ },
  { name: 'everything at once', data: { token: '', encodingAesKey: 'short' }, says: /Token: empty.*EncodingAESKey: 5 characters/ },
];

describe('n8n’s own test of a callback’s credential', () => {
  it('passes with what has the right form, and does not promise more', async ({ rest }) => {
    for (const data of [GOOD, { ...GOOD, receiveId: '' }, { ...GOOD, token: ` ${GOOD.token}\n` }]) {
      expect(await verdict(rest, data)).toEqual({ status: 'OK', message: expect.stringContaining('saving the URL in the admin console tells') as string });
    }
  });

  it.for(WRONG)('fails on $name, and says what to do without the value', async ({ data, says }, { rest }) => {
    const given = { ...GOOD, ...data };
    const { status, message } = await verdict(rest, given);
    expect(status).toBe('Error');
    expect(message).toMatch(says);
    expect(message).toMatch(/^The WeCom Callback API credential cannot be used\. /);
    for (const secret of [given.encodingAesKey, given.token]) if (secret.length > 5) expect(message).not.toContain(secret);
  });
});

describe('a workflow with a callback’s credential that cannot work', () => {
  it('is not activated, and n8n says why', async ({ listen }) => {
    await expect(listen({}, { callback: { encodingAesKey: 'short' } })).rejects.toThrow(/EncodingAESKey.*5 characters/s);
  });
});
