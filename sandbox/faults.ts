import type { Fault, FaultKind } from './types.ts';

/** Each kind with the fields it cannot do without. */
const REQUIRED: Record<FaultKind, readonly (keyof Fault)[]> = {
  'reset-before': [],
  'reset-after': [],
  'silence-before': [],
  'silence-after': [],
  'close-after': [],
  status: ['status'],
  body: ['body'],
  errcode: ['errcode'],
  slow: ['ms'],
  redirect: ['location'],
  'cut-body': [],
  endless: [],
  'stall-body': [],
};

const TYPES: Record<Exclude<keyof Fault, 'kind'>, 'string' | 'number' | 'boolean'> = {
  path: 'string',
  times: 'number',
  skip: 'number',
  status: 'number',
  body: 'string',
  processed: 'boolean',
  errcode: 'number',
  errmsg: 'string',
  ms: 'number',
  location: 'string',
};

const isKind = (value: unknown): value is FaultKind => typeof value === 'string' && Object.hasOwn(REQUIRED, value);
const isField = (name: string): name is keyof typeof TYPES => Object.hasOwn(TYPES, name);

/** Takes what came over HTTP for a fault. @throws Error saying what is wrong with it. */
export function parseFault(value: unknown): Fault {
  if (typeof value !== 'object' || value === null) throw new Error('A fault is a JSON object with at least a "kind".');
  const fault: Partial<Fault> = value;
  if (!isKind(fault.kind)) throw new Error(`A fault's "kind" is one of ${Object.keys(REQUIRED).join(', ')}.`);
  for (const [name, given] of Object.entries(value)) {
    if (name === 'kind' || given === undefined) continue;
    if (!isField(name)) throw new Error(`A fault has no field "${name}".`);
    if (typeof given !== TYPES[name]) throw new Error(`A fault's "${name}" is a ${TYPES[name]}.`);
  }
  for (const name of REQUIRED[fault.kind]) {
    if (fault[name] === undefined) throw new Error(`A fault of kind "${fault.kind}" needs "${name}".`);
  }
  if ((fault.times ?? 1) < 1) throw new Error(`A fault's "times" is at least 1.`);
  const { status } = fault;
  if (status !== undefined && !(Number.isInteger(status) && status >= 200 && status <= 599)) {
    throw new Error(`A fault's "status" is an HTTP status from 200 to 599.`);
  }
  return { ...fault, kind: fault.kind };
}

interface Queued {
  fault: Fault;
  skip: number;
  times: number;
}

/** The faults waiting for their requests, in the order in which they were scripted. */
export class FaultQueue {
  #queue: Queued[] = [];

  add(fault: Fault): void {
    const checked = parseFault(fault);
    this.#queue.push({ fault: checked, skip: checked.skip ?? 0, times: checked.times ?? 1 });
  }

  /**
   * The fault that strikes this request: the first that matches and has nothing left to skip. A fault that still skips
   * counts the request and lets those behind it look; those behind the one that strikes never see the request.
   */
  take(path: string): Fault | undefined {
    for (const queued of this.#queue) {
      if (queued.fault.path !== undefined && queued.fault.path !== path) continue;
      if (queued.skip > 0) {
        queued.skip -= 1;
        continue;
      }
      queued.times -= 1;
      if (queued.times < 1) this.#queue = this.#queue.filter((other) => other !== queued);
      return queued.fault;
    }
    return undefined;
  }

  clear(): void {
    this.#queue = [];
  }
}
