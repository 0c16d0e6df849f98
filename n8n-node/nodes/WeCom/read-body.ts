import { fieldsFor } from '../../../core/spec/messages.ts';
import type { FieldSpec } from '../../../core/spec/types.ts';
import { isRecord } from '../../../core/validate/kinds.ts';
import { own } from '../../../core/validate/requirements.ts';
import { VALUES } from './parameters/from-spec.ts';
import { camelCase, collectionName, slotsOf } from './parameters/slots.ts';

type Json = Record<string, unknown>;

/**
 * The object that carries the msgtype's name, from the parameters that were made of the same rows. What is empty is left out;
 * whether anything is missing or wrong is for the validation to say.
 */
export function readBody(spec: FieldSpec, parameter: (name: string) => unknown): Json {
  const chooser = slotsOf(spec, undefined).find((slot) => slot.spec.name === spec.variants?.by);
  const choice = chooser === undefined ? undefined : parameter(chooser.name);
  const given = parameter(collectionName(spec.name));
  const added = isRecord(given) ? given : {};

  const body: Json = {};
  for (const { spec: row, path, name, place } of slotsOf(spec, choice)) {
    const value = toJson(row, place === 'panel' ? parameter(name) : own(added, name));
    if (value !== undefined) put(body, path, value);
  }
  // One that was taken apart, and of whose members none is filled in, is still required.
  for (const { name, type, required } of fieldsFor(spec, choice)) if (type === 'object' && required === true) body[name] ??= {};
  return body;
}

/** A parameter's value as the field's type has it, or undefined when there is none. A value of another type stays what it is. */
export function toJson(spec: FieldSpec, value: unknown): unknown {
  if (value === '' || value === null || value === undefined) return undefined;
  switch (spec.type) {
    case 'string':
      // An expression such as {{ $json.count }} makes a number of what is a text to WeCom.
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
    case 'integer':
    case 'number':
      return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
    case 'boolean':
      return value;
    case 'strings':
    case 'integers':
      return Array.isArray(value) && value.length === 0 ? undefined : value;
    case 'object': {
      const entry = isRecord(value) ? own(value, VALUES) : undefined;
      return isRecord(entry) ? toObject(spec, entry) : undefined;
    }
    case 'objects': {
      const entries = isRecord(value) ? own(value, VALUES) : undefined;
      if (!Array.isArray(entries) || entries.length === 0) return undefined;
      return entries.map((entry: unknown) => (isRecord(entry) ? toObject(spec, entry) : entry));
    }
  }
}

function toObject({ fields = [] }: FieldSpec, entry: Json): Json {
  const members = fields.map((field) => [field.name, toJson(field, own(entry, camelCase(field.name)))] as const);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

/** Sets a member of the body, or of an object in it. */
function put(body: Json, [first = '', second]: readonly string[], value: unknown): void {
  if (second === undefined) body[first] = value;
  else body[first] = { ...(body[first] as Json | undefined), [second]: value };
}
