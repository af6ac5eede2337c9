import type { Problem } from '../method/method.ts';
import type { Text } from '../method/text.ts';
import { problem, text } from '../outcome/answer.ts';

/** A factor of an experiment with its levels as the user writes them, in the order low to high. */
export interface Factor {
  readonly name: string;
  readonly levels: readonly string[];
}

/** A planned run: its place in the order of work, its place in the standard order, and the level of each factor. */
export interface PlannedRun {
  readonly run: number;
  readonly standard: number;
  readonly levels: readonly string[];
}

/**
 * Reads `name: low, high; name: low, high`, or names alone, which get the `usual` levels. Full-width punctuation is taken
 * as it comes from a Chinese keyboard.
 */
export function parseFactors(said: string, usual: readonly string[], problems: Problem[]): Factor[] {
  const parts = said
    .split(/[;；\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const factors = parts.map((part): Factor => {
    const [name = '', levels] = part.split(/[:：]/, 2);
    const list =
      levels === undefined
        ? usual
        : levels
            .split(/[,，、]/)
            .map((level) => level.trim())
            .filter((level) => level !== '');
    return { name: name.trim(), levels: list };
  });
  const names = factors.map((f) => f.name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    problems.push(
      problem(
        'factor-twice',
        text(
          `因子名应各不相同，\`${twice}\` 出现两次`,
          `expected different names of factors, found \`${twice}\` twice`,
        ),
        text('给其中一个改名', 'Rename one of them'),
      ),
    );
  for (const f of factors)
    if (f.name === '' || new Set(f.levels).size !== f.levels.length)
      problems.push(
        problem(
          'factor-invalid',
          text(
            `因子应写作 \`名称: 水平1, 水平2\`，水平各不相同，实为 \`${f.name}: ${f.levels.join(', ')}\``,
            `expected \`name: level, level\` with different levels, found \`${f.name}: ${f.levels.join(', ')}\``,
          ),
          text('改正这个因子', 'Mend this factor'),
        ),
      );
  return factors;
}

/** A refusal where a factor has another number of levels than the design needs, or there are too few or many factors. */
export function checkFactors(
  factors: readonly Factor[],
  levels: number | null,
  least: number,
  most: number,
): Problem[] {
  const wrong: Problem[] = [];
  const say = (said: Text, help: Text) => wrong.push(problem('factors-unfit', said, help));
  if (factors.length < least || factors.length > most)
    say(
      text(
        `应有 ${least}–${most} 个因子，实有 \`${factors.length}\` 个`,
        `expected ${least} to ${most} factors, found \`${factors.length}\``,
      ),
      text('增减因子，或换一种设计', 'Change the number of factors, or take another design'),
    );
  for (const f of factors)
    if (levels !== null && f.levels.length !== levels)
      say(
        text(
          `因子 \`${f.name}\` 应有 ${levels} 个水平，实有 \`${f.levels.length}\` 个`,
          `expected ${levels} levels of \`${f.name}\`, found \`${f.levels.length}\``,
        ),
        text('改正水平', 'Mend the levels'),
      );
  return wrong;
}

/** Levels that are numbers, low and high; a refusal where they are not or stand in the wrong order. */
export function numericLevels(factor: Factor, problems: Problem[]): [number, number] {
  const [low, high] = factor.levels.map(Number);
  if (low === undefined || high === undefined || !Number.isFinite(low) || !Number.isFinite(high) || low >= high) {
    problems.push(
      problem(
        'levels-not-numeric',
        text(
          `因子 \`${factor.name}\` 的低、高水平应为两个递增的数，实为 \`${factor.levels.join(', ')}\``,
          `expected two rising numbers as levels of \`${factor.name}\`, found \`${factor.levels.join(', ')}\``,
        ),
        text('写成 `名称: 低, 高`', 'Write `name: low, high`'),
      ),
    );
    return [-1, 1];
  }
  return [low, high];
}

/** The levels of a factor whose name alone was given. */
export const usualLevels: readonly string[] = ['-1', '+1'];

/** Runs of ±1 in the words of the factors' two levels. */
export function levelsOf(rows: readonly (readonly number[])[], factors: readonly Factor[]): string[][] {
  return rows.map((row) => factors.map((f, i) => f.levels[row[i]! > 0 ? 1 : 0]!));
}

/** A stream of numbers in [0, 1) from a seed (T. Ettinger's mulberry32): the same seed gives the same order anywhere. */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The order of work: a permutation of 0 … n - 1 drawn from the seed (Fisher and Yates), or the standard order. */
export function workOrder(n: number, seed: number, randomise: boolean): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  if (!randomise) return order;
  const next = seededNumbers(seed);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** Runs in the order of work. */
export function planRuns(table: readonly (readonly string[])[], seed: number, randomise: boolean): PlannedRun[] {
  return workOrder(table.length, seed, randomise).map((standard, i) => ({
    run: i + 1,
    standard: standard + 1,
    levels: table[standard]!,
  }));
}
