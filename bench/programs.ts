import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readActionMetadata } from '../scripts/action-metadata.ts';
import type { Command, Contender } from './contender.ts';
import type { Received, Server } from './server.ts';

/** What everything to be measured is started with. */
export interface Setting {
  server: Server;
  /** The folder all start in, which has the files that are uploaded. */
  workspace: string;
  /** A folder beside it, for what the Action writes. */
  temp: string;
  /** The built Action. */
  bundle: string;
}

export const TEXT = 'Build 1234 of main passed in 3 min 20 s.';

export const NOTHING: Received = { messages: 0, uploads: 0, bytes: 0 };

/** For example "curl 8.5.0"; undefined when there is none. */
export const curlVersion: string | undefined = versionOfCurl();

function versionOfCurl(): string | undefined {
  try {
    return /^curl \S+/.exec(execFileSync('curl', ['--version'], { encoding: 'utf8' }))?.[0];
  } catch {
    return undefined;
  }
}

const BASE_ENV = { PATH: process.env.PATH ?? '' };

/** A Node process, always the Node that runs the bench. */
export function node(name: string, args: readonly string[], { setting, env = {}, delivers = NOTHING }: { setting: Setting; env?: Record<string, string>; delivers?: Received }): Contender {
  return { name, delivers, commands: [{ file: process.execPath, args, cwd: setting.workspace, env: { ...BASE_ENV, ...env } }] };
}

/** One process of curl for each list of arguments. */
export function curl(name: string, { workspace }: Setting, delivers: Received, ...calls: readonly (readonly string[])[]): Contender {
  const commands = calls.map((args): Command => ({ file: 'curl', args: ['--silent', '--show-error', '--fail', ...args], cwd: workspace, env: BASE_ENV }));
  return { name, delivers, commands: curlVersion === undefined ? [] : commands };
}

/** curl's arguments for a message. */
export const post = (message: object, { server }: Setting): string[] => ['-H', 'Content-Type: application/json', '-d', JSON.stringify(message), server.webhook];

/** The built Action as the runner starts it: every input in the environment, and empty files for what it writes. */
export function action(name: string, inputs: Record<string, string>, { setting, delivers = NOTHING, exitCode = 0 }: { setting: Setting; delivers?: Received; exitCode?: number }): Contender {
  const { workspace, temp, bundle } = setting;
  const [output, summary] = [join(temp, 'output'), join(temp, 'summary')];
  const values = { ...Object.fromEntries(readActionMetadata().inputs.map((input) => [input.name, input.default])), ...inputs };
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    RUNNER_TEMP: temp,
    ...Object.fromEntries(Object.entries(values).map(([input, value]) => [`INPUT_${input.toUpperCase()}`, value])),
  };
  const prepare = async (): Promise<void> => {
    await Promise.all([writeFile(output, ''), writeFile(summary, '')]);
  };
  return { ...node(name, [bundle], { setting, env, delivers }), exitCode, prepare };
}
