import { randomEffects } from '../measurement-systems/random-effects.ts';
import type { Problem } from '../method/method.ts';
import { problem, text } from '../outcome/answer.ts';
import { nestedComponents } from './nested-components.ts';

export interface Source {
  readonly source: string;
  readonly df: number;
  readonly ss: number;
  /** As estimated, perhaps negative; null where the layout cannot tell it from others. */
  readonly estimate: number | null;
}

export interface Factor {
  readonly name: string;
  readonly levels: readonly string[];
}

/** Between a level's name and the next one's in a path of names: no cell holds it. */
export const separator = '\u0000';

/** Names of the groups that the rows lie in, taking the first `depth` factors together. */
export function pathsOf(factors: readonly Factor[], depth: number): string[] {
  const [first] = factors;
  return (first?.levels ?? []).map((_, i) =>
    factors
      .slice(0, depth)
      .map(({ levels }) => levels[i] ?? '')
      .join(separator),
  );
}

function hasRepeats(factors: readonly Factor[]): boolean {
  const cells = pathsOf(factors, factors.length);
  return new Set(cells).size < cells.length;
}

const within = 'within';

function noErrorDf(): Problem {
  return problem(
    'no-error-df',
    text(
      '没有剩余自由度估计组内变差：每个组合只有一个值，外层之内也没有几个内层',
      'no degrees of freedom are left for what varies within: cells hold one value each and no outer level holds several inner ones',
    ),
    text('增加重复，或检查因素的次序与名称', 'Repeat measurements, or check the order and the names of the factors'),
  );
}

/** Each factor within the one before. Without repetition the innermost factor is itself what varies within. */
export function nestedSources(values: readonly number[], factors: readonly Factor[]): Source[] | Problem {
  const repeated = hasRepeats(factors);
  const levels = repeated ? factors : factors.slice(0, -1);
  const names = [...levels.map(({ name }) => name), repeated ? within : (factors.at(-1)?.name ?? within)];
  const paths = levels.map((_, k) => pathsOf(levels, k + 1));
  const terms = nestedComponents(values, paths);
  if (terms.at(-1)?.df === 0) return noErrorDf();
  return terms.map(({ df, ss, variance }, k) => ({
    source: names[k] ?? within,
    df,
    ss,
    estimate: variance,
  }));
}

/** The work grows with values times the square of cells. */
const mostWork = 5e8;

/** Factors of their own and their interactions; that of all of them only where cells are repeated. */
export function crossedSources(values: readonly number[], factors: readonly Factor[]): Source[] | Problem {
  const cells = new Set(pathsOf(factors, factors.length)).size;
  if (values.length * cells * cells > mostWork)
    return problem(
      'levels-many',
      text(
        `交叉布局的组合太多：${values.length} 个值，${cells} 个组合`,
        `too many combinations for crossed factors: ${values.length} values in ${cells} of them`,
      ),
      text('改用嵌套布局，或减少因素的水平', 'Use the nested layout, or fewer levels'),
    );
  const subsets = subsetsOf(factors).filter((one) => one.length < factors.length || hasRepeats(factors));
  const effects = randomEffects(
    values,
    subsets.map((one) => ({ name: nameOf(one), levels: pathsOf(one, one.length), fixed: false })),
  );
  if (!effects) return noErrorDf();
  return [
    ...effects.terms.map(({ name, df, ss, variance }) => ({ source: name, df, ss, estimate: variance })),
    { source: within, df: effects.error.df, ss: effects.error.ss, estimate: effects.error.variance },
  ];
}

const nameOf = (factors: readonly Factor[]): string => factors.map(({ name }) => name).join('*');

/** All sets of factors that are not empty, smaller ones first. */
function subsetsOf(factors: readonly Factor[]): Factor[][] {
  const all: Factor[][] = [[]];
  for (const one of factors) all.push(...all.map((set) => [...set, one]));
  return all.filter((set) => set.length > 0).sort((a, b) => a.length - b.length);
}
