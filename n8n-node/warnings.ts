import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Problem } from '../core/errors.ts';
import type { Vendor } from '../core/vendor.ts';

/** n8n shows each in a box of its own above the output. */
const MOST_HINTS = 5;

/** What a vendor may refuse, or make less of than was meant, as sentences, each once. */
export const inSentences = ({ name }: Vendor, warnings: readonly Problem[]): string[] => [
  ...new Set(warnings.map(({ path, limit, actual, fix }) => `${path}: ${actual}; ${name} asks for ${limit}. ${fix}.`)),
];

/** Shows the warnings of all items in the editor; a workflow finds them in the items themselves. */
export function showWarnings(context: IExecuteFunctions, results: readonly INodeExecutionData[]): void {
  const all = new Set(results.flatMap(({ json }) => warningsOf(json)));
  if (all.size === 0) return;
  const hints = [...all].slice(0, MOST_HINTS);
  if (all.size > MOST_HINTS) hints.push(`There are ${all.size - MOST_HINTS} more warnings: see the field “warnings” of the items.`);
  context.addExecutionHints(...hints.map((message) => ({ message, type: 'warning' as const, location: 'outputPane' as const })));
}

const warningsOf = ({ warnings }: IDataObject): string[] => (Array.isArray(warnings) ? (warnings as unknown[]).filter((text) => typeof text === 'string') : []);
