/** Two ways of doing the same, measured in turns in one run, so that a busy machine slows both. */
export interface Comparison {
  readonly name: string;
  /** How often a second each was done. */
  readonly ours: number;
  readonly bare: number;
  /** `ours / bare`. */
  readonly ratio: number;
}

export interface Contest {
  readonly name: string;
  readonly ours: () => Promise<unknown>;
  readonly bare: () => Promise<unknown>;
  /** How many of each run at the same time. */
  readonly together: number;
  readonly seconds: number;
}

const rounds = 6;

/** Runs both in short turns after a warm-up. The answer is the ratio of the whole runs. */
export async function compare({ name, ours, bare, together, seconds }: Contest): Promise<Comparison> {
  const turn = seconds / (2 * rounds);
  const total = { ours: { count: 0, time: 0 }, bare: { count: 0, time: 0 } };
  for (let round = 0; round <= rounds; round++) {
    for (const [side, work] of [
      ['ours', ours],
      ['bare', bare],
    ] as const) {
      const { count, time } = await runFor(work, together, turn);
      // The first round warms up statements, caches and the compiler.
      if (round === 0) continue;
      total[side].count += count;
      total[side].time += time;
    }
  }
  const rate = { ours: total.ours.count / total.ours.time, bare: total.bare.count / total.bare.time };
  return { name, ...rate, ratio: rate.ours / rate.bare };
}

async function runFor(
  work: () => Promise<unknown>,
  together: number,
  seconds: number,
): Promise<{ count: number; time: number }> {
  const began = performance.now();
  let count = 0;
  const worker = async () => {
    while (performance.now() - began < seconds * 1000) {
      await work();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: together }, worker));
  return { count, time: (performance.now() - began) / 1000 };
}
