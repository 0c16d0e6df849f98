import { RejectedError, WeComError } from '../core/errors.ts';
import type { NotSent, Outcome } from '../core/outcome.ts';
import { pictureMessage } from '../core/picture.ts';
import type { Message, Robot } from '../core/robot.ts';
import { newFileRecord, newMessageRecord } from './ledger.ts';
import type { FileRecord, Ledger, MessageRecord } from './ledger.ts';
import { sha256 } from './media-file.ts';
import type { PlannedFile } from './plan-files.ts';
import type { Plan } from './plan.ts';
import { noteMedia, readBytes, uploadAll } from './upload.ts';
import type { Track, Uploaded } from './upload.ts';

export interface Destination {
  robot: Robot;
  /** 1 for the first webhook. */
  number: number;
  /** "group 2: ", or nothing when there is only one. */
  label: string;
}

/**
 * Carries the plan out at one destination. First all uploads, then all messages: as long as an upload can still fail,
 * nobody has been told anything, and a step that failed there can be run again without the group seeing anything twice.
 *
 * After a message that was refused the rest is not tried, because a part without the one before it misleads; after one
 * whose answer was lost the rest goes on.
 */
export async function deliver(plan: Plan, { robot, number, label }: Destination, ledger: Ledger): Promise<void> {
  const tracks = new Map<PlannedFile, Track>(plan.files.map((planned) => [planned, { planned, record: newFileRecord(planned, number) }]));
  const jobs = plan.steps.flatMap((step): Job[] => {
    if (step.kind === 'message') return [messageJob(step.message, robot, number)];
    const track = tracks.get(step.file);
    return track === undefined ? [] : [fileJob(track, robot, number)];
  });
  ledger.files.push(...[...tracks.values()].map(({ record }) => record));
  ledger.messages.push(...jobs.map(({ record }) => record));
  const fail = (what: string, { error }: NotSent): void => void ledger.failures.push(`${label}${what}: ${error.message}`);

  const failures = await uploadAll([...tracks.values()], robot);
  for (const { track, failure } of failures) fail(track.planned.path, failure);
  if (failures.length > 0) return;

  for (const { what, record, file, run } of jobs) {
    // Until the answer is there, this is the truth, also for whoever cancels the step now.
    record.delivery = 'unknown';
    if (file !== undefined) file.status = 'unknown';
    const outcome = await run();
    settle(record, outcome);
    if (file !== undefined) settleFile(file, outcome);
    if (outcome.delivery === 'sent') continue;
    fail(what, outcome);
    if (outcome.delivery === 'rejected') return;
  }
}

/** One message that is to go out. */
interface Job {
  what: string;
  record: MessageRecord;
  file?: FileRecord;
  run: () => Promise<Outcome<unknown>>;
}

const messageJob = (message: Message, robot: Robot, number: number): Job => ({
  what: `${message.msgtype} message`,
  record: newMessageRecord(message.msgtype, number),
  run: () => robot.send(message),
});

const fileJob = (track: Track, robot: Robot, number: number): Job => ({
  what: track.planned.path,
  record: newMessageRecord(track.planned.kind, number),
  file: track.record,
  run: () => (track.uploaded === undefined ? sendPicture(track, robot) : sendUploaded(track, track.uploaded, robot)),
});

async function sendUploaded({ record }: Track, { file, media }: Uploaded, robot: Robot): Promise<Outcome<unknown>> {
  const outcome = await robot.sendMedia(file, media);
  if (outcome.delivery === 'sent') noteMedia(record, outcome.value);
  return outcome;
}

async function sendPicture({ planned, record }: Track, robot: Robot): Promise<Outcome<unknown>> {
  const bytes = readBytes(planned);
  if (bytes instanceof WeComError) return { delivery: 'rejected', error: bytes, attempts: 0 };
  record.sha256 = sha256(bytes);
  return robot.send(pictureMessage(bytes));
}

function settleFile(file: FileRecord, outcome: Outcome<unknown>): void {
  file.status = outcome.delivery;
  if (outcome.delivery !== 'sent') file.reason = outcome.error.message;
  else if (file.media_id === null) file.reason = '';
}

function settle(record: MessageRecord, outcome: Outcome<unknown>): void {
  record.delivery = outcome.delivery;
  if (outcome.delivery === 'sent') {
    record.errcode = 0;
    record.errmsg = outcome.errmsg;
  } else if (outcome.error instanceof RejectedError) {
    record.errcode = outcome.error.errcode;
    record.errmsg = outcome.error.errmsg;
  } else {
    record.errmsg = outcome.error.message;
  }
}
