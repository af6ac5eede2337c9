import { join } from 'node:path';
import { caseCalendar } from '#certification/act/calendar.ts';
import type { ClockChange } from '#certification/case/events.ts';
import { reckonClocks } from '#certification/case/reckon.ts';
import { assignReviewers } from '#certification/round/assignment.ts';
import { calculate } from '#certification/rules/calculators.ts';
import type { RuleContext } from '#certification/rules/context.ts';
import type { PeriodSpec, StepSpec } from '#certification/scheme/scheme.ts';
import { runWorkedCase } from '#certification/scheme/worked-case/run.ts';
import { type HolidayYear, workCalendar } from '#certification/time/calendar.ts';
import { addDays, toDay } from '#certification/time/day.ts';
import { readSchemeFolder, schemeNames } from '#operation/schemes/scheme-folder.ts';
import { canonicalBytes } from '#proof/canonical.ts';
import { readCases } from '../commands/scheme.ts';
import { houseFolder, loadRules, sha256Hex } from '../house-files.ts';
import { workedOutside } from '../scheme-outside.ts';

/** Something measured against a goal of its own, on one core. */
export interface Measured {
  readonly name: string;
  readonly found: number;
  readonly unit: string;
  readonly goal: number;
  /** Whether more is better (a rate) or less (a time). */
  readonly better: 'more' | 'less';
}

export const holds = (m: Measured): boolean => (m.better === 'more' ? m.found >= m.goal : m.found <= m.goal);

export interface RulesBench {
  /** Answers of audit time. */
  readonly answers: number;
  /** Cases, each with five clocks. */
  readonly cases: number;
}

export const wholeSize: RulesBench = { answers: 300_000, cases: 100_000 };

/**
 * The rules' part of the bench. What counts is the time of this process on its core (`process.cpuUsage`), so that what others
 * do on the machine does not.
 */
export async function benchRules(size: RulesBench = wholeSize): Promise<readonly Measured[]> {
  const rules = loadRules();
  return [auditTimes(rules, size.answers), reckoned(rules, size.cases), assignments(), await workedCases(rules)];
}

/** Milliseconds that the work takes on the core. */
function onCore(work: () => void): number {
  const begin = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
}

const perSecond = 100_000;

/** Answers with every line, its rule and what would change it, all packs loaded and asked: three systems, four classes. */
function auditTimes(rules: RuleContext, count: number): Measured {
  const kinds = [
    { standard: 'qms' },
    ...['high', 'medium', 'low', 'limited'].map((complexity) => ({ standard: 'ems', complexity })),
    ...['high', 'medium', 'low'].map((complexity) => ({ standard: 'ohs', complexity })),
  ];
  const ask = (from: number, to: number) => {
    for (let i = from; i < to; i += 1) {
      const answer = calculate(
        'audit-time',
        { ...kinds[i % kinds.length], persons: 1 + ((i * 37) % 10_700), day: '2026-11-25' },
        rules,
      );
      if (!answer.ok) throw new Error(answer.refusals[0]?.text.en);
    }
  };
  ask(0, Math.min(20_000, count));
  const milliseconds = onCore(() => ask(0, count));
  return {
    name: 'audit-time answers with all packs',
    found: (count / milliseconds) * 1000,
    unit: '/s',
    goal: perSecond,
    better: 'more',
  };
}

const periods: readonly PeriodSpec[] = [
  { length: 5, unit: 'working-days', firstDayCounts: false },
  { length: 45, unit: 'working-days', firstDayCounts: false },
  { length: 20, unit: 'working-days', firstDayCounts: true },
  { length: 90, unit: 'days', firstDayCounts: false },
  { length: 12, unit: 'months', firstDayCounts: false },
];

/** The clocks of open cases, counted by the table that is loaded and counted again after three of its days were changed. */
function reckoned(rules: RuleContext, count: number): Measured {
  // A step is asked for its clock alone.
  const steps = periods.map(
    (period, i) =>
      ({ id: `s${i}`, clock: { id: `c${i}`, period, stopsWhile: [], late: 'flag' } }) as unknown as StepSpec,
  );
  const now = '2026-11-25T02:00:00.000Z';
  const before = caseCalendar(now, 'Asia/Shanghai', rules.calendar);
  const after = caseCalendar(now, 'Asia/Shanghai', changedTable());
  const clocksOf = (i: number): ReadonlyMap<string, ClockChange> =>
    new Map(
      steps.map((step, k) => {
        const from = addDays(toDay('2026-01-05'), (i * 7 + k) % 320);
        const name = { clock: `c${k}`, step: `s${k}` };
        const end = before.endOf(from, periods[k] ?? { length: 1, unit: 'days', firstDayCounts: false }, i % 4);
        const change: ClockChange =
          'day' in end
            ? { ...name, state: 'running', from, due: end.day, standstill: i % 4 }
            : { ...name, state: 'beyond-table', from, tableEnds: end.tableEnds };
        return [step.clock?.id ?? '', change];
      }),
    );
  const states = Array.from({ length: count }, (_, i) => ({ clocks: new Map(clocksOf(i)), steps: new Map() }));
  let moved = 0;
  const milliseconds = onCore(() => {
    for (const state of states) moved += reckonClocks(steps, state, [], after).length;
  });
  if (moved === 0) throw new Error('No clock moved: the changed table was not asked.');
  return {
    name: `due dates of ${count} cases × ${periods.length} clocks after the holiday table changed (${moved} moved)`,
    found: milliseconds / 1000,
    unit: 's',
    goal: 2,
    better: 'less',
  };
}

/**
 * 60 reviewers over 400 submissions, three each: every submission bars the reviewers of its own organisation (four) and two
 * more that declared kinship or the project. Loads, recusals and the same answer again are held, not only the time.
 */
function assignments(): Measured {
  const many = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
  const [cases, reviewers] = [many('case-', 400), many('reviewer-', 60)];
  const excluded = cases.flatMap((kase, i) => [
    ...[0, 15, 30, 45].map((of) => ({ case: kase, person: `reviewer-${of + (i % 15)}`, why: 'organisation' })),
    { case: kase, person: `reviewer-${(i * 7 + 3) % 60}`, why: 'kinship' },
    { case: kase, person: `reviewer-${(i * 11 + 5) % 60}`, why: 'project' },
  ]);
  const asked = { cases, reviewers, perCase: 3, excluded, seed: '福彩双色球第2026101期' };
  const digest = (text: string) => sha256Hex(canonicalBytes(text.normalize('NFC')));
  let answer = assignReviewers({ ...asked, digest });
  const milliseconds = onCore(() => {
    answer = assignReviewers({ ...asked, digest });
  });
  if (!answer.ok) throw new Error('Too few reviewers may have a case.');
  const load = new Map(reviewers.map((r) => [r, 0]));
  for (const { person } of answer.pairs) load.set(person, (load.get(person) ?? 0) + 1);
  const spread = Math.max(...load.values()) - Math.min(...load.values());
  const barred = new Set(excluded.map((e) => `${e.case} ${e.person}`));
  const turned = assignReviewers({ ...asked, reviewers: [...reviewers].reverse(), digest });
  if (spread > 1 || answer.pairs.some((p) => barred.has(`${p.case} ${p.person}`)))
    throw new Error(`Loads lie ${spread} from each other, or somebody recused was assigned.`);
  if (JSON.stringify(turned) !== JSON.stringify(answer)) throw new Error('The same seed gave other pairs.');
  return {
    name: `${reviewers.length} reviewers to ${cases.length} submissions, ${excluded.length} recusals, loads within ${spread}`,
    found: milliseconds / 1000,
    unit: 's',
    goal: 1,
    better: 'less',
  };
}

/** Two years with other holidays than the loaded ones. */
function changedTable() {
  const year = (number: number): HolidayYear => ({
    jurisdiction: 'CN',
    year: number,
    source: 'invented for the bench',
    certainty: 'to-be-confirmed',
    holidays: [{ zh: '假', en: 'holiday', from: toDay(`${number}-06-17`), to: toDay(`${number}-06-19`) }],
    workdays: [],
  });
  const read = workCalendar([year(2025), year(2026)]);
  if (!read.ok) throw new Error(read.refusals[0]?.text.en);
  return read.parts;
}

/** Every worked case of every scheme, parsed anew and played. */
async function workedCases(rules: RuleContext): Promise<Measured> {
  const outside = workedOutside(rules);
  const root = join(houseFolder, 'schemes');
  const names = await schemeNames(root);
  const begin = process.cpuUsage();
  let played = 0;
  for (const name of names) {
    const parsed = await readSchemeFolder(root, name);
    if (!parsed.ok) throw new Error(`${name} does not check.`);
    for (const one of readCases(root, name)) {
      if (!one.ok) throw new Error(`A case of ${name} is not readable.`);
      if (runWorkedCase(parsed.parsed.scheme, one.worked, outside).length > 0)
        throw new Error(`${one.worked.file} does not come out as it says.`);
      played += 1;
    }
  }
  const { user, system } = process.cpuUsage(begin);
  return {
    name: `all ${played} worked cases of ${names.length} schemes`,
    found: (user + system) / 1_000_000,
    unit: 's',
    goal: 5,
    better: 'less',
  };
}
