import type { Problem } from '../../core/errors.ts';
import type { Mentions } from '../../core/mention.ts';
import type { Choice } from '../choices.ts';
import type { Extras } from '../plan.ts';
import { log } from '../print.ts';
import type { JobResult } from '../results/needs.ts';
import type { Workspace } from '../workspace.ts';
import { readReporting, tellsResult } from './inputs.ts';
import type { Reporting } from './inputs.ts';
import { decide } from './occasion.ts';
import type { Asking } from './previous.ts';

/** Tells people about the run: whether at all, whom it concerns, and with which card. */
export interface Reporter {
  jobs: readonly JobResult[];
  problems: Problem[];
  /** Asks GitHub for the previous run, where nothing else decides; throws nothing. @param given who is to be mentioned at any rate. */
  decide: (given: Mentions, asking: Asking) => Promise<Decision>;
  /** The card without a decision, for the problems that it may have. */
  card: Extras['card'];
}

export interface Decision extends Extras {
  /** Why nothing is to be sent, where this is no occasion. */
  silence: string | undefined;
  warnings: string[];
}

/** Reads what the inputs say of the run, and what GitHub tells of it, without a request. */
export async function createReporter(workspace: Workspace, language: Choice<'language'>, env: NodeJS.ProcessEnv): Promise<Reporter> {
  const { reporting, problems } = await readReporting(workspace, env);
  const cardWith = (seconds?: number): Extras['card'] => cardOf(reporting, language, seconds);
  return {
    jobs: reporting.jobs,
    problems,
    decide: async (given, asking) => {
      const { silence, mention, startedAt, warnings } = await decide(reporting, asking);
      const seconds = silence === undefined ? await duration(reporting, startedAt, asking) : undefined;
      const mentions = mention && silence === undefined ? await everyoneConcerned(given, reporting) : { users: [], mobiles: [] };
      return { silence, warnings, mentions, card: cardWith(seconds) };
    },
    card: cardWith(),
  };
}

function cardOf({ card: choice, context, told, jobs }: Reporting, language: Choice<'language'>, seconds: number | undefined): Extras['card'] {
  if (choice === undefined) return undefined;
  return async (channel, links) => {
    const { makeCard } = await import('../card/card.ts');
    return makeCard(context, { choice, language, channel, result: told, jobs, seconds, links });
  };
}

/** Seconds that this run has taken, for a card that says what came of it. Of other runs and of deployments the event tells. */
async function duration({ card, told, context, run }: Reporting, startedAt: number | undefined, asking: Asking): Promise<number | undefined> {
  if (card === undefined || told === undefined || context.cause === 'release' || tellsResult(context)) return undefined;
  const start = startedAt ?? (await (await import('./previous.ts')).askStart(run, asking));
  return start === undefined ? undefined : (asking.clock.now() - start) / 1000;
}

async function everyoneConcerned(given: Mentions, { context, userMap }: Reporting): Promise<Mentions> {
  if (userMap === undefined) return given;
  const { involved } = await import('../user-map.ts');
  const { users, unmapped } = involved(context, userMap);
  if (unmapped.length > 0) log('info', `user-map has no userid for ${unmapped.join(', ')}: not mentioned.`);
  return { ...given, users: [...new Set([...given.users, ...users])] };
}
