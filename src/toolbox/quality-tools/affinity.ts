import type { Method, Outcome, Warning } from '../method/method.ts';
import {
  answered,
  array,
  convention,
  explanation,
  integer,
  object,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import type { Mark } from '../scene/scene.ts';

import { noAxis, requiredJson } from './structured-input.ts';

interface AffinityValues {
  readonly cards: number;
  readonly groups: readonly { readonly heading: string; readonly cards: readonly string[] }[];
  readonly loose: readonly string[];
}

export const affinity: Method<AffinityValues> = {
  id: 'affinity',
  version: 1,
  group: 'new-seven-tools',
  title: text('亲和图（KJ 法）', 'Affinity diagram'),
  purpose: text('一堆零散的意见，能归成哪几类？', 'A heap of remarks: into which groups do they fall?'),
  conditions: [
    {
      condition: text('一张卡片一句话，写事实', 'one card, one statement, a fact'),
      otherwise: text('拆成几张', 'split it into several'),
    },
  ],
  sources: ['Mizuno, Management for Quality Improvement: The 7 New QC Tools'],
  columns: [],
  options: [
    {
      name: 'cards',
      text: text('卡片与所归标题', 'cards and their headings'),
      kind: 'json',
      schema: { type: 'array', items: object({ card: string, heading: string }, ['heading']) },
    },
  ],
  resultSchema: object({
    cards: integer,
    groups: array(object({ heading: string, cards: array(string) })),
    loose: array(string),
  }),
  run: (input): Outcome<AffinityValues> => {
    const read = requiredJson<readonly { card: string; heading?: string }[]>(affinity, input, 'cards');
    if ('problems' in read) return refused(read.problems);
    if (read.value.length === 0)
      return refused([
        problem(
          'cards-missing',
          text('没有卡片', 'there are no cards'),
          text('每条意见写一张', 'Write a card for each remark'),
        ),
      ]);
    const headings = [...new Set(read.value.flatMap((one) => (one.heading ? [one.heading] : [])))];
    const groups = headings.map((heading) => ({
      heading,
      cards: read.value.filter((one) => one.heading === heading).map((one) => one.card),
    }));
    const loose = read.value.filter((one) => !one.heading).map((one) => one.card);
    const warnings: Warning[] = [];
    if (loose.length > 0)
      warnings.push(
        warning(
          'cards-loose',
          text(`${loose.length} 张卡片未归类`, `${loose.length} cards belong to no group`),
          text('可以独立成组，不要硬凑', 'They may stand alone: don’t force them'),
        ),
      );
    const big = groups.find((group) => group.cards.length > read.value.length / 2 && groups.length > 1);
    if (big)
      warnings.push(
        warning(
          'group-large',
          text(`“${big.heading}”占了一半以上`, `“${big.heading}” holds more than half`),
          text('再细分', 'Divide it further'),
        ),
      );
    return answered(
      { cards: read.value.length, groups: [...groups].sort((a, b) => b.cards.length - a.cards.length), loose },
      {
        warnings,
        conventions: [convention('order', 'largest first', '按卡片数排列', 'groups by number of cards')],
        explanations: [
          explanation(
            'groups',
            'cards by heading',
            '把意思相近的卡片归在一起，再起标题',
            'cards that are close in meaning, then a heading',
            'Mizuno',
          ),
        ],
      },
    );
  },
  scenes: (values) => [
    {
      title: text('亲和图', 'Affinity diagram'),
      x: noAxis,
      y: noAxis,
      marks: values.groups
        .flatMap((group, i): Mark[] => [
          { kind: 'box', tone: 'second', x: i * 2.4, y: 0, width: 2.2, height: 0.8, text: group.heading },
          ...group.cards.map(
            (card, k) =>
              ({ kind: 'box', tone: 'data', x: i * 2.4, y: -(k + 1), width: 2, height: 0.8, text: card }) as const,
          ),
        ])
        .concat(
          values.loose.map(
            (card, k) =>
              ({
                kind: 'box',
                tone: 'muted',
                x: values.groups.length * 2.4,
                y: -(k + 1),
                width: 2,
                height: 0.8,
                text: card,
              }) as const,
          ),
        ),
      table: {
        head: [text('标题', 'heading'), text('卡片', 'card')],
        rows: [
          ...values.groups.flatMap((group) => group.cards.map((card) => [group.heading, card])),
          ...values.loose.map((card) => ['', card]),
        ],
      },
    },
  ],
  example: {
    text: text('顾客访谈 8 条意见归成三类。', 'Eight remarks of customers in three groups.'),
    source: '教学数据',
    options: {
      cards: [
        { card: '交货常晚两天', heading: '交付' },
        { card: '催货没人接电话', heading: '交付' },
        { card: '包装压坏', heading: '包装' },
        { card: '标签看不清', heading: '包装' },
        { card: '说明书没有中文', heading: '资料' },
        { card: '图纸版本不对', heading: '资料' },
        { card: '加急单能当天回复', heading: '交付' },
        { card: '希望有样品间' },
      ],
    },
  },
};
