import type { Text } from '../method/text.ts';
import { text } from '../outcome/answer.ts';
import type { Scene } from '../scene/scene.ts';
import type { Severity } from './iso2859-single.ts';
import type { LotsValues } from './lots-method.ts';
import type { SwitchReason } from './switching.ts';

export const reasonTexts: Record<SwitchReason, Text> = {
  stays: text('不变', 'stays'),
  'two-of-five-not-accepted': text(
    '连续不超过 5 批中 2 批不接收：转加严',
    'two of five or fewer lots not accepted: tightened',
  ),
  'five-accepted': text('加严下连续 5 批接收：恢复正常', 'five lots in a row accepted on tightened: normal again'),
  'five-not-accepted-stop': text(
    '加严下累计 5 批不接收：暂停检验',
    'five lots not accepted on tightened: inspection stops',
  ),
  'score-thirty': text('转移得分达 30 且生产稳定：转放宽', 'switching score 30 and steady production: reduced'),
  'reduced-lot-not-accepted': text('放宽下一批不接收：恢复正常', 'a lot not accepted on reduced: normal again'),
  'production-irregular': text(
    '生产不稳定或不再需要：恢复正常',
    'irregular production or reduced not wanted: normal again',
  ),
  'not-original': text('非初次检验，不计入', 'not an original inspection: does not count'),
  stopped: text('已暂停检验', 'inspection is stopped'),
};

const severityNames = { zh: ['放宽', '正常', '加严'], en: ['reduced', 'normal', 'tightened'] } as const;

/** Severity over the lots of each supplier and part, and the table behind it. */
export function lotScenes(values: LotsValues, language: 'zh' | 'en'): Scene[] {
  const heights: Record<Severity, number> = { reduced: 0, normal: 1, tightened: 2 };
  const series = [...new Set(values.lots.map((row) => JSON.stringify([row.supplier, row.part])))];
  return series.map((key) => {
    const rows = values.lots.filter((row) => JSON.stringify([row.supplier, row.part]) === key);
    const x = rows.map((_, i) => i + 1);
    const bad = rows.flatMap((row, i) => (row.decision === 'not-accepted' ? [i] : []));
    return {
      title: text(
        `检验严格度的转移 ${rows[0]?.supplier ?? ''} ${rows[0]?.part ?? ''}`,
        `Severity over the lots ${rows[0]?.supplier ?? ''} ${rows[0]?.part ?? ''}`,
      ),
      x: {
        title: text('批', 'lot'),
        scale: 'linear',
        domain: [0.5, rows.length + 0.5],
        pointLabels: rows.map((row) => row.lot),
      },
      y: {
        title: text('严格度', 'severity'),
        scale: 'category',
        categories: severityNames[language],
      },
      marks: [
        { kind: 'line', tone: 'data', step: true, x, y: rows.map((row) => heights[row.severity]) },
        {
          kind: 'points',
          tone: 'alarm',
          x: bad.map((i) => i + 1),
          y: bad.map((i) => heights[rows[i]?.severity ?? 'normal']),
          labels: bad.map((i) => rows[i]?.lot ?? ''),
        },
      ],
      table: {
        head: [
          text('批', 'lot'),
          text('严格度', 'severity'),
          text('样本量', 'n'),
          text('不合格数', 'found'),
          text('判定', 'decision'),
          text('得分', 'score'),
          text('理由', 'reason'),
        ],
        rows: rows.map((row) => [
          row.lot,
          row.severity,
          row.n,
          row.found,
          row.decision,
          row.score,
          reasonTexts[row.reason][language],
        ]),
      },
    };
  });
}
