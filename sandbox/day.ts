const HOUR_MS = 60 * 60 * 1000;

/** The number of the day in China, which knows no summer time: there the days of statistics and quotas begin. `at` in milliseconds since 1970. */
export const dayOf = (at: number): number => Math.floor((at + 8 * HOUR_MS) / (24 * HOUR_MS));
