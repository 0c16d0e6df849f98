import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createRedactor } from '../../core/redact.ts';

const KEY = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';

describe('a text that somebody else wrote', () => {
  it.each([
    ['the key alone', `no robot has ${KEY}`, 'no robot has ***'],
    ['the key many times', `${KEY}${KEY} ${KEY}`, '****** ***'],
    ['the key inside an address', `GET https://example.com/send?key=${KEY}&type=file HTTP/1.1`, 'GET https://example.com/send?key=***&type=file HTTP/1.1'],
    ['an address inside an address', `to=https%3A%2F%2Fexample.com%2Fsend%3Fkey%3D${KEY}`, 'to=https%3A%2F%2Fexample.com%2Fsend%3Fkey%3D***'],
    ['a key that this run was never given', 'send?key=another-key-of-somebody&x=1', 'send?key=***&x=1'],
    ['a token in a URL', '?access_token=SECRET&ACCESS_TOKEN=SECRET', '?access_token=***&ACCESS_TOKEN=***'],
    ['a secret in a URL', 'gettoken?corpid=ww1&corpsecret=SECRET', 'gettoken?corpid=ww1&corpsecret=***'],
    ['a media_id in a URL', 'get?media_id=SECRET', 'get?media_id=***'],
  ])('is shown without %s', (_name, text, shown) => {
    expect(createRedactor([KEY]).clean(text)).toBe(shown);
  });

  it('is shown without a secret that was learnt later', () => {
    const redactor = createRedactor();
    expect(redactor.clean('MEDIA_ID_1')).toBe('MEDIA_ID_1');
    redactor.add('MEDIA_ID_1');
    expect(redactor.clean('MEDIA_ID_1')).toBe('***');
  });

  it('is shown without a secret in the forms that URLs and JSON give it', () => {
    const secret = 'pässword "with" spaces/and\\more';
    const redactor = createRedactor([secret]);
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) expect(redactor.clean(`<${form}> [${form}]`)).not.toMatch(/ssword|more/);
  });

  it('is shown without a secret that a host name holds, which has no capitals', () => {
    const secret = 'CK9m0G7t0UxC6tCrC9q1';
    expect(createRedactor([secret]).clean(new URL(`https://${secret}.example/`).host)).toBe('***.example');
  });

  it('is shown without an address as a whole when the address and the key in it are both secrets', () => {
    const webhook = `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}`;
    expect(createRedactor([KEY, webhook]).clean(`asked ${webhook} in vain`)).toBe('asked *** in vain');
  });

  it('keeps ordinary words that happen to be a very short secret', () => {
    expect(createRedactor(['is', 'a']).clean('This is a test')).toBe('This is a test');
  });

  it('takes a secret that is no well-formed text, and still hides the others', () => {
    expect(createRedactor(['\ud800\ud800\ud800\ud800\ud800\ud800', KEY]).clean(KEY)).toBe('***');
  });

  it('is one line without tags, scripts, style sheets, comments and control characters', () => {
    const text = '<!DOCTYPE html>\r\n<!-- a > b -->\n<STYLE>p{}</STYLE><p title="x">Bad\tGateway</p >\u0000<script src=x>alert("</p>")</script >\u2028nginx\u202e';
    expect(createRedactor().clean(text)).toBe('Bad Gateway nginx');
  });

  it.each([
    ['style sheet', `<html><style>${'p { color: red } '.repeat(2000)}</style><p>Bad Gateway</p>`],
    ['script', `<script>${'x = 1; '.repeat(2000)}</script>`],
    ['comment', `<!-- ${'a > b '.repeat(2000)} -->`],
    ['tag', `<p title="${'x'.repeat(10_000)}">Bad Gateway</p>`],
  ])('shows nothing of a long %s whose end lies beyond what is looked at', (_name, text) => {
    expect(createRedactor().clean(text)).toBe('');
  });

  it('keeps a comparison that is no tag', () => {
    expect(createRedactor().clean('size 5 < limit 6')).toBe('size 5 < limit 6');
  });

  it('has at most 300 characters, counted as a reader does, and no half of one', () => {
    expect(createRedactor().clean('a'.repeat(300))).toBe('a'.repeat(300));
    expect(createRedactor().clean('a'.repeat(301))).toBe(`${'a'.repeat(299)}…`);
    const emoji = createRedactor().clean('😀'.repeat(1000));
    expect(emoji).toBe(`${'😀'.repeat(299)}…`);
    expect(emoji.isWellFormed()).toBe(true);
  });

  it('never shows a piece of a secret at a cut, wherever the secret stands', () => {
    fc.assert(
      fc.property(fc.nat(700), fc.constantFrom('x', '<b>', '\n', `${KEY} `, `<${KEY}>`), fc.nat(300), (before, filler, after) => {
        const shown = createRedactor([KEY]).clean(`${filler.repeat(before)}${KEY}${filler.repeat(after)}`);
        expect(shown).not.toContain('693a');
        expect(shown).not.toContain('aaa');
        expect(Array.from(shown).length).toBeLessThanOrEqual(300);
      }),
    );
  });

  it('never comes out with a known secret or a second line in it', () => {
    const secrets = fc.stringMatching(/^[\w.~!$'()+,;:@/?%-]{6,40}$/);
    fc.assert(
      fc.property(secrets, fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (secret, before, after) => {
        const shown = createRedactor([secret]).clean(before + secret + after);
        expect(shown).not.toContain(secret);
        expect(shown).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      }),
    );
  });
});
