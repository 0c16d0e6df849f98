import { describe, expect, it } from 'vitest';

import { missedSomebody } from '../../core/app.ts';
import { appBench, APP_SEND } from '../support/app-bench.ts';

describe('an application’s message', () => {
  it('reaches its members, and its receipt holds the msgid', async () => {
    const bench = await appBench();
    const outcome = await bench.app.send(bench.text('Hello 你好'));
    const [shown] = bench.state().messages;
    expect(outcome).toEqual({ delivery: 'sent', value: { msgid: shown?.msgid }, errmsg: 'ok', attempts: 1 });
    expect(shown).toMatchObject({ app: bench.account.name, agentid: bench.account.agentid, message: { text: { content: 'Hello 你好' } }, to: { shown: ['ZhangSan'] } });
    expect(outcome.delivery === 'sent' && missedSomebody(outcome.value)).toBe(false);
    expect(bench.tokenCalls()).toBe(1);
  });

  it('that misses some of its recipients is delivered, and the receipt names each of them', async () => {
    const bench = await appBench();
    const outcome = await bench.app.send(bench.text('To some', { touser: 'ZhangSan|Nobody|ZhaoLiu|Somebody', toparty: '2|99', totag: '98' }));
    expect(outcome).toMatchObject({ delivery: 'sent', value: { invaliduser: 'nobody|somebody', invalidparty: '99', invalidtag: '98', unlicenseduser: 'zhaoliu' } });
    expect(outcome.delivery === 'sent' && missedSomebody(outcome.value)).toBe(true);
    expect(bench.state().messages).toHaveLength(1);
    expect(bench.state().messages[0]?.to?.shown).toEqual(['ZhangSan', 'LiSi']);
  });

  it.each(['invaliduser', 'invalidparty', 'invalidtag', 'unlicenseduser'])('missed somebody when %s alone says so', (field) => {
    expect(missedSomebody({ [field]: 'x' })).toBe(true);
  });

  it('missed nobody when WeCom gives empty lists, or something that is none', async () => {
    const bench = await appBench();
    bench.script({ path: APP_SEND, kind: 'body', body: JSON.stringify({ errcode: 0, errmsg: 'ok', invaliduser: '', invalidparty: null, invalidtag: 0, unlicenseduser: [], msgid: '', unheard: 'of' }) });
    const outcome = await bench.app.send(bench.text('To all'));
    expect(outcome).toEqual({ delivery: 'sent', value: {}, errmsg: 'ok', attempts: 1 });
    expect(outcome.delivery === 'sent' && missedSomebody(outcome.value)).toBe(false);
  });

  it('that is a card with a menu has a response_code in its receipt', async () => {
    const bench = await appBench();
    bench.sandbox.configureApp(bench.account.name, { callback: true });
    const template_card = {
      card_type: 'text_notice',
      main_title: { title: 'Release 1.0' },
      card_action: { type: 1, url: 'https://example.com' },
      task_id: 'release-1',
      action_menu: { action_list: [{ text: 'Accept', key: 'accept' }] },
    };
    const outcome = await bench.app.send({ ...bench.text(''), msgtype: 'template_card', template_card });
    expect(outcome).toMatchObject({ delivery: 'sent', value: { response_code: expect.any(String) as string, msgid: expect.any(String) as string } });
    expect(bench.state().messages).toHaveLength(1);
  });

  it('goes out with the token of its own application, also beside another one of the same corp', async () => {
    const bench = await appBench();
    const other = bench.sandbox.addApp();
    const second = bench.appFor(other);
    await Promise.all([bench.app.send(bench.text('From one')), second.app.send(bench.text('From the other', { agentid: other.agentid }))]);
    expect(bench.state().messages.map(({ app }) => app).sort()).toEqual([bench.account.name, other.name].sort());
    expect(bench.tokenCalls()).toBe(2);
  });
});
