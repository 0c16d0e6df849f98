import { describe, expect, it } from 'vitest';

import { createChatSender } from '../../core/chat-sender.ts';
import { createMediaMemory } from '../../core/memory.ts';
import { APP_UPLOAD } from '../support/app-bench.ts';
import { mapStore } from '../support/media-store.ts';
import { mediaFile } from '../support/robot-bench.ts';
import { ok, smallBench } from '../support/small-wecom.ts';
import { START } from '../support/turned-clock.ts';

const SEND = '/cgi-bin/appchat/send';

const text = { chatid: 'release1', msgtype: 'text', text: { content: 'Hello 你好' } };

const file = (media_id: string) => ({ chatid: 'release1', msgtype: 'file', file: { media_id } });

describe('a message to a group chat', () => {
  it('goes out as it is, and there is nothing to tell of it', async () => {
    const bench = await smallBench({ [SEND]: ok() });
    expect(await createChatSender(bench.connection).send(text)).toEqual({ delivery: 'sent', value: undefined, errmsg: 'ok', attempts: 1 });
    expect(bench.received).toMatchObject([{ method: 'POST', path: SEND, query: {}, json: text }]);
  });

  it('whose answer is lost is not sent again unless the user wants that', async () => {
    const careful = await smallBench({ [SEND]: ['lost', ok()] });
    const outcome = await createChatSender(careful.connection).send(text);
    expect(outcome).toMatchObject({ delivery: 'unknown', attempts: 1 });
    expect(outcome).toHaveProperty('error.message', expect.stringContaining('the message may have been delivered, and it was not sent again'));
    expect(careful.received).toHaveLength(1);

    const eager = await smallBench({ [SEND]: ['lost', ok()] }, { onUnknown: 'resend' });
    expect(await createChatSender(eager.connection).send(text)).toMatchObject({ delivery: 'sent', attempts: 2 });
  });

  it('to a chat of another application says whose chat it is', async () => {
    const bench = await smallBench({ [SEND]: { errcode: 86008, errmsg: 'not your chat' } });
    const outcome = await createChatSender(bench.connection).send(text);
    expect(outcome).toHaveProperty('error.message', expect.stringContaining('Send with the application that created the group chat'));
  });
});

describe('a file to a group chat', () => {
  const uploads = ['FIRST', 'SECOND'].map((media_id) => ok({ type: 'file', media_id, created_at: String(START / 1000) }));

  it('is uploaded anew, once, when WeCom no longer takes the media_id that was remembered', async () => {
    const bench = await smallBench({ [APP_UPLOAD]: uploads, [SEND]: [{ errcode: 40007, errmsg: 'invalid media_id' }, ok()] });
    const sender = createChatSender(bench.connection, createMediaMemory(mapStore(), bench.time.clock));
    const report = mediaFile();

    const uploaded = await sender.upload(report, 'file');
    const remembered = await sender.upload(report, 'file');
    if (uploaded.delivery !== 'sent' || remembered.delivery !== 'sent') throw new Error('The file was not uploaded.');
    expect(remembered.value).toMatchObject({ media_id: 'FIRST', remembered: true });

    const outcome = await sender.sendMedia(report, remembered.value, file);
    expect(outcome).toMatchObject({ delivery: 'sent', value: { receipt: undefined, media: { media_id: 'SECOND', remembered: false } } });
    expect(bench.received.filter(({ path }) => path === SEND).map(({ json }) => json)).toEqual([file('FIRST'), file('SECOND')]);
  });

  it('that was just uploaded and is refused stays refused', async () => {
    const bench = await smallBench({ [APP_UPLOAD]: uploads, [SEND]: { errcode: 40007, errmsg: 'invalid media_id' } });
    const sender = createChatSender(bench.connection);
    const uploaded = await sender.upload(mediaFile(), 'file');
    if (uploaded.delivery !== 'sent') throw uploaded.error;
    expect(await sender.sendMedia(mediaFile(), uploaded.value, file)).toMatchObject({ delivery: 'rejected', error: { errcode: 40007 } });
    expect(bench.received).toHaveLength(2);
  });
});
