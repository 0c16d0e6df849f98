import { fieldsFor, messageSpec } from '../../../../core/spec/messages.ts';
import { titleOf } from '../../../../core/spec/titles.ts';
import type { Channel, FieldSpec, MessageTypeSpec, Requirement } from '../../../../core/spec/types.ts';
import { camelCase } from '../../../fields/names.ts';
import type { NamedField } from '../../../fields/parameter.ts';

/** The place of one field of a message among the node's parameters. Both the panel and the reading of it go by this. */
export interface Slot extends NamedField {
  /** In the panel itself, or in the collection of fields that a user adds. */
  place: 'panel' | 'collection';
}

/**
 * Fields that are parameters of another kind: a file comes from a binary field or by its media_id, and whom a text mentions is
 * asked for once for all types.
 */
const ELSEWHERE = ['media_id', 'base64', 'md5', 'mentioned_list', 'mentioned_mobile_list'];

/** What a member presses to answer a card. */
const ANSWERED_BY = ['button_list', 'submit_button'];

/** Whether a card with these fields is answered. */
export const isAnswered = (fields: readonly FieldSpec[]): boolean => fields.some(({ name }) => ANSWERED_BY.includes(name));

/** The object that carries the msgtype's name; undefined of a type that the channel does not have. */
export function bodySpec(channel: Channel, msgtype: string): FieldSpec | undefined {
  return fieldsFor(messageSpec(channel), msgtype).find(({ name, type }) => name === msgtype && type === 'object');
}

/**
 * Every field of a type's object, in order. What a message needs stands in the panel, so that nobody has to look for it; an
 * object that is needed is taken apart for the same reason.
 *
 * @param choice the value of the field that chooses further ones, such as a card's type.
 */
export function slotsOf(body: FieldSpec, choice: unknown): Slot[] {
  const fields = fieldsFor(body, choice).filter(({ name }) => !ELSEWHERE.includes(name));
  const alternatives = fields.flatMap(({ required }) => (typeof required === 'object' && 'unless' in required ? required.unless : []));
  const slot = (spec: FieldSpec, path: readonly string[], inPanel: boolean): Slot => ({
    spec,
    path,
    name: parameterName(body.name, path),
    displayName: titleOf({ name: words(path).join('_') }),
    place: inPanel ? 'panel' : 'collection',
  });

  return fields.flatMap((field) => {
    const members = field.type === 'object' ? (field.fields ?? []) : [];
    const wanted = (member: FieldSpec): boolean => alternatives.includes(`${field.name}.${member.name}`);
    // Whether an answered card that takes another's place needs a name of its own, WeCom's pages do not say: with one it is safe.
    const inPanel = isNeeded(field.required) || (field.form === 'task_id' && isAnswered(fields));
    if (members.length === 0 || !(inPanel || members.some(wanted))) return [slot(field, [field.name], inPanel)];
    const apart = members.map((member) => slot(member, [field.name, member.name], isNeeded(member.required) || wanted(member)));
    return apart.map((one) => beside(one, apart));
  });
}

/** The collection of a type's optional fields. */
export const collectionName = (msgtype: string): string => parameterName(msgtype, ['fields']);

/** The title in English title case, as n8n writes labels. */
export const titleOfType = ({ title }: Pick<MessageTypeSpec, 'title'>): string => titleOf({ name: title.replaceAll(' ', '_') });

/** Needed in any case, or as long as something else does not stand in for it. What only accompanies an optional field is optional. */
const isNeeded = (required: Requirement | undefined): boolean => required !== undefined && !(typeof required === 'object' && 'with' in required);

/** A field that depends on another's value stands where that one stands. */
function beside(slot: Slot, siblings: readonly Slot[]): Slot {
  const { required } = slot.spec;
  if (typeof required !== 'object' || !('when' in required)) return slot;
  const other = siblings.find(({ spec }) => spec.name === required.when);
  return other === undefined ? slot : { ...slot, place: other.place, when: { name: other.name, is: required.is } };
}

/**
 * `textcardTitle`, `newsArticles`, `cardMainTitle`: the type is part of the name, so that no two types share a parameter. Only
 * the content is the same thing in each of them.
 */
function parameterName(msgtype: string, path: readonly string[]): string {
  if (path.length === 1 && path[0] === 'content') return 'content';
  return camelCase(words([msgtype.split('_').at(-1) ?? msgtype, ...path]).join('_'));
}

/** `main_title.title` is the main title. */
const words = (path: readonly string[]): string[] =>
  path
    .join('_')
    .split('_')
    .filter((word, index, all) => word !== all[index - 1]);
