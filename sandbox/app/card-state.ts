import { isObject } from '../message/fields.ts';
import type { JsonObject } from '../message/fields.ts';
import type { MessageRecord } from '../types.ts';

/** A card as it stands before some of those who were shown it. */
export interface CardState {
  /** By userid. */
  users: string[];
  card: JsonObject;
  /** What stands on its buttons once they can no longer be pressed. */
  replaced: string | undefined;
}

const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** A card before one member: the one that was sent, or what the last change for that member made of it. */
export function cardBefore(userid: string, { message, updates = [] }: Pick<MessageRecord, 'message' | 'updates'>): Omit<CardState, 'users'> {
  let card = isObject(message.template_card) ? message.template_card : {};
  let replaced: string | undefined;
  for (const update of updates) {
    if (!update.users.includes(userid)) continue;
    if (update.template_card) {
      card = update.template_card;
      replaced = textIn(card.replace_text);
    } else replaced = update.replace_name;
  }
  return { card, replaced };
}

/** Every state that a card is in, with who sees it so. */
export function cardStates(shown: readonly string[], message: Pick<MessageRecord, 'message' | 'updates'>): CardState[] {
  const states: CardState[] = [];
  for (const userid of shown) {
    const state = cardBefore(userid, message);
    const same = states.find(({ card, replaced }) => card === state.card && replaced === state.replaced);
    if (same) same.users.push(userid);
    else states.push({ users: [userid], ...state });
  }
  return states;
}
