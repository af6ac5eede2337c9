import { chiSquaredQuantile } from '../distributions/chi-squared.ts';
import { fisherFQuantile } from '../distributions/fisher-f.ts';
import { openColumns } from '../method/columns.ts';
import type { Method, Outcome, Problem, Warning } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  boolean,
  convention,
  explanation,
  integer,
  number,
  object,
  problem,
  refused,
  text,
  warning,
} from '../outcome/answer.ts';
import { homogeneity } from './robust.ts';
import { sigmaOption } from './sigma-option.ts';

interface HomogeneityValues {
  readonly samples: number;
  readonly replicates: number;
  readonly mean: number;
  readonly sw: number;
  readonly ss: number;
  readonly sx: number;
  readonly sigmaPt: number;
  readonly limit: number;
  readonly expandedLimit: number;
  readonly homogeneous: boolean;
  readonly homogeneousExpanded: boolean;
}

export const homogeneityMethod: Method<HomogeneityValues> = {
  id: 'proficiency-homogeneity',
  version: 1,
  group: 'proficiency',
  title: text('样品均匀性检验', 'Homogeneity check'),
  purpose: text('分发的样品彼此够一样吗？', 'Are the samples sent out alike enough?'),
  conditions: [
    {
      condition: text(
        '随机取 10 份以上样品，每份在重复性条件下测两次',
        'ten samples or more at random, two measurements each under repeatability',
      ),
      otherwise: text('补测', 'measure more'),
    },
  ],
  sources: ['ISO 13528:2022 annex B (GB/T 28043)'],
  columns: [
    { role: 'sample', text: text('样品', 'sample'), kind: 'label', columns: [1, 1], optional: true },
    { role: 'result', text: text('各次结果', 'results'), kind: 'number', columns: [2, 10] },
  ],
  options: [sigmaOption],
  resultSchema: object({
    samples: integer,
    replicates: integer,
    mean: number,
    sw: number,
    ss: number,
    sx: number,
    sigmaPt: number,
    limit: number,
    expandedLimit: number,
    homogeneous: boolean,
    homogeneousExpanded: boolean,
  }),
  run: (input): Outcome<HomogeneityValues> => {
    const options = openOptions(homogeneityMethod.options, input.options);
    const columns = openColumns(homogeneityMethod.columns, input);
    const problems: Problem[] = [...options.problems, ...columns.problems];
    const list = columns.allNumbers('result');
    const count = list[0]?.values.length ?? 0;
    const results = Array.from({ length: count }, (_, i) => list.map((column) => column.values[i] ?? Number.NaN));
    for (const [i, row] of results.entries()) {
      for (const [j, x] of row.entries()) {
        const column = list[j];
        if (Number.isNaN(x) && column)
          problems.push(
            problem(
              'value-missing',
              text(
                `${columns.cell(column, i)} 应为结果，实为空`,
                `${columns.cell(column, i)}: expected a result, found nothing`,
              ),
              text('补测', 'Measure it'),
              columns.cell(column, i),
            ),
          );
      }
    }
    const sigmaPt = options.optionalNumber('sigmaPt');
    if (options.problems.length === 0 && sigmaPt === undefined)
      problems.push(
        problem(
          'sigma-missing',
          text('需要 sigmaPt', 'sigmaPt is needed'),
          text('给出能力评定标准差', 'Give the standard deviation for proficiency assessment'),
        ),
      );
    if (problems.length === 0 && count < 3)
      problems.push(
        problem(
          'samples-few',
          text(`至少要 3 份样品，实为 \`${count}\``, `expected three samples or more, found \`${count}\``),
          text('补测（建议 10 份以上）', 'Measure more (ten are advised)'),
        ),
      );
    if (problems.length > 0 || sigmaPt === undefined) return refused(problems);
    const found = homogeneity(results);
    const limit = 0.3 * sigmaPt;
    const g = found.samples;
    const m = found.replicates;
    // B.2.3: c = F1 (0.3 σpt)² + F2 s_w² with exact F1 and F2, for m replicates.
    const f1 = chiSquaredQuantile(0.95, g - 1) / (g - 1);
    const f2 = (fisherFQuantile(0.95, g - 1, g * (m - 1)) - 1) / m;
    const expandedLimit = Math.sqrt(f1 * limit ** 2 + f2 * found.sw ** 2);
    const warnings: Warning[] = [...columns.warnings];
    if (found.sw > 0.5 * sigmaPt)
      warnings.push(
        warning(
          'repeatability-large',
          text(
            `测量重复性 s_w = ${found.sw.toPrecision(3)} 大于 0.5 σpt，均匀性检验不灵敏`,
            `repeatability s_w = ${found.sw.toPrecision(3)} exceeds 0.5 σpt: the check is blunt`,
          ),
          text('增加重复次数或用更精密的方法', 'Repeat more often, or take a more precise method'),
        ),
      );
    if (found.ss > limit)
      warnings.push(
        warning(
          'not-homogeneous',
          text(
            `样品间标准差 ${found.ss.toPrecision(3)} 大于 0.3 σpt = ${limit.toPrecision(3)}`,
            `the standard deviation between samples, ${found.ss.toPrecision(3)}, exceeds 0.3 σpt = ${limit.toPrecision(3)}`,
          ),
          text('重新混匀分装；或把 s_s 计入 σpt', 'Mix and divide again, or include s_s in σpt'),
        ),
      );
    return answered(
      {
        ...found,
        sigmaPt,
        limit,
        expandedLimit,
        homogeneous: found.ss <= limit,
        homogeneousExpanded: found.ss <= expandedLimit,
      },
      {
        warnings,
        conventions: [
          convention(
            'criterion',
            '0.3 σpt',
            '基本判据；expandedLimit 为容许抽样误差的放宽判据',
            'the basic criterion; expandedLimit allows for the error of the check itself',
          ),
        ],
        explanations: [
          explanation(
            'ss',
            's_s² = max(0, s_x² − s_w²/m)',
            '样品间标准差',
            'standard deviation between samples',
            'ISO 13528:2022 B.3',
          ),
          explanation(
            'limit',
            '0.3 σpt',
            '样品间标准差的界限',
            'limit of the standard deviation between samples',
            'ISO 13528:2022 B.2.2',
          ),
          explanation(
            'expandedLimit',
            '√(F1 (0.3 σpt)² + F2 s_w²)',
            '放宽的界限',
            'the expanded limit',
            'ISO 13528:2022 B.2.3',
          ),
        ],
      },
    );
  },
  example: {
    text: text('10 瓶样品各测两次，σpt = 0.8：均匀。', 'Ten bottles, two measurements each, σpt = 0.8: homogeneous.'),
    source: '教学数据',
    csv: [
      'sample,a,b',
      ...[
        [10.5, 10.4],
        [9.9, 9.8],
        [10.4, 10.1],
        [9.9, 10.1],
        [10.0, 9.8],
        [9.9, 10.1],
        [9.9, 10.3],
        [10.0, 10.2],
        [10.5, 10.4],
        [10.2, 10.0],
      ].map((row, i) => `${i + 1},${row.join(',')}`),
    ].join('\n'),
    assignment: { sample: ['sample'], result: ['a', 'b'] },
    options: { sigmaPt: 0.8 },
  },
};
