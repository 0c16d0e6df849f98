import type { IBinaryKeyData, IDataObject, IHttpRequestOptions, IWebhookFunctions } from 'n8n-workflow';

import { createApp } from '../../../../core/app.ts';
import { downloadBotFile } from '../../../../core/callback/bot-file.ts';
import type { Push } from '../../../../core/callback/message.ts';
import type { CallbackSettings } from '../../../../core/callback/settings.ts';
import { createDeadline } from '../../../../core/deadline.ts';
import type { Deadline } from '../../../../core/deadline.ts';
import type { DownloadedMedia } from '../../../../core/download.ts';
import { isWeComError } from '../../../../core/errors.ts';
import type { Outcome } from '../../../../core/outcome.ts';
import { PUSH_MESSAGES } from '../../../../core/spec/callbacks.ts';
import type { PushSpec } from '../../../../core/spec/callbacks.ts';
import { connectApp } from '../../../connection.ts';
import { createHttp } from '../../../http.ts';
import { CLOCK, createPorts } from '../../../ports.ts';

export interface FetchOptions {
  /** The binary field of the first file. */
  field: string;
  /** Another host that files of an AI bot may come from. */
  baseUrl?: string;
}

export interface Fetched {
  binary: IBinaryKeyData;
  /** What became of each file, in order. */
  files: IDataObject[];
}

/** Milliseconds for all files of a message: the workflow waits for them. */
const BUDGET = 120_000;

/** One file of a message, and how it is had. */
type Fetch = () => Promise<Outcome<DownloadedMedia>>;

/**
 * Brings what the member sent into binary fields. Never throws: WeCom has its answer already, and a message without its picture is
 * better than none.
 */
export async function fetchMedia(context: IWebhookFunctions, push: Push, { key }: CallbackSettings, { field, baseUrl }: FetchOptions): Promise<Fetched> {
  const deadline = createDeadline(CLOCK, BUDGET);
  const brought = push.from === 'bot' ? botFiles(context, push, { key, deadline, ...(baseUrl === undefined ? {} : { baseUrl }) }) : appFiles(context, push, deadline);
  const fetched: Fetched = { binary: {}, files: [] };
  for (const [index, bring] of brought.entries()) {
    const name = index === 0 ? field : `${field}_${index}`;
    try {
      const outcome = await bring();
      if (outcome.delivery !== 'sent') throw outcome.error;
      const { bytes, filename, mimeType } = outcome.value;
      fetched.binary[name] = await context.helpers.prepareBinaryData(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), filename, mimeType);
      fetched.files.push({ field: name, filename, mimeType, size: bytes.byteLength });
    } catch (error) {
      fetched.files.push({ field: name, problem: isWeComError(error) || error instanceof Error ? error.message : 'The file could not be fetched' });
    }
  }
  return fetched;
}

function appFiles(context: IWebhookFunctions, push: Push, deadline: Deadline): Fetch[] {
  if (push.kind !== 'message') return [];
  const table: Readonly<Record<string, PushSpec>> = PUSH_MESSAGES;
  const mediaId = push.fields[table[push.type]?.media ?? ''];
  if (typeof mediaId !== 'string' || mediaId === '') return [];
  return [async () => createApp((await connectApp(context, deadline)).connection).download(mediaId)];
}

function botFiles(context: IWebhookFunctions, push: Push, options: { key: CallbackSettings['key']; deadline: Deadline; baseUrl?: string }): Fetch[] {
  const ports = createPorts(createHttp(plainly(context)), context.logger);
  return addressesIn(push).map((url) => async () => downloadBotFile(ports, url, options));
}

function addressesIn(push: Push): string[] {
  if (push.from !== 'bot' || push.kind !== 'message') return [];
  const urls = [...(push.type === 'mixed' ? (push.fields.mixed?.msg_item ?? []).map(({ image }) => image?.url) : []), urlOf(push)];
  return urls.filter((url): url is string => typeof url === 'string' && url !== '');
}

function urlOf(push: Push): unknown {
  if (push.from !== 'bot') return undefined;
  switch (push.type) {
    case 'image':
    case 'file':
    case 'video': {
      const body = push.fields[push.type];
      return typeof body === 'object' && body !== null && 'url' in body ? body.url : undefined;
    }
    default:
      return undefined;
  }
}

/** The addresses of an object store are signed themselves; no credential goes there. */
const plainly = (context: IWebhookFunctions) => async (options: IHttpRequestOptions): Promise<unknown> => context.helpers.httpRequest(options) as Promise<unknown>;
