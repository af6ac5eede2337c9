import type { Method, MethodInput, Outcome } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  array,
  convention,
  explanation,
  number,
  numberOrNull,
  object,
  problem,
  refused,
  text,
} from '../outcome/answer.ts';
import { lotMissing, noPlan } from './design-problems.ts';
import type { Lots } from './operating-characteristic.ts';
import type { Stage } from './plan.ts';
import { dodgeRomigPlan } from './plan-design.ts';
import {
  curveExplanations,
  curveScenes,
  curvesOf,
  curvesSchema,
  type PlanCurves,
  stageSchema,
} from './sampling-curves.ts';
import { lotSizeOption, pa2Option } from './sampling-options.ts';

interface RectifyingValues extends PlanCurves {
  readonly stages: readonly Stage[];
  readonly ati: number;
  readonly consumerRisk: number | null;
}

function designRectifying(input: MethodInput): Outcome<RectifyingValues> {
  const options = openOptions(dodgeRomig.options, input.options);
  if (options.problems.length > 0) return refused(options.problems);
  const lotSize = options.optionalNumber('lotSize');
  if (lotSize === undefined) return refused([lotMissing]);
  const kind = options.choice('kind') === 'aoql' ? 'aoql' : 'ltpd';
  const limit = options.number('limit');
  const processAverage = options.number('processAverage');
  if (!(processAverage < limit))
    return refused([
      problem(
        'average-above-limit',
        text(
          `过程平均应小于界限 ${limit}，实为 \`${processAverage}\``,
          `expected a process average below the limit of ${limit}, found \`${processAverage}\``,
        ),
        text('过程不够好：全数挑选并改进', 'The process is not good enough: screen every lot and improve it'),
      ),
    ]);
  const found = dodgeRomigPlan({ kind, limit, processAverage, lotSize, consumerRisk: options.number('pa2') });
  if (!found) return refused([noPlan]);
  const lots: Lots = { model: 'binomial', lotSize };
  return answered(
    {
      stages: found.plan.stages,
      ati: found.ati,
      consumerRisk: found.consumerRisk ?? null,
      ...curvesOf(found.plan, lots),
    },
    {
      conventions: [
        convention(
          'plan',
          'computed',
          '按道奇-罗米格的原则计算，不查其印表；印表按批量分档、n 取整到 5，可差几件',
          'computed by Dodge and Romig’s principle, not read from their tables, which serve ranges of lots and round n to 5',
        ),
        convention('kind', kind, '所守的界限', 'the limit that is kept'),
      ],
      explanations: [
        explanation(
          'stages',
          'least ATI at the process average that keeps the limit',
          '守住界限的方案中平均总检验数最小的一个',
          'of the plans that keep the limit the one with the least average total inspection',
          'Dodge & Romig, Sampling Inspection Tables, 2nd ed. (1959)',
        ),
        ...curveExplanations,
      ],
    },
  );
}

export const dodgeRomig: Method<RectifyingValues> = {
  id: 'dodge-romig',
  version: 1,
  group: 'acceptance-sampling',
  title: text('道奇-罗米格挑选型方案', 'Dodge–Romig rectifying plan'),
  purpose: text(
    '退批一律挑选，怎样抽样总检验量最小？',
    'Lots turned away are screened: which plan inspects least in all?',
  ),
  conditions: [
    {
      condition: text('不接收的批全数挑选并替换', 'lots not accepted are screened and mended'),
      otherwise: text(
        '不挑选时用 sampling-plan 或 sampling-design',
        'without screening use sampling-plan or sampling-design',
      ),
    },
    {
      condition: text('知道过程平均', 'the process average is known'),
      otherwise: text('用最近十批以上的平均', 'take the average of the last ten lots or more'),
    },
  ],
  sources: ['Dodge & Romig, Sampling Inspection Tables, 2nd ed. (1959)'],
  columns: [],
  options: [
    { ...lotSizeOption, most: 100_000 },
    {
      name: 'kind',
      text: text('界限', 'limit kept'),
      kind: 'choice',
      choices: [
        { value: 'ltpd', text: text('LTPD（单批保护）', 'LTPD (protection of the lot)') },
        { value: 'aoql', text: text('AOQL（平均保护）', 'AOQL (protection on average)') },
      ],
      default: 'aoql',
    },
    {
      name: 'limit',
      text: text('LTPD 或 AOQL（比例）', 'LTPD or AOQL (fraction)'),
      kind: 'number',
      default: 0.03,
      least: 0.0001,
      most: 0.5,
    },
    {
      name: 'processAverage',
      text: text('过程平均不合格品率', 'process average (fraction)'),
      kind: 'number',
      default: 0.01,
      least: 0,
      most: 0.5,
    },
    { ...pa2Option, default: 0.1 },
  ],
  resultSchema: object({ stages: array(stageSchema), ati: number, consumerRisk: numberOrNull, ...curvesSchema }),
  run: designRectifying,
  scenes: curveScenes,
  example: {
    text: text(
      '批量 5 000，AOQL 3 %，过程平均 1 %：n≈64，Ac=3（印表为 65，3）。',
      'Lots of 5 000, AOQL 3 %, process average 1 %: n about 64, Ac = 3 (the printed table: 65, 3).',
    ),
    source: 'Dodge & Romig (1959), AOQL 3 %',
    options: { lotSize: 5000, kind: 'aoql', limit: 0.03, processAverage: 0.01 },
  },
};
