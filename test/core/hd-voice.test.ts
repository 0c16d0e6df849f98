import { describe, expect, it } from 'vitest';

import { ok, smallBench } from '../support/small-wecom.ts';

const HD_VOICE = '/cgi-bin/media/get/jssdk';

describe('a voice in high quality', () => {
  it('is the file that WeCom gives, with its name and type', async () => {
    const content = Buffer.from('Speex   1.2');
    const headers = { 'content-type': 'audio/x-speex', 'content-disposition': 'attachment; filename="hello.speex"' };
    const bench = await smallBench({ [HD_VOICE]: { file: content, headers } });
    const outcome = await bench.app.downloadHdVoice('A-MEDIA-ID');
    if (outcome.delivery !== 'sent') throw outcome.error;
    expect(Buffer.from(outcome.value.bytes)).toEqual(content);
    expect(outcome.value).toMatchObject({ filename: 'hello.speex', mimeType: 'audio/x-speex' });
    expect(bench.received).toMatchObject([{ method: 'GET', path: HD_VOICE, query: { media_id: 'A-MEDIA-ID' } }]);
  });

  it('that is none is refused, and its media_id is not repeated', async () => {
    const bench = await smallBench({ [HD_VOICE]: { errcode: 40007, errmsg: 'invalid media_id A-MEDIA-ID' } });
    const outcome = await bench.app.downloadHdVoice('A-MEDIA-ID');
    expect(outcome).toMatchObject({ delivery: 'rejected', error: { errcode: 40007, errmsg: 'invalid media_id ***' } });
  });

  it('is never an answer that names no file', async () => {
    const bench = await smallBench({ [HD_VOICE]: ok() });
    expect(await bench.app.downloadHdVoice('A-MEDIA-ID')).toMatchObject({ delivery: 'rejected', attempts: 3, error: { code: 'no-answer' } });
  });
});
