import type { IncomingMessage, ServerResponse } from 'node:http';

import { BOT_FILE_PATH } from '../bot/files.ts';
import { send } from '../http/answer.ts';
import { readBody } from '../http/body.ts';
import { encodeRfc5987, weComDisposition } from '../http/disposition.ts';
import { splitTarget } from '../requests.ts';
import { IMAGE_PATH } from '../media/images.ts';
import type { Sandbox } from '../types.ts';
import type { World } from '../world.ts';
import { ACTIONS } from './actions.ts';

/** What the control endpoints need: the sandbox's own face, and the world behind it. */
interface Controlled {
  sandbox: Sandbox;
  world: World;
}

/** Whether a path belongs to the control endpoints. */
export const isControlPath = (path: string): boolean => path.startsWith('/sandbox/');

/** Answers `/sandbox/…`: the sandbox's programmatic face for programs that were spawned. */
export async function answerControl(request: IncomingMessage, response: ServerResponse, controlled: Controlled): Promise<void> {
  const { path } = splitTarget(request.url ?? '');
  const method = request.method ?? '';
  if (method === 'GET' && path === '/sandbox/events') {
    streamMessages(response, controlled.world);
    return;
  }
  if (method === 'GET' && path.startsWith('/sandbox/media/')) {
    answerMedia(response, controlled.world, path.slice('/sandbox/media/'.length));
    return;
  }
  if (method === 'GET' && path.startsWith(IMAGE_PATH)) {
    answerImage(response, controlled.world, path.slice(IMAGE_PATH.length));
    return;
  }
  if (method === 'GET' && path.startsWith(BOT_FILE_PATH)) {
    answerBotFile(response, controlled.world, path.slice(BOT_FILE_PATH.length));
    return;
  }
  const action = ACTIONS.get(`${method} ${path}`);
  if (!action) {
    const known = [...ACTIONS.keys(), 'GET /sandbox/media/<media_id>', 'GET /sandbox/images/<id>', 'GET /sandbox/bot-files/<id>', 'GET /sandbox/events'].join(', ');
    answerJson(response, 404, { error: `There is no such control endpoint. There are: ${known}.` });
    return;
  }
  try {
    answerJson(response, 200, await action(controlled.sandbox, await readJson(request)));
  } catch (error) {
    answerJson(response, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}

/** A foreign page may name an address here as its script or picture, which needs no permission; the browser then throws it away. */
const NOT_FOR_OTHER_PAGES = { 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' };

function answerJson(response: ServerResponse, status: number, value: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...NOT_FOR_OTHER_PAGES })
    .end(JSON.stringify(value));
}

/** The body as JSON, undefined when there is none. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request, () => undefined);
  if (body === undefined) throw new Error('The body is too large.');
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new Error('The body is not JSON.');
  }
}

/** Server-sent events: one for every message that is processed from now on, and for every one that is recalled or changed. */
function streamMessages(response: ServerResponse, world: World): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', ...NOT_FOR_OTHER_PAGES });
  response.flushHeaders();
  const end = world.messages.subscribe(({ id, callback, ...message }, changed) => {
    // What a member wrote is nothing that anybody was shown.
    if (callback) return;
    response.write(`id: ${id}\nevent: ${changed ? 'change' : 'message'}\ndata: ${JSON.stringify(message)}\n\n`);
  });
  response.on('close', end);
}

/**
 * The bytes of an upload or of a material.
 *
 * The attack: whoever knows the webhook uploads an HTML page and gets somebody to open it; shown, it would run as the
 * sandbox's own page, with its rights. It is therefore only ever saved, never shown, whatever it says it is.
 */
function answerMedia(response: ServerResponse, world: World, mediaId: string): void {
  const material = world.materials.records.find(({ media_id }) => media_id === mediaId);
  const filename = world.media.record(mediaId)?.filename ?? material?.name;
  const bytes = world.media.bytes(mediaId) ?? world.materials.bytes(mediaId);
  if (filename === undefined || !bytes) {
    answerJson(response, 404, { error: 'There is no upload with this media_id, or it is too old for its bytes to be kept.' });
    return;
  }
  response
    .writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename*=UTF-8''${encodeRfc5987(filename)}`,
      ...NOT_FOR_OTHER_PAGES,
      'content-security-policy': "sandbox; default-src 'none'",
    })
    .end(bytes);
}

/** A picture for articles. It was looked at when it came: whatever else it holds, it begins as a JPG or a PNG and is shown as one. */
function answerImage(response: ServerResponse, world: World, id: string): void {
  const bytes = world.images.bytes(id);
  if (!bytes) {
    answerJson(response, 404, { error: 'There is no such picture, or it is too old to be kept.' });
    return;
  }
  const type = bytes[0] === 0xff ? 'image/jpeg' : 'image/png';
  response.writeHead(200, { 'content-type': type, 'content-length': String(bytes.length), ...NOT_FOR_OTHER_PAGES }).end(bytes);
}

/** What a member sent to a bot, encrypted: whoever lacks the key sees nothing in it, and nothing in it can be run. */
function answerBotFile(response: ServerResponse, world: World, id: string): void {
  const file = world.botFiles.find(id, world.now());
  if (!file) {
    answerJson(response, 404, { error: 'There is no such file, or its address is older than five minutes.' });
    return;
  }
  const headers = { 'content-type': 'application/octet-stream', 'content-disposition': weComDisposition(file.filename), ...NOT_FOR_OTHER_PAGES };
  send(response, { status: 200, headers, body: file.bytes });
}
