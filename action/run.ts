import { createDeadline } from '../core/deadline.ts';
import { InvalidInputError } from '../core/errors.ts';
import type { Ports } from '../core/ports.ts';
import { deliverEverywhere } from './everywhere.ts';
import { rawInput, readInputs } from './inputs.ts';
import type { Ledger } from './ledger.ts';
import { maskAll, secretsIn } from './masks.ts';
import { gatherParties } from './parties.ts';
import { makePlans } from './plan.ts';
import { log } from './print.ts';
import { say } from './report.ts';
import type { Policy } from './report.ts';
import { openWorkspace } from './workspace.ts';

const CLOCK: Ports['clock'] = { now: Date.now, steady: () => process.uptime() * 1000 };

/**
 * The whole step: reads, checks everything, and only then sends. Fills the ledger as it goes.
 *
 * @throws InvalidInputError with every problem at once, before the first request.
 */
export async function run(ledger: Ledger, policy: Policy, env: NodeJS.ProcessEnv): Promise<void> {
  const secrets = secretsIn({ webhooks: rawInput('webhook'), corpSecret: rawInput('corp-secret'), githubToken: rawInput('github-token') }, env);
  maskAll(secrets);
  const { inputs, problems } = readInputs();
  const deadline = createDeadline(CLOCK, inputs.timeoutSeconds * 1000);
  policy.onError = inputs.choose('on-error');
  policy.onUnknown = inputs.choose('on-unknown');

  const workspace = openWorkspace(env.GITHUB_WORKSPACE === undefined || env.GITHUB_WORKSPACE === '' ? process.cwd() : env.GITHUB_WORKSPACE);
  const { parties, skip, ...complaints } = await gatherParties(inputs, env);
  const planned = await makePlans(inputs, workspace, parties.map(({ audience }) => audience), { env, deadline, idle: skip !== undefined });
  problems.push(...planned.problems, ...complaints.problems);
  const warnings = [...planned.warnings, ...complaints.warnings];
  ledger.warnings.push(...warnings);
  ledger.appendix.push(...planned.appendix);
  // Also beside problems: a misspelt field is a warning, and the reason why the right one is missing.
  for (const warning of warnings) log('warning', warning);
  if (problems.length > 0) throw new InvalidInputError(problems);

  if (skip !== undefined) {
    ledger.warnings.push(skip);
    say(`Nothing was sent: ${skip}.`, 'notice');
    return;
  }
  if (inputs.dryRun) {
    const { printPlan } = await import('./dry-run.ts');
    for (const plan of planned.plans) printPlan(plan, inputs.webhooks.length);
  } else await deliverEverywhere(parties, planned.plans, inputs, { secrets, ledger, env, deadline, clock: CLOCK });
}
