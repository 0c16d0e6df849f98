import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { choiceName } from '../../core/spec/choices.ts';
import { titleOf } from '../../core/spec/titles.ts';
import type { FieldSpec } from '../../core/spec/types.ts';
import { limitInWords } from '../../core/validate/limits.ts';
import { camelCase, VALUES } from './names.ts';

/** A field of the tables, and what its parameter is called. */
export interface NamedField {
  spec: FieldSpec;
  /** In the object that it belongs to, its own name last. */
  path: readonly string[];
  /** The parameter's name: saved workflows hold it. */
  name: string;
  displayName: string;
  /** The parameter beside it, and its values, with which it is shown. */
  when?: { name: string; is: readonly (string | number)[] };
}

/** Texts of several lines, each with the lines that its input shows. */
const LINES: Readonly<Record<string, number>> = { content: 5, description: 3, digest: 2, quote_text: 3, sub_title_text: 3 };

/** A card's own name that needs no thought: another one for each card, and the same one when n8n tries the node again. */
const OWN_TASK = '={{ $execution.id }}_{{ $nodeId }}_{{ $runIndex }}_{{ $itemIndex }}';

type Named = Pick<INodeProperties, 'displayName' | 'name' | 'description' | 'hint' | 'required'>;

/** The parameter for one field, without the conditions of its message's type or its operation. */
export function parameterOf({ spec, path, name, displayName, when }: NamedField): INodeProperties {
  const parameter = toParameter(spec, { displayName, name }, path.at(-2) ?? '');
  return when === undefined ? parameter : { ...parameter, displayOptions: { show: { [when.name]: [...when.is] } } };
}

function toParameter(spec: FieldSpec, named: Pick<Named, 'displayName' | 'name'>, parent: string): INodeProperties {
  const base: Named = { ...named, ...about(spec, named), ...(spec.required === true || isConditional(spec) ? { required: true } : {}) };
  if (spec.values !== undefined) return { ...base, type: 'options', options: choices(spec, spec.values, parent), default: spec.values[0] ?? '' };
  switch (spec.type) {
    case 'string':
      return { ...base, type: 'string', default: spec.form === 'task_id' ? OWN_TASK : '', ...(spec.form === 'url' ? { placeholder: 'e.g. https://example.com/page' } : {}), ...lines(spec) };
    case 'strings':
      return { ...base, type: 'string', typeOptions: { multipleValues: true }, default: [] };
    case 'integers':
      return { ...base, type: 'number', typeOptions: { multipleValues: true, numberPrecision: 0 }, default: [] };
    case 'boolean':
      return { ...base, type: 'boolean', default: false, description: sentence(`Whether ${spec.about.replace(/^true = /, '')}`) };
    case 'integer':
    case 'number':
      return number(spec, base);
    case 'object':
      return { ...base, type: 'fixedCollection', default: {}, options: [group(spec, base.displayName)] };
    case 'objects': {
      const one = singular(base.displayName);
      return {
        ...base,
        type: 'fixedCollection',
        typeOptions: { multipleValues: true, multipleValueButtonText: `Add ${one}`, sortable: true },
        placeholder: `Add ${one}`,
        // One that is needed begins with an entry to fill in.
        default: spec.required === true ? { [VALUES]: [{}] } : {},
        options: [group(spec, one)],
      };
    }
  }
}

function group(spec: FieldSpec, displayName: string): { displayName: string; name: string; values: INodeProperties[] } {
  const values = (spec.fields ?? []).map((field): INodeProperties => {
    const parameter = toParameter(field, { displayName: titleOf(field), name: camelCase(field.name) }, spec.name);
    const { required } = field;
    if (typeof required !== 'object' || !('when' in required)) return parameter;
    return { ...parameter, displayOptions: { show: { [camelCase(required.when)]: [...required.is] } } };
  });
  return { displayName, name: VALUES, values };
}

/** n8n shows such a field only when it is needed, and marks it then. */
const isConditional = ({ required }: FieldSpec): boolean => typeof required === 'object' && 'when' in required;

function number({ type, limit }: FieldSpec, base: Named): INodeProperties {
  const precision = type === 'integer' ? 0 : 2;
  if (limit?.unit !== 'value') return { ...base, type: 'number', typeOptions: { numberPrecision: precision }, default: 0 };
  return { ...base, type: 'number', typeOptions: { minValue: limit.min, maxValue: limit.max, numberPrecision: precision }, default: limit.min };
}

function lines({ name }: FieldSpec): Pick<INodeProperties, 'typeOptions'> {
  const rows = LINES[name];
  return rows === undefined ? {} : { typeOptions: { rows } };
}

const choices = (spec: FieldSpec, values: readonly (string | number)[], parent: string): INodePropertyOptions[] =>
  values.map((value) => ({ name: choiceName(parent, spec, value), value }));

/** The help text, and the limit below the input where the vendor is strict about it. */
function about({ about: text, limit, form }: FieldSpec, { displayName }: Pick<Named, 'displayName'>): Pick<Named, 'description' | 'hint'> {
  // n8n shows no description that only says the label again.
  const description = text.toLowerCase() === `the ${displayName.toLowerCase()}` ? {} : { description: sentence(text) };
  if (limit === undefined || limit.unit === 'value') return description;
  if (limit.over === 'advised') return { description: sentence(`${text}. WeCom advises ${limitInWords(limit)}`) };
  const words = limitInWords(limit);
  return { ...description, hint: `${words.charAt(0).toUpperCase()}${words.slice(1)}${limit.unit === 'bytes' && form === undefined ? '; a Chinese character takes 3' : ''}` };
}

/** As n8n wants descriptions: HTML, a final period after several sentences and none after one, and capitals in abbreviations. */
function sentence(text: string): string {
  const html = text.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replace(/\bids\b/gi, 'IDs').replace(/\bid\b/gi, 'ID').replace(/\burl\b/gi, 'URL');
  return /[.?!] /.test(html) ? `${html}.` : html;
}

const singular = (title: string): string => title.replace(/ List$|s$/, '');
