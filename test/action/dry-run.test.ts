import { describe, expect } from 'vitest';

import { PNG } from '../support/media-samples.ts';
import { it, passed, soleError, webhookOf } from '../support/step.ts';

const inputs = { 'dry-run': 'true', text: '构建完成\n第二行', files: '*', 'mention-users': 'lisi' };

describe.concurrent('a dry run', () => {
  it('sends no request and prints what would be sent, in order', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.apk': 'the app', 'b;.png': PNG });

    const run = passed(await step(inputs));

    expect(run.log).toContain('Dry run: nothing is sent. One group would get 3 messages:');
    expect(run.log).toContain('1. text {"msgtype":"text","text":{"content":"构建完成\\n第二行","mentioned_list":["lisi"]}}');
    expect(run.log).toContain('2. file a.apk as “a.apk” (7 bytes)');
    expect(run.log).toContain(`3. image b;.png as “b_.png” (${PNG.length} bytes)`);
    expect(run.outputs.delivery).toBe('skipped');
    expect(run.summary).toMatch(/Nothing was sent to WeCom[^]*\n- This was a dry run/);
    expect(sandbox.state().requests).toEqual([]);
  });

  it('names every group, what would only be uploaded, and what is left out', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.apk': 'the app', 'b.bin': Buffer.alloc(20 * 1024 * 1024 + 1) });

    const run = passed(await step({ ...inputs, webhook: `${webhookOf(sandbox)}\n${sandbox.addRobot().webhook}`, 'send-files': 'false', 'if-too-large': 'skip' }));

    expect(run.log).toContain('Each of 2 groups would get 1 message:');
    expect(run.log).toContain('Upload only: file a.apk as “a.apk” (7 bytes)');
    expect(run.log).toContain('Left out: b.bin, over the 20971520 bytes that a file may have');
    expect(sandbox.state().requests).toEqual([]);
  });

  it('fails for the same problems as a run', async ({ step }) => {
    expect(soleError(await step({ ...inputs, files: 'nothing', webhook: '' }))).toContain('2 problems');
  });

  it('shows no media_id, and of a long message only the beginning', async ({ step }) => {
    const message = { msgtype: 'file', file: { media_id: 'canary-media-id' } };

    const run = passed(await step({ 'dry-run': 'true', message: JSON.stringify(message), markdown: 'a'.repeat(4000) }));

    expect(run.stdout).not.toContain('canary');
    expect(run.log).toContain('"media_id":"***"');
    expect(run.log).toMatch(/a… \(\d+ characters\)/);
  });
});
