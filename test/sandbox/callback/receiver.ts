import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/** What a receiver has in hand when it answers: written anew from the vendor's page, so that it shares no mistake with the sandbox. */
export interface Received {
  method: string;
  query: URLSearchParams;
  contentType: string;
  body: string;
  /** Whether msg_signature fits what came. */
  signed: boolean;
  /** What was encrypted, '' where it cannot be decrypted. */
  plain: string;
  receiveId: string;
}

export interface Keys {
  token: string;
  encodingAesKey: string;
  receiveId: string;
}

export type Respond = (received: Received, response: ServerResponse, count: number) => void;

export interface Receiver {
  url: string;
  received: Received[];
  close: () => Promise<void>;
}

const sha1 = (...parts: string[]): string => createHash('sha1').update(parts.sort().join('')).digest('hex');

const keyOf = (encodingAesKey: string): Buffer => Buffer.from(`${encodingAesKey}=`, 'base64');

function decrypt(base64: string, encodingAesKey: string): { plain: string; receiveId: string } {
  try {
    const key = keyOf(encodingAesKey);
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    const padded = Buffer.concat([decipher.update(base64, 'base64'), decipher.final()]);
    const frame = padded.subarray(0, padded.length - (padded.at(-1) ?? 0));
    const end = 20 + frame.readUInt32BE(16);
    return { plain: frame.toString('utf8', 20, end), receiveId: frame.toString('utf8', end) };
  } catch {
    return { plain: '', receiveId: '' };
  }
}

export function encrypt(plain: string, { encodingAesKey, receiveId }: Keys): string {
  const key = keyOf(encodingAesKey);
  const text = Buffer.from(plain);
  const length = Buffer.from([text.length >>> 24, (text.length >>> 16) & 255, (text.length >>> 8) & 255, text.length & 255]);
  const frame = Buffer.concat([Buffer.from('0123456789abcdef'), length, text, Buffer.from(receiveId)]);
  const pad = 32 - (frame.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.concat([frame, Buffer.alloc(pad, pad)])), cipher.final()]).toString('base64');
}

/** A reply in its envelope; `change` spoils one of its parts. */
export function xmlReply(plain: string, keys: Keys, change: { signature?: string; timestamp?: string; nonce?: string } = {}): string {
  const { timestamp = '1700000000', nonce = 'nonce' } = change;
  const encrypted = encrypt(plain, keys);
  const signature = change.signature ?? sha1(keys.token, timestamp, nonce, encrypted);
  return `<xml>\n<Encrypt><![CDATA[${encrypted}]]></Encrypt>\n<MsgSignature><![CDATA[${signature}]]></MsgSignature>\n<TimeStamp>${timestamp}</TimeStamp>\n<Nonce><![CDATA[${nonce}]]></Nonce>\n</xml>`;
}

/** The same for a bot. */
export function jsonReply(plain: string, keys: Keys): string {
  const encrypted = encrypt(plain, keys);
  return JSON.stringify({ encrypt: encrypted, msgsignature: sha1(keys.token, '1700000000', 'nonce', encrypted), timestamp: 1700000000, nonce: 'nonce' });
}

/** The text of an element, CDATA or not. */
export const field = (xml: string, name: string): string | undefined => {
  const [, cdata, bare] = new RegExp(`<${name}>(?:<!\\[CDATA\\[([^]*?)\\]\\]>|([^<]*))</${name}>`).exec(xml) ?? [];
  return cdata ?? bare;
};

/** A server that is called by the sandbox: on GET it answers what it decrypted, on POST what `respond` says; an empty 200 at first. */
export async function startReceiver(keys: () => Keys, respond: Respond = (_, response) => response.end()): Promise<Receiver & { respond: (next: Respond) => void; server: Server }> {
  const received: Received[] = [];
  let current = respond;
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const query = new URL(request.url ?? '', 'http://receiver').searchParams;
      const encrypted = query.get('echostr') ?? field(body, 'Encrypt') ?? /"encrypt":"([^"]*)"/.exec(body)?.[1] ?? '';
      const { token, encodingAesKey } = keys();
      const signature = sha1(token, query.get('timestamp') ?? '', query.get('nonce') ?? '', encrypted);
      const signed = signature === query.get('msg_signature');
      const one = { method: request.method ?? '', query, contentType: request.headers['content-type'] ?? '', body, signed, ...decrypt(encrypted, encodingAesKey) };
      received.push(one);
      current(one, response, received.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/wecom`,
    received,
    server,
    respond: (next) => {
      current = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => { resolve(); });
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
