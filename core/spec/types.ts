/** The shapes of the tables in this folder. This folder is data: it imports nothing from outside itself. */

/**
 * What WeCom does with a value over its limit. `cut`: part of the content is lost. `clipped`: what is lost is no content, such as
 * the end of a name. `advised`: nothing is documented but that it may not be shown in full.
 */
export type OverLimit = 'refused' | 'cut' | 'clipped' | 'advised';

export type Limit =
  | { unit: 'bytes'; max: number; over: OverLimit }
  /** Unicode code points. */
  | { unit: 'characters'; min?: number; max: number; over: OverLimit }
  /** What a base64 string decodes to. */
  | { unit: 'decoded bytes'; max: number; over: 'refused' }
  | { unit: 'items'; min?: number; max: number; over: 'refused' }
  /** Members of a text that joins them with `|`. */
  | { unit: 'ids'; max: number; over: 'refused' }
  | { unit: 'value'; min: number; max: number; over: 'refused' };

/**
 * A field is required always, or when a sibling has one of these values (or is left out, which stands for one of them), or when
 * none of these others has content, or when this one has (paths below the same object, such as `main_title.title`).
 */
export type Requirement =
  | true
  | { when: string; is: readonly (string | number)[]; orAbsent?: true }
  | { unless: readonly string[] }
  | { with: string };

export type FieldType = 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'strings' | 'integers' | 'objects';

/** A promise about a string's form. `id` is one that WeCom made. */
export type StringForm = 'url' | 'media_id' | 'base64' | 'md5' | 'task_id' | 'ids' | 'userids' | 'userid' | 'id' | 'chatid';

export interface FieldSpec {
  /** WeCom's own name, at this level. */
  name: string;
  type: FieldType;
  required?: Requirement;
  /** The sibling, and its values, beside which this field must be left out. */
  without?: { when: string; is: readonly (string | number)[] };
  /** For 'strings', 'integers' and 'objects' the unit is items. */
  limit?: Limit;
  /** Of a 'string', or of each member of 'strings'. */
  form?: StringForm;
  /** What a media_id must have been uploaded as. */
  media?: MediaKind;
  /** The sibling, in base64, whose decoded bytes this is the MD5 of. */
  md5Of?: string;
  /** What the decoded bytes may be, told by their first ones. */
  formats?: readonly FileFormat[];
  /** The only values allowed. */
  values?: readonly (string | number)[];
  /** Of an 'object', or of each member of 'objects'. */
  fields?: readonly FieldSpec[];
  variants?: Variants;
  /** Of 'objects': the field in which no two members may be alike. */
  unique?: string;
  /** A short help text for a person choosing the field. */
  about: string;
}

/** The further fields of an object when they depend on one of its own: those of a card on its `card_type`. */
export interface Variants {
  /** The field that chooses. It is required, its values are those below, and it has no row of its own. */
  by: string;
  about: string;
  of: readonly VariantSpec[];
}

export interface VariantSpec {
  value: string;
  title: string;
  fields: readonly FieldSpec[];
  /** The vendor's pages. */
  sources: readonly string[];
}

/** Who carries the message: a group robot's webhook, or an application of the corp, to members or to a group chat of its own. */
export type Channel = 'robot' | 'app' | 'appchat';

/** Whose the uploaded media are: an application's serve its messages to members and to group chats alike. */
export type MediaChannel = Exclude<Channel, 'appchat'>;

/** How members are mentioned in a message of this type, if at all. 'inline' is `<@userid>` in the content. */
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
  variants?: Variants;
  /** Beside which recipients this type cannot be sent. */
  without?: NonNullable<FieldSpec['without']>;
  /** Fields beside that object which not every type of the channel has. */
  options?: readonly FieldSpec[];
  /** The vendor's pages. */
  sources: readonly string[];
}

/** May a request be repeated when it is not known whether the first one arrived? */
export type Replay = 'safe' | 'dedupe' | 'never';

/** What is said when nobody can tell whether a request took effect. */
export interface Doubt {
  /** A clause: "the message may have been delivered". */
  maybe: string;
  /** A clause for a request that was made only once. */
  once: string;
  /** What to do, a sentence without the final period. */
  fix: string;
}

interface OperationFacts {
  /** What it does, after "to". */
  name: string;
  method: 'GET' | 'POST';
  path: string;
  /** The query parameter that carries the secret, or that the JSON body itself does. */
  credential: 'key' | 'access_token' | 'corpsecret' | 'secret' | 'response_code' | 'body';
  body: 'json' | 'media' | 'none';
  /** What a success looks like: JSON of the API, a file as it was uploaded, or either of them. */
  answer: 'json' | 'file' | 'either';
  /** Fields of which a success has one, where it may come without an errcode. */
  proof?: readonly string[];
  /** Milliseconds that one attempt may take. */
  timeoutMs: number;
  /** Bytes of answer, where it can be more than such answers are. */
  maxAnswerBytes?: number;
  source: string;
}

export type OperationSpec = OperationFacts & ({ replay: 'safe' } | { replay: Exclude<Replay, 'safe'>; doubt: Doubt });

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

/** What a file must be to be taken as a kind of media. */
export interface MediaRules {
  kind: string;
  /** A file must be larger than this. */
  moreThanBytes: number;
  maxBytes: number;
  /** Of voices whose length the file tells: AMR. */
  maxSeconds?: number;
  /** Formats told by their first bytes; absent = any. */
  formats?: readonly FileFormat[];
  source: string;
}

export interface MediaKindSpec extends MediaRules {
  channel: MediaChannel;
  kind: MediaKind;
  /** How it is taken: uploaded for a media_id, inside the message itself, uploaded for a URL, or fetched by WeCom from one. */
  carried: 'upload' | 'inline' | 'url' | 'fetched';
}

/** What an Official Account keeps. A thumb is the small picture of an article or a video. */
export type OfficialKind = 'image' | 'voice' | 'video' | 'thumb';

/** For 3 days, for ever, or as a picture inside articles, which has a URL and no media_id. */
export type OfficialUse = 'temporary' | 'permanent' | 'article';

export interface OfficialMediaSpec extends MediaRules {
  use: OfficialUse;
  kind: OfficialKind;
  /** A smaller limit that another page of the vendor's names: a file above it is taken, and may be refused. */
  doubtfulBytes?: number;
}

/** What the first bytes of a file can tell. */
export type FileFormat = 'jpg' | 'png' | 'gif' | 'bmp' | 'amr' | 'mp3' | 'wav' | 'wma' | 'mp4';
