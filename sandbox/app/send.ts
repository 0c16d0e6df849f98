import { randomBytes } from 'node:crypto';

import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { checkContent } from '../message/content.ts';
import { isObject } from '../message/fields.ts';
import type { JsonObject } from '../message/fields.ts';
import type { Delivery } from '../types.ts';
import type { World } from '../world.ts';
import type { CorpApp } from './apps.ts';
import { callerOf } from './caller.ts';
import { appChannel } from './message-types.ts';
import { checkOptions, checkSafe, duplicateInterval, withoutEffect } from './options.ts';
import { checkAgent, postedObject } from './posted.ts';
import { recipientsOf } from './recipients.ts';
import type { Recipients } from './recipients.ts';
import { callsBack } from './template-cards.ts';

/**
 * POST /cgi-bin/message/send: the caller first, then the agentid, the recipients, the content and its options. What the
 * duplicate check holds back is answered as the first time; WeCom's answer to it is not documented.
 * Source: https://developer.work.weixin.qq.com/document/path/90236
 * @throws Refusal with the codes of callerOf, postedObject, checkAgent, recipientsOf, checkContent, checkSafe, checkOptions and
 * takeTaskId; 40058 for a mini program's notice to everybody.
 */
export function sendAppMessage(request: ApiRequest, world: World): Answer {
  const app = callerOf(request, world);
  const message = postedObject(request);
  checkAgent(message.agentid, app);
  const recipients = recipientsOf(message);
  const now = world.now();
  const shown = checkContent(appChannel(app.settings.callback), message, (mediaId, type) =>
    world.media.canBeSent(mediaId, type, { corpid: app.corpid }, now),
  );
  if (shown.msgtype === 'miniprogram_notice' && recipients.all) throw new Refusal(40058, 'miniprogram_notice cannot be sent to @all');
  checkSafe(message, 'members', (mediaId) => world.media.record(mediaId)?.filename ?? '');
  checkOptions(message);

  const interval = duplicateInterval(message);
  const before = interval === undefined ? undefined : app.repeats.find(message, now, interval);
  if (before) return before;
  const card = shown.msgtype === 'template_card' && isObject(message.template_card) ? message.template_card : {};
  takeTaskId(card, app);
  const msgid = randomBytes(48).toString('base64url');
  const to = deliver(recipients, app, now);
  world.messages.add({
    app: app.name,
    agentid: app.agentid,
    to,
    msgid,
    ...shown,
    at: now,
    bytes: request.body.length,
    ...withoutEffect(message, 'members'),
  });
  // With it a card that can call back can be changed later.
  const changeable = callsBack(card) && { response_code: app.responseCodes.give(msgid, now) };
  const answer = jsonAnswer(0, 'ok', { ...reportOf(recipients), msgid, ...changeable });
  if (interval !== undefined) app.repeats.add(message, now, answer);
  return answer;
}

/** @throws Refusal 40058 for a task_id that the application has used before. */
function takeTaskId({ task_id }: JsonObject, app: CorpApp): void {
  if (typeof task_id !== 'string' || task_id === '') return;
  if (app.taskIds.has(task_id)) throw new Refusal(40058, 'template_card.task_id was used before');
  app.taskIds.add(task_id);
}

function deliver({ all, users, parties, tags, reached }: Recipients, app: CorpApp, now: number): Delivery {
  const shown = reached.filter((userid) => app.rate.take(userid, now));
  return { all, users, parties, tags, shown, dropped: reached.filter((userid) => !shown.includes(userid)) };
}

/** WeCom may leave the fields out where there is nothing to report. */
const reportOf = ({ reported }: Recipients): Record<string, string> =>
  Object.fromEntries(Object.entries(reported).filter(([, ids]) => ids !== ''));
