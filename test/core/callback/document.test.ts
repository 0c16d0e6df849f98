import { describe, expect, it } from 'vitest';

import { readDocument } from '../../../core/callback/document.ts';
import { refusalOf } from './packets.ts';
import { xmlNegatives } from './vectors.ts';

const read = (text: string) => readDocument(text, 'bad-envelope').fields;
const refused = (text: string) => refusalOf(() => read(text));

describe('the reading of XML', () => {
  it.each([
    ['<xml><A>1</A><B>x</B></xml>', { A: '1', B: 'x' }],
    ['<?xml version="1.0" encoding="UTF-8"?>\n<xml><A>1</A></xml>\n', { A: '1' }],
    ['\ufeff<xml><A>1</A></xml>', { A: '1' }],
    ['<xml>\n  <A>\n    <![CDATA[ x ]]>\n  </A>\n</xml>', { A: ' x ' }],
    ['<xml><EventKey><![CDATA[]]></EventKey></xml>', { EventKey: '' }],
    ['<xml><EventKey></EventKey></xml>', { EventKey: '' }],
    ['<xml><EventKey/><B /></xml>', { EventKey: '', B: '' }],
    ['<xml><Content><![CDATA[a]b]]]]><![CDATA[>c]]></Content></xml>', { Content: 'a]b]]>c' }],
    ['<xml><Content><![CDATA[<b>&amp;</b>]]></Content></xml>', { Content: '<b>&amp;</b>' }],
    ['<xml><Content>&lt;b&gt; &amp; &quot;&apos; &#20320;&#x597d;&#x1F600;</Content></xml>', { Content: '<b> & "\' 你好😀' }],
    ['<xml><Content>a &amp;amp; b</Content></xml>', { Content: 'a &amp; b' }],
    ['<xml><Content>  two  spaces </Content></xml>', { Content: '  two  spaces ' }],
    ['<xml><Mode>1</Mode ></xml>', { Mode: '1' }],
    ['<xml><MsgId>4561255354251345929</MsgId><Zero>007</Zero></xml>', { MsgId: '4561255354251345929', Zero: '007' }],
    ['<xml><L><item>1</item><item>2</item><item>3</item></L></xml>', { L: { item: ['1', '2', '3'] } }],
    ['<xml><L><item><A>1</A></item><item><A>2</A></item></L></xml>', { L: { item: [{ A: '1' }, { A: '2' }] } }],
    ['<xml><A>a\u0000\u000bb</A></xml>', { A: 'a\u0000\u000bb' }],
    ['<xml><A>\ufffd</A></xml>', { A: '\ufffd' }],
  ])('%j', (text, fields) => {
    expect(read(text)).toEqual(fields);
  });

  it('keeps elements with names that JavaScript knows, and lends none to others', () => {
    const fields = read('<xml><__proto__><polluted>1</polluted></__proto__><constructor>2</constructor></xml>');
    expect(Object.keys(fields)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
    expect('polluted' in {}).toBe(false);
  });

  it.each<readonly [string, string]>([
    ...xmlNegatives.filter(({ id }) => !id.includes('encrypt')).map(({ id, body }) => [id, body] as const),
    ['a DOCTYPE after the declaration', '<?xml version="1.0"?><!DOCTYPE x><xml><A>1</A></xml>'],
    ['an entity of its own', '<xml><A>&steal;</A></xml>'],
    ['an entity in other case', '<xml><A>&AMP;</A></xml>'],
    ['an ampersand that is none', '<xml><A>a & b</A></xml>'],
    ['a numeric entity beyond Unicode', '<xml><A>&#x110000;</A></xml>'],
    ['a numeric entity that is half a character', '<xml><A>&#xD83D;</A></xml>'],
    ['a numeric entity that is nothing', '<xml><A>&#0;</A></xml>'],
    ['a processing instruction', '<xml><?php echo 1 ?><A>1</A></xml>'],
    ['a declaration that is not at the start', '<xml><A>1</A><?xml version="1.0"?></xml>'],
    ['a comment', '<xml><!-- --><A>1</A></xml>'],
    ['an attribute', '<xml><A x="1">1</A></xml>'],
    ['an end tag of another', '<xml><A>1</B></xml>'],
    ['an end tag too many', '<xml><A>1</A></xml></xml>'],
    ['an end tag alone', '</xml>'],
    ['an element without an end', '<xml><A>1</xml>'],
    ['CDATA without an end', '<xml><A><![CDATA[1</A></xml>'],
    ['a tag without an end', '<xml><A'],
    ['text beside elements', '<xml><A>1<B>2</B></A></xml>'],
    ['CDATA beside elements', '<xml>x<A>2</A></xml>'],
    ['two roots', '<xml><A>1</A></xml><xml><A>1</A></xml>'],
    ['text after the root', '<xml><A>1</A></xml>x'],
    ['a root with nothing but text', '<xml>text</xml>'],
    ['an empty root', '<xml/>'],
    ['33 levels', `${'<a>'.repeat(33)}1${'</a>'.repeat(33)}`],
  ])('refuses %s', (_, text) => {
    expect(refused(text)).toMatchObject({ status: 400, detail: 'bad-envelope' });
  });

  it('goes as deep as WeCom never does', () => {
    expect(JSON.stringify(read(`${'<a>'.repeat(31)}1${'</a>'.repeat(31)}`))).toContain('"a":"1"');
  });
});

describe('the reading of JSON', () => {
  it.each([
    ['{"a":"1","b":2,"c":[true,null,1.5]}', { a: '1', b: 2, c: [true, null, 1.5] }],
    [' \n{"MsgId": 4561255354251345929}', { MsgId: '4561255354251345929' }],
    ['{"ids":[9007199254740991,9007199254740992,-9007199254740993]}', { ids: [9007199254740991, '9007199254740992', '-9007199254740993'] }],
    ['{"a":{"b":{"c":"\\u4f60"}}}', { a: { b: { c: '你' } } }],
    ['{"text":"{[\\"[{"}', { text: '{["[{' }],
    ['\ufeff{"a":1}', { a: 1 }],
  ])('%j', (text, fields) => {
    expect(read(text)).toEqual(fields);
  });

  it.each([
    ['something broken', '{"a":'],
    ['something after the end', '{"a":1}}'],
    ['33 levels', `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`],
    ['a comment', '{/* */}'],
  ])('refuses %s', (_, text) => {
    expect(refused(text)).toMatchObject({ status: 400, detail: 'bad-envelope' });
  });

  it.each(['[1]', '"x"', '1', 'null'])('does not take %s for an object', (text) => {
    expect(refused(text).status).toBe(400);
  });
});
