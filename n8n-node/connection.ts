import type { IAdditionalCredentialOptions, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

import { createApp } from '../core/app.ts';
import type { App } from '../core/app.ts';
import type { Deadline } from '../core/deadline.ts';
import type { Lane } from '../core/limiter.ts';
import { mediaScope } from '../core/memory.ts';
import { createRedactor } from '../core/redact.ts';
import type { Redactor } from '../core/redact.ts';
import type { Connection } from '../core/request.ts';
import { createRobot, createRobotLane } from '../core/robot.ts';
import type { Robot } from '../core/robot.ts';
import { issuedFor, readAppCredential } from './app-credential.ts';
import { createHttp } from './http.ts';
import type { Send } from './http.ts';
import { CLOCK, createPorts } from './ports.ts';
import { readRobotCredential } from './robot-credential.ts';

/** Whoever has a node's credential in n8n: a run of the node, or a callback that starts one. */
type Context = IExecuteFunctions | IWebhookFunctions;

/** The lanes of the robots that this process has used: executions of other workflows count towards a robot's rate as well. */
const lanes = new Map<string, Lane>();

/** The robot of the node's credential. @throws WeComError when the credential cannot be used. */
export async function openRobot(context: IExecuteFunctions, deadline: Deadline): Promise<Robot> {
  const { key, baseUrl } = readRobotCredential(await context.getCredentials('weComRobotApi'));
  const connection = connect(context, sendWithKey(context), baseUrl, { deadline, redactor: createRedactor([key]) });
  const scope = mediaScope(baseUrl, key);
  const lane = lanes.get(scope) ?? createRobotLane(connection.ports);
  lanes.set(scope, lane);
  return createRobot(connection, undefined, lane);
}

/** The application of the node's credential, and the number that its messages carry. @throws WeComError when the credential cannot be used. */
export async function openApp(context: IExecuteFunctions, deadline: Deadline): Promise<{ app: App; agentId: number }> {
  const { connection, agentId } = await connectApp(context, deadline);
  return { app: createApp(connection), agentId };
}

/** The connection of that application. @throws WeComError when the credential cannot be used. */
export async function connectApp(context: Context, deadline: Deadline): Promise<{ connection: Connection; agentId: number }> {
  const { baseUrl, agentId, corpSecret } = readAppCredential(await context.getCredentials('weComAppApi'));
  const redactor = createRedactor([corpSecret]);
  return { connection: connect(context, sendWithToken(context, redactor), baseUrl, { deadline, redactor }), agentId };
}

function connect(context: Context, send: Send, baseUrl: string, { deadline, redactor }: Pick<Connection, 'deadline' | 'redactor'>): Connection {
  const ports = createPorts(createHttp(send), context.logger);
  return { ports, baseUrl, access: { kind: 'host' }, deadline, redactor, onUnknown: 'fail' };
}

const sendWithKey = (context: IExecuteFunctions): Send => async (options) =>
  context.helpers.httpRequestWithAuthentication.call(context, 'weComRobotApi', options) as Promise<unknown>;

/**
 * n8n renews a token only after HTTP 401, and WeCom never answers that. A request whose credential n8n is handed without a
 * token makes it fetch one and store it: so that is what it is handed when the stored one has run out, was issued for
 * another secret, or has just been refused – unless somebody else has stored a new one since.
 */
function sendWithToken(context: Context, redactor: Redactor): Send {
  let used: unknown;
  return async (options, { credential }) => {
    const stored = await context.getCredentials('weComAppApi');
    const refused = credential === 'renewed' && stored.accessToken === used;
    const current = stored.issuedFor === issuedFor(readAppCredential(stored)) && Number(stored.validUntil) > CLOCK.now();
    // n8n writes the token that it fetches into this.
    const data = { ...stored, accessToken: current && !refused ? (stored.accessToken ?? '') : '' };
    const anew: IAdditionalCredentialOptions = { credentialsDecrypted: { id: '', name: '', type: 'weComAppApi', data } };
    try {
      return (await context.helpers.httpRequestWithAuthentication.call(context, 'weComAppApi', options, data.accessToken === '' ? anew : undefined)) as unknown;
    } finally {
      used = data.accessToken;
      // Before anybody reads the answer, which may repeat it.
      if (typeof used === 'string') redactor.add(used);
    }
  };
}
