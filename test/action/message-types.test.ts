import { describe, expect } from 'vitest';

import { it, accountOf, robotUploadsOf, uploadsOf } from '../support/application-step.ts';
import { specimens } from '../support/specimens.ts';
import type { Specimen } from '../support/specimens.ts';
import { messagesOf, passed } from '../support/step.ts';

/*
 * Every type of message and every kind of card, with every field filled in, as `message` takes it. docs/messages.md links here; the
 * names of these tests are what its table rests on.
 */

const named = (all: readonly Specimen[], wanted: string): Record<string, unknown> => all.find(({ name }) => name === wanted)?.message ?? {};

describe.concurrent('a message of a group robot', () => {
  it.for(specimens('robot').map(({ name }) => name))('arrives as it was written: %s', async (name, { step, sandbox }) => {
    const message = named(specimens('robot', await robotUploadsOf(sandbox)), name);

    passed(await step({ message: JSON.stringify(message) }));

    expect(sandbox.state().messages.map((shown) => shown.message)).toEqual([message]);
  });
});

describe.concurrent('a message of an application', () => {
  it.for(specimens('app').map(({ name }) => name))('arrives as it was written: %s', async (name, { app, sandbox }) => {
    const { agentid, name: account } = accountOf(sandbox);
    sandbox.configureApp(account, { callback: true });
    const message = named(specimens('app', await uploadsOf(sandbox), { touser: 'LiSi', toparty: '1', totag: '1', agentid }), name);

    const run = passed(await app({ message: JSON.stringify(message) }));

    expect(sandbox.state().messages.map((shown) => shown.message)).toEqual([message]);
    expect(messagesOf(run)).toMatchObject([{ channel: 'app', delivery: 'sent', msgid: sandbox.state().messages[0]?.msgid, destination: 1 }]);
  });
});

describe.concurrent('a message to a group chat of an application', () => {
  it.for(specimens('appchat').map(({ name }) => name))('arrives as it was written: %s', async (name, { app, sandbox, chatid }) => {
    const message = named(specimens('appchat', await uploadsOf(sandbox), { chatid }), name);

    const run = passed(await app({ 'chat-id': chatid, message: JSON.stringify(message) }));

    expect(sandbox.state().messages.map((shown) => shown.message)).toEqual([message]);
    expect(messagesOf(run)).toMatchObject([{ channel: 'appchat', delivery: 'sent', msgid: null }]);
  });
});
