import { poissonLower } from '../distributions/poisson.ts';
import { type Lots, outgoingQualityLimit, planPerformance } from './operating-characteristic.ts';
import { largestSample, type Plan, singlePlan } from './plan.ts';
import { findMaximum } from './search.ts';

/** Two points of an operating characteristic that a plan shall meet. */
export interface TwoPoints {
  /** Producer's point: at this quality at least `pa1` of the lots are accepted. */
  readonly p1: number;
  readonly pa1: number;
  /** Consumer's point: at this quality at most `pa2` are. */
  readonly p2: number;
  readonly pa2: number;
}

/**
 * The smallest single plan that meets both points: the least acceptance number for which some n does, and the least such n.
 * For a lot (hypergeometric) the producer's point is the largest whole number of bad items at or under p1·N, the
 * consumer's the smallest at or over p2·N, so that neither is promised more than the lot can hold. Undefined when no n up
 * to the lot, or to 10⁶, does. Source: Guenther, Journal of Quality Technology 1 (1969) 105-109.
 */
export function designSinglePlan(points: TwoPoints, lots: Lots): Plan | undefined {
  const most = lots.model === 'hypergeometric' ? (lots.lotSize ?? 0) : 1_000_000;
  const lot = lots.lotSize ?? 0;
  const good = lots.model === 'hypergeometric' ? Math.floor(points.p1 * lot + 1e-9) / lot : points.p1;
  const bad = lots.model === 'hypergeometric' ? Math.ceil(points.p2 * lot - 1e-9) / lot : points.p2;
  let from = 1;
  for (let c = 0; c < most; c++) {
    const n = smallestSample(c, bad, points.pa2, lots, from, most);
    if (n === undefined) return undefined;
    if (planPerformance(singlePlan(n, c), lots, good).pa >= points.pa1) return singlePlan(n, c);
    // The next acceptance number needs a larger sample still.
    from = n;
  }
  return undefined;
}

/** The least n for which a single plan (n, c) accepts quality p with probability at most pa; Pa falls with n. */
export function smallestSample(
  c: number,
  p: number,
  pa: number,
  lots: Lots,
  from: number,
  most: number,
): number | undefined {
  const meets = (n: number) => planPerformance(singlePlan(n, c), lots, p).pa <= pa;
  let low = Math.max(from, c + 1);
  if (low > most) return undefined;
  if (meets(low)) return low;
  let high = low;
  while (!meets(high)) {
    if (high === most) return undefined;
    low = high;
    high = Math.min(most, high * 2);
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (meets(middle)) high = middle;
    else low = middle;
  }
  return high;
}

export interface ZeroPlan {
  readonly plan: Plan;
  /** Probability of acceptance at the limiting quality. */
  readonly pa: number;
}

/**
 * The smallest plan with acceptance number 0 that accepts the limiting quality with probability at most `pa`: one found,
 * the lot is not accepted. Source: Squeglia, Zero Acceptance Number Sampling Plans, 5th edition (the principle; his
 * tables tie it to the AQL plans, which the method offers by taking the limiting quality of the plan it replaces).
 */
export function zeroAcceptancePlan(limitingQuality: number, pa: number, lots: Lots): ZeroPlan | undefined {
  const lot = lots.lotSize ?? 1_000_000;
  const bad = lots.model === 'hypergeometric' ? Math.ceil(limitingQuality * lot - 1e-9) / lot : limitingQuality;
  const n = smallestSample(0, bad, pa, lots, 1, lot);
  if (n === undefined) return undefined;
  const plan = singlePlan(n, 0);
  return { plan, pa: planPerformance(plan, lots, bad).pa };
}

export interface RectifyingPlan {
  readonly plan: Plan;
  /** Average total inspection at the process average. */
  readonly ati: number;
  readonly aoql: number;
  /** Probability of acceptance at the limiting quality given, for the LTPD kind. */
  readonly consumerRisk?: number;
}

export interface DodgeRomig {
  readonly kind: 'ltpd' | 'aoql';
  /** LTPD with consumer's risk 0.10, or AOQL, as a fraction. */
  readonly limit: number;
  readonly processAverage: number;
  readonly lotSize: number;
  readonly consumerRisk: number;
}

/**
 * Single rectifying plan of Dodge and Romig's principle, computed rather than read from their tables: of the plans that keep
 * the limit, the one with the least average total inspection at the process average. Their printed plans are rounded (to 5
 * above n = 50) and serve ranges of lot sizes, so a computed n lies within a few items of theirs.
 * Source: Dodge and Romig, Sampling Inspection Tables, 2nd edition (1959), chapters 2 and 3.
 */
export function dodgeRomigPlan(wanted: DodgeRomig): RectifyingPlan | undefined {
  let best: RectifyingPlan | undefined;
  let from = 1;
  for (let c = 0, worse = 0; c < wanted.lotSize && worse < 4; c++) {
    const n = wanted.kind === 'ltpd' ? ltpdSample(c, wanted, from) : aoqlSample(c, wanted, from);
    if (n === undefined || n >= wanted.lotSize) break;
    from = n;
    const plan = singlePlan(n, c);
    const ati =
      planPerformance(plan, { model: 'binomial', lotSize: wanted.lotSize }, wanted.processAverage).ati ??
      wanted.lotSize;
    if (best && ati >= best.ati) {
      worse++;
      continue;
    }
    worse = 0;
    best = describe(plan, ati, wanted);
  }
  return best;
}

function describe(plan: Plan, ati: number, wanted: DodgeRomig): RectifyingPlan {
  const aoql = outgoingQualityLimit(plan, { model: 'binomial', lotSize: wanted.lotSize }).aoql;
  if (wanted.kind === 'aoql') return { plan, ati, aoql };
  const lots: Lots = { model: 'hypergeometric', lotSize: wanted.lotSize };
  return {
    plan,
    ati,
    aoql,
    consumerRisk: planPerformance(plan, lots, Math.ceil(wanted.limit * wanted.lotSize - 1e-9) / wanted.lotSize).pa,
  };
}

function ltpdSample(c: number, { limit, lotSize, consumerRisk }: DodgeRomig, from: number): number | undefined {
  const bad = Math.ceil(limit * lotSize - 1e-9) / lotSize;
  return smallestSample(c, bad, consumerRisk, { model: 'hypergeometric', lotSize }, from, lotSize);
}

/** The least n that keeps the AOQL: started at the Poisson solution n = yN/(LN + y), y = max x·Pa(x), and stepped from there. */
function aoqlSample(c: number, { limit, lotSize }: DodgeRomig, from: number): number | undefined {
  const lots: Lots = { model: 'binomial', lotSize };
  const keeps = (n: number) => outgoingQualityLimit(singlePlan(n, c), lots).aoql <= limit;
  const peak = findMaximum((x) => x * poissonLower(c, x), 1e-3, 3 * (c + 2));
  const y = peak * poissonLower(c, peak);
  let n = Math.max(from, c + 1, Math.round((y * lotSize) / (limit * lotSize + y)));
  while (n > Math.max(from, c + 1) && keeps(n - 1)) n--;
  while (n < lotSize && !keeps(n)) n++;
  return n < lotSize ? n : undefined;
}

/** Whether a plan leaves anything uninspected in a lot: otherwise every item is inspected (ISO 2859-1 note to table 2). */
export function isFullInspection(plan: Plan, lotSize: number): boolean {
  return largestSample(plan) >= lotSize;
}
