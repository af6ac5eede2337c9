import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HolidayYear, readHolidayYear, workCalendar } from '#certification/time/calendar.ts';
import { type CaseAnswer, doStep, openCase, reckonCase } from '#operation/acts/case-acts.ts';
import { reckonClocksOfAll } from '#operation/acts/reckon-clocks.ts';
import { systemActing } from '#operation/acts/request.ts';
import type { World } from '#operation/world.ts';
import { smallScheme } from './small-scheme.ts';
import { createTestWorld, done, organisation, refusalCodes, somebody, type TestWorld } from './test-world.ts';

let t: TestWorld;
let id: string;

const year = (data: unknown): HolidayYear => {
  const read = readHolidayYear(data, 'test');
  if (!read.ok) throw new Error(read.refusals[0]?.text.en);
  return read.parts;
};
const known = ['cn-2025.json', 'cn-2026.json'].map((file) =>
  year(JSON.parse(readFileSync(new URL(`../../rules/holidays/${file}`, import.meta.url), 'utf8'))),
);
/** The same world after a year came in that no notice has given yet. */
function withNextYear(world: World): World {
  const holidays = [{ zh: '元旦', en: 'New Year', from: '2027-01-01', to: '2027-01-03' }];
  const next = {
    jurisdiction: 'CN',
    year: 2027,
    source: 'invented',
    certainty: 'to-be-confirmed',
    holidays,
    workdays: [],
  };
  const table = workCalendar([...known, year(next)]);
  if (!table.ok) throw new Error('no table');
  return { ...world, rules: { ...world.rules, calendar: () => table.parts } };
}

beforeAll(async () => {
  t = await createTestWorld('2026-12-28T02:00:00.000Z', [smallScheme]);
  const maker = await organisation(t.world, '上海示例精密机械有限公司');
  const body = await organisation(t.world, '示例认证有限公司', '034', true);
  const applicant = await somebody(t.world, '安', maker, ['applicant']);
  const open = { flow: 'initial', applicant: maker, body, round: null, entry: null, title: '跨年' };
  id = done<CaseAnswer>(await openCase(t.world, { acting: await applicant.acting(), scheme: 'small', open })).case;
  const values = { persons: 250, sector: ['18'], 'scope-text': '轴承', contact: '王小明' };
  const apply = { step: 'application', line: null, outcome: 'done', values, reason: null, remarks: [], named: [] };
  done(await doStep(t.world, { acting: await applicant.acting(), case: id, do: apply }));
});
afterAll(() => t.close());

const clockOf = async () => (await t.world.storage.dues.ofSubject(id)).find((due) => due.name === 'acceptance');

test('a clock past the table waits for its year, and is counted once that is there', async () => {
  expect(await clockOf()).toMatchObject({ due: '2026-12-31', state: 'standing' });
  const head = async () => (await t.world.storage.events.load({ kind: 'case', id })).head.version;
  const before = await head();
  // The first look at a table: nothing moves, and the next look is not even one.
  expect(await reckonClocksOfAll(t.world)).toEqual({ looked: 1, moved: 0, faults: [] });
  expect(await reckonClocksOfAll(t.world)).toEqual({ looked: null, moved: 0, faults: [] });
  expect(await head()).toBe(before);
  const next = withNextYear(t.world);
  expect(await reckonClocksOfAll(next)).toEqual({ looked: 1, moved: 1, faults: [] });
  // 29, 30, 31 December, 4 and 5 January.
  expect(await clockOf()).toMatchObject({ due: '2027-01-05', state: 'running' });
  expect(refusalCodes(await reckonCase(next, id, systemActing))).toEqual(['clocks-unmoved']);
  expect(await head()).toBe(before + 1);
});

test('nobody but the clock may do it', async () => {
  const anybody = await somebody(t.world, '伊', await organisation(t.world, '别家', '035'), ['reviewer']);
  const outcome = await reckonCase(withNextYear(t.world), id, await anybody.acting());
  expect(refusalCodes(outcome)).toEqual(['role-missing']);
});
