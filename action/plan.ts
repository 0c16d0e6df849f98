import { arrangeMessages } from '../core/arrange.ts';
import type { Problem } from '../core/errors.ts';
import { checkMentions } from '../core/mention.ts';
import type { Message } from '../core/robot.ts';
import { ROBOT_RATE } from '../core/spec/rates.ts';
import { validateMessage } from '../core/validate.ts';
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
  const arranged = arrangeMessages(composed.messages, { channel: 'robot', tooLong: inputs.choose('if-too-long'), mentions: inputs.mentions, filesAfter: fileSteps.length });
  problems.push(...arranged.problems);
  const asStep = (message: Message): Step => ({ kind: 'message', message });
  const steps = [...arranged.messages.map(asStep), ...fileSteps, ...(arranged.last === undefined ? [] : [asStep(arranged.last)])];
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
