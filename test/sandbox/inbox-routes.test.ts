import { Buffer } from 'node:buffer';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startInbox, type InboxWorld } from './inbox-world.ts';
import { PNG } from './inbox-samples.ts';

let world: InboxWorld;

beforeEach(async () => {
  world = await startInbox(['Build group', 'On-call']);
});

afterEach(() => world.close());

interface Events {
  /** Everything received so far. */
  text: () => string;
  /** Each `data:` line, parsed. */
  data: () => Record<string, string>[];
  close: () => void;
}

async function listen(query: string, lastEventId?: string): Promise<Events> {
  const controller = new AbortController();
  const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const response = await fetch(`${world.baseUrl}/inbox/events?${query}`, { signal: controller.signal, headers });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  let received = '';
  const decoder = new TextDecoder();
  void (async () => {
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) received += decoder.decode(chunk, { stream: true });
  })().catch(() => undefined);
  return {
    text: () => received,
    data: () => [...received.matchAll(/^data: (\{.+\})$/gm)].map((match) => JSON.parse(match[1] ?? '') as Record<string, string>),
    close: () => {
      controller.abort();
    },
  };
}

describe('the page over HTTP', () => {
  it('forbids everything but its own script, style and pictures, and foreign pictures too until asked for', async () => {
    const policyOf = async (path: string): Promise<string> =>
      (await fetch(world.baseUrl + path)).headers.get('content-security-policy') ?? '';
    const policy = await policyOf('/');
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "img-src 'self'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
    expect(await policyOf('/?pictures=show')).toBe(policy.replace("img-src 'self'", "img-src 'self' https: http:"));
  });

  it.each(['/', '/inbox/style.css', '/inbox/message.css', '/inbox/library.css', '/inbox/library.js', '/inbox/client.js', '/inbox/icon.svg', '/inbox/nothing'])(
    'answers %s with headers that keep a browser from guessing and telling',
    async (path) => {
      const { headers } = await fetch(world.baseUrl + path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('cache-control')).toBe('no-store');
    },
  );

  it('leaves what is not the inbox to others', async () => {
    for (const path of ['/cgi-bin/webhook/send', '/sandbox/state', '/inbox', '/index.html', '//']) {
      expect(await (await fetch(world.baseUrl + path)).text(), path).toBe('not the inbox');
    }
    expect(await (await fetch(world.baseUrl, { method: 'POST' })).text()).toBe('not the inbox');
  });

  it('serves its own files only', async () => {
    for (const path of ['/inbox/routes.ts', '/inbox/..%2fserver.ts', '/inbox/render/body.ts', '/inbox/picture/1.png']) {
      expect((await fetch(world.baseUrl + path)).status, path).toBe(404);
    }
  });

  it('serves the picture of an image message as what its bytes are, and nothing else as a picture', async () => {
    const bytes = Buffer.from(PNG, 'base64');
    world.say('image', { base64: PNG });
    world.say('image', { base64: Buffer.from('<svg onload="alert(1)"/>').toString('base64') });
    world.say('text', { content: 'no picture' });
    const answer = await fetch(`${world.baseUrl}/inbox/picture/1`);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
    for (const id of [2, 3, 4]) expect((await fetch(`${world.baseUrl}/inbox/picture/${id}`)).status).toBe(404);
  });

  it('lists every group, the one that spoke last first, and opens that one', async () => {
    world.say('text', { content: 'ping' }, { robot: 'On-call' });
    const page = await (await fetch(world.baseUrl)).text();
    expect([...page.matchAll(/data-group="([^"]+)"><a/g)].map((match) => match[1])).toEqual(['On-call', 'Build group']);
    expect(page).toContain('<title>On-call · Sandbox inbox</title>');
  });

  it('opens the group that the address names', async () => {
    const page = await (await fetch(`${world.baseUrl}/?group=Build+group`)).text();
    expect(page).toContain('<title>Build group · Sandbox inbox</title>');
    expect(page).toContain("Send something to the robot's webhook");
  });

  it('shows the last 200 messages of a group and says how many are left out', async () => {
    for (let count = 1; count <= 203; count += 1) world.say('text', { content: `number ${count}.` });
    const page = await (await fetch(world.baseUrl)).text();
    expect(page).toContain('3 older messages are not shown');
    expect(page).not.toContain('number 3.<');
    expect(page).toContain('number 4.<');
  });
});

describe('the events of the page', () => {
  it('bring a message of the open group as markup, and of another group as its last line only', async () => {
    const events = await listen('group=Build+group');
    world.say('text', { content: '<b>hello</b>' });
    world.say('text', { content: 'ping' }, { robot: 'On-call' });
    await vi.waitFor(() => {
      expect(events.data()).toHaveLength(2);
    });
    const [own, other] = events.data();
    expect(own?.message).toContain('&lt;b&gt;hello&lt;/b&gt;');
    expect(own?.announcement).toBe('Build group: <b>hello</b>');
    expect(other).toEqual({ group: 'On-call', announcement: 'On-call: ping', conversation: expect.stringContaining('ping') as string });
    events.close();
  });

  it('catch up with what was missed since the page was made, or since the connection broke', async () => {
    for (const content of ['one', 'two', 'three']) world.say('text', { content });
    const page = await (await fetch(world.baseUrl)).text();
    const mark = /data-last="([\d.]+)"/.exec(page)?.[1] ?? '';
    world.say('text', { content: 'four' });
    const first = await listen(`group=Build+group&after=${mark}`);
    await vi.waitFor(() => {
      expect(first.data().map(({ announcement }) => announcement)).toEqual(['Build group: four']);
    });
    const lastId = /^id: (.+)$/m.exec(first.text())?.[1];
    first.close();
    world.say('text', { content: 'five' });
    const second = await listen(`group=Build+group&after=${mark}`, lastId);
    await vi.waitFor(() => {
      expect(second.data().map(({ announcement }) => announcement)).toEqual(['Build group: five']);
    });
    second.close();
  });

  it('tell the page to load itself anew when its last message is none of this history', async () => {
    world.say('text', { content: 'old' });
    const mark = /data-last="([\d.]+)"/.exec(await (await fetch(world.baseUrl)).text())?.[1] ?? '';
    world.forget();
    for (const content of ['new one', 'new two']) world.say('text', { content });
    const events = await listen(`after=${mark}`);
    await vi.waitFor(() => {
      expect(events.text()).toContain('event: reset');
    });
    expect(events.text()).not.toContain('new');
    events.close();
  });

  it('tell the page to load itself anew when it missed more than it could show', async () => {
    for (let count = 0; count <= 200; count += 1) world.say('text', { content: 'x' });
    const events = await listen('');
    await vi.waitFor(() => {
      expect(events.text()).toContain('event: reset');
    });
    events.close();
  });

  it('notice a reset of the sandbox, also while nothing new comes', async () => {
    world.say('text', { content: 'old' });
    const events = await listen('');
    await vi.waitFor(() => {
      expect(events.data()).toHaveLength(1);
    });
    world.forget();
    await vi.waitFor(
      () => {
        expect(events.text()).toContain('event: reset');
      },
      { timeout: 15_000 },
    );
    events.close();
  });

  it('cost nothing once the page is gone', async () => {
    const events = await listen('');
    await vi.waitFor(() => {
      expect(world.listeners()).toBe(1);
    });
    events.close();
    await vi.waitFor(() => {
      expect(world.listeners()).toBe(0);
    });
  });
});
