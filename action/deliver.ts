import { RejectedError, WeComError } from '../core/errors.ts';
import { mapSent } from '../core/outcome.ts';
import type { NotSent, Outcome } from '../core/outcome.ts';
import { pictureMessage } from '../core/picture.ts';
import type { Message } from '../core/robot.ts';
import { newFileRecord, newMessageRecord, NO_ANSWER } from './ledger.ts';
import type { FileRecord, Ledger, MessageRecord } from './ledger.ts';
import { sha256 } from './media-file.ts';
import { showMessage } from './message-in-words.ts';
import type { PlannedFile } from './plan-files.ts';
import type { Plan } from './plan.ts';
import { log } from './print.ts';
import type { Destination, Receipt, Sender } from './sender.ts';
import { noteMedia, readBytes, uploadAll } from './upload.ts';
import type { Track, Uploaded } from './upload.ts';

/**
 * Carries the plan out at one destination. First all uploads, then all messages: as long as an upload can still fail,
 * nobody has been told anything, and a step that failed there can be run again without anybody seeing anything twice.
 *
 * After a message that was refused the rest is not tried, because a part without the one before it misleads; after one
 * whose answer was lost the rest goes on.
 */
export async function deliver(plan: Plan, destination: Destination, ledger: Ledger): Promise<void> {
  const { sender, number, label } = destination;
  const tracks = new Map<PlannedFile, Track>(plan.files.map((planned) => [planned, { planned, record: newFileRecord(planned, number) }]));
  const jobs = plan.steps.flatMap((step): Job[] => {
    if (step.kind === 'message') return [messageJob(step.message, destination)];
    const track = tracks.get(step.file);
    return track === undefined ? [] : [fileJob(track, destination)];
  });
  ledger.files.push(...[...tracks.values()].map(({ record }) => record));
  ledger.messages.push(...jobs.map(({ record }) => record));
  const fail = (what: string, { error }: NotSent): void => void ledger.failures.push(`${label}${what}: ${error.message}`);

  const failures = await uploadAll([...tracks.values()], sender);
  for (const { track, failure } of failures) fail(track.planned.path, failure);
  if (failures.length > 0) return;

  const missed = new Map<string, string>();
  for (const { what, record, file, run } of jobs) {
    // Until the answer is there, this is the truth, also for whoever cancels the step now.
    record.delivery = 'unknown';
    record.errmsg = NO_ANSWER;
    if (file !== undefined) {
      file.status = 'unknown';
      // Of an uploaded one it says where its media_id came from.
      if (file.media_id === null) file.reason = NO_ANSWER;
    }
    const outcome = await run();
    log('debug', `${label}${what}: ${outcome.delivery} after ${outcome.attempts === 1 ? 'one attempt' : `${outcome.attempts} attempts`}`);
    settle(record, outcome);
    if (file !== undefined) settleFile(file, record.delivery, outcome);
    if (outcome.delivery === 'sent') for (const { id, words } of outcome.value.missed) missed.set(id, words);
    else fail(what, outcome);
    if (outcome.delivery === 'rejected') break;
  }
  if (missed.size === 0) return;
  ledger.missed.push(...missed.keys());
  ledger.failures.push(
    `${label}WeCom took the message, and not everybody gets it: ${[...missed.values()].join(', ')}. Correct the recipients: run again as it is, the step would tell everybody else twice.`,
  );
}

/** One message that is to go out. */
interface Job {
  what: string;
  record: MessageRecord;
  file?: FileRecord;
  run: () => Promise<Outcome<Receipt>>;
}

const messageJob = (message: Message, destination: Destination): Job => ({
  what: `${message.msgtype} message`,
  record: newMessageRecord(message.msgtype, destination),
  run: () => {
    log('debug', `${destination.label}sending ${showMessage(message)}`);
    return destination.sender.send(message);
  },
});

const fileJob = (track: Track, destination: Destination): Job => ({
  what: track.planned.path,
  record: newMessageRecord(track.planned.kind, destination),
  file: track.record,
  run: () => (track.uploaded === undefined ? sendPicture(track, destination.sender) : sendUploaded(track, track.uploaded, destination.sender)),
});

async function sendUploaded({ record }: Track, { file, media }: Uploaded, sender: Sender): Promise<Outcome<Receipt>> {
  const outcome = await sender.sendMedia(file, media);
  if (outcome.delivery === 'sent') noteMedia(record, outcome.value.media);
  return mapSent(outcome, ({ receipt }) => receipt);
}

async function sendPicture({ planned, record }: Track, sender: Sender): Promise<Outcome<Receipt>> {
  const bytes = readBytes(planned);
  if (bytes instanceof WeComError) return { delivery: 'rejected', error: bytes, attempts: 0 };
  record.sha256 = sha256(bytes);
  return sender.send(pictureMessage(bytes));
}

function settleFile(file: FileRecord, delivery: MessageRecord['delivery'], outcome: Outcome<Receipt>): void {
  file.status = delivery;
  if (outcome.delivery !== 'sent') file.reason = outcome.error.message;
  else if (file.media_id === null) file.reason = '';
}

function settle(record: MessageRecord, outcome: Outcome<Receipt>): void {
  record.delivery = outcome.delivery;
  if (outcome.delivery === 'sent') {
    if (outcome.value.missed.length > 0) record.delivery = 'partial';
    record.msgid = outcome.value.msgid ?? null;
    record.errcode = 0;
    record.errmsg = outcome.errmsg;
  } else if (outcome.error instanceof RejectedError) {
    record.errcode = outcome.error.errcode;
    record.errmsg = outcome.error.errmsg;
  } else {
    record.errmsg = outcome.error.message;
  }
}
