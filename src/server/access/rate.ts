/** Counts requests of an address in a sliding window, in this process alone: a limit against crawling, not a promise. */
export interface Rate {
  /** Seconds to wait; 0 when the request is welcome. */
  readonly wait: (key: string, now: number) => number;
}

const mostKeys = 50_000;

/** At most `most` in any `seconds`, smoothed: a bucket that holds `most` and fills evenly. */
export function rate(most: number, seconds: number): Rate {
  const buckets = new Map<string, { level: number; at: number }>();
  const perMillisecond = most / (seconds * 1000);
  return {
    wait: (key, now) => {
      const old = buckets.get(key);
      const level = old === undefined ? most : Math.min(most, old.level + (now - old.at) * perMillisecond);
      // Taken out and put in again, so that the map is in the order of use and the oldest is dropped first.
      buckets.delete(key);
      if (buckets.size >= mostKeys) for (const oldest of buckets.keys()) if (buckets.delete(oldest)) break;
      buckets.set(key, { level: level >= 1 ? level - 1 : level, at: now });
      return level >= 1 ? 0 : Math.ceil((1 - level) / perMillisecond / 1000);
    },
  };
}
