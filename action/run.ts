import { createDeadline } from '../core/deadline.ts';
import { InvalidInputError } from '../core/errors.ts';
import type { InputName } from './defaults.ts';
import { deliverEverywhere } from './everywhere.ts';
import { isSet, rawInput, readInputs } from './inputs.ts';
import type { Ledger } from './ledger.ts';
import { maskAll, secretsIn } from './masks.ts';
import { gatherParties } from './parties.ts';
import { makePlans } from './plan.ts';
import type { Planned } from './plan.ts';
import { log } from './print.ts';
import { say } from './report.ts';
import type { Policy } from './report.ts';
import { CLOCK } from './time.ts';
import { openWorkspace } from './workspace.ts';

/** With any of these the step tells of the run, and what that takes is loaded. */
const ABOUT_THE_RUN = ['card', 'status', 'needs', 'notify-on', 'mention-on', 'user-map'] as const satisfies InputName[];

/**
 * The whole step: reads, checks everything, and only then sends. Fills the ledger as it goes.
 *
 * @throws InvalidInputError with every problem at once, before the first request to WeCom.
 */
export async function run(ledger: Ledger, policy: Policy, env: NodeJS.ProcessEnv): Promise<void> {
  const token = rawInput('github-token').trim();
  const secrets = secretsIn({ webhooks: rawInput('webhook'), corpSecret: rawInput('corp-secret'), githubToken: token }, env);
  maskAll(secrets);
  const { inputs, ...read } = readInputs();
  const deadline = createDeadline(CLOCK, inputs.timeoutSeconds * 1000);
  policy.onError = inputs.choose('on-error');
  policy.onUnknown = inputs.choose('on-unknown');

  const workspace = openWorkspace(env.GITHUB_WORKSPACE === undefined || env.GITHUB_WORKSPACE === '' ? process.cwd() : env.GITHUB_WORKSPACE);
  const { parties, skip, ...complaints } = await gatherParties(inputs, env);
  const reporter = ABOUT_THE_RUN.some(isSet) ? await (await import('./reporting/index.ts')).createReporter(workspace, inputs.choose('language'), env) : undefined;
  ledger.jobs = reporter?.jobs ?? [];
  const doubts = [...complaints.problems, ...(reporter?.problems ?? [])];
  // GitHub is asked when all that was read is in order. Files are looked for on an occasion only: what a failure writes is missing after a success.
  const decision = read.problems.length + doubts.length === 0 ? await reporter?.decide(inputs.mentions, { token, env, clock: CLOCK, deadline }) : undefined;
  const silence = decision?.silence;
  const planned = silence === undefined ? await makePlans(inputs, workspace, parties.map(({ audience }) => audience), decision ?? { mentions: inputs.mentions, card: reporter?.card }, { token, env, deadline, idle: skip !== undefined }) : NOTHING_PLANNED;
  const problems = [...read.problems, ...planned.problems, ...doubts];
  const warnings = [...planned.warnings, ...complaints.warnings, ...(decision?.warnings ?? [])];
  ledger.warnings.push(...warnings);
  ledger.appendix.push(...planned.appendix);
  // Also beside problems: a misspelt field is a warning, and the reason why the right one is missing.
  for (const warning of warnings) log('warning', warning);
  if (problems.length > 0) throw new InvalidInputError(problems);

  const idle = silence ?? skip;
  if (idle !== undefined) {
    ledger.warnings.push(idle);
    say(`Nothing was sent: ${idle}.`, 'notice');
    return;
  }
  if (inputs.dryRun) {
    const { printPlan } = await import('./dry-run.ts');
    ledger.warnings.push('This was a dry run; the log has what would be sent');
    for (const plan of planned.plans) printPlan(plan, inputs.webhooks.length);
  } else await deliverEverywhere(parties, planned.plans, inputs, { secrets, ledger, env, deadline });
}

const NOTHING_PLANNED: Planned = { plans: [], appendix: [], problems: [], warnings: [] };
