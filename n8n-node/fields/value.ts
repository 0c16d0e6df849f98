import type { FieldSpec } from '../../core/spec/types.ts';
import { isRecord } from '../../core/validate/kinds.ts';
import { own } from '../../core/validate/requirements.ts';
import { camelCase, VALUES } from './names.ts';

/** A parameter's value as the field's type has it, or undefined when there is none. A value of another type stays what it is. */
export function toJson(spec: FieldSpec, value: unknown): unknown {
  if (value === '' || value === null || value === undefined) return undefined;
  switch (spec.type) {
    case 'string':
      // An expression such as {{ $json.count }} makes a number of what is a text to the vendor.
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

function toObject({ fields = [] }: FieldSpec, entry: Record<string, unknown>): Record<string, unknown> {
  const members = fields.map((field) => [field.name, toJson(field, own(entry, camelCase(field.name)))] as const);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}
