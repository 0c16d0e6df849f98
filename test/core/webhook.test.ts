import { describe, expect, it } from 'vitest';

import { InvalidInputError } from '../../core/errors.ts';
import { DEFAULT_BASE_URL, readBaseUrl, readWebhook } from '../../core/webhook.ts';

const KEY = '693a91f6-7c1d-4bc4-97a0-0ec2c1fa5aaa';
const PATH = '/cgi-bin/webhook/send';
const WEBHOOK = `${DEFAULT_BASE_URL}${PATH}?key=${KEY}`;

const read = (text: string, baseUrl?: string): ReturnType<typeof readWebhook> => readWebhook(text, 'webhook', baseUrl);

describe('a webhook', () => {
  it.each([
    ['the address that WeCom shows', WEBHOOK],
    ['the key alone', KEY],
    ['spaces and line ends around it', ` \r\n\t${WEBHOOK}\n `],
    ['spaces around the key', `\n ${KEY} \n`],
    ['a line break in its middle, as a terminal copies it', WEBHOOK.replace('key=693a', 'key=693a\n')],
    ['scheme and host in capitals', WEBHOOK.replace(DEFAULT_BASE_URL, DEFAULT_BASE_URL.toUpperCase())],
    ['the default port', WEBHOOK.replace('.com/', '.com:443/')],
    ['the path of uploads', WEBHOOK.replace('/send', '/upload_media')],
    ['a slash behind the path', WEBHOOK.replace('/send', '/send/')],
    ['further parameters', `${WEBHOOK}&debug=1`],
    ['a fragment', `${WEBHOOK}#robot`],
  ])('is read from %s', (_name, text) => {
    expect(read(text)).toEqual({ ok: true, value: { key: KEY, baseUrl: DEFAULT_BASE_URL } });
  });

  it.each([
    ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
    ['http://localhost:8787', 'http://localhost:8787'],
    ['http://LOCALHOST', 'http://localhost'],
    ['http://[::1]:8787', 'http://[::1]:8787'],
    ['http://127.1', 'http://127.0.0.1'],
    ['https://localhost:8443', 'https://localhost:8443'],
    ['http://127.0.0.1:8787/a/prefix', 'http://127.0.0.1:8787/a/prefix'],
  ])('of this machine (%s) brings its own base URL', (origin, baseUrl) => {
    expect(read(`${origin}${PATH}?key=${KEY}`)).toEqual({ ok: true, value: { key: KEY, baseUrl } });
  });

  it.each([
    ['the key alone', KEY],
    ['WeCom’s own address', WEBHOOK],
    ['an address at that host', `https://relay.example${PATH}?key=${KEY}`],
    ['an address below that prefix', `https://relay.example/wecom${PATH}?key=${KEY}`],
  ])('goes to the base URL that the user set, given %s', (_name, text) => {
    expect(read(text, 'https://relay.example/wecom')).toEqual({ ok: true, value: { key: KEY, baseUrl: 'https://relay.example/wecom' } });
  });

  const refused: [name: string, text: string, actual: string, baseUrl?: string][] = [
    ['nothing', '', '0 characters that are no key'],
    ['only spaces', ' \n ', '0 characters that are no key'],
    ['too short a key', 'abc12', '5 characters that are no key'],
    ['a key with a space in it', `${KEY} ${KEY}`, '73 characters that are no key'],
    ['a parameter instead of a key', `key=${KEY}`, '40 characters that are no key'],
    ['plain http to WeCom', WEBHOOK.replace('https', 'http'), 'http:// to qyapi.weixin.qq.com'],
    ['plain http to another host', `http://relay.example${PATH}?key=${KEY}`, 'http:// to relay.example'],
    ['plain http to a host that begins like this machine', `http://127.0.0.1.evil.com${PATH}?key=${KEY}`, 'http:// to 127.0.0.1.evil.com'],
    ['plain http to a host that ends like this machine', `http://evil-localhost${PATH}?key=${KEY}`, 'http:// to evil-localhost'],
    ['plain http to every address', `http://0.0.0.0${PATH}?key=${KEY}`, 'http:// to 0.0.0.0'],
    ['this machine as the user of another host', `http://localhost@evil.com${PATH}?key=${KEY}`, 'an address with a user or password in it'],
    ['WeCom as the user of another host', `https://qyapi.weixin.qq.com@evil.com${PATH}?key=${KEY}`, 'an address with a user or password in it'],
    ['WeCom as user and password of another host', `https://qyapi.weixin.qq.com:443@evil.com${PATH}?key=${KEY}`, 'an address with a user or password in it'],
    ['another host', `https://evil.com${PATH}?key=${KEY}`, 'one at evil.com'],
    ['a host that ends like WeCom’s', `https://evilqyapi.weixin.qq.com${PATH}?key=${KEY}`, 'one at evilqyapi.weixin.qq.com'],
    ['a host that begins like WeCom’s', `https://qyapi.weixin.qq.com.evil.com${PATH}?key=${KEY}`, 'one at qyapi.weixin.qq.com.evil.com'],
    ['another port of WeCom’s host', `https://qyapi.weixin.qq.com:8443${PATH}?key=${KEY}`, 'one at qyapi.weixin.qq.com:8443'],
    ['another host than the base URL', `https://evil.com${PATH}?key=${KEY}`, 'one at evil.com', 'https://relay.example'],
    ['this machine, when the base URL is another host', `http://127.0.0.1:8787${PATH}?key=${KEY}`, 'one at 127.0.0.1:8787', 'https://relay.example'],
    ['an address without a key', `${DEFAULT_BASE_URL}${PATH}`, 'one with no key'],
    ['an address with an empty key', `${DEFAULT_BASE_URL}${PATH}?key=`, 'an address whose key is no key'],
    ['an address with two keys', `${WEBHOOK}&key=${KEY}`, 'one with 2 keys'],
    ['two addresses on one line', `${WEBHOOK} ${WEBHOOK}`, 'an address whose key is no key'],
    ['a key with an encoded line break', `${WEBHOOK}%0a`, 'an address whose key is no key'],
    ['another path', `${DEFAULT_BASE_URL}/cgi-bin/message/send?key=${KEY}`, 'one with another path'],
    ['no path', `${DEFAULT_BASE_URL}/?key=${KEY}`, 'one with another path'],
    ['a path that goes up again', `${DEFAULT_BASE_URL}${PATH}/../../x?key=${KEY}`, 'one with another path'],
    ['no scheme', `qyapi.weixin.qq.com${PATH}?key=${KEY}`, 'something that is not an address'],
    ['a port out of range', `https://qyapi.weixin.qq.com:99999${PATH}?key=${KEY}`, 'something that is not an address'],
    ['another scheme', `ftp://qyapi.weixin.qq.com${PATH}?key=${KEY}`, 'an address of another kind'],
    ['a scheme with a letter missing', WEBHOOK.replace('https', 'htps'), 'an address of another kind'],
    ['a script', `javascript:alert(1)//${PATH}?key=${KEY}`, 'an address of another kind'],
  ];

  it.each(refused)('is refused when it is %s', (_name, text, actual, baseUrl) => {
    const result = read(text, baseUrl);
    expect(result).toMatchObject({ ok: false, problem: { path: 'webhook', actual } });
  });

  it.each(refused)('is not quoted by its problem, because it is the secret: %s', (_name, text, _actual, baseUrl) => {
    const result = read(text, baseUrl);
    if (result.ok) throw new Error('The webhook was taken.');
    const { message, stack, problems } = new InvalidInputError([result.problem]);
    expect(JSON.stringify([message, stack, problems])).not.toMatch(/693a91f6|abc12/);
  });

  it('names the base URL as the way out when the host is one of the user’s own', () => {
    expect(read(`https://relay.example${PATH}?key=${KEY}`)).toMatchObject({
      ok: false,
      problem: { limit: 'an address at qyapi.weixin.qq.com', fix: 'If that host is your own relay or private deployment, set the base URL to it' },
    });
    expect(read(`https://evil.com${PATH}?key=${KEY}`, 'https://relay.example')).toMatchObject({ ok: false, problem: { limit: 'an address at relay.example or qyapi.weixin.qq.com' } });
  });
});

describe('a base URL', () => {
  it.each([
    ['', DEFAULT_BASE_URL],
    ['  \n', DEFAULT_BASE_URL],
    ['https://relay.example', 'https://relay.example'],
    [' https://relay.example/ \n', 'https://relay.example'],
    ['https://relay.example:8443/wecom/api//', 'https://relay.example:8443/wecom/api'],
    ['HTTPS://Relay.Example/WeCom', 'https://relay.example/WeCom'],
    ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
    ['http://127.255.255.254/', 'http://127.255.255.254'],
    ['http://localhost:8787/', 'http://localhost:8787'],
    ['http://[::1]:8787/', 'http://[::1]:8787'],
    ['http://[0:0:0:0:0:0:0:1]', 'http://[::1]'],
  ])('%j is read as %j', (text, value) => {
    expect(readBaseUrl(text, 'base-url')).toEqual({ ok: true, value });
  });

  it.each([
    ['http://relay.example', 'http:// to relay.example'],
    ['http://127.0.0.1.evil.com', 'http:// to 127.0.0.1.evil.com'],
    ['http://localhost.evil.com', 'http:// to localhost.evil.com'],
    ['http://128.0.0.1', 'http:// to 128.0.0.1'],
    ['http://[::2]', 'http:// to [::2]'],
    ['http://localhost@evil.com', 'one with a user, a query or a fragment'],
    ['https://user:PASSWORD@relay.example', 'one with a user, a query or a fragment'],
    ['https://relay.example/?key=PASSWORD', 'one with a user, a query or a fragment'],
    ['https://relay.example/#PASSWORD', 'one with a user, a query or a fragment'],
    ['user:PASSWORD', 'an address of another kind'],
    ['PASSWORD:', 'an address of another kind'],
    ['ftp://relay.example', 'an address of another kind'],
    ['relay.example:8443', 'an address of another kind'],
    ['relay.example', 'something that is not an address'],
    ['https://', 'something that is not an address'],
    ['https://[broken', 'something that is not an address'],
    ['https://relay.example:PASSWORD', 'something that is not an address'],
  ])('%j is refused, and nothing secret of it repeated', (text, actual) => {
    const result = readBaseUrl(text, 'base-url');
    expect(result).toMatchObject({ ok: false, problem: { path: 'base-url', actual } });
    expect(JSON.stringify(result)).not.toMatch(/password/i);
  });
});
