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
    if (test.kind === 'limit') return !test.reached;
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
    const back = 32 - step;
    let word = from[words]!;
    for (let w = words; w >= 1; w--) {
      const before = from[w - 1]!;
      scratch[w] = word & ((word << step) | (before >>> back));
      word = before;
    }
    scratch[0] = word & (word << step);
    from = scratch;
    length += step;
  }
  return from;
}

/** The bitmaps of one block, word 0 being the word before it. */
class Block {
  readonly up = new Int32Array(blockWords + 1);
  readonly down = new Int32Array(blockWords + 1);
  readonly beyond = new Int32Array(blockWords + 1);
  readonly scratch = new Int32Array(blockWords + 1);
  readonly other = new Int32Array(blockWords + 1);
  readonly turns = new Int32Array(blockWords + 1);
  /** Distances that the tests ask about, first 0 for the centre line; above and below each, and within it. */
  readonly levels: number[] = [];
  readonly over: Bitmap[] = [];
  readonly under: Bitmap[] = [];
  readonly inside: Bitmap[] = [];
  readonly all: Bitmap[] = [this.up, this.down, this.beyond, this.turns];

  constructor(rules: readonly Rule[]) {
    for (const level of levelsOf(rules)) {
      this.levels.push(level);
      for (const list of [this.over, this.under, this.inside]) {
        const map = new Int32Array(blockWords + 1);
        list.push(map);
        this.all.push(map);
      }
    }
  }
  /** The last word becomes the word before. */
  carry(): void {
    for (const map of this.all) map[0] = map[blockWords]!;
  }
}

/** The last block made, for a long series asks again and again with the same rules. */
let spare: { readonly rules: readonly Rule[]; readonly block: Block } | undefined;

function blockFor(rules: readonly Rule[]): Block {
  if (spare?.rules !== rules) spare = { rules, block: new Block(rules) };
  for (const map of spare.block.all) map[0] = 0;
  return spare.block;
}

/**
 * What the tests ask of each point as a byte, for charts of counts, where a table knows the byte of every count: bit 0 above
 * the centre, 1 below, 2 and 3 beyond the second and third of `levelsOf` the rules, 4 beyond the limits. All points are there.
 */
export interface CodedSeries {
  readonly values: Float64Array;
  /** From the start of its buffer, whose length is a multiple of 4. */
  readonly codes: Uint8Array;
}

/** The distances that the tests ask about, 0 for the centre line first. */
export function levelsOf(rules: readonly Rule[]): number[] {
  const asked = rules.flatMap(({ test }) => (test.kind === 'run' ? [0] : 'sigma' in test ? [test.sigma] : []));
  return asked.length === 0 ? [] : [...new Set([0, ...asked])];
}

export function canUseCodes(rules: readonly Rule[]): boolean {
  return canUseBitmaps(rules) && levelsOf(rules).length <= 3;
}

/** Same as `applyBitmaps` on the points [0, to), from their bytes. */
export function applyCodes(
  { values, codes }: CodedSeries,
  rules: readonly Rule[],
  mask: Uint32Array,
  to: number,
): void {
  const block = blockFor(rules);
  const wantsSteps = rules.some(({ test }) => test.kind === 'trend' || test.kind === 'alternation');
  const fours = new Uint32Array(codes.buffer);
  for (let start = 0; start < to; start += blockWords * 32) {
    const end = Math.min(to, start + blockWords * 32);
    const words = Math.ceil((end - start) / 32);
    fillCodes(block, fours, start >> 2, words);
    if (wantsSteps) fillSteps(block, values, start, end, 0);
    for (const [k, rule] of rules.entries()) mark(judge(block, rule.test, words), 1 << k, mask, start, end);
    block.carry();
  }
}

/** The lowest bit of each of four bytes, gathered: the product lifts them side by side into the top of the word. */
function gathered(bytes: number): number {
  return Math.imul(bytes & 0x01010101, 0x10204080) >>> 28;
}

function fillCodes({ beyond, over, under, inside }: Block, fours: Uint32Array, from: number, words: number): void {
  const [a, b, c] = over;
  const [d, e, f] = under;
  const [g, h, j] = inside;
  for (let w = 1, q = from; w <= words; w++, q += 8) {
    let [up, down, far, farther, out] = [0, 0, 0, 0, 0];
    for (let k = 7; k >= 0; k--) {
      const bytes = fours[q + k]!;
      up = (up << 4) | gathered(bytes);
      down = (down << 4) | gathered(bytes >>> 1);
      far = (far << 4) | gathered(bytes >>> 2);
      farther = (farther << 4) | gathered(bytes >>> 3);
      out = (out << 4) | gathered(bytes >>> 4);
    }
    beyond[w] = out;
    if (!a || !d || !g) continue;
    a[w] = up;
    d[w] = down;
    g[w] = ~(up | down);
    if (!b || !e || !h) continue;
    b[w] = far & up;
    e[w] = far & down;
    h[w] = ~far;
    if (!c || !f || !j) continue;
    c[w] = farther & up;
    f[w] = farther & down;
    j[w] = ~farther;
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
  const block = blockFor(rules);
  const has = (kind: RuleTest['kind']): boolean => rules.some((rule) => rule.test.kind === kind);
  const wants = { steps: has('trend') || has('alternation'), limits: has('limit') };
  for (let start = from; start < to; start += blockWords * 32) {
    const end = Math.min(to, start + blockWords * 32);
    const words = Math.ceil((end - start) / 32);
    if (block.levels.length > 0) fillLevels(block, series.z, start, end);
    if (wants.steps) fillSteps(block, series.values, start, end, from);
    if (wants.limits) fillLimits(block.beyond, series, start, end);
    for (const [k, rule] of rules.entries()) mark(judge(block, rule.test, words), 1 << k, mask, start, end);
    block.carry();
  }
}

/** The sides of the centre line and two levels in one pass, which is what the published sets have; others one by one. */
function fillLevels({ levels, over, under, inside }: Block, z: Float64Array, start: number, end: number): void {
  let from = 0;
  if (levels.length >= 3) {
    fillThree([levels[1]!, levels[2]!], [over, under, inside], z, start, end);
    from = 3;
  }
  for (let k = from; k < levels.length; k++) fillOne(levels[k]!, [over[k]!, under[k]!, inside[k]!], z, start, end);
}

// A word is filled from its last point back, so that each bit comes in by a shift of one.
function fillThree(
  [t, u]: readonly [number, number],
  [over, under, inside]: readonly [readonly Bitmap[], readonly Bitmap[], readonly Bitmap[]],
  z: Float64Array,
  start: number,
  end: number,
): void {
  const [a, b, c] = over as readonly [Bitmap, Bitmap, Bitmap];
  const [d, e, f] = under as readonly [Bitmap, Bitmap, Bitmap];
  const [g, h, j] = inside as readonly [Bitmap, Bitmap, Bitmap];
  for (let i = start, w = 1; i < end; w++) {
    const stop = Math.min(end, i + 32);
    let [up, down, far, farther] = [0, 0, 0, 0];
    for (let k = stop - 1; k >= i; k--) {
      const value = z[k]!;
      const distance = Math.abs(value);
      up = (up << 1) | +(value > 0);
      down = (down << 1) | +(value < 0);
      far = (far << 1) | +(distance > t);
      farther = (farther << 1) | +(distance > u);
    }
    // A point that is on neither side is on the centre line, or there is none.
    const off = up | down;
    const there = off === (stop - i === 32 ? -1 : (1 << (stop - i)) - 1) ? off : present(z, i, stop);
    a[w] = up;
    d[w] = down;
    g[w] = there & ~off;
    b[w] = far & up;
    e[w] = far & down;
    h[w] = there & ~far;
    c[w] = farther & up;
    f[w] = farther & down;
    j[w] = there & ~farther;
    i = stop;
  }
}

/** The bits of the points that have a value. */
function present(z: Float64Array, from: number, to: number): number {
  let bits = 0;
  for (let k = to - 1; k >= from; k--) bits = (bits << 1) | +!Number.isNaN(z[k]!);
  return bits;
}

function fillOne(
  level: number,
  [over, under, inside]: readonly [Bitmap, Bitmap, Bitmap],
  z: Float64Array,
  start: number,
  end: number,
): void {
  for (let i = start, w = 1; i < end; w++) {
    const stop = Math.min(end, i + 32);
    let a = 0;
    let b = 0;
    let there = 0;
    for (let k = stop - 1; k >= i; k--) {
      const value = z[k]!;
      a = (a << 1) | +(value > level);
      b = (b << 1) | +(value < -level);
      there = (there << 1) | +!Number.isNaN(value);
    }
    i = stop;
    over[w] = a;
    under[w] = b;
    inside[w] = there & ~(a | b);
  }
}

function fillSteps({ up, down }: Block, values: ArrayLike<number>, start: number, end: number, from: number): void {
  for (let i = start, w = 1; i < end; w++) {
    const stop = Math.min(end, i + 32);
    let a = 0;
    let b = 0;
    let value = values[stop - 1]!;
    for (let k = stop - 1; k > i; k--) {
      const last = values[k - 1]!;
      a = (a << 1) | +(value > last);
      b = (b << 1) | +(value < last);
      value = last;
    }
    const before = i === from ? Number.NaN : values[i - 1]!;
    a = (a << 1) | +(value > before);
    b = (b << 1) | +(value < before);
    i = stop;
    up[w] = a;
    down[w] = b;
  }
}

function fillLimits(beyond: Bitmap, { values, ucl, lcl }: Series, start: number, end: number): void {
  if (typeof ucl === 'number' && typeof lcl === 'number') {
    for (let i = start, w = 1; i < end; w++) {
      const stop = Math.min(end, i + 32);
      let a = 0;
      for (let k = stop - 1; k >= i; k--) a = (a << 1) | +(values[k]! > ucl) | +(values[k]! < lcl);
      i = stop;
      beyond[w] = a;
    }
    return;
  }
  const upper = typeof ucl === 'number' ? new Float64Array(end).fill(ucl) : ucl;
  const lower = typeof lcl === 'number' ? new Float64Array(end).fill(lcl) : lcl;
  for (let i = start, w = 1; i < end; w++) {
    const stop = Math.min(end, i + 32);
    let a = 0;
    for (let k = stop - 1; k >= i; k--) a = (a << 1) | +(values[k]! > upper[k]!) | +(values[k]! < lower[k]!);
    i = stop;
    beyond[w] = a;
  }
}

/** The bitmap of points that complete a test. */
function judge(block: Block, test: RuleTest, words: number): Bitmap {
  const { up, down, turns, scratch, other } = block;
  const at = block.levels.indexOf(test.kind === 'run' ? 0 : 'sigma' in test ? test.sigma : Number.NaN);
  const over = block.over[at] ?? scratch;
  const under = block.under[at] ?? scratch;
  switch (test.kind) {
    case 'limit':
      return block.beyond;
    case 'run':
      return either(runsOf(over, test.points, words, other), runsOf(under, test.points, words, scratch), other, words);
    case 'trend':
      return either(
        runsOf(up, test.points - 1, words, other),
        runsOf(down, test.points - 1, words, scratch),
        other,
        words,
      );
    case 'alternation':
      for (let w = 1; w <= words; w++) turns[w] = (up[w]! & shifted(down, w, 1)) | (down[w]! & shifted(up, w, 1));
      return runsOf(turns, test.points - 2, words, scratch);
    case 'cluster':
      for (let w = 1; w <= words; w++)
        scratch[w] = clusterWord(over, w, test.count) | clusterWord(under, w, test.count);
      return scratch;
    case 'hugging':
      return runsOf(block.inside[at] ?? scratch, test.points, words, scratch);
    case 'mixture':
    case 'beyond':
      return runsOf(either(over, under, other, words), test.kind === 'beyond' ? 1 : test.points, words, scratch);
  }
}

/** Bits of one map or of another, the word before included, so that a run may be sought in them. */
function either(one: Bitmap, two: Bitmap, into: Bitmap, words: number): Bitmap {
  for (let w = 0; w <= words; w++) into[w] = one[w]! | two[w]!;
  return into;
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
