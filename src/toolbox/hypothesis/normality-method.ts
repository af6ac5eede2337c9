import { carryOut } from '../descriptive/carry-out.ts';
import { smallSample } from '../descriptive/complaints.ts';
import { normalPlot } from '../descriptive/normal-plot.ts';
import { readSample } from '../descriptive/present-values.ts';
import { fields, list, number, optionalFields } from '../descriptive/result-schema.ts';
import type { ColumnRole, Method } from '../method/method.ts';
import { convention, explanation, text } from '../outcome/answer.ts';
import { andersonDarling, lilliefors, shapiroWilk } from './normality.ts';

interface TestFigures {
  readonly statistic: number;
  readonly p: number;
}

export interface Normality {
  readonly n: number;
  readonly andersonDarling: (TestFigures & { readonly adjusted: number }) | null;
  readonly shapiroWilk: TestFigures | null;
  readonly lilliefors: TestFigures | null;
  readonly values: readonly number[];
}

const what = text('测量值', 'the measurements');
const columns: readonly ColumnRole[] = [{ role: 'measurements', text: what, kind: 'number', columns: [1, 1] }];
const figures = { statistic: number('the statistic'), p: number('p-value') };

export const normalityMethod: Method<Normality> = {
  id: 'normality-test',
  version: 1,
  group: 'test',
  title: text('正态性检验', 'Test of normality'),
  purpose: text('这些数据是否服从正态分布？', 'Do these data follow a normal distribution?'),
  conditions: [
    {
      condition: text('过程稳定', 'The process is stable'),
      otherwise: text(
        '先用控制图查找特殊原因；混合的批次看起来会不正态',
        'Look for special causes with a control chart first; mixed lots look non-normal',
      ),
    },
    {
      condition: text('量具分辨力足够', 'The gauge resolves enough'),
      otherwise: text(
        '许多重复值会使检验误判，换更细的量具',
        'Many repeated values mislead the tests: use a finer gauge',
      ),
    },
  ],
  sources: [
    "R. B. D'Agostino and M. A. Stephens, Goodness-of-Fit Techniques (1986), table 4.9",
    'P. Royston, Applied Statistics 44 (1995) 547-551',
    'G. E. Dallal and L. Wilkinson, American Statistician 40 (1986) 294-296',
    'GB/T 4882-2001',
  ],
  columns,
  options: [],
  resultSchema: fields({
    n: number('number of values'),
    andersonDarling: optionalFields(
      { ...figures, adjusted: number('A² adjusted for sample size') },
      'from 8 values on',
    ),
    shapiroWilk: optionalFields(figures, '3 to 5000 values'),
    lilliefors: optionalFields(figures, 'from 5 values on'),
    values: list(number('value'), 'the values, in the order of the data'),
  }),
  run: (input) =>
    carryOut(
      {
        columns,
        options: [],
        read: (reader, _, complaints) => readSample(reader, 'measurements', what, 3, complaints),
        answer: (values, _, { warnings }) => {
          const n = values.length;
          if (n < 20) warnings.push(smallSample(n, 20));
          const ad = n >= 8 ? andersonDarling(values) : null;
          const sw = n <= 5000 ? shapiroWilk(values) : null;
          const li = n >= 5 ? lilliefors(values) : null;
          return {
            values: {
              n,
              andersonDarling: ad && { statistic: ad.statistic, adjusted: ad.adjusted, p: ad.pValue },
              shapiroWilk: sw && { statistic: sw.statistic, p: sw.pValue },
              lilliefors: li && { statistic: li.statistic, p: li.pValue },
              values,
            },
            conventions: [
              convention(
                'anderson-darling-p',
                'Stephens',
                'p 值用 A²(1 + 0.75/n + 2.25/n²) 的 Stephens 公式',
                "p by Stephens' formula in A²(1 + 0.75/n + 2.25/n²)",
              ),
              convention(
                'shapiro-wilk',
                'Royston 1995',
                '系数与 p 值按 Royston（同 R shapiro.test）',
                "coefficients and p by Royston (as R's shapiro.test)",
              ),
            ],
            explanations: [
              explanation(
                'andersonDarling.statistic',
                'A² = −n − (1/n) Σ (2i − 1)(ln Φ(zᵢ) + ln(1 − Φ(zₙ₊₁₋ᵢ)))',
                '经验分布与正态分布的加权距离，对尾部敏感',
                'a weighted distance of the sample from the normal distribution, sensitive in the tails',
                "D'Agostino and Stephens (1986)",
              ),
              explanation(
                'shapiroWilk.statistic',
                'W = (Σ aᵢ x₍ᵢ₎)² / Σ (xᵢ − x̄)²',
                '正态概率图的直线程度，1 为完全直线',
                'how straight the normal plot is, 1 being a line',
                'S. S. Shapiro and M. B. Wilk, Biometrika 52 (1965) 591-611',
              ),
              explanation(
                'lilliefors.statistic',
                'D = max |Fₙ(x) − Φ((x − x̄)/s)|',
                '经验分布与正态分布的最大距离',
                'the largest distance of the sample from the normal distribution',
                'H. W. Lilliefors, JASA 62 (1967) 399-402',
              ),
            ],
          };
        },
      },
      input,
    ),
  scenes: (values) => [
    normalPlot(values.values, text('正态概率图', 'Normal probability plot'), text('测量值', 'value')),
  ],
  example: {
    text: text(
      '一百次光速测量（减去 299 000 km/s 的前二十个）是否正态？',
      "Are the first twenty of Michelson's measurements of the speed of light (less 299 000 km/s) normal?",
    ),
    source: 'A. A. Michelson (1879); NIST StRD Michelso; R data set morley',
    csv: 'measurements\n850\n740\n900\n1070\n930\n850\n950\n980\n980\n880\n1000\n980\n930\n650\n760\n810\n1000\n1000\n960\n960\n',
    options: {},
  },
};
