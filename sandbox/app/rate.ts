/** What one application may show one member; beyond it WeCom drops messages without a word: https://developer.work.weixin.qq.com/document/path/90312 */
const WINDOWS = [
  { ms: 60_000, messages: 30 },
  { ms: 3_600_000, messages: 1000 },
];

const LONGEST_MS = Math.max(...WINDOWS.map(({ ms }) => ms));

/** When each member was shown a message of one application. */
export class MemberRate {
  #shown = new Map<string, number[]>();

  /** Counts a message to a member; false when there were too many before it, and then it is not shown. `now` in milliseconds. */
  take(userid: string, now: number): boolean {
    const times = (this.#shown.get(userid) ?? []).filter((at) => now - at < LONGEST_MS);
    this.#shown.set(userid, times);
    if (WINDOWS.some(({ ms, messages }) => times.filter((at) => now - at < ms).length >= messages)) return false;
    times.push(now);
    return true;
  }
}
