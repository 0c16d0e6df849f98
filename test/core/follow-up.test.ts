import { describe, expect, it } from 'vitest';

import { countMessages, recall, updateTemplateCard } from '../../core/follow-up.ts';
import { errcodePage } from '../../core/spec/errcodes.ts';
import { everySight } from '../support/every-sight.ts';
import { ok, smallBench } from '../support/small-wecom.ts';

const RECALL = '/cgi-bin/message/recall';
const UPDATE = '/cgi-bin/message/update_template_card';
const STATISTICS = '/cgi-bin/message/get_statistics';

describe('recalling a message', () => {
  it('names the message and nothing else', async () => {
    const bench = await smallBench({ [RECALL]: ok() });
    expect(await recall(bench.connection, 'A-MSGID')).toEqual({ delivery: 'sent', value: undefined, errmsg: 'ok', attempts: 1 });
    expect(bench.received).toMatchObject([{ method: 'POST', path: RECALL, query: {}, json: { msgid: 'A-MSGID' } }]);
  });

  it('is repeated when its answer is lost: what is recalled stays recalled', async () => {
    const bench = await smallBench({ [RECALL]: ['lost', 'lost', ok()] });
    expect(await recall(bench.connection, 'A-MSGID')).toMatchObject({ delivery: 'sent', attempts: 3 });
  });

  it('of another application’s message is refused with a word about that', async () => {
    const bench = await smallBench({ [RECALL]: { errcode: 40058, errmsg: 'msgid invalid' } });
    const outcome = await recall(bench.connection, 'A-MSGID');
    expect(outcome).toMatchObject({ delivery: 'rejected', attempts: 1, error: { errcode: 40058, page: errcodePage(40058) } });
    expect(outcome).toHaveProperty('error.message', expect.stringContaining('WeCom refused to recall a message'));
    expect(outcome).toHaveProperty('error.message', expect.stringContaining('recalled only by the application that sent it'));
  });
});

describe('updating a card', () => {
  const update = { userids: ['ZhangSan', 'Nobody'], agentid: 1000002, response_code: 'A-CODE', button: { replace_name: 'Accepted' } };

  it('sends the request as it is, and tells whom it did not apply to', async () => {
    const bench = await smallBench({ [UPDATE]: ok({ invaliduser: ['nobody'] }) });
    expect(await updateTemplateCard(bench.connection, update)).toEqual({ delivery: 'sent', value: { invaliduser: ['nobody'] }, errmsg: 'ok', attempts: 1 });
    expect(bench.received).toMatchObject([{ method: 'POST', path: UPDATE, json: update }]);
  });

  it.each([
    [undefined, []],
    [null, []],
    ['', []],
    [[], []],
    ['nobody|somebody', ['nobody', 'somebody']],
    [['nobody', 7, '', null, {}], ['nobody', '7']],
  ])('reads %j as the members that it did not apply to', async (invaliduser, expected) => {
    const bench = await smallBench({ [UPDATE]: ok({ invaliduser }) });
    expect(await updateTemplateCard(bench.connection, update)).toMatchObject({ delivery: 'sent', value: { invaliduser: expected } });
  });

  it.each(['fail', 'resend'] as const)('is made once when its answer is lost, as its code is good for one, whatever is to become of lost messages: %s', async (onUnknown) => {
    const bench = await smallBench({ [UPDATE]: ['lost', { errcode: 60140, errmsg: 'response_code used' }] }, { onUnknown });
    const outcome = await updateTemplateCard(bench.connection, update);
    expect(outcome).toMatchObject({ delivery: 'unknown', attempts: 1, error: { code: 'unknown-outcome' } });
    expect(outcome).toHaveProperty('error.message', expect.stringMatching(/the card may have been updated, and it was not tried again\. Look at the card: if it is as it was/));
    expect(bench.received).toHaveLength(1);
  });

  it('with a code that was used before says that it works once', async () => {
    const bench = await smallBench({ [UPDATE]: { errcode: 60140, errmsg: 'invalid response_code' } });
    const outcome = await updateTemplateCard(bench.connection, update);
    expect(outcome).toMatchObject({ delivery: 'rejected', error: { errcode: 60140 } });
    expect(outcome).toHaveProperty('error.message', expect.stringContaining('it works once, and for 72 hours'));
  });

  it('has a code with which anybody could change the card, and which no error repeats', async () => {
    const bench = await smallBench({ [UPDATE]: { errcode: 60140, errmsg: 'invalid response_code CANARY-RESPONSE-CODE' } });
    const outcome = await updateTemplateCard(bench.connection, { ...update, response_code: 'CANARY-RESPONSE-CODE' });
    expect(outcome).toMatchObject({ delivery: 'rejected', error: { errcode: 60140 } });
    expect(everySight(outcome) + JSON.stringify(bench.logged)).not.toContain('CANARY');
  });

  it('is tried again when WeCom was busy, which is certain', async () => {
    const bench = await smallBench({ [UPDATE]: [{ errcode: -1, errmsg: 'system busy' }, ok()] });
    expect(await updateTemplateCard(bench.connection, update)).toMatchObject({ delivery: 'sent', value: { invaliduser: [] }, attempts: 2 });
  });
});

describe('counting messages', () => {
  it.each([
    ['today', 0],
    ['yesterday', 1],
  ] as const)('of %s asks for it by number', async (day, time_type) => {
    const bench = await smallBench({ [STATISTICS]: ok({ statistics: [{ agentid: 1000002, app_name: '构建', count: 12 }] }) });
    expect(await countMessages(bench.connection, day)).toEqual({ delivery: 'sent', value: [{ agentid: 1000002, app_name: '构建', count: 12 }], errmsg: 'ok', attempts: 1 });
    expect(bench.received).toMatchObject([{ json: { time_type } }]);
  });

  it.each([
    [undefined, []],
    ['none', []],
    [[{ agentid: '7', count: '3' }, { agentid: 'x', count: 1 }, { agentid: 1 }, null], [{ agentid: 7, app_name: '', count: 3 }]],
  ])('reads %j without believing all of it', async (statistics, expected) => {
    const bench = await smallBench({ [STATISTICS]: ok({ statistics }) });
    expect(await countMessages(bench.connection, 'today')).toMatchObject({ delivery: 'sent', value: expected });
  });
});
