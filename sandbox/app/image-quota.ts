import { dayOf } from '../day.ts';

/** Source: https://developer.work.weixin.qq.com/document/path/90256 */
const A_DAY = 1000;
const A_MONTH = 3000;
const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

/** How many pictures for articles each corp uploaded. Times are milliseconds since 1970. */
export class ImageQuota {
  #times = new Map<string, number[]>();

  /** Counts an upload; false when there were too many before it, and then it is not counted. */
  take(corpid: string, now: number): boolean {
    const times = (this.#times.get(corpid) ?? []).filter((at) => now - at < MONTH_MS);
    const today = times.filter((at) => dayOf(at) === dayOf(now));
    if (times.length >= A_MONTH || today.length >= A_DAY) return false;
    this.#times.set(corpid, [...times, now]);
    return true;
  }

  reset(): void {
    this.#times.clear();
  }
}
