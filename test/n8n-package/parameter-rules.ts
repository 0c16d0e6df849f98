import { createRequire } from 'node:module';
import type { INodeParameters, INodeProperties, INodePropertyCollection, INodePropertyOptions, NodeHelpers } from 'n8n-workflow';

// Only the package's CommonJS entry loads in Node.
const { displayParameter } = (createRequire(import.meta.url)('n8n-workflow') as { NodeHelpers: typeof NodeHelpers }).NodeHelpers;

/** One state of a node's form. */
interface Form {
  /** What is chosen, as far as other parameters depend on it. */
  values: INodeParameters;
  shown: INodeProperties[];
}

/** Every state that a form can be brought into by choosing, with what n8n shows in it. */
export function formsOf(properties: readonly INodeProperties[], values: INodeParameters = {}): Form[] {
  const shown = properties.filter((property) => displayParameter(values, property, null, null));
  const open = shown.find(({ name, type }) => ['options', 'boolean'].includes(type) && !(name in values) && properties.some((other) => dependsOn(other, name)));
  if (open === undefined) return [{ values, shown }];
  return valuesOf(open).flatMap((value) => formsOf(properties, { ...values, [open.name]: value }));
}

const dependsOn = ({ displayOptions = {} }: INodeProperties, name: string): boolean => [displayOptions.show, displayOptions.hide].some((conditions) => conditions !== undefined && name in conditions);

const valuesOf = ({ type, options = [] }: INodeProperties): (string | number | boolean)[] => (type === 'boolean' ? [true, false] : options.map((option) => (option as INodePropertyOptions).value));

/**
 * What n8n's editor would stumble over: a parameter that no choice ever shows; two of one name in one form, of which n8n
 * keeps one value for both; one without a label or a default; a choice that starts with what it does not offer.
 */
export function parameterProblems(properties: readonly INodeProperties[]): string[] {
  const forms = formsOf(properties);
  const everShown = new Set(forms.flatMap(({ shown }) => shown));
  return [
    ...properties.filter((property) => !everShown.has(property)).map(({ name }) => `${name} is never shown`),
    ...new Set(forms.flatMap(twinsIn)),
    ...properties.flatMap((property) => flawsOf(property)),
  ];
}

function twinsIn({ values, shown }: Form): string[] {
  const inside = shown.flatMap((property) =>
    listsIn(property).map((list) => ({ where: `${property.name}.`, fields: list.filter((each) => displayParameter({}, each, null, null, values)) })),
  );
  return [{ where: '', fields: shown }, ...inside].flatMap(({ where, fields }) => {
    const names = fields.map(({ name }) => name);
    return names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${where}${name} is there twice at the same time`);
  });
}

function flawsOf(property: INodeProperties, where = ''): string[] {
  const path = where + property.name;
  return [
    ...(property.displayName === '' ? [`${path} has no label`] : []),
    ...((property.default as unknown) === undefined ? [`${path} has no default`] : []),
    ...(property.type === 'options' && !valuesOf(property).some((value) => value === property.default) ? [`${path} starts with what it does not offer`] : []),
    ...listsIn(property).flat().flatMap((inner) => flawsOf(inner, `${path}.`)),
  ];
}

/** The lists of parameters inside a collection. */
function listsIn({ type, options = [] }: INodeProperties): INodeProperties[][] {
  if (type === 'collection') return [options as INodeProperties[]];
  return type === 'fixedCollection' ? (options as INodePropertyCollection[]).map(({ values }) => values) : [];
}
