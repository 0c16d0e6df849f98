import { parseArgs } from 'node:util';

import { startSandbox } from './server.ts';
import type { SandboxOptions } from './server.ts';

/** `npm run sandbox -- --port N --callback URL --callback-token TOKEN --callback-key KEY` */

const DEFAULT_PORT = '8787';

/** @throws Error that says what is wrong with the command line. */
function readOptions(): SandboxOptions {
  const text = { type: 'string' } as const;
  const options = { port: { ...text, default: DEFAULT_PORT }, callback: text, 'callback-token': text, 'callback-key': text };
  const { port, callback: url, 'callback-token': token, 'callback-key': encodingAesKey } = parseArgs({ options }).values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) {
    throw new Error(`--port takes a number from 0 (any free port) to 65535, not "${port}".`);
  }
  if (url === undefined) {
    if (token !== undefined || encodingAesKey !== undefined) throw new Error('--callback-token and --callback-key belong to an address: name it with --callback URL.');
    return { port: Number(port) };
  }
  const keys = { ...(token !== undefined && { token }), ...(encodingAesKey !== undefined && { encodingAesKey }) };
  return { port: Number(port), callback: { url, ...keys } };
}

/** One line: what happened and what to do. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') {
    return 'The port is taken. Choose another with --port N, or --port 0 for any free one.';
  }
  if ('code' in error && error.code === 'EACCES') {
    return 'This port is not for ordinary users. Choose one above 1023 with --port N.';
  }
  if ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    return `${error.message.replaceAll(/\s+/g, ' ')} There are --port N, --callback URL, --callback-token TOKEN and --callback-key KEY.`;
  }
  return error.message.replaceAll(/\s+/g, ' ');
}

try {
  const sandbox = await startSandbox(readOptions());
  const stop = (): void => void sandbox.close();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  console.log(`WeCom sandbox   ${sandbox.baseUrl}`);
  console.log(`Robot webhook   ${sandbox.robots[0]?.webhook ?? ''}`);
  const [app] = sandbox.apps;
  console.log(`App corpid      ${app?.corpid ?? ''}`);
  console.log(`App corpsecret  ${app?.corpsecret ?? ''}`);
  console.log(`App agentid     ${app?.agentid ?? ''}`);
  console.log(`App members     ${sandbox.members.map(({ userid }) => userid).join(', ')}`);
  const callback = sandbox.callbackOf(app?.name ?? '');
  if (callback) {
    console.log(`App callback    ${callback.url}`);
    console.log(`Callback token  ${callback.token}`);
    console.log(`EncodingAESKey  ${callback.encodingAesKey}`);
  }
  const [account] = sandbox.accounts;
  console.log(`Account appid   ${account?.appid ?? ''}`);
  console.log(`Account secret  ${account?.appsecret ?? ''}`);
  console.log(`Inbox           ${sandbox.baseUrl}/`);
  console.log('Stop with Ctrl+C.');
} catch (error) {
  console.error(`The sandbox did not start: ${explain(error)}`);
  process.exitCode = 1;
}
