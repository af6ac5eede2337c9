import { describe, expect, it } from 'vitest';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { toDay } from '#certification/time/day.ts';
import { toInstant } from '#certification/time/instant.ts';
import { demonstrationDay, lastDayOver } from './demo-day.ts';

describe('the day on which the demonstration’s story ends', () => {
  it.each([
    ['2026-11-25T16:00:00.000Z', '2026-11-25', 'midnight in Shanghai: the story of the new day has not happened yet'],
    ['2026-11-26T02:59:59.999Z', '2026-11-25', 'before eleven'],
    ['2026-11-26T03:00:00.000Z', '2026-11-26', 'eleven: the story of today is over'],
    ['2026-11-26T15:59:59.999Z', '2026-11-26', 'late in the evening'],
  ])('at %s is %s', (now, day) => {
    expect(lastDayOver(toInstant(now), 'Asia/Shanghai')).toBe(day);
  });

  it('leaves a month in the table of holidays, and never comes before the schemes', () => {
    const over = toDay('2027-03-01');
    expect(demonstrationDay(over, null, [], -400)).toBe('2027-03-01');
    expect(demonstrationDay(over, '2026-12-31', [], -400)).toBe('2026-12-01');
    const schemes = [{ inForce: { from: '2026-06-01' } }] as unknown as readonly Scheme[];
    expect(demonstrationDay(over, '2026-12-31', schemes, -400)).toBe('2027-07-06');
  });
});
