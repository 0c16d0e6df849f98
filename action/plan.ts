import type { Problem } from '../core/errors.ts';
import { fitMessage } from '../core/fit.ts';
import { checkMentions, inlineMention, mention, mentionText, placeMentions } from '../core/mention.ts';
import type { Mentions } from '../core/mention.ts';
import type { Message } from '../core/robot.ts';
import { ROBOT_RATE } from '../core/spec/rates.ts';
import { validateMessage } from '../core/validate.ts';
import { isRecord } from '../core/validate/kinds.ts';
import { composeMessages } from './compose.ts';
import type { Inputs } from './inputs.ts';
import { planFiles } from './plan-files.ts';
import type { PlannedFile } from './plan-files.ts';
import type { Workspace } from './workspace.ts';

export type Step = { kind: 'message'; message: Message } | { kind: 'file'; file: PlannedFile };

/** All that the step will do at each destination. Made, and found without fault, before the first request. */
export interface Plan {
  files: PlannedFile[];
  /** In the order in which the group will see them. */
  steps: Step[];
}

export interface Planned {
  plan: Plan;
  problems: Problem[];
  warnings: string[];
}

/** Finds the files, makes the messages, places the mention, and checks everything. */
export async function makePlan(inputs: Inputs, workspace: Workspace): Promise<Planned> {
  const composed = await composeMessages(inputs, workspace);
  const files = await planFiles(inputs, workspace);
  const problems = [...composed.problems, ...files.problems, ...checkMentions(inputs.mentions)];
  const { warnings } = files;

  const fileSteps = files.files.filter(({ skip }) => inputs.sendFiles && skip === undefined).map((file): Step => ({ kind: 'file', file }));
  const steps = [...withMentions(composed.messages, fileSteps, inputs, problems)];
  for (const step of steps) {
    if (step.kind !== 'message') continue;
    const findings = validateMessage('robot', step.message);
    problems.push(...findings.problems);
    warnings.push(...findings.warnings.map(({ path, limit, actual, fix }) => `${path}: ${actual}; ${limit}. ${fix}.`));
  }

  if (problems.length === 0 && nothingAsked(inputs)) problems.push(NOTHING_TO_DO);
  problems.push(...checkTime(steps.length, inputs.timeoutSeconds));
  return { plan: { files: files.files, steps }, problems, warnings };
}

const nothingAsked = ({ files, content, messageFile, fields }: Inputs): boolean =>
  files.length === 0 && Object.values(content).every((text) => text === '') && messageFile === '' && fields === '';

const NOTHING_TO_DO: Problem = {
  path: 'files',
  limit: 'something to upload or to say',
  actual: 'neither files nor a message',
  fix: 'Set files, text, markdown, markdown-v2, message or message-file',
};

/** Splits what is too long and puts the mention where WeCom heeds it; a split message mentions in its last part, when all of it is there. */
function withMentions(messages: readonly Message[], files: readonly Step[], inputs: Inputs, problems: Problem[]): Step[] {
  const { mentions } = inputs;
  const all = [...messages, ...files.map(() => ({ msgtype: 'file' }))];
  const place = placeMentions(all, mentions);
  const fitted = messages.flatMap((message, index) => fitOne(message, index === place ? mentions : undefined, inputs, problems));
  const steps: Step[] = [...fitted.map((message): Step => ({ kind: 'message', message })), ...files];
  return place === 'after' ? [...steps, { kind: 'message', message: mentionText(mentions) }] : steps;
}

function fitOne(message: Message, mentions: Mentions | undefined, inputs: Inputs, problems: Problem[]): Message[] {
  const inline = mentions !== undefined && message.msgtype !== 'text';
  const fit = fitMessage('robot', message, inputs.choose('if-too-long'), inline ? Buffer.byteLength(inlineMention(mentions)) : 0);
  if (!fit.ok) problems.push(fit.problem);
  const parts = fit.ok ? fit.messages : [message];
  // Mentioning in what has no content would make a message of it that passes for whole.
  return mentions === undefined || !hasContent(message) ? parts : parts.map((part, index) => (index === parts.length - 1 ? mention(part, mentions) : part));
}

function hasContent(message: Message): boolean {
  const body = message[message.msgtype];
  return isRecord(body) && typeof body.content === 'string';
}

/** More messages than the robot's rate lets out in the time there is could only be sent in part. */
function checkTime(messages: number, timeoutSeconds: number): Problem[] {
  const needed = Math.floor(Math.max(0, messages - 1) / ROBOT_RATE.messages) * (ROBOT_RATE.window / 1000);
  if (needed === 0 || needed < timeoutSeconds) return [];
  return [
    {
      path: 'timeout-seconds',
      limit: `more than ${needed} seconds for ${messages} messages, because a robot may send ${ROBOT_RATE.messages} a minute`,
      actual: `${timeoutSeconds} seconds`,
      fix: `Raise timeout-seconds to ${needed + 60}, or send fewer messages`,
    },
  ];
}
