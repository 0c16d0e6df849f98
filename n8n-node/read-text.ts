import type { IExecuteFunctions } from 'n8n-workflow';

/** A parameter as text without blanks around it. An expression may give anything: what is no text, or nothing, is empty. */
export function readText(context: IExecuteFunctions, itemIndex: number, name: string): string {
  return textOf(context.getNodeParameter(name, itemIndex, ''));
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '');
