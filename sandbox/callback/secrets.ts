/** What can be used but once, by whoever has it. */
const SECRETS = new Set(['ResponseCode', 'response_url', 'aeskey']);

/** A copy of a message for the state, which is printed by tests and written to logs. */
export function withoutSecrets(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]: [string, unknown]) => [name, SECRETS.has(name) ? '(secret)' : shown(value)]));
}

function shown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shown);
  return typeof value === 'object' && value !== null ? withoutSecrets(value) : value;
}
