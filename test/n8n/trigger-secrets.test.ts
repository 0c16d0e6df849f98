import { describe, expect } from 'vitest';

import { startOwnN8n } from './support/own-n8n.ts';
import { createCredential } from '../../scripts/n8n/credentials.ts';
import { appCredential } from '../../scripts/n8n/sandbox-credentials.ts';
import { it, listen } from './support/trigger.ts';
import type { Listening } from './support/trigger.ts';

/** How often one text holds another. */
const count = (text: string, part: string): number => text.split(part).length - 1;

describe('what only WeCom and the workflow are to know', () => {
  it('is neither in n8n’s log, at its most talkative, nor in an execution beyond the field that holds it', async ({ sandbox }) => {
    const own = await startOwnN8n({ env: { N8N_LOG_LEVEL: 'debug', N8N_LOG_OUTPUT: 'console' } });
    try {
      const app = await createCredential(own.rest, 'weComAppApi', 'Application', appCredential(sandbox));
      const secretsOf = ({ face: { token, encodingAesKey } }: Listening): string[] => [token, encodingAesKey, ...sandbox.apps.map(({ corpsecret }) => corpsecret)];

      const press = await listen(own.rest, sandbox, { triggerOn: ['*'], reply: 'update_button', replyButtonName: '={{ $json.Nothing }}' }, {});
      const ResponseCode = 'a-response-code-that-is-used-once';
      await press.call({ MsgType: 'event', Event: 'template_card_event', ResponseCode });
      await press.call({ MsgType: 'text' }, { spoil: 'signature', attempts: 1 });
      await press.call({ MsgType: 'text' }, { spoil: 'key', attempts: 1 });
      const [pressed] = await press.executions(1);
      expect(count(pressed?.stored ?? '', ResponseCode)).toBe(1);

      const photo = await listen(own.rest, sandbox, { downloadMedia: true, reply: 'text', replyContent: '=Got {{ $json.MsgType }}' }, { credentials: [app] });
      sandbox.script({ path: '/cgi-bin/media/get', kind: 'errcode', errcode: 40007 });
      const { message } = await photo.call({ MsgType: 'image' });
      const [photographed] = await photo.executions(1);
      expect(count(photographed?.stored ?? '', String(message.MediaId))).toBe(1);

      const bot = await listen(own.rest, sandbox, { downloadMedia: true, reply: 'json', replyJson: '{"msgtype": "hologram"}' }, { bot: true });
      await bot.call({ msgtype: 'file', file: { url: 'https://files.example.com/a?sign=signed-for-five-minutes' } });
      const [asked] = await bot.executions(1);
      const code = /response_code=([\w-]+)/.exec(asked?.stored ?? '')?.[1] ?? '';
      expect(code).toMatch(/./);
      expect(count(asked?.stored ?? '', code)).toBe(1);
      expect(count(asked?.stored ?? '', 'signed-for-five-minutes')).toBe(1);

      const secrets = [press, photo, bot].flatMap(secretsOf);
      for (const stored of [pressed, photographed, asked].map((execution) => execution?.stored ?? '')) for (const secret of secrets) expect(stored).not.toContain(secret);
      const log = own.log();
      expect(log).toContain('A callback was refused');
      expect(log).toContain('The reply to a WeCom callback was not given');
      for (const secret of [...secrets, ResponseCode, String(message.MediaId), code, 'signed-for-five-minutes']) expect(log).not.toContain(secret);
    } finally {
      await own.stop();
    }
  }, 180_000);
});
