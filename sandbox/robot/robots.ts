import { randomUUID } from 'node:crypto';

import { Refusal } from '../errcodes.ts';
import type { Names } from '../names.ts';
import { singleValue } from '../requests.ts';
import type { Secret } from '../requests.ts';

/** https://developer.work.weixin.qq.com/document/path/91770 says 20 a minute, not which minute: any 60 s is the strictest reading. */
const MESSAGES_PER_WINDOW = 20;
const WINDOW_MS = 60_000;

/** A robot as its group knows it. */
export interface GroupRobot {
  name: string;
  key: string;
  disabled: boolean;
  /** When its messages of the last minute were processed, milliseconds since 1970. */
  sent: number[];
}

/** The robots, each standing in a group of its own. */
export class Robots {
  #robots: GroupRobot[] = [];
  readonly #names: Names;

  constructor(names: Names) {
    this.#names = names;
  }

  get all(): readonly GroupRobot[] {
    return this.#robots;
  }

  get secrets(): Secret[] {
    return this.#robots.map(({ key, name }) => ({ secret: key, name }));
  }

  /** @throws Error when the name is taken, blank or longer than 64 characters. */
  add(name?: string): GroupRobot {
    const robot = { name: this.#names.take('robot', name), key: randomUUID(), disabled: false, sent: [] };
    this.#robots.push(robot);
    return robot;
  }

  /** @throws Error when there is no robot of that name. */
  setDisabled(name: string, disabled: boolean): void {
    const robot = this.#robots.find((candidate) => candidate.name === name);
    if (!robot) throw new Error(`There is no robot named "${name}".`);
    robot.disabled = disabled;
  }

  /** The robot that a request speaks for: the key is its only credential. @throws Refusal 93000 when no robot has this key. */
  ofQuery(query: URLSearchParams): GroupRobot {
    const key = singleValue(query, 'key');
    const robot = this.#robots.find((candidate) => candidate.key === key);
    if (!robot) throw new Refusal(93000);
    return robot;
  }

  /** Every robot may send again. */
  reset(): void {
    for (const robot of this.#robots) {
      robot.disabled = false;
      robot.sent = [];
    }
  }
}

/** @throws Refusal 93004 for a disabled robot, 45009 for one that sent 20 messages in the last 60 s. */
export function checkMaySend(robot: GroupRobot, now: number): void {
  if (robot.disabled) throw new Refusal(93004);
  robot.sent = robot.sent.filter((at) => now - at < WINDOW_MS);
  if (robot.sent.length >= MESSAGES_PER_WINDOW) throw new Refusal(45009);
}
