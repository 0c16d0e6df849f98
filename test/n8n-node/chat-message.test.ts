import { describe, expect, it } from 'vitest';

import { messageTypes } from '../../core/spec/messages.ts';
import { validateMessage } from '../../core/validate.ts';
import { readChatEnvelope } from '../../n8n-node/nodes/WeCom/read-chat-envelope.ts';
import { readMentions } from '../../n8n-node/nodes/WeCom/read-mentions.ts';
import { readMessage } from '../../n8n-node/nodes/WeCom/read-message.ts';
import { specimens } from '../support/specimens.ts';
import { panel, parametersOfBody, shown } from './panel.ts';
import type { Json } from './panel.ts';

const SEND = { authentication: 'app', resource: 'groupChat', operation: 'send', chatId: 'release1' };

/** A message to a group chat as the node makes it from a panel, mentions aside. */
function made(parameters: Json): Json {
  const context = panel({ ...SEND, ...parameters });
  const message = readMessage(context, 0, 'appchat');
  return { ...message, ...readChatEnvelope(context, 0, message) };
}

describe('a message to a group chat', () => {
  it.each(specimens('appchat').map(({ name, message }) => [name, message] as const))('is made of the panel as the tables have it: %s', (msgtype, specimen) => {
    const { mentioned_list: mentioned, media_id: mediaId, ...body } = specimen[msgtype] as Json;
    const parameters = {
      messageType: msgtype,
      ...parametersOfBody('appchat', msgtype, body),
      ...(mediaId === undefined ? {} : { mediaSource: 'mediaId', mediaId }),
      additionalFields: { mentionUsers: mentioned, safe: false },
    };
    const message = made(parameters);
    expect(validateMessage('appchat', message)).toEqual({ problems: [], warnings: [] });
    expect({ ...message, safe: 0 }).toEqual({ ...specimen, chatid: 'release1', [msgtype]: { ...body, ...(mediaId === undefined ? {} : { media_id: mediaId }) } });
  });

  it('has a panel for every type there is', () => {
    for (const { msgtype } of messageTypes('appchat')) expect(Object.keys(shown({ ...SEND, messageType: msgtype })).length, msgtype).toBeGreaterThan(6);
  });

  it('can be confidential, and news cannot, which is no choice there', () => {
    const given = { additionalFields: { safe: true } };
    expect(made({ messageType: 'text', content: 'Hello', ...given })).toMatchObject({ safe: 1 });
    expect(made({ messageType: 'news', ...given })).not.toHaveProperty('safe');
  });

  it('mentions in a text alone', () => {
    const given = { additionalFields: { mentionUsers: 'ZhangSan, @all' } };
    expect(readMentions(panel({ ...SEND, messageType: 'text', ...given }), 0).users).toEqual(['ZhangSan', '@all']);
    expect(readMentions(panel({ ...SEND, messageType: 'markdown', ...given }), 0).users).toEqual([]);
  });

  it('that is written as a whole goes to the group chat it names, and is as confidential as it says', () => {
    const whole = { chatid: 'other', safe: 0, msgtype: 'text', text: { content: 'Hello' } };
    expect(made({ messageType: 'json', message: JSON.stringify(whole), additionalFields: { safe: true } })).toEqual(whole);
    expect(made({ messageType: 'json', message: { msgtype: 'text', text: { content: 'Hello' } } })).toEqual({ chatid: 'release1', msgtype: 'text', text: { content: 'Hello' } });
  });
});
