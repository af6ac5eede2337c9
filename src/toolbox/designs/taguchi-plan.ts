import { carryOut } from '../descriptive/carry-out.ts';
import { fields, flag, list, text as words } from '../descriptive/result-schema.ts';
import type { Method, OptionSpec, Problem } from '../method/method.ts';
import { convention, explanation, problem, text, warning } from '../outcome/answer.ts';
import { type Factor, parseFactors, planRuns } from './factors.ts';
import { checkArray } from './orthogonality.ts';
import { factorsOption, orderConvention, orderOptions, type Plan, planConditions, planFields } from './plan-words.ts';
import { type OrthogonalArray, orthogonalArrays } from './taguchi-arrays.ts';

export interface TaguchiPlan extends Plan {
  readonly array: string;
  /** Column (from 1) of each factor. */
  readonly columns: readonly { readonly factor: string; readonly column: number }[];
  /** Columns (from 1) of each interaction asked for. */
  readonly interactions: readonly {
    readonly factors: readonly [string, string];
    readonly columns: readonly number[];
  }[];
  readonly balanced: boolean;
  readonly orthogonal: boolean;
}

interface Wanted {
  readonly factors: readonly Factor[];
  readonly pairs: readonly (readonly [number, number])[];
}

interface Assigned {
  readonly array: OrthogonalArray;
  readonly columns: readonly number[];
  readonly interactions: readonly (readonly number[])[];
}

/**
 * Columns for the factors such that every interaction asked for has columns of its own: what a linear graph shows, found by
 * trying columns in order. Undefined where the array has no room.
 */
export function assignColumns(array: OrthogonalArray, { factors, pairs }: Wanted): Assigned | undefined {
  const columns: number[] = [];
  const interactions: number[][] = pairs.map(() => []);
  const taken = new Set<number>();
  const place = (k: number): boolean => {
    if (k === factors.length) return true;
    for (let c = 0; c < array.levels.length; c++) {
      if (taken.has(c) || array.levels[c] !== factors[k]!.levels.length) continue;
      columns[k] = c;
      const claimed = claim(array, pairs, columns, k, taken);
      if (claimed) {
        taken.add(c);
        for (const { pair, cells } of claimed) {
          interactions[pair] = [...cells];
          for (const cell of cells) taken.add(cell);
        }
        if (place(k + 1)) return true;
        taken.delete(c);
        for (const { cells } of claimed) for (const cell of cells) taken.delete(cell);
      }
    }
    columns.length = k;
    return false;
  };
  return place(0) ? { array, columns: [...columns], interactions } : undefined;
}

/** Columns of the interactions that factor k completes; undefined where one of them has no free columns. */
function claim(
  array: OrthogonalArray,
  pairs: Wanted['pairs'],
  columns: readonly number[],
  k: number,
  taken: ReadonlySet<number>,
) {
  const claimed: { pair: number; cells: readonly number[] }[] = [];
  const mine = new Set<number>([columns[k]!]);
  for (const [pair, [a, b]] of pairs.entries()) {
    if (Math.max(a, b) !== k) continue;
    const cells = array.interaction(columns[a]!, columns[b]!);
    if (cells.length === 0 || cells.some((cell) => taken.has(cell) || mine.has(cell))) return undefined;
    for (const cell of cells) mine.add(cell);
    claimed.push({ pair, cells });
  }
  return claimed;
}

const options: readonly OptionSpec[] = [
  factorsOption(
    '因子与水平，如 `温度: 150, 170; 时间: 10, 20, 30`',
    'factors and levels, such as `temperature: 150, 170; time: 10, 20, 30`',
  ),
  {
    name: 'interactions',
    text: text('要估计的交互作用，如 `温度×时间; 温度×压力`', 'interactions to estimate, such as `temperature×time`'),
    kind: 'text',
  },
  {
    name: 'array',
    text: text('正交表', 'orthogonal array'),
    kind: 'choice',
    choices: [
      { value: 'auto', text: text('容得下的最小者', 'the smallest that fits') },
      ...orthogonalArrays.map(({ id }) => ({ value: id, text: text(id, id) })),
    ],
    default: 'auto',
  },
  ...orderOptions,
];

function readPairs(said: string, factors: readonly Factor[], problems: Problem[]): [number, number][] {
  const parts = said
    .split(/[;；,，\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.map((part): [number, number] => {
    const [a, b] = part.split(/\s*[×*xX]\s*/).map((name) => factors.findIndex((f) => f.name === name));
    if (a === undefined || b === undefined || a < 0 || b < 0 || a === b) {
      problems.push(
        problem(
          'interaction-unknown',
          text(
            `交互作用应写作两个因子名，如 \`${factors[0]?.name ?? 'A'}×${factors[1]?.name ?? 'B'}\`，实为 \`${part}\``,
            `expected an interaction of two named factors, such as \`${factors[0]?.name ?? 'A'}×${factors[1]?.name ?? 'B'}\`, found \`${part}\``,
          ),
          text('改正因子名', 'Mend the names'),
        ),
      );
      return [0, 0];
    }
    return [a, b];
  });
}

/** Enough columns of each number of levels: what keeps the search from trying the impossible. */
function hasRoom(array: OrthogonalArray, { factors, pairs }: Wanted): boolean {
  const counts = new Map<number, number>();
  for (const f of factors) counts.set(f.levels.length, (counts.get(f.levels.length) ?? 0) + 1);
  const enough = [...counts].every(([levels, count]) => array.levels.filter((n) => n === levels).length >= count);
  const cells = pairs.length === 0 ? 0 : array.interaction(0, 1).length;
  return enough && (pairs.length === 0 || cells > 0) && factors.length + pairs.length * cells <= array.levels.length;
}

function find(wanted: Wanted, choice: string): Assigned | undefined {
  for (const array of orthogonalArrays.toSorted((a, b) => a.rows.length - b.rows.length)) {
    if (choice !== 'auto' && array.id !== choice) continue;
    if (!hasRoom(array, wanted)) continue;
    const assigned = assignColumns(array, wanted);
    if (assigned) return assigned;
  }
  return undefined;
}

export const taguchiDesignMethod: Method<TaguchiPlan> = {
  id: 'taguchi-design',
  version: 1,
  group: 'design',
  title: text('正交试验设计（田口）', 'Orthogonal array design (Taguchi)'),
  purpose: text(
    '用正交表安排多因子、多水平试验，需要时为交互作用留出列。',
    'Plans many factors at several levels by an orthogonal array, with room for interactions where asked.',
  ),
  conditions: [
    ...planConditions,
    {
      condition: text('未列出的交互作用可忽略', 'Interactions not asked for are negligible'),
      otherwise: text('把它们写进“交互作用”，或做全因子试验', 'Ask for them, or run a full factorial'),
    },
  ],
  sources: [
    'G. Taguchi and S. Konishi, Orthogonal Arrays and Linear Graphs (1987)',
    'A. S. Hedayat, N. J. A. Sloane and J. Stufken, Orthogonal Arrays (1999)',
  ],
  columns: [],
  options,
  resultSchema: fields({
    ...planFields,
    array: words('orthogonal array'),
    columns: list(
      fields({ factor: words('factor'), column: { type: 'integer', description: 'column of the array, from 1' } }),
    ),
    interactions: list(
      fields({ factors: list(words('factor')), columns: list({ type: 'integer', description: 'column, from 1' }) }),
    ),
    balanced: flag('every column balanced, counted'),
    orthogonal: flag('every pair of columns orthogonal, counted'),
  }),
  run: (input) =>
    carryOut<Assigned & Wanted, TaguchiPlan>(
      {
        columns: [],
        options,
        read: (_, given, { problems }) => {
          const factors = parseFactors(given.text('factors'), ['1', '2'], problems);
          const pairs = readPairs(given.text('interactions'), factors, problems);
          if (factors.length === 0)
            problems.push(
              problem(
                'factors-unfit',
                text('至少应有一个因子', 'expected at least one factor, found none'),
                text('填写因子', 'Name the factors'),
              ),
            );
          const wanted = { factors, pairs };
          const found = problems.length === 0 ? find(wanted, given.choice('array')) : undefined;
          if (!found && problems.length === 0)
            problems.push(
              problem(
                'no-array',
                text(
                  `没有正交表容得下这些因子与交互作用：\`${factors.map((f) => `${f.name} ${f.levels.length}`).join(', ')}\``,
                  `no array has room for these factors and interactions: \`${factors.map((f) => `${f.name} ${f.levels.length}`).join(', ')}\``,
                ),
                text(
                  '减少交互作用，统一水平数，或用全因子设计',
                  'Ask for fewer interactions, use one number of levels, or a full factorial',
                ),
              ),
            );
          return { ...wanted, ...(found ?? { array: orthogonalArrays[0]!, columns: [], interactions: [] }) };
        },
        answer: ({ factors, pairs, array, columns, interactions }, given, { warnings }) => {
          const table = array.rows.map((row) => factors.map((f, i) => f.levels[row[columns[i]!]! - 1]!));
          const used = array.rows.map((row) => columns.map((c) => row[c]!));
          const { balanced, orthogonal } = checkArray(used);
          if (
            pairs.length === 0 &&
            array.id !== 'L12' &&
            array.id !== 'L18' &&
            !array.id.startsWith('L36') &&
            factors.length > 2
          )
            warnings.push(
              warning(
                'interactions-mixed',
                text(
                  '未指定交互作用：它们与其他列混杂',
                  'no interactions were asked for: they are mixed with other columns',
                ),
                text('怀疑有交互作用时写进“交互作用”', 'Ask for the interactions that you suspect'),
              ),
            );
          return {
            values: {
              factors,
              runs: planRuns(table, given.number('seed'), given.flag('randomise')),
              array: array.id,
              columns: factors.map((f, i) => ({ factor: f.name, column: columns[i]! + 1 })),
              interactions: pairs.map(([a, b], i) => ({
                factors: [factors[a]!.name, factors[b]!.name] as const,
                columns: interactions[i]!.map((c) => c + 1),
              })),
              balanced,
              orthogonal,
            },
            conventions: [
              orderConvention(given.flag('randomise'), given.number('seed')),
              convention('array', array.id, '列号自 1 起，按田口的次序', "columns from 1, in Taguchi's order"),
            ],
            explanations: [
              explanation(
                'orthogonal',
                'n(i, j) = N / (l₁ l₂)',
                '任意两列的水平组合次数相等，由程序逐对数出',
                'all pairs of levels of any two columns occur equally often, counted pair by pair',
                'Hedayat, Sloane and Stufken (1999)',
              ),
              explanation(
                'interactions',
                'a × b → columns',
                '交互作用所占的列，不再安排因子',
                'the columns that carry the interaction and are kept free of factors',
                'Taguchi and Konishi (1987)',
              ),
            ],
          };
        },
      },
      input,
    ),
  example: {
    text: text(
      '瓷砖尺寸试验的七个两水平因子（伊奈制陶，1953 年）',
      'Seven two-level factors of tile size (Ina tile company, 1953)',
    ),
    source: 'G. Taguchi and Y. Wu, Introduction to Off-Line Quality Control (1979)',
    options: { factors: '石灰石量; 粒度; 蜡石量; 蜡石种类; 装料量; 废料量; 长石量', array: 'L8' },
  },
};
