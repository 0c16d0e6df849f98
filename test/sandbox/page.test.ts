import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { inboxSource } from '../../sandbox/inbox-source.ts';
import type { InboxMessage } from '../../sandbox/inbox/source.ts';
import { World } from '../../sandbox/world.ts';
import { partHead, request, sendMessage, startWithClock, textMessage, upload, uploadUrl } from './wire.ts';
import type { Clocked } from './wire.ts';

let stage: Clocked;
beforeEach(async () => {
  stage = await startWithClock();
});
afterEach(() => stage.sandbox.close());

describe('the page at /', () => {
  it('shows what the group was sent, and only that', async () => {
    await sendMessage(stage.webhook, textMessage('构建 42 passed'));
    await sendMessage(stage.webhook, textMessage('x'.repeat(2049)));
    const page = await request(`${stage.sandbox.baseUrl}/`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('构建 42 passed');
    expect(page.text).not.toContain('xxx');
  });

  it('leads to the bytes of a file that was sent', async () => {
    const { media_id } = await upload(uploadUrl(stage.webhook), { head: partHead('日志.txt', 12) });
    await sendMessage(stage.webhook, { msgtype: 'file', file: { media_id } });
    const page = await request(`${stage.sandbox.baseUrl}/`);
    expect(page.text).toContain('日志.txt');
    const link = /\/sandbox\/media\/[\w-]+/.exec(page.text)?.[0] ?? '';
    expect((await request(stage.sandbox.baseUrl + link)).text).toBe('hello, group');
  });

  it('does not hold the key', async () => {
    await sendMessage(stage.webhook, textMessage('x'));
    expect((await request(`${stage.sandbox.baseUrl}/`)).text).not.toContain(stage.sandbox.robots[0]?.key);
  });

  it('is no longer asked for when the address only begins like it', async () => {
    expect((await request(`${stage.sandbox.baseUrl}/inbox`)).status).toBe(404);
    expect((await request(`${stage.sandbox.baseUrl}//`)).status).toBe(404);
  });
});

describe('what the page is told', () => {
  const record = (robot: string, message: Record<string, unknown>) => ({ robot, msgtype: 'text', message, at: 5, bytes: 9 });
  const uploadTo = (world: World, robot: string): string =>
    world.media.add(
      { robot, type: 'file', filename: 'a.txt', contentType: 'text/plain', rawHead: '', remarks: [], bytes: Buffer.from('123456') },
      0,
    ).media_id;

  it('holds the uploads of the same robot that a message names, wherever in it', () => {
    const world = new World(() => 0);
    const own = uploadTo(world, 'A');
    const foreign = uploadTo(world, 'B');
    const list = [{ media_id: own }, { media_id: foreign }, { media_id: 'unknown' }, { media_id: 3 }, null];
    world.messages.add(record('A', { template_card: { list } }));
    expect(inboxSource(world).messages()).toMatchObject([
      { id: 1, robot: 'A', at: 5, media: [{ media_id: own, type: 'file', filename: 'a.txt', size: 6 }] },
    ]);
  });

  it('comes as it happens until it is no longer wanted, and is numbered anew after a reset', () => {
    const world = new World(() => 0);
    const heard: InboxMessage[] = [];
    const end = inboxSource(world).subscribe((message) => heard.push(message));
    world.messages.add(record('A', {}));
    world.messages.add(record('A', {}));
    world.reset();
    world.messages.add(record('A', {}));
    end();
    world.messages.add(record('A', {}));
    expect(heard.map(({ id }) => id)).toEqual([1, 2, 1]);
  });

  it('names the robots in their order', () => {
    const world = new World(() => 0);
    world.robots.add('B');
    world.robots.add('A');
    expect(inboxSource(world).robots()).toEqual([{ name: 'B' }, { name: 'A' }]);
  });
});
