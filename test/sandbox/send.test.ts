import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { postJson, request, sendMessage, startWithClock, textMessage } from './wire.ts';
import type { Clocked } from './wire.ts';

let stage: Clocked;
beforeEach(async () => {
  stage = await startWithClock();
});
afterEach(() => stage.sandbox.close());

describe('an answer', () => {
  it('to a message that is accepted says errcode 0 and "ok", in the body and in two headers', async () => {
    const answer = await request(stage.webhook, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(textMessage('built')),
    });
    expect(answer.status).toBe(200);
    expect(answer.text).toBe('{"errcode":0,"errmsg":"ok"}');
    expect(answer.headers.get('content-type')).toBe('application/json; charset=UTF-8');
    expect(answer.headers.get('error-code')).toBe('0');
    expect(answer.headers.get('error-msg')).toBe('ok');
  });

  it('to a message that is refused is HTTP 200 too, with the errcode in body and header', async () => {
    const answer = await request(stage.webhook, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({ errcode: 40008 });
    expect(answer.headers.get('error-code')).toBe('40008');
    expect(answer.headers.get('error-msg')).toContain('invalid message type');
  });

  it('ends its errmsg with a hint that differs from call to call, the caller and a link, so that nobody compares errmsg', async () => {
    const [first, second] = [await postJson(stage.webhook, '{}'), await postJson(stage.webhook, '{}')];
    const form =
      /^invalid message type, hint: \[\d{20}\], from ip: 127\.0\.0\.1, more info at https:\/\/open\.work\.weixin\.qq\.com\/devtool\/query\?e=40008$/;
    expect(first.errmsg).toMatch(form);
    expect(second.errmsg).toMatch(form);
    expect(first.errmsg).not.toBe(second.errmsg);
  });

  it.each(['/cgi-bin/webhook/sent', '/cgi-bin/webhook/send/', '//cgi-bin/webhook/send', '/favicon.ico'])(
    'to the unknown path %s is 404 without a body',
    async (path) => {
      const answer = await request(stage.sandbox.baseUrl + path, { method: 'POST', body: 'x' });
      expect(answer.status).toBe(404);
      expect(answer.text).toBe('');
    },
  );
});

describe('the robot of a message', () => {
  it.each(['?key=00000000-0000-4000-8000-000000000000', '?key=', ''])('is unknown with the query "%s": 93000', async (query) => {
    const outcome = await sendMessage(`${stage.sandbox.baseUrl}/cgi-bin/webhook/send${query}`, textMessage('x'));
    expect(outcome.errcode).toBe(93000);
  });

  it('is refused when its key stands in the query twice', async () => {
    const key = stage.sandbox.robots[0]?.key ?? '';
    expect(await sendMessage(`${stage.webhook}&key=${key}`, textMessage('x'))).toMatchObject({ errcode: 93000 });
  });

  it('is checked before the message', async () => {
    expect(await postJson(`${stage.sandbox.baseUrl}/cgi-bin/webhook/send?key=wrong`, 'not json')).toMatchObject({ errcode: 93000 });
  });

  it('answers 93004 while it is disabled, and nothing is shown', async () => {
    stage.sandbox.setDisabled('Robot 1', true);
    expect(await sendMessage(stage.webhook, textMessage('x'))).toMatchObject({ errcode: 93004 });
    expect(stage.sandbox.state().messages).toEqual([]);
    stage.sandbox.setDisabled('Robot 1', false);
    expect(await sendMessage(stage.webhook, textMessage('x'))).toMatchObject({ errcode: 0 });
  });
});

describe('the request of a message', () => {
  it('is refused with 40058 when it is a GET', async () => {
    const { text } = await request(stage.webhook);
    expect(JSON.parse(text)).toMatchObject({ errcode: 40058 });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', 'application/json; boundary=x'])(
    'is refused with 40058 when its Content-Type is %s',
    async (type) => {
      const body = JSON.stringify(textMessage('x'));
      const { text } = await request(stage.webhook, { method: 'POST', headers: { 'content-type': type }, body });
      expect(JSON.parse(text)).toMatchObject({ errcode: 40058 });
    },
  );

  it.each(['application/json', 'application/json;charset=utf-8', 'application/json; charset=UTF-8'])('may say %s', async (type) => {
    const body = JSON.stringify(textMessage('x'));
    const { text } = await request(stage.webhook, { method: 'POST', headers: { 'content-type': type }, body });
    expect(JSON.parse(text)).toMatchObject({ errcode: 0 });
  });

  it('is refused with 40033 when it declares another charset', async () => {
    const headers = { 'content-type': 'application/json; charset=gbk' };
    const { text } = await request(stage.webhook, { method: 'POST', headers, body: JSON.stringify(textMessage('x')) });
    expect(JSON.parse(text)).toMatchObject({ errcode: 40033 });
  });

  it.each(['', 'null', '[]', '"text"', '{"msgtype":"text"', "{'msgtype':'text'}", '\ufeff{"msgtype":"text","text":{"content":"x"}}'])(
    'is refused with 40058 when its body is %j',
    async (body) => {
      expect(await postJson(stage.webhook, body)).toMatchObject({ errcode: 40058 });
    },
  );

  it('is refused with 40033 when it is not UTF-8', async () => {
    const body = Buffer.from('{"msgtype":"text","text":{"content":"\xff"}}', 'latin1');
    expect(await postJson(stage.webhook, body)).toMatchObject({ errcode: 40033 });
  });

  it.each([String.raw`\u4f60`, String.raw`\u00e9`, String.raw`\uD83D\uDE00`, String.raw`\\\u4f60`])(
    'is refused with 40033 when it writes a character as %s',
    async (escape) => {
      expect(await postJson(stage.webhook, `{"msgtype":"text","text":{"content":"${escape}"}}`)).toMatchObject({ errcode: 40033 });
    },
  );

  it.each([String.raw`\u001b`, String.raw`\n`, String.raw`\\u4f60`, String.raw`\"\\`])(
    'may write %s, which JSON demands or which is no escape',
    async (escape) => {
      expect(await postJson(stage.webhook, `{"msgtype":"text","text":{"content":"x${escape}"}}`)).toMatchObject({ errcode: 0 });
    },
  );

  it('is refused with 40058 when it is nested without end, instead of exhausting the stack', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const body = `{"msgtype":"text","text":{"content":"x"},"extra":${deep}}`;
    expect(await postJson(stage.webhook, body)).toMatchObject({ errcode: 40058 });
  });

  it('leaves the prototype alone when it names it', async () => {
    expect(await postJson(stage.webhook, '{"msgtype":"__proto__","__proto__":{"content":"x"}}')).toMatchObject({ errcode: 40008 });
    expect(await postJson(stage.webhook, '{"msgtype":"constructor","constructor":{}}')).toMatchObject({ errcode: 40008 });
  });
});

describe('the rate of a robot', () => {
  const sendMany = async (count: number): Promise<number[]> => {
    const codes: number[] = [];
    for (let n = 0; n < count; n += 1) codes.push((await sendMessage(stage.webhook, textMessage(`${n}`))).errcode);
    return codes;
  };

  it('is 20 messages in any 60 s: the 21st is refused with 45009 and not shown', async () => {
    expect(await sendMany(21)).toEqual([...Array<number>(20).fill(0), 45009]);
    expect(stage.sandbox.state().messages).toHaveLength(20);
  });

  it('is counted over a sliding minute, not from one full minute to the next', async () => {
    await sendMany(1);
    stage.clock.now += 59_000;
    expect(await sendMany(20)).toEqual([...Array<number>(19).fill(0), 45009]);
    stage.clock.now += 1_000;
    expect(await sendMany(2)).toEqual([0, 45009]);
    stage.clock.now += 58_999;
    expect(await sendMany(1)).toEqual([45009]);
    stage.clock.now += 1;
    expect(await sendMany(1)).toEqual([0]);
  });

  it('counts only what was processed', async () => {
    for (let n = 0; n < 25; n += 1) await sendMessage(stage.webhook, textMessage(''));
    expect(await sendMany(20)).toEqual(Array<number>(20).fill(0));
  });

  it("does not touch another robot's", async () => {
    await sendMany(21);
    const other = stage.sandbox.addRobot('Other');
    expect(await sendMessage(other.webhook, textMessage('x'))).toMatchObject({ errcode: 0 });
  });
});
