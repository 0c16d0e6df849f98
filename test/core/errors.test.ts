import { describe, expect, it } from 'vitest';

import { InvalidInputError, RejectedError, TransportError, UnknownOutcomeError, WeComError } from '../../core/errors.ts';
import type { Problem } from '../../core/errors.ts';
import { createRedactor } from '../../core/redact.ts';
import { ERRCODES } from '../../core/spec/errcodes.ts';
import { OPERATIONS } from '../../core/spec/operations.ts';
import { judge } from '../../core/verdict.ts';
import type { Fault } from '../../sandbox/server.ts';
import { closedPort } from '../contract/raw-server.ts';
import { mediaFile, robotBench, text, UPLOAD } from '../support/robot-bench.ts';

const problem = (more: Partial<Problem> = {}): Problem => ({ path: 'webhook', limit: 'a key', actual: '3 characters', fix: 'Copy it again', ...more });

/** What no sentence for a person holds. */
const UNFINISHED = /\.\.|\. \.|,\.|;\.|undefined|null|NaN|\[object|\s{2}| [.,;]|“”|\(\)/;

/** Sentences: a first capital, host or number, the last a period or the vendor's page. */
function expectSentences(message: string): void {
  expect(message).not.toMatch(UNFINISHED);
  expect(message).toMatch(/^[A-Z0-9[]/);
  expect(message).toMatch(/\.$|\. See https:\/\/\S+[^.\s]$/);
  expect(message.split('. ').length).toBeGreaterThanOrEqual(2);
}

describe('an error', () => {
  it('says in one message what happened, what to do, and where the vendor writes about it', () => {
    const error = new WeComError('some-code', { message: 'It went wrong', fix: 'Do it again', page: 'https://example.com/page' });
    expect(error.message).toBe('It went wrong. Do it again. See https://example.com/page');
    expect(new WeComError('some-code', { message: 'It went wrong', fix: 'Do it again' }).message).toBe('It went wrong. Do it again.');
  });

  it('is of one kind for each thing a caller may want to tell apart', () => {
    const facts = { message: 'It went wrong', fix: 'Do it again' };
    const errors = [new InvalidInputError([problem()]), new RejectedError(93000, 'bad', facts), new TransportError('not-reached', facts), new UnknownOutcomeError('unknown-outcome', facts)];
    expect(errors.map(({ name, code }) => [name, code])).toEqual([
      ['InvalidInputError', 'invalid-input'],
      ['RejectedError', 'rejected'],
      ['TransportError', 'not-reached'],
      ['UnknownOutcomeError', 'unknown-outcome'],
    ]);
    for (const error of errors) {
      expect(error).toBeInstanceOf(WeComError);
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toHaveProperty('cause');
    }
  });
});

describe('an error about what the user gave', () => {
  it('lists every problem on a line of its own', () => {
    const error = new InvalidInputError([problem(), problem({ path: 'files', limit: 'a pattern', actual: 'none', fix: 'Write one' })]);
    expect(error.message).toBe(
      'Nothing was sent, because 2 problems were found in what was given.\n' +
        '- webhook: 3 characters, allowed is a key. Copy it again.\n' +
        '- files: none, allowed is a pattern. Write one.',
    );
    expect(error.problems).toHaveLength(2);
  });

  it('counts one problem as one', () => {
    expect(new InvalidInputError([problem()]).message).toMatch(/^Nothing was sent, because 1 problem was found in what was given\.\n- webhook: /);
  });
});

describe('the words of every error', () => {
  it.each(ERRCODES)('are finished sentences for errcode $errcode', ({ errcode, meaning, fix }) => {
    const body = new TextEncoder().encode(JSON.stringify({ errcode, errmsg: 'words of WeCom' }));
    const verdict = judge(OPERATIONS.robotSend, 'qyapi.weixin.qq.com', { kind: 'answer', status: 200, headers: {}, body }, createRedactor());
    if (verdict.effect !== 'none') throw new Error('It was no refusal.');
    expectSentences(verdict.error.message);
    expect(verdict.error.message).toBe(
      `WeCom refused to send to a group robot: errcode ${errcode}, ${meaning} (WeCom says: words of WeCom). ${fix}. See https://open.work.weixin.qq.com/devtool/query?e=${errcode}`,
    );
    expect(meaning + fix).not.toMatch(/\.$/);
  });

  const faults: Fault[] = [
    ...[400, 403, 404, 407, 413, 429, 500, 502, 503].map((status): Fault => ({ kind: 'status', status, times: 3 })),
    ...[400, 502].map((status): Fault => ({ kind: 'status', status, body: '', times: 3 })),
    ...[301, 302, 303, 307, 308].flatMap((status) => ['https://elsewhere.example/', '/here', ''].map((location): Fault => ({ kind: 'redirect', status, location, times: 3 }))),
    ...['', 'OK', '{}', '{"errcode":0'].map((body): Fault => ({ kind: 'body', body, times: 3 })),
    ...(['reset-before', 'reset-after', 'close-after', 'cut-body', 'endless'] as const).map((kind): Fault => ({ kind, times: 3 })),
    { kind: 'status', status: 500, body: '{"errcode":0}', times: 3 },
    { path: UPLOAD, kind: 'body', body: '{"errcode":0}' },
  ];

  it.each(faults)('are finished sentences after %j', async (fault) => {
    const bench = await robotBench();
    bench.script(fault);
    const outcome = fault.path === UPLOAD ? await bench.robot.upload(mediaFile(), 'file') : await bench.robot.send(text('A message'));
    if (outcome.delivery === 'sent') throw new Error('The message was sent.');
    expectSentences(outcome.error.message);
    for (const { line } of bench.logged) expect(line).not.toMatch(UNFINISHED);
  });

  it('are finished sentences without time, without a host, and after repeats', async () => {
    const benches = [await robotBench({ budget: 0 }), await robotBench({ baseUrl: `http://127.0.0.1:${await closedPort()}` }), await robotBench({ onUnknown: 'resend' })];
    benches[2]?.script({ kind: 'close-after', times: 2 });
    benches[2]?.script({ kind: 'errcode', errcode: 93000 });
    for (const bench of benches) {
      const outcome = await bench.robot.send(text('A message'));
      if (outcome.delivery === 'sent') throw new Error('The message was sent.');
      expectSentences(outcome.error.message);
    }
  });

  it.each([
    [404, 'Check the base URL'],
    [413, 'Send less at once'],
    [429, 'Send less often'],
    [403, 'Check the proxy or relay'],
  ])('say what to do about HTTP %i', async (status, fix) => {
    const bench = await robotBench();
    bench.script({ kind: 'status', status, times: 3 });
    expect(await bench.robot.send(text('A message'))).toHaveProperty('error.fix', expect.stringContaining(fix));
  });
});
