import { isOccasion, needsPrevious } from '../results/occasions.ts';
import type { Occasions } from '../results/occasions.ts';
import type { Reporting } from './inputs.ts';
import type { Asking } from './previous.ts';

export interface Occasion {
  /** Why nothing is to be sent. */
  silence: string | undefined;
  mention: boolean;
  /** When the run began, in milliseconds since 1970, where GitHub was asked and said so. */
  startedAt: number | undefined;
  warnings: string[];
}

/**
 * Is this run one of the occasions of `notify-on`, and of `mention-on`? Where GitHub does not tell what the previous run came to, it
 * counts as another result: a message too many is seen, one that is missing is not.
 */
export async function decide({ run, result, notifyOn, mentionOn }: Reporting, asking: Asking): Promise<Occasion> {
  const settled = (occasions: Occasions): boolean => !needsPrevious(occasions, result);
  const isSilent = settled(notifyOn) && !isOccasion(notifyOn, result);
  if (isSilent || (settled(notifyOn) && settled(mentionOn))) {
    return { silence: isSilent ? silenceOf(notifyOn, result === undefined ? 'there is no result yet' : `the result is ${result}`) : undefined, mention: isOccasion(mentionOn, result), startedAt: undefined, warnings: [] };
  }
  const { askPrevious } = await import('./previous.ts');
  const answer = await askPrevious(run, asking);
  if (!answer.ok) {
    const { reason, fix } = answer.refusal;
    return { silence: undefined, mention: !settled(mentionOn) || isOccasion(mentionOn, result), startedAt: undefined, warnings: [`Whether the result has changed is not known, so it counts as changed: ${reason}. ${fix}.`] };
  }
  const { verdict, startedAt } = answer.value;
  return {
    silence: isOccasion(notifyOn, result, verdict) ? undefined : silenceOf(notifyOn, `the result is ${String(result)}, as it was before`),
    mention: isOccasion(mentionOn, result, verdict),
    startedAt,
    warnings: [],
  };
}

const silenceOf = (occasions: Occasions, what: string): string => `${what}, and notify-on is ${occasions === 'always' ? occasions : [...occasions].join(', ')}`;
