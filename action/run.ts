import { createDeadline } from '../core/deadline.ts';
import type { Deadline } from '../core/deadline.ts';
import { InvalidInputError } from '../core/errors.ts';
import type { Problem } from '../core/errors.ts';
import { createMediaMemory } from '../core/memory.ts';
import type { MediaMemory } from '../core/memory.ts';
import type { Ports } from '../core/ports.ts';
import { createRedactor } from '../core/redact.ts';
import { createRobot } from '../core/robot.ts';
import { deliver } from './deliver.ts';
import { printPlan } from './dry-run.ts';
import { rawInput, readInputs } from './inputs.ts';
import type { Inputs } from './inputs.ts';
import type { Ledger } from './ledger.ts';
import { maskAll, secretsIn } from './masks.ts';
import { makePlan } from './plan.ts';
import type { Plan } from './plan.ts';
import { log } from './print.ts';
import { say } from './report.ts';
import type { Policy } from './report.ts';
import { whyWithoutSecrets } from './skip.ts';
import { createHttp } from './transport.ts';
import { openWorkspace } from './workspace.ts';

const sleep: Ports['sleep'] = async (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

const CLOCK: Ports['clock'] = { now: Date.now, steady: () => process.uptime() * 1000 };

/**
 * The whole step: reads, checks everything, and only then sends. Fills the ledger as it goes.
 *
 * @throws InvalidInputError with every problem at once, before the first request.
 */
export async function run(ledger: Ledger, policy: Policy, env: NodeJS.ProcessEnv): Promise<void> {
  const secrets = secretsIn(rawInput('webhook'), env);
  maskAll(secrets);
  const { inputs, problems } = readInputs();
  const deadline = createDeadline(CLOCK, inputs.timeoutSeconds * 1000);
  policy.onError = inputs.choose('on-error');
  policy.onUnknown = inputs.choose('on-unknown');

  const workspace = openWorkspace(env.GITHUB_WORKSPACE === undefined || env.GITHUB_WORKSPACE === '' ? process.cwd() : env.GITHUB_WORKSPACE);
  const planned = await makePlan(inputs, workspace);
  const credentials = await checkCredentials(inputs, env);
  problems.push(...planned.problems, ...credentials.problems);
  ledger.warnings.push(...planned.warnings);
  // Also beside problems: a misspelt field is a warning, and the reason why the right one is missing.
  for (const warning of planned.warnings) log('warning', warning);
  if (problems.length > 0) throw new InvalidInputError(problems);

  if (credentials.skip !== undefined) {
    ledger.warnings.push(credentials.skip);
    say(`Nothing was sent: ${credentials.skip}.`, 'notice');
    return;
  }
  if (inputs.dryRun) printPlan(planned.plan, inputs.webhooks.length);
  else await deliverEverywhere(planned.plan, inputs, { secrets, ledger, env, deadline });
}

/** No webhook is a problem, unless GitHub itself withheld it or the user allows it. */
async function checkCredentials(inputs: Inputs, env: NodeJS.ProcessEnv): Promise<{ problems: Problem[]; skip?: string }> {
  if (rawInput('webhook').trim() !== '') return { problems: [] };
  const wish = inputs.choose('if-no-credentials');
  const reason = wish === 'auto' ? whyWithoutSecrets(env) : undefined;
  if (wish === 'skip') return { problems: [], skip: 'webhook is empty, and if-no-credentials is skip' };
  if (reason !== undefined) return { problems: [], skip: reason };
  return {
    problems: [
      {
        path: 'webhook',
        limit: 'a group robot’s webhook address or key',
        actual: 'empty',
        fix: 'Store the address in a secret of the repository and write webhook: ${{ secrets.WECOM_WEBHOOK }}; a secret that does not exist reads as empty',
      },
    ],
  };
}

interface Circumstances {
  secrets: readonly string[];
  ledger: Ledger;
  env: NodeJS.ProcessEnv;
  deadline: Deadline;
}

async function deliverEverywhere(plan: Plan, inputs: Inputs, { secrets, ledger, env, deadline }: Circumstances): Promise<void> {
  const http = createHttp(env);
  const ports: Ports = { http, clock: CLOCK, sleep, random: Math.random, log };
  const cache = inputs.mediaCache === '' ? undefined : await (await import('./cache.ts')).openMediaCache(inputs.mediaCache);
  const memory: MediaMemory | undefined = cache === undefined ? undefined : createMediaMemory(cache, CLOCK);
  const redactor = createRedactor(secrets);
  const onUnknown = inputs.choose('on-unknown') === 'resend' ? 'resend' : 'fail';

  await Promise.all(
    inputs.webhooks.map(({ key, baseUrl }, index) => {
      redactor.add(key);
      const robot = createRobot({ ports, baseUrl, access: { kind: 'fixed', secret: key }, deadline, redactor, onUnknown }, memory);
      const label = inputs.webhooks.length === 1 ? '' : `group ${index + 1}: `;
      return deliver(plan, { robot, number: index + 1, label }, ledger);
    }),
  );
  const unsaved = await cache?.save();
  if (unsaved !== undefined) log('warning', `The media cache could not be written (${unsaved}); the next run uploads again.`);
  await http.close();
}
