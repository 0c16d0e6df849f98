import { arrangeMessages } from '../core/arrange.ts';
import type { Problem } from '../core/errors.ts';
import { checkMentions, mention } from '../core/mention.ts';
import type { Mentions } from '../core/mention.ts';
import type { Message } from '../core/robot.ts';
import type { RateSpec } from '../core/spec/rates.ts';
import type { Channel } from '../core/spec/types.ts';
import type { Audience } from './audience.ts';
import type { Card } from './card/card.ts';
import type { Link } from './card/news.ts';
import { composeMessages } from './compose.ts';
import type { Surroundings } from './gather-files.ts';
import { isSet } from './inputs.ts';
import type { Inputs } from './inputs.ts';
import type { PlannedFile, PlannedFiles } from './plan-files.ts';
import type { Workspace } from './workspace.ts';

export type Step = { kind: 'message'; message: Message } | { kind: 'file'; file: PlannedFile };

/** All that the step will do at each destination of one audience. Made, and found without fault, before the first request. */
export interface Plan {
  channel: Channel;
  files: PlannedFile[];
  /** In the order in which they will be seen. */
  steps: Step[];
}

export interface Planned {
  /** One for each audience, in their order. */
  plans: Plan[];
  /** Further parts of the step's summary, as HTML. */
  appendix: string[];
  problems: Problem[];
  warnings: string[];
}

/** What goes into the messages beside what the inputs say themselves. */
export interface Extras {
  /** Whoever is to be mentioned this time. */
  mentions: Mentions;
  /** The card of a channel, where one is asked for. @param links that it begins with. */
  card?: ((channel: Channel, links: readonly Link[]) => Promise<Card>) | undefined;
}

/** Finds the files, makes the messages, places the mention, and checks everything. */
export async function makePlans(inputs: Inputs, workspace: Workspace, audiences: readonly Audience[], { mentions, card }: Extras, surroundings: Surroundings): Promise<Planned> {
  const channels = audiences.map(({ channel }) => channel);
  const composed = await composeMessages(inputs, workspace, channels);
  const { files, links, linksInWords, appendix, ...complaints } = withoutFiles(inputs) ? NO_FILES : await (await import('./plan-files.ts')).planFiles(inputs, workspace, channels, surroundings);
  if (linksInWords !== '' && inputs.sendFiles && (card === undefined || links.length > LINKS_OF_CARD)) composed.messages.push({ msgtype: 'text', text: { content: linksInWords } });
  const cards = card === undefined ? [] : await Promise.all(channels.map((channel) => card(channel, links)));
  const problems = [...composed.problems, ...complaints.problems, ...checkMentions(inputs.mentions), ...cards.flatMap((made) => (made.ok ? [] : [made.problem]))];
  const warnings = [...complaints.warnings];

  const plans = audiences.map((audience, index) => {
    const made = cards[index];
    const messages = made?.ok === true ? [made.message, ...composed.messages] : composed.messages;
    const planned = planFor(audience, { messages, files: files[index] ?? [], mentions }, inputs);
    const where = audiences.length === 1 ? '' : ` (${audience.name})`;
    problems.push(...planned.problems.map((problem) => ({ ...problem, path: `${problem.path}${where}` })));
    warnings.push(...planned.warnings.map(({ path, limit, actual, fix }) => `${path}${where}: ${actual}; ${limit}. ${fix}.`));
    return planned.plan;
  });

  if (problems.length === 0 && !isSet('card') && nothingAsked(inputs)) problems.push(NOTHING_TO_DO);
  return { plans, appendix, problems: unique(problems, ({ path, limit, actual }) => `${path}\n${limit}\n${actual}`), warnings: unique(warnings, (warning) => warning) };
}

/** A card of WeCom has no room for more. */
const LINKS_OF_CARD = 3;

const NO_FILES: PlannedFiles = { files: [], links: [], linksInWords: '', appendix: [], problems: [], warnings: [] };

const withoutFiles = ({ files, releaseAssets, zip }: Inputs): boolean => files.length === 0 && releaseAssets.length === 0 && zip === '';

function planFor(audience: Audience, { messages, files, mentions }: { messages: readonly Message[]; files: PlannedFile[]; mentions: Mentions }, inputs: Inputs): { plan: Plan; problems: Problem[]; warnings: Problem[] } {
  const { channel, mentionable, rate, address, doubt } = audience;
  const fileSteps = files.filter(({ skip }) => inputs.sendFiles && skip === undefined).map((file) => ({ kind: 'file' as const, file }));
  const heeded = mentionable(mentions);
  const arranged = arrangeMessages(messages, { channel, tooLong: inputs.choose('if-too-long'), mentions: heeded, filesAfter: fileSteps.length });
  const problems = [...arranged.problems];
  const warnings: Problem[] = [];
  const asStep = (given: Message): Step => {
    const { message, ...findings } = address(given);
    problems.push(...findings.problems);
    warnings.push(...findings.warnings);
    return { kind: 'message', message };
  };
  for (const { file } of fileSteps) {
    const doubtful = doubt(file.name);
    if (doubtful !== undefined) warnings.push(doubtful);
    // What goes in the message with its bytes was checked as a file.
    if (!file.inline) problems.push(...address({ msgtype: file.kind, [file.kind]: { media_id: PENDING } }).problems);
  }
  // A text among the files can mention, and spares the one that would do nothing else.
  let last = arranged.last;
  const noteStep = (content: string): Step => {
    const note = { msgtype: 'text', text: { content } };
    const message = last === undefined ? note : mention(note, heeded);
    last = undefined;
    return asStep(message);
  };
  const withNotes = fileSteps.flatMap((step): Step[] => (step.file.after === undefined ? [step] : [step, noteStep(step.file.after)]));
  const steps: Step[] = [...arranged.messages.map(asStep), ...withNotes, ...(last === undefined ? [] : [asStep(last)])];
  problems.push(...checkTime(steps.length, inputs.timeoutSeconds, rate));
  return { plan: { channel, files, steps }, problems, warnings };
}

/** Stands for the media_id that an upload will give, so that the rest of the message is checked before it. */
const PENDING = 'pending';

const nothingAsked = (inputs: Inputs): boolean => withoutFiles(inputs) && nothingSaid(inputs);

const nothingSaid = ({ content, messageFile, fields }: Inputs): boolean =>
  Object.values(content).every((text) => text === '') && messageFile === '' && fields === '';

const NOTHING_TO_DO: Problem = {
  path: 'files',
  limit: 'something to upload or to say',
  actual: 'neither files nor a message',
  fix: 'Set files, release-assets, text, markdown, markdown-v2, message, message-file or card',
};

/** More messages than the rate lets out in the time there is could only be sent in part. */
function checkTime(messages: number, timeoutSeconds: number, rate: RateSpec): Problem[] {
  const needed = Math.floor(Math.max(0, messages - 1) / rate.messages) * (rate.window / 1000);
  if (needed === 0 || needed < timeoutSeconds) return [];
  return [
    {
      path: 'timeout-seconds',
      limit: `more than ${needed} seconds for ${messages} messages, because ${rate.rule}`,
      actual: `${timeoutSeconds} seconds`,
      fix: `Raise timeout-seconds to ${needed + 60}, or send fewer messages`,
    },
  ];
}

/** Of what was found for several messages the first. */
function unique<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  const seen = new Set<string>();
  return values.filter((value) => !seen.has(keyOf(value)) && seen.add(keyOf(value)));
}
