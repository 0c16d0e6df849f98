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

interface Job {
  needs?: string | string[];
  if?: string;
  strategy?: { matrix: Record<string, string[]> };
  steps: Step[];
}

interface Workflow {
  jobs: Record<string, Job>;
}

/** The values that `${{ … }}` may name: `secrets.WECOM_WEBHOOK`, `github.actor`, `vars.…`. */
export type Context = Record<string, Record<string, string>>;

/** One step as it went: a run of the Action, or a shell's output. */
export interface StepRun {
  step: Step;
  action?: ActionRun;
  ok: boolean;
  log: string;
}

export interface WorkflowRun {
  runs: StepRun[];
  /** What came of each job. */
  results: Record<string, Result>;
}

type Result = 'success' | 'failure' | 'skipped';

interface Around {
  workspace: string;
  /** Beside what every step of the Action has: the event's variables. */
  env: Record<string, string>;
}

const ACTION = 'OWNER/n8n-nodes-wecom-media@v1';

/**
 * Runs a workflow's jobs one after the other as GitHub would, as far as the examples go: jobs that wait for others, a matrix of one
 * dimension, shell steps, this Action, outputs and outcomes of earlier steps, simple conditions. Other actions are passed over. An
 * expression that names nothing known is an error, where GitHub would make it empty: an example must not rest on that.
 */
export async function runWorkflow(text: string, context: Context, around: Around): Promise<WorkflowRun> {
  const results: Record<string, Result> = {};
  const runs: StepRun[] = [];
  for (const [name, job] of Object.entries((parse(text) as Workflow).jobs)) {
    const needs = [job.needs ?? []].flat().map((other): [string, { result: Result }] => [other, { result: results[other] ?? 'skipped' }]);
    if (!needs.every(([, { result }]) => result === 'success') && job.if !== 'always()') {
      results[name] = 'skipped';
      continue;
    }
    const [[dimension, values] = ['', ['']]] = Object.entries(job.strategy?.matrix ?? {});
    for (const value of values) {
      const leg = await runJob(job.steps, { ...context, matrix: { [dimension]: value } }, around, new Map([['toJSON(needs)', JSON.stringify(Object.fromEntries(needs), null, 2)]]));
      runs.push(...leg.runs);
      if (results[name] !== 'failure') results[name] = leg.result;
    }
  }
  return { runs, results };
}

/** Runs the steps of one job, none of whose shell steps may fail. */
export async function runSteps(steps: readonly Step[], context: Context, workspace: string): Promise<StepRun[]> {
  const { runs } = await runJob(steps, context, { workspace, env: {} });
  for (const { step, action, ok, log } of runs) if (!ok && action === undefined && step['continue-on-error'] !== true) throw new Error(`The step “${step.name ?? ''}” failed: ${log}`);
  return runs;
}

/** Runs the steps of one job, as far as they come. @param known more that expressions may name. */
export async function runJob(steps: readonly Step[], context: Context, around: Around, known = new Map<string, string>()): Promise<{ runs: StepRun[]; result: Result }> {
  for (const [area, values] of Object.entries(context)) for (const [name, value] of Object.entries(values)) known.set(`${area}.${name}`, value);
  known.set('job.status', 'success');
  const runs: StepRun[] = [];
  for (const step of steps) {
    if (!holds(step.if, known)) continue;
    const run = step.run === undefined ? await runUses(step, known, around) : await runShell(step, known, around.workspace);
    if (run === undefined) continue;
    runs.push(run);
    known.set(`steps.${step.id ?? ''}.outcome`, run.ok ? 'success' : 'failure');
    if (!run.ok && step['continue-on-error'] !== true) known.set('job.status', 'failure');
    for (const [name, value] of Object.entries(run.action?.outputs ?? {})) known.set(`steps.${step.id ?? ''}.outputs.${name}`, value);
  }
  return { runs, result: known.get('job.status') === 'success' ? 'success' : 'failure' };
}

async function runShell(step: Step, known: Map<string, string>, workspace: string): Promise<StepRun> {
  const shell = promisify(execFile)('bash', ['-eo', 'pipefail', '-c', filled(step.run ?? '', known)], { cwd: workspace });
  const result = await shell.then(({ stdout }) => ({ ok: true, log: stdout }), (error: unknown) => ({ ok: false, log: String(error) }));
  return { step, ...result };
}

async function runUses(step: Step, known: Map<string, string>, { workspace, env }: Around): Promise<StepRun | undefined> {
  if (step.uses !== ACTION) return undefined;
  const inputs = Object.entries(step.with ?? {}).map(([name, value]): [string, string] => [name, filled(String(value), known)]);
  const action = await runAction(Object.fromEntries(inputs), { workspace, env });
  return { step, action, ok: action.exitCode === 0, log: action.log };
}

function filled(text: string, known: Map<string, string>): string {
  return text.replaceAll(/\$\{\{\s*([\w.()-]+)\s*\}\}/g, (_, name: string) => {
    const value = known.get(name);
    if (value === undefined) throw new Error(`The expression ${name} names nothing that this test knows`);
    return value;
  });
}

/** A condition without a word about the job's status holds only while nothing has failed. */
function holds(condition: string | undefined, known: Map<string, string>): boolean {
  if (condition === 'always()') return true;
  if (known.get('job.status') !== 'success') return false;
  if (condition === undefined) return true;
  const [, name = '', value] = /^([\w.-]+) == '([^']*)'$/.exec(condition) ?? [];
  if (value === undefined) throw new Error(`The condition “${condition}” is of a form that this test does not know`);
  return known.get(name) === value;
}
