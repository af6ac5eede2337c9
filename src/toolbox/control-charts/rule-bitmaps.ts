import type { Rule, RuleTest, Series } from './rules.ts';

/**
 * Tests on 32 points at a time. What a test asks of a single point (above the centre, beyond 2 sigma, up from the last) is
 * one bit; a pattern is then a few shifts and ANDs of whole words, whatever its window. The loops of rules.ts say the same
 * point by point, and a property test holds the two to each other.
 */
type Bitmap = Int32Array;

/** Longest window that one word of carry can serve. */
const longestWindow = 32;
/** Points to a block: its words and distances stay in the processor's cache. */
const blockWords = 256;

/** Whether every test of a set can be judged by bitmaps. */
export function canUseBitmaps(rules: readonly Rule[]): boolean {
  return rules.every(({ test }) => {
    if (test.kind === 'cluster') return (test.count === 2 && test.of === 3) || (test.count === 4 && test.of === 5);
    if (test.kind === 'mixture') return !test.bothSides && test.points <= longestWindow;
    return !('points' in test) || test.points <= longestWindow;
  });
}

/** Bits of the points before a block that its windows reach back to: the last word of the block before. */
function shifted(map: Bitmap, w: number, by: number): number {
  return by === 0 ? map[w]! : (map[w]! << by) | (map[w - 1]! >>> (32 - by));
}

/** Sets bit k where this and the `points - 1` bits before it are set; `scratch` is as long as `map`. */
function runsOf(map: Bitmap, points: number, words: number, scratch: Bitmap): Bitmap {
  let from = map;
  let length = 1;
  while (length < points) {
    const step = Math.min(length, points - length);
    // In place from the last word back, so that the word before is still that of the shorter run.
    for (let w = words; w >= 1; w--) scratch[w] = from[w]! & shifted(from, w, step);
    scratch[0] = from[0]! & (from[0]! << step);
    from = scratch;
    length += step;
  }
  return from;
}

/** The bitmaps of one block, word 0 being the word before it. */
class Block {
  readonly above = new Int32Array(blockWords + 1);
  readonly below = new Int32Array(blockWords + 1);
  readonly up = new Int32Array(blockWords + 1);
  readonly down = new Int32Array(blockWords + 1);
  readonly beyond = new Int32Array(blockWords + 1);
  readonly scratch = new Int32Array(blockWords + 1);
  readonly turns = new Int32Array(blockWords + 1);
  /** By distance: above it, below it. */
  readonly zones = new Map<number, readonly [Bitmap, Bitmap]>();
  /** By distance: within it, for the distances that a hugging test names. */
  readonly insides = new Map<number, Bitmap>();
  readonly all: Bitmap[] = [this.above, this.below, this.up, this.down, this.beyond, this.turns];

  constructor(rules: readonly Rule[]) {
    for (const { test } of rules) {
      if (test.kind === 'hugging') {
        const inside = new Int32Array(blockWords + 1);
        this.insides.set(test.sigma, inside);
        this.all.push(inside);
      } else if ('sigma' in test && !this.zones.has(test.sigma)) {
        const zone = [new Int32Array(blockWords + 1), new Int32Array(blockWords + 1)] as const;
        this.zones.set(test.sigma, zone);
        this.all.push(...zone);
      }
    }
  }
  /** The last word becomes the word before. */
  carry(): void {
    for (const map of this.all) map[0] = map[blockWords]!;
  }
}

/** Same as the loops of rules.ts, for sets that `canUseBitmaps`. */
export function applyBitmaps(
  series: Series,
  rules: readonly Rule[],
  mask: Uint32Array,
  from: number,
  to: number,
): void {
  const block = new Block(rules);
  const has = (kind: RuleTest['kind']): boolean => rules.some((rule) => rule.test.kind === kind);
  const wants = { sides: has('run'), steps: has('trend') || has('alternation'), limits: has('limit') };
  for (let start = from; start < to; start += blockWords * 32) {
    const end = Math.min(to, start + blockWords * 32);
    const words = Math.ceil((end - start) / 32);
    if (wants.sides) fillSides(block, series.z, start, end);
    if (wants.steps) fillSteps(block, series.values, start, end, from);
    if (wants.limits) fillLimits(block.beyond, series, start, end);
    for (const [sigma, zone] of block.zones) fillZone(zone, series.z, sigma, start, end);
    for (const [sigma, inside] of block.insides) fillInside(inside, series.z, sigma, start, end);
    for (const [k, rule] of rules.entries()) mark(judge(block, rule.test, words), 1 << k, mask, start, end);
    block.carry();
  }
}

function fillSides({ above, below }: Block, z: Float64Array, start: number, end: number): void {
  for (let i = start, w = 1; i < end; w++) {
    const stop = Math.min(end, i + 32);
    let a = 0;
    let b = 0;
    for (let bit = 0; i < stop; i++, bit++) {
      const value = z[i]!;
      a |= +(value > 0) << bit;
      b |= +(value < 0) << bit;
    }
    above[w] = a;
    below[w] = b;
  }
}

function fillSteps({ up, down }: Block, values: ArrayLike<number>, start: number, end: number, from: number): void {
  let last = start === from ? Number.NaN : values[start - 1]!;
  for (let i = start, w = 1; i < end; w++) {
    const stop = Math.min(end, i + 32);
    let a = 0;
    let b = 0;
    for (let bit = 0; i < stop; i++, bit++) {
      const value = values[i]!;
      a |= +(value > last) << bit;
      b |= +(value < last) << bit;
      last = value;
    }
    up[w] = a;
    down[w] = b;
  }
}

function fillZone(
  [above, below]: readonly [Bitmap, Bitmap],
  z: Float64Array,
  sigma: number,
  start: number,
  end: number,
): void {
  for (let i = start, w = 1; i < end; w++) {
    const stop = Math.min(end, i + 32);
    let a = 0;
    let b = 0;
    for (let bit = 0; i < stop; i++, bit++) {
      const value = z[i]!;
      a |= +(value > sigma) << bit;
      b |= +(value < -sigma) << bit;
    }
    above[w] = a;
    below[w] = b;
  }
}

function fillInside(inside: Bitmap, z: Float64Array, sigma: number, start: number, end: number): void {
  for (let i = start, w = 1; i < end; w++) {
    const stop = Math.min(end, i + 32);
    let a = 0;
    for (let bit = 0; i < stop; i++, bit++) a |= +(Math.abs(z[i]!) <= sigma) << bit;
    inside[w] = a;
  }
}

function fillLimits(beyond: Bitmap, { values, ucl, lcl }: Series, start: number, end: number): void {
  for (let i = start, w = 1; i < end; w++) {
    const stop = Math.min(end, i + 32);
    let a = 0;
    if (typeof ucl === 'number' && typeof lcl === 'number') {
      for (let bit = 0; i < stop; i++, bit++) a |= (+(values[i]! > ucl) | +(values[i]! < lcl)) << bit;
    } else {
      for (let bit = 0; i < stop; i++, bit++) {
        const value = values[i]!;
        a |=
          (+(value > (typeof ucl === 'number' ? ucl : ucl[i]!)) |
            +(value < (typeof lcl === 'number' ? lcl : lcl[i]!))) <<
          bit;
      }
    }
    beyond[w] = a;
  }
}

/** The bitmap of points that complete a test. */
function judge(block: Block, test: RuleTest, words: number): Bitmap {
  const { above, below, up, down, turns } = block;
  switch (test.kind) {
    case 'limit':
      return block.beyond;
    case 'run':
      return either(
        runsOf(above, test.points, words, new Int32Array(blockWords + 1)),
        runsOf(below, test.points, words, block.scratch),
        words,
      );
    case 'trend':
      return either(
        runsOf(up, test.points - 1, words, new Int32Array(blockWords + 1)),
        runsOf(down, test.points - 1, words, block.scratch),
        words,
      );
    case 'alternation':
      for (let w = 1; w <= words; w++) turns[w] = (up[w]! & shifted(down, w, 1)) | (down[w]! & shifted(up, w, 1));
      return runsOf(turns, test.points - 2, words, block.scratch);
    case 'cluster': {
      const [over, under] = zoneOf(block, test.sigma);
      const found = block.scratch;
      for (let w = 1; w <= words; w++) found[w] = clusterWord(over, w, test.count) | clusterWord(under, w, test.count);
      return found;
    }
    case 'hugging':
      return runsOf(block.insides.get(test.sigma) ?? block.scratch, test.points, words, block.scratch);
    case 'mixture':
    case 'beyond': {
      const [over, under] = zoneOf(block, test.sigma);
      return runsOf(
        either(over.slice(), under, words, true),
        test.kind === 'beyond' ? 1 : test.points,
        words,
        block.scratch,
      );
    }
  }
}

function zoneOf(block: Block, sigma: number): readonly [Bitmap, Bitmap] {
  return block.zones.get(sigma) ?? [block.scratch, block.scratch];
}

function either(one: Bitmap, other: Bitmap, words: number, withCarry = false): Bitmap {
  for (let w = withCarry ? 0 : 1; w <= words; w++) one[w]! |= other[w]!;
  return one;
}

/** This point beyond the distance, and one of the last two (2 of 3) or three of the last four (4 of 5). */
function clusterWord(map: Bitmap, w: number, count: number): number {
  const a = shifted(map, w, 1);
  const b = shifted(map, w, 2);
  if (count === 2) return map[w]! & (a | b);
  const c = shifted(map, w, 3);
  const d = shifted(map, w, 4);
  return map[w]! & ((a & b & (c | d)) | (c & d & (a | b)));
}

function mark(found: Bitmap, bit: number, mask: Uint32Array, start: number, end: number): void {
  for (let w = 1, i = start; i < end; w++, i += 32) {
    let rest = found[w]!;
    // The last word may have bits of an earlier block beyond the end.
    if (i + 32 > end) rest &= (1 << (end - i)) - 1;
    while (rest !== 0) {
      const lowest = 31 - Math.clz32(rest & -rest);
      mask[i + lowest]! |= bit;
      rest &= rest - 1;
    }
  }
}
