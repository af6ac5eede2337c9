/** One source of a nested layout. */
export interface NestedTerm {
  readonly df: number;
  readonly ss: number;
  /** Component before a negative one counts as 0; null where no group of the level has a neighbour to differ from. */
  readonly variance: number | null;
}

/** Groups of one level: how many values each holds, their mean, and the group one level out that each lies in. */
interface Level {
  readonly size: number[];
  readonly mean: number[];
  readonly parent: number[];
}

/**
 * Components of variance of factors nested in each other, the outermost first and repetition within the innermost last, by
 * the analysis of variance; balanced or not (Searle, Casella and McCulloch, Variance Components, ch. 5). Sums of squares
 * are taken about the next mean outwards; E(SS_j) = df_j σ²_e + Σ_k σ²_k Σ_h n_h² (1/n of h's group at j - 1/n of h's group
 * at j - 1), h over the groups of the levels k from j inwards; solved from the inside. `paths[j][i]` names the group of
 * value i at level j, with those that it lies in.
 */
export function nestedComponents(values: readonly number[], paths: readonly (readonly string[])[]): NestedTerm[] {
  const n = values.length;
  const grand = values.reduce((a, b) => a + b, 0) / n;
  const y = values.map((value) => value - grand);
  const levels: Level[] = [{ size: [n], mean: [y.reduce((a, b) => a + b, 0) / n], parent: [0] }];
  let place = y.map(() => 0);
  for (const names of paths) {
    const next = groupsOf(y, names, place);
    levels.push(next.level);
    place = next.place;
  }
  const innermost = levels.at(-1)!;
  const errorDf = n - innermost.size.length;
  const errorSs = y.reduce((sum, value, i) => sum + (value - innermost.mean[place[i]!]!) ** 2, 0);
  const error = errorDf > 0 ? errorSs / errorDf : Number.NaN;
  const terms: NestedTerm[] = [{ df: errorDf, ss: errorSs, variance: errorDf > 0 ? error : null }];
  const found: number[] = [];
  for (let j = levels.length - 1; j >= 1; j--) {
    const level = levels[j]!;
    const outer = levels[j - 1]!;
    const df = level.size.length - outer.size.length;
    let ss = 0;
    for (const [g, size] of level.size.entries()) ss += size * (level.mean[g]! - outer.mean[level.parent[g]!]!) ** 2;
    let rest = ss - df * error;
    for (let k = levels.length - 1; k > j; k--) rest -= (found[k] ?? 0) * weightOf(levels, k, j);
    const variance = df > 0 ? rest / weightOf(levels, j, j) : null;
    found[j] = variance ?? 0;
    terms.unshift({ df, ss, variance });
  }
  return terms;
}

function groupsOf(
  y: readonly number[],
  names: readonly string[],
  outer: readonly number[],
): { readonly level: Level; readonly place: number[] } {
  const level: Level = { size: [], mean: [], parent: [] };
  const known = new Map<string, number>();
  const place = y.map((value, i) => {
    const name = names[i] ?? '';
    let at = known.get(name);
    if (at === undefined) {
      at = known.size;
      known.set(name, at);
      level.size.push(0);
      level.mean.push(0);
      level.parent.push(outer[i]!);
    }
    level.size[at]!++;
    level.mean[at]! += value;
    return at;
  });
  for (const [g, size] of level.size.entries()) level.mean[g]! /= size;
  return { level, place };
}

/** How often the component of level `k` is in the sum of squares of level `j`. */
function weightOf(levels: readonly Level[], k: number, j: number): number {
  let weight = 0;
  for (const [h, size] of levels[k]!.size.entries()) {
    let at = h;
    for (let level = k; level > j; level--) at = levels[level]!.parent[at]!;
    const own = levels[j]!.size[at]!;
    const outer = levels[j - 1]!.size[levels[j]!.parent[at]!]!;
    weight += size * size * (1 / own - 1 / outer);
  }
  return weight;
}
