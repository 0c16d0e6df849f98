import { describe, expect } from 'vitest';

import { HTML, JPG, MP3, MP4, PNG, amr } from '../support/media-samples.ts';
import { UPLOAD, filesOf, it, messagesOf, passed, shown, soleError } from '../support/step.ts';

const MB = 1024 * 1024;

describe.concurrent('media-type: auto', () => {
  it('sends small pictures as pictures, AMR as voice and the rest as files', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.png': PNG, 'b.JPG': JPG, 'c.amr': amr(1), 'd.mp4': MP4, 'e.html': HTML, 'f': 'no extension', 'g.gif': 'GIF89a and more' });

    const run = passed(await step({ files: '*' }));

    expect(shown(sandbox).map(([msgtype, name]) => (msgtype === 'image' ? msgtype : `${msgtype} ${String(name)}`))).toEqual(['image', 'image', 'voice c.amr', 'file d.mp4', 'file e.html', 'file f', 'file g.gif']);
    expect(filesOf(run).map(({ path, type, status, media_id }) => [path, type, status, media_id !== null])).toEqual([
      ['a.png', 'image', 'sent', false],
      ['b.JPG', 'image', 'sent', false],
      ['c.amr', 'voice', 'sent', true],
      ['d.mp4', 'file', 'sent', true],
      ['e.html', 'file', 'sent', true],
      ['f', 'file', 'sent', true],
      ['g.gif', 'file', 'sent', true],
    ]);
  });

  it('goes by the content, not by the name', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'picture.bin': PNG });

    passed(await step({ files: 'picture.bin' }));

    expect(shown(sandbox).map(([msgtype]) => msgtype)).toEqual(['image']);
  });

  it('sends a picture over 2 MB, and a voice over a minute, as files', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.png': Buffer.concat([PNG, Buffer.alloc(2 * MB)]), 'b.amr': amr(61) });

    passed(await step({ files: '*' }));

    expect(shown(sandbox)).toEqual([['file', 'a.png'], ['file', 'b.amr']]);
  });

  it('refuses a picture or a voice that is none, before anything is sent', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'shot.jpg': HTML, 'shot.png': 'whatever this is', 'voice.amr': MP3 });

    const error = soleError(await step({ files: '*', text: 'hello' }));

    expect(error).toContain('- shot.jpg: HTML by its first bytes, allowed is a picture, as its name says. Look at what wrote it');
    expect(error).toContain('- shot.png: something else by its first bytes');
    expect(error).toContain('- voice.amr: MP3 by its first bytes, allowed is an AMR voice');
    expect(sandbox.state().requests).toEqual([]);
  });
});

describe.concurrent('media-type', () => {
  it('file sends everything as a file, whatever its name says', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.png': PNG, 'b.amr': amr(1), 'c.jpg': HTML });

    passed(await step({ files: '*', 'media-type': 'file' }));

    expect(shown(sandbox)).toEqual([['file', 'a.png'], ['file', 'b.amr'], ['file', 'c.jpg']]);
  });

  it('image takes JPG and PNG of at most 2 MB', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.png': PNG, 'b.gif': 'GIF89a and more', 'c.jpg': Buffer.concat([JPG, Buffer.alloc(2 * MB)]) });

    const error = soleError(await step({ files: '*', 'media-type': 'image' }));

    expect(error).toContain('- b.gif: GIF by its first bytes, allowed is JPG or PNG as image');
    expect(error).toMatch(/- c\.jpg: \d+ bytes, allowed is at most 2097152 bytes \(2 MB\) as image/);
    expect(error).not.toContain('a.png');
    passed(await step({ files: 'a.png', 'media-type': 'image' }));
    expect(shown(sandbox).map(([msgtype]) => msgtype)).toEqual(['image']);
  });

  it('voice takes whole AMR of at most a minute', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.amr': amr(60), 'b.amr': amr(61), 'c.amr': amr(1).subarray(0, -1), 'd.mp3': MP3 });

    const error = soleError(await step({ files: '*', 'media-type': 'voice' }));

    expect(error).toContain('- b.amr: 61 seconds');
    expect(error).toContain('- c.amr: damaged: it ends in the middle of frame 50');
    expect(error).toContain('- d.mp3: MP3 by its first bytes, allowed is AMR as voice');
    passed(await step({ files: 'a.amr', 'media-type': 'voice' }));
    expect(shown(sandbox)).toEqual([['voice', 'a.amr']]);
  });

  it('video is refused, because a robot has none', async ({ step, workspace }) => {
    await workspace.write({ 'a.mp4': MP4 });

    expect(soleError(await step({ files: '*', 'media-type': 'video' }))).toContain('A group robot cannot send videos: set media-type: file');
  });
});

describe.concurrent('send-files: false', () => {
  it('uploads for the outputs and shows the group nothing', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.apk': 'the app', 'b.png': PNG });

    const run = passed(await step({ files: '*', 'send-files': 'false' }));

    expect(shown(sandbox)).toEqual([]);
    expect(sandbox.state().media.map(({ filename, type }) => [filename, type])).toEqual([['a.apk', 'file'], ['b.png', 'file']]);
    expect(JSON.parse(run.outputs['media-ids'] ?? '')).toEqual(sandbox.state().media.map(({ media_id }) => media_id));
    expect(filesOf(run).map(({ status }) => status)).toEqual(['uploaded', 'uploaded']);
    expect(run.outputs.delivery).toBe('skipped');
  });

  it('still sends the text', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.apk': 'the app' });

    const run = passed(await step({ files: '*', 'send-files': 'false', text: 'uploaded' }));

    expect(shown(sandbox)).toEqual([['text', 'uploaded']]);
    expect(run.outputs.delivery).toBe('sent');
  });
});

describe.concurrent('if-no-files-found', () => {
  it('error names each pattern that matches nothing, and sends nothing', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });

    const error = soleError(await step({ files: 'a.txt\nb.txt\ndist/*', text: 'hello' }));

    expect(error).toContain('2 problems');
    expect(error).toContain('- files “b.txt”: no file');
    expect(error).toContain('- files “dist/*”: no file');
    expect(sandbox.state().requests).toEqual([]);
  });

  it('warn says so, sends the rest and passes', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });

    const run = passed(await step({ files: 'a.txt\nb.txt', 'if-no-files-found': 'warn' }));

    expect(shown(sandbox)).toEqual([['file', 'a.txt']]);
    expect(run.log).toContain('Warning: files “b.txt”: it matched no file');
    expect(run.summary).toContain('it matched no file');
  });

  it('ignore says nothing, and a step without anything to send passes as skipped', async ({ step, sandbox }) => {
    const run = passed(await step({ files: 'b.txt', 'if-no-files-found': 'ignore' }));

    expect(run.log).not.toContain('b.txt');
    expect(run.outputs).toMatchObject({ delivery: 'skipped', files: '[]', messages: '[]', 'media-id': '', 'media-ids': '[]' });
    expect(sandbox.state().requests).toEqual([]);
  });
});

describe.concurrent('the size of a file', () => {
  const sizes = { 'a-nothing.txt': '', 'b-five.txt': '12345', 'c-six.txt': '123456', 'd-most.bin': Buffer.alloc(20 * MB), 'e-more.bin': Buffer.alloc(20 * MB + 1) };

  it('is more than 5 bytes and at most 20 MB, and all that are not are named at once', async ({ step, sandbox, workspace }) => {
    await workspace.write(sizes);

    const error = soleError(await step({ files: '*' }));

    expect(error).toContain('3 problems');
    expect(error).toContain('- a-nothing.txt: 0 bytes, allowed is more than 5 bytes');
    expect(error).toContain('- b-five.txt: 5 bytes');
    expect(error).toContain('- e-more.bin: 20971521 bytes, allowed is at most 20971520 bytes (20 MB) as file');
    expect(sandbox.state().requests).toEqual([]);
    passed(await step({ files: 'c*\nd*' }));
    expect(sandbox.state().media.map(({ size }) => size).sort((a, b) => a - b)).toEqual([6, 20 * MB]);
  });

  it('with if-too-large: skip leaves the file out, says so, and sends the rest', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'c-six.txt': sizes['c-six.txt'], 'e-more.bin': sizes['e-more.bin'] });

    const run = passed(await step({ files: '*', 'if-too-large': 'skip' }));

    expect(shown(sandbox)).toEqual([['file', 'c-six.txt']]);
    expect(filesOf(run).map(({ path, status, reason }) => [path, status, reason])).toEqual([
      ['c-six.txt', 'sent', ''],
      ['e-more.bin', 'skipped', 'over the 20971520 bytes that a file may have'],
    ]);
    expect(run.log).toContain('Warning: e-more.bin (20971521 bytes) is left out');
    expect(messagesOf(run)).toHaveLength(1);
  });
});

describe.concurrent('a file’s name', () => {
  it('reaches the group whole, in Chinese and with emoji', async ({ step, sandbox, workspace }) => {
    await workspace.write({ '构建 产物/应用 🎉 v1.0.apk': 'the app' });

    passed(await step({ files: '构建 产物/*' }));

    expect(shown(sandbox)).toEqual([['file', '应用 🎉 v1.0.apk']]);
  });

  it.skipIf(process.platform === 'win32')('that could break the upload is changed, and both names are told', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a";\r\nx: y\u202egpj.txt': 'content' });

    const run = passed(await step({ files: '*' }));

    expect(sandbox.state().media.map(({ filename }) => filename)).toEqual(["a'_x_ ygpj.txt"]);
    expect(run.log).toContain('it will be seen as “a\'_x_ ygpj.txt”');
    expect(sandbox.state().requests.filter(({ path }) => path === UPLOAD)).toHaveLength(1);
  });
});
