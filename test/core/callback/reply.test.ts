import { describe, expect, it } from 'vitest';

import { readDocument } from '../../../core/callback/document.ts';
import { envelopeXml } from '../../../core/callback/envelope.ts';
import { fieldOf, textOf } from '../../../core/callback/fields.ts';
import { openPacket, openText, sealText, verifyUrl } from '../../../core/callback/packet.ts';
import { sealReply, validateReply, writeReply } from '../../../core/callback/reply.ts';
import type { Reply } from '../../../core/callback/reply.ts';
import { sign } from '../../../core/callback/signature.ts';
import { NOW, CORP, receive, settings } from './packets.ts';
import { settingsOf, vector } from './vectors.ts';

const HEAD = '<ToUserName><![CDATA[zhangsan]]></ToUserName><FromUserName><![CDATA[ww0123456789abcdef]]></FromUserName><CreateTime>1700000000</CreateTime>';
const packet = (rest: string) => receive(`<xml><ToUserName>${CORP}</ToUserName><FromUserName>zhangsan</FromUserName><CreateTime>1</CreateTime>${rest}</xml>`);
const message = packet('<MsgType>text</MsgType><Content>x</Content><MsgId>1</MsgId>');
const press = packet('<MsgType>event</MsgType><Event>template_card_event</Event><EventKey>k</EventKey>');

const problemsOf = (reply: unknown, to = message) => validateReply(reply, to.push).problems;

/** The XML after its head. */
const writtenBody = (reply: Reply, to = message): string => {
  const xml = writeReply(reply, to, NOW);
  const type = `<MsgType><![CDATA[${reply.msgtype}]]></MsgType>`;
  expect(xml.startsWith(`<xml>${HEAD}${type}`)).toBe(true);
  return xml.slice(`<xml>${HEAD}${type}`.length, -'</xml>'.length);
};

const CARD = {
  card_type: 'vote_interaction',
  source: { desc: 'Source', desc_color: 1 },
  main_title: { title: 'Title' },
  checkbox: { question_key: 'q', mode: 1, option_list: [{ id: 'a', text: 'A', is_checked: true }, { id: 'b', text: 'B' }], disable: false },
  submit_button: { text: 'Go', key: 'go' },
  replace_text: 'Done',
};

describe('a reply', () => {
  it.each<[Reply, string]>([
    [{ msgtype: 'text', text: { content: '你好 <b>&' } }, '<Content><![CDATA[你好 <b>&]]></Content>'],
    [{ msgtype: 'image', image: { media_id: 'M' } }, '<Image><MediaId><![CDATA[M]]></MediaId></Image>'],
    [{ msgtype: 'voice', voice: { media_id: 'M' } }, '<Voice><MediaId><![CDATA[M]]></MediaId></Voice>'],
    [
      { msgtype: 'video', video: { media_id: 'M', title: 'T', description: 'D' } },
      '<Video><MediaId><![CDATA[M]]></MediaId><Title><![CDATA[T]]></Title><Description><![CDATA[D]]></Description></Video>',
    ],
    [
      { msgtype: 'news', news: { articles: [{ title: 'T', url: 'https://x.example/' }, { title: 'U', url: 'https://x.example/', picurl: 'https://x.example/p.png' }] } },
      '<ArticleCount>2</ArticleCount><Articles><item><Title><![CDATA[T]]></Title><Url><![CDATA[https://x.example/]]></Url></item><item><Title><![CDATA[U]]></Title><Url><![CDATA[https://x.example/]]></Url><PicUrl><![CDATA[https://x.example/p.png]]></PicUrl></item></Articles>',
    ],
  ])('%j has the XML of WeCom', (reply, xml) => {
    expect(problemsOf(reply)).toEqual([]);
    expect(writtenBody(reply)).toBe(xml);
  });

  it.each<[Reply, string]>([
    [{ msgtype: 'update_button', button: { replace_name: 'Done' } }, '<Button><ReplaceName><![CDATA[Done]]></ReplaceName></Button>'],
    [
      { msgtype: 'update_template_card', template_card: CARD },
      '<TemplateCard><CardType><![CDATA[vote_interaction]]></CardType><Source><Desc><![CDATA[Source]]></Desc><DescColor>1</DescColor></Source><MainTitle><Title><![CDATA[Title]]></Title></MainTitle>' +
        '<CheckBox><QuestionKey><![CDATA[q]]></QuestionKey><Mode>1</Mode><OptionList><Id><![CDATA[a]]></Id><Text><![CDATA[A]]></Text><IsChecked>true</IsChecked></OptionList><OptionList><Id><![CDATA[b]]></Id><Text><![CDATA[B]]></Text></OptionList><Disable>false</Disable></CheckBox>' +
        '<SubmitButton><Text><![CDATA[Go]]></Text><Key><![CDATA[go]]></Key></SubmitButton><ReplaceText><![CDATA[Done]]></ReplaceText></TemplateCard>',
    ],
  ])('to a press on a card, %j, has the XML of WeCom', (reply, xml) => {
    expect(problemsOf(reply, press)).toEqual([]);
    expect(writtenBody(reply, press)).toBe(xml);
  });

  it('names in one word in JSON have their capitals in XML', () => {
    const card = { card_type: 'text_notice', main_title: { title: 'T' }, horizontal_content_list: [{ keyname: 'K', type: 3, userid: 'u' }], card_action: { type: 2, appid: 'A', pagepath: 'p' } };
    const xml = writtenBody({ msgtype: 'update_template_card', template_card: card }, press);
    expect(xml).toContain('<HorizontalContentList><KeyName><![CDATA[K]]></KeyName><Type>3</Type><UserId><![CDATA[u]]></UserId></HorizontalContentList>');
    expect(xml).toContain('<CardAction><Type>2</Type><AppId><![CDATA[A]]></AppId><PagePath><![CDATA[p]]></PagePath></CardAction>');
  });

  it.each([
    ['text.content', { msgtype: 'text', text: { content: '你'.repeat(683) } }],
    ['text.content', { msgtype: 'text', text: { content: ' ' } }],
    ['image.media_id', { msgtype: 'image', image: {} }],
    ['video', { msgtype: 'video' }],
    ['news.articles', { msgtype: 'news', news: { articles: [] } }],
    ['news.articles', { msgtype: 'news', news: { articles: Array(9).fill({ title: 'T', url: 'https://x.example/' }) as unknown } }],
    ['news.articles[0].url', { msgtype: 'news', news: { articles: [{ title: 'T' }] } }],
    ['msgtype', { msgtype: 'file', file: { media_id: 'M' } }],
    ['msgtype', { msgtype: 'markdown', markdown: { content: 'x' } }],
    ['msgtype', {}],
    ['reply', 'text'],
  ])('with a problem in %s is not taken: %j', (path, reply) => {
    expect(problemsOf(reply).map((problem) => problem.path)).toContain(path);
  });

  it.each([
    ['button.replace_name', { msgtype: 'update_button', button: {} }],
    ['template_card.card_type', { msgtype: 'update_template_card', template_card: { card_type: 'other' } }],
    ['template_card.checkbox', { msgtype: 'update_template_card', template_card: { ...CARD, checkbox: undefined } }],
  ])('to a press with a problem in %s is not taken: %j', (path, reply) => {
    expect(problemsOf(reply, press).map((problem) => problem.path)).toContain(path);
  });

  it('updates a card where one was pressed, and nowhere else', () => {
    expect(problemsOf({ msgtype: 'update_button', button: { replace_name: 'Done' } })).toMatchObject([{ path: 'msgtype', actual: '"update_button"' }]);
    expect(problemsOf({ msgtype: 'text', text: { content: 'x' } }, press)).toMatchObject([{ path: 'msgtype', actual: '"text"' }]);
  });

  it('to an event that WeCom shows no answer to is warned of', () => {
    const warnings = (name: string) => validateReply({ msgtype: 'text', text: { content: 'x' } }, packet(`<MsgType>event</MsgType><Event>${name}</Event>`).push).warnings;
    expect(warnings('enter_agent')).toEqual([]);
    expect(warnings('scancode_push')).toMatchObject([{ actual: 'one to scancode_push' }]);
  });

  it('cannot add elements of its own, by a text or by a name', () => {
    const hostile = ']]></Content><ToUserName>boss</ToUserName><Content><![CDATA[';
    const read = (reply: Reply, to = message) => readDocument(writeReply(reply, to, NOW), 'bad-content').fields;
    expect(read({ msgtype: 'text', text: { content: hostile } })).toMatchObject({ ToUserName: 'zhangsan', Content: hostile });
    const card = { ...CARD, 'a></TemplateCard><ToUserName>boss</ToUserName><b': 'x', source: { desc: hostile } };
    const update = { msgtype: 'update_template_card', template_card: card };
    expect(validateReply(update, press.push).warnings).not.toEqual([]);
    expect(read(update, press)).toMatchObject({ ToUserName: 'zhangsan', TemplateCard: { Source: { Desc: hostile } } });
  });

  it('has no character that XML cannot hold', () => {
    expect(writtenBody({ msgtype: 'text', text: { content: 'a\u0000b\u000bc\ufffed\te\n😀' } })).toBe('<Content><![CDATA[a\ufffdb\ufffdc\ufffdd\te\n😀]]></Content>');
  });
});

describe('a sealed reply', () => {
  it('is an envelope that WeCom can verify and decrypt, from whom the packet was for', () => {
    const { contentType, body } = sealReply({ msgtype: 'text', text: { content: 'x' } }, message, settings(), { now: NOW });
    expect(contentType).toBe('application/xml');
    const { fields } = readDocument(body, 'bad-envelope');
    expect(Object.keys(fields)).toEqual(['Encrypt', 'MsgSignature', 'TimeStamp', 'Nonce']);
    const [encrypt = '', signature, timestamp = '', nonce = ''] = Object.keys(fields).map((name) => textOf(fields, name));
    expect(timestamp).toBe('1700000000');
    expect(signature).toBe(sign('someToken', timestamp, nonce, encrypt));
    expect(openText(encrypt, settings())).toEqual({ text: writeReply({ msgtype: 'text', text: { content: 'x' } }, message, NOW), receiveId: CORP });
  });

  it('is another one each time', () => {
    const seal = () => fieldOf(readDocument(sealReply({ msgtype: 'text', text: { content: 'x' } }, message, settings(), { now: NOW }).body, 'bad-envelope').fields, 'Encrypt');
    expect(seal()).not.toBe(seal());
  });

  it('is the published one, letter for letter, from the same random bytes', () => {
    const one = vector('wechatpy-deterministic-reply');
    const encrypt = sealText(one.plaintext ?? '', settingsOf(one).key, one.receiveId, Buffer.from(one.random16Utf8 ?? ''));
    expect(envelopeXml(encrypt, sign(one.token, one.timestamp, one.nonce, encrypt), one.timestamp, one.nonce)).toBe(one.expectReplyXml);
  });
});

/** The vendor's Python sample does these three steps, one after the other, with the same token and key. */
describe('the three steps of the vendor’s sample, with its own values', () => {
  const settingsOfSample = settingsOf(vector('official-py-text-message'));

  it('verify the URL, receive a message, and answer it', () => {
    const echo = vector('official-py-echostr');
    const echoed = verifyUrl({ msg_signature: echo.msg_signature, timestamp: echo.timestamp, nonce: echo.nonce, echostr: echo.encrypt }, settingsOfSample, Number(echo.timestamp) * 1000);
    expect(echoed).toBe('1288432023552776189');

    const sent = vector('official-py-text-message');
    const now = Number(sent.timestamp) * 1000;
    const received = openPacket({ msg_signature: sent.msg_signature, timestamp: sent.timestamp, nonce: sent.nonce }, sent.body ?? '', settingsOfSample, now);
    expect(received.push).toMatchObject({ type: 'text', fields: { FromUserName: 'ChenJiaShun', Content: '你好', MsgId: '1456453720', AgentID: '1000002' } });

    const { body } = sealReply({ msgtype: 'text', text: { content: '你好' } }, received, settingsOfSample, { now });
    const { fields } = readDocument(body, 'bad-envelope');
    const { text, receiveId } = openText(textOf(fields, 'Encrypt') ?? '', settingsOfSample);
    expect(receiveId).toBe('ww1436e0e65a779aee');
    expect(readDocument(text, 'bad-content').fields).toEqual({ ToUserName: 'ChenJiaShun', FromUserName: 'ww1436e0e65a779aee', CreateTime: '1476422779', MsgType: 'text', Content: '你好' });
  });
});
