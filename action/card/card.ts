import type { Problem } from '../../core/errors.ts';
import type { Message } from '../../core/robot.ts';
import { messageType } from '../../core/spec/messages.ts';
import type { Channel } from '../../core/spec/types.ts';
import { nearest } from '../../core/validate/nearest.ts';
import { quoted } from '../../core/validate/words.ts';
import type { BuildContext } from '../context/context.ts';
import type { JobResult } from '../results/needs.ts';
import type { Result } from '../results/result.ts';
import { buildNews } from './kinds/build.ts';
import { deploymentNews } from './kinds/deployment.ts';
import { pullRequestNews } from './kinds/pull-request.ts';
import { releaseNews } from './kinds/release.ts';
import { markdownCard } from './markdown.ts';
import { linksOf } from './news.ts';
import type { Circumstances, Link, News } from './news.ts';
import { templateCard } from './template-card.ts';
import type { Language, Words } from './words.ts';

/** The words of the input `card`; each but `none` may be followed by `-markdown`. */
export const CARDS = ['none', 'auto', 'build', 'release', 'pull-request', 'deployment'] as const;

export type CardKind = Exclude<(typeof CARDS)[number], 'none'>;

export interface CardChoice {
  kind: CardKind;
  markdown: boolean;
}

const MARKDOWN = '-markdown';

/** Reads the input `card`: `release`, or `release-markdown`; undefined stands for `none`. */
export function readCard(text: string): { ok: true; value: CardChoice | undefined } | { ok: false; problem: Problem } {
  const word = text.trim().toLowerCase() || 'none';
  const markdown = word.endsWith(MARKDOWN);
  const name = markdown ? word.slice(0, -MARKDOWN.length) : word;
  if (name === 'none' && !markdown) return { ok: true, value: undefined };
  const kind = CARDS.find((card) => card === name && card !== 'none') as CardKind | undefined;
  if (kind !== undefined) return { ok: true, value: { kind, markdown } };
  const near = nearest(name, CARDS);
  const fix = near === undefined || near === 'none' ? 'Write auto to have the card chosen by the event' : `Write ${near}${markdown ? MARKDOWN : ''}, if that is what you mean`;
  return { ok: false, problem: { path: 'card', limit: `one of ${CARDS.join(', ')}, each but none also with ${MARKDOWN}`, actual: quoted(text.trim()), fix } };
}

export interface CardWishes {
  choice: CardChoice;
  language: Language;
  channel: Channel;
  /** What came of it; for a deployment and a workflow that has ended, the event's own word holds where this is missing. */
  result?: Result | undefined;
  /** Each job's result, when there are several. */
  jobs?: readonly JobResult[] | undefined;
  /** Seconds that it took, where they are known better than the event knows. */
  seconds?: number | undefined;
  /** What else to point at: artifacts of the run, files too large for WeCom. Come first. */
  links?: readonly Link[];
}

export type Card = { ok: true; message: Message } | { ok: false; problem: Problem };

/** A message made of what GitHub tells about the run. Where the channel has no template cards (group chats), it is markdown. */
export async function makeCard(context: BuildContext, wishes: CardWishes): Promise<Card> {
  const { choice, language, channel, result, jobs = [], seconds, links = [] } = wishes;
  const kind = choice.kind === 'auto' ? kindFor(context) : choice.kind;
  const words = await wordsOf(language);
  const news = newsOf(kind, context, { words, result: result ?? context.result, jobs, seconds: seconds ?? context.seconds });
  if (news === undefined) return { ok: false, problem: notHere(kind, context) };
  const complete = { ...news, links: linksOf([...links, ...news.links]) };
  const asMarkdown = choice.markdown || messageType(channel, 'template_card') === undefined;
  return { ok: true, message: asMarkdown ? markdownCard(complete, words, channel) : templateCard(complete, words, channel) };
}

/** Loaded one by one: a step speaks one language. */
async function wordsOf(language: Language): Promise<Words> {
  return language === 'zh-CN' ? (await import('./words/zh-cn.ts')).ZH_CN : (await import('./words/en.ts')).EN;
}

type Kind = Exclude<CardKind, 'auto'>;

function kindFor({ cause }: BuildContext): Kind {
  return cause === 'release' || cause === 'pull-request' || cause === 'deployment' ? cause : 'build';
}

function newsOf(kind: Kind, context: BuildContext, circumstances: Circumstances): News | undefined {
  switch (kind) {
    case 'build':
      return buildNews(context, circumstances);
    case 'release':
      return context.tag === '' ? undefined : releaseNews(context, circumstances);
    case 'pull-request':
      return context.pullRequest === undefined ? undefined : pullRequestNews(context, context.pullRequest, circumstances);
    case 'deployment':
      return context.deployment === undefined ? undefined : deploymentNews(context, context.deployment, circumstances);
  }
}

const EVENTS: Record<Exclude<Kind, 'build'>, string> = { release: 'release, or a push of a tag', 'pull-request': 'pull_request or pull_request_target', deployment: 'deployment_status' };

function notHere(kind: Kind, { cause }: BuildContext): Problem {
  const event = kind === 'build' ? 'any' : EVENTS[kind];
  return {
    path: 'card',
    limit: `${kind} in a workflow that runs on ${event}`,
    actual: `${kind} in a run set off by something else (${cause})`,
    fix: 'Write card: auto, which chooses by the event, or card: build',
  };
}
