import { correlationMatrix, standardize } from './principal-components.ts';

/** A latent variable with its indicators; reflective (mode A): the indicators show it. */
export interface Latent {
  readonly name: string;
  readonly indicators: readonly string[];
}

export type InnerScheme = 'path' | 'centroid' | 'factorial';

export interface PlsModel {
  readonly latents: readonly Latent[];
  /** Arrows from cause to effect; no loops. */
  readonly paths: readonly { readonly from: string; readonly to: string }[];
  readonly scheme: InnerScheme;
}

export interface LatentResult {
  readonly name: string;
  readonly r2: number | null;
  readonly alpha: number;
  readonly compositeReliability: number;
  readonly ave: number;
  /** Satisfaction-style score from 0 to 100 by the indicators' scale. */
  readonly index: number;
}

export interface PlsResult {
  readonly iterations: number;
  readonly converged: boolean;
  readonly indicators: readonly {
    readonly latent: string;
    readonly indicator: string;
    readonly weight: number;
    readonly loading: number;
    readonly mean: number;
  }[];
  readonly paths: readonly {
    readonly from: string;
    readonly to: string;
    readonly coefficient: number;
    readonly total: number;
  }[];
  readonly latents: readonly LatentResult[];
  readonly gof: number;
}

/** Solves a small symmetric positive definite system by Cholesky; undefined when it is not definite. */
export function solveNormal(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | undefined {
  const n = right.length;
  const l = Array.from({ length: n }, () => new Float64Array(n));
  const at = (i: number, j: number) => l[i]?.[j] ?? 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]?.[j] ?? 0;
      for (let k = 0; k < j; k++) sum -= at(i, k) * at(j, k);
      if (i === j && !(sum > 1e-12)) return undefined;
      const row = l[i];
      if (row) row[j] = i === j ? Math.sqrt(sum) : sum / at(j, j);
    }
  }
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = right[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= at(i, k) * (y[k] ?? 0);
    y[i] = sum / at(i, i);
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = y[i] ?? 0;
    for (let k = i + 1; k < n; k++) sum -= at(k, i) * (x[k] ?? 0);
    x[i] = sum / at(i, i);
  }
  return x;
}

interface Work {
  /** Standardized columns of each block: `blocks[latent][indicator][row]`. */
  readonly blocks: readonly (readonly (readonly number[])[])[];
  readonly model: PlsModel;
}

function standardized(values: readonly number[]): number[] {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const sd = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1));
  return values.map((x) => (x - mean) / sd);
}

function combine(columns: readonly (readonly number[])[], weights: readonly number[]): number[] {
  return Array.from({ length: columns[0]?.length ?? 0 }, (_, row) =>
    columns.reduce((sum, column, k) => sum + (weights[k] ?? 0) * (column[row] ?? 0), 0),
  );
}

const transpose = (columns: readonly (readonly number[])[]) =>
  Array.from({ length: columns[0]?.length ?? 0 }, (_, row) => columns.map((column) => column[row] ?? 0));
const covariance = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0) / (a.length - 1);

/** Inner weights between scores: regression coefficients of predecessors, correlations of successors (path scheme). */
function innerProxies({ model }: Work, scores: readonly (readonly number[])[]): number[][] {
  const r = correlationMatrix(transpose(scores));
  const place = (name: string) => model.latents.findIndex((latent) => latent.name === name);
  return model.latents.map((latent, j) => {
    const before = model.paths.filter((path) => path.to === latent.name).map((path) => place(path.from));
    const after = model.paths.filter((path) => path.from === latent.name).map((path) => place(path.to));
    const weights = new Array<number>(scores.length).fill(0);
    const coefficients =
      model.scheme === 'path'
        ? solveNormal(
            before.map((a) => before.map((b) => r[a]?.[b] ?? 0)),
            before.map((a) => r[a]?.[j] ?? 0),
          )
        : undefined;
    before.forEach((i, k) => {
      const rij = r[i]?.[j] ?? 0;
      weights[i] = model.scheme === 'centroid' ? Math.sign(rij) : (coefficients?.[k] ?? rij);
    });
    for (const i of after) weights[i] = model.scheme === 'centroid' ? Math.sign(r[i]?.[j] ?? 0) : (r[i]?.[j] ?? 0);
    return combine(scores, weights);
  });
}

/**
 * Partial least squares path model, all blocks reflective (mode A). `rows[i][k]` in the order of the indicators; scales run
 * from `low` to `high`. Weights iterate until none moves by more than 1e-13. Scores have unit variance, their sign such that
 * most loadings of a block are positive. Source: Lohmöller (1989); Fornell and others, Journal of Marketing 60 (1996) 7-18.
 */
export function plsPath(model: PlsModel, rows: readonly (readonly number[])[], low: number, high: number): PlsResult {
  const { means, sds, z } = standardize(rows);
  const columns = transpose(z);
  let next = 0;
  const blocks = model.latents.map((latent) => latent.indicators.map(() => columns[next++] ?? []));
  const work: Work = { blocks, model };
  let weights = blocks.map((block) =>
    scaled(
      block,
      block.map(() => 1),
    ),
  );
  let iterations = 0;
  let moved = Number.POSITIVE_INFINITY;
  for (; iterations < 2000 && moved > 1e-13; iterations++) {
    const scores = blocks.map((block, j) => combine(block, weights[j] ?? []));
    const proxies = innerProxies(work, scores);
    const renewed = blocks.map((block, j) =>
      scaled(
        block,
        block.map((column) => covariance(column, proxies[j] ?? [])),
      ),
    );
    moved = Math.max(
      ...renewed.flatMap((list, j) => list.map((w, k) => Math.abs(Math.abs(w) - Math.abs(weights[j]?.[k] ?? 0)))),
    );
    weights = renewed;
  }
  weights = weights.map((list, j) => {
    const score = combine(blocks[j] ?? [], list);
    const signs = (blocks[j] ?? []).reduce((sum, column) => sum + Math.sign(covariance(column, score)), 0);
    return signs < 0 ? list.map((w) => -w) : list;
  });
  return describe(work, weights, { means, sds, low, high }, { iterations, converged: moved <= 1e-13 });
}

/** Weights scaled so that the score has unit variance. */
function scaled(block: readonly (readonly number[])[], weights: readonly number[]): number[] {
  const score = combine(block, weights);
  const sd = Math.sqrt(covariance(score, score));
  return weights.map((w) => w / sd);
}

interface Scale {
  readonly means: readonly number[];
  readonly sds: readonly number[];
  readonly low: number;
  readonly high: number;
}

function describe(
  { blocks, model }: Work,
  weights: readonly (readonly number[])[],
  scale: Scale,
  run: { readonly iterations: number; readonly converged: boolean },
): PlsResult {
  const scores = blocks.map((block, j) => standardized(combine(block, weights[j] ?? [])));
  const r = correlationMatrix(transpose(scores));
  const place = (name: string) => model.latents.findIndex((latent) => latent.name === name);
  const direct = model.latents.map(() => model.latents.map(() => 0));
  const r2 = model.latents.map((latent, j): number | null => {
    const before = model.paths.filter((path) => path.to === latent.name).map((path) => place(path.from));
    if (before.length === 0) return null;
    const right = before.map((i) => r[i]?.[j] ?? 0);
    const coefficients =
      solveNormal(
        before.map((a) => before.map((b) => r[a]?.[b] ?? 0)),
        right,
      ) ?? right;
    before.forEach((i, k) => {
      const row = direct[i];
      if (row) row[j] = coefficients[k] ?? 0;
    });
    return coefficients.reduce((sum, b, k) => sum + b * (right[k] ?? 0), 0);
  });
  const total = totalEffects(direct);
  let at = 0;
  const loadings = blocks.map((block, j) => block.map((column) => covariance(column, scores[j] ?? [])));
  const indicators = model.latents.flatMap((latent, j) =>
    latent.indicators.map((indicator, k) => ({
      latent: latent.name,
      indicator,
      weight: weights[j]?.[k] ?? 0,
      loading: loadings[j]?.[k] ?? 0,
      mean: scale.means[at++] ?? 0,
    })),
  );
  at = 0;
  const latents = model.latents.map((latent, j): LatentResult => {
    const from = at;
    at += latent.indicators.length;
    return {
      name: latent.name,
      r2: r2[j] ?? null,
      ...reliability(blocks[j] ?? [], loadings[j] ?? []),
      index: indexOf(weights[j] ?? [], scale, from),
    };
  });
  const communality = indicators.reduce((sum, one) => sum + one.loading ** 2, 0) / indicators.length;
  const explained = r2.filter((value): value is number => value !== null);
  return {
    ...run,
    indicators,
    paths: model.paths.map(({ from, to }) => ({
      from,
      to,
      coefficient: direct[place(from)]?.[place(to)] ?? 0,
      total: total[place(from)]?.[place(to)] ?? 0,
    })),
    latents,
    gof: Math.sqrt(communality * (explained.reduce((a, b) => a + b, 0) / Math.max(1, explained.length))),
  };
}

function reliability(
  block: readonly (readonly number[])[],
  loadings: readonly number[],
): { alpha: number; compositeReliability: number; ave: number } {
  const k = block.length;
  const r = correlationMatrix(transpose(block));
  const mean =
    k > 1
      ? r.reduce((sum, row, i) => sum + row.reduce((inner, x, j) => inner + (i === j ? 0 : x), 0), 0) / (k * (k - 1))
      : 1;
  const sum = loadings.reduce((a, b) => a + b, 0);
  const squares = loadings.reduce((total, x) => total + x * x, 0);
  return {
    alpha: (k * mean) / (1 + (k - 1) * mean),
    compositeReliability: sum ** 2 / (sum ** 2 + k - squares),
    ave: squares / k,
  };
}

/** 100 (Σ w x̄ − Σ w low)/(Σ w (high − low)) with the weights of the raw indicators. */
function indexOf(weights: readonly number[], { means, sds, low, high }: Scale, from: number): number {
  const raw = weights.map((w, k) => w / (sds[from + k] ?? 1));
  const sum = raw.reduce((a, b) => a + b, 0);
  const mean = raw.reduce((total, w, k) => total + w * (means[from + k] ?? 0), 0) / sum;
  return (100 * (mean - low)) / (high - low);
}

/** Direct effects plus all effects through others: B + B² + … (the model has no loops). */
function totalEffects(direct: readonly (readonly number[])[]): number[][] {
  const n = direct.length;
  let power = direct.map((row) => [...row]);
  const total = direct.map((row) => [...row]);
  for (let step = 1; step < n; step++) {
    power = power.map((row) => direct.map((_, j) => row.reduce((sum, x, k) => sum + x * (direct[k]?.[j] ?? 0), 0)));
    for (const [i, row] of power.entries())
      for (const [j, x] of row.entries()) {
        const target = total[i];
        if (target) target[j] = (target[j] ?? 0) + x;
      }
  }
  return total;
}
