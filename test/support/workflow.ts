import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { parse } from 'yaml';

import { runAction } from '../../scripts/run-action.ts';
import type { ActionRun } from '../../scripts/run-action.ts';

export interface Step {
  name?: string;
  id?: string;
  uses?: string;
  run?: string;
  if?: string;
  with?: Record<string, string | number | boolean>;
  'continue-on-error'?: boolean;
}

interface Workflow {
  jobs: Record<string, { steps: Step[] }>;
}

/** The values that `${{ … }}` may name: `secrets.WECOM_WEBHOOK`, `github.actor`, `vars.…`. */
export type Context = Record<string, Record<string, string>>;

/** One step as it went: a run of the Action, or a shell's output. */
export interface StepRun {
  step: Step;
  action?: ActionRun;
  log: string;
}

const ACTION = 'OWNER/n8n-nodes-wecom-media@v1';

export const stepsOf = (workflow: string): Step[] => Object.values((parse(workflow) as Workflow).jobs).flatMap(({ steps }) => steps);

/**
 * Runs a workflow's steps one after the other as GitHub would, as far as the examples go: shell steps, this Action, outputs
 * and outcomes of earlier steps, simple conditions. Other actions are passed over. An expression that names nothing known is
 * an error, where GitHub would make it empty: an example must not rest on that.
 */
export async function runSteps(steps: readonly Step[], context: Context, workspace: string): Promise<StepRun[]> {
  const known = new Map(Object.entries(context).flatMap(([area, values]) => Object.entries(values).map(([name, value]) => [`${area}.${name}`, value])));
  const runs: StepRun[] = [];
  for (const step of steps) {
    if (step.if !== undefined && !holds(step.if, known)) continue;
    const run = step.run === undefined ? await runUses(step, known, workspace) : await runShell(step, known, workspace);
    if (run === undefined) continue;
    runs.push(run);
    for (const [name, value] of Object.entries(run.action?.outputs ?? {})) known.set(`steps.${step.id ?? ''}.outputs.${name}`, value);
  }
  return runs;
}

async function runShell(step: Step, known: Map<string, string>, workspace: string): Promise<StepRun> {
  const shell = promisify(execFile)('bash', ['-eo', 'pipefail', '-c', filled(step.run ?? '', known)], { cwd: workspace });
  const result = await shell.then(({ stdout }) => ({ ok: true, log: stdout }), (error: unknown) => ({ ok: false, log: String(error) }));
  if (!result.ok && step['continue-on-error'] !== true) throw new Error(`The step “${step.name ?? ''}” failed: ${result.log}`);
  known.set(`steps.${step.id ?? ''}.outcome`, result.ok ? 'success' : 'failure');
  return { step, log: result.log };
}

async function runUses(step: Step, known: Map<string, string>, workspace: string): Promise<StepRun | undefined> {
  if (step.uses !== ACTION) return undefined;
  const inputs = Object.entries(step.with ?? {}).map(([name, value]): [string, string] => [name, filled(String(value), known)]);
  const action = await runAction(Object.fromEntries(inputs), { workspace });
  return { step, action, log: action.log };
}

function filled(text: string, known: Map<string, string>): string {
  return text.replaceAll(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (_, name: string) => {
    const value = known.get(name);
    if (value === undefined) throw new Error(`The expression ${name} names nothing that this test knows`);
    return value;
  });
}

function holds(condition: string, known: Map<string, string>): boolean {
  const [, name = '', value] = /^([\w.-]+) == '([^']*)'$/.exec(condition) ?? [];
  if (value === undefined) throw new Error(`The condition “${condition}” is of a form that this test does not know`);
  return known.get(name) === value;
}
