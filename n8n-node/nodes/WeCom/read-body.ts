import { fieldsFor } from '../../../core/spec/messages.ts';
import type { FieldSpec } from '../../../core/spec/types.ts';
import { isRecord } from '../../../core/validate/kinds.ts';
import { own } from '../../../core/validate/requirements.ts';
import { toJson } from '../../fields/value.ts';
import { collectionName, slotsOf } from './parameters/slots.ts';

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

/** Sets a member of the body, or of an object in it. */
function put(body: Json, [first = '', second]: readonly string[], value: unknown): void {
  if (second === undefined) body[first] = value;
  else body[first] = { ...(body[first] as Json | undefined), [second]: value };
}
