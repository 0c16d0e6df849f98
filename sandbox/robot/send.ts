import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { parseJsonBody } from '../http/json.ts';
import type { World } from '../world.ts';
import { checkMessage } from './message.ts';
import { checkMaySend } from './robots.ts';

/**
 * POST /cgi-bin/webhook/send: the key first, then the rate, then the message.
 * Source: https://developer.work.weixin.qq.com/document/path/91770
 * @throws Refusal 40058 for another method; 93000, 93004, 45009 for the robot; for the message the codes of parseJsonBody and
 * checkMessage.
 */
export function sendRobotMessage(request: ApiRequest, world: World): Answer {
  if (request.method !== 'POST') throw new Refusal(40058);
  const robot = world.robots.ofQuery(request.query);
  const now = world.now();
  checkMaySend(robot, now);
  const shown = checkMessage(parseJsonBody(request.headers, request.body), (mediaId, type) =>
    world.media.usable(mediaId, { robot: robot.name }, now)?.type === type,
  );
  robot.sent.push(now);
  world.messages.add({ robot: robot.name, ...shown, at: now, bytes: request.body.length });
  return jsonAnswer(0, 'ok');
}
