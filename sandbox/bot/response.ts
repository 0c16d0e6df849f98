import { postedObject } from '../app/posted.ts';
import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { checkFields, isObject } from '../message/fields.ts';
import type { JsonObject } from '../message/fields.ts';
import { singleValue } from '../requests.ts';
import type { World } from '../world.ts';
import { checkBotCard } from './reply-types.ts';
import { sayAsBot } from './say.ts';

/**
 * POST /cgi-bin/aibot/response: what a bot says later, once within an hour, by the address that came with a message. The code is
 * used up by what is shown, not by what is refused.
 * Source: https://developer.work.weixin.qq.com/document/path/101138
 * @throws Refusal 60140 for a code that is unknown, used or too old; 40008 for another type than markdown and template_card; 40058
 * for one without its content, and with the codes of postedObject.
 */
export function respondAsBot(request: ApiRequest, world: World): Answer {
  const code = singleValue(request.query, 'response_code');
  const message = postedObject(request);
  const known = world.bots.responses.find(code, world.now());
  if (!known) throw new Refusal(60140);
  const { msgtype } = message;
  if (msgtype === 'markdown') {
    checkFields({ content: { kind: 'text', required: true, missing: 44004, maxBytes: 20_480 } }, contentOf(message), 'markdown', () => false);
    sayAsBot(world, known.bot, known.to, { msgtype: 'markdown_v2', message: { msgtype: 'markdown_v2', markdown_v2: message.markdown } });
  } else if (msgtype === 'template_card') {
    sayAsBot(world, known.bot, known.to, { msgtype: 'template_card', message: { msgtype: 'template_card', template_card: checkBotCard(contentOf(message)) } });
  } else throw new Refusal(40008);
  world.bots.responses.use(code);
  return jsonAnswer(0, 'ok');
}

/** The object that carries the msgtype's name. @throws Refusal 40058 when it is missing. */
function contentOf(message: JsonObject): JsonObject {
  const content = message[String(message.msgtype)];
  if (!isObject(content)) throw new Refusal(40058, `${String(message.msgtype)} is missing`);
  return content;
}
