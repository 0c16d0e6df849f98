import type { IDataObject, IExecuteFunctions, INodeExecutionData, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { confidentialWarning } from '../../../core/confidential.ts';
import type { Problem } from '../../../core/errors.ts';
import type { Message } from '../../../core/robot.ts';
import type { BinaryFile } from '../../binary.ts';

/** n8n shows each in a box of its own above the output. */
const MOST_HINTS = 5;

/** What WeCom may make less of than was meant, as sentences, each once. */
export const inSentences = (warnings: readonly Problem[]): string[] => [...new Set(warnings.map(({ path, limit, actual, fix }) => `${path}: ${actual}; WeCom asks for ${limit}. ${fix}.`))];

/** What speaks against sending these files as confidential; a file that was uploaded before cannot be told by its media_id. */
export function confidentialFiles(message: Message, files: readonly BinaryFile[]): Problem[] {
  if (message.msgtype !== 'file' || message.safe !== 1) return [];
  return files.flatMap(({ filename }) => confidentialWarning(filename) ?? []);
}

/** Shows the warnings of all items in the editor; a workflow finds them in the items themselves. */
export function showWarnings(context: IExecuteFunctions, results: readonly INodeExecutionData[]): void {
  const all = new Set(results.flatMap(({ json }) => warningsOf(json)));
  if (all.size === 0) return;
  const hints = [...all].slice(0, MOST_HINTS);
  if (all.size > MOST_HINTS) hints.push(`There are ${all.size - MOST_HINTS} more warnings: see the field “warnings” of the items.`);
  context.addExecutionHints(...hints.map((message) => ({ message, type: 'warning' as const, location: 'outputPane' as const })));
}

const warningsOf = ({ warnings }: IDataObject): string[] => (Array.isArray(warnings) ? (warnings as unknown[]).filter((text) => typeof text === 'string') : []);

/** The error with what was noticed before WeCom refused: most likely it is the reason. */
export function withWarnings<E extends NodeApiError | NodeOperationError>(error: E, warnings: readonly string[]): E {
  if (warnings.length > 0) error.description = `${error.description ?? ''} This had been noticed before: ${warnings.join(' ')}`.trim();
  return error;
}
