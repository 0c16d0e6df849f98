import type { Problem } from '../../../core/errors.ts';
import type { Message } from '../../../core/robot.ts';
import { requestSpec } from '../../../core/spec/requests.ts';
import type { RequestName } from '../../../core/spec/requests.ts';
import { titleOf } from '../../../core/spec/titles.ts';
import type { Channel, FieldSpec } from '../../../core/spec/types.ts';
import { isRecord } from '../../../core/validate/kinds.ts';
import { isAbsent, own } from '../../../core/validate/requirements.ts';
import { inWords, stepsOf, withLabel } from '../../fields/label.ts';
import { LEVEL, SWITCHES } from './parameters/options.ts';
import { RECIPIENTS } from './parameters/recipients.ts';
import { bodySpec, slotsOf } from './parameters/slots.ts';

/** What stands beside the body, and the names that the core has for what is no field of a message. */
const BESIDE: Readonly<Record<string, string>> = {
  ...Object.fromEntries(SWITCHES.map(({ field, displayName }) => [field, displayName])),
  duplicate_check_interval: 'Duplicate Check (Seconds)',
  'mention-users': 'Mention Users',
  'mention-mobiles': 'Mention Mobiles',
};

/** Fields of requests whose labels are not their names in words. */
const IN_REQUESTS: Readonly<Record<string, string>> = { ...BESIDE, type: 'Media Type' };

/** In a panel there are more ways to name somebody than the field that is missing. */
const NOBODY: Problem = {
  path: 'Recipients',
  limit: 'at least one member, department or tag',
  actual: 'nobody',
  fix: 'Choose one under Recipients, or write IDs into To Users, To Departments or To Tags',
};

/**
 * The problem with the label that its field has in the panel, before WeCom's name for it: whoever filled in a panel knows no
 * `news.articles[0].title`.
 */
export function labelled(channel: Channel, message: Message, problem: Problem): Problem {
  if (problem.path === 'touser' && RECIPIENTS.every(({ field }) => isAbsent(own(message, field)))) return NOBODY;
  return withLabel(problem, labelOf(channel, message, stepsOf(problem.path)));
}

/** The same for the problems of a request that is no message. */
export const labelledRequest = (name: RequestName, request: object, problems: readonly Problem[]): Problem[] =>
  problems.map((problem) => withLabel(problem, labelInRequest(requestSpec(name), request, stepsOf(problem.path))));

function labelInRequest({ fields = [] }: FieldSpec, request: object, [first = '', ...rest]: readonly string[]): string | undefined {
  const field = fields.find(({ name }) => name === first);
  if (field?.variants !== undefined && rest.length > 0) return labelInBody(field, isRecord(request) ? own(request, first) : undefined, rest);
  if (field === undefined) return undefined;
  return IN_REQUESTS[first] ?? inWords(field.type === 'object' && rest.length > 0 ? rest : [first, ...rest]);
}

function labelOf(channel: Channel, message: Message, [first = '', ...rest]: readonly string[]): string | undefined {
  if (rest.length === 0) {
    if (first === LEVEL.field && message[LEVEL.field] === 2) return LEVEL.displayName;
    return BESIDE[first] ?? (/^(?:to(?:user|party|tag)|chatid|msgtype)$/.test(first) ? titleOf({ name: first }) : undefined);
  }
  const spec = first === message.msgtype ? bodySpec(channel, first) : undefined;
  return spec === undefined ? undefined : labelInBody(spec, message[first], rest);
}

/** @param rest the steps within the body. */
function labelInBody(spec: FieldSpec, body: unknown, rest: readonly string[]): string {
  const choice = spec.variants !== undefined && isRecord(body) ? own(body, spec.variants.by) : undefined;
  const slots = slotsOf(spec, choice).filter((slot) => slot.path.every((step, index) => step === rest[index]));
  const [slot] = slots.toSorted((one, other) => other.path.length - one.path.length);
  return slot === undefined ? inWords(rest) : inWords(rest.slice(slot.path.length), slot.displayName);
}
