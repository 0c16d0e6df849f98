import { describe, expect, it } from 'vitest';

import { openPacket, openText, sealText, verifyUrl } from '../../../core/callback/packet.ts';
import { CallbackRefusal } from '../../../core/callback/refusal.ts';
import { isSigned, sign } from '../../../core/callback/signature.ts';
import { keyEquivalence, negatives, plainSignatures, queryOf, settingsOf, timeOf, vector, vectors } from './vectors.ts';
import type { Vector } from './vectors.ts';

const label = ({ id, kind }: Pick<Vector, 'id' | 'kind'>, result: string): string => `${id.padEnd(30)} ${kind.padEnd(22)} ${result}`;

const signed = vectors.filter((one) => one.msg_signature !== undefined);
const encrypted = vectors.filter((one) => one.kind !== 'signature');

/** The published envelope, or one around the published cipher text. */
const bodyOf = ({ body, encrypt }: Vector): string => body ?? `<xml><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`;

/** One of them comes without a signature, to be decrypted at once. */
const open = (one: Vector): unknown => (one.msg_signature === undefined ? openText(one.encrypt, settingsOf(one)) : openPacket(queryOf(one), bodyOf(one), settingsOf(one), timeOf(one)));

function refusalOf(act: () => unknown): CallbackRefusal {
  try {
    act();
  } catch (error) {
    if (error instanceof CallbackRefusal) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}

describe('published callbacks (id, kind, result)', () => {
  it.each(signed.map((one) => [label(one, 'has the signature that is published'), one] as const))('%s', (_, one) => {
    expect(sign(one.token, one.timestamp, one.nonce, one.encrypt)).toBe(one.msg_signature);
    expect(isSigned(one.msg_signature ?? '', sign(one.token, one.timestamp, one.nonce, one.encrypt))).toBe(true);
  });

  it.each(encrypted.map((one) => [label(one, 'is decrypted to what is published'), one] as const))('%s', (_, one) => {
    expect(openText(one.encrypt, settingsOf(one))).toEqual({ text: one.expectPlaintext ?? one.plaintext, receiveId: one.receiveId });
  });

  const known = encrypted.filter((one) => one.random16Utf8 !== undefined);
  it.each(known.map((one) => [label(one, 'is encrypted to the same bytes'), one] as const))('%s', (_, one) => {
    expect(sealText(one.plaintext ?? '', settingsOf(one).key, one.receiveId, Buffer.from(one.random16Utf8 ?? ''))).toBe(one.encrypt);
  });

  const echoes = vectors.filter(({ kind }) => kind === 'verify-url');
  it.each(echoes.map((one) => [label(one, 'verifies the URL'), one] as const))('%s', (_, one) => {
    expect(verifyUrl({ ...queryOf(one), echostr: one.encrypt }, settingsOf(one), timeOf(one))).toBe(one.expectPlaintext);
  });

  const messages = vectors.filter(({ kind }) => kind === 'message-xml');
  it.each(messages.map((one) => [label(one, 'is opened as a text message'), one] as const))('%s', (_, one) => {
    const { receiveId, push } = openPacket(queryOf(one), bodyOf(one), settingsOf(one), timeOf(one));
    expect(receiveId).toBe(one.receiveId);
    expect(push).toMatchObject({ from: 'app', kind: 'message', type: 'text' });
    const written = /<MsgId>(\d+)<\/MsgId>/.exec(one.expectPlaintext ?? '')?.[1];
    expect(push.fields).toMatchObject({ MsgId: written });
  });

  it.each(plainSignatures.map((one) => [label({ ...one, kind: 'plain signature' }, 'is the one that is published'), one] as const))('%s', (_, one) => {
    expect(sign(one.token, one.timestamp, one.nonce)).toBe(one.signature);
  });

  it('with a query as it came over the wire verify the URL once it is decoded', () => {
    const one = vector('go-workwx-echostr');
    expect(verifyUrl(Object.fromEntries(new URLSearchParams(one.query)), settingsOf(one), timeOf(one))).toBe(one.expectPlaintext);
  });

  it('hold a sample of WeCom that decrypts to something that is no JSON, which is refused as if it were not verified', () => {
    const one = vector('official-py-json-message');
    const refusal = refusalOf(() => openPacket(queryOf(one), one.body ?? '', settingsOf(one), timeOf(one)));
    expect([refusal.status, refusal.detail]).toEqual([401, 'bad-content']);
  });

  it.each(keyEquivalence)('hold two keys that differ in bits which do not count: $a, $b', ({ a, b }) => {
    const [first, second] = [a, b].map((encodingAESKey) => settingsOf({ encodingAESKey, receiveId: '' }));
    expect(first && second && openText(sealText('x', first.key, '', Buffer.alloc(16)), second).text).toBe('x');
  });
});

describe('published callbacks that are not right (id, kind, result)', () => {
  const DETAILS: Record<string, string[]> = {
    'bad-signature': ['bad-signature'],
    'bad-receiveid': ['bad-receiveid'],
    'bad-padding': ['bad-padding'],
    'bad-length': ['bad-length'],
    // What a wrong key or no cipher text at all looks like depends on chance.
    'bad-decrypt': ['bad-cipher', 'bad-padding', 'bad-length', 'bad-receiveid'],
  };

  it.each(negatives.map((one) => [label({ ...one, kind: 'negative' }, one.expect === 'ok' ? 'is the one that is right' : `is refused: ${one.expect ?? ''}`), one] as const))('%s', (_, one) => {
    if (one.expect === 'ok') {
      expect(openText(one.encrypt, settingsOf(one)).text).toBe(one.expectPlaintext);
      return;
    }
    const refusal = refusalOf(() => open(one));
    expect(DETAILS[one.expect ?? '']).toContain(refusal.detail);
    expect(refusal.status).toBe(401);
  });

  it('are all answered alike, so that nobody learns from the answer what was wrong', () => {
    const refusals = negatives.filter(({ expect }) => expect !== 'ok').map((one) => refusalOf(() => open(one)));
    expect(new Set(refusals.map(({ detail }) => detail)).size).toBeGreaterThan(3);
    expect(new Set(refusals.map(({ status, code, message }) => JSON.stringify([status, code, message]))).size).toBe(1);
  });
});
