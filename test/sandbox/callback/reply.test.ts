import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { JPG } from '../app-wire.ts';
import { partHead, upload } from '../wire.ts';
import { xmlReply } from './receiver.ts';
import { startCallbacks } from './stage.ts';
import type { CallbackStage } from './stage.ts';

let stage: CallbackStage;
beforeEach(async () => {
  stage = await startCallbacks();
});
afterEach(() => stage.close());

const inner = (type: string, fields: string, change: Record<string, string> = {}): string => {
  const common = { ToUserName: 'ZhangSan', FromUserName: stage.app.corpid, CreateTime: '1700000000', MsgType: type, ...change };
  return `<xml>${Object.entries(common).map(([name, value]) => `<${name}>${value}</${name}>`).join('')}${fields}</xml>`;
};

const answer = async (body: string, message: Record<string, string> = { MsgType: 'text' }) => {
  stage.receiver.respond((_, response) => response.end(body));
  const record = await stage.sandbox.callBack(stage.app.name, message);
  expect(record.outcome).toBe('accepted');
  return record.reply;
};

const replyTo = (type: string, fields: string, message?: Record<string, string>) => answer(xmlReply(inner(type, fields), stage.address), message);

async function mediaId(type: string, bytes: Buffer): Promise<string> {
  const { corpid, corpsecret } = stage.app;
  const token = (await (await fetch(`${stage.sandbox.baseUrl}/cgi-bin/gettoken?corpid=${corpid}&corpsecret=${corpsecret}`)).json()) as { access_token: string };
  const url = `${stage.sandbox.baseUrl}/cgi-bin/media/upload?access_token=${token.access_token}&type=${type}`;
  return (await upload(url, { bytes, head: partHead('photo.jpg', bytes.length) })).media_id ?? '';
}

describe('a passive reply', () => {
  it('of text stands in the chat, cut at 2048 bytes as WeCom cuts it', async () => {
    const reply = await replyTo('text', `<Content><![CDATA[${'中'.repeat(700)}]]></Content>`);
    expect(reply).toMatchObject({ msgtype: 'text', message: { text: { content: '中'.repeat(682) } } });
    const { messages, callbacks } = stage.sandbox.state();
    expect(messages).toMatchObject([{ app: stage.app.name, msgtype: 'text', passive: true, to: { shown: ['ZhangSan'] } }]);
    expect(callbacks).toHaveLength(1);
  });

  it('of a picture names an upload of the corp', async () => {
    const id = await mediaId('image', JPG);
    expect(await replyTo('image', `<Image><MediaId>${id}</MediaId></Image>`)).toMatchObject({ message: { image: { media_id: id } } });
    expect((await replyTo('voice', `<Voice><MediaId>${id}</MediaId></Voice>`))?.problem).toContain('40007');
    expect((await replyTo('image', '<Image><MediaId>unknown</MediaId></Image>'))?.problem).toContain('40007');
  });

  it('of a picture that a member sent has to be uploaded first', async () => {
    await stage.sandbox.callBack(stage.app.name, { MsgType: 'image' });
    const received = stage.sandbox.state().media[0]?.media_id ?? '';
    expect((await replyTo('image', `<Image><MediaId>${received}</MediaId></Image>`))?.problem).toContain('40007');
  });

  it('of news counts its articles rightly', async () => {
    const item = '<item><Title>Build</Title><Url>https://example.com/</Url></item>';
    expect(await replyTo('news', `<ArticleCount>2</ArticleCount><Articles>${item}${item}</Articles>`)).toMatchObject({ msgtype: 'news' });
    expect((await replyTo('news', `<ArticleCount>1</ArticleCount><Articles>${item}${item}</Articles>`))?.problem).toContain('ArticleCount');
    expect((await replyTo('news', '<ArticleCount>0</ArticleCount><Articles></Articles>'))?.problem).toContain('minimum 1');
  });

  it.each([
    ['file', '<File><MediaId>x</MediaId></File>', 'no passive reply of type "file"'],
    ['text', '', '<Content> is missing'],
    ['text', '<Content>a</Content><Content>b</Content>', 'stands there 2 times'],
    ['text', '<Content></Content>', '44004'],
    ['update_button', '<Button><ReplaceName>Done</ReplaceName></Button>', 'answers only a template_card_event'],
  ])('of type %s with %s is shown to nobody', async (type, fields, problem) => {
    expect((await replyTo(type, fields))?.problem).toContain(problem);
    expect(stage.sandbox.state().messages).toEqual([]);
  });

  it.each([
    [{ ToUserName: 'LiSi' }, 'ToUserName'],
    [{ FromUserName: 'ww0' }, 'FromUserName'],
    [{ CreateTime: 'now' }, 'CreateTime'],
  ])('with %o is shown to nobody', async (change, problem) => {
    const reply = await answer(xmlReply(inner('text', '<Content>x</Content>', change), stage.address));
    expect(reply?.problem).toContain(problem);
  });

  it('is taken for the events that may be answered, and for no other', async () => {
    const text = '<Content>Welcome</Content>';
    expect((await replyTo('text', text, { MsgType: 'event', Event: 'subscribe' }))?.problem).toBeUndefined();
    expect((await replyTo('text', text, { MsgType: 'event', Event: 'unsubscribe' }))?.problem).toContain('takes no reply');
    expect((await replyTo('text', text, { MsgType: 'event', Event: 'template_card_event' }))?.problem).toContain('update_button');
  });
});

describe('the envelope of a reply', () => {
  const good = (): string => inner('text', '<Content>x</Content>');

  it.each<[string, () => string, string]>([
    ['another signature', () => xmlReply(good(), stage.address, { signature: '0'.repeat(40) }), 'signature is wrong'],
    ['a signature in capitals', () => xmlReply(good(), stage.address).replace(/[0-9a-f]{40}/, (hex) => hex.toUpperCase()), 'signature is wrong'],
    ['another receiveid', () => xmlReply(good(), { ...stage.address, receiveId: 'ww0' }), 'receiveid'],
    ['a timestamp that is no number', () => xmlReply(good(), stage.address, { timestamp: 'now' }), 'timestamp'],
    ['a misspelt element', () => xmlReply(good(), stage.address).replaceAll('TimeStamp', 'Timestamp'), '<TimeStamp> is missing'],
    ['two of an element', () => xmlReply(good(), stage.address).replace('</xml>', '<Nonce>b</Nonce></xml>'), '2 times'],
    ['a byte order mark', () => `\uFEFF${xmlReply(good(), stage.address)}`, 'byte order mark'],
    ['a DOCTYPE', () => `<!DOCTYPE xml>${xmlReply(good(), stage.address)}`, 'cannot be read from character 0'],
    ['a declaration', () => `<?xml version="1.0"?>${xmlReply(good(), stage.address)}`, 'cannot be read'],
    ['no encryption', () => good(), '<Encrypt> is missing'],
    ['plain words', () => 'success', 'it is no XML'],
    ['broken XML inside', () => xmlReply('<xml><Content>x</xml>', stage.address), 'closes nothing'],
  ])('with %s is accepted, and shown to nobody', async (_, body, problem) => {
    expect((await answer(body()))?.problem).toContain(problem);
    expect(stage.sandbox.state().messages).toEqual([]);
  });
});
