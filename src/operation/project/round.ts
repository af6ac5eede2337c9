import type { Recorded } from '#certification/case/state.ts';
import type { RoundEvent } from '#certification/round/events.ts';
import { applyRoundEvent, casesIn, foldRound, openRoundSteps, type RoundState } from '#certification/round/state.ts';
import type { Scheme, StepSpec } from '#certification/scheme/scheme.ts';
import type { Due } from '../ports/dues.ts';
import type { Notice } from '../ports/notices.ts';
import type { ProjectionRows } from '../ports/projections.ts';
import { namedStream } from '../ports/stream-id.ts';
import type { Json } from '../ports/values.ts';
import { roundStream } from '../streams/recorded.ts';
import { clockDue } from './case.ts';
import { ripeAt } from './ripe.ts';
import { stepTasks } from './tasks.ts';

/** The rows of one round: its summary, its work lists, its clocks and display, and the notices that it put out. */
export function projectRound(scheme: Scheme, id: string, events: readonly Recorded<RoundEvent>[]): ProjectionRows {
  const state = foldRound(id, []);
  const lists = stepTasks(scheme, { kind: 'round', subject: id });
  const notices: Notice[] = [];
  const dues = new Map<string, Due>();
  for (const recorded of events) {
    applyRoundEvent(state, recorded);
    lists.follow(state.run, recorded);
    const notice = noticeOf(scheme, id, state, recorded);
    if (notice) notices.push(notice);
    const display = displayDue(state);
    if (display) dues.set(display.name, display);
  }
  const last = events.at(-1);
  if (state.opened === null || !last) return {};
  const clocks = [...state.run.clocks.values()].map((clock) =>
    clockDue({ kind: 'round', id }, clock, state.opened?.zone ?? 'UTC'),
  );
  const running = [...clocks, ...dues.values()].filter((d) => d.state === 'running').map((d) => d.due);
  const { scheme: schemeId, edition, body, title } = state.opened;
  return {
    rounds: [
      {
        id,
        scheme: schemeId,
        edition,
        body,
        title,
        state: state.run.ended === null ? 'open' : 'ended',
        openSteps: openRoundSteps(state),
        cases: casesIn(state).length,
        openedAt: state.run.openedAt ?? last.recordedAt,
        endedAt: state.run.ended?.at ?? null,
        nextDue: running.sort()[0] ?? null,
        version: state.version,
        changedAt: last.recordedAt,
      },
    ],
    tasks: lists.tasks(state.run),
    dues: [...clocks, ...dues.values()],
    notices,
  };
}

/** A round has one call, which bears its id; a later notice has one of its own, of the round and the event. */
export const announcementOf = (round: string, version: number): string =>
  namedStream('round', `${round} notice ${version}`).id;

/** The end of the display, at which the decision may be made; over once it was. */
function displayDue(state: RoundState): Due | null {
  const { display, opened } = state;
  if (display === null || opened === null) return null;
  return {
    kind: 'display',
    subject: { kind: 'round', id: state.id },
    name: display.notice,
    due: display.to,
    ripeAt: ripeAt(display.to, opened.zone),
    remindAt: ripeAt(display.to, opened.zone),
    reminded: false,
    state: state.decided === null ? 'running' : 'over',
  };
}

/** The notices of a round: the call that opens it, the displayed list (公示), the decision (决定). */
function noticeOf(scheme: Scheme, id: string, state: RoundState, recorded: Recorded<RoundEvent>): Notice | null {
  const { event, recordedAt } = recorded;
  const { opened } = state;
  if (opened === null) return null;
  const base = {
    box: 'notices' as const,
    scheme: opened.scheme,
    round: id,
    case: null,
    party: opened.body,
    issuedAt: recordedAt,
    basis: roundStream(id),
  };
  const titled = (zh: string, en: string) => ({ zh: `${opened.title.zh}${zh}`, en: `${opened.title.en}: ${en}` });
  switch (event.type) {
    case 'StepDone': {
      const work = (scheme.round?.steps as readonly StepSpec[] | undefined)?.find(
        (s) => s.id === event.body.step,
      )?.work;
      if (work !== 'call' && work !== 'notice') return null;
      const body = { values: publicValues(scheme, event.body.values) };
      const noEnd = { body, from: null, to: null, corrects: null };
      // A round has one call, and its id stands for it; a later notice gets an id of the round and the event.
      if (work === 'call') return { ...base, id, kind: 'call', title: titled(' 申报通知', 'call'), ...noEnd };
      return {
        ...base,
        id: announcementOf(id, recorded.version),
        kind: 'announcement',
        title: titled(' 公告', 'announcement'),
        ...noEnd,
      };
    }
    case 'ListDisplayed': {
      const { notice, list, digest, from, to, corrects, why } = event.body;
      return {
        ...base,
        id: notice,
        kind: 'display',
        title: titled(' 公示', 'display'),
        body: { list: asJson(list), digest, ...(why === null ? {} : { why }) },
        from,
        to,
        corrects,
      };
    }
    case 'ListDecided': {
      const { notice, rows, digest } = event.body;
      const granted = rows
        .filter((r) => r.granted)
        .map((r) => ({ ...r, title: state.display?.list.find((l) => l.case === r.case)?.title ?? '' }));
      return {
        ...base,
        id: notice,
        kind: 'decision',
        title: titled(' 决定', 'decision'),
        body: { list: asJson(granted), digest, objections: answersIn(state) },
        from: null,
        to: null,
        corrects: null,
      };
    }
    default:
      return null;
  }
}

/** The result answers each objection: what it was about, whether it was taken in and upheld, and why. Never who made it. */
function answersIn(state: RoundState): Json {
  const titleOf = (about: string) =>
    state.displays.flatMap((d) => d.list).find((row) => row.case === about)?.title ?? '';
  return [...state.objections.values()].map((o) => ({
    about: titleOf(o.about),
    notice: o.notice,
    refused: o.refused?.code ?? null,
    upheld: o.answer?.upheld ?? null,
    words: o.answer?.words ?? '',
  }));
}

function publicValues(scheme: Scheme, values: Readonly<Record<string, unknown>>): Json {
  const open = new Set(
    scheme.forms
      .flatMap((f) => f.fields)
      .filter((f) => f.public && !f.personal)
      .map((f) => f.id),
  );
  return asJson(Object.fromEntries(Object.entries(values).filter(([name]) => open.has(name))));
}

/** Bodies of events are JSON; this gives them the type of it. */
function asJson(value: unknown): Json {
  return value as Json;
}
