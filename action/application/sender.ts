import { setSecret } from '@actions/core';

import { createApp } from '../../core/app.ts';
import type { AppReceipt } from '../../core/app.ts';
import { createChatSender } from '../../core/chat-sender.ts';
import { readIds } from '../../core/id-list.ts';
import { createLane } from '../../core/limiter.ts';
import type { MediaMemory } from '../../core/memory.ts';
import { mapSent } from '../../core/outcome.ts';
import type { Connection } from '../../core/request.ts';
import type { Message } from '../../core/robot.ts';
import { createTokenSource } from '../../core/token.ts';
import type { TokenSource } from '../../core/token-source.ts';
import type { MediaKind } from '../../core/spec/types.ts';
import type { Audience } from '../audience.ts';
import type { Missed, Receipt, Sender } from '../sender.ts';
import type { Application } from './inputs.ts';

/** The application as a step sends with it. One access token serves all that it sends. */
export function openApplication({ corpId, corpSecret, baseUrl, chatId }: Application, { address, rate }: Audience, around: Omit<Connection, 'access' | 'baseUrl'>, memory?: MediaMemory): Sender {
  const tokens = masked(createTokenSource({ ...around, baseUrl }, { corpId, corpSecret }));
  const connection: Connection = { ...around, baseUrl, access: { kind: 'token', tokens } };
  const lane = createLane(rate, around.ports);
  const messageWith = (kind: MediaKind) => (media_id: string): Message => address({ msgtype: kind, [kind]: { media_id } }).message;

  if (chatId === '') {
    const app = createApp(connection, memory, lane);
    return {
      upload: app.upload,
      send: async (message) => mapSent(await app.send(message), readReceipt),
      sendMedia: async (file, media) => mapSent(await app.sendMedia(file, media, messageWith(media.type)), (sent) => ({ ...sent, receipt: readReceipt(sent.receipt) })),
    };
  }
  const chat = createChatSender(connection, memory, lane);
  const receipt: Receipt = { missed: [] };
  return {
    upload: chat.upload,
    send: async (message) => mapSent(await chat.send(message), () => receipt),
    sendMedia: async (file, media) => mapSent(await chat.sendMedia(file, media, messageWith(media.type)), (sent) => ({ ...sent, receipt })),
  };
}

/** Every token is masked before anything can be printed that holds it. */
function masked(tokens: TokenSource): TokenSource {
  const known = new Set<string>();
  return {
    ...tokens,
    get: async () => {
      const fetched = await tokens.get();
      if (fetched.ok && !known.has(fetched.token)) setSecret(fetched.token);
      if (fetched.ok) known.add(fetched.token);
      return fetched;
    },
  };
}

/** WeCom's list of those a message did not reach, what stands before their ids in the output, and why. */
const MISSED = [
  { field: 'invaliduser', before: '', kind: 'member', why: 'not in the corp, or outside what the application may see' },
  { field: 'unlicenseduser', before: '', kind: 'member', why: 'without a licence for applications' },
  { field: 'invalidparty', before: 'party:', kind: 'department', why: 'not there, or outside what the application may see' },
  { field: 'invalidtag', before: 'tag:', kind: 'tag', why: 'not there, or not one that the application may use' },
] as const;

function readReceipt(receipt: AppReceipt): Receipt {
  const missed = MISSED.flatMap(({ field, before, kind, why }) => readIds(receipt[field]).map((id): Missed => ({ id: `${before}${id}`, words: `${kind} ${id} (${why})` })));
  return { ...(receipt.msgid === undefined ? {} : { msgid: receipt.msgid }), missed };
}
