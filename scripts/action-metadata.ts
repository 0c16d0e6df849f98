import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What action.yml says of one input or output. */
export interface Named {
  name: string;
  description: string;
  /** Empty when there is none. Outputs have none. */
  default: string;
}

export interface ActionMetadata {
  name: string;
  description: string;
  inputs: readonly Named[];
  outputs: readonly Named[];
}

type Entries = Record<string, { description: string; default?: string }>;

const named = (entries: Entries): Named[] =>
  Object.entries(entries).map(([name, { description, default: value = '' }]) => ({ name, description: description.trim(), default: value }));

/** Reads action.yml, the one place where inputs and outputs are described. */
export function readActionMetadata(): ActionMetadata {
  const text = readFileSync(new URL('../action.yml', import.meta.url), 'utf8');
  const { name, description, inputs, outputs } = parse(text) as { name: string; description: string; inputs: Entries; outputs: Entries };
  return { name, description, inputs: named(inputs), outputs: named(outputs) };
}
