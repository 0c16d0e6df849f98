import { Refusal } from '../errcodes.ts';
import { cutBytes, cutCharacters } from './cut.ts';

export type MediaType = 'file' | 'image' | 'video' | 'voice';

/** How one field of a message is checked, and what becomes of it. */
export interface FieldRule {
  kind: 'text' | 'number' | 'boolean' | 'texts' | 'object' | 'objects';
  /** Always; when the sibling `type` has this value, or has another; with that sibling; without it. A required text may not be blank. */
  required?: true | { type: number } | { typeOtherThan: number } | { with: string } | { without: string };
  /** The errcode when it is required and missing; 40058 when nothing is said. */
  missing?: number;
  /** UTF-8 bytes; longer is refused. */
  maxBytes?: number;
  /** The fewest and the most characters; others are refused. */
  characters?: readonly [number, number];
  /** The errcode for a text that is too long (or too short); 40058 when nothing is said. */
  badLength?: number;
  /** UTF-8 bytes; longer is accepted, and the reader is shown the beginning. */
  cutBytes?: number;
  /** Characters; longer is accepted, and the reader is shown the beginning. */
  cutCharacters?: number;
  /** What the whole text looks like; anything else is refused. */
  pattern?: RegExp;
  /** The only values. */
  values?: readonly (string | number)[];
  /** The smallest and the largest number, or number of members. */
  range?: readonly [number, number];
  /** The errcode for more members than that; 40058 when nothing is said. */
  tooMany?: number;
  /** A link, or the media_id of an upload of this type. */
  form?: 'link' | MediaType;
  /** Of an object, or of each member of a list of objects. */
  fields?: Fields;
}

export type Fields = Readonly<Record<string, FieldRule>>;

export type JsonObject = Record<string, unknown>;

/** Whether the sender may send this upload as that type. */
export type CanSend = (mediaId: string, type: MediaType) => boolean;

/** https://developer.work.weixin.qq.com/document/path/90236; for a robot's links no length is documented. */
const MAX_LINK_BYTES = 2048;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text; '' for anything else. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The objects of a list; one object alone counts as a list of one. */
export const objectsIn = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : isObject(value) ? [value] : []);

/** Whether a field holds a text that is not blank. */
export const hasText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

/**
 * Checks an object against its rules. Fields without a rule are let through, as WeCom does.
 * Returns what the reader is shown: the same, with over-long texts cut where WeCom cuts them.
 * `path` is the object's own name in the message.
 * @throws Refusal at the first rule that is broken.
 */
export function checkFields(fields: Fields, object: JsonObject, path: string, canSend: CanSend): JsonObject {
  const shown = { ...object };
  for (const [name, rule] of Object.entries(fields)) {
    const value = object[name];
    const where = `${path}.${name}`;
    if (isMissing(value)) {
      if (isRequired(rule, object)) throw new Refusal(rule.missing ?? 40058, `${where} is missing`);
      if (value === undefined || (value === '' && rule.kind === 'text')) continue;
    }
    shown[name] = checkValue(rule, value, where, canSend);
  }
  return shown;
}

const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

function isRequired({ required }: FieldRule, object: JsonObject): boolean {
  if (typeof required !== 'object') return required === true;
  if ('type' in required) return object.type === required.type;
  if ('typeOtherThan' in required) return object.type !== required.typeOtherThan;
  return 'with' in required ? !isMissing(object[required.with]) : isMissing(object[required.without]);
}

function checkValue(rule: FieldRule, value: unknown, where: string, canSend: CanSend): unknown {
  if (rule.values && !rule.values.some((allowed) => allowed === value)) throw new Refusal(40058, `${where} has no such value`);
  switch (rule.kind) {
    case 'text':
      if (typeof value !== 'string') throw new Refusal(40058, `${where} is not a string`);
      return checkText(rule, value, where, canSend);
    case 'number':
      if (typeof value !== 'number') throw new Refusal(40058, `${where} is not a number`);
      checkRange(rule, value, where);
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw new Refusal(40058, `${where} is neither true nor false`);
      return value;
    case 'object':
      if (!isObject(value)) throw new Refusal(40058, `${where} is not an object`);
      return checkFields(rule.fields ?? {}, value, where, canSend);
    case 'texts':
    case 'objects':
      return checkList(rule, value, where, canSend);
  }
}

function checkList(rule: FieldRule, value: unknown, where: string, canSend: CanSend): unknown[] {
  if (!Array.isArray(value)) throw new Refusal(40058, `${where} is not an array`);
  checkRange(rule, value.length, where);
  const member: FieldRule = { ...rule, kind: rule.kind === 'texts' ? 'text' : 'object' };
  return value.map((one: unknown, index) => checkValue(member, one, `${where}[${index}]`, canSend));
}

function checkRange({ range, tooMany = 40058 }: FieldRule, size: number, where: string): void {
  if (!range) return;
  if (size < range[0]) throw new Refusal(40058, `${where} is under its minimum ${range[0]}`);
  if (size > range[1]) throw new Refusal(tooMany, `${where} exceed max ${range[1]}`);
}

function checkText(rule: FieldRule, text: string, where: string, canSend: CanSend): string {
  const { maxBytes, characters, pattern, form, badLength = 40058 } = rule;
  if (maxBytes !== undefined && Buffer.byteLength(text) > maxBytes) {
    throw new Refusal(badLength, `${where} exceed max length ${maxBytes}`);
  }
  const length = Array.from(text).length;
  if (characters && (length < characters[0] || length > characters[1])) {
    throw new Refusal(badLength, `${where} does not have ${characters.join(' to ')} characters`);
  }
  if (pattern && !pattern.test(text)) throw new Refusal(40058, `${where} has characters that do not belong there`);
  if (form === 'link') checkLink(text, where);
  else if (form !== undefined && !canSend(text, form)) throw new Refusal(40007, where);
  if (rule.cutBytes !== undefined) return cutBytes(text, rule.cutBytes);
  return rule.cutCharacters === undefined ? text : cutCharacters(text, rule.cutCharacters);
}

function checkLink(text: string, where: string): void {
  if (!/^https?:\/\//i.test(text)) throw new Refusal(45034, where);
  if (!URL.canParse(text)) throw new Refusal(40058, `${where} is not a url`);
  if (Buffer.byteLength(text) > MAX_LINK_BYTES) throw new Refusal(40039, where);
}
