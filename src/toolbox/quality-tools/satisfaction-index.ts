import { openColumns } from '../method/columns.ts';
import type { Method, MethodInput, Outcome, Problem, Warning } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  array,
  boolean,
  convention,
  explanation,
  integer,
  number,
  numberOrNull,
  object,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import type { Mark } from '../scene/scene.ts';
import { type InnerScheme, type Latent, type PlsResult, plsPath } from './pls-path.ts';
import { loopsOf } from './relations.ts';
import { satisfactionCsv } from './satisfaction-example.ts';
import { noAxis } from './structured-input.ts';

interface SatisfactionValues extends PlsResult {
  readonly n: number;
  /** Index of the latent variable that stands for satisfaction, 0 to 100. */
  readonly satisfaction: number;
}

/** The six latent variables of the Chinese customer satisfaction index; the number of questions in each is the user's. */
const defaultModel = {
  latents: [
    { name: '品牌形象', indicators: ['image1', 'image2'] },
    { name: '预期质量', indicators: ['expect1', 'expect2'] },
    { name: '感知质量', indicators: ['quality1', 'quality2', 'quality3'] },
    { name: '感知价值', indicators: ['value1', 'value2'] },
    { name: '顾客满意', indicators: ['satisfaction1', 'satisfaction2', 'satisfaction3'] },
    { name: '顾客忠诚', indicators: ['loyalty1', 'loyalty2'] },
  ],
  paths: [
    { from: '品牌形象', to: '预期质量' },
    { from: '预期质量', to: '感知质量' },
    { from: '品牌形象', to: '感知质量' },
    { from: '感知质量', to: '感知价值' },
    { from: '品牌形象', to: '顾客满意' },
    { from: '感知质量', to: '顾客满意' },
    { from: '感知价值', to: '顾客满意' },
    { from: '顾客满意', to: '顾客忠诚' },
  ],
};

interface ModelInput {
  readonly latents: readonly Latent[];
  readonly paths: readonly { readonly from: string; readonly to: string }[];
}

const modelSchema = object({
  latents: array(object({ name: string, indicators: array(string) })),
  paths: array(object({ from: string, to: string })),
});

function modelProblems(model: ModelInput, columns: readonly string[], target: string): Problem[] {
  const names = model.latents.map((latent) => latent.name);
  const problems: Problem[] = [];
  for (const latent of model.latents) {
    if (latent.indicators.length === 0)
      problems.push(
        problem(
          'indicators-missing',
          text(`潜变量 \`${latent.name}\` 没有题目`, `\`${latent.name}\` has no indicators`),
          text('给出题目的列名', 'Name its columns'),
        ),
      );
    for (const indicator of latent.indicators)
      if (!columns.includes(indicator))
        problems.push(
          problem(
            'indicator-unknown',
            text(
              `\`${latent.name}\` 的题目 \`${indicator}\` 不在所选列中（${columns.join('、')}）`,
              `the indicator \`${indicator}\` of \`${latent.name}\` is not among the columns (${columns.join(', ')})`,
            ),
            text('改正列名', 'Mend the name'),
          ),
        );
  }
  for (const { from, to } of model.paths)
    for (const name of [from, to])
      if (!names.includes(name))
        problems.push(
          problem(
            'latent-unknown',
            text(`路径中的 \`${name}\` 不是潜变量`, `a path names \`${name}\`, which is no latent variable`),
            text('改正名称', 'Mend the name'),
          ),
        );
  if (!names.includes(target))
    problems.push(
      problem(
        'target-unknown',
        text(`满意变量 \`${target}\` 不在模型中`, `the satisfaction variable \`${target}\` is not in the model`),
        text('改正 target', 'Mend `target`'),
      ),
    );
  const [loop] = loopsOf(names, model.paths);
  if (loop)
    problems.push(
      problem(
        'loop',
        text(`路径成环：${loop.join(' → ')}`, `the paths run in a circle: ${loop.join(' → ')}`),
        text('去掉一条', 'Remove one'),
      ),
    );
  const alone = names.filter((name) => !model.paths.some((path) => path.from === name || path.to === name));
  if (alone.length > 0)
    problems.push(
      problem(
        'latent-alone',
        text(`没有路径的潜变量：${alone.join('、')}`, `latent variables without a path: ${alone.join(', ')}`),
        text('连上，或删去', 'Join them or drop them'),
      ),
    );
  return problems;
}

function run(input: MethodInput): Outcome<SatisfactionValues> {
  const options = openOptions(satisfactionIndex.options, input.options);
  const columns = openColumns(satisfactionIndex.columns, input);
  const problems: Problem[] = [...options.problems, ...columns.problems];
  if (problems.length > 0) return refused(problems);
  const list = columns.allNumbers('indicators');
  const model = options.json('model') as ModelInput;
  const target = options.text('target');
  const [low, high] = [options.number('low'), options.number('high')];
  problems.push(
    ...modelProblems(
      model,
      list.map((column) => column.name),
      target,
    ),
  );
  if (!(low < high))
    problems.push(
      problem(
        'scale-reversed',
        text(`量表应有 low < high，实为 \`${low}\`、\`${high}\``, `expected low < high, found \`${low}\`, \`${high}\``),
        text('改正量表', 'Mend the scale'),
      ),
    );
  if (problems.length > 0) return refused(problems);
  const used = model.latents
    .flatMap((latent) => latent.indicators.map((name) => list.find((column) => column.name === name)))
    .filter((column) => column !== undefined);
  const count = used[0]?.values.length ?? 0;
  const complete = Array.from({ length: count }, (_, i) => i).filter((i) =>
    used.every((column) => !Number.isNaN(column.values[i])),
  );
  for (const column of used) {
    const row = complete.find((i) => (column.values[i] ?? 0) < low || (column.values[i] ?? 0) > high);
    if (row !== undefined && problems.length < 5)
      problems.push(
        problem(
          'answer-outside',
          text(
            `${columns.cell(column, row)} 应在 ${low}–${high} 之间，实为 \`${column.values[row]}\``,
            `${columns.cell(column, row)}: expected ${low} to ${high}, found \`${column.values[row]}\``,
          ),
          text('改正，或调整量表', 'Mend it, or the scale'),
          columns.cell(column, row),
        ),
      );
    if (complete.length > 0 && complete.every((i) => column.values[i] === column.values[complete[0] ?? 0]))
      problems.push(
        problem(
          'constant-data',
          text(`题目 \`${column.name}\` 人人答得一样`, `everybody gave the same answer to \`${column.name}\``),
          text('去掉这题', 'Leave it out'),
        ),
      );
  }
  if (problems.length === 0 && complete.length < 10)
    problems.push(
      problem(
        'answers-few',
        text(
          `完整问卷至少 10 份，实为 \`${complete.length}\``,
          `expected ten complete questionnaires or more, found \`${complete.length}\``,
        ),
        text('继续调查（通常 250 份以上）', 'Ask more people (250 or more are usual)'),
      ),
    );
  if (problems.length > 0) return refused(problems);
  const scheme =
    (['path', 'centroid', 'factorial'] as const).find((one) => one === options.choice('scheme')) ??
    ('path' satisfies InnerScheme);
  const result = plsPath(
    { ...model, scheme },
    complete.map((i) => used.map((column) => column.values[i] ?? 0)),
    low,
    high,
  );
  return answered(
    {
      ...result,
      n: complete.length,
      satisfaction: result.latents.find((latent) => latent.name === target)?.index ?? 0,
    },
    {
      warnings: [...columns.warnings, ...modelWarnings(result, complete.length, count)],
      conventions: [
        convention('scheme', scheme, '内部权重方案', 'inner weighting scheme'),
        convention('mode', 'A', '各潜变量均为反映型', 'all blocks are reflective'),
        convention('missing', 'listwise', '有缺答的问卷不计', 'questionnaires with gaps are left out'),
      ],
      explanations: [
        explanation(
          'satisfaction',
          '100 (Σ w x̄ − Σ w·low)/Σ w (high − low)',
          '以外部权重合成、化到 0–100 的满意度指数',
          'index from 0 to 100 by the outer weights',
          'Fornell et al., J. Marketing 60 (1996) 7',
        ),
        explanation(
          'paths.coefficient',
          'least squares of the latent scores',
          '路径系数：原因变 1 个标准差，结果变多少',
          'path coefficient in standard deviations',
          'Lohmöller (1989)',
        ),
        explanation(
          'latents.ave',
          'mean squared loading',
          '平均提取方差，宜大于 0.5',
          'average variance extracted, above 0.5',
          'Fornell & Larcker (1981)',
        ),
      ],
    },
  );
}

function modelWarnings(result: PlsResult, complete: number, count: number): Warning[] {
  const warnings: Warning[] = [];
  if (!result.converged)
    warnings.push(
      warning(
        'not-converged',
        text('迭代未收敛', 'the iteration did not converge'),
        text('检查题目是否弄反、样本是否太少', 'Look for reversed questions or too few answers'),
      ),
    );
  if (complete < count)
    warnings.push(
      warning(
        'rows-missing',
        text(`${count - complete} 份问卷有缺答，未计入`, `${count - complete} questionnaires with gaps are left out`),
        text('补问', 'Ask again'),
      ),
    );
  if (complete < 250)
    warnings.push(
      warning(
        'answers-few',
        text(`只有 ${complete} 份，指数的误差较大`, `only ${complete} questionnaires: the index is uncertain`),
        text('通常 250 份以上', '250 or more are usual'),
      ),
    );
  const weak = result.latents.filter((latent) => latent.ave < 0.5).map((latent) => latent.name);
  if (weak.length > 0)
    warnings.push(
      warning(
        'ave-low',
        text(`平均提取方差低于 0.5：${weak.join('、')}`, `average variance extracted below 0.5: ${weak.join(', ')}`),
        text('改写题目', 'Reword the questions'),
      ),
    );
  const reversed = result.indicators.filter((one) => one.loading < 0).map((one) => one.indicator);
  if (reversed.length > 0)
    warnings.push(
      warning(
        'loading-negative',
        text(
          `载荷为负，可能是反向题：${reversed.join('、')}`,
          `negative loading, perhaps a reversed question: ${reversed.join(', ')}`,
        ),
        text('反向计分后重算', 'Reverse the marks and compute again'),
      ),
    );
  return warnings;
}

export const satisfactionIndex: Method<SatisfactionValues> = {
  id: 'satisfaction-index',
  version: 1,
  group: 'customer',
  title: text('顾客满意度指数（PLS 路径模型）', 'Customer satisfaction index (PLS path model)'),
  purpose: text(
    '顾客有多满意，是什么让他们满意、让他们留下？',
    'How satisfied are customers, what makes them so, and does it keep them?',
  ),
  conditions: [
    {
      condition: text('250 份以上完整问卷', '250 complete questionnaires or more'),
      otherwise: text('样本少时只看各题平均，不比较指数', 'with few answers look at means, don’t compare indices'),
    },
    {
      condition: text('各题同一量表（如 1–10）', 'one scale for all questions (such as 1 to 10)'),
      otherwise: text('先换算到同一量表', 'convert them first'),
    },
  ],
  sources: [
    'Fornell et al., Journal of Marketing 60 (1996) 7–18',
    'GB/T 19038、GB/T 19039（顾客满意测评，待核对）',
    'Lohmöller, Latent Variable Path Modeling with Partial Least Squares (1989)',
  ],
  columns: [
    {
      role: 'indicators',
      text: text('各题的答案', 'answers to the questions'),
      kind: 'number',
      columns: [2, 60],
      whenEmpty: text('这份问卷不计入', 'the questionnaire is left out'),
    },
  ],
  options: [
    {
      name: 'model',
      text: text('潜变量、题目与路径', 'latent variables, indicators and paths'),
      kind: 'json',
      schema: modelSchema,
      default: defaultModel,
    },
    { name: 'target', text: text('满意变量', 'the satisfaction variable'), kind: 'text', default: '顾客满意' },
    { name: 'low', text: text('量表最低分', 'lowest mark'), kind: 'number', default: 1 },
    { name: 'high', text: text('量表最高分', 'highest mark'), kind: 'number', default: 10 },
    {
      name: 'scheme',
      text: text('内部权重', 'inner weights'),
      kind: 'choice',
      choices: [
        { value: 'path', text: text('路径', 'path') },
        { value: 'centroid', text: text('重心', 'centroid') },
        { value: 'factorial', text: text('因子', 'factorial') },
      ],
      default: 'path',
    },
  ],
  resultSchema: object({
    iterations: integer,
    converged: boolean,
    gof: number,
    n: integer,
    satisfaction: number,
    indicators: array(object({ latent: string, indicator: string, weight: number, loading: number, mean: number })),
    paths: array(object({ from: string, to: string, coefficient: number, total: number })),
    latents: array(
      object({
        name: string,
        r2: numberOrNull,
        alpha: number,
        compositeReliability: number,
        ave: number,
        index: number,
      }),
    ),
  }),
  run,
  scenes: (values) => {
    const depth = new Map<string, number>();
    const depthOf = (name: string): number => {
      const known = depth.get(name);
      if (known !== undefined) return known;
      const value = Math.max(
        0,
        ...values.paths.filter((path) => path.to === name).map((path) => depthOf(path.from) + 1),
      );
      depth.set(name, value);
      return value;
    };
    const used = new Map<number, number>();
    const at = new Map(
      values.latents.map((latent) => {
        const column = depthOf(latent.name);
        const row = used.get(column) ?? 0;
        used.set(column, row + 1);
        return [latent.name, [column * 2.8, -row * 1.5 - (column % 2) * 0.6] as const];
      }),
    );
    const place = (name: string) => at.get(name) ?? ([0, 0] as const);
    return [
      {
        title: text('满意度模型', 'Satisfaction model'),
        x: noAxis,
        y: noAxis,
        marks: [
          ...values.paths.map(
            (path): Mark => ({
              kind: 'arrow',
              tone: path.coefficient < 0 ? 'alarm' : 'muted',
              from: [place(path.from)[0] + 1, place(path.from)[1]],
              to: [place(path.to)[0] - 1, place(path.to)[1]],
              text: path.coefficient.toFixed(2),
            }),
          ),
          ...values.latents.map(
            (latent): Mark => ({
              kind: 'box',
              tone: 'data',
              x: place(latent.name)[0],
              y: place(latent.name)[1],
              width: 2,
              height: 0.9,
              text: `${latent.name} ${latent.index.toFixed(1)}`,
            }),
          ),
        ],
        aspect: 1.8,
        table: {
          head: [
            text('潜变量', 'latent variable'),
            text('指数', 'index'),
            text('R²', 'R²'),
            text('α', 'alpha'),
            text('AVE', 'AVE'),
          ],
          rows: values.latents.map((latent) => [latent.name, latent.index, latent.r2 ?? '', latent.alpha, latent.ave]),
        },
      },
    ];
  },
  example: {
    text: text(
      '60 份问卷、六个潜变量：满意度指数 65.3，感知质量的总影响最大。',
      'Sixty questionnaires, six latent variables: the index is 65.3, perceived quality matters most in all.',
    ),
    source: '教学数据（按模型编制，numpy 核对）',
    csv: satisfactionCsv,
    options: {},
  },
};
