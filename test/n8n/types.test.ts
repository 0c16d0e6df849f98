import { describe, expect } from 'vitest';

import { messageTypes } from '../../core/spec/messages.ts';
import { PNG } from '../support/media-samples.ts';
import { MESSAGE_CASES, PICTURE_ID, testName } from './support/message-cases.ts';
import { it, run, sending } from './support/wecom.ts';

describe('a message', () => {
  it('has a case here for each type, and for each kind of card', () => {
    for (const channel of ['robot', 'app'] as const) {
      const kinds = messageTypes(channel).flatMap(({ msgtype, variants }) => variants?.of.map(({ value }) => `${msgtype} ${value}`) ?? [msgtype]);
      const cases = MESSAGE_CASES.filter((one) => one.channel === channel).map(({ msgtype, card }) => (card === undefined ? msgtype : `${msgtype} ${card}`));
      expect(cases.toSorted()).toEqual(kinds.toSorted());
    }
  });

  for (const { channel, msgtype, parameters, file, body, beside = {}, ...rest } of MESSAGE_CASES) {
    it(testName({ channel, msgtype, parameters, body, ...rest }), async ({ rest: n8n, sandbox, app, robot }) => {
      sandbox.configureApp(sandbox.apps[0]?.name ?? '', { callback: true });
      const picture = sandbox.plantMedia({ filename: 'thumb.png', type: 'image', content: PNG }).media_id;
      const step = sending(channel === 'app' ? app : robot.credential, { messageType: msgtype, ...(channel === 'app' ? { toUser: 'ZhangSan' } : {}), ...parameters });
      const { json, execution } = await run(n8n, [step], file === undefined ? { json: { picture } } : { files: { data: file } });

      expect(execution.error).toBeUndefined();
      expect(json).toMatchObject([{ delivery: 'sent', errcode: 0, msgtype }]);
      const { messages, media } = sandbox.state();
      const uploaded = media.find(({ filename }) => filename === file?.name);
      const sent = JSON.parse(JSON.stringify(body).replaceAll(JSON.stringify(PICTURE_ID), JSON.stringify(picture))) as Record<string, unknown>;
      expect(messages.map(({ message }) => message[msgtype])).toEqual([uploaded === undefined ? sent : { media_id: uploaded.media_id, ...sent }]);
      expect(messages.map(({ message }) => message)).toMatchObject([beside]);
      expect(messages.map(({ ignored }) => ignored)).toEqual([undefined]);
    });
  }
});
