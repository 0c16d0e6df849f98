import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { checkFields, hasText, isObject } from '../message/fields.ts';
import type { CanSend, JsonObject } from '../message/fields.ts';
import type { CardUpdate } from '../types.ts';
import type { World } from '../world.ts';
import type { CorpApp } from './apps.ts';
import { callerOf } from './caller.ts';
import { isInteractive } from './interactive-cards.ts';
import { checkAgent, postedObject } from './posted.ts';
import { checkAppCard, TEMPLATE_CARD } from './template-cards.ts';
import { updateRecipientsOf } from './update-recipients.ts';
import type { UpdateRecipients } from './update-recipients.ts';

/**
 * POST /cgi-bin/message/update_template_card: the caller, the agentid, the response_code, what the card becomes, and for whom.
 * The code is used up by a change, not by a request that is refused.
 * Source: https://developer.work.weixin.qq.com/document/path/94888
 * @throws Refusal with the codes of callerOf, postedObject, checkAgent, changeCard and updateRecipientsOf.
 */
export function updateTemplateCard(request: ApiRequest, world: World): Answer {
  const app = callerOf(request, world);
  const update = postedObject(request);
  checkAgent(update.agentid, app);
  const { response_code: code } = update;
  const invaliduser = changeCard(world, app, code, update, (shown) => updateRecipientsOf(update, shown));
  return jsonAnswer(0, 'ok', invaliduser.length > 0 ? { invaliduser } : {});
}

/**
 * Changes the card that a code is for, and uses the code up; returns who was named without having the card. `recipientsOf` picks
 * those whose card changes from those who were shown it.
 * @throws Refusal 40058 without a code, 60140 for one that is unknown, used or older than 72 hours, and with the codes of updateOf and recipientsOf.
 */
export function changeCard(
  world: World,
  app: CorpApp,
  code: unknown,
  update: JsonObject,
  recipientsOf: (shown: readonly string[]) => UpdateRecipients,
): string[] {
  if (typeof code !== 'string' || code === '') throw new Refusal(40058, 'response_code is missing');
  const now = world.now();
  const msgid = app.responseCodes.find(code, now);
  const message = msgid === undefined ? undefined : world.messages.all.find((sent) => sent.msgid === msgid);
  if (!message) throw new Refusal(60140);

  const change = updateOf(update, message.message.template_card as JsonObject, app.settings.callback, (mediaId, type) =>
    world.media.canBeSent(mediaId, type, { corpid: app.corpid }, now),
  );
  const { users, invaliduser } = recipientsOf(message.to?.shown ?? []);
  app.responseCodes.use(code);
  world.messages.change(message, { updates: [...(message.updates ?? []), { at: now, users, ...change }] });
  return invaliduser;
}

/**
 * What becomes of a card: a text in the place of its buttons, or another card.
 * @throws Refusal 40058 for both or neither, for a text that is missing, and for one where the card has no buttons; else as checkAppCard.
 */
function updateOf({ button, template_card }: JsonObject, original: JsonObject, callback: boolean, canSend: CanSend): Pick<CardUpdate, 'replace_name' | 'template_card'> {
  if ((button === undefined) === (template_card === undefined)) throw new Refusal(40058, 'either button or template_card is needed');
  if (button !== undefined) {
    const text = isObject(button) ? button.replace_name : undefined;
    if (typeof text !== 'string' || !hasText(text)) throw new Refusal(40058, 'button.replace_name is missing');
    if (!isInteractive(original)) throw new Refusal(40058, 'the card has no button');
    return { replace_name: text };
  }
  if (!isObject(template_card)) throw new Refusal(40058, 'template_card is not an object');
  checkFields({ ...TEMPLATE_CARD, replace_text: { kind: 'text' } }, template_card, 'template_card', canSend);
  return { template_card: checkAppCard(template_card, canSend, callback) };
}
