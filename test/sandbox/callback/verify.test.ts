import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startCallbacks } from './stage.ts';
import type { CallbackStage } from './stage.ts';
import type { Respond } from './receiver.ts';

let stage: CallbackStage;
beforeEach(async () => {
  stage = await startCallbacks();
});
afterEach(() => stage.close());

const echo: Respond = ({ plain }, response) => response.end(plain);

describe('the verification of a callback address', () => {
  it('succeeds when exactly the decrypted text comes back', async () => {
    stage.receiver.respond(echo);
    expect(await stage.sandbox.verifyCallback(stage.app.name)).toMatchObject({ ok: true, status: 200 });
    const [got] = stage.receiver.received;
    expect(got).toMatchObject({ method: 'GET', signed: true, receiveId: stage.app.corpid, plain: expect.stringMatching(/^\d{19,23}$/) as string });
  });

  it.each<[string, Respond, string]>([
    ['quotes', ({ plain }, response) => response.end(JSON.stringify(plain)), 'quotes'],
    ['a byte order mark', ({ plain }, response) => response.end(`\uFEFF${plain}`), 'byte order mark'],
    ['a line break', ({ plain }, response) => response.end(`${plain}\n`), 'line break'],
    ['a page around it', ({ plain }, response) => response.end(`<p>${plain}</p>`), 'more than the text'],
    ['a number', ({ plain }, response) => response.end(String(Number(plain))), 'number'],
    ['echostr itself', ({ query }, response) => response.end(query.get('echostr')), 'decrypted first'],
    ['another text', (_, response) => response.end('success'), 'another text'],
    ['nothing', (_, response) => response.end(), 'empty'],
    ['a status other than 200', ({ plain }, response) => response.writeHead(201).end(plain), 'HTTP 201'],
    ['a redirect', (_, response) => response.writeHead(302, { location: '/' }).end(), 'HTTP 302'],
    ['a broken connection', (_, response) => response.destroy(), 'cannot be reached'],
  ])('explains what is wrong with %s', async (_, respond, problem) => {
    stage.receiver.respond(respond);
    const result = await stage.sandbox.verifyCallback(stage.app.name);
    expect(result.ok).toBe(false);
    expect(result.problem).toContain(problem);
  });

  it('does not wait longer than a second', async () => {
    stage.receiver.respond(() => undefined);
    expect(await stage.sandbox.verifyCallback(stage.app.name)).toMatchObject({ ok: false, problem: 'no whole answer within 1000 ms' });
  });

  it('needs an address', async () => {
    stage.sandbox.setCallback(stage.app.name, undefined);
    await expect(stage.sandbox.verifyCallback(stage.app.name)).rejects.toThrow('no callback address');
    await expect(stage.sandbox.verifyCallback('nobody')).rejects.toThrow('no application named "nobody"');
  });
});
