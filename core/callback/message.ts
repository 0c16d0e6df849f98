import { BOT_EVENTS, BOT_FIELDS, BOT_MESSAGES, PUSH_EVENTS, PUSH_FIELDS, PUSH_MESSAGES } from '../spec/callbacks.ts';
import type { PushSpec, Shape } from '../spec/callbacks.ts';
import { fieldOf, isFields, textOf } from './fields.ts';
import type { Fields, Value } from './fields.ts';
import { conform } from './shape.ts';
import type { Shaped } from './shape.ts';

type Rows = Readonly<Record<string, PushSpec>>;

/** One variant for each row of a table, told apart by `type`. */
type OneOf<From, Kind, Common, Table extends Rows> = {
  [T in keyof Table]: { from: From; kind: Kind; type: T; fields: Shaped<Common & Table[T]['fields']> };
}[keyof Table];

/** A message to an application or an Official Account. `type` is WeCom's MsgType. */
export type AppMessage = OneOf<'app', 'message', typeof PUSH_FIELDS, typeof PUSH_MESSAGES>;

/** An event of an application or an Official Account. `type` is WeCom's Event. */
export type AppEvent = OneOf<'app', 'event', typeof PUSH_FIELDS & { Event: 'text' }, typeof PUSH_EVENTS>;

/** A message to an AI bot. `type` is its msgtype. */
export type BotMessage = OneOf<'bot', 'message', typeof BOT_FIELDS, typeof BOT_MESSAGES>;

/** An event of an AI bot. `type` is its eventtype. */
export type BotEvent = OneOf<'bot', 'event', typeof BOT_FIELDS, typeof BOT_EVENTS>;

/** What no row knows, or what does not have the form that its row says: its fields are as they were written. */
export interface UnknownPush {
  from: 'app' | 'bot';
  kind: 'unknown';
  /** The Event, MsgType or InfoType, if it has one; of an AI bot the eventtype or msgtype. */
  type: string;
  fields: Fields;
}

export type Push = AppMessage | AppEvent | BotMessage | BotEvent | UnknownPush;

/**
 * What WeCom has pushed, typed by the tables. Fields keep WeCom's names; nothing is dropped, and no number is made of a text.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90239 and https://developer.work.weixin.qq.com/document/path/90240 for
 * applications, https://developer.work.weixin.qq.com/document/path/100719 and https://developer.work.weixin.qq.com/document/path/101027
 * for AI bots
 */
export function readPush(fields: Fields): Push {
  return fieldOf(fields, 'msgtype') === undefined ? readApp(fields) : readBot(fields);
}

function readApp(fields: Fields): Push {
  const msgType = textOf(fields, 'MsgType') ?? '';
  const isEvent = msgType === 'event';
  const type = isEvent ? (textOf(fields, 'Event') ?? '') : msgType;
  const known = inShape(isEvent ? SHAPES.appEvents : SHAPES.appMessages, type, mended(fields));
  // The tables' types say what `inShape` has checked.
  if (known !== undefined) return { from: 'app', kind: isEvent ? 'event' : 'message', type, fields: known } as AppMessage | AppEvent;
  return { from: 'app', kind: 'unknown', type: type || (textOf(fields, 'InfoType') ?? ''), fields };
}

function readBot(fields: Fields): Push {
  const msgtype = textOf(fields, 'msgtype') ?? '';
  const event = fieldOf(fields, 'event');
  const isEvent = msgtype === 'event';
  const type = isEvent && isFields(event) ? (textOf(event, 'eventtype') ?? '') : msgtype;
  const known = inShape(isEvent ? SHAPES.botEvents : SHAPES.botMessages, type, fields);
  if (known !== undefined) return { from: 'bot', kind: isEvent ? 'event' : 'message', type, fields: known } as BotMessage | BotEvent;
  return { from: 'bot', kind: 'unknown', type, fields };
}

/** The whole of each row, with the fields that all of its table have. */
const shapesOf = (rows: Rows, common: Readonly<Record<string, Shape>>): ReadonlyMap<string, Shape> =>
  new Map(Object.entries(rows).map(([type, { fields }]) => [type, { ...common, ...fields }]));

const SHAPES = {
  appMessages: shapesOf(PUSH_MESSAGES, PUSH_FIELDS),
  appEvents: shapesOf(PUSH_EVENTS, { ...PUSH_FIELDS, Event: 'text' }),
  botMessages: shapesOf(BOT_MESSAGES, BOT_FIELDS),
  botEvents: shapesOf(BOT_EVENTS, BOT_FIELDS),
};

function inShape(shapes: ReadonlyMap<string, Shape>, type: string, fields: Fields): Value | undefined {
  const shape = shapes.get(type);
  return shape === undefined ? undefined : conform(shape, fields);
}

/** Both spellings are about: the page's own sample has `OpitonIds` and `OpitonId`. */
const MISSPELT: Record<string, string> = { OpitonIds: 'OptionIds', OpitonId: 'OptionId' };

function mended(fields: Fields): Fields {
  const items = fieldOf(fields, 'SelectedItems');
  return items === undefined ? fields : { ...fields, SelectedItems: respelt(items) };
}

function respelt(value: Value): Value {
  if (Array.isArray(value)) return value.map(respelt);
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [MISSPELT[name] ?? name, respelt(member)]));
}

/** Who wrote or did it: a userid, `sys` for WeCom itself; undefined where WeCom names nobody. */
export function senderOf({ fields }: Push): string | undefined {
  const from = fieldOf(fields, 'from');
  return isFields(from) ? textOf(from, 'userid') : textOf(fields, 'FromUserName');
}

/** What was pressed, chosen or opened: the EventKey of an application, the event_key of a bot's card. */
export function eventKeyOf({ fields }: Push): string | undefined {
  const event = fieldOf(fields, 'event');
  const card = isFields(event) ? fieldOf(event, 'template_card_event') : undefined;
  return isFields(card) ? textOf(card, 'event_key') : textOf(fields, 'EventKey');
}
