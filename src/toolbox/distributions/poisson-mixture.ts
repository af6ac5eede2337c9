import { poissonFactor } from './incomplete-gamma.ts';

/**
 * Σ Poisson(j; mean) tail(j), where tail(j) are the tails of a chain of distributions whose neighbours differ by a known
 * positive step: the shape of the noncentral χ² and F distributions. Summed in the direction in which the recurrence adds
 * positive numbers, so that no digits are lost.
 */
export interface TailChain {
  /** The lower or upper tail of member j, computed directly. */
  readonly tail: (j: number) => number;
  /** tail(j) - tail(j + 1) for a lower tail (positive), tail(j + 1) - tail(j) for an upper one. */
  readonly step: (j: number) => number;
}

const negligible = 1e-20;

/** Where the Poisson probabilities have become negligible beside the one at the mode, to either side. */
function poissonBound(mean: number, direction: 1 | -1): number {
  const mode = Math.floor(mean);
  const floor = negligible * poissonFactor(mode, mean);
  let width = Math.ceil(9 * Math.sqrt(mean) + 9);
  for (;;) {
    const j = mode + direction * width;
    if (j <= 0) return 0;
    if (poissonFactor(j, mean) < floor) return j;
    width += Math.ceil(width / 4);
  }
}

/** Lower tails fall with j, so the sum runs downwards from where the weights begin to matter. */
export function mixLowerTails(mean: number, chain: TailChain): number {
  const mode = Math.floor(mean);
  let j = poissonBound(mean, 1);
  let tail = chain.tail(j);
  let sum = 0;
  for (;;) {
    const term = poissonFactor(j, mean) * tail;
    sum += term;
    if (j === 0 || (j < mode && term < negligible * sum && chain.step(j - 1) < tail)) return sum;
    j -= 1;
    tail += chain.step(j);
  }
}

/** Upper tails rise with j, so the sum runs upwards. */
export function mixUpperTails(mean: number, chain: TailChain): number {
  const mode = Math.floor(mean);
  let j = poissonBound(mean, -1);
  let tail = chain.tail(j);
  let sum = 0;
  let previous = 0;
  for (;;) {
    const term = poissonFactor(j, mean) * tail;
    sum += term;
    // Where the first tails are too small for a double, the sum has not begun: it goes on while the weights last.
    const begun = sum > 0 || poissonFactor(j, mean) === 0;
    if (j > mode && begun && !(term > previous) && !(term > negligible * sum)) return sum;
    previous = term;
    tail += chain.step(j);
    j += 1;
    if (j - mode > 1e6) return sum;
  }
}
