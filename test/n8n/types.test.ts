import { describe, expect } from 'vitest';

import { messageTypes } from '../../core/spec/messages.ts';
import type { Channel } from '../../core/spec/types.ts';
import type { Credential } from '../../scripts/n8n/credentials.ts';
import { PNG } from '../support/media-samples.ts';
import { MESSAGE_CASES, PICTURE_ID, SENT_BY, testName, typeOf } from './support/message-cases.ts';
import { it, run, sending, weCom } from './support/wecom.ts';
import type { Step } from './support/workflow.ts';

const CHANNELS = ['robot', 'app', 'appchat'] as const satisfies Channel[];

const inChat = (app: Credential, operation: string, parameters: Record<string, unknown>): Step => weCom(app, { resource: 'groupChat', operation, chatId: 'release1', ...parameters });

describe.each(CHANNELS)('of channel %s', (channel) => {
  it('has a case here for each type of message, and for each kind of card', () => {
    const kinds = messageTypes(channel).flatMap(({ msgtype, variants }) => variants?.of.map(({ value }) => typeOf({ msgtype, card: value })) ?? [msgtype]);
    expect(MESSAGE_CASES.filter((one) => one.channel === channel).map(typeOf).toSorted()).toEqual(kinds.toSorted());
  });
});

for (const channel of CHANNELS) {
  describe(SENT_BY[channel], () => {
    for (const one of MESSAGE_CASES.filter((each) => each.channel === channel)) {
      const { msgtype, file, body, beside = {} } = one;
      it(testName(one), async ({ rest, sandbox, app, robot }) => {
        sandbox.configureApp(sandbox.apps[0]?.name ?? '', { callback: true });
        if (channel === 'appchat') await run(rest, [inChat(app, 'create', { userList: 'ZhangSan, LiSi' })]);
        const picture = sandbox.plantMedia({ filename: 'thumb.png', type: 'image', content: PNG }).media_id;
        const parameters = { messageType: msgtype, ...one.parameters };
        const step = {
          robot: () => sending(robot.credential, parameters),
          app: () => sending(app, { toUser: 'ZhangSan', ...parameters }),
          appchat: () => inChat(app, 'send', parameters),
        }[channel]();
        const { json, execution } = await run(rest, [step], file === undefined ? { json: { picture } } : { files: { data: file } });

        expect(execution.error).toBeUndefined();
        expect(json).toMatchObject([{ delivery: 'sent', errcode: 0, msgtype }]);
        const { messages, media } = sandbox.state();
        const uploaded = media.find(({ filename }) => filename === file?.name);
        const sent = JSON.parse(JSON.stringify(body).replaceAll(JSON.stringify(PICTURE_ID), JSON.stringify(picture))) as Record<string, unknown>;
        expect(messages.map(({ message }) => message[msgtype])).toEqual([uploaded === undefined ? sent : { media_id: uploaded.media_id, ...sent }]);
        expect(messages.map(({ message }) => message)).toMatchObject([{ ...beside, ...(channel === 'appchat' ? { chatid: 'release1' } : {}) }]);
        expect(messages.map(({ ignored }) => ignored)).toEqual([undefined]);
      });
    }
  });
}
