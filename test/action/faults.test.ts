import { describe, expect } from 'vitest';

import { SEND, UPLOAD, filesOf, it, messagesOf, shown, soleError } from '../support/step.ts';

const sends = (requests: readonly { path: string }[]): number => requests.filter(({ path }) => path === SEND).length;

describe.concurrent('an answer that is lost', () => {
  it.for([
    ['reset', { kind: 'reset-after' }, 1],
    ['cut short', { kind: 'cut-body' }, 1],
    ['closed without a word', { kind: 'close-after' }, 1],
    ['a gateway’s 502 with HTML', { kind: 'status', status: 502 }, 0],
    ['a gateway’s 502 although the message arrived', { kind: 'status', status: 502, processed: true }, 1],
    ['200 with garbage', { kind: 'body', body: 'OK!', processed: true }, 1],
    ['200 with nothing', { kind: 'body', body: '' }, 0],
  ] as const)('%s: the step fails as unknown, does not repeat the message, and says how to', async ([, fault, arrived], { step, sandbox }) => {
    sandbox.script({ path: SEND, ...fault });

    const run = await step({ text: 'hello' });

    const error = soleError(run);
    expect(error).toMatch(/^text message: .*may have been delivered, and it was not sent again\. Look into the chat before you send it again\.\n.*set on-unknown: resend\.$/);
    expect(error).not.toMatch(/[<>]/);
    expect(run.outputs.delivery).toBe('unknown');
    expect(messagesOf(run)).toMatchObject([{ msgtype: 'text', delivery: 'unknown', errcode: null }]);
    expect(run.summary).toContain('Possibly delivered to WeCom');
    expect(sends(sandbox.state().requests)).toBe(1);
    expect(sandbox.state().messages).toHaveLength(arrived);
  });

  it('does not keep the messages after it back', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    sandbox.script({ path: SEND, kind: 'reset-after' });

    const run = await step({ text: 'hello', files: 'a.txt' });

    soleError(run);
    expect(run.outputs.delivery).toBe('partial');
    expect(messagesOf(run).map(({ delivery }) => delivery)).toEqual(['unknown', 'sent']);
    expect(shown(sandbox)).toEqual([['text', 'hello'], ['file', 'a.txt']]);
  });

  it('with on-unknown: ignore is a warning, and the step passes', async ({ step, sandbox }) => {
    sandbox.script({ path: SEND, kind: 'reset-after' });

    const { annotations, exitCode, outputs } = await step({ text: 'hello', 'on-unknown': 'ignore' });

    expect(annotations).toMatchObject([{ level: 'warning', message: expect.stringContaining('may have been delivered') as string }]);
    expect(annotations[0]?.message).not.toContain('resend');
    expect([exitCode, outputs.delivery]).toEqual([0, 'unknown']);
  });

  it('with on-unknown: ignore does not hide a refusal', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    sandbox.script({ path: SEND, kind: 'reset-after' });
    sandbox.script({ path: SEND, kind: 'errcode', errcode: 40058 });

    soleError(await step({ text: 'hello', files: 'a.txt', 'on-unknown': 'ignore' }));
  });

  it.for([
    ['a webhook that is none', { webhook: 'nope', text: 'hello' }],
    ['a pattern that matches nothing', { files: 'nothing', text: 'hello' }],
  ] as const)('with on-unknown: ignore does not hide %s', async ([, inputs], { step }) => {
    const run = await step({ ...inputs, 'on-unknown': 'ignore' });

    soleError(run);
    expect([run.exitCode, run.outputs.delivery]).toEqual([1, 'rejected']);
  });

  it('with on-unknown: resend is repeated, and the step passes', async ({ step, sandbox }) => {
    sandbox.script({ path: SEND, kind: 'reset-after' });

    const { annotations, exitCode, outputs } = await step({ text: 'hello', 'on-unknown': 'resend' });

    expect([annotations, exitCode, outputs.delivery]).toEqual([[], 0, 'sent']);
    expect(sandbox.state().messages).toHaveLength(2);
  });

  it('of an upload is no doubt about a message: the upload is repeated', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    sandbox.script({ path: UPLOAD, kind: 'reset-after' });

    const run = await step({ files: 'a.txt' });

    expect([run.exitCode, run.outputs.delivery]).toEqual([0, 'sent']);
    expect(shown(sandbox)).toEqual([['file', 'a.txt']]);
    expect(run.outputs['media-id']).toBe(sandbox.state().media.at(-1)?.media_id);
  });
});

describe.concurrent('a refusal', () => {
  it.for([
    [93000, /the webhook URL is wrong, or the robot was removed.*Copy the webhook URL again/],
    [93004, /the robot is disabled.*Enable the robot again/],
    [40058, /a parameter is missing, malformed or too long.*WeCom's own words name the field/],
    [987654, /without a documented meaning.*Look the code up/],
  ] as const)('with errcode %i is told with its meaning and what to do', async ([errcode, words], { step, sandbox }) => {
    sandbox.script({ path: SEND, kind: 'errcode', errcode, errmsg: 'WeCom’s own words' });

    const run = await step({ text: 'hello' });

    const error = soleError(run);
    expect(error).toMatch(new RegExp(`^text message: .*errcode ${errcode}, .*\\(WeCom says: WeCom’s own words\\)`));
    expect(error).toMatch(words);
    expect(error).not.toContain('on-unknown');
    expect(run.outputs.delivery).toBe('rejected');
    expect(messagesOf(run)).toMatchObject([{ delivery: 'rejected', errcode, errmsg: 'WeCom’s own words' }]);
    expect(run.summary).toContain(`<td>${errcode}</td>`);
    expect(sends(sandbox.state().requests)).toBe(1);
  });

  it('for the rate, with no time left to wait for the next minute, names the wait', async ({ step, sandbox }) => {
    sandbox.script({ path: SEND, kind: 'errcode', errcode: 45009 });

    const run = await step({ text: 'hello', 'timeout-seconds': '5' });

    expect(soleError(run)).toMatch(/errcode 45009, too many calls.*Wait about a minute and send less often/);
    expect(run.outputs.delivery).toBe('rejected');
  });

  it('of a busy WeCom is tried again', async ({ step, sandbox }) => {
    sandbox.script({ path: SEND, kind: 'errcode', errcode: -1 });

    const run = await step({ text: 'hello' });

    expect([run.exitCode, run.outputs.delivery, run.annotations]).toEqual([0, 'sent', []]);
    expect(run.log).toMatch(/Attempt 1 of 3 .*errcode -1/);
    expect(sandbox.state().messages).toHaveLength(1);
  });

  it('keeps the messages after it back, because a part without the one before it misleads', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    sandbox.script({ path: SEND, kind: 'errcode', errcode: 40058, skip: 1 });

    const run = await step({ text: 'hello', markdown: 'refused', files: 'a.txt' });

    soleError(run);
    expect(run.outputs.delivery).toBe('partial');
    expect(messagesOf(run).map(({ msgtype, delivery }) => [msgtype, delivery])).toEqual([['text', 'sent'], ['markdown', 'rejected'], ['file', 'skipped']]);
    expect(filesOf(run)).toMatchObject([{ path: 'a.txt', status: 'uploaded' }]);
    expect(shown(sandbox)).toEqual([['text', 'hello']]);
  });

  it('with on-error: warn is a warning, and the step passes', async ({ step, sandbox }) => {
    sandbox.script({ path: SEND, kind: 'errcode', errcode: 93000 });

    const { annotations, exitCode, outputs } = await step({ text: 'hello', 'on-error': 'warn' });

    expect(annotations.map(({ level }) => level)).toEqual(['warning']);
    expect([exitCode, outputs.delivery]).toEqual([0, 'rejected']);
  });

  it('of the second file’s upload leaves the group without any message', async ({ step, sandbox, workspace }) => {
    await workspace.write({ '1.txt': 'content 1', '2.txt': 'content 2', '3.txt': 'content 3' });
    sandbox.script({ path: UPLOAD, kind: 'errcode', errcode: 40004, skip: 1 });

    const run = await step({ text: 'hello', files: '*' });

    expect(soleError(run)).toMatch(/^\d\.txt: WeCom refused to upload.*errcode 40004/);
    expect(run.outputs.delivery).toBe('rejected');
    expect(sends(sandbox.state().requests)).toBe(0);
    expect(messagesOf(run).map(({ delivery }) => delivery)).toEqual(['skipped', 'skipped', 'skipped', 'skipped']);
    expect(filesOf(run).map(({ status }) => status).filter((status) => status === 'rejected')).toHaveLength(1);
  });

  it('at one of several groups is a partial delivery, and the other group has everything', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    const [first, second] = [sandbox.robots[0], sandbox.addRobot('second')];
    sandbox.setDisabled('second', true);

    const run = await step({ webhook: `${first?.webhook ?? ''}\n${second.webhook}`, text: 'hello', files: 'a.txt' });

    expect(soleError(run)).toMatch(/^group 2: a\.txt: .*errcode 93004/);
    expect(run.outputs.delivery).toBe('partial');
    expect(run.summary).toContain('Delivered to WeCom in part');
    expect(shown(sandbox, first?.name)).toEqual([['text', 'hello'], ['file', 'a.txt']]);
    expect(shown(sandbox, 'second')).toEqual([]);
    expect(messagesOf(run).map(({ destination, delivery }) => [destination, delivery])).toEqual([[1, 'sent'], [1, 'sent'], [2, 'skipped'], [2, 'skipped']]);
  });
});

describe.concurrent('a connection that does not come about', () => {
  it('is tried three times, and then certainly nothing was delivered', async ({ step }) => {
    const run = await step({ webhook: 'aaaaaaaa-bbbb', 'base-url': 'http://127.0.0.1:9', text: 'hello' });

    expect(soleError(run)).toMatch(/^text message: 127\.0\.0\.1:9 .*refused \(ECONNREFUSED\); the request did not get there\. Check the network/);
    expect(run.log).toContain('Attempt 2 of 3');
    expect(run.outputs.delivery).toBe('rejected');
  });

  it('because of a redirect is told with where it points, and not followed', async ({ step, sandbox }) => {
    sandbox.script({ path: SEND, kind: 'redirect', location: `${sandbox.baseUrl}/elsewhere?key=stolen-key` });

    const run = await step({ text: 'hello' });

    expect(soleError(run)).toMatch(/a redirect to 127\.0\.0\.1:\d+, which is never followed/);
    expect(sandbox.state().requests.map(({ path }) => path)).toEqual([SEND]);
  });
});

describe.concurrent('the time limit', () => {
  it('ends a send without an answer, whose outcome is then unknown', async ({ step, sandbox }) => {
    sandbox.script({ path: SEND, kind: 'silence-after' });

    const run = await step({ text: 'hello', 'timeout-seconds': '1' });

    expect(soleError(run)).toMatch(/\(TIMEOUT\); the message may have been delivered/);
    expect(run.outputs.delivery).toBe('unknown');
  });

  it('ends an upload without an answer, and certainly nothing was delivered', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    sandbox.script({ path: UPLOAD, kind: 'silence-before', times: 3 });

    const run = await step({ files: 'a.txt', 'timeout-seconds': '1' });

    expect(soleError(run)).toMatch(/^a\.txt: /);
    expect(run.outputs.delivery).toBe('rejected');
  });
});

describe.concurrent('a step that is cancelled', () => {
  it.skipIf(process.platform === 'win32').for(['SIGTERM', 'SIGINT'] as const)('by %s during a send ends at once, and reports that the message may have arrived', async (signal, { step, sandbox }) => {
    sandbox.script({ path: SEND, kind: 'silence-after' });

    const run = await step(
      { markdown: 'hello', text: 'hello' },
      {
        onStart: (kill) => {
          const timer = setInterval(() => {
            if (sandbox.state().messages.length === 0) return;
            clearInterval(timer);
            kill(signal);
          }, 10);
        },
      },
    );

    expect(soleError(run)).toMatch(/^The step was cancelled while a message was under way, which may have been delivered\. Look into the chat/);
    expect(messagesOf(run).map(({ msgtype, delivery, errmsg }) => [msgtype, delivery, errmsg])).toEqual([['text', 'unknown', 'no answer yet'], ['markdown', 'skipped', 'not tried']]);
    expect(run.outputs.delivery).toBe('unknown');
    expect(run.summary).toContain('Possibly delivered to WeCom');
  });

  it.skipIf(process.platform === 'win32')('during an upload has delivered nothing', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    sandbox.script({ path: UPLOAD, kind: 'silence-before' });

    const run = await step(
      { files: 'a.txt' },
      {
        onStart: (kill) => {
          const timer = setInterval(() => {
            if (sandbox.state().requests.length === 0) return;
            clearInterval(timer);
            kill('SIGTERM');
          }, 10);
        },
      },
    );

    expect(soleError(run)).toMatch(/^The step was cancelled, and what it had not sent yet was not sent\.$/);
    expect(messagesOf(run)).toMatchObject([{ delivery: 'skipped' }]);
    expect(filesOf(run)).toMatchObject([{ status: 'skipped', reason: 'no answer yet' }]);
    expect(run.outputs.delivery).toBe('rejected');
  });
});
