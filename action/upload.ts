import { WeComError } from '../core/errors.ts';
import type { NotSent } from '../core/outcome.ts';
import { mediaLifetimeMs } from '../core/spec/media.ts';
import type { MediaFile, UploadedMedia } from '../core/uploader.ts';
import { NO_ANSWER } from './ledger.ts';
import type { FileRecord } from './ledger.ts';
import { readWhole, sha256 } from './media-file.ts';
import type { PlannedFile } from './plan-files.ts';
import type { Sender } from './sender.ts';

/** One file at one destination, from its plan to what became of it. */
export interface Track {
  planned: PlannedFile;
  record: FileRecord;
  uploaded?: Uploaded;
}

export interface Uploaded {
  file: MediaFile;
  media: UploadedMedia;
}

/** Uploads under way at once: enough to fill a line, few enough that their bytes fit into any runner's memory. */
const AT_ONCE = 4;

/** Uploads what is to be uploaded, and returns what failed. After a failure no further upload is begun. */
export async function uploadAll(tracks: readonly Track[], sender: Sender): Promise<{ track: Track; failure: NotSent }[]> {
  const waiting = tracks.filter(({ planned }) => !planned.inline && planned.skip === undefined);
  const failures: { track: Track; failure: NotSent }[] = [];
  const work = async (): Promise<void> => {
    for (let track = waiting.shift(); track !== undefined && failures.length === 0; track = waiting.shift()) {
      const failure = await upload(track, sender);
      if (failure !== undefined) failures.push({ track, failure });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return failures;
}

async function upload(track: Track, sender: Sender): Promise<NotSent | undefined> {
  const { planned, record } = track;
  const bytes = readBytes(planned);
  if (bytes instanceof WeComError) return settle(record, { delivery: 'rejected', error: bytes, attempts: 0 });
  record.sha256 = sha256(bytes);
  record.reason = NO_ANSWER;
  const file = mediaFile(planned, record.sha256, bytes);
  const outcome = await sender.upload(file, planned.kind);
  if (outcome.delivery !== 'sent') return settle(record, outcome);
  track.uploaded = { file, media: outcome.value };
  noteMedia(record, outcome.value);
  return undefined;
}

function settle(record: FileRecord, failure: NotSent): NotSent {
  record.status = 'rejected';
  record.reason = failure.error.message;
  return failure;
}

/** Writes what an upload gave into the record. */
export function noteMedia(record: FileRecord, media: UploadedMedia): void {
  record.media_id = media.media_id;
  record.created_at = new Date(media.created_at).toISOString();
  record.expires_at = new Date(media.created_at + mediaLifetimeMs).toISOString();
  record.status = 'uploaded';
  record.reason = media.remembered ? 'uploaded by an earlier run and still valid' : '';
}

/** The bytes as they were inspected, or why they cannot be had. */
export function readBytes(planned: PlannedFile): Uint8Array | WeComError {
  const reading = readWhole(planned.absolute, planned);
  if (reading.ok) return reading.value;
  return new WeComError('file-unreadable', { message: `The file cannot be sent, because ${reading.reason}`, fix: 'Let the step run after everything that writes the file' });
}

/** Gives the bytes that were read for the digest to the upload, and reads them anew for any later one. */
function mediaFile(planned: PlannedFile, digest: string, bytes: Uint8Array): MediaFile {
  let held: Uint8Array | undefined = bytes;
  const read = async (): Promise<Uint8Array | WeComError> => {
    const given = held ?? readBytes(planned);
    held = undefined;
    return given;
  };
  // The type that the vendor's own sample sends; the name's extension decides how a file opens.
  return { filename: planned.name, contentType: 'application/octet-stream', sha256: digest, read };
}
