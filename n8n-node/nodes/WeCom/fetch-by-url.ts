import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { createDeadline } from '../../../core/deadline.ts';
import type { Problem } from '../../../core/errors.ts';
import { safeFilename } from '../../../core/filename.ts';
import { uploadByUrl, waitForRemoteUpload } from '../../../core/remote-upload.ts';
import type { RemoteFile, RemoteMedia } from '../../../core/remote-upload.ts';
import type { Connection } from '../../../core/request.ts';
import { mediaLifetimeMs } from '../../../core/spec/media.ts';
import { validateRequest } from '../../../core/validate-request.ts';
import { digestBinary } from '../../digest-binary.ts';
import type { BinaryDigest } from '../../digest-binary.ts';
import { CLOCK } from '../../ports.ts';
import { readText } from '../../read-text.ts';
import { DEFAULT_SECONDS, secondsOf } from '../../time-limit.ts';
import { labelledRequest } from './labels.ts';
import { LONGEST_WAIT } from './parameters/application-media.ts';
import { refuseIfAny, valueOf } from './results.ts';
import type { Application } from './sender.ts';

/** Has WeCom fetch the file that the item names, or goes on waiting for one, until the item's time is over. */
export async function fetchByUrl(context: IExecuteFunctions, itemIndex: number, { connection }: Application): Promise<IDataObject> {
  const wait = readWait(context, itemIndex);
  const problems = typeof wait === 'number' ? [] : [wait];
  const waiting = (): Connection => ({ ...connection, deadline: createDeadline(CLOCK, Number(wait) * 1000) });

  if (context.getNodeParameter('jobMode', itemIndex) === 'resume') {
    const jobid = readText(context, itemIndex, 'jobId');
    refuseIfAny(context, itemIndex, [...problems, ...labelledRequest('uploadByUrlResult', { jobid }, validateRequest('uploadByUrlResult', { jobid }).problems)]);
    return times(valueOf(context, itemIndex, await waitForRemoteUpload(waiting(), jobid)));
  }

  const { file, digest } = await readFile(context, itemIndex, problems);
  refuseIfAny(context, itemIndex, problems);
  const media = valueOf(context, itemIndex, await uploadByUrl(waiting(), file));
  const { media_id, ...rest } = times(media);
  return { media_id, type: file.type, filename: file.filename, ...(digest === undefined ? {} : { size: digest.size, sha256: digest.sha256 }), ...rest };
}

/** How many seconds the item waits for a file to be fetched, or what is wrong with that. */
function readWait(context: IExecuteFunctions, itemIndex: number): number | Problem {
  return secondsOf('Wait at Most (Seconds)', context.getNodeParameter('waitSeconds', itemIndex, DEFAULT_SECONDS), LONGEST_WAIT);
}

const times = ({ media_id, created_at }: RemoteMedia): IDataObject => ({
  media_id,
  created_at: new Date(created_at).toISOString(),
  expires_at: new Date(created_at + mediaLifetimeMs).toISOString(),
});

async function readFile(context: IExecuteFunctions, itemIndex: number, problems: Problem[]): Promise<{ file: RemoteFile; digest?: BinaryDigest }> {
  const url = readText(context, itemIndex, 'url');
  const fromBinary = context.getNodeParameter('md5Source', itemIndex) === 'binary';
  const read = fromBinary ? await digestBinary(context, itemIndex, readText(context, itemIndex, 'binaryPropertyName')) : undefined;
  if (read?.ok === false) problems.push(read.problem);
  const digest = read?.ok === true ? read.digest : undefined;
  const name = [readText(context, itemIndex, 'fileName'), digest?.filename ?? '', lastPartOf(url)].find((one) => one !== '') ?? '';
  const file = {
    scene: 1,
    type: context.getNodeParameter('mediaType', itemIndex),
    filename: name === '' ? '' : safeFilename(name).name,
    url,
    md5: fromBinary ? (digest?.md5 ?? '') : readText(context, itemIndex, 'md5').toLowerCase(),
  } as RemoteFile;
  const found = validateRequest('uploadByUrl', file).problems;
  // What keeps the MD5 from being computed has been said.
  const unsaid = read?.ok === false ? found.filter(({ path }) => path !== 'md5') : found;
  problems.push(...labelledRequest('uploadByUrl', file, unsaid));
  return { file, ...(digest === undefined ? {} : { digest }) };
}

function lastPartOf(url: string): string {
  const part = URL.parse(url)?.pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(part);
  } catch {
    // Not written in UTF-8: the name is at least the one that everybody sees in the address.
    return part;
  }
}
