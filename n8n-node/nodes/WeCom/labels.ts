import type { Problem } from '../../../core/errors.ts';
import type { Message } from '../../../core/robot.ts';
import { titleOf } from '../../../core/spec/titles.ts';
import type { Channel } from '../../../core/spec/types.ts';
import { isRecord } from '../../../core/validate/kinds.ts';
import { own } from '../../../core/validate/requirements.ts';
import { LEVEL, SWITCHES } from './parameters/options.ts';
import { bodySpec, slotsOf } from './parameters/slots.ts';

/** What stands beside the body, and the names that the core has for what is no field of a message. */
const BESIDE: Readonly<Record<string, string>> = {
  ...Object.fromEntries(SWITCHES.map(({ field, displayName }) => [field, displayName])),
  duplicate_check_interval: 'Duplicate Check (Seconds)',
  'mention-users': 'Mention Users',
  'mention-mobiles': 'Mention Mobiles',
};

/**
 * The problem with the label that its field has in the panel, before WeCom's name for it: whoever filled in a panel knows no
 * `news.articles[0].title`.
 */
export function labelled(channel: Channel, message: Message, problem: Problem): Problem {
  const label = labelOf(channel, message, problem.path);
  return label === undefined || label === problem.path ? problem : { ...problem, path: `${label} (${problem.path})` };
}

function labelOf(channel: Channel, message: Message, path: string): string | undefined {
  const [first = '', ...rest] = path.replace(/\[(\d+)\]/g, '.$1').split('.');
  if (rest.length === 0) {
    if (first === LEVEL.field && message[LEVEL.field] === 2) return LEVEL.displayName;
    return BESIDE[first] ?? (/^(?:to(?:user|party|tag)|msgtype)$/.test(first) ? titleOf({ name: first }) : undefined);
  }
  const spec = first === message.msgtype ? bodySpec(channel, first) : undefined;
  if (spec === undefined) return undefined;
  const body = message[first];
  const choice = spec.variants !== undefined && isRecord(body) ? own(body, spec.variants.by) : undefined;
  const slots = slotsOf(spec, choice).filter((slot) => slot.path.every((step, index) => step === rest[index]));
  const [slot] = slots.toSorted((one, other) => other.path.length - one.path.length);
  return slot === undefined ? inWords(rest) : inWords(rest.slice(slot.path.length), slot.displayName);
}

/** "Articles 1 → Title". */
function inWords(steps: readonly string[], start = ''): string {
  return steps.reduce((label, step) => {
    if (/^\d+$/.test(step)) return `${label} ${Number(step) + 1}`;
    return label === '' ? titleOf({ name: step }) : `${label} → ${titleOf({ name: step })}`;
  }, start);
}
