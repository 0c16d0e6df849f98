/** Reading a control endpoint's JSON. Each function throws an Error that names the field and says what it may be. */

/** One field of the body, which may be missing altogether. */
export function fieldIn(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
}

export function textIn(body: unknown, name: string): string | undefined {
  const value = fieldIn(body, name);
  if (value !== undefined && typeof value !== 'string') throw new Error(`"${name}" is a string.`);
  return value;
}

/** A whole number from 0 on. */
export function numberIn(body: unknown, name: string): number | undefined {
  const value = fieldIn(body, name);
  if (value !== undefined && !(typeof value === 'number' && Number.isSafeInteger(value) && value >= 0)) throw new Error(`"${name}" is a whole number from 0 on.`);
  return value;
}

export function choiceIn<Choice extends string>(body: unknown, name: string, choices: readonly Choice[]): Choice | undefined {
  const value = fieldIn(body, name);
  const choice = choices.find((one) => one === value);
  if (value !== undefined && choice === undefined) throw new Error(`"${name}" is one of ${choices.join(', ')}.`);
  return choice;
}

/** Leaves out what is undefined, for a caller that tells a missing field from an undefined one. */
export const given = <Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> =>
  (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, Value>>;
