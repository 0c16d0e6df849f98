import { createRequire } from 'node:module';

import type * as N8nWorkflow from 'n8n-workflow';
import type { IExecuteFunctions, INode, INodeParameters, INodeTypeDescription } from 'n8n-workflow';

import { fieldsFor, memberSpec } from '../../core/spec/messages.ts';
import type { Channel, FieldSpec } from '../../core/spec/types.ts';
import { isRecord } from '../../core/validate/kinds.ts';
import { camelCase, VALUES } from '../../n8n-node/fields/names.ts';
import { properties } from '../../n8n-node/nodes/WeCom/parameters/index.ts';
import { bodySpec, collectionName, slotsOf } from '../../n8n-node/nodes/WeCom/parameters/slots.ts';

/** Loaded as n8n itself loads it: the test runner would take its ES modules apart one by one. */
const { NodeHelpers } = createRequire(import.meta.url)('n8n-workflow') as typeof N8nWorkflow;

export type Json = Record<string, unknown>;

const NODE: INode = { id: '1', name: 'WeCom', type: 'weCom', typeVersion: 1, position: [0, 0], parameters: {} };

/** The parameters as n8n's own code hands them to a node: defaults filled in, and whatever is not shown taken out. */
export function shown(given: Json): Json {
  return NodeHelpers.getNodeParameters(properties, given as INodeParameters, true, false, NODE, { properties } as INodeTypeDescription) ?? {};
}

/** What the reading functions need of n8n: the parameters of one item. */
export function panel(given: Json): IExecuteFunctions {
  return values(shown(given));
}

/** The same for parameters that n8n's display rules are not asked about, such as those an expression lets through. */
export function values(parameters: Json): IExecuteFunctions {
  const getNodeParameter = (name: string, _itemIndex: number, fallback?: unknown): unknown => {
    const value = parameters[name] ?? fallback;
    if (value === undefined) throw new Error(`Could not get parameter ${name}`);
    return value;
  };
  return { getNodeParameter } as unknown as IExecuteFunctions;
}

export const sending = (channel: Channel, msgtype: string, rest: Json = {}): Json => ({
  authentication: channel,
  resource: 'message',
  operation: 'send',
  messageType: msgtype,
  ...rest,
});

/** What a user would fill in to get this body. */
export function parametersOfBody(channel: Channel, msgtype: string, body: Json): Json {
  const spec = bodySpec(channel, msgtype);
  if (spec === undefined) throw new Error(`The tables give ${msgtype} no body`);
  return parametersOfSpec(spec, body);
}

/** The same for an object of any row. */
export function parametersOfSpec(spec: FieldSpec, body: Json): Json {
  const inPanel: Json = {};
  const added: Json = {};
  for (const slot of slotsOf(spec, spec.variants === undefined ? undefined : body[spec.variants.by])) {
    const value = slot.path.reduce<unknown>((object, name) => (object as Json | undefined)?.[name], body);
    if (value !== undefined) (slot.place === 'panel' ? inPanel : added)[slot.name] = filledIn(slot.spec, value);
  }
  return { ...inPanel, [collectionName(spec.name)]: added };
}

function filledIn(spec: FieldSpec, value: unknown): unknown {
  const entry = (object: Json): Json => Object.fromEntries((spec.fields ?? []).filter(({ name }) => name in object).map((field) => [camelCase(field.name), filledIn(field, object[field.name])]));
  if (spec.type === 'object') return { [VALUES]: entry(value as Json) };
  return spec.type === 'objects' ? { [VALUES]: (value as Json[]).map(entry) } : value;
}

/** The object with other choices of its numbers, and without the fields that WeCom reads only with another choice. */
export function turned(spec: FieldSpec, object: Json, turn: number): Json {
  const fields = fieldsFor(spec, spec.variants === undefined ? undefined : object[spec.variants.by]);
  const result: Json = {};
  for (const field of fields) if (field.name in object) result[field.name] = turnedValue(field, object[field.name], turn);
  for (const { name, required } of fields) {
    if (typeof required === 'object' && 'when' in required && !required.is.some((value) => value === result[required.when])) Reflect.deleteProperty(result, name);
  }
  return result;
}

function turnedValue(spec: FieldSpec, value: unknown, turn: number): unknown {
  if (typeof value === 'number' && spec.values !== undefined) return spec.values[Math.min(turn, spec.values.length - 1)];
  if (isRecord(value)) return turned(spec, value, turn);
  return Array.isArray(value) && spec.type === 'objects' ? value.map((member) => turned(memberSpec(spec), member as Json, turn)) : value;
}
