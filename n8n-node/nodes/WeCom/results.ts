import type { IExecuteFunctions } from 'n8n-workflow';

import { InvalidInputError } from '../../../core/errors.ts';
import type { Problem } from '../../../core/errors.ts';
import type { Outcome } from '../../../core/outcome.ts';
import { failure } from '../../failure.ts';

/** @throws NodeOperationError that names every problem, when there is one. */
export function refuseIfAny(context: IExecuteFunctions, itemIndex: number, problems: readonly Problem[]): void {
  if (problems.length > 0) throw failure(context.getNode(), new InvalidInputError(problems), itemIndex);
}

/** What WeCom answered. @throws NodeApiError or NodeOperationError when it is not certain that WeCom has done it. */
export function valueOf<T>(context: IExecuteFunctions, itemIndex: number, outcome: Outcome<T>): T {
  if (outcome.delivery === 'sent') return outcome.value;
  throw failure(context.getNode(), outcome.error, itemIndex);
}
