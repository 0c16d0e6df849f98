import { ERRCODES, errcodePage } from '../core/spec/errcodes.ts';
import { mediaKinds } from '../core/spec/media.ts';
import { fieldsFor, messageTypes } from '../core/spec/messages.ts';
import type { Channel, ErrcodeClass, FieldSpec, Limit, MentionStyle, MessageTypeSpec, Requirement } from '../core/spec/types.ts';
import { limitInWords } from '../core/validate/limits.ts';
import { expected } from '../core/validate/words.ts';
import { markdownTable } from './markdown-table.ts';

const code = (text: string | number): string => `\`${text}\``;

/** Text that is not to be read as HTML, such as `<@userid>`. */
const plain = (text: string): string => text.replaceAll('<', '&lt;');

const sources = (urls: readonly string[]): string => `Source: ${urls.map((url) => `<${url}>`).join(', ')}`;

/** A heading and a table for each type of message and each kind of card. */
export function renderMessageTable(channel: Channel = 'robot'): string {
  return messageTypes(channel).flatMap(sectionsOf).join('\n\n');
}

function sectionsOf(type: MessageTypeSpec): string[] {
  const mentions = MENTIONS[type.mentions];
  if (type.variants === undefined) return [`### ${type.title} (${code(type.msgtype)})`, mentions, tableOf(type.fields, type.msgtype), sources(type.sources)];
  const { by, of } = type.variants;
  return of.flatMap(({ value, title, sources: pages }) => [
    `### ${type.title}: ${title.toLowerCase()} (${code(type.msgtype)}, ${code(by)} ${code(value)})`,
    mentions,
    tableOf(fieldsFor(type, value).map((field) => (field.name === by ? { ...field, values: [value] } : field)), type.msgtype),
    sources(pages),
  ]);
}

const MENTIONS: Record<MentionStyle, string> = {
  list: 'Mentions members by its two lists, and by `<@userid>` in the text.',
  inline: 'Mentions members by `<@userid>` in the text.',
  none: 'Cannot mention anybody; a text beside it can.',
};

function tableOf(fields: readonly FieldSpec[], path: string): string {
  return markdownTable(['field', 'type', 'required', 'limit', 'what it is'], rowsOf(fields, path));
}

function rowsOf(fields: readonly FieldSpec[], path: string): string[][] {
  return fields.flatMap((field) => {
    const at = `${path}.${field.name}`;
    const row = [code(at), expected(field.type).replace(/^an? /, ''), requiredInWords(field.required), limitsOf(field), plain(field.about)];
    return [row, ...rowsOf(field.fields ?? [], field.type === 'objects' ? `${at}[]` : at)];
  });
}

function requiredInWords(required: Requirement | undefined): string {
  if (required === undefined) return '';
  if (required === true) return 'yes';
  if ('when' in required) return `when ${code(required.when)} is ${required.is.join(' or ')}`;
  return `without ${required.unless.map(code).join(' and ')}`;
}

const OVER: Record<Limit['over'], string> = { refused: '', cut: '; WeCom cuts off the rest', advised: ' (advice)' };

function limitsOf({ limit, values, form, formats }: FieldSpec): string {
  return [
    values?.map(code).join(', '),
    form === 'md5' ? 'MD5 in hex' : form === 'url' ? 'http or https URL' : undefined,
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

export function renderMediaTable(): string {
  return markdownTable(
    ['kind', 'formats', 'size', 'duration', 'how it is sent', 'source'],
    mediaKinds.map(({ kind, formats, moreThanBytes, maxBytes, maxSeconds, carried, source }) => [
      code(kind),
      formats?.map((format) => format.toUpperCase()).join(', ') ?? 'any',
      `more than ${moreThanBytes} bytes, at most ${maxBytes / MB} MB`,
      maxSeconds === undefined ? '' : `at most ${maxSeconds} s`,
      carried === 'upload' ? 'uploaded, then sent by its media_id' : 'inside the message',
      `<${source}>`,
    ]),
  );
}
