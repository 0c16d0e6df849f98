import { openPacket, sealText } from '../../../core/callback/packet.ts';
import type { Packet } from '../../../core/callback/packet.ts';
import { CallbackRefusal } from '../../../core/callback/refusal.ts';
import { readCallbackSettings } from '../../../core/callback/settings.ts';
import type { CallbackSettings, ReceiveId } from '../../../core/callback/settings.ts';
import { sign } from '../../../core/callback/signature.ts';

export const CORP = 'ww0123456789abcdef';

/** Milliseconds: when everything here happens. */
export const NOW = 1_700_000_000_000;

export const settings = (receiveId: ReceiveId = { expected: CORP }): CallbackSettings => {
  const read = readCallbackSettings({ token: 'someToken', encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG', receiveId });
  if (!read.ok) throw new Error('The settings are wrong');
  return read.value;
};

export interface Request {
  query: Record<string, string>;
  body: string;
}

/** The request that brings a text: in an envelope of XML, or for a bot of JSON. */
export function carry(text: string, { format = 'xml', receiveId = CORP, at = NOW }: { format?: 'xml' | 'json'; receiveId?: string; at?: number } = {}): Request {
  const encrypt = sealText(text, settings().key, receiveId, Buffer.from('0123456789abcdef'));
  const body = format === 'xml' ? `<xml><ToUserName><![CDATA[${receiveId}]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>` : JSON.stringify({ encrypt });
  return { query: signedQuery(encrypt, at), body };
}

export function signedQuery(encrypt: string, at = NOW): Record<string, string> {
  const timestamp = String(at / 1000);
  return { msg_signature: sign('someToken', timestamp, 'nonce', encrypt), timestamp, nonce: 'nonce' };
}

/** What comes of a text that is pushed. */
export const receive = (text: string): Packet => {
  const { query, body } = carry(text);
  return openPacket(query, body, settings(), NOW);
};

export const receiveBot = (message: unknown): Packet => {
  const { query, body } = carry(typeof message === 'string' ? message : JSON.stringify(message), { format: 'json', receiveId: '' });
  return openPacket(query, body, settings({ expected: '' }), NOW);
};

/** @throws what is thrown and is no refusal, and where nothing is refused. */
export function refusalOf(act: () => unknown): CallbackRefusal {
  try {
    act();
  } catch (error) {
    if (error instanceof CallbackRefusal) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}
