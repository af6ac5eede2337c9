import { z } from '@hono/zod-openapi';
import { toDay } from '#certification/time/day.ts';
import { addMilliseconds, epochOf, startOfDay, toInstant } from '#certification/time/instant.ts';
import { clockSetting } from '#operation/clock.ts';
import { today } from '#operation/verify/look-up.ts';
import type { World } from '#operation/world.ts';
import { Problem } from '../problem/problem.ts';
import { route } from '../route/route.ts';
import { day, instant } from './shapes.ts';

const clockShape = z
  .object({
    now: instant,
    today: day,
    zone: z.string(),
    isDemonstration: z.boolean(),
    /** Last day of the loaded holiday table; past it no working day is guessed. */
    tableEnds: day.nullable(),
  })
  .openapi('Clock', { description: '本系统的时钟 / The clock of the house' });

function showClock(world: World): z.output<typeof clockShape> {
  const { zone, isDemonstration } = world.house;
  const tableEnds = world.rules.calendar(zone)?.last ?? null;
  return { now: world.clock.now(), today: today(world), zone, isDemonstration, tableEnds };
}

const read = route({
  method: 'get',
  path: '/api/v1/clock',
  id: 'clock',
  family: 'health',
  says: { zh: '本系统的时钟', en: 'The clock of the house' },
  policy: 'open',
  answer: { json: clockShape },
  run: async ({ world }) => showClock(world),
});

/** The worker looks at a moved clock within a second, and then does what has fallen due. */
async function lookAtClocks(world: World): Promise<void> {
  const startAfter = addMilliseconds(toInstant(world.wallClock.now()), 1500);
  const options = { singleton: 'clock', startAfter };
  await world.storage.inTransaction((t) => world.storage.jobs.enqueue(t, 'clock', {}, options));
}

/** What the door may do with the clock of a demonstration. */
export interface ClockMover {
  readonly refresh: () => Promise<void>;
}

export function clockRoutes(mover: ClockMover | null) {
  const move = route({
    method: 'put',
    path: '/api/v1/admin/clock',
    id: 'moveClock',
    family: 'admin',
    says: { zh: '拨动演示时钟', en: 'Move the clock of the demonstration' },
    more: {
      zh: '拨到某日（当日上午九时）；null 恢复真实时间。只可向后拨：已发生的事不能回到未来。到期事项随后由后台任务处理。',
      en: 'To a day, at nine in the morning; null goes back to the true time. What was recorded later than the new time stays recorded. The worker then does what has fallen due.',
    },
    policy: 'admin.clock',
    body: { json: z.strictObject({ day: day.nullable() }) },
    answer: { json: clockShape },
    problems: ['not-a-demonstration'],
    run: async ({ world, body }) => {
      if (!world.house.isDemonstration || mover === null) throw new Problem('not-a-demonstration');
      const nine = 9 * 3_600_000;
      const shift =
        body.day === null
          ? 0
          : epochOf(startOfDay(toDay(body.day), world.house.zone)) + nine - epochOf(toInstant(world.wallClock.now()));
      await world.storage.inTransaction((t) => world.storage.settings.put(t, clockSetting, shift));
      await mover.refresh();
      await lookAtClocks(world);
      return showClock(world);
    },
  });
  return [read, move];
}
