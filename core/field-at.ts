import { fieldsFor, memberSpec, messageSpec } from './spec/messages.ts';
import type { Channel, FieldSpec } from './spec/types.ts';
import { isRecord } from './validate/kinds.ts';
import { own } from './validate/requirements.ts';

/** `news.articles[0].title` and `news.articles.0.title` as their steps. */
const stepsOf = (path: string): string[] => path.replace(/\[(\d+)\]/g, '.$1').split('.');

/**
 * The row of the tables for a place in a message, or undefined where none speaks of it. A member of a list has one of its own:
 * `text.mentioned_list[0]` is a string.
 *
 * The message itself is asked only which type and card it is. As long as it does not say, the first type or card that has such
 * a field answers.
 */
export function fieldSpecAt(channel: Channel, message: unknown, path: string): FieldSpec | undefined {
  let spec: FieldSpec | undefined = messageSpec(channel);
  let value = message;
  for (const step of stepsOf(path)) {
    if (spec.type === 'strings' || spec.type === 'objects') {
      if (!/^\d+$/.test(step)) return undefined;
      spec = memberSpec(spec);
      value = Array.isArray(value) ? (value as unknown[])[Number(step)] : undefined;
    } else {
      spec = fieldNamed(spec, step, value);
      value = isRecord(value) ? own(value, step) : undefined;
    }
    if (spec === undefined) return undefined;
  }
  return spec;
}

function fieldNamed(spec: FieldSpec, name: string, value: unknown): FieldSpec | undefined {
  const { variants } = spec;
  const choice = variants !== undefined && isRecord(value) ? own(value, variants.by) : undefined;
  const choices = variants === undefined || choice !== undefined ? [choice] : variants.of.map((variant) => variant.value);
  return choices.flatMap((each) => fieldsFor(spec, each)).find((field) => field.name === name);
}
