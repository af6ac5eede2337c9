import { fields, list, number, optionalNumber, text as words } from '../descriptive/result-schema.ts';
import type { Convention, Explanation, JsonSchema, Warning } from '../method/method.ts';
import type { Text } from '../method/text.ts';
import { convention, explanation, text, warning } from '../outcome/answer.ts';
import type { Scene } from '../scene/scene.ts';
import type { LinearFit, Observation } from './linear-fit.ts';

/** What the regressions say about a fit: schemas, warnings, explanations and the residual pictures. */
export const coefficientSchema: JsonSchema = list(
  fields({
    name: words('term'),
    estimate: optionalNumber('estimate; null where the term depends on others'),
    se: optionalNumber('standard error'),
    t: optionalNumber('estimate over standard error'),
    p: optionalNumber('p-value'),
    lower: optionalNumber('lower confidence limit'),
    upper: optionalNumber('upper confidence limit'),
    vif: optionalNumber('variance inflation factor; null for the constant'),
  }),
);

export const fitTableSchema: JsonSchema = fields({
  ssRegression: number('sum of squares explained'),
  ssResidual: number('residual sum of squares'),
  ssTotal: number('total sum of squares'),
  dfRegression: number('degrees of freedom of the terms'),
  dfResidual: number('residual degrees of freedom'),
  f: optionalNumber('F of the regression'),
  p: optionalNumber('p-value of F'),
  s: optionalNumber('residual standard deviation'),
  rSquared: number('R²'),
  rSquaredAdjusted: optionalNumber('R² adjusted'),
  rSquaredPredicted: optionalNumber('R² predicted, from PRESS'),
});

export const lackOfFitFields: Readonly<Record<string, JsonSchema>> = {
  ss: number('sum of squares of the lack of fit'),
  df: number('its degrees of freedom'),
  ssPure: number('pure error sum of squares'),
  dfPure: number('its degrees of freedom'),
  f: number('F'),
  p: number('p-value'),
};

export const observationSchema: JsonSchema = list(
  fields({
    fitted: number('fitted value'),
    residual: number('observed less fitted'),
    leverage: number('leverage'),
    standardised: optionalNumber('standardised residual'),
    deleted: optionalNumber('residual with the observation left out, studentised'),
    cook: optionalNumber("Cook's distance"),
  }),
);

const source =
  'N. R. Draper and H. Smith, Applied Regression Analysis, 3rd ed.; D. A. Belsley, E. Kuh and R. E. Welsch, Regression Diagnostics (1980)';

export const fitExplanations: readonly Explanation[] = [
  explanation(
    'coefficients.estimate',
    'b = (XᵀX)⁻¹ Xᵀy',
    '最小二乘估计，用双倍精度的 Householder 分解求得',
    'least squares, by Householder factorisation in double-double',
    'G. H. Golub, Numerische Mathematik 7 (1965) 206-216',
  ),
  explanation('coefficients.se', 's √((XᵀX)⁻¹)ⱼⱼ', '系数的标准误', 'standard error of the coefficient', source),
  explanation(
    'coefficients.vif',
    '1 / (1 − Rⱼ²)',
    '该项与其他项相关使其方差放大的倍数',
    'how much the correlation with other terms inflates the variance',
    source,
  ),
  explanation(
    'table.rSquaredPredicted',
    '1 − Σ(eᵢ/(1 − hᵢ))² / SS_total',
    '逐一去掉各观测后的预测能力',
    'how well each observation is predicted by the others',
    source,
  ),
  explanation(
    'observations.cook',
    'Dᵢ = rᵢ² hᵢ / (p (1 − hᵢ))',
    '去掉该观测对全部拟合值的影响',
    'how far all fitted values move when the observation is left out',
    'R. D. Cook, Technometrics 19 (1977) 15-18',
  ),
];

export const fitConventions: readonly Convention[] = [
  convention(
    'arithmetic',
    'double-double',
    '数值按所写的十进制数、以双倍精度计算',
    'values are taken as the decimals written, in double-double arithmetic',
  ),
  convention('p', 'two-sided', '系数的 p 值为双侧', 'p-values of coefficients are two-sided'),
];

function rowList(rows: readonly number[]): string {
  return (
    rows
      .slice(0, 6)
      .map((row) => `${row + 1}`)
      .join('、') + (rows.length > 6 ? ' …' : '')
  );
}

function where(observations: readonly Observation[], test: (o: Observation) => boolean): number[] {
  return observations.flatMap((o, i) => (test(o) ? [i] : []));
}

/** Outliers, influence, collinearity and too many terms, each with what to do. */
export function fitWarnings(fit: LinearFit, serial: number | null): Warning[] {
  const out: Warning[] = [];
  const n = fit.observations.length;
  const say = (code: string, said: Text, help: Text) => out.push(warning(code, said, help));
  const alone = where(fit.observations, (o) => o.standardised === null);
  if (alone.length > 0)
    say(
      'leverage-one',
      text(
        `第 ${rowList(alone)} 个观测独自决定了某一项（杠杆值为 1）：它必然被拟合，不能检验，也没有预测 R²`,
        `observation ${rowList(alone)} alone decides one of the terms (leverage 1): it is fitted whatever it says, so neither it nor the prediction can be judged`,
      ),
      text('核对该值；在它附近补测', 'Check the value; measure more near it'),
    );
  const outliers = where(fit.observations, (o) => o.deleted !== null && Math.abs(o.deleted) > 3);
  if (outliers.length > 0)
    say(
      'outliers',
      text(
        `第 ${rowList(outliers)} 个观测的残差超过 3 倍标准差`,
        `observations ${rowList(outliers)} lie more than 3 deviations off`,
      ),
      text(
        '核对这些数据的来源，不要只因离群就删除',
        'Check where they came from; do not delete them just for lying off',
      ),
    );
  const influential = where(fit.observations, (o) => o.cook !== null && o.cook > 1);
  if (influential.length > 0)
    say(
      'influential',
      text(
        `第 ${rowList(influential)} 个观测单独左右拟合结果（Cook 距离大于 1）`,
        `observations ${rowList(influential)} alone sway the fit (Cook's distance above 1)`,
      ),
      text('看去掉它后结论是否改变', 'See whether the conclusion changes without it'),
    );
  const collinear = fit.coefficients.filter((c) => c.vif !== null && c.vif > 10).map((c) => c.name);
  if (collinear.length > 0)
    say(
      'collinear',
      text(
        `${collinear.join('、')} 与其他项高度相关（VIF 大于 10）`,
        `${collinear.join(', ')} depend closely on other terms (VIF above 10)`,
      ),
      text(
        '系数不可单独解释；去掉一项，或对变量中心化',
        'Do not read the coefficients singly; leave a term out, or centre the variables',
      ),
    );
  const aliased = fit.squares.aliased.map((k) => fit.coefficients[k]!.name);
  if (aliased.length > 0)
    say(
      'dependent-terms',
      text(
        `${aliased.join('、')} 完全由其他项决定，未估计`,
        `${aliased.join(', ')} are determined by the other terms and were not estimated`,
      ),
      text('去掉多余的项', 'Leave the superfluous terms out'),
    );
  if (n < 3 * fit.squares.rank)
    say(
      'few-observations',
      text(
        `${n} 个观测估计 ${fit.squares.rank} 个系数，偏少`,
        `${n} observations are few for ${fit.squares.rank} coefficients`,
      ),
      text('减少项数或增加数据', 'Take fewer terms or more data'),
    );
  if (serial !== null && serial < 1.2 && n >= 15)
    say(
      'serial-correlation',
      text(
        `残差按顺序正相关（Durbin-Watson ${serial.toPrecision(3)}）`,
        `residuals are correlated in order (Durbin-Watson ${serial.toPrecision(3)})`,
      ),
      text(
        '若数据按时间排列，标准误偏小：加入时间项或取差分',
        'If the rows are in time order the standard errors are too small: add a term of time or take differences',
      ),
    );
  return out;
}

/** Residuals against fitted values: the first picture to look at after any fit. */
export function residualScene(observations: readonly Observation[]): Scene {
  const alarm = (o: Observation) => o.deleted !== null && Math.abs(o.deleted) > 3;
  const calm = observations.filter((o) => !alarm(o));
  const loud = observations.filter(alarm);
  return {
    title: text('残差与拟合值', 'Residuals against fitted values'),
    x: { title: text('拟合值', 'fitted'), scale: 'linear' },
    y: { title: text('残差', 'residual'), scale: 'linear' },
    marks: [
      { kind: 'horizontal', tone: 'centre', y: 0 },
      { kind: 'points', tone: 'data', x: calm.map((o) => o.fitted), y: calm.map((o) => o.residual) },
      { kind: 'points', tone: 'alarm', x: loud.map((o) => o.fitted), y: loud.map((o) => o.residual) },
    ],
    table: {
      head: [text('拟合值', 'fitted'), text('残差', 'residual')],
      rows: observations.map((o) => [o.fitted, o.residual]),
    },
  };
}
