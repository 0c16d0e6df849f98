import { APP_ENVELOPE } from './app-envelope.ts';
import { APP_MESSAGES } from './app-messages.ts';
import { CHAT_ENVELOPE, CHAT_MESSAGES } from './chat-messages.ts';
import { ROBOT_MESSAGES } from './robot-messages.ts';
import type { Channel, FieldSpec, MessageTypeSpec, Variants } from './types.ts';

/** What a channel can carry: the types of its messages, and the fields beside the object of the type. */
interface ChannelTables {
  types: readonly MessageTypeSpec[];
  envelope: readonly FieldSpec[];
}

const TABLES: Record<Channel, ChannelTables> = {
  robot: { types: ROBOT_MESSAGES, envelope: [] },
  app: { types: APP_MESSAGES, envelope: APP_ENVELOPE },
  appchat: { types: CHAT_MESSAGES, envelope: CHAT_ENVELOPE },
};

/** Puts tables in their place. For a bundle that is built without those of some channels, and loads them when they are needed. */
export function provideTables(tables: Partial<Record<Channel, ChannelTables>>): void {
  Object.assign(TABLES, tables);
}

/** Every type of message that the channel can carry. */
export function messageTypes(channel: Channel): readonly MessageTypeSpec[] {
  return TABLES[channel].types;
}

export function messageType(channel: Channel, msgtype: string): MessageTypeSpec | undefined {
  return TABLES[channel].types.find((type) => type.msgtype === msgtype);
}

/** The fields that every message of the channel has beside the object of its type: of an application, its recipients or its group chat. */
export function envelope(channel: Channel): readonly FieldSpec[] {
  return TABLES[channel].envelope;
}

/**
 * The whole message as one object: `msgtype` chooses which further fields it has. The first of those carries the type's name, the
 * others are its options.
 */
export function messageSpec(channel: Channel): FieldSpec {
  const of = messageTypes(channel).map((type) => ({ value: type.msgtype, title: type.title, fields: [bodyOf(type), ...(type.options ?? [])], sources: type.sources }));
  return { name: 'message', type: 'object', fields: envelope(channel), variants: { by: 'msgtype', about: 'The type of the message', of }, about: 'The whole message' };
}

const bodyOf = ({ msgtype, title, fields, variants, without }: MessageTypeSpec): FieldSpec => ({
  name: msgtype,
  type: 'object',
  required: true,
  fields,
  ...(variants === undefined ? {} : { variants }),
  ...(without === undefined ? {} : { without }),
  about: title,
});

/** The row that {@link Variants} leaves out: the field that chooses. */
export function choosingField({ by, about, of }: Variants): FieldSpec {
  return { name: by, type: 'string', required: true, values: of.map(({ value }) => value), about };
}

/** The fields of an object for one value of its choosing field, if it has such a field. */
export function fieldsFor({ fields = [], variants }: Pick<FieldSpec, 'fields' | 'variants'>, choice: unknown): readonly FieldSpec[] {
  if (variants === undefined) return fields;
  const chosen = variants.of.find(({ value }) => value === choice);
  return [choosingField(variants), ...fields, ...(chosen?.fields ?? [])];
}

/** What each member of a 'strings', 'integers' or 'objects' field must be. */
export function memberSpec({ name, type, form, fields, variants, about }: FieldSpec): FieldSpec {
  if (type === 'strings') return { name, type: 'string', required: true, ...(form === undefined ? {} : { form }), about };
  if (type === 'integers') return { name, type: 'integer', required: true, about };
  return { name, type: 'object', required: true, ...(fields === undefined ? {} : { fields }), ...(variants === undefined ? {} : { variants }), about };
}
