import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { openPacket } from '../../../../core/callback/packet.ts';
import type { Push } from '../../../../core/callback/message.ts';
import { redeliveryKey } from '../../../../core/callback/redelivery.ts';
import { CallbackRefusal } from '../../../../core/callback/refusal.ts';
import type { CallbackSettings } from '../../../../core/callback/settings.ts';
import { CLOCK } from '../../../ports.ts';
import { readList } from '../read-list.ts';
import { NO_RUN, accept } from './answer.ts';
import { fetchMedia } from './fetch-media.ts';
import { isWanted } from './filter.ts';
import { answerTo } from './read-reply.ts';
import type { Answer } from './read-reply.ts';
import { isRepetition, share } from './seen.ts';

interface Additional {
  senders?: string;
  eventKeys?: string;
  outputBinaryField?: string;
  baseUrl?: string;
  windowSeconds?: number;
}

/** Takes what WeCom pushes: answers it, and starts the workflow with it once. @throws CallbackRefusal for what did not come from WeCom. */
export async function receive(context: IWebhookFunctions, credential: CallbackSettings): Promise<IWebhookResponseData> {
  const options = context.getNodeParameter('additionalFields', {}) as Additional;
  const windowSeconds = options.windowSeconds ?? 900;
  const settings = { ...credential, windowSeconds };
  const packet = openPacket(context.getQueryData() as Record<string, unknown>, await bodyOf(context), settings, CLOCK.now());
  const { push } = packet;
  const filter = { kinds: context.getNodeParameter('triggerOn', []) as string[], senders: readList(options.senders), eventKeys: readList(options.eventKeys) };
  if (!isWanted(push, filter)) {
    accept(context);
    return NO_RUN;
  }

  const memory = { node: `${context.getWorkflow().id ?? ''}/${context.getNode().id}`, shared: context.getWorkflowStaticData('node') };
  const repetition = isRepetition(memory, redeliveryKey(push), CLOCK.now(), 2000 * windowSeconds);
  // A repetition is replied to as well: WeCom repeats what it got no answer to.
  const answer = answerTo(context, packet, settings);
  if (answer.problem !== undefined) context.logger.warn(`The reply to a WeCom callback was not given. ${answer.problem}`);
  // At once, and before any download: after 5 seconds WeCom sends it again.
  accept(context, answer.sealed);
  if (repetition) return NO_RUN;

  const download = context.getNodeParameter('downloadMedia', false) === true;
  const media = download ? await fetchMedia(context, push, settings, { field: options.outputBinaryField ?? 'data', ...(options.baseUrl ? { baseUrl: options.baseUrl } : {}) }) : undefined;
  // Others came during the download, and n8n stores this request's copy after theirs.
  if (download) share(memory);
  const item = {
    json: { ...push.fields, callback: about(push, answer, media?.files) } as IDataObject,
    ...(media === undefined || Object.keys(media.binary).length === 0 ? {} : { binary: media.binary }),
  };
  return { ...NO_RUN, workflowData: [[item]] };
}

/** What WeCom did not write itself. */
function about({ from, kind, type }: Push, { sealed, problem }: Answer, files: IDataObject[] | undefined): IDataObject {
  return {
    from,
    kind,
    type,
    ...(sealed === undefined ? {} : { reply: { given: true } }),
    ...(problem === undefined ? {} : { reply: { given: false, problem } }),
    ...(files === undefined || files.length === 0 ? {} : { files }),
  };
}

/** As it came. @throws CallbackRefusal for what n8n itself does not take: more than its own limit, or a compression that breaks off. */
async function bodyOf(context: IWebhookFunctions): Promise<Uint8Array> {
  const request = context.getRequestObject() as unknown as { readRawBody: () => Promise<void>; rawBody?: Uint8Array };
  try {
    await request.readRawBody();
  } catch (error) {
    const isTooLarge = error instanceof Error && 'status' in error && error.status === 413;
    throw isTooLarge ? new CallbackRefusal('too-large', 'the body is larger than this n8n takes') : new CallbackRefusal('bad-envelope', 'the body could not be read');
  }
  return request.rawBody ?? new Uint8Array();
}
