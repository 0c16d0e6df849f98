import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { streamEvents } from './events.ts';
import { renderPage } from './page.ts';
import { materialPicture, pictureOf } from './picture.ts';
import type { Picture } from './picture.ts';
import { securityHeaders } from './security.ts';
import type { InboxSource } from './source.ts';
import { viewOf } from './view.ts';

const FILES = new Map([
  ['/inbox/style.css', 'text/css; charset=utf-8'],
  ['/inbox/message.css', 'text/css; charset=utf-8'],
  ['/inbox/compose.css', 'text/css; charset=utf-8'],
  ['/inbox/compose.js', 'text/javascript; charset=utf-8'],
  ['/inbox/library.css', 'text/css; charset=utf-8'],
  ['/inbox/client.js', 'text/javascript; charset=utf-8'],
  ['/inbox/library.js', 'text/javascript; charset=utf-8'],
  ['/inbox/icon.svg', 'image/svg+xml'],
]);

const MATERIAL = /^\/inbox\/material\/([\w-]{1,128})$/;
const PICTURE = /^\/inbox\/picture\/(\d{1,15})(?:\/(\d{1,2}))?$/;

type Content = string | Uint8Array;

function send(response: ServerResponse, status: number, contentType: string, content: Content, pictures = false): void {
  response.writeHead(status, {
    ...securityHeaders(pictures),
    'content-type': contentType,
    'content-length': Buffer.byteLength(content),
    'cache-control': 'no-store',
  });
  response.end(content);
}

function sendPicture(response: ServerResponse, source: InboxSource, id: number, index: number): void {
  const message = source.messages().find((one) => one.id === id);
  const picture = message && pictureOf(message, source.bytes, index);
  answerPicture(response, picture);
}

function sendMaterial(response: ServerResponse, source: InboxSource, mediaId: string): void {
  const bytes = source.materialBytes?.(mediaId);
  answerPicture(response, bytes && materialPicture(bytes));
}

function answerPicture(response: ServerResponse, picture: Picture | undefined): void {
  if (picture) send(response, 200, picture.contentType, picture.bytes);
  else send(response, 404, 'text/plain', 'There is no such picture: the sandbox may have been reset.\n');
}

/** Where an EventSource comes back, its header is newer than the address it was opened with. */
const markIn = ({ headers }: IncomingMessage, query: URLSearchParams): string =>
  String(headers['last-event-id'] ?? query.get('after') ?? '');

/**
 * Answers what belongs to the inbox page: `GET /` and everything below `/inbox/`. False means that the request is
 * somebody else's and nothing was done. Whoever calls has looked at the Host header: the page trusts its origin.
 */
export function answerInbox(request: IncomingMessage, response: ServerResponse, source: InboxSource): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const url = URL.parse(`http://sandbox.invalid${request.url ?? ''}`);
  if (!url || (url.pathname !== '/' && !url.pathname.startsWith('/inbox/'))) return false;
  const { pathname, searchParams } = url;
  const view = viewOf(searchParams);
  const fileType = FILES.get(pathname);
  const materialId = MATERIAL.exec(pathname)?.[1];
  const [, pictureId, pictureIndex = '0'] = PICTURE.exec(pathname) ?? [];
  if (pathname === '/') {
    send(response, 200, 'text/html; charset=utf-8', renderPage(source, view).toString(), view.pictures);
  } else if (pathname === '/inbox/events') {
    response.writeHead(200, { ...securityHeaders(false), 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    if (request.method === 'HEAD') response.end();
    else streamEvents(response, source, view, markIn(request, searchParams));
  } else if (fileType !== undefined) {
    send(response, 200, fileType, readFileSync(new URL(`..${pathname}`, import.meta.url)));
  } else if (pictureId !== undefined) {
    sendPicture(response, source, Number(pictureId), Number(pictureIndex));
  } else if (materialId !== undefined) {
    sendMaterial(response, source, materialId);
  } else {
    send(response, 404, 'text/plain', 'The inbox has no such page.\n');
  }
  return true;
}
