import { binomialLower, binomialProbability } from '../distributions/binomial.ts';
import { hypergeometricLower, hypergeometricProbability } from '../distributions/hypergeometric.ts';
import { poissonLower, poissonProbability } from '../distributions/poisson.ts';
import { largestSample, type Plan } from './plan.ts';
import { findMaximum, findRoot } from './search.ts';

/**
 * How the count in a sample is distributed: binomial (items from a running process, type B), Poisson (nonconformities),
 * hypergeometric (items from one lot of known size, type A).
 */
export type SamplingModel = 'binomial' | 'poisson' | 'hypergeometric';

export interface Lots {
  readonly model: SamplingModel;
  /** Needed by the hypergeometric model, and by AOQ with its lot and ATI. */
  readonly lotSize?: number;
}

/** What a plan does to lots of quality p (fraction nonconforming, or nonconformities per item for Poisson). */
export interface PlanPerformance {
  readonly p: number;
  /** Probability of acceptance. */
  readonly pa: number;
  /** Average sample number, every drawn stage inspected to its end (no curtailment). */
  readonly asn: number;
  /** Average outgoing quality when rejected lots are screened and what is found is replaced. */
  readonly aoq: number;
  /** Average total inspection per lot; only with a lot size. */
  readonly ati?: number;
}

/** Probability of k in the next n items, `taken` items with `found` bad ones having gone before. */
function stageProbability(lots: Lots, p: number, k: number, n: number, taken: number, found: number): number {
  if (lots.model === 'binomial') return binomialProbability(k, n, p);
  if (lots.model === 'poisson') return poissonProbability(k, n * p);
  const lot = lots.lotSize ?? 0;
  return hypergeometricProbability(k, lot - taken, Math.round(p * lot) - found, n);
}

function lower(lots: Lots, p: number, ac: number, n: number): number {
  if (lots.model === 'binomial') return binomialLower(ac, n, p);
  if (lots.model === 'poisson') return poissonLower(ac, n * p);
  const lot = lots.lotSize ?? 0;
  return hypergeometricLower(ac, lot, Math.round(p * lot), n);
}

interface StageResult {
  readonly accepted: number;
  readonly rejected: number;
  readonly taken: number;
}

/** Probabilities of deciding at each stage: the counts still undecided are carried from stage to stage. */
function decide(plan: Plan, lots: Lots, p: number): StageResult[] {
  const first = plan.stages[0];
  if (plan.stages.length === 1 && first) {
    // One stage: the distribution function itself is more exact than a sum of its terms.
    const accepted = lower(lots, p, first.ac ?? -1, first.n);
    return [{ accepted, rejected: 1 - accepted, taken: first.n }];
  }
  const results: StageResult[] = [];
  let open = new Map<number, number>([[0, 1]]);
  let taken = 0;
  for (const stage of plan.stages) {
    const next = new Map<number, number>();
    let accepted = 0;
    let still = 0;
    let entering = 0;
    for (const [found, weight] of open) {
      entering += weight;
      for (let k = 0; found + k < stage.re; k++) {
        const share = weight * stageProbability(lots, p, k, stage.n, taken, found);
        if (found + k <= (stage.ac ?? -1)) accepted += share;
        else if (share > 0) {
          next.set(found + k, (next.get(found + k) ?? 0) + share);
          still += share;
        }
      }
    }
    taken += stage.n;
    results.push({ accepted, rejected: Math.max(0, entering - accepted - still), taken });
    open = next;
  }
  return results;
}

/**
 * Pa, ASN, AOQ and ATI of a plan at quality p. AOQ = p · Σ Pa_j (N − n_j)/N, or p · Pa without a lot size; ATI =
 * Σ Pa_j n_j + (1 − Pa) N. The hypergeometric model takes the whole number of bad items nearest to pN.
 * Source: Schilling and Neubauer, Acceptance Sampling in Quality Control, 3rd edition, chapters 3, 5 to 7 and 14.
 */
export function planPerformance(plan: Plan, lots: Lots, p: number): PlanPerformance {
  const quality = lots.model === 'hypergeometric' && lots.lotSize ? Math.round(p * lots.lotSize) / lots.lotSize : p;
  const stages = decide(plan, lots, quality);
  let pa = 0;
  let asn = 0;
  let inspectedOfAccepted = 0;
  for (const stage of stages) {
    pa += stage.accepted;
    asn += (stage.accepted + stage.rejected) * stage.taken;
    inspectedOfAccepted += stage.accepted * stage.taken;
  }
  const lot = lots.lotSize;
  if (lot === undefined) return { p: quality, pa, asn, aoq: quality * pa };
  return {
    p: quality,
    pa,
    asn,
    aoq: quality * (pa - inspectedOfAccepted / lot),
    ati: inspectedOfAccepted + (1 - pa) * lot,
  };
}

export interface OutgoingLimit {
  /** AOQL: the worst average outgoing quality over all incoming qualities. */
  readonly aoql: number;
  /** The incoming quality at which it occurs. */
  readonly p: number;
}

/** The AOQL of a plan: the highest point of the AOQ curve, found to a relative 1e-13 of its height. */
export function outgoingQualityLimit(plan: Plan, lots: Lots): OutgoingLimit {
  const at = (p: number) => planPerformance(plan, lots, p).aoq;
  if (lots.model === 'hypergeometric' && lots.lotSize) return bestOf(plan, lots.lotSize, at);
  const most = lots.model === 'binomial' ? 1 : ((plan.stages.at(-1)?.re ?? 1) * 8) / (plan.stages[0]?.n ?? 1);
  // AOQ has one maximum in p; on the scale of log p it is no narrow peak, whatever n is.
  const p = Math.exp(findMaximum((x) => at(Math.exp(x)), Math.log(most * 1e-4), Math.log(most)));
  return { aoql: at(p), p };
}

/**
 * The best whole number of bad items. AOQ rises to one maximum and falls, so that a large lot is narrowed down by thirds
 * before every number that is left is looked at.
 */
function bestOf(plan: Plan, lotSize: number, at: (p: number) => number): OutgoingLimit {
  let low = 1;
  let high = Math.min(lotSize, Math.ceil(lotSize * qualityAtAcceptance(plan, { model: 'binomial' }, 1e-6)) + 10);
  while (high - low > 300) {
    const third = Math.floor((high - low) / 3);
    if (at((low + third) / lotSize) < at((high - third) / lotSize)) low += third;
    else high -= third;
  }
  let best: OutgoingLimit = { aoql: 0, p: 0 };
  for (let d = low; d <= high; d++) {
    const aoql = at(d / lotSize);
    if (aoql > best.aoql) best = { aoql, p: d / lotSize };
    else if (aoql < best.aoql * 0.2) break;
  }
  return best;
}

/** The quality at which a plan accepts with the given probability (binomial and Poisson). */
export function qualityAtAcceptance(plan: Plan, lots: Lots, pa: number): number {
  let high = lots.model === 'poisson' ? 10 : 1;
  while (lots.model === 'poisson' && planPerformance(plan, lots, high).pa > pa && high < 1e6) high *= 2;
  return findRoot((p) => planPerformance(plan, lots, p).pa - pa, 0, high);
}

/** Qualities at which a curve is drawn: from 0 to where hardly a lot is accepted; whole bad items for one lot. */
export function curveQualities(plan: Plan, lots: Lots, points = 101): number[] {
  const end =
    lots.model === 'hypergeometric'
      ? qualityAtAcceptance(plan, { model: 'binomial' }, 0.005)
      : qualityAtAcceptance(plan, lots, 0.005);
  const most = lots.model === 'poisson' ? end : Math.min(1, end);
  const raw = Array.from({ length: points }, (_, i) => (most * i) / (points - 1));
  if (lots.model !== 'hypergeometric' || !lots.lotSize) return raw;
  const lot = lots.lotSize;
  return [...new Set(raw.map((p) => Math.round(p * lot)))].map((d) => d / lot);
}

export function sampleExceedsLot(plan: Plan, lotSize: number | undefined): boolean {
  return lotSize !== undefined && largestSample(plan) > lotSize;
}
