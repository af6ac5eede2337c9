import { figure } from '../control-charts/explain.ts';
import type { Explanation, Warning } from '../method/method.ts';
import type { Text } from '../method/text.ts';
import { explanation, text, warning } from '../outcome/answer.ts';
import type { Index } from './indices.ts';
import type { Model } from './nonnormal-model.ts';

/** What of an answer its explanations need. */
interface Explained {
  readonly n: number;
  readonly model: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly pp: Index;
  readonly ppl: Index;
  readonly ppu: Index;
  readonly ppk: Index;
}

/** A normal on the transformed scale may reach past what any value becomes: there is nothing to carry back. */
export function unreachablePoints({ points, pointFormulas }: Model): Warning[] {
  const names = ['0.135 %', '50 %', '99.865 %'];
  const missing = names.filter((_, k) => points[k] === null);
  if (missing.length === 0) return [];
  const formulas = pointFormulas.filter((_, k) => points[k] === null).join('; ');
  return [
    warning(
      'point-unreachable',
      text(
        `${missing.join('、')} 分位数换不回原尺度（${formulas}）：变换尺度上的正态伸到了变换取值范围之外`,
        `the ${missing.join(' and ')} point cannot be carried back (${formulas}): the normal of the transformed scale reaches past what the transformation can give`,
      ),
      text(
        '不取整 λ，或改用 Johnson 变换或一个分布模型',
        'Take lambda unrounded, or use the Johnson transformation or a distribution',
      ),
    ),
  ];
}

const sources = 'ISO 22514-2:2017; Box and Cox (1964); Slifker and Shapiro (1980); Chou, Polansky and Mason (1998)';

function modelWords(values: Explained): Text {
  const parameters = Object.entries(values.parameters)
    .map(([key, value]) => `${key} = ${figure(value)}`)
    .join(', ');
  const named = parameters === '' ? '' : `: ${parameters}`;
  return text(
    `模型 ${values.model}${named.replace(': ', '：')}；n = ${values.n}`,
    `model ${values.model}${named}; n = ${values.n}`,
  );
}

export function explainModel(values: Explained, model: Model): Explanation[] {
  return [...explainPoints(values, model), ...explainIndices(values, model)];
}

function explainPoints(values: Explained, { points, pointFormulas }: Model): Explanation[] {
  const words = modelWords(values);
  const shares = ['0.135 %', '50 %', '99.865 %'];
  return (['low', 'median', 'high'] as const).flatMap((field, k) =>
    points[k] === null
      ? []
      : [
          explanation(
            field,
            `${pointFormulas[k]} = ${figure(points[k])}`,
            `${shares[k]} 分位数，原单位；${words.zh}`,
            `the ${shares[k]} point in the unit of the data; ${words.en}`,
            sources,
          ),
        ],
  );
}

function explainIndices(values: Explained, { indexFormulas }: Model): Explanation[] {
  const words = modelWords(values);
  return (['pp', 'ppl', 'ppu', 'ppk'] as const).flatMap((field) => {
    const { value } = values[field];
    return value === null
      ? []
      : [explanation(`${field}.value`, `${indexFormulas[field]} = ${figure(value)}`, words.zh, words.en, sources)];
  });
}
