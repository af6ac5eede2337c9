import { studentTUpper } from '../distributions/student-t.ts';
import { openColumns } from '../method/columns.ts';
import type { Method, Outcome, Problem, Warning } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  boolean,
  convention,
  explanation,
  number,
  numberOrNull,
  object,
  problem,
  refused,
  text,
  warning,
} from '../outcome/answer.ts';
import { sigmaOption } from './sigma-option.ts';

interface StabilityValues {
  readonly firstMean: number;
  readonly secondMean: number;
  readonly difference: number;
  readonly limit: number;
  readonly expandedLimit: number;
  readonly stable: boolean;
  readonly stableExpanded: boolean;
  readonly t: number | null;
  readonly p: number | null;
}

export const stabilityMethod: Method<StabilityValues> = {
  id: 'proficiency-stability',
  version: 1,
  group: 'proficiency',
  title: text('样品稳定性检验', 'Stability check'),
  purpose: text('从分发到测完，样品变了没有？', 'Did the samples change between sending and measuring?'),
  conditions: [
    {
      condition: text(
        '同一方法、同一实验室在开始和结束时各测若干份',
        'one laboratory and method measured some samples at the beginning and at the end',
      ),
      otherwise: text('方法间差异会混入，重测', 'differences of method would mix in: measure again'),
    },
  ],
  sources: ['ISO 13528:2022 annex B.5 (GB/T 28043)'],
  columns: [
    {
      role: 'first',
      text: text('开始时结果', 'results at the beginning'),
      kind: 'number',
      columns: [1, 1],
      unequalLengths: true,
    },
    {
      role: 'second',
      text: text('结束时结果', 'results at the end'),
      kind: 'number',
      columns: [1, 1],
      unequalLengths: true,
    },
  ],
  options: [sigmaOption],
  resultSchema: object({
    firstMean: number,
    secondMean: number,
    difference: number,
    limit: number,
    expandedLimit: number,
    stable: boolean,
    stableExpanded: boolean,
    t: numberOrNull,
    p: numberOrNull,
  }),
  run: (input): Outcome<StabilityValues> => {
    const options = openOptions(stabilityMethod.options, input.options);
    const columns = openColumns(stabilityMethod.columns, input);
    const problems: Problem[] = [...options.problems, ...columns.problems];
    const [a, b] = [columns.numbers('first').values, columns.numbers('second').values].map((list) =>
      Array.from(list).filter((x) => !Number.isNaN(x)),
    );
    const sigmaPt = options.optionalNumber('sigmaPt');
    if (options.problems.length === 0 && sigmaPt === undefined)
      problems.push(
        problem(
          'sigma-missing',
          text('需要 sigmaPt', 'sigmaPt is needed'),
          text('给出能力评定标准差', 'Give the standard deviation for proficiency assessment'),
        ),
      );
    if (problems.length === 0 && ((a?.length ?? 0) < 2 || (b?.length ?? 0) < 2))
      problems.push(
        problem(
          'values-few',
          text('前后各至少 2 个结果', 'at least two results before and after'),
          text('补测', 'Measure more'),
        ),
      );
    if (problems.length > 0 || sigmaPt === undefined || !a || !b) return refused(problems);
    const mean = (list: readonly number[]) => list.reduce((x, y) => x + y, 0) / list.length;
    const squares = (list: readonly number[]) => list.reduce((sum, x) => sum + (x - mean(list)) ** 2, 0);
    const [firstMean, secondMean] = [mean(a), mean(b)];
    const difference = Math.abs(firstMean - secondMean);
    const limit = 0.3 * sigmaPt;
    const u2 = squares(a) / (a.length - 1) / a.length + squares(b) / (b.length - 1) / b.length;
    const df = a.length + b.length - 2;
    const pooled = Math.sqrt(((squares(a) + squares(b)) / df) * (1 / a.length + 1 / b.length));
    const t = pooled > 0 ? (firstMean - secondMean) / pooled : null;
    const expandedLimit = limit + 2 * Math.sqrt(u2);
    const warnings: Warning[] = [...columns.warnings];
    if (t === null)
      warnings.push(
        warning(
          'constant-data',
          text(
            '前后各次结果都完全相同，没有变异，t 检验没有定义',
            'the results before are all the same, and so are those after: a t test does not exist',
          ),
          text(
            '检查测量方法的分辨力，或数据是否被复制',
            'Check the resolution of the method, or whether data were copied',
          ),
        ),
      );
    if (difference > limit)
      warnings.push(
        warning(
          'not-stable',
          text(
            `前后均值差 ${difference.toPrecision(3)} 大于 0.3 σpt = ${limit.toPrecision(3)}`,
            `the means differ by ${difference.toPrecision(3)}, above 0.3 σpt = ${limit.toPrecision(3)}`,
          ),
          text(
            '查保存与运输条件；或把不稳定性计入 u(xpt)',
            'Look at storage and transport, or include the instability in u(xpt)',
          ),
        ),
      );
    return answered(
      {
        firstMean,
        secondMean,
        difference,
        limit,
        expandedLimit,
        stable: difference <= limit,
        stableExpanded: difference <= expandedLimit,
        t,
        p: t === null ? null : 2 * studentTUpper(Math.abs(t), df),
      },
      {
        warnings,
        conventions: [
          convention(
            'criterion',
            '0.3 σpt',
            '基本判据；expandedLimit 加两倍差的标准不确定度',
            'the basic criterion; expandedLimit adds twice the standard uncertainty of the difference',
          ),
        ],
        explanations: [
          explanation(
            'limit',
            '|ȳ1 − ȳ2| <= 0.3 σpt',
            '前后均值之差的界限',
            'limit of the difference of the means',
            'ISO 13528:2022 B.5',
          ),
          explanation(
            't',
            'two-sample t, pooled',
            '差异是否显著（附带给出）',
            'whether the difference is significant (given besides)',
            'Student 1908',
          ),
        ],
      },
    );
  },
  example: {
    text: text('分发前后各测 4 份，σpt = 0.8：稳定。', 'Four samples before and four after, σpt = 0.8: stable.'),
    source: '教学数据',
    csv: 'first,second\n10.1,10.2\n10.3,10.1\n9.9,10.0\n10.2,10.3',
    options: { sigmaPt: 0.8 },
  },
};
