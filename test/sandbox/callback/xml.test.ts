import { describe, expect, it } from 'vitest';

import { readXml, textOf } from '../../../sandbox/callback/xml-reader.ts';
import { writeXml } from '../../../sandbox/callback/xml-writer.ts';

describe('the XML that is read', () => {
  it.each([
    ['<xml><A><![CDATA[]]></A></xml>', ''],
    ['<xml><A><![CDATA[a]b]]]]><![CDATA[>c]]></A></xml>', 'a]b]]>c'],
    ['<xml><A>a &lt;&amp;&#x4e2d;&#25991;</A ></xml>', 'a <&中文'],
    ['<xml>\n <A>\n x\n</A>\n</xml>', '\n x\n'],
    ['<xml><A/></xml>', ''],
  ])('%s holds its text', (xml, text) => {
    expect(textOf(readXml(xml), 'A')).toBe(text);
  });

  it.each([
    '', 'x', '<xml>', '</xml>', '<a></a>', '<xml></xml><xml></xml>', '<xml><A></xml></A>', '<xml a="b"></xml>', '<xml><!-- x --></xml>',
    '<xml><A>&bomb;</A></xml>', '<xml><A>& b</A></xml>', '<xml><A>&#0;</A></xml>', '<xml><A><![CDATA[open</A></xml>', '<xml>word<A/></xml>',
    '<!DOCTYPE xml [<!ENTITY a "b">]><xml></xml>', `<xml>${'<a>'.repeat(20)}${'</a>'.repeat(20)}</xml>`,
  ])('%s is refused', (xml) => {
    expect(() => readXml(xml)).toThrow(/./);
  });

  it('is read in one pass, however long and hostile', () => {
    for (const piece of ['<![CDATA[', '<a', '&', '<a>', ']]>', '</', '<xml><a>x</a>']) expect(() => readXml(piece.repeat(150_000))).toThrow(/./);
  });
});

it('what is written can be read again, whatever stands in it', () => {
  for (const text of [']]>', '<x>', '&amp;', '中文 🚀', '', 'a]]]]>b']) expect(textOf(readXml(writeXml({ Content: text })), 'Content')).toBe(text);
});

it('numbers stand bare, also those that are too long for a number; a text that looks like one does not', () => {
  expect(writeXml({ MsgId: '4561255354251345929', Content: '42' })).toBe('<xml><MsgId>4561255354251345929</MsgId><Content><![CDATA[42]]></Content></xml>');
});
