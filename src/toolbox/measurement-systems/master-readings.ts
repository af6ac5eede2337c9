import { openColumns } from '../method/columns.ts';
import type { ColumnRole, Method, MethodInput, OptionSpec, Problem } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import { integer, number, problem, text } from '../outcome/answer.ts';
import type { Scene } from '../scene/scene.ts';

export const measurementColumn: ColumnRole = {
  role: 'measurement',
  text: text('测量值', 'measurement'),
  kind: 'number',
  columns: [1, 1],
};
export const referenceOption: OptionSpec = {
  name: 'reference',
  text: text('基准值', 'reference value'),
  kind: 'number',
};
export const confidenceOption: OptionSpec = {
  name: 'confidence',
  text: text('置信水平', 'confidence'),
  kind: 'number',
  default: 0.95,
  least: 0.5,
  most: 0.999,
};

export const biasFields = {
  n: integer,
  mean: number,
  s: number,
  bias: number,
  t: number,
  df: integer,
  p: number,
  low: number,
  high: number,
};

export function tooFew(found: number, least: number): Problem {
  return problem(
    'values-few',
    text(`至少要 ${least} 个测量值，实为 \`${found}\``, `expected at least ${least} measurements, found \`${found}\``),
    text('继续测量', 'Go on measuring'),
  );
}

export function noSpread(): Problem {
  return problem(
    'constant-data',
    text(
      '所有测量值相同：量具没有分辨出任何差别，指数没有意义',
      'all measurements are equal: the gauge told nothing apart and the indices mean nothing',
    ),
    text('检查量具分辨力（应不大于公差的 5 %）', 'Check the resolution of the gauge (5 % of the tolerance or finer)'),
  );
}

/** Measurements of one master and its reference value, or everything that is wrong with them. */
export function readMaster(input: MethodInput, method: Pick<Method, 'options' | 'columns'>, least: number) {
  const options = openOptions(method.options, input.options);
  const columns = openColumns(method.columns, input);
  const values = Array.from(columns.numbers('measurement').values).filter((x) => !Number.isNaN(x));
  const reference = options.optionalNumber('reference');
  const problems: Problem[] = [...options.problems, ...columns.problems];
  if (problems.length === 0) {
    if (reference === undefined)
      problems.push(
        problem(
          'reference-missing',
          text('需要基准值 reference', 'the reference value is needed'),
          text('给出标准件的校准值', 'Give the calibrated value of the master'),
        ),
      );
    if (values.length < least) problems.push(tooFew(values.length, least));
    else if (values.every((x) => x === values[0])) problems.push(noSpread());
  }
  return { options, columns, values, reference: reference ?? 0, problems };
}

export function runScene(
  values: {
    readonly series: readonly number[];
    readonly lines: readonly {
      readonly y: number;
      readonly tone: 'centre' | 'limit' | 'specification';
      readonly zh: string;
      readonly en: string;
    }[];
  },
  title: Scene['title'],
): Scene {
  const x = values.series.map((_, i) => i + 1);
  return {
    title,
    x: { title: text('次序', 'order'), scale: 'linear', domain: [0.5, values.series.length + 0.5] },
    y: { title: text('测量值', 'measurement'), scale: 'linear' },
    marks: [
      { kind: 'line', tone: 'data', x, y: values.series },
      { kind: 'points', tone: 'data', x, y: values.series },
      ...values.lines.map(
        (line) => ({ kind: 'horizontal', tone: line.tone, y: line.y, label: text(line.zh, line.en) }) as const,
      ),
    ],
    table: {
      head: [text('次序', 'order'), text('测量值', 'measurement')],
      rows: values.series.map((value, i) => [i + 1, value]),
    },
  };
}
