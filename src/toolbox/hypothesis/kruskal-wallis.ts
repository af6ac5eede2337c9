import { carryOut } from '../descriptive/carry-out.ts';
import { constantValues } from '../descriptive/complaints.ts';
import { checkGroups, type Group, readGroups } from '../descriptive/present-values.ts';
import { median } from '../descriptive/quartiles.ts';
import { fields, list, number, text as words } from '../descriptive/result-schema.ts';
import { chiSquaredUpper } from '../distributions/chi-squared.ts';
import type { ColumnRole, Method } from '../method/method.ts';
import { convention, explanation, text, warning } from '../outcome/answer.ts';
import { ranks } from './ranks.ts';

export interface KruskalWallis {
  readonly groups: readonly {
    readonly name: string;
    readonly n: number;
    readonly median: number;
    readonly meanRank: number;
  }[];
  readonly h: number;
  readonly df: number;
  readonly p: number;
}

const source = 'W. H. Kruskal and W. A. Wallis, JASA 47 (1952) 583-621';

/** H with the correction for ties. */
export function kruskalWallis(groups: readonly Group[]): KruskalWallis {
  const all = groups.flatMap((g) => g.values);
  const n = all.length;
  const { ranks: rank, ties } = ranks(all);
  let start = 0;
  let squares = 0;
  const rows = groups.map((g) => {
    const total = rank.subarray(start, start + g.values.length).reduce((sum, value) => sum + value, 0);
    start += g.values.length;
    squares += total ** 2 / g.values.length;
    return { name: g.name, n: g.values.length, median: median(g.values), meanRank: total / g.values.length };
  });
  const h = ((12 * squares) / (n * (n + 1)) - 3 * (n + 1)) / (1 - ties / (n ** 3 - n));
  const df = groups.length - 1;
  return { groups: rows, h, df, p: chiSquaredUpper(Math.max(0, h), df) };
}

const columns: readonly ColumnRole[] = [
  {
    role: 'measurements',
    text: text('测量值（一列，或每组一列）', 'the measurements (one column, or one for each group)'),
    kind: 'number',
    columns: [1, 50],
    unequalLengths: true,
  },
  { role: 'group', text: text('分组', 'group'), kind: 'label', columns: [1, 1], optional: true },
];

export const kruskalWallisMethod: Method<KruskalWallis> = {
  id: 'kruskal-wallis',
  version: 1,
  group: 'test',
  title: text('Kruskal-Wallis 检验', 'Kruskal-Wallis test'),
  purpose: text('多组的水平有无差异（不要求正态）？', 'Do several groups differ in level, normal or not?'),
  conditions: [
    {
      condition: text('各组独立，分布形状相近', 'The groups are independent and alike in shape'),
      otherwise: text('分组两两比较，并看图', 'Compare two at a time and look at the picture'),
    },
  ],
  sources: [source],
  columns,
  options: [],
  resultSchema: fields({
    groups: list(
      fields({ name: words('group'), n: number('values'), median: number('median'), meanRank: number('mean rank') }),
    ),
    h: number('H, corrected for ties'),
    df: number('groups less 1'),
    p: number('p-value'),
  }),
  run: (input) =>
    carryOut(
      {
        columns,
        options: [],
        read: (reader, _, complaints) => {
          const groups = readGroups(reader, 'measurements', 'group', complaints);
          complaints.problems.push(...checkGroups(groups, { least: 2, most: 500, values: 1 }));
          const all = groups.flatMap((g) => g.values);
          if (all.length > 0 && all.every((value) => value === all[0]))
            complaints.problems.push(constantValues(text('各组的数值', 'the values of the groups'), all[0]!));
          return groups;
        },
        answer: (groups, _, { warnings }) => {
          if (groups.some((g) => g.values.length < 5))
            warnings.push(
              warning(
                'small-groups',
                text(
                  '有的组少于 5 个，χ² 近似较粗',
                  'some groups hold fewer than 5 values: the χ² approximation is rough',
                ),
                text('p 接近界限时补充数据', 'Collect more data where p is near the limit'),
              ),
            );
          return {
            values: kruskalWallis(groups),
            conventions: [
              convention('p', 'chi-squared', 'p 值用 χ² 近似，H 作结修正', 'p by χ², H corrected for ties'),
            ],
            explanations: [
              explanation(
                'h',
                'H = (12 Σ Rᵢ²/nᵢ / (N(N + 1)) − 3(N + 1)) / (1 − Σ(t³ − t)/(N³ − N))',
                '各组平均秩之间的差异',
                'how far the mean ranks lie apart',
                source,
              ),
            ],
          };
        },
      },
      input,
    ),
  example: {
    text: text(
      '五月至九月各月的臭氧浓度有无差异？此处取五月、七月、九月各前 8 天',
      'Does ozone differ between May, July and September? The first eight days measured of each',
    ),
    source: 'J. M. Chambers et al., Graphical Methods for Data Analysis (1983) (R data set airquality)',
    csv: 'may,july,september\n41,135,96\n36,49,78\n12,32,73\n18,64,91\n28,40,47\n23,77,32\n19,97,20\n8,97,23\n',
    options: {},
  },
};
