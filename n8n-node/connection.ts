import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';

import type { Deadline } from '../core/deadline.ts';
import type { Lane } from '../core/limiter.ts';
import { mediaScope } from '../core/memory.ts';
import { createRedactor } from '../core/redact.ts';
import type { Connection } from '../core/request.ts';
import { createRobot, createRobotLane } from '../core/robot.ts';
import type { Robot } from '../core/robot.ts';
import { issuedFor, readAppCredential } from './app-credential.ts';
import { createHttp } from './http.ts';
import type { Send } from './http.ts';
import { createPorts } from './ports.ts';
import { readRobotCredential } from './robot-credential.ts';
import { sendWithToken } from './send-with-token.ts';
import type { Context } from './send-with-token.ts';

/** The lanes of the robots that this process has used: executions of other workflows count towards a robot's rate as well. */
const lanes = new Map<string, Lane>();

const APP_TOKEN = { type: 'weComAppApi', issuedFor: (stored: ICredentialDataDecryptedObject) => issuedFor(readAppCredential(stored)) };

/** The robot of the node's credential. @throws WeComError when the credential cannot be used. */
export async function openRobot(context: IExecuteFunctions, deadline: Deadline): Promise<Robot> {
  const { key, baseUrl } = readRobotCredential(await context.getCredentials('weComRobotApi'));
  const connection = connect(context, sendWithKey(context), baseUrl, { deadline, redactor: createRedactor([key]) });
  const scope = mediaScope(baseUrl, key);
  const lane = lanes.get(scope) ?? createRobotLane(connection.ports);
  lanes.set(scope, lane);
  return createRobot(connection, undefined, lane);
}

/**
 * The connection of the application of the node's credential, also for the lists that a panel shows, and the number that its
 * messages carry.
 *
 * @throws WeComError when the credential cannot be used.
 */
export async function connectApp(context: Context, deadline: Deadline): Promise<{ connection: Connection; agentId: number }> {
  const { baseUrl, agentId, corpSecret } = readAppCredential(await context.getCredentials('weComAppApi'));
  const redactor = createRedactor([corpSecret]);
  return { connection: connect(context, sendWithToken(context, redactor, APP_TOKEN), baseUrl, { deadline, redactor }), agentId };
}

/** What all connections of a node have in common. */
export function connect(context: Context, send: Send, baseUrl: string, { deadline, redactor }: Pick<Connection, 'deadline' | 'redactor'>): Connection {
  const ports = createPorts(createHttp(send), context.logger);
  return { ports, baseUrl, access: { kind: 'host' }, deadline, redactor, onUnknown: 'fail' };
}

const sendWithKey = (context: IExecuteFunctions): Send => async (options) =>
  context.helpers.httpRequestWithAuthentication.call(context, 'weComRobotApi', options) as Promise<unknown>;
