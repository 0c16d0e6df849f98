import { createHash } from 'node:crypto';

import { fieldsFor, memberSpec, messageSpec } from '../../core/spec/messages.ts';
import { requestSpec } from '../../core/spec/requests.ts';
import type { RequestName } from '../../core/spec/requests.ts';
import type { Channel, FieldSpec, Limit, MediaKind, OverLimit, StringForm } from '../../core/spec/types.ts';

/** Messages and other requests made from the tables alone: nothing here knows a type or a field by its name. */

type Json = Record<string, unknown>;

/** What uploads returned, by their kind; where the tables ask for no kind it is that of a file. */
export type MediaIds = { file: string } & Partial<Record<MediaKind, string>>;

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

const NO_UPLOADS: MediaIds = { file: 'MEDIA_ID_OF_A_FILE' };

const PNG = Buffer.from('89504e470d0a1a0a0000000d', 'hex');

/**
 * One valid message for each type and each kind of card, with every field filled in.
 *
 * @param known values for fields beside the type's object, such as who receives it.
 */
export function specimens(channel: Channel, mediaIds = NO_UPLOADS, known: Json = {}): Specimen[] {
  const maker = new Maker(mediaIds, known);
  const whole = messageSpec(channel);
  return maker.choicesOf(whole).flatMap((msgtype) => {
    const body = fieldsFor(whole, msgtype).find(({ name }) => name === msgtype);
    if (body === undefined) throw new Error(`The tables give ${String(msgtype)} no body`);
    return maker.choicesOf(body).map((choice) => ({
      name: [msgtype, choice].filter((part) => part !== undefined).join(' '),
      message: { ...maker.object(whole, 'all', msgtype, ''), [body.name]: maker.object(body, 'all', choice, body.name) },
    }));
  });
}

/** Every limit, requirement, choice and form of the tables, just kept and just broken, one per message. */
export function boundaryCases(channel: Channel, mediaIds = NO_UPLOADS, known: Json = {}): BoundaryCase[] {
  return new Maker(mediaIds, known).casesOfObject(messageSpec(channel), '').map(({ name, path, value, ...rest }) => ({ name: `${path}: ${name}`, path, message: value as Json, ...rest }));
}

/** One valid request of an operation for each kind of card in it, with every field filled in. */
export function requestSpecimens(name: RequestName, mediaIds = NO_UPLOADS, known: Json = {}): Specimen[] {
  const maker = new Maker(mediaIds, known);
  const spec = requestSpec(name);
  const whole = maker.object(spec, 'all', undefined, '');
  const chooser = spec.fields?.find(({ variants }) => variants !== undefined);
  if (chooser === undefined) return [{ name, message: whole }];
  return maker.choicesOf(chooser).map((choice) => ({ name: `${name} ${choice}`, message: { ...whole, [chooser.name]: maker.object(chooser, 'all', choice, chooser.name) } }));
}

/** The same as {@link boundaryCases} for the request of an operation. */
export function requestCases(name: RequestName, mediaIds = NO_UPLOADS, known: Json = {}): BoundaryCase[] {
  return new Maker(mediaIds, known).casesOfObject(requestSpec(name), '').map(({ name: what, path, value, ...rest }) => ({ name: `${path}: ${what}`, path, message: value as Json, ...rest }));
}

/** The same for any object that has a table. */
export function objectCases(spec: FieldSpec, mediaIds = NO_UPLOADS): BoundaryCase[] {
  return new Maker(mediaIds, {}).casesOfObject(spec, '').map(({ name: what, path, value, ...rest }) => ({ name: `${path}: ${what}`, path, message: value as Json, ...rest }));
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
  readonly #known: Json;

  constructor(mediaIds: MediaIds, known: Json) {
    this.#mediaIds = mediaIds;
    this.#known = known;
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
    if (path in this.#known) return this.#known[path];
    switch (spec.type) {
      case 'string':
        return spec.values?.[0] ?? this.#text(spec);
      case 'integer':
        return spec.values?.[0] ?? 1;
      case 'number':
        return spec.limit?.unit === 'value' ? spec.limit.min : 1.5;
      case 'boolean':
        return true;
      case 'object':
        return this.object(spec, fill, this.choicesOf(spec)[0], path);
      case 'strings':
      case 'integers':
      case 'objects':
        return Array.from({ length: fewest(spec) }, () => this.#value(memberSpec(spec), fill, path));
    }
  }

  #text({ form, name, media = 'file' }: FieldSpec): string {
    switch (form) {
      case 'url':
        return `https://example.com/${name}`;
      case 'media_id':
        return this.#mediaIds[media] ?? this.#mediaIds.file;
      case 'base64':
        return PNG.toString('base64');
      case 'md5':
        return '0'.repeat(32);
      case 'ids':
        return '1';
      case 'task_id':
        return anotherTask();
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
          const condition = this.#conditionOf(spec, field, base, path);
          const filled = this.#casesOfField(field, at).map((one) => ({ ...one, value: this.#put(spec, { ...base, ...condition, [field.name]: one.value }, field, path) }));
          return [...filled, ...this.#casesWithout(spec, field, { ...base, ...condition }, path), ...this.#casesBeside(spec, field, base, path)];
        })
        .map((one) => (choice === undefined || (path === '' && one.path.startsWith(choice)) ? one : { ...one, name: `${one.name} (${choice})` }));
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
    if (required === true || !('unless' in required)) return [missing];
    const instead = required.unless.map((other): ValueCase => {
      const value = this.#complete(spec, this.#withValueAt(spec, base, other, path), path);
      return { name: `missing with ${other} instead`, path: at, value, verdict: 'ok' };
    });
    return [missing, ...instead];
  }

  /** WeCom takes an option and leaves it out of account; a type that cannot be sent there it refuses. */
  #casesBeside(spec: FieldSpec, field: FieldSpec, base: Json, path: string): ValueCase[] {
    const { without } = field;
    if (without === undefined) return [];
    const others = fieldsFor(spec, spec.variants === undefined ? undefined : base[spec.variants.by]).filter((one) => one !== field && one.required === true);
    const excludes = (other: string | number): boolean => others.some((one) => one.without?.when === without.when && one.without.is.includes(other));
    // Beside what excludes a required field too there would be two problems.
    return without.is.filter((other) => !excludes(other)).map((other): ValueCase => {
      const at = join(path, field.name);
      const value = this.#complete(spec, { ...base, [without.when]: other, [field.name]: this.#value(field, 'required', at) }, path);
      return { name: `filled in beside ${without.when} ${other}`, path: at, value, verdict: 'problem', ...(field.required === true ? { over: 'refused' } : {}) };
    });
  }

  /** What a sibling must be for a field to be required. */
  #conditionOf(spec: FieldSpec, { required }: FieldSpec, base: Json, path: string): Json {
    if (typeof required !== 'object' || 'unless' in required) return {};
    return 'when' in required ? { [required.when]: required.is[0] } : this.#withValueAt(spec, base, required.with, path);
  }

  /** The object with a value at a path below it, which may go through one object. */
  #withValueAt(spec: FieldSpec, object: Json, below: string, path: string): Json {
    const [first = '', second] = below.split('.');
    const field = fieldNamed(spec, first, object);
    const at = join(path, first);
    const value = this.#value(field, 'required', at);
    if (second === undefined) return { ...object, [first]: value };
    return { ...object, [first]: { ...(value as Json), [second]: this.#value(fieldNamed(field, second, {}), 'required', join(at, second)) } };
  }

  #casesOfField(spec: FieldSpec, path: string): ValueCase[] {
    const refused = (name: string, value: unknown): ValueCase => ({ name, path, value, verdict: 'problem', over: 'refused' });
    const fine = (name: string, value: unknown): ValueCase => ({ name, path, value, verdict: 'ok' });
    const wrongMember = (name: string, value: unknown): ValueCase => ({ ...refused(name, [value, ...this.#members(spec, fewest(spec) - 1, path)]), path: `${path}[0]` });
    const wrongText = spec.type === 'strings' ? wrongMember : refused;
    const cases = spec.limit === undefined ? [] : this.#casesOfLimit(spec, spec.limit, path);

    if (spec.values !== undefined) {
      cases.push(...spec.values.map((value) => fine(`the choice ${value}`, value)));
      cases.push(refused('a choice that does not exist', spec.type === 'string' ? 'no such choice' : 99));
    }
    if (spec.type === 'string' && spec.required === true) cases.push(refused('empty', ''), refused('blank', ' \n\t'));
    if (spec.type === 'string') cases.push(refused('a number instead of a string', 1));
    else cases.push(refused('a string of the wrong type', 'Text'));
    if (spec.form !== undefined) cases.push(...BROKEN_FORMS[spec.form].map((text) => wrongText(`not a ${spec.form}: ${JSON.stringify(text.slice(0, 40))}`, text)));
    if (spec.md5Of !== undefined) cases.push(refused('the MD5 of something else', 'd41d8cd98f00b204e9800998ecf8427e'));
    if (spec.type === 'strings') cases.push(fine('two members', spec.form === undefined ? ['Text', '@all'] : this.#members(spec, 2, path)), wrongMember('a number as member', 1));
    if (spec.type === 'integers') cases.push(fine('two members', [1, 2]), wrongMember('a string as member', '1'));
    if (spec.unique !== undefined) cases.push({ ...refused(`two members with the same ${spec.unique}`, this.#members(spec, 1, path).concat(this.#members(spec, 1, path))), path: `${path}[1].${spec.unique}` });
    if (spec.type === 'object') cases.push(...this.casesOfObject(spec, path));
    if (spec.type === 'objects') cases.push(...this.casesOfObject(memberSpec(spec), `${path}[0]`).map((one) => ({ ...one, value: [one.value] })));
    return cases;
  }

  #casesOfLimit(spec: FieldSpec, limit: Limit, path: string): ValueCase[] {
    const mild = limit.over === 'advised' || limit.over === 'clipped';
    const over = { verdict: mild ? ('warning' as const) : ('problem' as const), over: limit.over };
    const within = (name: string, value: unknown): ValueCase => ({ name, path, value, verdict: 'ok' });
    const beyond = (name: string, value: unknown): ValueCase => ({ name, path, value, ...over });
    const { max } = limit;
    switch (limit.unit) {
      case 'bytes': {
        const start = spec.form === 'url' ? 'https://example.com/' : spec.form === 'task_id' ? anotherTask() : '';
        const room = max - start.length;
        const ascii = [
          within(`${max - 1} bytes of ASCII`, start + 'a'.repeat(room - 1)),
          within(`${max} bytes of ASCII`, start + 'a'.repeat(room)),
          beyond(`${max + 1} bytes of ASCII`, start + 'a'.repeat(room + 1)),
        ];
        if (spec.form === 'task_id' || spec.form === 'chatid') return ascii;
        return [
          ...ascii,
          within(`${max} bytes of Chinese`, start + '中'.repeat(Math.floor(room / 3)) + 'a'.repeat(room % 3)),
          beyond(`${max + 3 - (room % 3)} bytes of Chinese`, start + '中'.repeat(Math.floor(room / 3) + 1)),
          within('a Chinese character that ends on the limit', `${start}${'a'.repeat(room - 3)}中`),
          beyond('a Chinese character whose last byte is over the limit', `${start}${'a'.repeat(room - 2)}中`),
          within('an emoji that ends on the limit', `${start}${'a'.repeat(room - 4)}😀`),
          beyond('an emoji whose last byte is over the limit', `${start}${'a'.repeat(room - 3)}😀`),
          beyond('an emoji whose first byte is the last allowed', `${start}${'a'.repeat(room - 1)}😀`),
        ];
      }
      case 'characters':
        return ['a', '中', '😀'].flatMap((character) => [
          ...(limit.min === undefined ? [] : [within(`${limit.min} × ${character}`, character.repeat(limit.min)), beyond(`${limit.min - 1} × ${character}`, character.repeat(limit.min - 1))]),
          within(`${max - 1} × ${character}`, character.repeat(max - 1)),
          within(`${max} × ${character}`, character.repeat(max)),
          beyond(`${max + 1} × ${character}`, character.repeat(max + 1)),
        ]);
      case 'decoded bytes':
        return [within(`${max - 1} bytes`, picture(max - 1)), within(`${max} bytes`, picture(max)), beyond(`${max + 1} bytes`, picture(max + 1))];
      case 'value': {
        const step = spec.type === 'integer' ? 1 : 0.01;
        return [within('the smallest', limit.min), within('the largest', max), beyond('below the smallest', limit.min - step), beyond('above the largest', max + step)];
      }
      case 'ids': {
        const ids = (amount: number): string => [this.#value(spec, 'required', path), ...Array.from({ length: amount - 1 }, (_, index) => 1000 + index)].join('|');
        return [within(`${max - 1} ids`, ids(max - 1)), within(`${max} ids`, ids(max)), beyond(`${max + 1} ids`, ids(max + 1))];
      }
      case 'items': {
        const members = (amount: number): unknown[] => this.#members(spec, amount, path);
        const least = limit.min === undefined ? [within('no item', [])] : [beyond(`${limit.min - 1} items`, members(limit.min - 1)), within(`${limit.min} items`, members(limit.min))];
        return [...least, within(`${max - 1} items`, members(max - 1)), within(`${max} items`, members(max)), beyond(`${max + 1} items`, members(max + 1))];
      }
    }
  }

  #members(spec: FieldSpec, amount: number, path: string): unknown[] {
    return Array.from({ length: amount }, (_, index) => {
      const member = this.#value(memberSpec(spec), 'required', path);
      return spec.unique === undefined ? member : { ...(member as Json), [spec.unique]: `Text ${index}` };
    });
  }
}

const BROKEN_FORMS = {
  url: ['example.com/page', 'ftp://example.com/', 'https://', 'https://example.com:port/'],
  media_id: ['MEDIA ID', 'MEDIA_ID\n'],
  base64: [`data:image/png;base64,${PNG.toString('base64')}`, `${PNG.toString('base64')}\n`, 'iVBORw0KGg-_', 'iVBORw0KGgo'],
  md5: ['not-an-md5', 'd41d8cd98f00b204e9800998ecf8427'],
  task_id: ['task id', 'task#1', '任务'],
  ids: ['|', 'Engineering'],
  userids: ['|', 'zhang san'],
  userid: ['zhang san', 'zhangsan|lisi', '@all'],
  id: ['AN ID', 'ID\n'],
  chatid: ['project-x', '项目'],
} as const satisfies Record<StringForm, readonly string[]>;

let tasks = 0;

/** WeCom takes each task_id of an application only once. */
function anotherTask(): string {
  tasks += 1;
  return `task_${tasks}_`;
}

const fewest = ({ limit }: FieldSpec): number => (limit?.unit === 'items' ? Math.max(1, limit.min ?? 1) : 1);

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

const picture = (bytes: number): string => Buffer.concat([PNG, Buffer.alloc(bytes - PNG.length)]).toString('base64');

const md5 = (encoded: unknown): string => createHash('md5').update(Buffer.from(String(encoded), 'base64')).digest('hex');

function fieldNamed(spec: FieldSpec, name: string, object: Json): FieldSpec {
  const field = fieldsFor(spec, spec.variants === undefined ? undefined : object[spec.variants.by]).find((one) => one.name === name);
  if (field === undefined) throw new Error(`The tables name ${name} and have no row for it`);
  return field;
}

function isRequired({ required }: FieldSpec, object: Json): boolean {
  const has = (path: string): boolean => path.split('.').reduce<unknown>((value, name) => (value as Json | undefined)?.[name], object) !== undefined;
  if (required === undefined || required === true) return required === true;
  if ('when' in required) return required.is.some((value) => value === object[required.when]) || (required.orAbsent === true && object[required.when] === undefined);
  return 'with' in required ? has(required.with) : !required.unless.some(has);
}
