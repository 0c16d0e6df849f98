import { describe, expect, it } from 'vitest';

import { createMediaMemory } from '../../core/memory.ts';
import type { UploadedMedia } from '../../core/uploader.ts';
import { appBench, APP_SEND } from '../support/app-bench.ts';
import type { AppBench } from '../support/app-bench.ts';
import { mapStore } from '../support/media-store.ts';
import { mediaFile } from '../support/robot-bench.ts';
import type { TestFile } from '../support/robot-bench.ts';

const rememberingBench = (): Promise<AppBench> => appBench({ memory: ({ clock }) => createMediaMemory(mapStore(), clock) });

async function uploaded({ app }: AppBench, file: TestFile): Promise<UploadedMedia> {
  const outcome = await app.upload(file, 'file');
  if (outcome.delivery !== 'sent') throw outcome.error;
  return outcome.value;
}

const messageOf = ({ text }: AppBench) => (media_id: string) => ({ ...text(''), msgtype: 'file', text: undefined, file: { media_id } });

describe('a file that an application sends', () => {
  it('goes out in the message that is made of its media_id, and has a receipt', async () => {
    const bench = await appBench();
    const file = mediaFile();
    const media = await uploaded(bench, file);
    const outcome = await bench.app.sendMedia(file, media, messageOf(bench));
    const [shown] = bench.state().messages;
    expect(outcome).toMatchObject({ delivery: 'sent', value: { receipt: { msgid: shown?.msgid }, media } });
    expect(shown?.message).toMatchObject({ file: { media_id: media.media_id } });
  });

  it('is uploaded anew, exactly once, when WeCom no longer takes a media_id that was remembered, and arrives exactly once', async () => {
    const bench = await rememberingBench();
    const file = mediaFile();
    const first = await uploaded(bench, file);
    const remembered = await uploaded(bench, file);
    bench.script({ path: APP_SEND, kind: 'errcode', errcode: 40007 });

    const outcome = await bench.app.sendMedia(file, remembered, messageOf(bench));

    const fresh = bench.state().media[1];
    expect(remembered).toMatchObject({ media_id: first.media_id, remembered: true });
    expect(outcome).toMatchObject({ delivery: 'sent', value: { media: { media_id: fresh?.media_id, remembered: false } } });
    expect(bench.state().media).toHaveLength(2);
    expect(bench.state().messages).toMatchObject([{ message: { file: { media_id: fresh?.media_id } } }]);
  });

  it('is not uploaded anew when the media_id is fresh, when WeCom refuses something else, or when nobody knows', async () => {
    for (const [remember, fault] of [
      [false, { kind: 'errcode', errcode: 40007 }],
      [true, { kind: 'errcode', errcode: 81013 }],
      [true, { kind: 'reset-after' }],
    ] as const) {
      const bench = await rememberingBench();
      const file = mediaFile();
      const first = await uploaded(bench, file);
      const media = remember ? await uploaded(bench, file) : first;
      bench.script({ path: APP_SEND, ...fault });
      expect((await bench.app.sendMedia(file, media, messageOf(bench))).delivery).not.toBe('sent');
      expect(bench.state().media).toHaveLength(1);
    }
  });
});
