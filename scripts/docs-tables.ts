import { ERRCODES, errcodePage } from '../core/spec/errcodes.ts';
import { contentImage, mediaKinds, remoteMediaKinds } from '../core/spec/media.ts';
import { envelope, fieldsFor, messageTypes } from '../core/spec/messages.ts';
import { OPERATIONS } from '../core/spec/operations.ts';
import { REQUESTS, requestSpec } from '../core/spec/requests.ts';
import type { RequestName } from '../core/spec/requests.ts';
import type { Channel, ErrcodeClass, FieldSpec, Limit, MediaKindSpec, MentionStyle, MessageTypeSpec, StringForm } from '../core/spec/types.ts';
import { FORMS } from '../core/validate/forms.ts';
import { limitInWords } from '../core/validate/limits.ts';
import { expected } from '../core/validate/words.ts';
import { markdownTable } from './markdown-table.ts';

const code = (text: string | number): string => `\`${text}\``;

/** Text that is not to be read as HTML, such as `<@userid>`, nor as a formula, such as `$userName=ID$`. */
const plain = (text: string): string => text.replaceAll('<', '&lt;').replaceAll('$', '&#36;');

const sources = (urls: readonly string[]): string => `Source: ${urls.map((url) => `<${url}>`).join(', ')}`;

const CHANNELS: Record<Channel, string> = { robot: 'From a group robot', app: 'From an application', appchat: 'From an application to a group chat' };

/** A heading and a table for each type of message and each kind of card, of robots first. */
export function renderMessageTable(): string {
  return [...(['robot', 'app'] as const).flatMap(sectionsOfChannel), ...sectionsOfChats()].join('\n\n');
}

/** The fields of a type are those it has as a message to members, and need no second table. */
function sectionsOfChats(): string[] {
  const types = messageTypes('appchat');
  const toMembers = (msgtype: string): readonly FieldSpec[] => messageTypes('app').find((type) => type.msgtype === msgtype)?.fields ?? [];
  const more = types.flatMap(({ msgtype, fields }) => rowsOf(fields.filter(({ name }) => !toMembers(msgtype).some((field) => field.name === name)), `${msgtype}.`));
  const options = rowsOf([...new Set(types.flatMap(({ options: beside = [] }) => beside))], '');
  return [
    `### ${CHANNELS.appchat}`,
    `The types ${types.map(({ msgtype }) => code(msgtype)).join(', ')}, each with the fields it has from an application, and beside them only these:`,
    tableOf([...rowsOf(envelope('appchat'), ''), ...options, ...more]),
    sources(types[0]?.sources ?? []),
  ];
}

/** A heading and a table for each request of an application that is no message. */
export function renderRequestTable(): string {
  return (Object.keys(REQUESTS) as RequestName[])
    .flatMap((name) => {
      const { about, fields = [] } = requestSpec(name);
      const { name: what, method, path, source } = OPERATIONS[name];
      return [`### ${what.charAt(0).toUpperCase()}${what.slice(1)}`, `${plain(about)}. ${code(`${method} ${path}`)}`, tableOf(rowsOf(fields, '')), sources([source])];
    })
    .join('\n\n');
}

function sectionsOfChannel(channel: Channel): string[] {
  const common = envelope(channel);
  const first = common.length === 0 ? [] : ['#### Beside the object of every type', tableOf(rowsOf(common, ''))];
  return [`### ${CHANNELS[channel]}`, ...first, ...messageTypes(channel).flatMap(sectionsOf)];
}

function sectionsOf(type: MessageTypeSpec): string[] {
  const { channel, title, msgtype, fields, variants, options = [], mentions, without } = type;
  // Who shall notice a message of an application is one of its recipients.
  const about = channel === 'robot' ? [MENTIONS[mentions]] : without === undefined ? [] : [`Cannot be sent when ${code(without.when)} is ${without.is.map(code).join(' or ')}.`];
  const table = (body: readonly FieldSpec[]): string => tableOf([...rowsOf(body, `${msgtype}.`), ...rowsOf(options, '')]);
  if (variants === undefined) return [`#### ${title} (${code(msgtype)})`, ...about, table(fields), sources(type.sources)];
  const { by, of } = variants;
  return of.flatMap((card) => [
    `#### ${title}: ${card.title.toLowerCase()} (${code(msgtype)}, ${code(by)} ${code(card.value)})`,
    ...about,
    table(fieldsFor(type, card.value).map((field) => (field.name === by ? { ...field, values: [card.value] } : field))),
    sources(card.sources),
  ]);
}

const MENTIONS: Record<MentionStyle, string> = {
  list: 'Mentions members by its two lists, and by `<@userid>` in the text.',
  inline: 'Mentions members by `<@userid>` in the text.',
  none: 'Cannot mention anybody; a text beside it can.',
};

function tableOf(rows: readonly string[][]): string {
  return markdownTable(['field', 'type', 'required', 'limit', 'what it is'], rows);
}

function rowsOf(fields: readonly FieldSpec[], above: string): string[][] {
  return fields.flatMap((field) => {
    const at = `${above}${field.name}`;
    const row = [code(at), expected(field.type).replace(/^an? /, ''), requiredInWords(field), limitsOf(field), plain(field.about)];
    return [row, ...rowsOf(field.fields ?? [], field.type === 'objects' ? `${at}[].` : `${at}.`)];
  });
}

function requiredInWords({ required, without }: FieldSpec): string {
  if (without !== undefined) return `never when ${code(without.when)} is ${without.is.map(code).join(' or ')}`;
  if (required === undefined) return '';
  if (required === true) return 'yes';
  if ('with' in required) return `with ${code(required.with)}`;
  if ('when' in required) return `when ${code(required.when)} is ${required.is.join(' or ')}${required.orAbsent === true ? ' or left out' : ''}`;
  return `without ${required.unless.map(code).join(' and ')}`;
}

const OVER: Record<Limit['over'], string> = { refused: '', cut: '; WeCom cuts off the rest', clipped: '; WeCom cuts off the rest', advised: ' (advice)' };

/** What a media_id or base64 is, the field's own words say. */
const FORM_NAMES: Partial<Record<StringForm, string>> = {
  url: 'http or https URL',
  md5: 'MD5 in hex',
  task_id: FORMS.task_id.limit,
  ids: FORMS.ids.limit,
  userids: FORMS.userids.limit,
  chatid: FORMS.chatid.limit,
};

function limitsOf({ limit, values, form, formats }: FieldSpec): string {
  return [
    values?.map(code).join(', '),
    form && FORM_NAMES[form],
    formats?.map((format) => format.toUpperCase()).join(' or '),
    limit && limitInWords(limit) + OVER[limit.over],
  ]
    .filter((part) => part !== undefined)
    .join('; ');
}

const CLASSES: Record<ErrcodeClass, string> = {
  busy: 'passing',
  token: 'token',
  rate: 'too often',
  concurrency: 'too many at once',
  caller: 'input',
  permission: 'permission',
};

export function renderErrcodeTable(): string {
  return markdownTable(
    ['errcode', 'kind', 'what it means', 'what to do'],
    ERRCODES.map(({ errcode, class: kind, meaning, fix }) => [`[${errcode}](${errcodePage(errcode)})`, CLASSES[kind], plain(meaning), plain(fix)]),
  );
}

const MB = 1024 * 1024;

const CARRIED: Record<MediaKindSpec['carried'], string> = {
  upload: 'uploaded, then sent by its media_id',
  inline: 'inside the message',
  url: 'uploaded, then shown by its URL inside the content of an mpnews',
  fetched: 'fetched by WeCom from a URL; its media_id is for downloads and for welcome messages in customer groups',
};

export function renderMediaTable(): string {
  return markdownTable(
    ['sender', 'kind', 'formats', 'size', 'duration', 'how it is sent', 'source'],
    [...mediaKinds, contentImage, ...remoteMediaKinds].map(({ channel, kind, formats, moreThanBytes, maxBytes, maxSeconds, carried, source }) => [
      channel === 'robot' ? 'robot' : 'application',
      code(kind),
      formats?.map((format) => format.toUpperCase()).join(', ') ?? 'any',
      `more than ${moreThanBytes} bytes, at most ${maxBytes / MB} MB`,
      maxSeconds === undefined ? '' : `at most ${maxSeconds} s`,
      CARRIED[carried],
      `<${source}>`,
    ]),
  );
}
