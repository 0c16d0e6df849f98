import { createHash } from 'node:crypto';

import { fieldsFor, memberSpec, messageSpec } from '../../core/spec/messages.ts';
import type { Channel, FieldSpec, Limit, OverLimit } from '../../core/spec/types.ts';

/** Messages made from the tables alone: nothing here knows a message type or a field by its name. */

type Json = Record<string, unknown>;

/** What uploads returned; a media_id anywhere but in a voice message is that of a file. */
export interface MediaIds {
  file: string;
  voice: string;
}

export interface Specimen {
  name: string;
  message: Json;
}

export interface BoundaryCase extends Specimen {
  verdict: 'ok' | 'problem' | 'warning';
  /** Where the problem or warning belongs. */
  path: string;
  /** What WeCom itself does with it. */
  over?: OverLimit;
}

const NO_UPLOADS: MediaIds = { file: 'MEDIA_ID_OF_A_FILE', voice: 'MEDIA_ID_OF_A_VOICE' };

const PNG = Buffer.from('89504e470d0a1a0a0000000d', 'hex');

/** One valid message for each type and each kind of card, with every field filled in. */
export function specimens(channel: Channel, mediaIds = NO_UPLOADS): Specimen[] {
  const maker = new Maker(mediaIds);
  return maker.choicesOf(messageSpec(channel)).flatMap((msgtype) => {
    const body = fieldsFor(messageSpec(channel), msgtype).find(({ name }) => name === msgtype);
    if (body === undefined) throw new Error(`The tables give ${String(msgtype)} no body`);
    return maker.choicesOf(body).map((choice) => ({
      name: [msgtype, choice].filter((part) => part !== undefined).join(' '),
      message: { msgtype, [body.name]: maker.object(body, 'all', choice, body.name) },
    }));
  });
}

/** Every limit, requirement, choice and form of the tables, just kept and just broken, one per message. */
export function boundaryCases(channel: Channel, mediaIds = NO_UPLOADS): BoundaryCase[] {
  return new Maker(mediaIds).casesOfObject(messageSpec(channel), '').map(({ name, path, value, ...rest }) => ({ name: `${path}: ${name}`, path, message: value as Json, ...rest }));
}

interface ValueCase {
  name: string;
  path: string;
  value: unknown;
  verdict: BoundaryCase['verdict'];
  over?: OverLimit;
}

class Maker {
  readonly #mediaIds: MediaIds;

  constructor(mediaIds: MediaIds) {
    this.#mediaIds = mediaIds;
  }

  /** The values of the choosing field, or a single undefined where nothing is to be chosen. */
  choicesOf({ variants }: FieldSpec): (string | undefined)[] {
    return variants === undefined ? [undefined] : variants.of.map(({ value }) => value);
  }

  object(spec: FieldSpec, fill: 'all' | 'required', choice: string | undefined, path: string): Json {
    const object: Json = spec.variants === undefined ? {} : { [spec.variants.by]: choice };
    if (fill === 'all') {
      for (const field of fieldsFor(spec, choice)) object[field.name] ??= this.#value(field, fill, join(path, field.name));
    }
    return this.#complete(spec, object, path);
  }

  /** Adds what is required now, also because of what was added, and the digests of what is there. */
  #complete(spec: FieldSpec, given: Json, path: string): Json {
    const object = { ...given };
    const fields = fieldsFor(spec, spec.variants === undefined ? undefined : object[spec.variants.by]);
    for (const field of fields) {
      if (object[field.name] === undefined && isRequired(field, object)) object[field.name] = this.#value(field, 'required', join(path, field.name));
    }
    for (const { name, md5Of } of fields) if (md5Of !== undefined) object[name] = md5(object[md5Of]);
    return object;
  }

  #value(spec: FieldSpec, fill: 'all' | 'required', path: string): unknown {
    switch (spec.type) {
      case 'string':
        return spec.values?.[0] ?? this.#text(spec, path);
      case 'integer':
        return spec.values?.[0] ?? 1;
      case 'number':
        return spec.limit?.unit === 'value' ? spec.limit.min : 1.5;
      case 'boolean':
        return true;
      case 'object':
        return this.object(spec, fill, this.choicesOf(spec)[0], path);
      case 'strings':
      case 'objects':
        return [this.#value(memberSpec(spec), fill, path)];
    }
  }

  #text({ form, name }: FieldSpec, path: string): string {
    switch (form) {
      case 'url':
        return `https://example.com/${name}`;
      case 'media_id':
        return path.startsWith('voice') ? this.#mediaIds.voice : this.#mediaIds.file;
      case 'base64':
        return PNG.toString('base64');
      case 'md5':
        return '0'.repeat(32);
      default:
        return 'Text';
    }
  }

  casesOfObject(spec: FieldSpec, path: string): ValueCase[] {
    return this.choicesOf(spec).flatMap((choice) => {
      const fields = fieldsFor(spec, choice);
      const base = spec.variants === undefined ? {} : { [spec.variants.by]: choice };
      const chooses = spec.variants?.by;
      return fields
        .filter(({ name }) => name !== chooses)
        .flatMap((field) => {
          const at = join(path, field.name);
          const condition = conditionOf(field);
          const filled = this.#casesOfField(field, at).map((one) => ({ ...one, value: this.#put(spec, { ...base, ...condition, [field.name]: one.value }, field, path) }));
          return [...filled, ...this.#casesWithout(spec, field, { ...base, ...condition }, path)];
        })
        .map((one) => (choice === undefined || path === '' ? one : { ...one, name: `${one.name} (${choice})` }));
    });
  }

  /** The object around a value that may be wrong on purpose, so the field itself is never repaired. */
  #put(spec: FieldSpec, object: Json, field: FieldSpec, path: string): Json {
    return { ...this.#complete(spec, object, path), [field.name]: object[field.name] };
  }

  #casesWithout(spec: FieldSpec, field: FieldSpec, base: Json, path: string): ValueCase[] {
    const { required } = field;
    if (required === undefined) return [];
    const at = join(path, field.name);
    const without = { ...this.#complete(spec, base, path), [field.name]: undefined };
    const missing: ValueCase = { name: 'missing though required', path: at, value: without, verdict: 'problem', over: 'refused' };
    if (required === true || 'when' in required) return [missing];
    const instead = required.unless.map((other): ValueCase => {
      return { name: `missing with ${other} instead`, path: at, value: { ...without, ...nested(other.split('.'), 'Text') }, verdict: 'ok' };
    });
    return [missing, ...instead];
  }

  #casesOfField(spec: FieldSpec, path: string): ValueCase[] {
    const refused = (name: string, value: unknown): ValueCase => ({ name, path, value, verdict: 'problem', over: 'refused' });
    const fine = (name: string, value: unknown): ValueCase => ({ name, path, value, verdict: 'ok' });
    const cases = spec.limit === undefined ? [] : this.#casesOfLimit(spec, spec.limit, path);

    if (spec.values !== undefined) {
      cases.push(...spec.values.map((value) => fine(`the choice ${value}`, value)));
      cases.push(refused('a choice that does not exist', spec.type === 'string' ? 'no such choice' : 99));
    }
    if (spec.type === 'string' && spec.required === true) cases.push(refused('empty', ''), refused('blank', ' \n\t'));
    if (spec.type === 'string') cases.push(refused('a number instead of a string', 1));
    else cases.push(refused('a string of the wrong type', 'Text'));
    if (spec.form !== undefined) cases.push(...BROKEN_FORMS[spec.form].map((text) => refused(`not a ${spec.form}: ${JSON.stringify(text.slice(0, 40))}`, text)));
    if (spec.type === 'strings') cases.push(fine('two members', ['Text', '@all']), { ...refused('a number as member', [1]), path: `${path}[0]` });
    if (spec.type === 'object') cases.push(...this.casesOfObject(spec, path));
    if (spec.type === 'objects') cases.push(...this.casesOfObject(memberSpec(spec), `${path}[0]`).map((one) => ({ ...one, value: [one.value] })));
    return cases;
  }

  #casesOfLimit(spec: FieldSpec, limit: Limit, path: string): ValueCase[] {
    const over = { verdict: limit.over === 'advised' ? ('warning' as const) : ('problem' as const), over: limit.over };
    const within = (name: string, value: unknown): ValueCase => ({ name, path, value, verdict: 'ok' });
    const beyond = (name: string, value: unknown): ValueCase => ({ name, path, value, ...over });
    const { max } = limit;
    switch (limit.unit) {
      case 'bytes':
        return [
          within(`${max - 1} bytes of ASCII`, 'a'.repeat(max - 1)),
          within(`${max} bytes of ASCII`, 'a'.repeat(max)),
          beyond(`${max + 1} bytes of ASCII`, 'a'.repeat(max + 1)),
          within(`${max} bytes of Chinese`, '中'.repeat(Math.floor(max / 3)) + 'a'.repeat(max % 3)),
          beyond(`${max + 3 - (max % 3)} bytes of Chinese`, '中'.repeat(Math.floor(max / 3) + 1)),
          within('a Chinese character that ends on the limit', `${'a'.repeat(max - 3)}中`),
          beyond('a Chinese character whose last byte is over the limit', `${'a'.repeat(max - 2)}中`),
          within('an emoji that ends on the limit', `${'a'.repeat(max - 4)}😀`),
          beyond('an emoji whose last byte is over the limit', `${'a'.repeat(max - 3)}😀`),
          beyond('an emoji whose first byte is the last allowed', `${'a'.repeat(max - 1)}😀`),
        ];
      case 'characters':
        return ['a', '中', '😀'].flatMap((character) => [
          within(`${max - 1} × ${character}`, character.repeat(max - 1)),
          within(`${max} × ${character}`, character.repeat(max)),
          beyond(`${max + 1} × ${character}`, character.repeat(max + 1)),
        ]);
      case 'decoded bytes':
        return [within(`${max - 1} bytes`, picture(max - 1)), within(`${max} bytes`, picture(max)), beyond(`${max + 1} bytes`, picture(max + 1))];
      case 'value':
        return [within('the smallest', limit.min), within('the largest', max), beyond('below the smallest', limit.min - 0.01), beyond('above the largest', max + 0.01)];
      case 'items': {
        const members = (amount: number): unknown[] => Array.from({ length: amount }, () => this.#value(memberSpec(spec), 'required', path));
        const fewest = limit.min === undefined ? [within('no item', [])] : [beyond(`${limit.min - 1} items`, members(limit.min - 1)), within(`${limit.min} items`, members(limit.min))];
        return [...fewest, within(`${max - 1} items`, members(max - 1)), within(`${max} items`, members(max)), beyond(`${max + 1} items`, members(max + 1))];
      }
    }
  }
}

const BROKEN_FORMS = {
  url: ['example.com/page', 'ftp://example.com/', 'https://', 'https://example.com:port/'],
  media_id: ['MEDIA ID', 'MEDIA_ID\n'],
  base64: [`data:image/png;base64,${PNG.toString('base64')}`, `${PNG.toString('base64')}\n`, 'iVBORw0KGg-_', 'iVBORw0KGgo'],
  md5: ['d41d8cd98f00b204e9800998ecf8427e', 'not-an-md5', 'd41d8cd98f00b204e9800998ecf8427'],
} as const;

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

const picture = (bytes: number): string => Buffer.concat([PNG, Buffer.alloc(bytes - PNG.length)]).toString('base64');

const md5 = (encoded: unknown): string => createHash('md5').update(Buffer.from(String(encoded), 'base64')).digest('hex');

/** The sibling's value that makes a field required. */
function conditionOf({ required }: FieldSpec): Json {
  return typeof required === 'object' && 'when' in required ? { [required.when]: required.is[0] } : {};
}

function isRequired({ required }: FieldSpec, object: Json): boolean {
  if (required === undefined || required === true) return required === true;
  if ('when' in required) return required.is.some((value) => value === object[required.when]);
  return required.unless.every((path) => path.split('.').reduce<unknown>((value, name) => (value as Json | undefined)?.[name], object) === undefined);
}

const nested = ([first = '', ...rest]: string[], value: unknown): Json => ({ [first]: rest.length === 0 ? value : nested(rest, value) });
