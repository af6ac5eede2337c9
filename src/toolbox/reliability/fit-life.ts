import { sum } from '../arithmetic/sums.ts';
import { normalQuantileUpper } from '../distributions/normal.ts';
import { type LifeFamily, type StandardLife, standardLives } from './location-scale.ts';

/** A unit that failed at `time`, or was still working when last seen then; `count` units alike. */
export interface LifeRow {
  readonly time: number;
  readonly failed: boolean;
  readonly count: number;
}

export interface LifeFit {
  readonly family: LifeFamily;
  /** μ and σ of ln T. */
  readonly location: number;
  readonly scale: number;
  readonly logLikelihood: number;
  readonly parameters: 1 | 2;
  /** Covariance of (μ, ln σ) from the observed information; zeros for ln σ where σ is held. */
  readonly covariance: readonly [readonly [number, number], readonly [number, number]];
  readonly converged: boolean;
}

/** Thrown where the likelihood has no maximum: no failure, or all failures at one time under two parameters. */
export class NoMaximum extends Error {
  readonly code = 'likelihood-no-maximum';
}

interface Point {
  readonly y: number;
  readonly failed: boolean;
  readonly count: number;
}

/** Log-likelihood, gradient and Hessian in (a, b) = (μ/σ, 1/σ), where z = b y - a and the likelihood is concave. */
function evaluate(points: readonly Point[], d: StandardLife, a: number, b: number) {
  let value = 0;
  let ga = 0;
  let gb = 0;
  let haa = 0;
  let hab = 0;
  let hbb = 0;
  for (const { y, failed, count } of points) {
    const z = b * y - a;
    const first = failed ? d.density1(z) : d.survival1(z);
    const second = failed ? d.density2(z) : d.survival2(z);
    value += count * (failed ? d.logDensity(z) + Math.log(b) : d.logSurvival(z));
    ga -= count * first;
    gb += count * (first * y + (failed ? 1 / b : 0));
    haa += count * second;
    hab -= count * second * y;
    hbb += count * (second * y * y - (failed ? 1 / (b * b) : 0));
  }
  return { value, ga, gb, haa, hab, hbb };
}

/** The maximum-likelihood fit by Newton's iteration with halved steps; the concave form makes it converge from anywhere. */
export function fitLife(rows: readonly LifeRow[], family: LifeFamily): LifeFit {
  const d = standardLives[family];
  // Centred logarithms, so that the answer does not lean on the unit of time.
  const logs = rows.map((row) => Math.log(row.time));
  const weight = sum(rows.map((row) => row.count));
  const centre = sum(rows.map((row, i) => row.count * logs[i]!)) / weight;
  const points = rows.map((row, i) => ({ y: logs[i]! - centre, failed: row.failed, count: row.count }));
  const failures = points.filter((point) => point.failed);
  if (failures.length === 0) throw new NoMaximum('expected at least one failure, found none');
  const fixed = family === 'exponential';
  // Two units that failed at one time only, with nothing seen to work longer: σ would shrink to 0.
  if (
    !fixed &&
    points.every((point) => point.y <= failures[0]!.y) &&
    failures.every((point) => point.y === failures[0]!.y)
  )
    throw new NoMaximum('expected failures at two or more different times, found one');
  const spread = Math.sqrt(sum(points.map((p) => p.count * p.y * p.y)) / weight);
  let a = 0;
  let b = fixed ? 1 : 1 / Math.max(spread, 1e-6);
  let now = evaluate(points, d, a, b);
  let converged = false;
  for (let i = 0; i < 200 && !converged; i++) {
    const [da, db] = fixed ? [-now.ga / now.haa, 0] : newtonStep(now);
    let factor = 1;
    let next = now;
    for (; factor > 1e-12; factor /= 2) {
      if (b + factor * db <= 0) continue;
      next = evaluate(points, d, a + factor * da, b + factor * db);
      if (next.value >= now.value - 1e-13 * Math.abs(now.value)) break;
    }
    a += factor * da;
    b += factor * db;
    converged = Math.abs(da) <= 1e-13 * (1 + Math.abs(a)) && Math.abs(db) <= 1e-13 * b;
    now = next;
  }
  const scale = 1 / b;
  const location = a * scale + centre;
  return {
    family,
    location,
    scale,
    // ln f of T itself: less ln t for every failure.
    logLikelihood: now.value - sum(rows.map((row, i) => (row.failed ? row.count * logs[i]! : 0))),
    parameters: fixed ? 1 : 2,
    covariance: covariance(now, a, b, fixed),
    converged: converged || Math.hypot(now.ga, fixed ? 0 : now.gb) < 1e-6 * weight,
  };
}

function newtonStep({ ga, gb, haa, hab, hbb }: ReturnType<typeof evaluate>): [number, number] {
  const determinant = haa * hbb - hab * hab;
  return [-(hbb * ga - hab * gb) / determinant, -(haa * gb - hab * ga) / determinant];
}

/** The covariance of (μ, ln σ): that of (a, b) carried over by μ = a/b, ln σ = -ln b (the gradient is 0 at the maximum). */
function covariance(h: ReturnType<typeof evaluate>, a: number, b: number, fixed: boolean): LifeFit['covariance'] {
  if (fixed) {
    const variance = -1 / h.haa / (b * b);
    return [
      [variance, 0],
      [0, 0],
    ];
  }
  const determinant = h.haa * h.hbb - h.hab * h.hab;
  const [vaa, vab, vbb] = [-h.hbb / determinant, h.hab / determinant, -h.haa / determinant];
  const [ma, mb, sb] = [1 / b, -a / (b * b), -1 / b];
  const mm = ma * ma * vaa + 2 * ma * mb * vab + mb * mb * vbb;
  const ms = sb * (ma * vab + mb * vbb);
  // μ here is centred; moving it by a constant changes no covariance.
  return [
    [mm, ms],
    [ms, sb * sb * vbb],
  ];
}

export interface Estimate {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** The time by which a share p has failed, with limits normal on the logarithm. */
export function lifeQuantile(fit: LifeFit, p: number, confidence: number): Estimate {
  const w = standardLives[fit.family].quantile(p);
  const log = fit.location + fit.scale * w;
  const [[mm, ms], [, ss]] = fit.covariance;
  // d ln t / d ln σ = σ w
  const slope = fit.scale * w;
  const half = normalQuantileUpper((1 - confidence) / 2) * Math.sqrt(mm + 2 * slope * ms + slope * slope * ss);
  return { value: Math.exp(log), lower: Math.exp(log - half), upper: Math.exp(log + half) };
}

/** The share still working at a time, with limits normal on the standardised logarithm of the time. */
export function survivalAt(fit: LifeFit, time: number, confidence: number): Estimate {
  const d = standardLives[fit.family];
  const z = (Math.log(time) - fit.location) / fit.scale;
  const [[mm, ms], [, ss]] = fit.covariance;
  const variance = mm / fit.scale ** 2 + (2 * z * ms) / fit.scale + z * z * ss;
  const half = normalQuantileUpper((1 - confidence) / 2) * Math.sqrt(Math.max(0, variance));
  return {
    value: Math.exp(d.logSurvival(z)),
    lower: Math.exp(d.logSurvival(z + half)),
    upper: Math.exp(d.logSurvival(z - half)),
  };
}
