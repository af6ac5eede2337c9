import type { JsonSchema, Method, Outcome, Problem, Warning } from '../method/method.ts';
import {
  answered,
  array,
  convention,
  explanation,
  integer,
  number,
  object,
  oneOf,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import type { Mark } from '../scene/scene.ts';
import { requiredJson } from './structured-input.ts';

type Strength = 'strong' | 'medium' | 'weak';
interface House {
  readonly whats: readonly {
    readonly name: string;
    readonly importance: number;
    readonly now?: number;
    readonly target?: number;
    readonly sellingPoint?: number;
  }[];
  readonly hows: readonly {
    readonly name: string;
    readonly direction?: 'up' | 'down' | 'target';
    readonly target?: string;
    readonly difficulty?: number;
  }[];
  readonly relations: readonly { readonly what: string; readonly how: string; readonly strength: Strength }[];
  readonly roof?: readonly {
    readonly a: string;
    readonly b: string;
    readonly effect: 'strong-positive' | 'positive' | 'negative' | 'strong-negative';
  }[];
}

interface QfdValues {
  readonly whats: readonly {
    readonly name: string;
    readonly importance: number;
    readonly ratio: number;
    readonly weight: number;
    readonly percent: number;
  }[];
  readonly hows: readonly {
    readonly name: string;
    readonly absolute: number;
    readonly percent: number;
    readonly rank: number;
    readonly direction: string;
    readonly target: string;
  }[];
  readonly matrix: readonly (readonly number[])[];
  readonly conflicts: readonly { readonly a: string; readonly b: string; readonly effect: string }[];
}

const points: Record<Strength, number> = { strong: 9, medium: 3, weak: 1 };
const five: JsonSchema = { type: 'number', minimum: 1, maximum: 5 };
const houseSchema = object(
  {
    whats: array(
      object(
        {
          name: string,
          importance: { type: 'number', minimum: 0, maximum: 10 },
          now: five,
          target: five,
          sellingPoint: { type: 'number', minimum: 1, maximum: 2 },
        },
        ['now', 'target', 'sellingPoint'],
      ),
    ),
    hows: array(
      object({ name: string, direction: oneOf('up', 'down', 'target'), target: string, difficulty: five }, [
        'direction',
        'target',
        'difficulty',
      ]),
    ),
    relations: array(object({ what: string, how: string, strength: oneOf('strong', 'medium', 'weak') })),
    roof: array(
      object({ a: string, b: string, effect: oneOf('strong-positive', 'positive', 'negative', 'strong-negative') }),
    ),
  },
  ['roof'],
);

function houseProblems(house: House): Problem[] {
  const whats = house.whats.map((one) => one.name);
  const hows = house.hows.map((one) => one.name);
  const unknown =
    house.relations.find((one) => !whats.includes(one.what) || !hows.includes(one.how)) ??
    house.roof?.find((one) => !hows.includes(one.a) || !hows.includes(one.b));
  if (whats.length === 0 || hows.length === 0)
    return [
      problem(
        'house-empty',
        text('至少要一项顾客要求和一项质量特性', 'expected a demand and a characteristic at least'),
        text('给出 whats 和 hows', 'Give `whats` and `hows`'),
      ),
    ];
  return unknown
    ? [
        problem(
          'name-unknown',
          text(
            `关系中的名称不存在：\`${Object.values(unknown).slice(0, 2).join(' × ')}\``,
            `a relation names what does not exist: \`${Object.values(unknown).slice(0, 2).join(' × ')}\``,
          ),
          text('改正名称', 'Mend the name'),
        ),
      ]
    : [];
}

export const qfd: Method<QfdValues> = {
  id: 'qfd',
  version: 1,
  group: 'improvement',
  title: text('质量功能展开（质量屋）', 'Quality function deployment (house of quality)'),
  purpose: text(
    '顾客的话变成哪些技术特性，哪个最要紧？',
    'Which characteristics answer the customer’s words, and which matter most?',
  ),
  conditions: [
    {
      condition: text('顾客要求来自顾客本人', 'the demands come from customers'),
      otherwise: text('先访谈，用 affinity 归类、kano 分型', 'interview first, group with affinity, sort with kano'),
    },
  ],
  sources: ['Akao, Quality Function Deployment', 'GB/T 39904（QFD 相关标准，待核对）'],
  columns: [],
  options: [{ name: 'house', text: text('质量屋', 'the house'), kind: 'json', schema: houseSchema }],
  resultSchema: object({
    whats: array(object({ name: string, importance: number, ratio: number, weight: number, percent: number })),
    hows: array(
      object({ name: string, absolute: number, percent: number, rank: integer, direction: string, target: string }),
    ),
    matrix: array(array(number)),
    conflicts: array(object({ a: string, b: string, effect: string })),
  }),
  run: (input): Outcome<QfdValues> => {
    const read = requiredJson<House>(qfd, input, 'house');
    if ('problems' in read) return refused(read.problems);
    const house = read.value;
    const problems = houseProblems(house);
    if (problems.length > 0) return refused(problems);
    const weights = house.whats.map((what) => {
      const ratio = what.now !== undefined && what.target !== undefined ? what.target / what.now : 1;
      return {
        name: what.name,
        importance: what.importance,
        ratio,
        weight: what.importance * ratio * (what.sellingPoint ?? 1),
      };
    });
    const total = weights.reduce((sum, one) => sum + one.weight, 0);
    const whats = weights.map((one) => ({ ...one, percent: total > 0 ? (100 * one.weight) / total : 0 }));
    const matrix = house.whats.map((what) =>
      house.hows.map((how) =>
        house.relations
          .filter((one) => one.what === what.name && one.how === how.name)
          .reduce((most, one) => Math.max(most, points[one.strength]), 0),
      ),
    );
    const absolutes = house.hows.map((_, j) =>
      whats.reduce((sum, what, i) => sum + what.percent * (matrix[i]?.[j] ?? 0), 0),
    );
    const sum = absolutes.reduce((a, b) => a + b, 0);
    const hows = house.hows.map((how, j) => ({
      name: how.name,
      absolute: absolutes[j] ?? 0,
      percent: sum > 0 ? (100 * (absolutes[j] ?? 0)) / sum : 0,
      rank: 1 + absolutes.filter((x) => x > (absolutes[j] ?? 0)).length,
      direction: how.direction ?? '',
      target: how.target ?? '',
    }));
    const conflicts = (house.roof ?? []).filter((one) => one.effect.includes('negative'));
    return answered(
      { whats, hows, matrix, conflicts },
      {
        warnings: houseWarnings(house, matrix, conflicts),
        conventions: [
          convention('scale', '9-3-1', '◎、○、△ 的分值', 'points of strong, medium, weak'),
          convention(
            'weight',
            'importance × target/now × selling point',
            '要求的绝对权重',
            'absolute weight of a demand',
          ),
        ],
        explanations: [
          explanation(
            'whats.weight',
            'importance · (target/now) · selling point',
            '重要度×水平提高率×卖点',
            'importance, improvement ratio and selling point multiplied',
            'Akao',
          ),
          explanation(
            'hows.absolute',
            'Σ percent weight · 9/3/1',
            '技术特性的重要度',
            'importance of a characteristic',
            'Akao',
          ),
        ],
      },
    );
  },
  scenes: (values, language) => [
    {
      title: text('质量屋', 'House of quality'),
      x: {
        title: text('质量特性', 'characteristics'),
        scale: 'category',
        categories: values.hows.map((how) => how.name),
      },
      y: {
        title: text('顾客要求', 'demands'),
        scale: 'category',
        categories: [
          language === 'zh' ? '重要度 %' : 'importance, %',
          ...values.whats.map((what) => what.name).reverse(),
        ],
      },
      marks: [
        ...values.hows.map(
          (how, j): Mark => ({
            kind: 'box',
            tone: how.rank <= 2 ? 'alarm' : 'second',
            x: j,
            y: 0,
            width: 0.95,
            height: 0.8,
            text: `${how.percent.toFixed(1)}`,
          }),
        ),
        ...values.matrix.flatMap((row, i) =>
          row.map(
            (value, j): Mark => ({
              kind: 'box',
              tone: value > 0 ? 'data' : 'muted',
              x: j,
              y: values.whats.length - i,
              width: 0.95,
              height: 0.9,
              text: value === 9 ? '◎' : value === 3 ? '○' : value === 1 ? '△' : '',
            }),
          ),
        ),
      ],
      aspect: 1.5,
      table: {
        head: [
          text('要求', 'demand'),
          text('权重 %', 'weight %'),
          ...values.hows.map((how) => text(how.name, how.name)),
        ],
        rows: [
          ...values.whats.map((what, i) => [what.name, what.percent, ...(values.matrix[i] ?? [])]),
          [language === 'zh' ? '重要度 %' : 'importance, %', '', ...values.hows.map((how) => how.percent)],
        ],
      },
    },
  ],
  example: {
    text: text(
      '手持测距仪：“一按就准”权重最大，测距误差是头号特性。',
      'A hand-held rangefinder: the range error is the first characteristic.',
    ),
    source: '教学数据',
    options: {
      house: {
        whats: [
          { name: '一按就准', importance: 5, now: 3, target: 5, sellingPoint: 1.5 },
          { name: '摔不坏', importance: 4, now: 3, target: 4 },
          { name: '电池耐用', importance: 3, now: 4, target: 4, sellingPoint: 1.2 },
        ],
        hows: [
          { name: '测距误差', direction: 'down', target: '±1 mm' },
          { name: '跌落高度', direction: 'up', target: '1.5 m' },
          { name: '整机重量', direction: 'down', target: '150 g' },
          { name: '待机电流', direction: 'down', target: '20 µA' },
        ],
        relations: [
          { what: '一按就准', how: '测距误差', strength: 'strong' },
          { what: '摔不坏', how: '跌落高度', strength: 'strong' },
          { what: '摔不坏', how: '整机重量', strength: 'medium' },
          { what: '电池耐用', how: '待机电流', strength: 'strong' },
          { what: '一按就准', how: '待机电流', strength: 'weak' },
        ],
        roof: [{ a: '跌落高度', b: '整机重量', effect: 'negative' }],
      },
    },
  },
};

function houseWarnings(
  house: House,
  matrix: readonly (readonly number[])[],
  conflicts: QfdValues['conflicts'],
): Warning[] {
  const warnings: Warning[] = [];
  const unanswered = house.whats.filter((_, i) => !matrix[i]?.some((x) => x === 9)).map((what) => what.name);
  if (unanswered.length > 0)
    warnings.push(
      warning(
        'demand-unanswered',
        text(
          `没有强相关特性的要求：${unanswered.join('、')}`,
          `demands without a strong characteristic: ${unanswered.join(', ')}`,
        ),
        text('补上能衡量它的特性', 'Add a characteristic that measures it'),
      ),
    );
  const idle = house.hows.filter((_, j) => matrix.every((row) => row[j] === 0)).map((how) => how.name);
  if (idle.length > 0)
    warnings.push(
      warning(
        'characteristic-idle',
        text(`不回应任何要求的特性：${idle.join('、')}`, `characteristics that answer no demand: ${idle.join(', ')}`),
        text('删去，或补漏掉的要求', 'Drop them, or add the demand that was forgotten'),
      ),
    );
  if (conflicts.length > 0)
    warnings.push(
      warning(
        'conflict',
        text(
          `特性互相矛盾：${conflicts.map((one) => `${one.a}—${one.b}`).join('、')}`,
          `characteristics in conflict: ${conflicts.map((one) => `${one.a}—${one.b}`).join(', ')}`,
        ),
        text(
          '权衡目标值，或用试验设计、TRIZ 找兼顾的方案',
          'Balance the targets, or find a way out with designed experiments or TRIZ',
        ),
      ),
    );
  return warnings;
}
