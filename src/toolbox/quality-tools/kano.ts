import { binomialUpper } from '../distributions/binomial.ts';
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
  object,
  oneOf,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';

export type KanoCategory = 'A' | 'O' | 'M' | 'I' | 'R' | 'Q';

/** Rows: answer when the feature is there; columns: answer when it is not; 1 like, 2 must be, 3 neutral, 4 live with, 5 dislike. */
const evaluation = ['QAAAO', 'RIIIM', 'RIIIM', 'RIIIM', 'RRRRQ'] as const;
const categories: readonly KanoCategory[] = ['M', 'O', 'A', 'I', 'R', 'Q'];

/** Category of one answer pair (Kano 1984, the evaluation table of Berger and others 1993); undefined outside 1 to 5. */
export function kanoCategory(withIt: number, without: number): KanoCategory | undefined {
  const letter = evaluation[withIt - 1]?.[without - 1];
  return categories.find((one) => one === letter);
}

interface FeatureRow {
  readonly feature: string;
  readonly n: number;
  readonly counts: Readonly<Record<KanoCategory, number>>;
  readonly category: KanoCategory;
  /** Whether the leading category is ahead of the next by more than chance. */
  readonly clear: boolean;
  readonly better: number | null;
  readonly worse: number | null;
}

interface KanoValues {
  readonly features: readonly FeatureRow[];
}

/**
 * Leading category, ties going to the one that hurts most if it is missing (M > O > A > I); better and worse coefficients
 * (A + O)/(A + O + M + I) and −(O + M)/(A + O + M + I).
 */
export function judgeFeature(feature: string, pairs: readonly (readonly [number, number])[]): FeatureRow {
  const counts: Record<KanoCategory, number> = { A: 0, O: 0, M: 0, I: 0, R: 0, Q: 0 };
  for (const [withIt, without] of pairs) {
    const category = kanoCategory(withIt, without);
    if (category) counts[category]++;
  }
  const ranked = [...categories].sort((a, b) => counts[b] - counts[a] || categories.indexOf(a) - categories.indexOf(b));
  const [first = 'I', second = 'I'] = ranked;
  const used = counts.A + counts.O + counts.M + counts.I;
  const both = counts[first] + counts[second];
  return {
    feature,
    n: pairs.length,
    counts,
    category: first,
    // One-sided sign test of the two leading categories.
    clear: both > 0 && binomialUpper(counts[first] - 1, both, 0.5) < 0.05,
    better: used > 0 ? (counts.A + counts.O) / used : null,
    worse: used > 0 ? 0 - (counts.O + counts.M) / used : null,
  };
}

const nullableNumber = { type: ['number', 'null'] } as const;

export const kano: Method<KanoValues> = {
  id: 'kano',
  version: 1,
  group: 'customer',
  title: text('卡诺模型', 'Kano model'),
  purpose: text(
    '哪些功能少了不行、多多益善、出人意料、可有可无？',
    'Which features are a must, which please by degree, which delight, which leave cold?',
  ),
  conditions: [
    {
      condition: text('每个功能正反各问一次', 'each feature is asked both ways'),
      otherwise: text('补问反向题', 'ask the other way as well'),
    },
    {
      condition: text('每个功能 30 人以上', '30 answers or more'),
      otherwise: text('看 clear：分不清就再调查', 'see `clear`: where it is false, ask more people'),
    },
  ],
  sources: [
    'Kano, Seraku, Takahashi & Tsuji (1984)',
    'Berger et al., Center for Quality of Management Journal 2 (1993)',
  ],
  columns: [
    { role: 'feature', text: text('功能', 'feature'), kind: 'label', columns: [1, 1] },
    {
      role: 'with',
      text: text('有此功能（1 喜欢 … 5 讨厌）', 'with it (1 like … 5 dislike)'),
      kind: 'count',
      columns: [1, 1],
      whenEmpty: text('这份回答不计入', 'the answer is left out'),
    },
    {
      role: 'without',
      text: text('没有此功能（1–5）', 'without it (1 to 5)'),
      kind: 'count',
      columns: [1, 1],
      whenEmpty: text('这份回答不计入', 'the answer is left out'),
    },
  ],
  options: [],
  resultSchema: object({
    features: array(
      object({
        feature: string,
        n: integer,
        counts: object({ A: integer, O: integer, M: integer, I: integer, R: integer, Q: integer }),
        category: oneOf(...categories),
        clear: boolean,
        better: nullableNumber,
        worse: nullableNumber,
      }),
    ),
  }),
  run: (input: MethodInput): Outcome<KanoValues> => {
    const options = openOptions(kano.options, input.options);
    const columns = openColumns(kano.columns, input);
    const problems: Problem[] = [...options.problems, ...columns.problems];
    const features = columns.labels('feature').values;
    const [withIt, without] = [columns.numbers('with'), columns.numbers('without')];
    const pairs = new Map<string, [number, number][]>();
    for (const [i, feature] of features.entries()) {
      const pair: [number, number] = [withIt.values[i] ?? Number.NaN, without.values[i] ?? Number.NaN];
      if (pair.some(Number.isNaN)) continue;
      if (!kanoCategory(...pair) && problems.length < 5) {
        const cell = columns.cell(pair[0] >= 1 && pair[0] <= 5 ? without : withIt, i);
        problems.push(
          problem(
            'answer-invalid',
            text(
              `${cell} 应为 1 到 5，实为 \`${pair[0]}\`、\`${pair[1]}\``,
              `${cell}: expected 1 to 5, found \`${pair[0]}\`, \`${pair[1]}\``,
            ),
            text(
              '1 喜欢，2 理应如此，3 无所谓，4 能忍受，5 讨厌',
              '1 like, 2 must be, 3 neutral, 4 live with, 5 dislike',
            ),
            cell,
          ),
        );
      }
      pairs.set(feature, [...(pairs.get(feature) ?? []), pair]);
    }
    if (problems.length === 0 && pairs.size === 0)
      problems.push(
        problem(
          'answers-missing',
          text('没有完整的回答', 'there is no complete answer'),
          text('正反两题都要答', 'Both questions must be answered'),
        ),
      );
    if (problems.length > 0) return refused(problems);
    const rows = [...pairs].map(([feature, list]) => judgeFeature(feature, list));
    const warnings: Warning[] = [...columns.warnings];
    const doubtful = rows.filter((row) => row.counts.Q > 0.1 * row.n).map((row) => row.feature);
    if (doubtful.length > 0)
      warnings.push(
        warning(
          'questionable',
          text(
            `可疑回答超过一成：${doubtful.join('、')}`,
            `more than a tenth of the answers contradict themselves: ${doubtful.join(', ')}`,
          ),
          text('题意可能不清，改写后重问', 'The question may be unclear: reword and ask again'),
        ),
      );
    const unclear = rows.filter((row) => !row.clear).map((row) => row.feature);
    if (unclear.length > 0)
      warnings.push(
        warning(
          'unclear',
          text(`类别分不清：${unclear.join('、')}`, `no clear category: ${unclear.join(', ')}`),
          text('分顾客群看，或再调查', 'Look at groups of customers, or ask more'),
        ),
      );
    return answered(
      { features: rows },
      {
        warnings,
        conventions: [
          convention(
            'category',
            'mode, ties M > O > A > I',
            '众数为类别，并列时取缺了更伤的一类',
            'the most frequent; ties go to the one that hurts most if missing',
          ),
          convention(
            'clear',
            'sign test of the two leading counts, p < 0.05',
            '首位与次位之差是否超过偶然',
            'whether the lead exceeds chance',
          ),
        ],
        explanations: [
          explanation(
            'features.better',
            '(A + O)/(A + O + M + I)',
            '有了它满意能提高多少',
            'how far having it pleases',
            'Berger et al. (1993)',
          ),
          explanation(
            'features.worse',
            '−(O + M)/(A + O + M + I)',
            '没有它不满会有多大',
            'how far lacking it displeases',
            'Berger et al. (1993)',
          ),
        ],
      },
    );
  },
  scenes: (values, language) => {
    const words = (zh: string, en: string) => (language === 'zh' ? zh : en);
    const rows = values.features.filter((row) => row.better !== null && row.worse !== null);
    return [
      {
        title: text('满意系数图（Better–Worse）', 'Better and worse'),
        x: { title: text('没有时的不满（Worse 绝对值）', 'displeasure without it'), scale: 'linear', domain: [0, 1] },
        y: { title: text('有时的满意（Better）', 'pleasure with it'), scale: 'linear', domain: [0, 1] },
        marks: [
          {
            kind: 'points',
            tone: 'data',
            x: rows.map((row) => -(row.worse ?? 0)),
            y: rows.map((row) => row.better ?? 0),
            labels: rows.map((row) => row.feature),
          },
          { kind: 'horizontal', tone: 'muted', y: 0.5 },
          { kind: 'vertical', tone: 'muted', x: 0.5 },
          { kind: 'text', tone: 'muted', x: 0.02, y: 0.97, text: words('魅力', 'attractive'), anchor: 'start' },
          { kind: 'text', tone: 'muted', x: 0.98, y: 0.97, text: words('期望', 'one-dimensional'), anchor: 'end' },
          { kind: 'text', tone: 'muted', x: 0.98, y: 0.03, text: words('必备', 'must-be'), anchor: 'end' },
          { kind: 'text', tone: 'muted', x: 0.02, y: 0.03, text: words('无差异', 'indifferent'), anchor: 'start' },
        ],
        aspect: 1.2,
        table: {
          head: [
            text('功能', 'feature'),
            text('类别', 'category'),
            ...categories.map((one) => text(one, one)),
            text('Better', 'better'),
            text('Worse', 'worse'),
          ],
          rows: values.features.map((row) => [
            row.feature,
            row.category,
            ...categories.map((one) => row.counts[one]),
            row.better ?? '',
            row.worse ?? '',
          ]),
        },
      },
    ];
  },
  example: {
    text: text(
      '三项功能各问 12 人：快充是期望，刹车灯是必备，香氛无差异。',
      'Three features, twelve people: fast charging pleases by degree, the brake light is a must, perfume leaves cold.',
    ),
    source: '教学数据',
    csv: [
      'feature,with,without',
      ...[
        ['快充', '15 15 15 15 15 13 25 15 15 14 15 25'],
        ['刹车灯', '25 25 35 25 25 35 25 15 25 25 25 35'],
        ['车内香氛', '33 23 33 13 33 34 33 14 33 33 32 33'],
      ].flatMap(([feature = '', codes = '']) => codes.split(' ').map((code) => `${feature},${code[0]},${code[1]}`)),
    ].join('\n'),
    options: {},
  },
};
