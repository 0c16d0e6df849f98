import type { IncomingMessage, ServerResponse } from 'node:http';

import { getAppMedia, getHdVoice } from './app/download.ts';
import { getToken } from './app/gettoken.ts';
import { getApiAddresses, getCallbackAddresses } from './app/ip-lists.ts';
import { recallMessage } from './app/recall.ts';
import { sendAppMessage } from './app/send.ts';
import { getStatistics } from './app/statistics.ts';
import { updateTemplateCard } from './app/update-card.ts';
import { uploadImage } from './app/upload-image.ts';
import { uploadAppMedia } from './app/upload.ts';
import { respondAsBot } from './bot/response.ts';
import { uploadByUrl } from './by-address/create.ts';
import { getUploadByUrlResult } from './by-address/result.ts';
import { createChat } from './chat/create.ts';
import { getChat } from './chat/get.ts';
import { sendToChat } from './chat/send.ts';
import { updateChat } from './chat/update.ts';
import { getDepartmentIds, getDepartments } from './directory/departments.ts';
import { getTag, getTags } from './directory/tags.ts';
import { getMembers, listMemberIds } from './directory/users.ts';
import type { Endpoint, ApiRequest } from './endpoint.ts';
import { Refusal } from './errcodes.ts';
import { errorAnswer, gatewayAnswer, send, unknownPathAnswer } from './http/answer.ts';
import type { Answer } from './http/answer.ts';
import { readBody } from './http/body.ts';
import { spoil } from './http/spoil.ts';
import { splitTarget } from './requests.ts';
import { accountEndpoint } from './official/endpoints.ts';
import { sendRobotMessage } from './robot/send.ts';
import { uploadRobotMedia } from './robot/upload.ts';
import type { World } from './world.ts';

const ENDPOINTS = new Map<string, Endpoint>([
  ['/cgi-bin/webhook/send', sendRobotMessage],
  ['/cgi-bin/webhook/upload_media', uploadRobotMedia],
  ['/cgi-bin/gettoken', getToken],
  ['/cgi-bin/media/upload', uploadAppMedia],
  ['/cgi-bin/get_api_domain_ip', getApiAddresses],
  ['/cgi-bin/getcallbackip', getCallbackAddresses],
  ['/cgi-bin/media/get', getAppMedia],
  ['/cgi-bin/media/get/jssdk', getHdVoice],
  ['/cgi-bin/media/uploadimg', uploadImage],
  ['/cgi-bin/media/upload_by_url', uploadByUrl],
  ['/cgi-bin/media/get_upload_by_url_result', getUploadByUrlResult],
  ['/cgi-bin/message/send', sendAppMessage],
  ['/cgi-bin/message/recall', recallMessage],
  ['/cgi-bin/message/update_template_card', updateTemplateCard],
  ['/cgi-bin/message/get_statistics', getStatistics],
  ['/cgi-bin/aibot/response', respondAsBot],
  ['/cgi-bin/appchat/create', createChat],
  ['/cgi-bin/appchat/get', getChat],
  ['/cgi-bin/appchat/update', updateChat],
  ['/cgi-bin/appchat/send', sendToChat],
  ['/cgi-bin/department/list', getDepartments],
  ['/cgi-bin/department/simplelist', getDepartmentIds],
  ['/cgi-bin/user/simplelist', getMembers],
  ['/cgi-bin/user/list_id', listMemberIds],
  ['/cgi-bin/tag/list', getTags],
  ['/cgi-bin/tag/get', getTag],
]);

/** Everything under a path that is not the sandbox's own. `connection` numbers the socket; `closing` fires when the sandbox closes. */
export async function answerApi(
  request: IncomingMessage,
  response: ServerResponse,
  world: World,
  connection: number,
  closing: AbortSignal,
): Promise<void> {
  const { path, query } = splitTarget(request.url ?? '');
  const record = world.requests.add(request, connection, world.now());
  // A request loses its socket when the client goes.
  const { socket } = request;
  const ip = socket.remoteAddress ?? '';
  const fault = world.faults.take(path);
  if (fault?.kind === 'reset-before') {
    socket.resetAndDestroy();
    return;
  }
  const body = await readBody(request, (size) => {
    record.bodyBytes = size;
  });
  if (body === undefined) {
    send(response, gatewayAnswer(413, undefined, { connection: 'close' }));
    return;
  }
  const api = { method: request.method ?? '', query, headers: request.headers, body, ip, record };
  const perform = (): Answer => answerOf(accountEndpoint(path, query, world) ?? weComEndpoint(path, query, world), api, world);
  if (fault) await spoil(fault.kind, fault, { socket, response, perform, ip, closing });
  else send(response, perform());
}

const refuseDebug: Endpoint = () => {
  throw new Refusal(45009);
};

function weComEndpoint(path: string, query: URLSearchParams, world: World): Endpoint | undefined {
  const endpoint = ENDPOINTS.get(path);
  return endpoint && world.debugRate.isOver(query, world.now()) ? refuseDebug : endpoint;
}

function answerOf(endpoint: Endpoint | undefined, request: ApiRequest, world: World): Answer {
  if (!endpoint) return unknownPathAnswer();
  try {
    return endpoint(request, world);
  } catch (error) {
    if (error instanceof Refusal) return errorAnswer(error.errcode, error.message, request.ip, error.fields);
    throw error;
  }
}
