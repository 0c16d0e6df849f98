import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';

import { createHttp } from '../../action/transport.ts';
import { createDeadline } from '../../core/deadline.ts';
import type { MediaMemory } from '../../core/memory.ts';
import type { HttpRequest, LogLevel, Ports } from '../../core/ports.ts';
import { createRedactor } from '../../core/redact.ts';
import type { Connection } from '../../core/request.ts';
import type { OnUnknown } from '../../core/retry.ts';
import { createRobot } from '../../core/robot.ts';
import type { Message, Robot } from '../../core/robot.ts';
import type { MediaFile } from '../../core/uploader.ts';
import { startSandbox } from '../../sandbox/server.ts';
import { FaultQueue } from '../../sandbox/faults.ts';
import type { Fault, FaultKind, Robot as SandboxRobot, Sandbox, SandboxState } from '../../sandbox/server.ts';
import { START, turnedClock } from './turned-clock.ts';
import type { TurnedClock } from './turned-clock.ts';

export const SEND = '/cgi-bin/webhook/send';
export const UPLOAD = '/cgi-bin/webhook/upload_media';

/** Real milliseconds for which an answer is waited for that never comes. */
const PATIENCE = 150;

const NEVER_ANSWERED: readonly FaultKind[] = ['silence-before', 'silence-after', 'stall-body'];

export interface BenchOptions {
  /** Milliseconds on the turned clock. */
  budget?: number;
  onUnknown?: OnUnknown;
  memory?: (time: TurnedClock) => MediaMemory;
  /** Milliseconds on the turned clock that a request takes. */
  latency?: () => number;
  random?: Ports['random'];
  /** Instead of the sandbox. */
  baseUrl?: string;
  /** Of the transport, for proxies. */
  env?: Record<string, string>;
}

/** The core with a real transport, a sandbox behind real sockets, and a clock that both go by and only the test turns. */
export interface RobotBench {
  sandbox: Sandbox;
  state: () => SandboxState;
  /** Queues a fault in the sandbox, and sees to it that nobody waits 15 real seconds for an answer that never comes. */
  script: (fault: Fault) => void;
  /** The one whose key the robot has. */
  account: SandboxRobot;
  robot: Robot;
  /** One more, on the same ports and deadline. */
  robotFor: (account: SandboxRobot, memory?: MediaMemory) => Robot;
  connection: Connection;
  time: TurnedClock;
  /** What the core asked of the transport. */
  asked: HttpRequest[];
  logged: { level: LogLevel; line: string }[];
}

/** Ends with the test that began it. */
export async function robotBench({ budget = 300_000, onUnknown = 'fail', memory, latency = () => 0, random = () => 0, baseUrl, env = {} }: BenchOptions = {}): Promise<RobotBench> {
  const time = turnedClock();
  const sandbox = await startSandbox({ now: () => START + time.elapsed() });
  const transport = createHttp(env);
  onTestFinished(async () => {
    await transport.close();
    await sandbox.close();
  });
  const account = sandbox.robots[0] ?? sandbox.addRobot();
  const faults = new FaultQueue();
  const asked: HttpRequest[] = [];
  const logged: RobotBench['logged'] = [];

  const http: Ports['http'] = async (request) => {
    asked.push(request);
    const fault = faults.take(new URL(request.url).pathname);
    const silent = fault !== undefined && NEVER_ANSWERED.includes(fault.kind);
    const result = await transport(silent ? { ...request, timeoutMs: Math.min(PATIENCE, request.timeoutMs) } : request);
    const timedOut = result.kind === 'failure' && result.code === 'TIMEOUT';
    time.advance(timedOut ? request.timeoutMs : Math.min(latency(), request.timeoutMs));
    return result;
  };
  const ports: Ports = { http, clock: time.clock, sleep: time.sleep, random, log: (level, line) => void logged.push({ level, line }) };
  const connect = ({ key }: SandboxRobot): Connection => ({
    ports,
    baseUrl: baseUrl ?? sandbox.baseUrl,
    access: { kind: 'fixed', secret: key },
    deadline: createDeadline(time.clock, budget),
    redactor: createRedactor([key]),
    onUnknown,
  });
  const connection = connect(account);

  return {
    sandbox,
    state: () => sandbox.state(),
    script: (fault) => {
      sandbox.script(fault);
      faults.add(fault);
    },
    account,
    robot: createRobot(connection, memory?.(time)),
    robotFor: (other, itsMemory) => createRobot({ ...connect(other), deadline: connection.deadline }, itsMemory),
    connection,
    time,
    asked,
    logged,
  };
}

export const text = (content: string): Message => ({ msgtype: 'text', text: { content } });

/** The content of every text the group was shown, in order. */
export const shownTexts = ({ messages }: SandboxState): string[] => messages.map(({ message }) => (message.text as { content: string }).content);

export interface TestFile extends MediaFile {
  /** How often it was read. */
  reads: () => number;
}

export function mediaFile(content = 'The content of a file', filename = 'report.txt'): TestFile {
  let reads = 0;
  return {
    filename,
    contentType: 'text/plain',
    sha256: createHash('sha256').update(content).digest('hex'),
    read: async () => {
      reads += 1;
      return Buffer.from(content);
    },
    reads: () => reads,
  };
}
