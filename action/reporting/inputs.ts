import type { Problem } from '../../core/errors.ts';
import type { CardChoice } from '../card/card.ts';
import type { BuildContext } from '../context/context.ts';
import { readContext } from '../context/read.ts';
import { isSet, rawInput } from '../inputs.ts';
import { overallResult, readNeeds } from '../results/needs.ts';
import type { JobResult } from '../results/needs.ts';
import { checkOccasions, readOccasions } from '../results/occasions.ts';
import type { Occasions } from '../results/occasions.ts';
import type { Result } from '../results/result.ts';
import { readStatus } from '../results/status.ts';
import type { UserMap } from '../user-map.ts';
import type { Workspace } from '../workspace.ts';
import type { RunId } from './previous.ts';

/** What the step knows of the run that it reports on. */
export interface Reporting {
  context: BuildContext;
  /** The run whose result that is: this one, or the one that has set it off. */
  run: RunId;
  jobs: readonly JobResult[];
  /** What `status` and `needs` amount to. */
  told: Result | undefined;
  /** The same; where neither is given, what the event says. */
  result: Result | undefined;
  notifyOn: Occasions;
  mentionOn: Occasions;
  card: CardChoice | undefined;
  userMap: UserMap | undefined;
}

type Read<T> = { ok: true; value: T } | { ok: false; problem: Problem } | { ok: false; problems: Problem[] };

/** Reads the inputs and the event, and finds all that is wrong with them at once. Loads what a card or a map needs only for these. */
export async function readReporting(workspace: Workspace, env: NodeJS.ProcessEnv): Promise<{ reporting: Reporting; problems: Problem[] }> {
  const problems: Problem[] = [];
  const take = <T>(read: Read<T>, otherwise: T): T => {
    if (read.ok) return read.value;
    problems.push(...('problem' in read ? [read.problem] : read.problems));
    return otherwise;
  };
  const context = readContext(env);
  const jobs = take<JobResult[]>(readNeeds(rawInput('needs')), []);
  const told = overallResult(jobs, take<Result | undefined>(readStatus(rawInput('status')), undefined));
  const result = told ?? context.result;
  // Of a result that cannot be read it was said already.
  const isKnown = problems.length === 0;
  const occasions = (path: 'notify-on' | 'mention-on'): Occasions => {
    const read = take<Occasions>(readOccasions(path, rawInput(path)), 'always');
    // A deployment or a workflow that has not ended has no result yet; that is no mistake, and no occasion.
    if (isKnown && !tellsResult(context)) problems.push(...checkOccasions(path, read, result));
    if (isKnown) problems.push(...checkChange(path, read, context, told));
    return read;
  };
  const [notifyOn, mentionOn] = [occasions('notify-on'), occasions('mention-on')];
  const card = isSet('card') ? take<CardChoice | undefined>((await import('../card/card.ts')).readCard(rawInput('card')), undefined) : undefined;
  const userMap = isSet('user-map') ? await readMap(workspace, problems) : undefined;
  // What this workflow's own jobs came to is compared with its own runs.
  const run = { repository: context.repository, id: told === undefined ? context.run.id : (env.GITHUB_RUN_ID ?? '') };
  return { reporting: { context, run, jobs, told, result, notifyOn, mentionOn, card, userMap }, problems };
}

/** Is the event one of those that say themselves what came of something, and how long it took? */
export const tellsResult = ({ cause }: BuildContext): boolean => cause === 'deployment' || cause === 'workflow-run';

async function readMap(workspace: Workspace, problems: Problem[]): Promise<UserMap | undefined> {
  const { readUserMap } = await import('../user-map.ts');
  const read = await readUserMap(rawInput('user-map'), workspace);
  if (read.ok) return read.map;
  problems.push(...read.problems);
  return undefined;
}

/**
 * The last run of a workflow that tells of deployments says how the telling went, as a rule well. Compared with that, a deployment
 * that works again after one that failed would be no change, and nobody would hear of it.
 */
function checkChange(path: 'notify-on' | 'mention-on', occasions: Occasions, { cause }: BuildContext, told: Result | undefined): Problem[] {
  if (occasions === 'always' || !occasions.has('change') || cause !== 'deployment' || told !== undefined) return [];
  return [{ path, limit: 'no change on deployment_status, because GitHub keeps no result of the deployment before', actual: 'change', fix: 'Write success, failure' }];
}
