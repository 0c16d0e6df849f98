/** The shapes of the tables in this folder. This folder is data: it imports nothing from outside itself. */

/** What WeCom does with a value over its limit. `advised`: nothing is documented but that it may not be shown in full. */
export type OverLimit = 'refused' | 'cut' | 'advised';

export type Limit =
  | { unit: 'bytes'; max: number; over: OverLimit }
  | { unit: 'characters'; max: number; over: OverLimit }
  | { unit: 'items'; min?: number; max: number; over: 'refused' }
  | { unit: 'value'; min: number; max: number; over: 'refused' };

/** A field is required always, or when a sibling has one of these values, or when none of these siblings is there. */
export type Requirement = true | { when: string; is: readonly (string | number)[] } | { unless: readonly string[] };

export type FieldType = 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'strings' | 'objects';

/** A promise about a string's form. */
export type StringForm = 'url' | 'media_id' | 'base64' | 'md5';

export interface FieldSpec {
  /** WeCom's own name, at this level. */
  name: string;
  type: FieldType;
  required?: Requirement;
  /** For 'strings' and 'objects' the unit is items. */
  limit?: Limit;
  form?: StringForm;
  /** The only values allowed. */
  values?: readonly (string | number)[];
  /** Of an 'object', or of each member of 'objects'. */
  fields?: readonly FieldSpec[];
  /** A short help text for a person choosing the field. */
  about: string;
}

/** Who carries the message: a group robot's webhook, or (from a later table) an application. */
export type Channel = 'robot';

/** How members are mentioned in a message of this type. 'inline' is `<@userid>` in the content; 'none' needs a text beside it. */
export type MentionStyle = 'list' | 'inline' | 'none';

export interface MessageTypeSpec {
  channel: Channel;
  msgtype: string;
  title: string;
  mentions: MentionStyle;
  /** The field whose text may be split over several messages or truncated, as a path below the message. */
  longText?: string;
  /** Fields of the object that carries the msgtype's name. */
  fields: readonly FieldSpec[];
  source: string;
}

/** May a request be repeated when it is not known whether the first one arrived? */
export type Replay = 'safe' | 'dedupe' | 'never';

export interface OperationSpec {
  name: string;
  method: 'GET' | 'POST';
  path: string;
  /** The query parameter that carries the secret. */
  credential: 'key';
  body: 'json' | 'media' | 'none';
  replay: Replay;
  source: string;
}

export type ErrcodeClass = 'busy' | 'token' | 'rate' | 'concurrency' | 'caller' | 'permission';

export interface ErrcodeSpec {
  errcode: number;
  class: ErrcodeClass;
  /** What it means, a clause without a capital or final period. */
  meaning: string;
  /** What to do, a sentence without the final period. */
  fix: string;
  source: string;
}

export type MediaKind = 'file' | 'image' | 'voice' | 'video';

export interface MediaKindSpec {
  channel: Channel;
  kind: MediaKind;
  /** How a robot takes it: uploaded for a media_id, or inside the message itself. */
  carried: 'upload' | 'inline';
  /** A file must be larger than this. */
  moreThanBytes: number;
  maxBytes: number;
  maxSeconds?: number;
  /** Formats told by their first bytes; absent = any. */
  formats?: readonly FileFormat[];
  source: string;
}

/** What the first bytes of a file can tell. */
export type FileFormat = 'jpg' | 'png' | 'amr' | 'mp4';
