import { describe, expect, it } from 'vitest';

import { WeComError } from '../../core/errors.ts';
import { createMediaMemory } from '../../core/memory.ts';
import type { MediaStore, RememberedMedia } from '../../core/memory.ts';
import type { MediaFile, UploadedMedia } from '../../core/uploader.ts';
import { mapStore } from '../support/media-store.ts';
import { mediaFile, robotBench, SEND, text, UPLOAD } from '../support/robot-bench.ts';
import type { RobotBench } from '../support/robot-bench.ts';
import { START } from '../support/turned-clock.ts';

const DAY = 24 * 3_600_000;

interface Remembering extends RobotBench {
  stored: Map<string, RememberedMedia>;
}

async function rememberingBench(): Promise<Remembering> {
  const stored = new Map<string, RememberedMedia>();
  return { ...(await robotBench({ memory: ({ clock }) => createMediaMemory(mapStore(stored), clock), budget: 30 * DAY })), stored };
}

async function uploaded(bench: RobotBench, file: MediaFile): Promise<UploadedMedia<'file' | 'voice'>> {
  const outcome = await bench.robot.upload(file, 'file');
  if (outcome.delivery !== 'sent') throw outcome.error;
  return outcome.value;
}

describe('a file', () => {
  it('is uploaded, and sent by the media_id that came back', async () => {
    const bench = await robotBench();
    const file = mediaFile('The report', '构建报告 ✅.txt');

    const media = await uploaded(bench, file);
    const outcome = await bench.robot.sendMedia(file, media);

    expect(media).toEqual({ media_id: bench.state().media[0]?.media_id, type: 'file', created_at: START, remembered: false });
    expect(outcome).toEqual({ delivery: 'sent', value: media, errmsg: 'ok', attempts: 1 });
    expect(bench.state().media).toMatchObject([{ filename: '构建报告 ✅.txt', sha256: file.sha256, contentType: 'text/plain', type: 'file' }]);
    expect(bench.state().messages).toMatchObject([{ msgtype: 'file', message: { msgtype: 'file', file: { media_id: media.media_id } } }]);
  });

  it('that cannot be read any more is rejected with the reason, and nothing is asked', async () => {
    const bench = await robotBench();
    const error = new WeComError('file-unreadable', { message: 'The file has changed', fix: 'Write it first' });
    const file: MediaFile = { ...mediaFile(), read: async () => error };
    expect(await bench.robot.upload(file, 'file')).toEqual({ delivery: 'rejected', error, attempts: 0 });
    expect(bench.asked).toEqual([]);
  });

  it.each([
    ['a number of seconds in a string', `"${START / 1000 - 60}"`, START - 60_000],
    ['a number of seconds', `${START / 1000 - 60}`, START - 60_000],
    ['nothing', 'null', START],
    ['a word', '"yesterday"', START],
    ['a number no date can have', '1e300', START],
    ['milliseconds', String(START), START],
  ])('was made when WeCom says, or now when it says %s', async (_name, created_at, expected) => {
    const bench = await robotBench();
    bench.script({ path: UPLOAD, kind: 'body', body: `{"errcode":0,"errmsg":"ok","type":"file","media_id":"MEDIA_ID","created_at":${created_at}}` });
    expect((await uploaded(bench, mediaFile())).created_at).toBe(expected);
  });

  it.each(['{"errcode":0}', '{"errcode":0,"media_id":""}', '{"errcode":0,"media_id":7}'])('is rejected when the answer %s names no media_id', async (body) => {
    const bench = await robotBench();
    bench.script({ path: UPLOAD, kind: 'body', body });
    expect(await bench.robot.upload(mediaFile(), 'file')).toMatchObject({ delivery: 'rejected', attempts: 1, error: { code: 'no-media-id' } });
  });

  it('of the wrong type is refused by the sandbox itself', async () => {
    const bench = await robotBench();
    expect(await bench.robot.upload(mediaFile('not a voice at all'), 'voice')).toMatchObject({ delivery: 'rejected', attempts: 1, error: { errcode: 301017 } });
  });
});

describe('a robot with a memory', () => {
  it('uploads the same file once within three days, and sends it as often as asked', async () => {
    const bench = await rememberingBench();
    const file = mediaFile();
    for (const day of [0, 1, 2]) {
      const media = await uploaded(bench, file);
      expect(media.remembered).toBe(day > 0);
      expect((await bench.robot.sendMedia(file, media)).delivery).toBe('sent');
      bench.time.advance(DAY);
    }
    expect(bench.state().media).toHaveLength(1);
    expect(bench.state().messages).toHaveLength(3);
    expect(file.reads()).toBe(1);
  });

  it('uploads it anew before the three days are over, so that its message is still in time', async () => {
    const bench = await rememberingBench();
    const file = mediaFile();
    await uploaded(bench, file);

    bench.time.advance(3 * DAY - 10 * 60_000 - 1);
    const last = await uploaded(bench, file);
    expect(last.remembered).toBe(true);
    expect((await bench.robot.sendMedia(file, last)).delivery).toBe('sent');

    bench.time.advance(1);
    expect((await uploaded(bench, file)).remembered).toBe(false);
    expect(bench.state().media).toHaveLength(2);
  });

  it('uploads a remembered media_id that WeCom refuses anew, exactly once, and the message arrives exactly once', async () => {
    const bench = await rememberingBench();
    const file = mediaFile();
    const first = await uploaded(bench, file);
    bench.script({ path: SEND, kind: 'errcode', errcode: 40007 });

    const remembered = await uploaded(bench, file);
    const outcome = await bench.robot.sendMedia(file, remembered);

    const fresh = bench.state().media[1];
    expect(remembered).toMatchObject({ media_id: first.media_id, remembered: true });
    expect(outcome).toMatchObject({ delivery: 'sent', value: { media_id: fresh?.media_id, remembered: false } });
    expect(bench.state().media).toHaveLength(2);
    expect(bench.state().messages).toMatchObject([{ message: { file: { media_id: fresh?.media_id } } }]);
    expect([...bench.stored.values()].map(({ media_id }) => media_id)).toEqual([fresh?.media_id]);
  });

  it('gives up when WeCom refuses the fresh media_id too', async () => {
    const bench = await rememberingBench();
    const file = mediaFile();
    await uploaded(bench, file);
    bench.script({ path: SEND, kind: 'errcode', errcode: 40007, times: 5 });
    expect(await bench.robot.sendMedia(file, await uploaded(bench, file))).toMatchObject({ delivery: 'rejected', error: { errcode: 40007 } });
    expect(bench.state().media).toHaveLength(2);
    expect(bench.state().requests.filter(({ path }) => path === SEND)).toHaveLength(2);
    expect(bench.state().messages).toEqual([]);
  });

  it('has forgotten a refused media_id even when uploading anew fails', async () => {
    const bench = await rememberingBench();
    const file = mediaFile();
    await uploaded(bench, file);
    bench.script({ path: SEND, kind: 'errcode', errcode: 40007 });
    bench.script({ path: UPLOAD, kind: 'errcode', errcode: 45001 });
    expect(await bench.robot.sendMedia(file, await uploaded(bench, file))).toMatchObject({ delivery: 'rejected', error: { errcode: 45001 } });
    expect(bench.stored.size).toBe(0);
  });

  it('does not upload anew what it has just uploaded, nor after any other refusal', async () => {
    const bench = await rememberingBench();
    const file = mediaFile();
    bench.script({ path: SEND, kind: 'errcode', errcode: 40007 });
    expect((await bench.robot.sendMedia(file, await uploaded(bench, file))).delivery).toBe('rejected');
    bench.script({ path: SEND, kind: 'errcode', errcode: 93000 });
    expect((await bench.robot.sendMedia(file, await uploaded(bench, file))).delivery).toBe('rejected');
    expect(bench.state().media).toHaveLength(1);
  });

  it('says that the file cannot be read any more when that shows at the second upload', async () => {
    const bench = await rememberingBench();
    const file = mediaFile();
    await uploaded(bench, file);
    const error = new WeComError('file-unreadable', { message: 'The file has changed', fix: 'Write it first' });
    bench.script({ path: SEND, kind: 'errcode', errcode: 40007 });
    const gone = { ...file, read: async () => error };
    expect(await bench.robot.sendMedia(gone, await uploaded(bench, gone))).toEqual({ delivery: 'rejected', error, attempts: 0 });
    expect(bench.state().messages).toEqual([]);
  });

  it('does not use what it remembers of another robot', async () => {
    const bench = await rememberingBench();
    const store: MediaStore = { get: async (key) => bench.stored.get(key), set: async () => undefined };
    const other = bench.robotFor(bench.sandbox.addRobot('Other'), createMediaMemory(store, bench.time.clock));
    const file = mediaFile();
    await uploaded(bench, file);
    expect(await other.upload(file, 'file')).toMatchObject({ delivery: 'sent', value: { remembered: false } });
    expect(bench.state().media.map(({ robot }) => robot)).toEqual([bench.account.name, 'Other']);
  });

  it('remembers nothing of an upload that failed', async () => {
    const bench = await rememberingBench();
    bench.script({ path: UPLOAD, kind: 'errcode', errcode: 45001 });
    expect((await bench.robot.upload(mediaFile(), 'file')).delivery).toBe('rejected');
    expect(bench.stored.size).toBe(0);
  });

  it('whose store fails uploads and sends as if it had none, and no refusal makes it try for ever', async () => {
    const failing: MediaStore = { get: async () => Promise.reject(new Error('disk')), set: async () => Promise.reject(new Error('disk')) };
    const bench = await robotBench({ memory: ({ clock }) => createMediaMemory(failing, clock) });
    const file = mediaFile();
    const media = await uploaded(bench, file);
    expect((await bench.robot.sendMedia(file, media)).delivery).toBe('sent');

    bench.script({ path: SEND, kind: 'errcode', errcode: 40007, times: 2 });
    expect((await bench.robot.sendMedia(file, { ...media, remembered: true })).delivery).toBe('rejected');
    expect(bench.state().media).toHaveLength(2);
  });

  it('that cannot forget still uploads a refused media_id only once', async () => {
    const stuck: MediaStore = { get: async () => ({ media_id: 'LONG_GONE', created_at: START }), set: async () => undefined };
    const bench = await robotBench({ memory: ({ clock }) => createMediaMemory(stuck, clock) });
    const file = mediaFile();
    const outcome = await bench.robot.sendMedia(file, await uploaded(bench, file));
    expect(outcome).toMatchObject({ delivery: 'sent', value: { remembered: false } });
    expect(bench.state().media).toHaveLength(1);
    expect(bench.state().messages).toHaveLength(1);
  });
});

describe('a robot', () => {
  it('sends in the order of the calls, whatever was uploaded in between', async () => {
    const bench = await robotBench();
    const file = mediaFile();
    const media = await uploaded(bench, file);
    await Promise.all([bench.robot.send(text('First')), bench.robot.sendMedia(file, media), bench.robot.upload(mediaFile('x'.repeat(1_000_000)), 'file'), bench.robot.send(text('Last'))]);
    expect(bench.state().messages.map(({ msgtype }) => msgtype)).toEqual(['text', 'file', 'text']);
  });

  it('goes on with the next message after one that was refused or lost', async () => {
    const bench = await robotBench();
    bench.script({ kind: 'errcode', errcode: 40058 });
    bench.script({ kind: 'close-after' });
    const outcomes = await Promise.all(['One', 'Two', 'Three'].map((content) => bench.robot.send(text(content))));
    expect(outcomes.map(({ delivery }) => delivery)).toEqual(['rejected', 'unknown', 'sent']);
    expect(bench.state().messages).toHaveLength(2);
  });
});
