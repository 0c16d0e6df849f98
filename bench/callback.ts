import { decrypt, getSignature } from '@wecom/crypto';
import WXBizMsgCrypt from 'wxcrypt';
import { openPacket, sealText } from '../core/callback/packet.ts';
import { readCallbackSettings } from '../core/callback/settings.ts';
import { sign } from '../core/callback/signature.ts';
import { interleave } from './measure.ts';
import { ratio, table } from './tables.ts';

/** Packets that are opened in one measurement: long enough for the clock, and as many as a busy corp has in a minute. */
const PACKETS = 2000;

const [TOKEN, AES_KEY, CORP] = ['benchToken', 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG', 'ww0123456789abcdef'];

const TIME = 1_700_000_000;

interface Pushed {
  query: { msg_signature: string; timestamp: string; nonce: string };
  body: string;
  content: string;
}

interface Reader {
  name: string;
  /** The Content of the message, verified, decrypted and read. */
  open: (pushed: Pushed) => unknown;
}

/**
 * Opens callbacks as a server does that receives them, beside two npm packages for it. `wxcrypt` brings an XML reader, the vendor's
 * `@wecom/crypto` none, so that it is given that one.
 *
 * @throws when a contender reads something else than what was pushed: that measures nothing.
 */
export async function benchCallback(rounds: number): Promise<void> {
  for (const [title, letters] of [['a short text', 5], ['a text of 2048 bytes', 2048]] as const) await printTimes(title, letters, rounds);
}

async function printTimes(title: string, letters: number, rounds: number): Promise<void> {
  const pushed = Array.from({ length: 50 }, (_, index) => push(`${index} `.padEnd(letters, 'x')));
  const readers = makeReaders();
  const times = await interleave(readers, rounds, async ({ name, open }) => {
    const begin = performance.now();
    for (let packet = 0; packet < PACKETS; packet += 1) {
      const one = pushed[packet % pushed.length];
      if (one === undefined || open(one) !== one.content) throw new Error(`"${name}" read something else than what was pushed`);
    }
    return performance.now() - begin;
  });
  const own = times.get(readers[0]);
  const fastest = Math.min(...readers.slice(1).map((reader) => times.get(reader) ?? NaN));
  const rows = readers.map((reader) => {
    const ms = times.get(reader) ?? NaN;
    return [reader.name, ((ms * 1000) / PACKETS).toFixed(1), Math.round((PACKETS * 1000) / ms).toString(), ratio(ms, own)];
  });
  console.log(`Callbacks verified, decrypted and read, each with ${title}, in one process`);
  console.log(table([['', 'µs', 'in a second', '× ours'], ...rows]));
  const reached = own !== undefined && own <= fastest;
  console.log(`  aim ≤ 1.00 × the faster of the others, ${reached ? 'reached' : 'missed with'} ${ratio(own, fastest)}\n`);
}

function push(content: string): Pushed {
  const text = `<xml><ToUserName><![CDATA[${CORP}]]></ToUserName><FromUserName><![CDATA[zhangsan]]></FromUserName><CreateTime>${TIME}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content><MsgId>4561255354251345929</MsgId><AgentID>1000002</AgentID></xml>`;
  const encrypt = sealText(text, settings().key, CORP, Buffer.from('0123456789abcdef'));
  const body = `<xml><ToUserName><![CDATA[${CORP}]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt><AgentID><![CDATA[1000002]]></AgentID></xml>`;
  return { query: { msg_signature: sign(TOKEN, String(TIME), 'nonce', encrypt), timestamp: String(TIME), nonce: 'nonce' }, body, content };
}

function makeReaders(): [Reader, Reader, Reader] {
  const own = settings();
  const crypt = new WXBizMsgCrypt(TOKEN, AES_KEY, CORP);
  const xml = (text: string): Record<string, unknown> => (WXBizMsgCrypt.x2o(text) as { xml: Record<string, unknown> }).xml;
  return [
    {
      name: 'ours',
      open: ({ query, body }) => {
        const { push: message } = openPacket(query, body, own, TIME * 1000);
        return message.from === 'app' && message.kind === 'message' && message.type === 'text' ? message.fields.Content : undefined;
      },
    },
    { name: 'wxcrypt', open: ({ query, body }) => xml(crypt.decryptMsg(query.msg_signature, query.timestamp, query.nonce, body)).Content },
    {
      name: '@wecom/crypto, XML by wxcrypt',
      open: ({ query, body }) => {
        const encrypt = String(xml(body).Encrypt);
        if (getSignature(TOKEN, query.timestamp, query.nonce, encrypt) !== query.msg_signature) return undefined;
        const { message, id } = decrypt(AES_KEY, encrypt);
        return id === CORP ? xml(message).Content : undefined;
      },
    },
  ];
}

function settings() {
  const read = readCallbackSettings({ token: TOKEN, encodingAesKey: AES_KEY, receiveId: { expected: CORP } });
  if (!read.ok) throw new Error('The settings of the bench are wrong.');
  return read.value;
}
