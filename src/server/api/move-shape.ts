import { z } from '@hono/zod-openapi';
import type { planMoveOf } from '#operation/acts/move-case.ts';
import { refusalSchema } from '../problem/document.ts';
import { showRefusal } from '../problem/of-outcome.ts';
import { text } from './shapes.ts';

const named = z.object({ id: z.string(), text });

export const movePlanShape = z
  .object({
    to: z.string(),
    bars: z.array(refusalSchema),
    /** Values that the edition has no field for. */
    lost: z.array(
      z.object({
        field: z.string(),
        label: text,
        goesTo: z.string().nullable(),
        mayGoTo: z.array(z.object({ field: z.string(), label: text })),
      }),
    ),
    /** Steps that were done and whose forms lack something now; empty reasons: they are hidden from you. */
    lacking: z.array(z.object({ step: named, refusals: z.array(refusalSchema) })),
    returnsTo: named.nullable(),
    /** Steps that are open afterwards for the first time or again. */
    opens: z.array(named),
    reopens: z.array(named),
    clocksDropped: z.array(named),
  })
  .openapi('MovePlan', { description: '转入新版本的后果 / What moving a case to another edition would do' });

type Found = NonNullable<Awaited<ReturnType<typeof planMoveOf>>>;

export function showMovePlan({ plan, from, to }: Found) {
  const texts = { ...from.texts, ...to?.texts };
  const step = (id: string) => ({ id, text: texts[`step.${id}`] ?? { zh: id, en: id } });
  const clock = (id: string) => ({ id, text: texts[`clock.${id}`] ?? texts[`step.${id}`] ?? { zh: id, en: id } });
  const opened = plan.effects?.opened.map((o) => o.step) ?? [];
  return {
    to: plan.to,
    bars: plan.bars.map((r) => showRefusal(r, texts)),
    lost: plan.lost.map(({ field, label, goesTo, mayGoTo }) => ({ field, label, goesTo, mayGoTo: [...mayGoTo] })),
    lacking: plan.lacking.map((l) => ({
      step: step(l.step),
      refusals: l.refusals.map((r) => showRefusal(r, texts)),
    })),
    returnsTo: plan.returnsTo === null ? null : step(plan.returnsTo),
    opens: opened.map(step),
    reopens: (plan.effects?.reopened ?? []).filter((id) => !opened.includes(id)).map(step),
    clocksDropped: (plan.effects?.clocks ?? []).filter((c) => c.state === 'dropped').map((c) => clock(c.clock)),
  };
}
