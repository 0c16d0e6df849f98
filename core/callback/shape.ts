import type { Shape } from '../spec/callbacks.ts';
import { isFields } from './fields.ts';
import type { Fields, Value } from './fields.ts';

/** The type of what {@link conform} gives. Any field may be missing: what comes in from outside promises nothing. */
export type Shaped<S> = S extends 'text' ? string : S extends readonly [infer M] ? Shaped<M>[] : Fields & { [K in keyof S]?: Shaped<S[K]> };

/**
 * A value in its shape: a list is one also when it has one member or none, which XML cannot tell from a text, and a number of JSON is
 * the text of its digits. Fields that the shape does not name stay as they are. Undefined when it is something else.
 */
export function conform(shape: Shape, value: Value): Value | undefined {
  if (shape === 'text') return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
  const isEmpty = typeof value === 'string' && value.trim() === '';
  if (isList(shape)) {
    // A list of texts with one empty text is that, and not an empty list.
    const members = Array.isArray(value) ? value : isEmpty && shape[0] !== 'text' ? [] : [value];
    const conformed = members.map((member) => conform(shape[0], member));
    return conformed.every((member) => member !== undefined) ? conformed : undefined;
  }
  if (isEmpty) return {};
  if (!isFields(value)) return undefined;
  const fields: [string, Value][] = [];
  for (const [name, member] of Object.entries(value)) {
    const inner = Object.hasOwn(shape, name) ? shape[name] : undefined;
    const conformed = inner === undefined ? member : conform(inner, member);
    if (conformed === undefined) return undefined;
    fields.push([name, conformed]);
  }
  return Object.fromEntries(fields);
}

const isList = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape);
