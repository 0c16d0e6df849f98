import { describe, expect, it } from 'vitest';

import { callbackIps } from '../../core/callback-ips.ts';
import { createChatSender } from '../../core/chat-sender.ts';
import { createChat, getChat, updateChat } from '../../core/chat.ts';
import { countMessages, recall, updateTemplateCard } from '../../core/follow-up.ts';
import type { Outcome } from '../../core/outcome.ts';
import { remoteUploadResult, startRemoteUpload } from '../../core/remote-upload.ts';
import { OPERATIONS } from '../../core/spec/operations.ts';
import { uploadImage } from '../../core/upload-image.ts';
import type { Fault } from '../../sandbox/server.ts';
import { appBench, APP_SEND, APP_UPLOAD, GETTOKEN, MEDIA_GET, strangeWeCom } from '../support/app-bench.ts';
import type { AppBench } from '../support/app-bench.ts';
import { everySight } from '../support/every-sight.ts';
import { mediaFile } from '../support/robot-bench.ts';

const MEDIA_ID = 'THE-MEDIA-ID-OF-THE-CANARY';

/** What must not be seen, and an address that holds all of it. */
interface Canaries {
  token: string;
  secret: string;
  address: string;
}

/** Every path to an error, with the secrets said back wherever somebody else can write something. */
const PATHS: { name: string; faults: (canaries: Canaries) => Fault[] }[] = [
  { name: 'a refusal that repeats the address', faults: ({ address }) => [{ kind: 'errcode', errcode: 60020, errmsg: `not allowed: ${address}` }] },
  { name: 'a refusal that repeats the secrets alone', faults: ({ token, secret }) => [{ kind: 'errcode', errcode: 40058, errmsg: `${token} ${secret} ${MEDIA_ID}`.repeat(20) }] },
  { name: 'a refused token that stays refused', faults: ({ token }) => [{ kind: 'errcode', errcode: 42001, errmsg: `expired: ${token}`, times: 2 }] },
  { name: 'a busy server', faults: ({ token }) => [{ kind: 'errcode', errcode: -1, errmsg: token, times: 3 }] },
  { name: 'a gateway’s page with the address in it', faults: ({ address }) => [{ kind: 'status', status: 502, body: `<a href="${address}">${address}</a>`, times: 3 }] },
  { name: 'a proxy’s refusal with the address in it', faults: ({ address }) => [{ kind: 'status', status: 403, body: `GET ${encodeURIComponent(address)} denied` }] },
  { name: 'an answer that is not JSON', faults: ({ address }) => [{ kind: 'body', body: `{"errcode":0, "url": ${address}`, times: 3 }] },
  { name: 'an answer without errcode', faults: ({ address }) => [{ kind: 'body', body: JSON.stringify({ asked: address }), times: 3 }] },
  { name: 'a redirect to the same address elsewhere', faults: ({ token, secret }) => [{ kind: 'redirect', location: `https://${secret}.example/?access_token=${token}` }] },
  { name: 'a reset', faults: () => [{ kind: 'reset-after', times: 3 }] },
  { name: 'an answer that is cut', faults: () => [{ kind: 'cut-body', times: 3 }] },
];

/** The media_id is a secret of those calls that carry it. */
const WITH_MEDIA_ID: readonly string[] = [APP_SEND, MEDIA_GET, OPERATIONS.hdVoice.path, OPERATIONS.chatSend.path];

const CALLS: { path: string; call: (bench: AppBench) => Promise<Outcome<unknown>> }[] = [
  { path: APP_SEND, call: ({ app, text }) => app.send({ ...text(''), msgtype: 'file', file: { media_id: MEDIA_ID } }) },
  { path: APP_UPLOAD, call: ({ app }) => app.upload(mediaFile(), 'file') },
  { path: MEDIA_GET, call: ({ app }) => app.download(MEDIA_ID) },
  { path: OPERATIONS.hdVoice.path, call: ({ app }) => app.downloadHdVoice(MEDIA_ID) },
  { path: OPERATIONS.chatSend.path, call: ({ connection }) => createChatSender(connection).send({ chatid: 'a', msgtype: 'file', file: { media_id: MEDIA_ID } }) },
  { path: OPERATIONS.recall.path, call: ({ connection }) => recall(connection, 'A-MSGID') },
  { path: OPERATIONS.updateTemplateCard.path, call: ({ connection }) => updateTemplateCard(connection, { response_code: 'A-CODE' }) },
  { path: OPERATIONS.statistics.path, call: ({ connection }) => countMessages(connection, 'today') },
  { path: OPERATIONS.chatCreate.path, call: ({ connection }) => createChat(connection, { userlist: ['a', 'b'] }) },
  { path: OPERATIONS.chatGet.path, call: ({ connection }) => getChat(connection, 'a') },
  { path: OPERATIONS.chatUpdate.path, call: ({ connection }) => updateChat(connection, { chatid: 'a' }) },
  { path: OPERATIONS.imageUpload.path, call: ({ connection }) => uploadImage(connection, mediaFile()) },
  { path: OPERATIONS.uploadByUrl.path, call: ({ connection }) => startRemoteUpload(connection, { scene: 1, type: 'file', filename: 'a', url: 'https://example.com/', md5: '' }) },
  { path: OPERATIONS.uploadByUrlResult.path, call: ({ connection }) => remoteUploadResult(connection, 'A-JOB') },
  { path: OPERATIONS.callbackIps.path, call: ({ connection }) => callbackIps(connection) },
];

async function canariesOf({ account, tokens }: AppBench): Promise<Canaries> {
  const got = await tokens.get();
  if (!got.ok) throw got.failure.error;
  const query = new URLSearchParams({ corpsecret: account.corpsecret, access_token: got.token, media_id: MEDIA_ID });
  return { token: got.token, secret: account.corpsecret, address: `https://qyapi.weixin.qq.com/cgi-bin/x?${query.toString()}` };
}

function expectNothingSeen(seen: string, canaries: readonly string[]): void {
  for (const canary of canaries) {
    expect(seen).not.toContain(canary.slice(0, 13));
    expect(seen).not.toContain(canary.slice(-12));
  }
}

describe('neither token nor secret nor media_id is to be seen', () => {
  it.each(PATHS.flatMap(({ name, faults }) => CALLS.map(({ path, call }) => ({ name, faults, path, call }))))('after $name at $path', async ({ faults, path, call }) => {
    const bench = await appBench();
    const canaries = await canariesOf(bench);
    const ofTheCall = [canaries.token, canaries.secret, ...(WITH_MEDIA_ID.includes(path) ? [MEDIA_ID] : [])];
    for (const fault of faults(canaries)) bench.script({ ...fault, path });
    const seen = everySight(await call(bench)) + JSON.stringify(bench.logged);
    expectNothingSeen(seen, ofTheCall);
  });

  it.each(PATHS)('after $name when a token is asked for', async ({ faults }) => {
    const bench = await appBench();
    const secret = bench.account.corpsecret;
    for (const fault of faults({ token: 'A-TOKEN-OF-SOMEBODY', secret, address: `https://qyapi.weixin.qq.com${GETTOKEN}?corpid=x&corpsecret=${secret}` })) bench.script({ ...fault, times: 3, path: GETTOKEN });
    const seen = everySight(await bench.app.send(bench.text('Never'))) + JSON.stringify(bench.logged);
    expectNothingSeen(seen, [secret]);
  });

  it('when the secret is wrong', async () => {
    const bench = await appBench();
    const corpsecret = 'a/wrong+secret & all its signs';
    bench.script({ path: GETTOKEN, kind: 'errcode', errcode: 40001, errmsg: `${corpsecret} ${encodeURIComponent(corpsecret)} ${new URLSearchParams({ corpsecret }).toString()}` });
    expect(everySight(await bench.appFor({ ...bench.account, corpsecret }).app.send(bench.text('Never')))).not.toMatch(/wrong.{0,6}secret/);
  });

  it('when an old token is said back after it was renewed', async () => {
    const bench = await appBench();
    const { token } = await canariesOf(bench);
    bench.sandbox.revokeTokens();
    await bench.app.send(bench.text('With a new one'));
    bench.script({ path: APP_SEND, kind: 'errcode', errcode: 40058, errmsg: `not ${token}` });
    expectNothingSeen(everySight(await bench.app.send(bench.text('Never'))), [token]);
  });

  it('when a relay puts them where a part of a file should be', async () => {
    const baseUrl = await strangeWeCom((request, response) => {
      if (request.headers.range === undefined) response.end(JSON.stringify({ errcode: 830002, errmsg: `too large: ${request.url ?? ''}` }));
      else response.writeHead(206, { 'content-disposition': `attachment; filename="${MEDIA_ID}"`, 'content-range': `bytes ${MEDIA_ID}` }).end('A-STRANGE-TOKEN');
    });
    const bench = await appBench({ baseUrl });
    expectNothingSeen(everySight(await bench.app.download(MEDIA_ID)), [MEDIA_ID, 'A-STRANGE-TOKEN']);
  });

  it.each(['image', 'thumb'])('of a card that holds several media_ids, each of them (%s)', async (name) => {
    const bench = await appBench();
    bench.script({ path: APP_SEND, kind: 'errcode', errcode: 40007, errmsg: 'invalid media_id FIRST-CANARY, SECOND-CANARY' });
    const field = name === 'thumb' ? 'thumb_media_id' : 'media_id';
    const articles = ['FIRST-CANARY', 'SECOND-CANARY'].map((mediaId) => ({ title: 'A title', [field]: mediaId }));
    const seen = everySight(await bench.app.send({ ...bench.text(''), msgtype: 'mpnews', mpnews: { articles } }));
    expectNothingSeen(seen, ['FIRST-CANARY', 'SECOND-CANARY']);
  });

  it('and a text that looks like one hides nothing of what WeCom says', async () => {
    const bench = await appBench();
    bench.script({ path: APP_SEND, kind: 'errcode', errcode: 40058, errmsg: 'invalid content' });
    expect(everySight(await bench.app.send(bench.text('"media_id":"content"')))).toContain('invalid content');
  });
});
