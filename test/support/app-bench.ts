import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

import { createApp } from '../../core/app.ts';
import type { App } from '../../core/app.ts';
import type { MediaMemory } from '../../core/memory.ts';
import { createRedactor } from '../../core/redact.ts';
import type { Connection } from '../../core/request.ts';
import type { Message } from '../../core/robot.ts';
import { createTokenSource } from '../../core/token.ts';
import type { TokenSource } from '../../core/token-source.ts';
import type { AppFace } from '../../sandbox/server.ts';
import { robotBench } from './robot-bench.ts';
import type { BenchOptions, RobotBench } from './robot-bench.ts';

export const GETTOKEN = '/cgi-bin/gettoken';
export const APP_UPLOAD = '/cgi-bin/media/upload';
export const MEDIA_GET = '/cgi-bin/media/get';
export const APP_SEND = '/cgi-bin/message/send';

/** Milliseconds: tokens live for hours, and the tests turn the clock past them. */
const BUDGET = 10 * 86_400_000;

/** One application, as the core has it. */
export interface AppOnBench {
  connection: Connection & { access: { kind: 'token' } };
  tokens: TokenSource;
  app: App;
}

export interface AppBench extends AppOnBench, Pick<RobotBench, 'sandbox' | 'state' | 'script' | 'time' | 'asked' | 'logged'> {
  /** The one whose secret the application has. */
  account: AppFace;
  /** One more, on the same ports and deadline, with tokens of its own. */
  appFor: (account: Pick<AppFace, 'corpid' | 'corpsecret'>, memory?: MediaMemory) => AppOnBench;
  /** A text to a member of the sandbox's directory. */
  text: (content: string, more?: Record<string, unknown>) => Message;
  /** How often gettoken was asked, as the sandbox counts. */
  tokenCalls: () => number;
}

/** The robot's bench with an application on it. Ends with the test that began it. */
export async function appBench({ memory, budget = BUDGET, ...options }: BenchOptions = {}): Promise<AppBench> {
  const { sandbox, state, script, time, asked, logged, connection } = await robotBench({ ...options, budget });
  const [account] = sandbox.apps;
  if (account === undefined) throw new Error('A sandbox always has an application.');

  const appFor: AppBench['appFor'] = ({ corpid, corpsecret }, itsMemory) => {
    const own = { ...connection, redactor: createRedactor() };
    const tokens = createTokenSource(own, { corpId: corpid, corpSecret: corpsecret });
    const withTokens = { ...own, access: { kind: 'token' as const, tokens } };
    return { connection: withTokens, tokens, app: createApp(withTokens, itsMemory) };
  };

  return {
    ...appFor(account, memory?.(time)),
    sandbox,
    state,
    script,
    time,
    asked,
    logged,
    account,
    appFor,
    text: (content, more = {}) => ({ msgtype: 'text', text: { content }, touser: 'ZhangSan', agentid: account.agentid, ...more }),
    tokenCalls: () => state().tokens.calls,
  };
}

/**
 * The base URL of a WeCom that gives tokens and answers everything else as the test likes: for what the sandbox is too well
 * behaved to answer. Ends with the test that began it.
 */
export async function strangeWeCom(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url?.startsWith(GETTOKEN) === true) response.end(JSON.stringify({ errcode: 0, errmsg: 'ok', access_token: 'A-STRANGE-TOKEN', expires_in: 7200 }));
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    const closed = new Promise<void>((resolve) => server.close(() => { resolve(); }));
    server.closeAllConnections();
    await closed;
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The token in an address that the core asked for, or undefined. */
export const tokenIn = (url: string): string | undefined => new URL(url).searchParams.get('access_token') ?? undefined;
