import type { BuildContext, Person } from '../context/context.ts';
import type { JobResult } from '../results/needs.ts';
import type { Result } from '../results/result.ts';
import type { FactName, Words } from './words.ts';

/** What a card says, before it is known whether it becomes a template card or markdown. Nothing is shortened yet. */
export interface News {
  icon: string;
  tone: Tone;
  /** The repository, without its owner. */
  name: string;
  /** What happened to it: stays whole where the name has to be cut. */
  verdict: string;
  /** Where it comes from: "CI #128". */
  source: string;
  /** One line; '' where there is nothing to say beyond the verdict. */
  subject: string;
  /** The page that a tap opens. */
  url: string;
  facts: { name: FactName; value: string }[];
  /** Under a heading. */
  details?: Details;
  links: Link[];
  /** The address of a picture, public as far as can be known. */
  picture?: string;
}

export type Tone = 'good' | 'bad' | 'plain' | 'dim';

export interface Details {
  title: string;
  /** In order; each of one line. */
  lines: string[];
  url: string;
}

export interface Link {
  title: string;
  url: string;
}

export interface Circumstances {
  words: Words;
  /** Of this job and those before it, where somebody said so. */
  result: Result | undefined;
  /** Each job's, when there are several. */
  jobs: readonly JobResult[];
  seconds: number | undefined;
}

/** A colour-blind reader and the notification on a phone have the sign instead of the colour. */
const TONES: Record<Result, { icon: string; tone: Tone }> = {
  success: { icon: '✅', tone: 'good' },
  failure: { icon: '❌', tone: 'bad' },
  cancelled: { icon: '🚫', tone: 'dim' },
  skipped: { icon: '⏭️', tone: 'dim' },
};

export const toneOf = (result: Result | undefined, otherwise: { icon: string; tone: Tone }): { icon: string; tone: Tone } => (result === undefined ? otherwise : TONES[result]);

/** The repository's own name; that of the server where there is none. */
export const nameOf = ({ repository }: BuildContext): string => repository.slice(repository.indexOf('/') + 1) || 'GitHub';

export const sourceOf = ({ run, repository }: BuildContext): string => [run.workflow || repository || 'GitHub', run.number === '' ? '' : `#${run.number}`].join(' ').trim();

/** "Alice Chen (alice)", or what is known of it. */
export function personName({ login, name }: Person): string {
  if (name === '' || name === login) return login;
  return login === '' ? name : `${name} (${login})`;
}

/** Those that have a value. */
export function factsOf(values: Partial<Record<FactName, string>>): News['facts'] {
  return (Object.entries(values) as [FactName, string][]).filter(([, value]) => value !== '').map(([name, value]) => ({ name, value }));
}

/** Those that lead somewhere, each place once. */
export function linksOf(links: readonly Link[]): Link[] {
  return links.filter(({ url }, index) => url !== '' && links.findIndex((other) => other.url === url) === index);
}

export const shortHash = (sha: string): string => sha.slice(0, 7);

/** Whole seconds in words; '' where they are not known. */
export function inWords(seconds: number | undefined, { duration }: Words): string {
  if (seconds === undefined) return '';
  const whole = Math.max(0, Math.round(seconds));
  return duration(Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60);
}

/** What came of each job, those that need a look first. */
export function jobDetails(jobs: readonly JobResult[], words: Words, url: string): Details | undefined {
  if (jobs.length === 0) return undefined;
  const ORDER: Record<Result, number> = { failure: 0, cancelled: 1, skipped: 2, success: 3 };
  const passed = jobs.filter(({ result }) => result === 'success').length;
  const lines = jobs.toSorted((a, b) => ORDER[a.result] - ORDER[b.result]).map(({ name, result }) => `${TONES[result].icon} ${name}${words.colon}${words.job[result]}`);
  return { title: words.jobs(passed, jobs.length), lines, url };
}
