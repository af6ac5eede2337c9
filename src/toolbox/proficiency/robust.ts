/** Robust mean and standard deviation of results of laboratories, and what the iteration did. */
export interface RobustEstimate {
  readonly mean: number;
  readonly sd: number;
  readonly iterations: number;
  /** How many results were drawn in to mean ± 1.5 sd in the last step. */
  readonly winsorized: number;
}

/** 1/√E(Winsorized variance of a standard normal at ±1.5) as ISO 13528 rounds it, and exactly. */
export const isoFactor = 1.134;
export const exactFactor = 1.133392655462487;

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}

/**
 * Algorithm A of ISO 13528 (C.3.1): start at the median and 1.483 MAD, draw results in to x* ± 1.5 s*, take mean and
 * `factor` times the standard deviation, and repeat, here until nothing changes in the 14th digit. When more than half of the
 * results are equal the MAD is 0 and the ordinary standard deviation starts instead (C.3.1 note). Needs 3 results or more.
 */
export function algorithmA(values: readonly number[], factor = isoFactor): RobustEstimate {
  let mean = medianOf(values);
  let sd = 1.483 * medianOf(values.map((x) => Math.abs(x - mean)));
  const n = values.length;
  if (sd === 0) {
    const average = values.reduce((a, b) => a + b, 0) / n;
    sd = Math.sqrt(values.reduce((sum, x) => sum + (x - average) ** 2, 0) / (n - 1));
  }
  let winsorized = 0;
  let iterations = 0;
  for (; iterations < 1000; iterations++) {
    const [low, high] = [mean - 1.5 * sd, mean + 1.5 * sd];
    const drawn = values.map((x) => Math.min(high, Math.max(low, x)));
    winsorized = values.filter((x) => x < low || x > high).length;
    const next = drawn.reduce((a, b) => a + b, 0) / n;
    const nextSd = factor * Math.sqrt(drawn.reduce((sum, x) => sum + (x - next) ** 2, 0) / (n - 1));
    const moved = Math.abs(next - mean) + Math.abs(nextSd - sd);
    mean = next;
    sd = nextSd;
    if (moved <= 1e-15 * (Math.abs(mean) + sd)) break;
  }
  return { mean, sd, iterations, winsorized };
}

export interface Homogeneity {
  readonly samples: number;
  readonly replicates: number;
  readonly mean: number;
  /** Within-sample and between-sample standard deviation. */
  readonly sw: number;
  readonly ss: number;
  /** Of the sample means. */
  readonly sx: number;
}

/** Annex B.3 of ISO 13528: `results[sample][replicate]`, balanced, two or more replicates. */
export function homogeneity(results: readonly (readonly number[])[]): Homogeneity {
  const samples = results.length;
  const replicates = results[0]?.length ?? 0;
  const means = results.map((row) => row.reduce((a, b) => a + b, 0) / replicates);
  const mean = means.reduce((a, b) => a + b, 0) / samples;
  const sx2 = means.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (samples - 1);
  const sw2 =
    results.reduce((sum, row, i) => sum + row.reduce((inner, x) => inner + (x - (means[i] ?? 0)) ** 2, 0), 0) /
    (samples * (replicates - 1));
  return {
    samples,
    replicates,
    mean,
    sw: Math.sqrt(sw2),
    ss: Math.sqrt(Math.max(0, sx2 - sw2 / replicates)),
    sx: Math.sqrt(sx2),
  };
}
