import { describe, expect, it } from 'vitest';

import { openPacket } from '../../../core/callback/packet.ts';
import { openPlainPacket, verifyPlainUrl } from '../../../core/callback/plain.ts';
import { writeReply } from '../../../core/callback/reply.ts';
import { sign } from '../../../core/callback/signature.ts';
import { carry, NOW, refusalOf, settings } from './packets.ts';
import { plainSignatures } from './vectors.ts';

const own = { token: 'someToken' };
const timestamp = String(NOW / 1000);
const query = { signature: sign('someToken', timestamp, 'n'), timestamp, nonce: 'n' };
const BODY = '<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[openid]]></FromUserName><CreateTime>1</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[hi]]></Content><MsgId>24582910734861234</MsgId></xml>';

describe('an Official Account in plain mode', () => {
  it.each(plainSignatures)('is verified with the published signature $id', ({ token, timestamp: at, nonce, signature }) => {
    expect(verifyPlainUrl({ signature, timestamp: at, nonce, echostr: '5837397576500011341' }, { token }, Number(at) * 1000)).toBe('5837397576500011341');
  });

  it('is given its echostr only where that is one word, so that no page comes back to a browser', () => {
    expect(refusalOf(() => verifyPlainUrl({ ...query, echostr: '<script>alert(1)</script>' }, own, NOW))).toMatchObject({ status: 400 });
  });

  it('is refused with a wrong signature, with that of an encrypted packet, and when it is old', () => {
    expect(refusalOf(() => verifyPlainUrl({ ...query, nonce: 'm', echostr: '1' }, own, NOW))).toMatchObject({ status: 401, detail: 'bad-signature' });
    expect(refusalOf(() => openPlainPacket(carry(BODY).query, BODY, own, NOW))).toMatchObject({ status: 401, detail: 'bad-signature' });
    expect(refusalOf(() => openPlainPacket(query, BODY, own, NOW + 901_000))).toMatchObject({ status: 401, detail: 'stale' });
  });

  it('has its messages read, and its replies written, as they are', () => {
    const packet = openPlainPacket(query, BODY, own, NOW);
    expect(packet).toMatchObject({ format: 'xml', receiveId: '', push: { kind: 'message', type: 'text', fields: { MsgId: '24582910734861234' } } });
    expect(writeReply({ msgtype: 'text', text: { content: 'hello' } }, packet, NOW)).toBe(
      '<xml><ToUserName><![CDATA[openid]]></ToUserName><FromUserName><![CDATA[gh_1]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[hello]]></Content></xml>',
    );
  });

  it('has a size that is too large, and a form that is none', () => {
    expect(refusalOf(() => openPlainPacket(query, BODY, { ...own, maxBytes: 10 }, NOW))).toMatchObject({ status: 413 });
    expect(refusalOf(() => openPlainPacket(query, 'text', own, NOW))).toMatchObject({ status: 400 });
  });
});

describe('an Official Account in encrypted or compatible mode', () => {
  it('is read from what is encrypted, whatever stands beside it in plain', () => {
    const encrypted = carry(BODY, { receiveId: 'wx_appid' });
    const both = encrypted.body.replace('<xml>', '<xml><MsgType>text</MsgType><Content>forged</Content>');
    const { push } = openPacket({ ...query, ...encrypted.query, encrypt_type: 'aes' }, both, settings({ expected: 'wx_appid' }), NOW);
    expect(push).toMatchObject({ type: 'text', fields: { Content: 'hi', FromUserName: 'openid' } });
  });

  it('is refused when only the plain half is signed', () => {
    expect(refusalOf(() => openPacket({ ...query, encrypt_type: 'aes' }, BODY, settings(), NOW))).toMatchObject({ status: 401, detail: 'bad-signature' });
  });

  it.each([
    ['shortvideo', '<MediaId>M</MediaId><ThumbMediaId>T</ThumbMediaId>', { MediaId: 'M' }],
    ['voice', '<MediaId>M</MediaId><Format>amr</Format><Recognition><![CDATA[said]]></Recognition>', { Recognition: 'said' }],
    ['file', '<Title>a.pdf</Title><Description></Description><FileKey>k</FileKey><FileMd5>m</FileMd5><FileTotalLen>9007199254740993</FileTotalLen>', { FileTotalLen: '9007199254740993' }],
  ])('has its own %s', (type, rest, fields) => {
    const { query: signed, body } = carry(`<xml><MsgType>${type}</MsgType>${rest}</xml>`);
    expect(openPacket(signed, body, settings(), NOW).push).toMatchObject({ kind: 'message', type, fields });
  });
});
