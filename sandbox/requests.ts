import type { IncomingMessage } from 'node:http';

import type { Robots } from './robot/robots.ts';
import type { RequestRecord } from './types.ts';

/** The path of a request target, and its query. */
export function splitTarget(target: string): { path: string; query: URLSearchParams } {
  const mark = target.indexOf('?');
  if (mark === -1) return { path: target, query: new URLSearchParams() };
  return { path: target.slice(0, mark), query: new URLSearchParams(target.slice(mark + 1)) };
}

/** The API requests that arrived. */
export class Requests {
  #all: RequestRecord[] = [];
  readonly #robots: Robots;

  constructor(robots: Robots) {
    this.#robots = robots;
  }

  get all(): readonly RequestRecord[] {
    return this.#all;
  }

  /** Records a request when its head is here; the record grows with the body. `now` in milliseconds since 1970. */
  add(request: IncomingMessage, connection: number, now: number): RequestRecord {
    const { path, query } = splitTarget(request.url ?? '');
    const record: RequestRecord = {
      method: request.method ?? '',
      path: this.#withoutKeys(path),
      query: Object.fromEntries([...query].map(([name, value]) => [this.#withoutKeys(name), this.#shown(name, value)])),
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, this.#withoutKeys([value ?? ''].flat().join(', '))]),
      ),
      bodyBytes: 0,
      at: now,
      connection,
    };
    this.#all.push(record);
    return record;
  }

  clear(): void {
    this.#all = [];
  }

  /** The state is printed by tests and written to logs: not even a key that no robot has (another robot's real one?) may be in it. */
  #shown(name: string, value: string): string {
    const shown = this.#withoutKeys(value);
    return name === 'key' && shown === value && value !== '' ? '(unknown key)' : shown;
  }

  #withoutKeys(text: string): string {
    return this.#robots.all.reduce((clean, robot) => clean.replaceAll(robot.key, robot.name), text);
  }
}
