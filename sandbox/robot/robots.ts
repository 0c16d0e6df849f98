import { randomUUID } from 'node:crypto';

import { Refusal } from '../errcodes.ts';

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

  get all(): readonly GroupRobot[] {
    return this.#robots;
  }

  /** @throws Error when the name is taken, blank or longer than 64 characters. */
  add(name = this.#freeName()): GroupRobot {
    if (name.trim() === '' || name.length > 64) throw new Error("A robot's name has 1 to 64 characters.");
    if (this.named(name)) throw new Error(`There already is a robot named "${name}".`);
    const robot = { name, key: randomUUID(), disabled: false, sent: [] };
    this.#robots.push(robot);
    return robot;
  }

  #freeName(): string {
    let number = this.#robots.length + 1;
    while (this.named(`Robot ${number}`)) number += 1;
    return `Robot ${number}`;
  }

  named(name: string): GroupRobot | undefined {
    return this.#robots.find((robot) => robot.name === name);
  }

  /** @throws Error when there is no robot of that name. */
  setDisabled(name: string, disabled: boolean): void {
    const robot = this.named(name);
    if (!robot) throw new Error(`There is no robot named "${name}".`);
    robot.disabled = disabled;
  }

  /**
   * The robot that a request speaks for. The key is its only credential, and it must be given once: two keys could be read
   * differently by a gateway and by the server behind it.
   * @throws Refusal 93000 when no robot has this key.
   */
  ofQuery(query: URLSearchParams): GroupRobot {
    const [key, ...more] = query.getAll('key');
    const robot = this.#robots.find((candidate) => candidate.key === key);
    if (!robot || more.length > 0) throw new Refusal(93000);
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
