import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { downloadBotFile } from '../../../core/callback/bot-file.ts';
import { readResponseUrl, sealBotReply, sendBotReply, validateBotReply, validateLateBotReply } from '../../../core/callback/bot-reply.ts';
import { encryptBytes } from '../../../core/callback/cipher.ts';
import { openText } from '../../../core/callback/packet.ts';
import { sign } from '../../../core/callback/signature.ts';
import { createDeadline } from '../../../core/deadline.ts';
import { createHttp } from '../../../action/transport.ts';
import { createRedactor } from '../../../core/redact.ts';
import { strangeWeCom } from '../../support/app-bench.ts';
import { everySight } from '../../support/every-sight.ts';
import { turnedClock } from '../../support/turned-clock.ts';
import { NOW, receiveBot, settings } from './packets.ts';
import { generated, settingsOf } from './vectors.ts';

const PNG = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(100, 1)]);
const picture = { msgtype: 'image', image: { base64: PNG.toString('base64'), md5: createHash('md5').update(PNG).digest('hex') } };
const CARD = { card_type: 'text_notice', main_title: { title: 'T' }, card_action: { type: 1, url: 'https://x.example/' } };

const problemsOf = (reply: unknown) => validateBotReply(reply).problems.map(({ path }) => path);

describe('the reply of an AI bot', () => {
  it.each([
    [{ msgtype: 'stream', stream: { id: 's', finish: false, content: 'so far' } }],
    [{ msgtype: 'stream', stream: { id: 's', finish: true, content: 'all', msg_item: [picture], feedback: { id: 'f' } } }],
    [{ msgtype: 'stream_with_template_card', stream: { id: 's', finish: true, content: 'x' }, template_card: CARD }],
    [{ msgtype: 'template_card', template_card: { ...CARD, feedback: { id: 'f' } } }],
    [{ msgtype: 'text', text: { content: 'Welcome' } }],
    [{ response_type: 'update_template_card', userids: ['zhangsan'], template_card: CARD }],
  ])('is taken: %j', (reply) => {
    expect(validateBotReply(reply)).toEqual({ problems: [], warnings: [] });
  });

  it.each([
    ['stream.id', { msgtype: 'stream', stream: { content: 'x' } }],
    ['stream.content', { msgtype: 'stream', stream: { id: 's', content: '你'.repeat(6827) } }],
    ['stream.msg_item', { msgtype: 'stream', stream: { id: 's', finish: false, msg_item: [picture] } }],
    ['stream.msg_item', { msgtype: 'stream', stream: { id: 's', finish: true, msg_item: Array(11).fill(picture) as unknown } }],
    ['stream.msg_item[0].image.md5', { msgtype: 'stream', stream: { id: 's', finish: true, msg_item: [{ ...picture, image: { ...picture.image, md5: '0'.repeat(32) } }] } }],
    ['stream.feedback.id', { msgtype: 'stream', stream: { id: 's', feedback: { id: 'x'.repeat(257) } } }],
    ['template_card.card_type', { msgtype: 'template_card', template_card: {} }],
    ['response_type', { response_type: 'other', template_card: CARD }],
    ['msgtype', { msgtype: 'image' }],
    ['reply', null],
  ])('with a problem in %s is not taken: %j', (path, reply) => {
    expect(problemsOf(reply)).toContain(path);
  });

  it('is sealed in JSON, from nobody', () => {
    const packet = receiveBot({ msgid: '1', msgtype: 'text', text: { content: 'x' } });
    const reply = { msgtype: 'stream', stream: { id: 's', finish: true, content: '你好' } };
    const { contentType, body } = sealBotReply(reply, packet, settings({ expected: '' }), { now: NOW });
    const sealed = JSON.parse(body) as { encrypt: string; msgsignature: string; timestamp: number; nonce: string };
    expect([contentType, Object.keys(sealed), sealed.timestamp]).toEqual(['application/json', ['encrypt', 'msgsignature', 'timestamp', 'nonce'], NOW / 1000]);
    expect(sealed.msgsignature).toBe(sign('someToken', String(sealed.timestamp), sealed.nonce, sealed.encrypt));
    const { text, receiveId } = openText(sealed.encrypt, settings({ expected: '' }));
    expect([JSON.parse(text), receiveId]).toEqual([reply, '']);
  });
});

const CODE = 'SECRET-RESPONSE-CODE';

async function lateReply(answer: string, status = 200) {
  const received: { url: string; body: string }[] = [];
  const baseUrl = await strangeWeCom((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      received.push({ url: request.url ?? '', body });
      response.writeHead(status, { 'content-type': 'application/json' }).end(answer);
    });
  });
  const time = turnedClock();
  const logged: string[] = [];
  const ports = { http: createHttp({}), clock: time.clock, sleep: time.sleep, random: () => 0.5, log: (_: string, line: string) => logged.push(line) };
  const read = readResponseUrl(`${baseUrl}/cgi-bin/aibot/response?response_code=${CODE}`, baseUrl);
  if (!read.ok) throw new Error('The address was not taken');
  const connection = { ports, deadline: createDeadline(time.clock, 60_000), redactor: createRedactor(), onUnknown: 'resend' as const };
  const outcome = await sendBotReply(connection, read.value, { msgtype: 'markdown', markdown: { content: '**x**' } });
  return { received, outcome, logged };
}

describe('the late reply of an AI bot', () => {
  it('goes to the address of the message, as plain JSON', async () => {
    const { received, outcome } = await lateReply('{"errcode":0,"errmsg":"ok"}');
    expect(outcome).toMatchObject({ delivery: 'sent', attempts: 1 });
    expect(received).toEqual([{ url: `/cgi-bin/aibot/response?response_code=${CODE}`, body: '{"msgtype":"markdown","markdown":{"content":"**x**"}}' }]);
  });

  it('is refused with WeCom’s reason, and without its code', async () => {
    const { outcome, logged } = await lateReply(`{"errcode":40058,"errmsg":"bad response_code ${CODE}"}`);
    expect(outcome).toMatchObject({ delivery: 'rejected' });
    expect(everySight(outcome) + logged.join()).not.toContain(CODE);
  });

  it('whose answer is lost is not sent again, even where others are, because the address is good once', async () => {
    const { received, outcome } = await lateReply(`<html>${CODE}`, 502);
    expect(outcome).toMatchObject({ delivery: 'unknown', attempts: 1 });
    expect(received).toHaveLength(1);
    expect(everySight(outcome)).not.toContain(CODE);
  });

  it('is checked before', () => {
    expect(validateLateBotReply({ msgtype: 'markdown', markdown: { content: 'x' } }).problems).toEqual([]);
    expect(validateLateBotReply({ msgtype: 'markdown', markdown: { content: 'x'.repeat(20_481) } }).problems).toMatchObject([{ path: 'markdown.content' }]);
    expect(validateLateBotReply({ msgtype: 'stream', stream: { id: 's' } }).problems).toMatchObject([{ path: 'msgtype' }]);
  });

  it.each([
    'https://qyapi.weixin.qq.com.evil.example/cgi-bin/aibot/response?response_code=SECRET',
    'https://qyapi.weixin.qq.com@evil.example/cgi-bin/aibot/response?response_code=SECRET',
    'http://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=SECRET',
    'https://169.254.169.254/cgi-bin/aibot/response?response_code=SECRET',
    'https://qyapi.weixin.qq.com/cgi-bin/message/send?response_code=SECRET',
    'https://qyapi.weixin.qq.com/cgi-bin/aibot/response',
    'https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=',
    'https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=SECRET&response_code=SECRET',
    'SECRET',
  ])('goes to no such address: %s', (url) => {
    const read = readResponseUrl(url);
    expect(read).toMatchObject({ ok: false, problem: { path: 'response_url' } });
    expect(JSON.stringify(read)).not.toContain('SECRET');
  });

  it('goes to a relay where one stands for WeCom', () => {
    const url = 'https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=CODE';
    expect(readResponseUrl(url)).toEqual({ ok: true, value: { baseUrl: 'https://qyapi.weixin.qq.com', code: 'CODE' } });
    expect(readResponseUrl(url, 'https://relay.example/wecom')).toEqual({ ok: true, value: { baseUrl: 'https://relay.example/wecom', code: 'CODE' } });
  });
});

async function fetchFile(answer: { status?: number; body?: Buffer; headers?: Record<string, string> }[], options: { maxBytes?: number; budget?: number } = {}) {
  let asked = 0;
  const baseUrl = await strangeWeCom((_, response) => {
    const { status = 200, body = Buffer.alloc(0), headers = {} } = answer[Math.min(asked, answer.length - 1)] ?? {};
    asked += 1;
    response.writeHead(status, { 'content-length': body.byteLength, ...headers }).end(body);
  });
  const time = turnedClock();
  const outcome = await downloadBotFile({ http: createHttp({}), sleep: time.sleep, random: () => 0.5 }, `${baseUrl}/file?sign=SIGNATURE`, {
    key: settings().key,
    deadline: createDeadline(time.clock, options.budget ?? 60_000),
    baseUrl,
    ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
  });
  return { outcome, asked };
}

describe('a file that was sent to an AI bot', () => {
  it.each(generated.aibotFiles)('of $bytes bytes is decrypted ($id)', async ({ aesKeyBase64, plainHex, cipherBase64 }) => {
    const { key } = settingsOf({ encodingAESKey: aesKeyBase64, receiveId: '' });
    expect(encryptBytes(Buffer.from(plainHex, 'hex'), key).toString('base64')).toBe(cipherBase64);
    const baseUrl = await strangeWeCom((_, response) => response.end(Buffer.from(cipherBase64, 'base64')));
    const time = turnedClock();
    const outcome = await downloadBotFile({ http: createHttp({}), sleep: time.sleep, random: () => 0.5 }, `${baseUrl}/x`, { key, deadline: createDeadline(time.clock, 1000), baseUrl });
    expect(outcome.delivery === 'sent' && Buffer.from(outcome.value.bytes).toString('hex')).toBe(plainHex);
  });

  it('has the name it was sent under, made safe, and the type of its bytes', async () => {
    const body = encryptBytes(PNG, settings().key);
    const headers = { 'content-disposition': "attachment; filename=\"x\"; filename*=UTF-8''..%2F%E5%9B%BE.png" };
    expect((await fetchFile([{ body, headers }])).outcome).toMatchObject({ delivery: 'sent', value: { filename: '图.png', mimeType: 'image/png' } });
    expect((await fetchFile([{ body }])).outcome).toMatchObject({ delivery: 'sent', value: { filename: 'media' } });
  });

  it('is fetched again when the store fails, and not when it refuses', async () => {
    const body = encryptBytes(PNG, settings().key);
    expect(await fetchFile([{ status: 503 }, { body }])).toMatchObject({ outcome: { delivery: 'sent', attempts: 2 }, asked: 2 });
    const gone = await fetchFile([{ status: 403, body: Buffer.from('SIGNATURE') }]);
    expect(gone).toMatchObject({ outcome: { delivery: 'rejected', error: { code: 'file-not-fetched' } }, asked: 1 });
    expect(everySight(gone.outcome)).not.toContain('SIGNATURE');
    expect(await fetchFile([{ status: 500 }])).toMatchObject({ outcome: { delivery: 'rejected' }, asked: 3 });
    expect(await fetchFile([{ status: 302, headers: { location: 'http://169.254.169.254/' } }])).toMatchObject({ outcome: { delivery: 'rejected' }, asked: 1 });
  });

  it('is not taken when it is larger than allowed, before or after it is decrypted', async () => {
    const fits = encryptBytes(Buffer.alloc(1000), settings().key);
    expect((await fetchFile([{ body: fits }], { maxBytes: 1000 })).outcome).toMatchObject({ delivery: 'sent' });
    expect((await fetchFile([{ body: fits }], { maxBytes: 999 })).outcome).toMatchObject({ delivery: 'rejected', error: { code: 'too-large' } });
    expect(await fetchFile([{ body: encryptBytes(Buffer.alloc(5000), settings().key) }], { maxBytes: 1000 })).toMatchObject({ outcome: { delivery: 'rejected', error: { code: 'too-large' } }, asked: 1 });
  });

  it('that cannot be decrypted says so', async () => {
    expect((await fetchFile([{ body: Buffer.alloc(31) }])).outcome).toMatchObject({ error: { code: 'file-not-decrypted' } });
    expect((await fetchFile([{ body: Buffer.alloc(64) }])).outcome).toMatchObject({ error: { code: 'file-not-decrypted' } });
  });

  it('is not fetched when there is no time left', async () => {
    expect(await fetchFile([{}], { budget: 0 })).toMatchObject({ outcome: { error: { code: 'out-of-time' } }, asked: 0 });
  });

  it.each([
    'http://cos.example.com/x', 'https://127.0.0.1/x', 'https://[::1]/x', 'https://localhost/x', 'https://2130706433/x', 'https://server/x', 'https://db.internal/x', 'https://user:pw@cos.example.com/x',
    'file:///etc/passwd', 'no address',
  ])('is not fetched from %s', async (url) => {
    const http = async () => Promise.reject(new Error('It was asked for'));
    const outcome = await downloadBotFile({ http, sleep: async () => undefined, random: () => 0 }, url, { key: settings().key, deadline: { left: () => 1000 } });
    expect(outcome).toMatchObject({ delivery: 'rejected', error: { code: 'bad-address' }, attempts: 0 });
    expect(everySight(outcome)).not.toContain('example.com');
  });

  it('is fetched from the store of WeCom', async () => {
    const asked: string[] = [];
    const http = async ({ url }: { url: string }) => {
      asked.push(url);
      return Promise.resolve({ kind: 'answer' as const, status: 200, headers: {}, body: encryptBytes(PNG, settings().key) });
    };
    const url = 'https://ww-aibot-img-1258476243.cos.ap-guangzhou.myqcloud.com/x?sign=1';
    expect(await downloadBotFile({ http, sleep: async () => undefined, random: () => 0 }, url, { key: settings().key, deadline: { left: () => 1000 } })).toMatchObject({ delivery: 'sent' });
    expect(asked).toEqual([url]);
  });
});
