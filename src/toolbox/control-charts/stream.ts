import { ruleSets } from './rule-sets.ts';
import type { Rule } from './rules.ts';

/**
 * A characteristic under watch: limits are fixed, values come one at a time, and each is judged at once by the eight tests
 * of Nelson, an EWMA and a CUSUM. One object holds a characteristic; ten thousand of them cost little memory, and `push`
 * makes no object, so that the garbage collector has nothing to do.
 */
export interface WatchLimits {
  readonly mean: number;
  /** Standard deviation of the plotted statistic. */
  readonly sigma: number;
  /** Distance of the control limits; 3 unless said. */
  readonly limitSigma?: number;
  /** Which tests of Nelson alarm, by number from 1; 1 and 2 unless said. */
  readonly rules?: readonly number[];
  readonly ewma?: { readonly lambda: number; readonly limitSigma: number };
  readonly cusum?: { readonly k: number; readonly h: number };
}

/** Bits of the answer of `push`: tests 1-8 in bits 0-7, EWMA in bit 8, CUSUM up in bit 9 and down in bit 10. */
export const watchBits = { ewma: 1 << 8, cusumUpper: 1 << 9, cusumLower: 1 << 10 } as const;

const run9 = (1 << 9) - 1;
const steps5 = (1 << 5) - 1;
const steps13 = (1 << 13) - 1;
const even13 = 0x1555;
const odd13 = 0x0aaa;
const last3 = 0b111;
const last5 = 0b11111;
const run15 = (1 << 15) - 1;
const run8 = (1 << 8) - 1;

export class Watch {
  readonly #mean: number;
  readonly #inverse: number;
  readonly #limit: number;
  readonly #wanted: number;
  readonly #lambda: number;
  readonly #ewmaLimit: number;
  readonly #k: number;
  readonly #h: number;
  /** Points seen since the start or the last reset. */
  count = 0;
  ewma = 0;
  cusumUpper = 0;
  cusumLower = 0;
  #variance = 0;
  #last = Number.NaN;
  // Shift registers, newest point lowest, as in rules.ts.
  #above = 0;
  #below = 0;
  #up = 0;
  #down = 0;
  #above2 = 0;
  #below2 = 0;
  #above1 = 0;
  #below1 = 0;

  constructor({
    mean,
    sigma,
    limitSigma = 3,
    rules = [1, 2],
    ewma = { lambda: 0.2, limitSigma: 3 },
    cusum = { k: 0.5, h: 5 },
  }: WatchLimits) {
    if (!(sigma > 0 && Number.isFinite(mean)))
      throw new RangeError(`expected a finite mean and sigma > 0, found \`${mean}\` and \`${sigma}\``);
    this.#mean = mean;
    this.#inverse = 1 / sigma;
    this.#limit = limitSigma;
    this.#wanted =
      rules.reduce((bits, rule) => bits | (1 << (rule - 1)), 0) |
      watchBits.ewma |
      watchBits.cusumUpper |
      watchBits.cusumLower;
    this.#lambda = ewma.lambda;
    this.#ewmaLimit = ewma.limitSigma;
    this.#k = cusum.k;
    this.#h = cusum.h;
  }

  /** Judges the next value; 0 where nothing signals. A value that is no number ends every run. */
  push(value: number): number {
    const z = (value - this.#mean) * this.#inverse;
    if (!Number.isFinite(z)) return this.#gap();
    this.count++;
    const up = +(value > this.#last);
    const down = +(value < this.#last);
    this.#last = value;
    this.#above = (this.#above << 1) | +(z > 0);
    this.#below = (this.#below << 1) | +(z < 0);
    this.#up = (this.#up << 1) | up;
    this.#down = (this.#down << 1) | down;
    this.#above2 = ((this.#above2 << 1) | +(z > 2)) & last3;
    this.#below2 = ((this.#below2 << 1) | +(z < -2)) & last3;
    this.#above1 = (this.#above1 << 1) | +(z > 1);
    this.#below1 = (this.#below1 << 1) | +(z < -1);
    let bits = +(z > this.#limit || z < -this.#limit);
    if ((this.#above & run9) === run9 || (this.#below & run9) === run9) bits |= 2;
    if ((this.#up & steps5) === steps5 || (this.#down & steps5) === steps5) bits |= 4;
    bits |= this.#alternation() | this.#clusters(z) | this.#zones();
    bits |= this.#ewmaBit(z) | this.#cusumBits(z);
    return bits & this.#wanted;
  }

  #alternation(): number {
    const up = this.#up & steps13;
    const down = this.#down & steps13;
    return (up === even13 && down === odd13) || (up === odd13 && down === even13) ? 8 : 0;
  }

  #clusters(z: number): number {
    let bits = 0;
    if ((z > 2 && twoOfThree[this.#above2]! === 1) || (z < -2 && twoOfThree[this.#below2]! === 1)) bits = 16;
    if ((z > 1 && fourOfFive[this.#above1 & last5]! === 1) || (z < -1 && fourOfFive[this.#below1 & last5]! === 1))
      bits |= 32;
    return bits;
  }

  /** Fifteen within one sigma; eight beyond it on either side. */
  #zones(): number {
    const outside = this.#above1 | this.#below1;
    let bits = 0;
    if (this.count >= 15 && (outside & run15) === 0) bits = 64;
    if ((outside & run8) === run8) bits |= 128;
    return bits;
  }

  #ewmaBit(z: number): number {
    const rest = 1 - this.#lambda;
    this.ewma = this.#lambda * z + rest * this.ewma;
    this.#variance = rest * rest * this.#variance + this.#lambda * this.#lambda;
    // Squares are compared: no root has to be drawn at each point.
    return this.ewma * this.ewma > this.#ewmaLimit * this.#ewmaLimit * this.#variance ? watchBits.ewma : 0;
  }

  #cusumBits(z: number): number {
    this.cusumUpper = Math.max(0, this.cusumUpper + z - this.#k);
    this.cusumLower = Math.max(0, this.cusumLower - z - this.#k);
    return (
      (this.cusumUpper > this.#h ? watchBits.cusumUpper : 0) | (this.cusumLower > this.#h ? watchBits.cusumLower : 0)
    );
  }

  #gap(): number {
    const { ewma, cusumUpper, cusumLower } = this;
    const variance = this.#variance;
    const [above2, below2, above1, below1] = [this.#above2, this.#below2, this.#above1, this.#below1];
    this.reset();
    // Runs end at a gap, but it takes its place among the last three or five; sums over the past go on, as on the charts.
    this.#above2 = (above2 << 1) & last3;
    this.#below2 = (below2 << 1) & last3;
    this.#above1 = above1 << 1;
    this.#below1 = below1 << 1;
    this.ewma = ewma;
    this.cusumUpper = cusumUpper;
    this.cusumLower = cusumLower;
    this.#variance = variance;
    return 0;
  }

  /** Starts afresh, after an adjustment or at a new stage. */
  reset(): void {
    this.count = 0;
    this.ewma = 0;
    this.cusumUpper = 0;
    this.cusumLower = 0;
    this.#variance = 0;
    this.#last = Number.NaN;
    this.#above = 0;
    this.#below = 0;
    this.#up = 0;
    this.#down = 0;
    this.#above2 = 0;
    this.#below2 = 0;
    this.#above1 = 0;
    this.#below1 = 0;
  }
}

const ones = (bits: number): number => {
  let count = 0;
  for (let rest = bits; rest > 0; rest >>= 1) count += rest & 1;
  return count;
};
const twoOfThree = Uint8Array.from({ length: 8 }, (_, bits) => (ones(bits) >= 2 ? 1 : 0));
const fourOfFive = Uint8Array.from({ length: 32 }, (_, bits) => (ones(bits) >= 4 ? 1 : 0));

/** The rules that an answer of `push` names, in order. */
export function rulesOf(bits: number): readonly Rule[] {
  return ruleSets.nelson.rules.filter((_, k) => (bits & (1 << k)) !== 0);
}
