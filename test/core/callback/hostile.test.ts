import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readDocument } from '../../../core/callback/document.ts';
import { openPacket, openText, sealText, verifyUrl } from '../../../core/callback/packet.ts';
import { CallbackRefusal } from '../../../core/callback/refusal.ts';
import { redeliveryKey } from '../../../core/callback/redelivery.ts';
import { element } from '../../../core/callback/write-xml.ts';
import { carry, CORP, NOW, settings, signedQuery } from './packets.ts';

const MEGABYTE = 1024 * 1024;

/** Whether it was taken. @throws what is no refusal. */
function isTaken(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (error instanceof CallbackRefusal) return false;
    throw error;
  }
}

/** All ways in: as a body, as what a signed packet holds, and as a cipher text that is signed. */
function everyWay(text: string): void {
  const signed = signedQuery(text);
  isTaken(() => openPacket(signed, text, settings(), NOW));
  isTaken(() => verifyUrl({ ...signed, echostr: text }, settings(), NOW));
  isTaken(() => openText(text, settings()));
  const inside = carry(text);
  isTaken(() => openPacket(inside.query, inside.body, settings(), NOW));
}

const fill = (piece: string, before = '', after = ''): string => before + piece.repeat(Math.floor((MEGABYTE - before.length - after.length) / piece.length)) + after;

/** Each makes a reader that looks back, calls itself, or looks for the same end from every place, take minutes or fall over. */
const PATHOLOGICAL: Record<string, string> = {
  'opening tags': fill('<a>'),
  'opening tags of changing names': Array.from({ length: 90_000 }, (_, index) => `<a${index}>`).join(''),
  'empty elements': fill('<a/>', '<xml>', '</xml>'),
  'elements of one name': fill('<a>1</a>', '<xml>', '</xml>'),
  'elements of different names': `<xml>${Array.from({ length: 50_000 }, (_, index) => `<a${index}>1</a${index}>`).join('')}</xml>`,
  'closing tags': fill('</a>'),
  'beginnings of tags': fill('<'),
  'beginnings of tags with names': fill('<a'),
  'one name': fill('a', '<'),
  'white space in a tag': fill(' ', '<xml', '>'),
  'white space in a tag without an end': fill(' ', '<xml><a'),
  'beginnings of CDATA': fill('<![CDATA[', '<xml>'),
  'ends of CDATA': fill(']]>', '<xml><A><![CDATA[', '</A></xml>'),
  'empty CDATA': fill('<![CDATA[]]>', '<xml><A>', '</A></xml>'),
  'white space and CDATA in turns': fill(' <![CDATA[x]]> ', '<xml><A>', '</A></xml>'),
  'almost the end of CDATA': fill(']]', '<xml><A><![CDATA['),
  ampersands: fill('&', '<xml><A>', '</A></xml>'),
  entities: fill('&lt;', '<xml><A>', '</A></xml>'),
  'entities without an end': fill('&#1', '<xml><A>', '</A></xml>'),
  'one numeric entity': fill('1', '<xml><A>&#', ';</A></xml>'),
  'a DOCTYPE': fill('<!ENTITY a "&a;&a;">', '<!DOCTYPE x ['),
  'a declaration without an end': fill(' x', '<?xml '),
  'attributes': fill(' a="b"', '<xml', '>'),
  'white space': fill(' '),
  'white space and a bracket': fill(' ', '', '{'),
  'brackets of JSON': fill('[', '{"a":'),
  'objects of JSON': fill('{"a":'),
  'quotes of JSON': fill('"', '{'),
  'backslashes of JSON': fill('\\', '{"a":"'),
  'one number of JSON': fill('9', '{"a":', '}'),
  'many numbers of JSON': fill('9007199254740993,', '{"a":[', '1]}'),
  'members of JSON': `{${Array.from({ length: 60_000 }, (_, index) => `"k${index}":1`).join(',')}}`,
  'members of JSON by one name': fill('"__proto__":{},', '{', '"a":1}'),
  'zero bytes': fill('\u0000'),
  'halves of characters': fill('\ud83d'),
  'base64': fill('A'),
  'padding of base64': fill('='),
};

describe('a megabyte that means harm', () => {
  it.each(Object.entries(PATHOLOGICAL))('of %s is read to its end, or refused', (_, text) => {
    everyWay(text);
    expect(isTaken(() => readDocument(text, 'bad-envelope'))).toBe(/^(?:<xml.*<\/xml>|\{.*\})$/s.test(text) && !REFUSED.has(text));
  });

  /** Those that look whole and are not. */
  const REFUSED = new Set(['ampersands', 'entities without an end', 'one numeric entity'].map((name) => PATHOLOGICAL[name]));

  it('and was a message is read as one', () => {
    const content = '你'.repeat(250_000);
    const { query, body } = carry(`<xml><MsgType>text</MsgType><Content><![CDATA[${content}]]></Content></xml>`);
    expect(openPacket(query, body, { ...settings(), maxBytes: 2 * MEGABYTE }, NOW).push.fields).toMatchObject({ Content: content });
  });
});

describe('anything at all', () => {
  it('is opened or refused, and throws nothing else', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 2000 }), fc.json(), xmlish), (text) => { everyWay(text); }), { numRuns: 1000 });
  });

  it('as bytes, too', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
        isTaken(() => openPacket(signedQuery('x'), bytes, settings(), NOW));
        const encrypt = Buffer.from(bytes).toString('base64');
        const carried = { query: signedQuery(encrypt), body: JSON.stringify({ encrypt }) };
        // Nobody finds bytes that end in the padding and the receive id.
        expect(isTaken(() => openPacket(carried.query, carried.body, settings(), NOW))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('as a query, too', () => {
    const { query, body } = carry('<xml><MsgType>text</MsgType></xml>');
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('msg_signature', 'timestamp', 'nonce', 'echostr', '__proto__'), fc.anything()), (changes) => {
        const taken = isTaken(() => openPacket({ ...query, ...changes }, body, settings(), NOW));
        const isUnchanged = Object.entries(query).every(([name, value]) => !Object.hasOwn(changes, name) || changes[name] === value);
        expect(taken).toBe(isUnchanged);
        isTaken(() => verifyUrl(changes, settings(), NOW));
      }),
      { numRuns: 500 },
    );
  });

  it('as the content of a packet has a key to tell its repetition by, the same again', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('MsgType', 'Event', 'FromUserName', 'CreateTime', 'X', 'msgtype', 'event'), fc.jsonValue()), (fields) => {
        const open = () => {
          const { query, body } = carry(JSON.stringify(fields), { format: 'json' });
          return redeliveryKey(openPacket(query, body, settings(), NOW).push);
        };
        expect(open()).toBe(open());
      }),
    );
  });
});

describe('what is written is read again', () => {
  it('whatever text is encrypted, for whomever', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.stringMatching(/^\w{0,30}$/), fc.uint8Array({ minLength: 16, maxLength: 16 }), (text, receiveId, random) => {
        const { key } = settings();
        expect(openText(sealText(text, key, receiveId, random), { key, receiveId: { expected: receiveId } })).toEqual({ text, receiveId });
      }),
      { numRuns: 500 },
    );
  });

  it('at every length of padding', () => {
    const { key, receiveId } = settings();
    for (let length = 0; length <= 64; length += 1) {
      const sealed = sealText('x'.repeat(length), key, CORP, Buffer.alloc(16));
      expect(Buffer.from(sealed, 'base64').byteLength % 32).toBe(0);
      expect(openText(sealed, { key, receiveId }).text).toBe('x'.repeat(length));
    }
  });

  it('whatever fields an XML document has', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((one) => !/[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/u.test(one));
    const name = fc.stringMatching(/^[A-Z][A-Za-z_]{0,9}$/);
    fc.assert(
      fc.property(fc.dictionary(name, fc.oneof(text, fc.array(text, { minLength: 2, maxLength: 4 }), fc.dictionary(name, text, { minKeys: 1 })), { minKeys: 1 }), (fields) => {
        expect(readDocument(element('xml', fields), 'bad-envelope').fields).toEqual({ ...fields });
      }),
      { numRuns: 300 },
    );
  });
});

/** Pieces of XML in any order: closer to what a reader takes than chance is. */
const xmlish = fc.array(fc.constantFrom('<xml>', '</xml>', '<A>', '</A>', '<A/>', '<![CDATA[', ']]>', '&lt;', '&', '&#x1F600;', ' ', 'x', '<', '>', '<Encrypt>', '</Encrypt>', '<?xml version="1.0"?>', '<!DOCTYPE'), { maxLength: 40 }).map((pieces) => pieces.join(''));
