import { caseFilter, taskFilter } from '#certification/policy/policy.ts';
import { namedToken } from '#certification/policy/viewer.ts';
import type { CaseWindow } from '#certification/scheme/edition/case-window.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { daysBetween, toDay } from '#certification/time/day.ts';
import { dayOf, toInstant } from '#certification/time/instant.ts';
import type { Acting } from '../acts/request.ts';
import type { CaseField, CaseSummary } from '../ports/cases.ts';
import type { Filter } from '../ports/filter.ts';
import type { CappedCount, Page, PageRequest } from '../ports/page.ts';
import type { Task, TaskField } from '../ports/tasks.ts';
import { windowOf } from '../schemes/scheme-life.ts';
import type { World } from '../world.ts';
import { blindReviews, blindTitle, isBlindTo } from './blind.ts';
import { type Named, namesOf } from './names.ts';
import { casesAsked, houseSteps, tasksAsked, type WorkAsked } from './work-filter.ts';

/** A line of a work list as it is shown: the task, what it is called, and how late it is. */
export interface ListedTask {
  readonly task: Task;
  readonly schemeTitle: Text;
  readonly stepText: Text;
  readonly applicant: Named | null;
  readonly body: Named | null;
  /** Its day is over. */
  readonly isLate: boolean;
  /** Calendar days left, negative when late; null without a day. */
  readonly daysLeft: number | null;
  /** The window of its case's edition, while it nears its end or is over. */
  readonly window: CaseWindow | null;
}

export interface ListedCase {
  readonly summary: CaseSummary;
  readonly schemeTitle: Text;
  readonly flowText: Text;
  /** Null for who reviews it blindly. */
  readonly applicant: Named | null;
  readonly body: Named;
  readonly openSteps: readonly Text[];
}

interface Text {
  readonly zh: string;
  readonly en: string;
}

export interface WorkCounts {
  readonly waiting: CappedCount;
  readonly late: CappedCount;
  readonly done: CappedCount;
  readonly opened: CappedCount;
}

const cap = 999;

/** 待办: what waits for this person, the nearest day first. What an entry will owe appears when its reminder begins. */
export async function waitingFor(
  world: World,
  acting: Acting,
  page: PageRequest,
  asked: WorkAsked = {},
): Promise<Page<ListedTask>> {
  const filter: Filter<TaskField> = { all: [waitingFilter(world, acting), await tasksAsked(world, asked)] };
  const found = await world.storage.tasks.open(filter, page);
  return { rows: await listTasks(world, found.rows), next: found.next };
}

/** 已办: what this person did, the newest first. */
export async function doneBy(
  world: World,
  acting: Acting,
  page: PageRequest,
  asked: WorkAsked = {},
): Promise<Page<ListedTask>> {
  const filter: Filter<TaskField> = { all: [taskFilter('task.done', acting.viewer), await tasksAsked(world, asked)] };
  const found = await world.storage.tasks.done(filter, page);
  return { rows: await listTasks(world, found.rows), next: found.next };
}

/** 我发起的: the cases that this person opened. */
export async function openedBy(
  world: World,
  acting: Acting,
  page: PageRequest,
  asked: WorkAsked = {},
): Promise<Page<ListedCase>> {
  const filter: Filter<CaseField> = { all: [openedFilter(acting), await casesAsked(world, asked)] };
  const found = await world.storage.cases.list(filter, 'changed', page);
  return { rows: await listCases(world, acting, found.rows), next: found.next };
}

/** Every case that this person may read, with filters of her own on top: the policy's filter is never loosened by them. */
export async function casesFor(
  world: World,
  acting: Acting,
  asked: { readonly filter: Filter<CaseField>; readonly order: 'changed' | 'opened' | 'due' },
  page: PageRequest,
): Promise<Page<ListedCase>> {
  const filter: Filter<CaseField> = {
    all: [caseFilter('case.list', acting.viewer), asked.filter, ...(await notByApplicant(world, acting, asked.filter))],
  };
  const found = await world.storage.cases.list(filter, asked.order, page);
  return { rows: await listCases(world, acting, found.rows), next: found.next };
}

export async function workCounts(world: World, acting: Acting): Promise<WorkCounts> {
  const { tasks, cases } = world.storage;
  const waiting = waitingFilter(world, acting);
  const today = dayOf(toInstant(world.clock.now()), world.house.zone);
  const late: Filter<TaskField> = {
    all: [waiting, { field: 'due', most: today }, { not: { field: 'due', is: [today] } }],
  };
  const done: Filter<TaskField> = { all: [taskFilter('task.done', acting.viewer), { field: 'state', is: ['done'] }] };
  const [a, b, c, d] = await Promise.all([
    tasks.count(waiting, cap),
    tasks.count(late, cap),
    tasks.count(done, cap),
    cases.count(openedFilter(acting), cap),
  ]);
  return { waiting: a, late: b, done: c, opened: d };
}

function waitingFilter(world: World, acting: Acting): Filter<TaskField> {
  return {
    all: [
      taskFilter('task.list', acting.viewer),
      { field: 'state', is: ['open'] },
      { field: 'openedAt', most: world.clock.now() },
    ],
  };
}

function openedFilter(acting: Acting): Filter<CaseField> {
  const { person } = acting.viewer;
  return { all: [caseFilter('case.list', acting.viewer), { field: 'openedBy', is: person === '' ? [] : [person] }] };
}

async function listTasks(world: World, tasks: readonly Task[]): Promise<readonly ListedTask[]> {
  const name = await namesOf(
    world,
    tasks.flatMap((t) => [t.applicant, t.body]),
  );
  const schemes = await schemesById(world);
  const blind = blindReviews(await world.schemes.all());
  const windows = await windowsOf(world, tasks);
  const today = dayOf(toInstant(world.clock.now()), world.house.zone);
  const listed = tasks.map(async (task): Promise<ListedTask> => {
    const scheme = schemes.get(task.scheme);
    // Who reviews blindly learns from no list whose case it is.
    const isBlind = blind.some((review) => review.scheme === task.scheme && review.step === task.step);
    return {
      task: isBlind ? { ...task, title: await blindTitle(world, task) } : task,
      schemeTitle: textIn(scheme, 'title', task.scheme),
      stepText: stepTextOf(scheme, task),
      applicant: isBlind || task.applicant === null ? null : name(task.applicant),
      body: task.body === null ? null : name(task.body),
      isLate: task.due !== null && task.due < today,
      daysLeft: task.due === null ? null : daysBetween(toDay(today), toDay(task.due)),
      window: windows.get(task.subject) ?? null,
    };
  });
  return Promise.all(listed);
}

/** Windows that near their end or are over, by the case that they bind: its work is told so before a grant is refused. */
async function windowsOf(world: World, tasks: readonly Task[]): Promise<ReadonlyMap<string, CaseWindow>> {
  const waiting = tasks.filter((t) => t.kind === 'case' && t.state === 'open');
  const leaving = new Set<string>();
  for (const scheme of new Set(waiting.map((t) => t.scheme))) {
    const { editions } = await world.schemes.life(scheme);
    if (editions.some((e) => e.transition !== null)) leaving.add(scheme);
  }
  const ids = [...new Set(waiting.filter((t) => leaving.has(t.scheme)).map((t) => t.subject))];
  if (ids.length === 0) return new Map();
  const found = new Map<string, CaseWindow>();
  for (const { id, scheme, edition } of await world.storage.cases.byIds(ids)) {
    const window = await windowOf(world, { id: scheme, edition });
    if (window?.isNear) found.set(id, window);
  }
  return found;
}

/** Who reviews blindly asks by no applicant and no title either: that a case is in the answer would tell whose it is. */
async function notByApplicant(
  world: World,
  { viewer }: Acting,
  asked: Filter<CaseField>,
): Promise<readonly Filter<CaseField>[]> {
  if (!/"(applicant|title)"/.test(JSON.stringify(asked))) return [];
  return blindReviews(await world.schemes.all()).map(({ scheme, role }) => {
    const mine: Filter<CaseField> = { field: 'named', overlaps: [namedToken(role, viewer.person)] };
    return { not: { all: [{ field: 'scheme', is: [scheme] }, mine] } };
  });
}

async function listCases(
  world: World,
  { viewer }: Acting,
  cases: readonly CaseSummary[],
): Promise<readonly ListedCase[]> {
  const name = await namesOf(
    world,
    cases.flatMap((c) => [c.applicant, c.body]),
  );
  const schemes = await schemesById(world);
  const blind = blindReviews(await world.schemes.all());
  const listed = cases.map(async (summary): Promise<ListedCase> => {
    const scheme = schemes.get(summary.scheme);
    const isBlind = isBlindTo(blind, viewer.person, summary);
    return {
      summary: isBlind ? { ...summary, title: await blindTitle(world, summary), labels: {} } : summary,
      schemeTitle: textIn(scheme, 'title', summary.scheme),
      flowText: textIn(scheme, `flow.${summary.flow}`, summary.flow),
      applicant: isBlind ? null : name(summary.applicant),
      body: name(summary.body),
      openSteps: summary.openSteps.map((step) => textIn(scheme, `step.${step}`, step)),
    };
  });
  return Promise.all(listed);
}

function stepTextOf(scheme: Scheme | undefined, task: Task): Text {
  if (Object.hasOwn(houseSteps, task.step)) return houseSteps[task.step] ?? { zh: task.step, en: task.step };
  return task.step === 'duty'
    ? textIn(scheme, `duty.${task.line}`, task.line)
    : textIn(scheme, `step.${task.step}`, task.step);
}

export function textIn(scheme: Scheme | undefined, key: string, otherwise: string): Text {
  const text = scheme !== undefined && Object.hasOwn(scheme.texts, key) ? scheme.texts[key] : undefined;
  return text ?? { zh: otherwise, en: otherwise };
}

/** The newest edition of each scheme: names of steps in lists come from it, the case itself from its own. */
export async function schemesById(world: World): Promise<ReadonlyMap<string, Scheme>> {
  return new Map((await world.schemes.all()).map((s) => [s.id, s]));
}
