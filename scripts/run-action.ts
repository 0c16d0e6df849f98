import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '..');

export interface ActionRun {
  exitCode: number | null;
  /** What the process wrote, masks included. */
  stdout: string;
  stderr: string;
  /** What a person sees: commands carried out, masked values as ***. */
  log: string;
  /** The error and warning annotations, unescaped. */
  annotations: { level: 'error' | 'warning' | 'notice'; message: string }[];
  outputs: Record<string, string>;
  summary: string;
}

export interface ActionOptions {
  /** GITHUB_WORKSPACE and the working folder. */
  workspace: string;
  env?: Record<string, string>;
  /** Another bundle than the committed one. */
  bundle?: string;
  /** Called when the process runs, to send it a signal, say. */
  onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs the built Action the way GitHub's runner does: inputs with action.yml's defaults in INPUT_*, files for what it writes. Expressions in the defaults give nothing, as on a machine without GitHub. */
export async function runAction(inputs: Record<string, string>, { workspace, env = {}, bundle = join(ROOT, 'action/dist/index.js'), onStart }: ActionOptions): Promise<ActionRun> {
  const temp = await mkdtemp(join(tmpdir(), 'run-action-'));
  const [output, summary] = [join(temp, 'output'), join(temp, 'summary')];
  await Promise.all([writeFile(output, ''), writeFile(summary, '')]);
  try {
    const child = spawn(process.execPath, [bundle], {
      cwd: workspace,
      env: {
        PATH: process.env.PATH,
        HOME: temp,
        RUNNER_TEMP: temp,
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: workspace,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        ...inputVariables({ ...(await defaults()), ...inputs }),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
    onStart?.((signal) => child.kill(signal));
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const out = await stdout;
    return {
      exitCode,
      stdout: out,
      stderr: await stderr,
      ...asRunnerShows(out),
      outputs: readOutputs(await readFile(output, 'utf8')),
      summary: await readFile(summary, 'utf8'),
    };
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

async function defaults(): Promise<Record<string, string>> {
  const { inputs } = parse(await readFile(join(ROOT, 'action.yml'), 'utf8')) as { inputs: Record<string, { default?: string } | null> };
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, (input?.default ?? '').replaceAll(/\$\{\{[^}]*\}\}/g, '')]));
}

/** The runner upper-cases the name and leaves its hyphens, so a shell could not set these. */
function inputVariables(inputs: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]));
}

async function collect(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** `name<<delimiter`, the value's lines, `delimiter`. */
function readOutputs(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/^(.+?)<<(.+)\r?\n([^]*?)\r?\n?\2$/gm)].map(([, name = '', , value = '']) => [name, value]));
}

const unescapeData = (text: string): string => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');

/** Carries out the commands in the output, as far as they change what is shown: a mask works from its line on. */
function asRunnerShows(stdout: string): Pick<ActionRun, 'log' | 'annotations'> {
  const masks: string[] = [];
  const annotations: ActionRun['annotations'] = [];
  const shown: string[] = [];
  for (const line of stdout.split(/\r?\n/)) {
    const [, command = '', data = ''] = /^::([\w-]+)(?: [^:]*)?::(.*)$/.exec(line) ?? [];
    if (command === 'add-mask') masks.push(unescapeData(data));
    else if (command === 'error' || command === 'warning' || command === 'notice') {
      annotations.push({ level: command, message: unescapeData(data) });
      shown.push(`${command}: ${unescapeData(data)}`);
    } else shown.push(line);
  }
  const hide = (text: string): string => masks.filter((mask) => mask !== '').reduce((hidden, mask) => hidden.replaceAll(mask, '***'), text);
  return { log: hide(shown.join('\n')), annotations };
}
