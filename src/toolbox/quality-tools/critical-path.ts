export interface Activity {
  readonly id: string;
  readonly name?: string;
  readonly duration?: number;
  /** Optimistic, most likely and pessimistic durations; they give expectation and variance (PERT). */
  readonly optimistic?: number;
  readonly likely?: number;
  readonly pessimistic?: number;
  readonly after: readonly string[];
}

export interface ScheduledActivity {
  readonly id: string;
  readonly name: string;
  readonly duration: number;
  readonly variance: number;
  readonly earliestStart: number;
  readonly earliestFinish: number;
  readonly latestStart: number;
  readonly latestFinish: number;
  readonly totalFloat: number;
  readonly freeFloat: number;
  readonly critical: boolean;
  readonly after: readonly string[];
}

/** Forward and backward pass of the critical path method. The network must have no loop. Source: Kelley and Walker (1959). */
export function schedule(activities: readonly Activity[]): ScheduledActivity[] {
  const done = new Map<string, { start: number; finish: number; duration: number; variance: number }>();
  const pending = [...activities];
  while (pending.length > 0) {
    const at = pending.findIndex((one) => one.after.every((id) => done.has(id)));
    const [one] = pending.splice(Math.max(0, at), 1);
    if (!one) break;
    const timed = durationOf(one);
    const start = Math.max(0, ...one.after.map((id) => done.get(id)?.finish ?? 0));
    done.set(one.id, { ...timed, start, finish: start + timed.duration });
  }
  const end = Math.max(...[...done.values()].map((one) => one.finish));
  const followers = (id: string) => activities.filter((one) => one.after.includes(id));
  const latest = new Map<string, number>();
  // Insertion order of `done` is a topological order, so its reverse serves the backward pass.
  for (const id of [...done.keys()].reverse())
    latest.set(
      id,
      Math.min(end, ...followers(id).map((one) => (latest.get(one.id) ?? end) - (done.get(one.id)?.duration ?? 0))),
    );
  return [...done].map(([id, timed]) => {
    const own = activities.find((one) => one.id === id);
    const latestFinish = latest.get(id) ?? end;
    const totalFloat = latestFinish - timed.finish;
    const freeFloat = Math.min(end, ...followers(id).map((one) => done.get(one.id)?.start ?? end)) - timed.finish;
    return {
      id,
      name: own?.name ?? id,
      duration: timed.duration,
      variance: timed.variance,
      earliestStart: timed.start,
      earliestFinish: timed.finish,
      latestStart: latestFinish - timed.duration,
      latestFinish,
      totalFloat,
      freeFloat,
      critical: Math.abs(totalFloat) <= 1e-9 * Math.max(1, end),
      after: own?.after ?? [],
    };
  });
}

function durationOf(one: Activity): { duration: number; variance: number } {
  if (one.optimistic !== undefined && one.likely !== undefined && one.pessimistic !== undefined) {
    return {
      duration: (one.optimistic + 4 * one.likely + one.pessimistic) / 6,
      variance: ((one.pessimistic - one.optimistic) / 6) ** 2,
    };
  }
  return { duration: one.duration ?? 0, variance: 0 };
}

/** One critical path from the beginning to the end; of several, the one with the largest variance. */
export function criticalPath(activities: readonly ScheduledActivity[]): string[] {
  const byId = new Map(activities.map((one) => [one.id, one]));
  const best = new Map<string, { variance: number; path: string[] }>();
  for (const one of activities.filter((a) => a.critical)) {
    const before = one.after.flatMap((id) => {
      const from = byId.get(id);
      const known = best.get(id);
      return from && known && Math.abs(from.earliestFinish - one.earliestStart) <= 1e-9 * Math.max(1, one.earliestStart)
        ? [known]
        : [];
    });
    const longest = before.reduce(
      (most, path) => (path.variance > most.variance || most.path.length === 0 ? path : most),
      { variance: 0, path: [] as string[] },
    );
    best.set(one.id, { variance: longest.variance + one.variance, path: [...longest.path, one.id] });
  }
  const end = Math.max(...activities.map((one) => one.earliestFinish));
  const ends = activities
    .filter((one) => one.critical && Math.abs(one.earliestFinish - end) <= 1e-9 * Math.max(1, end))
    .flatMap((one) => best.get(one.id) ?? []);
  return ends.reduce((most, path) => (path.variance > most.variance || most.path.length === 0 ? path : most), {
    variance: 0,
    path: [] as string[],
  }).path;
}
