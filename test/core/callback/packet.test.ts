import { describe, expect, it } from 'vitest';

import { openPacket, verifyUrl } from '../../../core/callback/packet.ts';
import type { CallbackRefusal } from '../../../core/callback/refusal.ts';
import { carry, CORP, NOW, refusalOf, settings, signedQuery } from './packets.ts';
import { queryOf, settingsOf, timeOf, vector, xmlNegatives } from './vectors.ts';

const MESSAGE = '<xml><FromUserName>zhangsan</FromUserName><MsgType>text</MsgType><Content>你好</Content><MsgId>1</MsgId></xml>';
const { query, body } = carry(MESSAGE);
const refused = (changes: { query?: Record<string, unknown>; body?: string | Uint8Array }, now = NOW) => refusalOf(() => openPacket(changes.query ?? query, changes.body ?? body, settings(), now));

describe('a packet', () => {
  it('is opened from bytes and from text alike', () => {
    const expected = { format: 'xml', receiveId: CORP, push: { from: 'app', kind: 'message', type: 'text', fields: { Content: '你好' } } };
    expect(openPacket(query, body, settings(), NOW)).toMatchObject(expected);
    expect(openPacket(query, Buffer.from(body), settings(), NOW)).toMatchObject(expected);
  });

  it('may have a query with parameters of its own, also such as every object knows', () => {
    expect(openPacket({ ...query, workflow: '7', toString: 'x', list: ['a'] }, body, settings(), NOW).push.type).toBe('text');
  });

  it('in JSON has its cipher text in encrypt', () => {
    const json = carry(MESSAGE, { format: 'json' });
    expect(openPacket(json.query, json.body, settings(), NOW)).toMatchObject({ format: 'json', push: { type: 'text' } });
    expect(refused({ query: json.query, body: json.body.replace('encrypt', 'Encrypt') })).toMatchObject({ status: 400 });
  });

  it.each(['timestamp', 'nonce'])('without %s, with an empty one or with two is malformed', (name) => {
    for (const value of [undefined, '', ['1700000000', '1700000000'], { a: '1' }, 1_700_000_000]) {
      expect(refused({ query: { ...query, [name]: value } })).toMatchObject({ status: 400, detail: 'bad-query' });
    }
    expect(refused({ query: Object.fromEntries(Object.entries(query).filter(([one]) => one !== name)) })).toMatchObject({ status: 400, detail: 'bad-query' });
  });

  it.each(['1700000000.5', '-1', '1e9', ' 1700000000', '1700000000000', 'NaN', '0x10', '١٧٠٠٠٠٠٠٠٠'])('with the timestamp %j is malformed', (timestamp) => {
    expect(refused({ query: { ...query, timestamp } })).toMatchObject({ status: 400, detail: 'bad-query' });
  });

  it('whose signature is missing, doubled, short, long or in upper case is not verified', () => {
    const right = query.msg_signature ?? '';
    for (const msg_signature of [undefined, '', [right, right], right.slice(1), `${right}0`, right.toUpperCase(), ` ${right}`, '0'.repeat(40), 'é'.repeat(40), { length: 40 }]) {
      expect(refused({ query: { ...query, msg_signature } })).toMatchObject({ status: 401, detail: 'bad-signature' });
    }
  });

  it('whose signature is wrong is not decrypted, whatever is in it', () => {
    expect(refused({ query: { ...query, nonce: 'other' }, body: '<xml><Encrypt>no base64!</Encrypt></xml>' })).toMatchObject({ detail: 'bad-signature' });
  });

  it.each(xmlNegatives)('with the body $id is malformed', ({ body: bad }) => {
    expect(refused({ body: bad })).toMatchObject({ status: 400, detail: 'bad-envelope' });
  });

  it.each(['no base64!', 'abc', 'ab=c', 'QUJD\nREVG', '', 'QQ==', 'A'.repeat(64).replace('AA', '-_'), `${'A'.repeat(60)}====`])('that is signed and holds %j is not verified', (encrypt) => {
    const bad = { query: signedQuery(encrypt), body: `<xml><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>` };
    expect(refused(bad)).toMatchObject({ status: 401, detail: 'bad-cipher' });
  });

  it('for another receiver is refused, for an empty one where a name is expected, and for any where none is', () => {
    const other = carry(MESSAGE, { receiveId: 'ww_other' });
    expect(refused(other)).toMatchObject({ status: 401, detail: 'bad-receiveid' });
    expect(refused(carry(MESSAGE, { receiveId: '' }))).toMatchObject({ status: 401, detail: 'bad-receiveid' });
    expect(refusalOf(() => openPacket(query, body, settings({ expected: '' }), NOW))).toMatchObject({ status: 401, detail: 'bad-receiveid' });
    expect(refused(carry(MESSAGE, { receiveId: `${CORP}\n` }))).toMatchObject({ detail: 'bad-receiveid' });
  });

  it('for anyone is taken where the receiver is not checked, and says whom it is for', () => {
    const other = carry(MESSAGE, { receiveId: 'ww_other' });
    expect(openPacket(other.query, other.body, settings('unchecked'), NOW).receiveId).toBe('ww_other');
  });

  it('with a text that is no document is answered like one that is not verified', () => {
    for (const text of ['', 'plain text', '<xml>', '{"a":', '<!DOCTYPE x><xml><A>1</A></xml>']) {
      expect(refused(carry(text))).toMatchObject({ status: 401, detail: 'bad-content' });
    }
  });

  it('that is larger than a megabyte is refused before it is read, and so is one over a limit of one’s own', () => {
    const large = body.replace('</xml>', `${' '.repeat(1024 * 1024)}</xml>`);
    expect(refused({ body: large })).toMatchObject({ status: 413, detail: 'too-large' });
    expect(refused({ body: Buffer.from(large) })).toMatchObject({ status: 413 });
    expect(refusalOf(() => openPacket(query, body, { ...settings(), maxBytes: body.length - 1 }, NOW))).toMatchObject({ status: 413 });
    expect(openPacket(query, body, { ...settings(), maxBytes: body.length }, NOW).push.type).toBe('text');
    expect(refused({ body: '你'.repeat(400_000) })).toMatchObject({ status: 413 });
  });

  it('with bytes that are no UTF-8 keeps the rest of its text', () => {
    const broken = Buffer.from(MESSAGE).toString('latin1');
    expect(openPacket(query, Buffer.concat([Buffer.from(body), Buffer.from([0x20])]), settings(), NOW).push.type).toBe('text');
    expect(refused({ body: Buffer.from([0xff, 0xfe, ...Buffer.from(broken)]) }).status).toBe(400);
  });

  it('is taken for a quarter of an hour, early or late, so that repetitions and wrong clocks do no harm', () => {
    for (const seconds of [0, 20, 600, 899, -899]) expect(openPacket(query, body, settings(), NOW + seconds * 1000).push.type).toBe('text');
    const late = refused({}, NOW + 901_000);
    expect(late).toMatchObject({ status: 401, detail: 'stale', explanation: 'the packet is 901 s old by the clock here, and 900 s are allowed' });
    expect(refused({}, NOW - 901_000).explanation).toContain('901 s ahead');
  });

  it('of any age is taken where no age is too great, and of none where none is allowed', () => {
    expect(openPacket(query, body, { ...settings(), windowSeconds: Infinity }, 0).push.type).toBe('text');
    expect(refusalOf(() => openPacket(query, body, { ...settings(), windowSeconds: 0 }, NOW + 1000))).toMatchObject({ detail: 'stale' });
  });

  it('is not told stale before its signature is right', () => {
    expect(refused({ query: { ...query, timestamp: '1' } })).toMatchObject({ detail: 'bad-signature' });
  });
});

describe('a packet of which one byte has changed', () => {
  const one = vector('official-doc-90968-message');
  const cipher = Buffer.from(one.encrypt, 'base64');
  const now = timeOf(one);

  it('is refused, at every byte of the cipher text', () => {
    for (let at = 0; at < cipher.length; at += 1) {
      const changed = Buffer.from(cipher);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      const body = `<xml><Encrypt>${changed.toString('base64')}</Encrypt></xml>`;
      expect(refusalOf(() => openPacket(queryOf(one), body, settingsOf(one), now)).status).toBe(401);
    }
  });

  it('is refused or unchanged, at every byte of the body, and never crashes', () => {
    const right = JSON.stringify(openPacket(queryOf(one), one.body ?? '', settingsOf(one), now));
    const bytes = Buffer.from(one.body ?? '');
    let refused = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x20;
      try {
        // What stands beside Encrypt is not signed, and not used.
        expect(JSON.stringify(openPacket(queryOf(one), changed, settingsOf(one), now))).toBe(right);
      } catch (error) {
        expect(error).toMatchObject({ name: 'CallbackRefusal' });
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(one.encrypt.length);
  });

  it('is refused at every character of signature, timestamp and nonce', () => {
    for (const [name, value] of Object.entries(queryOf(one))) {
      for (let at = 0; at < value.length; at += 1) {
        const changed = `${value.slice(0, at)}${value[at] === '1' ? '2' : '1'}${value.slice(at + 1)}`;
        expect(refusalOf(() => openPacket({ ...queryOf(one), [name]: changed }, one.body ?? '', settingsOf(one), now)).status).toBe(401);
      }
    }
  });

  it('and that is signed anew by someone who has the token is answered alike, whatever the change has broken', () => {
    const { encrypt } = JSON.parse(carry(MESSAGE, { format: 'json' }).body) as { encrypt: string };
    const own = Buffer.from(encrypt, 'base64');
    const details = new Set<string>();
    const answers = new Set<string>();
    for (let at = 0; at < own.length; at += 1) {
      const changed = Buffer.from(own);
      changed[at] = (changed[at] ?? 0) ^ 0x80;
      const text = changed.toString('base64');
      try {
        openPacket(signedQuery(text), JSON.stringify({ encrypt: text }), settings(), NOW);
      } catch (error) {
        const { status, message, detail } = error as CallbackRefusal;
        answers.add(`${status} ${message}`);
        details.add(detail);
      }
    }
    expect([...details].sort()).toEqual(['bad-content', 'bad-length', 'bad-padding', 'bad-receiveid']);
    expect(answers.size).toBe(1);
    expect([...answers][0]).toMatch(/^401 /);
  });
});

describe('the verification of a URL', () => {
  const echo = (text: string) => {
    const { encrypt } = JSON.parse(carry(text, { format: 'json' }).body) as { encrypt: string };
    return { ...signedQuery(encrypt), echostr: encrypt };
  };

  it('gives the text back as it is, however many digits it has', () => {
    for (const text of ['1616140317555161061', '94966531020182955848408', '0']) expect(verifyUrl(echo(text), settings(), NOW)).toBe(text);
  });

  it('mends plus signs that a framework has made spaces', () => {
    const one = vector('official-py-echostr');
    expect(one.encrypt).toContain('+');
    expect(verifyUrl({ ...queryOf(one), echostr: one.encrypt.replaceAll('+', ' ') }, settingsOf(one), timeOf(one))).toBe(one.expectPlaintext);
  });

  it('is malformed without echostr, or with two', () => {
    for (const echostr of [undefined, '', ['a', 'b']]) expect(refusalOf(() => verifyUrl({ ...query, echostr }, settings(), NOW))).toMatchObject({ status: 400, detail: 'bad-query' });
  });

  it('does not decrypt a recorded message for whoever sends it as an echostr', () => {
    const { encrypt } = JSON.parse(carry(MESSAGE, { format: 'json' }).body) as { encrypt: string };
    expect(refusalOf(() => verifyUrl({ ...signedQuery(encrypt), echostr: encrypt }, settings(), NOW))).toMatchObject({ status: 401, detail: 'bad-content' });
  });

  it('refuses an old one', () => {
    expect(refusalOf(() => verifyUrl(echo('1'), settings(), NOW + 1_000_000))).toMatchObject({ status: 401, detail: 'stale' });
  });
});

describe('a refusal', () => {
  it('holds nothing of token, key, or what was sent', () => {
    const secret = 'SECRET-IN-THE-BODY';
    const refusals = [
      refused({ body: `<xml><Encrypt>${secret}</Encrypt></xml>` }),
      refused({ body: secret }),
      refused(carry(secret)),
      refused({ query: { ...query, msg_signature: secret } }),
      refused({ query: { ...query, timestamp: secret } }),
      refused(carry(MESSAGE, { receiveId: 'SECRET' })),
    ];
    for (const refusal of refusals) {
      const shown = [refusal.message, refusal.explanation, refusal.stack, JSON.stringify(refusal)].join();
      for (const hidden of ['SECRET', 'someToken', 'abcdefghijklmnop', CORP]) expect(shown).not.toContain(hidden);
    }
  });
});
